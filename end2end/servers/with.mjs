#!/usr/bin/env node
// Runs one command with private PostgreSQL, Dovecot and Postfix servers beside it, and ends them whatever happens.
//   node end2end/servers/with.mjs [--only postgres,dovecot,postfix] -- COMMAND ARGUMENTS…
// The command finds the servers by the MADOGUCHI_TEST_* variables (see servers.mjs) and its exit code is ours.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startServers, SERVERS } from './servers.mjs';

const USAGE = `usage: node end2end/servers/with.mjs [--only ${SERVERS.join(',')}] -- COMMAND ARGUMENTS…`;

function readArguments(words) {
  const split = words.indexOf('--');
  if (split < 0 || split === words.length - 1) throw new Error(USAGE);
  const options = words.slice(0, split);
  const command = words.slice(split + 1);
  let only = SERVERS;
  while (options.length > 0) {
    const option = options.shift();
    if (option === '--only' && options.length > 0) only = options.shift().split(',');
    else if (option.startsWith('--only=')) only = option.slice('--only='.length).split(',');
    else throw new Error(`unknown option ${option}\n${USAGE}`);
  }
  return { only, command };
}

/** Runs the command to its end and answers its exit code, 128 + the signal's number if a signal ended it. */
function run([program, ...words], env, onStart) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'inherit', env: { ...process.env, ...env } });
    onStart(child);
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

async function main() {
  const { only, command } = readArguments(process.argv.slice(2));
  let child = null;
  let stoppedBy = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stoppedBy = signal;
      child?.kill(signal);
    });
  }
  const servers = await startServers({ only });
  try {
    if (stoppedBy) return 128 + constants.signals[stoppedBy];
    return await run(command, servers.env, (started) => { child = started; });
  } finally {
    await servers.stop();
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error(`with.mjs: ${error.message}`);
  process.exit(70);
}
