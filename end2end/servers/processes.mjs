// Starting, watching and ending server processes: by process id only, and even when we are killed ourselves.
import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const END_PATIENCE_MS = 15_000;

// Ends the groups named on its input once that input closes, which the kernel does for us if we die by SIGKILL.
const GUARD = `
  trap '' INT TERM HUP
  groups=
  while read -r word; do [ "$word" = leave ] && exit 0; groups="$groups $word"; done
  for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
  left=$groups; tries=0
  while [ -n "$left" ] && [ $tries -lt 50 ]; do
    sleep 0.1; tries=$((tries + 1)); still=
    for group in $left; do kill -s 0 -- "-$group" 2>/dev/null && still="$still $group"; done
    left=$still
  done
  for group in $left; do kill -s KILL -- "-$group" 2>/dev/null; done
  rm -rf -- "$0"
`;

/** The server processes of one run; each is the leader of a process group of its own. */
export class Processes {
  #running = [];
  #guard;

  constructor(root) {
    this.#guard = spawn('/bin/sh', ['-c', GUARD, root], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    this.#guard.stdin.on('error', () => {}); // the guard may be gone already when we say goodbye
    this.#guard.unref();
    this.#guard.stdin.unref?.();
  }

  /**
   * Starts a server in the foreground with its output in the log file.
   * `ready` is asked until it answers true; a server that ends first, or takes more than a minute, is an error with its last words.
   */
  async start({ name, program, words, log, ready, endSignal = 'SIGTERM', user = null, env = {}, alsoLog = [] }) {
    const output = openSync(log, 'a');
    const child = spawn(program, words, {
      stdio: ['ignore', output, output],
      detached: true,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', ...env },
      ...(user ?? {}),
    });
    closeSync(output);
    const server = { name, child, endSignal, ended: null };
    server.exit = new Promise((resolve) => {
      child.on('error', (error) => { server.ended = error.message; resolve(); });
      child.on('exit', (code, signal) => { server.ended ??= `ended with ${signal ?? code}`; resolve(); });
    });
    if (child.pid) {
      this.#running.push(server);
      this.#guard.stdin.write(`${child.pid}\n`);
    }
    const reason = await untilReady(server, ready);
    if (!reason) return;
    await endOne(server);
    this.#running = this.#running.filter((other) => other !== server);
    throw new Error(`${name} ${reason}\n${[log, ...alsoLog].map(lastWords).join('')}`);
  }

  /** Ends all servers, the last started first, and answers when they are gone. */
  async end() {
    for (const server of this.#running.reverse()) await endOne(server);
    this.#running = [];
    this.#guard.stdin.end('leave\n');
  }
}

async function untilReady(server, ready) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.ended) return server.ended;
    if (await ready()) return null;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return 'did not answer within a minute';
}

async function endOne(server) {
  const { child } = server;
  if (!child.pid) return;
  if (!server.ended) {
    child.kill(server.endSignal);
    let timer;
    await Promise.race([server.exit, new Promise((resolve) => { timer = setTimeout(resolve, END_PATIENCE_MS); })]);
    clearTimeout(timer);
  }
  try {
    process.kill(-child.pid, 'SIGKILL'); // whoever of its group has outlived the leader
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function lastWords(path) {
  if (!existsSync(path)) return '';
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-30);
  return `--- ${path}\n${lines.join('\n')}\n`;
}

/** Runs a short program to its end; its output becomes the error when it fails. */
export function runToEnd(program, words, options = {}) {
  return new Promise((resolve, reject) => {
    execFile(program, words, { timeout: 120_000, ...options }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${words[0]}: ${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

/** Tries a start again with fresh ports: somebody else may have taken one between our look and the server's. */
export async function withFreshPorts(start) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(attempt);
    } catch (error) {
      if (attempt === 3 || !/address already in use|could not bind|already in use/i.test(error.message)) throw error;
    }
  }
}

/** The first of these accounts that exists, for a server that refuses to be root; null when we are not root ourselves. */
export function account(names) {
  if (process.getuid() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const name of names) {
    const line = lines.find((fields) => fields[0] === name);
    if (line) return { name, uid: Number(line[2]), gid: Number(line[3]) };
  }
  throw new Error(`none of the accounts ${names.join(', ')} exists on this machine`);
}

/** The full path of a program, or an error that names the Debian package which brings it. */
export function findProgram(name, folders, debianPackage) {
  const places = [...folders, ...(process.env.PATH ?? '').split(delimiter)];
  const folder = places.find((place) => place && existsSync(join(place, name)));
  if (!folder) throw new Error(`${name} is not installed: apt-get install ${debianPackage}`);
  return join(folder, name);
}
