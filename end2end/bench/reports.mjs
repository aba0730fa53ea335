// Reports about three years and a million mails, on both engines: every figure by every axis, some of them split, narrowed or in business
// hours, and the lists behind numbers. Facts are made up in the database (`madoguchi reports make-up`); everything else goes over HTTP.
//   MADOGUCHI_BENCH_REPORTS_CONVERSATIONS  how many there are, of almost four mails each [270000]
//   MADOGUCHI_BENCH_REPORTS_ENGINES        which engines [sqlite,postgres]
//   MADOGUCHI_BENCH_REPORTS_SHOWN          how many of the slowest questions are told besides [0]
import { spawnSync } from 'node:child_process';
import { at, megabytes, row, signIn, withProgram } from './program.mjs';
import { emptyMailbox } from './receive.mjs';

const CONVERSATIONS = Number(process.env.MADOGUCHI_BENCH_REPORTS_CONVERSATIONS ?? 270_000);
const ENGINES = (process.env.MADOGUCHI_BENCH_REPORTS_ENGINES ?? 'sqlite,postgres').split(',');
const SHOWN = Number(process.env.MADOGUCHI_BENCH_REPORTS_SHOWN ?? 0);
const DAYS = 1_095;
const RUNS = 10;
const GOAL = { most: 300 };
/** Unfinished conversations whose status changes before anything is asked: today is never summed up while people work. */
const CHANGED = 20;

const MEASURES = [
  'received', 'sent', 'sent-by-rule', 'answered', 'answer-median', 'answer-90', 'done', 'done-median', 'done-90', 'replies', 'reopened', 'open',
  'status-changes', 'checks-asked', 'checks-approved', 'checks-returned', 'missed', 'bulk-sent', 'bulk-failed', 'opted-out', 'template-uses', 'calls',
  'visits', 'open-now', 'people', 'companies',
];
const AXES = [
  'all', 'assignee', 'confirmer', 'status', 'priority', 'account', 'mailbox', 'folder', 'company', 'week-hour', 'day', 'week', 'month', 'fiscal-year',
  'wait', 'age', 'result', 'template', 'group',
];

export async function reports() {
  const rows = ENGINES.includes('sqlite') ? await on('SQLite', {}) : [];
  const server = process.env.MADOGUCHI_TEST_POSTGRES;
  if (!server || !ENGINES.includes('postgres')) return rows;
  const name = `bench_reports_${process.pid}`;
  psql(server, `create database ${name}`);
  try {
    const url = server.replace(/[^/]+$/, name);
    return [...rows, ...(await on('PostgreSQL', { MADOGUCHI_DATABASE: url }, () => psql(url, 'vacuum analyze')))];
  } finally {
    psql(server, `drop database ${name} with (force)`);
  }
}

/** `tidy` does what the server's own housekeeping would have done long before there are a million mails. */
function on(engine, variables, tidy = () => {}) {
  return withProgram(async (program) => {
    program.addPerson();
    const person = await signIn(program);
    const boxes = [];
    for (const name of ['窓口', '採用', '海外']) boxes.push(await emptyMailbox(person, name));
    const options = Array.from({ length: 6 }, (_, n) => ({ id: null, name: `種別${n}`, color: 'shu', archived: false }));
    const field = await person.call('fields/add', { mailbox: boxes[0], form: { name: '種別', kind: 'menu', listed: false, options } });
    program.command(['reports', 'make-up', '--conversations', String(CONVERSATIONS), '--days', String(DAYS)]);
    const rebuilt = timed(() => program.command(['reports', 'rebuild']));
    tidy();
    const checked = timed(() => program.command(['reports', 'check']));
    await work(person, boxes[0]);

    const size = `reports on ${engine}`;
    const figures = await each(oneFigure(field), (question) => ask(person, question), 150);
    const combined = await each(combinations(field, boxes), (question) => ask(person, question));
    const behind = await each(lists(), (question, cell) => list(person, question, cell));
    tell(size, [...figures, ...combined, ...behind]);
    person.close();
    return [
      row(`${size}: three years made anew and checked`, rebuilt / 1_000, 's'),
      row(`${size}: three years held against a recount`, checked / 1_000, 's'),
      ...summed(`${size}: any figure by any axis`, figures),
      ...summed(`${size}: split, narrowed, in business hours`, combined),
      ...summed(`${size}: the list behind a number`, behind),
      row(`${size}: memory after that`, megabytes(program.pid, 'VmRSS'), 'MB', { most: 200 }),
    ];
  }, ['--role', 'web'], variables);
}

