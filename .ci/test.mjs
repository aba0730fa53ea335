#!/usr/bin/env node
// `make test`: every part, its output as it comes, and one closing line a part at the end.
// Where a part up to the build fails, no test is begun; of the tests, both kinds run in any case.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const CARGO_TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
const BROWSER_SUMMARY = join(ROOT, 'target', 'browser-summary.json');
const SERVER_CRATES = ['-p', 'domain', '-p', 'mail', '-p', 'backend', '-p', 'app', '-p', 'server', '--features', 'app/ssr'];
const WITH = ['node', 'end2end/servers/with.mjs', '--'];

// Server and browser half are compiled beside each other: much of either keeps one core busy only, and they share no lock.
const halves = [
  [
    ['check', ['make', 'check-server']],
    ['types of the browser tests', ['npm', 'run', 'types', '--prefix', 'end2end', '--silent']],
    // All targets at once: features of test dependencies are settled once, and the tests below find everything built.
    ['build', ['cargo', 'build', '--quiet', ...SERVER_CRATES, '--all-targets']],
  ],
  [
    ['check of the browser half', ['make', 'check-browser']],
    ['site', ['node', 'frontend/build.mjs']],
  ],
];
const tests = [
  ['rust', [...WITH, 'cargo', 'nextest', 'run', '--config-file', '.ci/nextest.toml', '--cargo-quiet', ...SERVER_CRATES], {}, rustSummary],
  ['browser', [...WITH, 'npm', 'test', '--prefix', 'end2end', '--silent'], {
    MADOGUCHI_TEST_SERVER: join(CARGO_TARGET, 'debug', 'madoguchi'),
    MADOGUCHI_TEST_SUMMARY: BROWSER_SUMMARY,
  }, browserSummary],
];
const closing = [];
/** By whoever watches: the part ends, and no other one begins. */
let stopped = false;
process.exitCode = (await all()) ? 0 : 1;
console.log(`\n${closing.join('\n')}`);

async function all() {
  mkdirSync(join(ROOT, 'target'), { recursive: true });
  rmSync(BROWSER_SUMMARY, { force: true });
  if (!(await inOrder([['tools', ['.ci/tools', 'site', 'tests']]]))) return false;
  if ((await Promise.all(halves.map(inOrder))).includes(false)) return false;
  let good = true;
  for (const [name, command, env, summary] of tests) {
    const { code, output } = await part(name, command, env);
    if (stopped) return false;
    const counts = summary(output);
    const failed = counts.failed || (code === 0 ? 0 : 1);
    closing.push(`${name}: ${counts.passed} passed, ${failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}${counts.twice?.length ? `; only at the second try: ${counts.twice.join('; ')}` : ''}`);
    if (code !== 0 || failed > 0 || counts.passed === 0) good = false;
  }
  return good;
}

/** Runs parts one after the other, up to the first that fails. */
async function inOrder(parts) {
  for (const [name, command] of parts) {
    const { code } = await part(name, command);
    if (name.startsWith('check') || code !== 0) closing.push(`${name}: ${code === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed'}`);
    if (code !== 0 || stopped) return false;
  }
  return true;
}

/** Runs one part; what it prints is shown at once and answered as text too. */
function part(name, [program, ...words], env = {}) {
  const began = Date.now();
  console.log(`── ${name}`);
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    const heard = [];
    const pass = (from, to) => from.on('data', (bytes) => { heard.push(bytes); to.write(bytes); });
    pass(child.stdout, process.stdout);
    pass(child.stderr, process.stderr);
    const forward = (signal) => {
      stopped = true;
      child.kill(signal);
    };
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('error', (error) => { console.error(error.message); resolve({ code: 127, output: '' }); });
    child.on('close', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      console.log(`── ${name}: ${code === 0 ? 'done' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s`);
      resolve({ code: code ?? 1, output: Buffer.concat(heard).toString('utf8') });
    });
  });
}

/** nextest closes with "Summary [ 1.2s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped". */
function rustSummary(output) {
  // Colours stand between the numbers and the words.
  const line = output.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n').findLast((text) => /Summary \[/.test(text)) ?? '';
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed') + count('timed out') + count('exec failed'), skipped: count('skipped') };
}

function browserSummary() {
  try {
    return JSON.parse(readFileSync(BROWSER_SUMMARY, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // the run ended before its first test: its exit code speaks
  }
}
