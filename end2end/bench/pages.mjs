// Pages over a mailbox with many mails: 25 agents at once over real HTTP, signed in. Client and program share the machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { maildir, sampleMail } from './mails.mjs';
import { at, megabytes, row, signIn, withProgram } from './program.mjs';
import { fetchAll, folderAccount, openMailbox } from './receive.mjs';
import { searches } from './search.mjs';

const AGENTS = 25;
const REQUESTS = 2_000;
const CHANGES = 1_000;
/** Agents who work: each asks for a page once a second, whether or not the one before has come. */
const PACED_SECONDS = 20;
/** Of a hundred conversations one is unfinished, and a tray has at least its first pages full: work that is done is what grows. */
const UNFINISHED = 0.01;
const AT_LEAST = 300;

export function pages(messages) {
  const filed = mkdtempSync(join(tmpdir(), 'madoguchi-bench-mails-'));
  return withProgram(async (program) => {
    const box = maildir(filed, 'mails');
    for (let n = 0; n < messages; n += 1) box.lay(sampleMail('pages', n));
    program.addPerson();
    const person = await signIn(program);
    const mailbox = await openMailbox(person, folderAccount(box.folder));
    const began = performance.now();
    await fetchAll(person, mailbox, messages);
    const taken = messages / ((performance.now() - began) / 1_000);
    await finish(person, Math.ceil(messages / 3));
    const { rows: listed } = await person.read(`conversations/list?${new URLSearchParams({ 'query[mailbox]': mailbox, 'query[view]': 'tray' })}`);
    const statuses = (await person.read('mailboxes/mine')).find(({ id }) => id === mailbox).statuses;
    const open = statuses.filter((status) => status.class !== 'done').map((status) => status.id);
    const conversation = (n) => listed[n % listed.length].id;
    const size = `${messages.toLocaleString('en')} messages`;
    const goal = { most: 15 };

    const tray = await burst(REQUESTS, () => person.page(`m/${mailbox}/tray`));
    const one = await burst(REQUESTS, (n) => person.page(`m/${mailbox}/tray/${conversation(n)}`));
    const change = await burst(CHANGES, (n) => person.call('conversations/change', { ids: [[conversation(n), null]], change: { status: open[n % open.length] } }));
    const trayPaced = await paced(() => person.page(`m/${mailbox}/tray`));
    const onePaced = await paced((n) => person.page(`m/${mailbox}/tray/${conversation(n)}`));
    const rows = [
      row(`${size}: taken in from a folder`, taken, '1/s'),
      row(`${size}: tray page, p50`, at(tray.times, 0.5), 'ms'),
      row(`${size}: tray page, p95`, at(tray.times, 0.95), 'ms'),
      row(`${size}: tray page, ${AGENTS}/s, p95`, at(trayPaced.times, 0.95), 'ms', goal),
      row(`${size}: tray pages`, tray.rate, '1/s', { least: 400 }),
      row(`${size}: conversation page, p50`, at(one.times, 0.5), 'ms'),
      row(`${size}: conversation page, p95`, at(one.times, 0.95), 'ms'),
      row(`${size}: conversation page, ${AGENTS}/s, p95`, at(onePaced.times, 0.95), 'ms', goal),
      row(`${size}: conversation pages`, one.rate, '1/s'),
      row(`${size}: status change, p50`, at(change.times, 0.5), 'ms'),
      row(`${size}: status change, p95`, at(change.times, 0.95), 'ms', goal),
      ...(await searches(person, size)),
      row(`${size}: failed answers`, tray.failed + one.failed + change.failed + trayPaced.failed + onePaced.failed, ''),
      row(`${size}: memory after that`, megabytes(program.pid, 'VmRSS'), 'MB', { most: 200 }),
    ];
    person.close();
    return rows;
  }, ['--role', 'web']).finally(() => rmSync(filed, { recursive: true, force: true }));
}

/** Marks the oldest conversations as done; their ids count up from 1 in a database that is new. */
async function finish(person, conversations) {
  const done = conversations - Math.max(AT_LEAST, Math.ceil(conversations * UNFINISHED));
  for (let from = 1; from <= done; from += 500) {
    await person.call('conversations/done', { ids: Array.from({ length: Math.min(500, done - from + 1) }, (_, n) => from + n) });
  }
}

/** Asks `requests` times, 25 (or so many `agents`) at once. Answers the times in ms, sorted, requests a second, and how many failed; the first failure is told. */
export async function burst(requests, ask, agents = AGENTS) {
  const times = [];
  let [next, failed] = [0, 0];
  const agent = async () => {
    while (next < requests) {
      const n = next;
      next += 1;
      const began = performance.now();
      try {
        await ask(n);
        times.push(performance.now() - began);
      } catch (error) {
        if (failed === 0) console.error(error.message);
        failed += 1;
      }
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: agents }, agent));
  const rate = requests / ((performance.now() - began) / 1_000);
  if (times.length === 0) throw new Error('nothing was answered');
  return { times: times.sort((a, b) => a - b), rate, failed };
}

/** Asks 25 times a second, spread evenly, and waits for no answer before the next question: a late answer delays nobody, and its
 *  time counts from when it was due. Answers as `burst` does. */
async function paced(ask) {
  const times = [];
  let failed = 0;
  const began = performance.now();
  const one = async (n) => {
    const due = began + (n * 1_000) / AGENTS;
    await setTimeout(Math.max(0, due - performance.now()));
    try {
      await ask(n);
      times.push(performance.now() - due);
    } catch (error) {
      if (failed === 0) console.error(error.message);
      failed += 1;
    }
  };
  await Promise.all(Array.from({ length: PACED_SECONDS * AGENTS }, (_, n) => one(n)));
  if (times.length === 0) throw new Error('nothing was answered');
  return { times: times.sort((a, b) => a - b), failed };
}
