// What comes back and who it is from: a real bounce of Postfix at the mail that it is about, mails that pretend, files that need
// care (MD-11, MW-18; security 16, 31, 33).
import { type Page } from '@playwright/test';
import { axe, expect, mail, test } from '../fixtures.ts';
import { call, Office, PEOPLE, type Box } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** Takes in what lies in the mailbox, and answers where the conversation of this subject stands. */
async function received(box: Box, page: Page, subject: string): Promise<string> {
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  const query = new URLSearchParams({ 'query[mailbox]': String(box.id), 'query[view]': 'all' });
  let id = 0;
  await expect.poll(async () => {
    const { rows } = await (await page.request.get(`/rpc/conversations/list?${query}`)).json();
    id = rows.find((row: { subject: string }) => row.subject === subject)?.id ?? 0;
    return id;
  }).toBeGreaterThan(0);
  return `/m/${box.id}/all/${id}`;
}

test('a mail that comes back is told at the mail that was sent, with the reason and the words of the server', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const gone = mail.user('bounce');
  const came = await box.receive({ subject: '戻ってくるメール', customer: gone });
  await page.goto(came.url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
  await text(page).press('Control+Home');
  await page.keyboard.insertText('届きますか。');
  await page.getByRole('button', { name: '送信して処理済みにする' }).click();
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 25_000 });
  // The server took it, and returns it.
  await mail.arrived(box.user, /report-type=delivery-status/);
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  const note = page.locator('.mail__state[data-state="failed"]');
  await expect(note).toContainText('届きませんでした', { timeout: 25_000 });
  await expect(note).toContainText(`${gone}@example.jp：このアドレスは使われていません`);
  await expect(note).toContainText('no such user here');
  // It stands in the conversation of the mail, which is work again, and in no other one.
  const query = new URLSearchParams({ 'query[mailbox]': String(box.id), 'query[view]': 'tray' });
  const { rows } = await (await page.request.get(`/rpc/conversations/list?${query}`)).json();
  expect(rows.map((row: { id: number; has_failed: boolean }) => [row.id, row.has_failed])).toEqual([[came.id, true]]);
  await expect(page.locator('.timeline__event', { hasText: `${gone}@example.jp に届きませんでした` })).toBeVisible();
  await axe(page);
  await note.getByRole('link', { name: '届いた知らせを見る' }).click();
  await expect(page.locator('.mail', { hasText: 'Mail Delivery System' }).last()).toBeVisible();
  await note.getByRole('button', { name: '編集して再送' }).click();
  await expect(text(page)).toHaveValue(/^届きますか。/);
  await expect(page.locator('.chip')).toHaveText(new RegExp(gone));
});

test('a mail that pretends to be a colleague is marked, stands apart, and cannot draw marks of its own', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '本物のやりとり' });
  const { items } = await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  expect(items.length).toBeGreaterThan(0);
  const known = (await mail.read(box.user))[0].match(/^Message-ID: (<.*>)$/im)?.[1] ?? '';
  const banner = '<div class="mail" data-kind="ok"><div class="banner" data-kind="ok" style="position:fixed;top:0">送信元を確認済み</div></div>';
  await mail.drop(box.user, [
    `From: ${word(PEOPLE.hayase)} <hayase@komorebi.example>`, 'Reply-To: pay@evil.example', `To: ${box.user}@example.jp`, `Subject: ${word('至急お振り込みください')}`,
    'Message-ID: <spoof@evil.example>', `In-Reply-To: ${known}`, 'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', '', banner, '',
  ].join('\n'));
  const url = await received(box, page, '至急お振り込みください');
  expect(url).not.toBe(came.url);
  await page.goto(url);
  const row = page.locator('.row', { hasText: '至急お振り込みください' });
  await expect(row.getByTitle('なりすましの疑いがあるメール')).toBeVisible();
  const card = page.locator('.mail');
  await expect(card).toHaveAttribute('data-kind', 'bad');
  await expect(card.getByRole('note')).toContainText('なりすましの疑い');
  await expect(card.getByRole('note')).toContainText('hayase@komorebi.example');
  await card.locator('.proof__chip').click();
  await expect(card.locator('.proof__panel')).toContainText('pay@evil.example');
  await axe(page);
  // What the mail draws stays inside its frame, which is closed to us; the page has one mark and it is ours.
  await card.getByRole('button', { name: 'HTML', exact: true }).click();
  const frame = page.frameLocator('.mail__frame');
  await expect(frame.getByText('送信元を確認済み')).toBeVisible();
  await expect(page.locator('.mail__frame')).toHaveAttribute('sandbox', /^((?!allow-same-origin|allow-scripts).)*$/);
  await expect(page.locator('.banner[data-kind="ok"]')).toHaveCount(0);
  const [mark, drawn] = [await card.getByRole('note').boundingBox(), await page.locator('.mail__frame').boundingBox()];
  expect(mark && drawn && mark.y + mark.height <= drawn.y).toBe(true);
  // Nothing outside is asked for, so nothing is said about it.
  await expect(page.locator('.mail__notice')).toHaveCount(0);
});

