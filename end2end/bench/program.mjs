// The release build as a process: started in a data folder of its own, asked over HTTP, measured from outside.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, HOST } from '../servers/ports.mjs';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PROGRAM = join(resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target'), process.env.MADOGUCHI_BENCH_PROFILE ?? 'release', 'madoguchi');
export const PERSON = { email: 'saegusa@komorebi.example', password: 'korokoro-tegami-7' };

/** Runs `measure` with a program in an empty data folder, which is gone afterwards. `settings` are variables of its environment. */
export async function withProgram(measure, words = [], settings = {}) {
  const data = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'));
  try {
    const program = await serve(data, words, settings);
    try {
      return await measure(program);
    } finally {
      await program.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Starts it and answers once it is ready. */
export async function serve(data, words = [], settings = {}) {
  const listen = `${HOST}:${await freePort()}`;
  const env = { PATH: process.env.PATH, MADOGUCHI_DATA: data, MADOGUCHI_LOG_LEVEL: 'error', ...settings };
  const began = performance.now();
  const child = spawn(PROGRAM, ['serve', '--listen', listen, ...words], { cwd: data, stdio: ['ignore', 'ignore', 'inherit'], env });
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
  const addPerson = () => {
    const add = ['user', 'add', '--email', PERSON.email, '--name', '三枝 みのり', '--role', 'admin', '--password-stdin'];
    const { status, stderr } = spawnSync(PROGRAM, add, { cwd: data, env, input: PERSON.password, encoding: 'utf8' });
    if (status !== 0) throw new Error(`madoguchi user add: ${stderr}`);
  };
  return { url, data, pid: child.pid, startMs, stop, addPerson };
}

/** A signed-in person's connections. Answers may take as long as they like: fetching thousands of mails is one request. */
export async function signIn(program) {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  let cookie = '';
  const ask = (method, path, body = null, type = 'application/json') => new Promise((resolve, reject) => {
    const headers = { cookie, accept: path.startsWith('rpc/') ? 'application/json' : 'text/html', 'sec-fetch-site': 'same-origin' };
    if (body !== null) Object.assign(headers, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    const asked = request(new URL(path, program.url), { method, agent, headers }, (answer) => {
      const heard = [];
      answer.on('data', (bytes) => heard.push(bytes));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(heard).toString('utf8');
        if (answer.statusCode !== 200) reject(new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`));
        else resolve({ text, cookies: answer.headers['set-cookie'] ?? [] });
      });
    });
    asked.on('error', reject);
    asked.end(body ?? undefined);
  });
  const form = new URLSearchParams({ ...PERSON, next: '' }).toString();
  const { cookies } = await ask('POST', 'rpc/auth/login', form, 'application/x-www-form-urlencoded');
  cookie = cookies.map((line) => line.split(';')[0]).find((pair) => pair.startsWith('madoguchi='));
  return {
    page: async (path) => (await ask('GET', path)).text,
    read: async (path) => JSON.parse((await ask('GET', `rpc/${path}`)).text),
    upload: async (path, text) => (await ask('POST', path, text, 'text/csv')).text,
    call: async (path, data) => JSON.parse((await ask('POST', `rpc/${path}`, JSON.stringify(data))).text || 'null'),
    close: () => agent.destroy(),
  };
}

/** Figures of /proc/PID/status, in MB: VmRSS now, VmHWM the most it ever was. */
export function megabytes(pid, figure) {
  return Number(new RegExp(`${figure}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** Time that processors spent on a process, in ms: user and system time of /proc/PID/stat, in ticks of 10 ms. */
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** `ratio` is value / goal of "at most" goals and goal / value of "at least" goals: above 1 the goal is missed. */
export function row(name, value, unit, { most = null, least = null } = {}) {
  const ratio = most !== null ? value / most : least !== null ? least / value : null;
  const goal = most !== null ? `≤ ${most}` : least !== null ? `≥ ${least}` : '';
  return { row: name, value: Number(value.toFixed(1)), unit, goal, ratio: ratio === null ? null : Number(ratio.toFixed(2)) };
}

export function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
