// A bulk mail to a thousand: how much of what a server can take over one connection is left when each recipient is claimed, built, noted
// and settled. Once with a sink that does nothing but take mails, once with a real Postfix.
import { openMailbox } from './receive.mjs';
import { cpuMs, row, signIn, withProgram } from './program.mjs';
import { handOver, openSink } from './sink.mjs';

const RECIPIENTS = 1_000;
const NO_SERVER = { host: '', port: 0, security: 'plain', auth: 'auto', user: '', accept_invalid_certificate: false };
const TEXT = '%Customer% 様\n\nいつもお世話になっております。年末年始の休業についてご案内します。\n';
const MAIL = `From: a@komorebi.example\r\nSubject: =?utf-8?B?${Buffer.from('ご案内').toString('base64')}?=\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(18)}`;

export async function bulk() {
  const sink = await openSink();
  try {
    const rows = await against('the sink', sink, { least: 80 });
    const postfix = process.env.MADOGUCHI_TEST_SMTP?.split(':');
    if (postfix) rows.push(...(await against('Postfix', { host: postfix[0], port: Number(postfix[1]) }, {})));
    return rows;
  } finally {
    sink.close();
  }
}

function against(name, server, goal) {
  return withProgram(async (program) => {
    program.addPerson();
    const person = await signIn(program);
    await openMailbox(person, account(server));
    await person.call('bulk/set-limits', { limits: { recipients: RECIPIENTS, per_day: RECIPIENTS, per_minute: 0, scheduled: 10 } });
    const alone = await handOver(server, 'a@komorebi.example', to, MAIL, RECIPIENTS);
    const id = await draft(person);
    const { version } = await person.read(`bulk/open?id=${id}`);
    const [cpu, began] = [cpuMs(program.pid), performance.now()];
    await person.call('bulk/send', { id, version, at: '' });
    for (;;) {
      const { state, counts } = await person.read(`bulk/open?id=${id}`);
      if (state === 'sent') break;
      if (state !== 'sending') throw new Error(`it is ${state}: ${JSON.stringify(counts)}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
    const rate = RECIPIENTS / ((performance.now() - began) / 1_000);
    const spent = (cpuMs(program.pid) - cpu) / RECIPIENTS;
    person.close();
    return [
      row(`bulk mail to ${RECIPIENTS}, handed to ${name}`, rate, '1/s'),
      row(`${name} alone, one connection`, alone, '1/s'),
      row(`bulk mail against ${name} alone`, (rate / alone) * 100, '%', goal),
      row('bulk mail, processor time of a mail', spent, 'ms'),
    ];
  });
}

const to = (n) => `bench@p${n}.example`;

function account({ host, port }) {
  return {
    address: 'support@komorebi.example', from_name: '', enabled: true, receive: 'none', receive_server: NO_SERVER, receive_password: null, folder: '',
    after_fetch: 'leave', delete_after_days: 7, every_minutes: 60, send: 'smtp', send_server: { ...NO_SERVER, host, port, auth: 'none' }, send_password: null,
  };
}

/** Written, with its thousand recipients, and looked at. */
async function draft(person) {
  const id = await person.call('bulk/create', {});
  const { senders } = await person.read('bulk/desk');
  const content = { account_id: senders[0].id, subject: '%Customer% 様 ご案内', text: TEXT, html: null };
  const version = await person.call('bulk/save', { id, version: 1, content });
  const lines = Array.from({ length: RECIPIENTS }, (_, n) => `${to(n)},お客様${n},会社${n}`).join('\r\n');
  await person.upload(`files/bulk/${id}/audience?version=${version}&name=x.csv`, lines);
  await person.call('bulk/recipients', { id });
  return id;
}
