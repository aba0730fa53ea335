// Importing an mbox of 50,000 mails: how fast, and whether memory stays flat.
import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { sampleMail } from './mails.mjs';
import { megabytes, row, signIn, withProgram } from './program.mjs';
import { folderAccount, openMailbox } from './receive.mjs';

const MAILS = Number(process.env.MADOGUCHI_BENCH_IMPORT ?? 50_000);

export function imports() {
  return withProgram(async (program) => {
    const folder = join(program.data, 'import');
    mkdirSync(folder);
    await write(join(folder, 'old.mbox'));
    program.addPerson();
    const person = await signIn(program);
    const mailbox = await openMailbox(person, folderAccount(program.data));
    const looked = await timed(() => until(person, mailbox, 'looked', () => person.call('imports/begin', { mailbox, origin: { folder: 'old.mbox' } })));
    const { id, look } = looked.view;
    if (look.mails !== MAILS) throw new Error(`${look.mails} of ${MAILS} mails were seen`);
    const before = megabytes(program.pid, 'VmHWM');
    const choices = { ending: 'done', giving: 'nobody', filing: 'nowhere', since: null, until: null };
    const taken = await timed(() => until(person, mailbox, 'done', () => person.call('imports/start', { id, choices })));
    if (taken.view.taken !== MAILS) throw new Error(`${taken.view.taken} of ${MAILS} mails were taken in`);
    const growth = megabytes(program.pid, 'VmHWM') - before;
    person.close();
    return [
      row(`import, look through ${MAILS} mails`, MAILS / looked.seconds, '1/s'),
      row(`import, ${MAILS} mails of an mbox`, MAILS / taken.seconds, '1/s', { least: 800 }),
      row('import, peak growth of memory', growth, 'MB', { most: 150 }),
    ];
  });
}

async function write(path) {
  const file = createWriteStream(path);
  for (let n = 0; n < MAILS; n += 1) {
    if (!file.write(`From - Wed Jan 01 00:00:00 2025\n${sampleMail('import', n).replaceAll(/^(>*From )/gm, '>$1')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Does `begin` and waits until the newest import is in this state. */
async function until(person, mailbox, state, begin) {
  await begin();
  for (;;) {
    const [view] = (await person.read(`imports/desk?mailbox=${mailbox}`)).imports;
    if (view.state === state) return view;
    if (view.state === 'failed') throw new Error(`the import failed: ${JSON.stringify(view)}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

async function timed(work) {
  const began = performance.now();
  const view = await work();
  return { view, seconds: (performance.now() - began) / 1_000 };
}
