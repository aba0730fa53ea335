// A bulk mail to a thousand, handed to a sink that does nothing but take mails: how much of what the sink can take over one connection
// is left when each recipient is claimed, built, noted and settled.
import { openMailbox } from './receive.mjs';
import { cpuMs, row, signIn, withProgram } from './program.mjs';
import { handOver, openSink } from './sink.mjs';

const RECIPIENTS = 1_000;
const NO_SERVER = { host: '', port: 0, security: 'plain', auth: 'auto', user: '', accept_invalid_certificate: false };
const TEXT = '%Customer% 様\n\nいつもお世話になっております。年末年始の休業についてご案内します。\n';

export function bulk() {
  return withProgram(async (program) => {
    const sink = await openSink();
    try {
      program.addPerson();
      const person = await signIn(program);
      await openMailbox(person, account(sink));
      const limits = { recipients: RECIPIENTS, per_day: RECIPIENTS, per_minute: 0, scheduled: 10 };
      await person.call('bulk/set-limits', { limits });
      const id = await draft(program, person);
      const mail = `From: a@komorebi.example\r\nSubject: =?utf-8?B?${Buffer.from('ご案内').toString('base64')}?=\r\n\r\n${'x'.repeat(1_200)}`;
      const alone = await handOver(sink, 'a@komorebi.example', (n) => `p${n}@x.example`, mail, RECIPIENTS);
      const before = await sink.count();
      const { version } = await person.read(`bulk/open?id=${id}`);
      const [cpu, began] = [cpuMs(program.pid), performance.now()];
      await person.call('bulk/send', { id, version, at: '' });
      while ((await sink.count()) - before < RECIPIENTS) await new Promise((wake) => setTimeout(wake, 20));
      const rate = RECIPIENTS / ((performance.now() - began) / 1_000);
      const spent = (cpuMs(program.pid) - cpu) / RECIPIENTS;
      person.close();
      return [
        row(`bulk mail to ${RECIPIENTS}, handed to a sink`, rate, '1/s'),
        row('the sink alone, one connection', alone, '1/s'),
        row('bulk mail against the sink alone', (rate / alone) * 100, '%', { least: 80 }),
        row('bulk mail, processor time of a mail', spent, 'ms'),
      ];
    } finally {
      sink.close();
    }
  });
}

function account({ host, port }) {
  return {
    address: 'support@komorebi.example', from_name: '', enabled: true, receive: 'none', receive_server: NO_SERVER, receive_password: null, folder: '',
    after_fetch: 'leave', delete_after_days: 7, every_minutes: 60, send: 'smtp', send_server: { ...NO_SERVER, host, port, auth: 'none' }, send_password: null,
  };
}

/** Written, with its thousand recipients, and looked at. */
async function draft(program, person) {
  const id = await person.call('bulk/create', {});
  const { senders } = await person.read('bulk/desk');
  const content = { account_id: senders[0].id, subject: '%Customer% 様 ご案内', text: TEXT, html: null };
  const version = await person.call('bulk/save', { id, version: 1, content });
  const lines = Array.from({ length: RECIPIENTS }, (_, n) => `p${n}@x.example,お客様${n},会社${n}`).join('\r\n');
  await person.upload(`files/bulk/${id}/audience?version=${version}&name=x.csv`, lines);
  await person.call('bulk/recipients', { id });
  return id;
}
