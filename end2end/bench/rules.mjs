// What rules cost: the same mails taken in by a mailbox without rules and by one with a hundred, none of which is right.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maildir, sampleMail } from './mails.mjs';
import { cpuMs, row, signIn, withProgram } from './program.mjs';
import { fetchAll, folderAccount, openMailbox } from './receive.mjs';

const MAILS = 2_000;
const RULES = 100;

export function rules() {
  const filed = mkdtempSync(join(tmpdir(), 'madoguchi-bench-rules-'));
  return withProgram(async (program) => {
    program.addPerson();
    const person = await signIn(program);
    const cost = async (name, prepare) => {
      const box = maildir(filed, name);
      for (let n = 0; n < MAILS; n += 1) box.lay(sampleMail(name, n));
      const mailbox = await openMailbox(person, { ...folderAccount(box.folder), address: `${name}@komorebi.example` });
      await prepare(mailbox);
      const before = cpuMs(program.pid);
      await fetchAll(person, mailbox, MAILS);
      return (cpuMs(program.pid) - before) / MAILS;
    };
    const without = await cost('plain', async () => {});
    const with_rules = await cost('ruled', async (mailbox) => {
      for (let n = 0; n < RULES; n += 1) await person.call('rules/save', { mailbox, id: null, form: form(n) });
    });
    person.close();
    return [row(`rules, processor time of ${RULES} for one mail`, Math.max(with_rules - without, 0), 'ms', { most: 1 })];
  }, ['--role', 'web']).finally(() => rmSync(filed, { recursive: true, force: true }));
}

/** Asked to its end, and never right. */
function form(n) {
  const condition = (what, operator, value, fuzzy = false) => ({ what, header: what === 'header' ? 'X-Kind' : '', operator, values: [value], fuzzy });
  const conditions = [
    condition('body', 'contains', `どこにもない言葉${n}`, n % 2 === 0), condition('subject', 'matches', `^(re|fwd?): .*どこにもない${n}`),
    condition('from', 'ends', `@nobody${n}.example`), condition('header', 'equals', `kind-${n}`),
  ];
  return { name: `規則 ${n}`, enabled: true, content: { together: 'any', conditions, actions: [{ do: 'priority', priority: 'urgent' }] } };
}
