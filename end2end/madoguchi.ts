// One running `madoguchi serve` with a data folder and a port of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, HOST } from './servers/ports.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 15_000;

export type NewUser = { email: string; name: string; role: 'admin' | 'member'; password: string };

/** What the options of a spec file may change: more variables for the program, PostgreSQL say. */
export type Settings = Record<string, string>;

export class Madoguchi {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    /** The address of the web app, without a slash at the end. */
    readonly url: string,
    readonly dataDir: string,
    private readonly settings: Settings,
  ) {}

  /** Starts the program in an empty data folder and answers once `/readyz` does. */
  static async start(settings: Settings = {}): Promise<Madoguchi> {
    const dataDir = await mkdtemp(join(tmpdir(), 'madoguchi-app-'));
    const app = new Madoguchi(`http://${HOST}:${await freePort()}`, dataDir, settings);
    try {
      await app.serve();
    } catch (error) {
      await app.stop();
      throw error;
    }
    return app;
  }

  /** Everything the program has printed so far. */
  log(): string {
    return this.output;
  }

  /** Ends the program, leaves the data, starts it again. `signal` SIGKILL is a power cut. */
  async restart(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.end(signal);
    await this.serve();
  }

  /** Ends the program and removes its data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Adds a person through the command line, as an administrator would. */
  async addUser({ email, name, role, password }: NewUser): Promise<void> {
    await this.command(['user', 'add', '--email', email, '--name', name, '--role', role, '--password-stdin'], password);
  }

  /** Runs another command of the program on the same data; answers what it prints. */
  async command(words: string[], input = ''): Promise<string> {
    const child = spawn(program(), words, { cwd: this.dataDir, env: this.environment(), stdio: 'pipe' });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { printed += text; });
    child.stdin.on('error', () => undefined); // a command that reads nothing may be gone before we have written
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`madoguchi ${words.join(' ')} ended with ${code}:\n${printed}`);
    return printed;
  }

  private async serve(): Promise<void> {
    const child = spawn(program(), ['serve', '--data', this.dataDir, '--listen', new URL(this.url).host], {
      cwd: this.dataDir, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let failure: Error | null = null;
    child.on('error', (error) => { failure = error; });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { this.output += text; });
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline) {
      if (failure) throw failure;
      if (child.exitCode !== null || child.signalCode !== null) break;
      if (await answers(`${this.url}/readyz`)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`madoguchi serve did not become ready (${child.exitCode ?? child.signalCode ?? 'still running'}):\n${this.output}`);
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH, HOME: this.dataDir, TMPDIR: tmpdir(), LANG: 'C.UTF-8', RUST_BACKTRACE: '1', NO_COLOR: '1',
      MADOGUCHI_DATA: this.dataDir, MADOGUCHI_LISTEN: new URL(this.url).host,
      ...(process.env.MADOGUCHI_TEST_CA ? { MADOGUCHI_EXTRA_CA: process.env.MADOGUCHI_TEST_CA } : {}),
      // No name server outside is asked.
      MADOGUCHI_DNS: process.env.MADOGUCHI_TEST_DNS ?? 'off',
      ...this.settings,
    };
  }
}

function program(): string {
  return process.env.MADOGUCHI_TEST_SERVER ?? join(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'madoguchi');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