/** Somebody works today, and no worker has summed it up yet. */
async function work(person, mailbox) {
  const { statuses } = (await person.read('mailboxes/mine')).find(({ id }) => id === mailbox);
  const { id: status } = statuses.find((one) => one.class === 'open');
  // Every hundredth conversation is unfinished, and in the first mailbox.
  const last = CONVERSATIONS - (CONVERSATIONS % 100);
  for (let n = 0; n < CHANGED; n += 1) await person.call('conversations/change', { ids: [[last - 100 * n, null]], change: { status } });
}

const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const YEARS = { from: day(DAYS - 1), to: day(0) };

function asked(m, axis, more = {}) {
  return Object.entries({ space: 1, m, axis, ...YEARS, ...more }).map(([name, value]) => `${name}=${value}`).join('&');
}

function oneFigure(field) {
  return [...AXES, `field-${field}`].flatMap((axis) => MEASURES.map((measure) => [asked(measure, axis)]));
}

function combinations(field, boxes) {
  const all = [];
  for (const measure of ['received', 'open', 'answer-median', 'done-90']) {
    for (const [axis, by] of [['month', 'assignee'], ['month', `field-${field}`], ['assignee', 'status'], ['company', 'assignee'], ['week', 'mailbox'], [`field-${field}`, 'folder']]) {
      all.push([asked(measure, axis, { by })]);
    }
    all.push([asked(measure, 'month', { only: 'priority:1,account:2' })], [asked(measure, 'company', { box: boxes[0], only: `field-${field}:none` })]);
    all.push([asked(measure, 'assignee', { clocks: 'business', compare: 1, from: day(DAYS / 2) })]);
  }
  // The overview asks for many at once.
  all.push([asked('received,sent,done,answer-median,done-median,open,reopened,missed', 'all', { compare: 1, from: day(364) })]);
  all.push([asked('received,sent,answered,done,answer-median,done-median,replies,open', 'assignee')]);
  return all;
}

function lists() {
  return ['received', 'done', 'answer-median', 'open'].flatMap((measure) => [
    [asked(measure, 'all'), { measure, row: null, column: null, before: false }],
    [asked(measure, 'priority'), { measure, row: '1', column: null, before: false }],
    [asked(measure, 'company'), { measure, row: '77', column: null, before: false }],
  ]);
}

const ask = (person, question) => person.read(`reports/ask?${new URLSearchParams({ question })}`);

function list(person, question, cell) {
  const said = Object.entries(cell).filter(([, value]) => value !== null).map(([name, value]) => [`cell[${name}]`, String(value)]);
  return person.read(`reports/behind?${new URLSearchParams([['question', question], ...said])}`);
}

/** Asks every question several times; what a figure cannot be told apart by is refused, and left out. Answers the times of each. */
async function each(questions, put, least = questions.length) {
  const all = [];
  for (const words of questions) {
    const times = [];
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      try {
        await put(...words);
      } catch (error) {
        if (run > 0 || !/answered 4\d\d/.test(error.message) || questions.length === least) throw error;
        break;
      }
      times.push(performance.now() - began);
    }
    if (times.length > 0) all.push({ name: named(words[0]), times: times.sort((a, b) => a - b) });
  }
  if (all.length < least) throw new Error(`only ${all.length} questions were answered`);
  return all;
}

function named(question) {
  const of = (name) => new RegExp(`(?:^|&)${name}=([^&]*)`).exec(question)?.[1];
  const more = ['by', 'only', 'clocks'].filter(of).map((name) => `${name} ${of(name)}`);
  return [`${of('m')} by ${of('axis')}`, ...more].join(', ');
}

const slowest = (all) => [...all].sort((a, b) => at(b.times, 0.95) - at(a.times, 0.95));

function summed(name, all) {
  const times = all.flatMap((question) => question.times).sort((a, b) => a - b);
  const [worst] = slowest(all);
  return [
    row(`${name}, p50`, at(times, 0.5), 'ms'),
    row(`${name}, p95`, at(times, 0.95), 'ms', GOAL),
    row(`${name}, the slowest of ${all.length} (${worst.name}), p95`, at(worst.times, 0.95), 'ms', GOAL),
  ];
}

function tell(size, all) {
  for (const { name, times } of slowest(all).slice(0, SHOWN)) console.error(`${size}: ${name}: p50 ${at(times, 0.5).toFixed(0)} ms, p95 ${at(times, 0.95).toFixed(0)} ms`);
}

function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function psql(url, text) {
  const { status, stderr } = spawnSync('psql', ['--quiet', '--no-psqlrc', '-c', text, url], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`psql: ${stderr}`);
}
