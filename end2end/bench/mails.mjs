// Sample mails, the same ones for the same number: 60 % Japanese, 20 % in other scripts, threads of three, 15 % with a file.
import { chownSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TEXTS = [
  ['納期のご確認', 'いつもお世話になっております。先日お送りいただいた見積もりの件でご連絡いたしました。納期と送料を教えていただけますでしょうか。'],
  ['製品の不具合について', '購入した機器の電源が入らなくなりました。保証書は手元にあります。修理の手順をご案内ください。よろしくお願いいたします。'],
  ['請求書の宛名変更', '請求書の宛名を変更していただきたく、ご連絡いたしました。新しい宛名は添付のとおりです。お手数をおかけします。'],
  ['Delivery date of our order', 'Could you tell us when the goods will be shipped? We need them before the end of the month, if at all possible.'],
  ['배송 문의', '주문한 제품이 아직 도착하지 않았습니다. 배송 상태를 확인해 주시면 감사하겠습니다. 빠른 답변 부탁드립니다.'],
];

/** Mail number `n` of the data set named `set`, with LF line ends. */
export function sampleMail(set, n) {
  const thread = Math.floor(n / 3);
  const place = n % 3;
  const [subject, sentence] = TEXTS[thread % TEXTS.length];
  const id = (of) => `<${of}@${set}.example>`;
  const references = Array.from({ length: place }, (_, before) => id(thread * 3 + before)).join(' ');
  // A minute apart, so that the order of the list is that of the numbers.
  const date = new Date(Date.UTC(2025, 0, 1) + n * 60_000).toUTCString().replace('GMT', '+0000');
  const head = [
    `Received: from mx.${set}.example by mail.komorebi.example with ESMTP; ${date}`,
    `From: ${word(`顧客 ${thread}`)} <kyaku${thread}@${set}.example>`, 'To: support@komorebi.example',
    `Subject: ${word(`${place > 0 ? 'Re: ' : ''}${subject} #${thread}`)}`, `Date: ${date}`, `Message-ID: ${id(n)}`,
    ...(place > 0 ? [`In-Reply-To: ${id(n - 1)}`, `References: ${references}`] : []), 'MIME-Version: 1.0',
  ];
  const text = `${n}\n${`${sentence}\n`.repeat(3 + (n % 12))}`;
  if (n % 20 < 17) return [...head, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text].join('\n');
  return [...head, 'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text,
    '--b', 'Content-Type: application/pdf; name="a.pdf"', 'Content-Disposition: attachment; filename="a.pdf"', 'Content-Transfer-Encoding: base64', '',
    base64(`${n} `.repeat(2_000)), '--b--', ''].join('\n');
}

/** A mail of about `bytes` bytes, nearly all of it one attachment. */
export function largeMail(bytes) {
  const line = `${'QUJDREVGR0hJSktMTU5P'.repeat(3)}\n`;
  return ['From: k@large.example', 'To: support@komorebi.example', 'Subject: large', 'Message-ID: <large@large.example>', 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'large', '--b', 'Content-Type: application/octet-stream',
    'Content-Disposition: attachment; filename="large.bin"', 'Content-Transfer-Encoding: base64', '', `${line.repeat(Math.floor(bytes / (line.length + 1)))}--b--`, ''].join('\n');
}

/** Makes a Maildir and answers how to lay a mail into it; its owner is that of `parent`. */
export function maildir(parent, user) {
  const { uid, gid } = statSync(parent);
  const folder = join(parent, user, 'Maildir');
  for (const path of [join(parent, user), folder, ...['tmp', 'new', 'cur'].map((part) => join(folder, part))]) {
    mkdirSync(path);
    chownSync(path, uid, gid);
  }
  let laid = 0;
  const lay = (mail) => {
    laid += 1;
    const name = `${1_735_689_600 + laid}.M${laid}.bench`;
    writeFileSync(join(folder, 'tmp', name), mail);
    chownSync(join(folder, 'tmp', name), uid, gid);
    renameSync(join(folder, 'tmp', name), join(folder, 'new', name));
  };
  return { folder, lay };
}

const word = (text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const base64 = (text) => Buffer.from(text).toString('base64').replaceAll(/(.{76})/g, '$1\n');
