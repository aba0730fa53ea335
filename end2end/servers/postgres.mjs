// A private PostgreSQL cluster: made in seconds, without durability, gone afterwards.
import { chown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { converse, freePort, HOST } from './ports.mjs';
import { account, findProgram, runToEnd, withFreshPorts } from './processes.mjs';

const DEBIAN = '/usr/lib/postgresql';

/** Starts the cluster and answers the variables of its tests. */
export async function startPostgres(place, processes) {
  const folders = await versions();
  const initdb = findProgram('initdb', folders, 'postgresql');
  const program = findProgram('postgres', folders, 'postgresql');
  const user = account(['postgres', 'nobody']); // PostgreSQL refuses to run as root
  const home = join(place.root, 'postgres');
  const data = join(home, 'data');
  await mkdir(home);
  if (user) await chown(home, user.uid, user.gid);
  await runToEnd(initdb, ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'], {
    ...ids(user), cwd: home, env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
  });
  return withFreshPorts(async () => {
    const port = await freePort();
    await processes.start({
      name: 'PostgreSQL',
      program,
      words: ['-D', data, '-p', String(port), ...Object.entries(settings(home)).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      log: join(place.logs, 'postgres.log'),
      user: ids(user),
      endSignal: 'SIGINT', // "fast": does not wait for clients
      // AuthenticationOk is the first thing a server says that has finished its recovery.
      ready: () => converse(port, [[/^R/, null]], { first: startupMessage() }),
    });
    return { MADOGUCHI_TEST_POSTGRES: `postgres://postgres@${HOST}:${port}/postgres` };
  });
}

function settings(home) {
  return {
    listen_addresses: HOST, unix_socket_directories: home, max_connections: 400, shared_buffers: '128MB',
    fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0,
    autovacuum_naptime: '1h', log_min_messages: 'warning', timezone: 'UTC', max_locks_per_transaction: 256,
  };
}

const ids = (user) => (user ? { uid: user.uid, gid: user.gid } : {});

/** The `bin` folders of Debian's versions, newest first. */
async function versions() {
  const names = await readdir(DEBIAN).catch(() => []);
  return names.sort((a, b) => Number(b) - Number(a)).map((name) => join(DEBIAN, name, 'bin'));
}

/** The protocol's StartupMessage: length, version 3.0, pairs of words, a closing zero. */
function startupMessage() {
  const words = Buffer.from('user\0postgres\0database\0postgres\0\0', 'latin1');
  const head = Buffer.alloc(8);
  head.writeInt32BE(words.length + 8, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, words]);
}