test('whom the trusted server vouches for is shown as verified, once a person trusts the server', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const letter = (subject: string) => [
    'Authentication-Results: mx.example.jp; spf=pass smtp.mailfrom=kyaku.example; dkim=pass header.d=kyaku.example; dmarc=pass header.from=kyaku.example',
    'Received: from a by mx.example.jp; Mon, 5 Jan 2026 09:00:00 +0900', 'From: k@kyaku.example', `To: ${box.user}@example.jp`, `Subject: ${word(subject)}`,
    `Message-ID: <${encodeURIComponent(subject)}@kyaku.example>`, 'Content-Type: text/plain; charset=utf-8', '', '本文です。', '',
  ].join('\n');
  await mail.drop(box.user, letter('設定する前'));
  await page.goto(await received(box, page, '設定する前'));
  await expect(page.locator('.proof__chip')).toHaveText('送信元は未確認');
  await page.goto(`/settings/mailboxes/${box.id}/accounts`);
  await page.getByRole('link', { name: new RegExp(box.user) }).first().click();
  await page.getByRole('button', { name: 'mx.example.jp を使う' }).click();
  await expect(page.getByLabel('信頼する受信サーバー（送信元の確認）')).toHaveValue('mx.example.jp');
  await axe(page);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.locator('.toast', { hasText: '保存しました' })).toBeVisible();
  await mail.drop(box.user, letter('設定した後'));
  await page.goto(await received(box, page, '設定した後'));
  await expect(page.locator('.proof__chip')).toHaveText('送信元を確認済み');
  await page.locator('.proof__chip').click();
  await expect(page.locator('.proof__panel')).toContainText('kyaku.example');
  await axe(page);
});

test('a mail that nobody vouches for is verified by its own signature, and not when it was changed', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  // RFC 8463, appendix A.
  const signed = [
    'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;', ' d=football.example.com; i=@football.example.com;', ' q=dns/txt; s=brisbane; t=1528637909; h=from : to :',
    ' subject : date : message-id : from : subject : date;', ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;', ' b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus',
    ' Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==', 'From: Joe SixPack <joe@football.example.com>', 'To: Suzie Q <suzie@shopping.example.net>', 'Subject: Is dinner ready?',
    'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)', 'Message-ID: <20030712040037.46341.5F8J@football.example.com>', '', 'Hi.', '', 'We lost the game.  Are you hungry yet?', '', 'Joe.', '',
  ].join('\n');
  await mail.drop(box.user, signed);
  await page.goto(await received(box, page, 'Is dinner ready?'));
  await expect(page.locator('.proof__chip')).toHaveText('送信元を確認済み');
  await page.locator('.proof__chip').click();
  await expect(page.locator('.proof__panel')).toContainText('football.example.com');
  await expect(page.locator('.proof__panel')).toContainText('このシステム');
  await axe(page);
  await mail.drop(box.user, signed.replace('Is dinner ready?', 'Pay the bill').replace('46341', '46342'));
  await page.goto(await received(box, page, 'Pay the bill'));
  await expect(page.locator('.proof__chip')).toHaveText('送信元は未確認');
});

test('files that can do harm say so before they are saved', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const file = (name: string) => ['--m', `Content-Type: application/octet-stream; name="${word(name)}"`, `Content-Disposition: attachment; filename="${word(name)}"`, '', 'MZ'];
  await mail.drop(box.user, [
    'From: k@kyaku.example', `To: ${box.user}@example.jp`, `Subject: ${word('請求書です')}`, 'Message-ID: <files@kyaku.example>', 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=m', '', '--m', 'Content-Type: text/plain; charset=utf-8', '', '添付します。',
    ...file('請求書.pdf.exe'), ...file('台帳\u202Efdp.js'), ...file('見積書.pdf'), '--m--', '',
  ].join('\n'));
  await page.goto(await received(box, page, '請求書です'));
  const files = page.locator('.files');
  await expect(files.locator('summary', { hasText: '請求書.pdf.exe' })).toContainText('拡張子を偽装したファイル');
  await expect(files.locator('summary', { hasText: '台帳' })).toContainText('名前を偽装したファイル');
  await expect(files.getByRole('link', { name: /見積書\.pdf/ })).toBeVisible();
  await expect(files.getByRole('link', { name: 'すべて保存（注意が必要なファイル 2件を含む）' })).toBeVisible();
  await expect(files.getByRole('link', { name: '危険を承知して保存' })).toHaveCount(0);
  await files.locator('summary', { hasText: '請求書.pdf.exe' }).focus();
  await page.keyboard.press('Enter');
  await expect(files.getByText('実際は別の種類のファイルです')).toBeVisible();
  await axe(page);
  const saving = page.waitForEvent('download');
  await files.getByRole('link', { name: '危険を承知して保存' }).click();
  expect((await saving).suggestedFilename()).toBe('請求書.pdf.exe');
});
