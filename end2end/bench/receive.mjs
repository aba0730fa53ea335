// Receiving from a real Dovecot: how fast, at what cost, and how that compares with a client that only downloads the same mails.
import { connect } from 'node:net';
import { largeMail, maildir, sampleMail } from './mails.mjs';
import { cpuMs, megabytes, row, signIn, withProgram } from './program.mjs';

const MAILS = 2_000;
const LARGE = 50_000_000;

export function receive() {
  // Without workers nothing is fetched before it is asked for, so that the time is that of fetching.
  return withProgram(async (program) => {
    const user = `bench${process.pid}`;
    const box = maildir(process.env.MADOGUCHI_TEST_MAIL_ROOT, user);
    for (let n = 0; n < MAILS; n += 1) box.lay(sampleMail('receive', n));
    const bare = await download(user);
    program.addPerson();
    const person = await signIn(program);
    const mailbox = await openMailbox(person, imapAccount(user));
    const [cpuBefore, began] = [cpuMs(program.pid), performance.now()];
    await fetchAll(person, mailbox, MAILS);
    const seconds = (performance.now() - began) / 1_000;
    const cpu = (cpuMs(program.pid) - cpuBefore) / MAILS;
    const before = megabytes(program.pid, 'VmHWM');
    box.lay(largeMail(LARGE));
    await fetchAll(person, mailbox, 1);
    const growth = megabytes(program.pid, 'VmHWM') - before;
    person.close();
    return [
      row(`receive over IMAP, ${MAILS} mails`, MAILS / seconds, '1/s', { least: 800 }),
      row('receive, processor time of a mail', cpu, 'ms', { most: 2 }),
      row('bare download of the same mails', bare, '1/s'),
      row('receive against bare download', (MAILS / seconds / bare) * 100, '%', { least: 50 }),
      row('receive a mail of 50 MB, peak growth', growth, 'MB', { most: 60 }),
    ];
  }, ['--role', 'web']);
}

/** A mailbox in which the person may do everything, with one account. */
export async function openMailbox(person, account) {
  const id = await emptyMailbox(person, '窓口');
  await person.call('accounts/create', { mailbox: id, form: account });
  return id;
}

/** The same without an account. */
export async function emptyMailbox(person, name) {
  const id = await person.call('mailboxes/create', { name });
  for (const grant of await person.read(`mailboxes/grants?mailbox=${id}`)) {
    await person.call('mailboxes/set-grant', { grant: { ...grant, viewing: 'all', editing: true, sending: true, deleting: true } });
  }
  return id;
}

/** メール受信: answers when everything is taken in. */
export async function fetchAll(person, mailbox, expected) {
  const { count, failures } = await person.call('accounts/receive', { mailbox });
  if (count !== expected || failures.length > 0) throw new Error(`${count} of ${expected} mails came: ${JSON.stringify(failures)}`);
}

const NO_SERVER = { host: '', port: 0, security: 'plain', auth: 'auto', user: '', accept_invalid_certificate: false };
const ACCOUNT = {
  from_name: '', enabled: true, receive_password: null, folder: '', after_fetch: 'leave', delete_after_days: 7, every_minutes: 60,
  send: 'none', send_server: NO_SERVER, send_password: null,
};

function imapAccount(user) {
  const [host, port] = process.env.MADOGUCHI_TEST_IMAP.split(':');
  const receive_server = { ...NO_SERVER, host, port: Number(port), user };
  return { ...ACCOUNT, address: `${user}@komorebi.example`, receive: 'imap', receive_server, receive_password: 'secret' };
}

export function folderAccount(folder) {
  return { ...ACCOUNT, address: 'support@komorebi.example', receive: 'folder', receive_server: NO_SERVER, folder };
}

/** Mails a second of a client that asks for all of them at once and throws them away. */
function download(user) {
  const [host, port] = process.env.MADOGUCHI_TEST_IMAP.split(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) });
    const steps = [['* OK', `a LOGIN ${user} secret`], ['a OK', 'b EXAMINE INBOX'], ['b OK', 'c UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])'], ['c OK', null]];
    let [tail, began] = ['', 0];
    socket.on('error', reject);
    socket.on('data', (bytes) => {
      tail = (tail + bytes.toString('latin1')).slice(-4_000); // longer than any line that is waited for
      const [expected, next] = steps[0];
      const said = expected === '* OK' ? tail.startsWith(expected) : tail.includes(`\n${expected}`) || tail.startsWith(expected);
      if (!said) return;
      steps.shift();
      tail = '';
      if (next === null) {
        socket.destroy();
        resolve(MAILS / ((performance.now() - began) / 1_000));
      } else {
        began = performance.now();
        socket.write(`${next}\r\n`);
      }
    });
  });
}
