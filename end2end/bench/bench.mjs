#!/usr/bin/env node
// `make bench`: measures the release build, prints one table and writes target/bench.json. A slow row fails nothing.
// A row is { row, value, unit, goal, ratio }: ratio is value / goal, so above 1 the goal is missed ("at most" goals).
// Measured here: what needs no data. Rows about mail and large mailboxes are added to `measurements` as functions of the same shape.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { freePort, HOST } from '../servers/ports.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PROGRAM = join(resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target'), 'release', 'madoguchi');
const AGENTS = 25;
const REQUESTS = 4_000;
const STARTS = 5;

const measurements = [start, idleMemory, firstLoad, pages];
const rows = [];
for (const measure of measurements) rows.push(...(await measure()));
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
  return [row('start to first answer, median', median(times), 'ms', 1_000)];
}

function idleMemory() {
  return withProgram(async ({ pid }) => [row('memory, idle', residentKilobytes(pid) / 1024, 'MB', 60)]);
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
    return [...Object.entries(sizes).map(([kind, size]) => row(`first load, ${kind}`, size / 1024, 'KB')), row('first load, all', total / 1024, 'KB', 350)];
  });
}

/** The first page of somebody who is not logged in, asked for by several at once. */
function pages() {
  return withProgram(async ({ url }) => {
    const times = [];
    let left = REQUESTS;
    const agent = async () => {
      while (left > 0) {
        left -= 1;
        const began = performance.now();
        const answer = await fetch(url);
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
        times.push(performance.now() - began);
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: AGENTS }, agent));
    const seconds = (performance.now() - began) / 1_000;
    times.sort((a, b) => a - b);
    return [row(`log-in page, ${AGENTS} at once, p95`, times[Math.floor(times.length * 0.95)], 'ms', 15), row('log-in page, throughput', REQUESTS / seconds, '1/s')];
  });
}

async function withProgram(measure) {
  const data = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'));
  const program = await serve(data);
  try {
    return await measure(program);
  } finally {
    await program.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function serve(data) {
  const listen = `${HOST}:${await freePort()}`;
  const began = performance.now();
  const child = spawn(PROGRAM, ['serve', '--data', data, '--listen', listen], { cwd: data, stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: process.env.PATH, MADOGUCHI_DATA: data, RUST_LOG: 'error' } });
  const url = `http://${listen}/`;
  while (!(await fetch(`${url}readyz`).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error('madoguchi serve did not start');
    await new Promise((wake) => setTimeout(wake, 5));
  }
  const startMs = performance.now() - began;
  const stop = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { url, pid: child.pid, startMs, stop };
}

function residentKilobytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

function row(name, value, unit, goal = null) {
  return { row: name, value: Number(value.toFixed(1)), unit, goal, ratio: goal === null ? null : Number((value / goal).toFixed(2)) };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function show(measured) {
  const machine = `${cpus().length} x ${cpus()[0].model.trim()}`;
  console.log(`${machine}, empty data\n`);
  const line = (cells) => console.log(`${cells[0].padEnd(36)}${cells[1].padStart(10)} ${cells[2].padEnd(5)}${cells[3].padStart(8)}${cells[4].padStart(8)}`);
  line(['', 'value', '', 'at most', 'ratio']);
  for (const { row: name, value, unit, goal, ratio } of measured) line([name, String(value), unit, goal === null ? '' : String(goal), ratio === null ? '' : String(ratio)]);
  writeFileSync(join(ROOT, 'target', 'bench.json'), `${JSON.stringify({ machine, data: 'empty', rows: measured }, null, 2)}\n`);
}
