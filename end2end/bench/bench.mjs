#!/usr/bin/env node
// `make bench`: measures the release build, prints one table and writes target/bench.json. A slow row fails nothing.
//   MADOGUCHI_BENCH_MESSAGES  sizes of the mailboxes whose pages are measured [1000,100000]
//   MADOGUCHI_BENCH_PROFILE   which build is measured [release]
//   MADOGUCHI_BENCH_ONLY      parts: start, memory, load, login, receive, import, book, bulk, rules, reports, pages, growth [all]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { book } from './book.mjs';
import { bulk } from './bulk.mjs';
import { growth } from './growth.mjs';
import { imports } from './import.mjs';
import { burst, pages } from './pages.mjs';
import { at, megabytes, ROOT, row, serve, withProgram } from './program.mjs';
import { receive } from './receive.mjs';
import { reports } from './reports.mjs';
import { rules } from './rules.mjs';

const STARTS = 5;
const SIZES = (process.env.MADOGUCHI_BENCH_MESSAGES ?? '1000,100000').split(',').map(Number);

const PARTS = {
  start,
  memory: () => withProgram(async ({ pid }) => [row('memory, idle', megabytes(pid, 'VmRSS'), 'MB', { most: 60 })]),
  load: firstLoad,
  login: loginPage,
  receive,
  import: imports,
  book,
  bulk,
  rules,
  reports,
  pages: async () => {
    const all = [];
    for (const size of SIZES) all.push(...(await pages(size)));
    return all;
  },
  growth,
};
const only = process.env.MADOGUCHI_BENCH_ONLY?.split(',') ?? Object.keys(PARTS);
const rows = [];
for (const part of only) rows.push(...(await PARTS[part]()));
show(rows);

/** From an empty data folder that has been started once before: migrations are not counted. */
async function start() {
  const times = [];
  const data = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'));
  try {
    for (let run = 0; run <= STARTS; run += 1) {
      const program = await serve(data);
      if (run > 0) times.push(program.startMs);
      await program.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return [row('start to first answer, median', at(times.sort((a, b) => a - b), 0.5), 'ms', { most: 1_000 })];
}

/** What a browser loads before it can work: the log-in page, styles, glue and WASM, as sent with brotli. */
function firstLoad() {
  return withProgram(async ({ url }) => {
    const html = Buffer.from(await (await fetch(url)).arrayBuffer());
    const site = join(ROOT, 'target', 'site');
    const manifest = JSON.parse(readFileSync(join(site, 'manifest.json'), 'utf8'));
    const sizes = { html: brotliCompressSync(html).length };
    for (const kind of ['css', 'js', 'wasm']) sizes[kind] = brotliCompressSync(readFileSync(join(site, manifest[kind]))).length;
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    return [...Object.entries(sizes).map(([kind, size]) => row(`first load, ${kind}`, size / 1024, 'KB')), row('first load, all', total / 1024, 'KB', { most: 350 })];
  });
}

/** The first page of somebody who is not logged in, asked for by several at once. */
function loginPage() {
  return withProgram(async ({ url }) => {
    const { times, rate } = await burst(4_000, async () => {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    });
    return [row('log-in page, p95', at(times, 0.95), 'ms', { most: 15 }), row('log-in pages', rate, '1/s')];
  });
}

function show(measured) {
  const machine = `${cpus().length} x ${cpus()[0].model.trim()}`;
  const load = loadavg()[0].toFixed(1);
  console.log(`${machine}, load ${load}; requests by 25 at once from the same machine; a ratio above 1 misses its goal\n`);
  const line = (cells) => console.log(`${cells[0].padEnd(48)}${cells[1].padStart(10)} ${cells[2].padEnd(5)}${cells[3].padStart(8)}${cells[4].padStart(8)}`);
  line(['', 'value', '', 'goal', 'ratio']);
  for (const { row: name, value, unit, goal, ratio } of measured) line([name, String(value), unit, goal, ratio === null ? '' : String(ratio)]);
  writeFileSync(join(ROOT, 'target', 'bench.json'), `${JSON.stringify({ machine, load: Number(load), rows: measured }, null, 2)}\n`);
}
