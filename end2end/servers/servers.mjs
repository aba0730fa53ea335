// Starts the servers that the tests need, all in one temporary folder and on loopback ports of their own.
// Several sets can run side by side. Nothing here reaches further than this machine.
//
// Variables given to the tests (host:port unless said otherwise):
//   MADOGUCHI_TEST_POSTGRES   URL of a superuser on a private PostgreSQL
//   MADOGUCHI_TEST_IMAP/_IMAPS/_POP3/_POP3S   Dovecot: any user name, password "secret"
//   MADOGUCHI_TEST_SMTP/_SMTPS                Postfix: loopback needs no log-in, AUTH works with the same password
//   MADOGUCHI_TEST_MAIL_ROOT  folder with LOCALPART/Maildir of each user (owned by an unprivileged user)
//   MADOGUCHI_TEST_CA         PEM file of the authority that signed every certificate here
//   MADOGUCHI_TEST_DNS        a name server that knows the key of one signed mail
//   MADOGUCHI_TEST_LOGS       folder with the logs of the servers, while they run
//   MADOGUCHI_TEST_REQUIRE    "1": a test that misses a server must fail instead of passing silently
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from './certificates.mjs';
import { startDovecot } from './dovecot.mjs';
import { startNames } from './names.mjs';
import { startPostfix } from './postfix.mjs';
import { startPostgres } from './postgres.mjs';
import { account, Processes } from './processes.mjs';

export const SERVERS = ['postgres', 'dovecot', 'postfix'];

/**
 * Starts the named servers and answers `{ env, root, stop }` when each of them really answers.
 * Postfix brings Dovecot along: it delivers to it and asks it about passwords.
 */
export async function startServers({ only = SERVERS } = {}) {
  const unknown = only.filter((name) => !SERVERS.includes(name));
  if (unknown.length > 0) throw new Error(`no such server: ${unknown.join(', ')} (there are ${SERVERS.join(', ')})`);
  const root = await mkdtemp(join(tmpdir(), 'madoguchi-'));
  const processes = new Processes(root);
  let stopped = null;
  const names = await startNames();
  const stop = () => (stopped ??= Promise.resolve(names.stop()).then(() => processes.end()).then(() => rm(root, { recursive: true, force: true, maxRetries: 5 })));
  try {
    const place = await prepare(root);
    const withMail = only.includes('dovecot') || only.includes('postfix');
    const [postgres, mail] = await settleAll([
      only.includes('postgres') ? startPostgres(place, processes) : {},
      withMail ? startMail(place, processes, only.includes('postfix')) : {},
    ]);
    return { root, stop, env: { ...postgres, ...mail, ...names.env, MADOGUCHI_TEST_LOGS: place.logs, MADOGUCHI_TEST_REQUIRE: '1' } };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startMail(place, processes, withPostfix) {
  const certificates = await makeCertificates(join(place.root, 'tls'));
  const dovecot = await startDovecot(place, processes, certificates);
  const postfix = withPostfix ? await startPostfix(place, processes, certificates, dovecot.sockets) : {};
  return { ...dovecot.env, ...postfix, MADOGUCHI_TEST_MAIL_ROOT: place.mail, MADOGUCHI_TEST_CA: certificates.authority };
}

/** The folders: the servers run as other users than we do, so they must be able to walk through the root. */
async function prepare(root) {
  const place = { root, logs: join(root, 'log'), mail: join(root, 'mail'), mailOwner: account(['nobody']) };
  await chmod(root, 0o755);
  await mkdir(place.logs);
  await chmod(place.logs, 0o777);
  await mkdir(place.mail);
  await chmod(place.mail, 0o777);
  if (place.mailOwner) await chown(place.mail, place.mailOwner.uid, place.mailOwner.gid);
  return place;
}

/** Like Promise.all, but lets the others finish first, so that nothing is still starting while we clean up. */
async function settleAll(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => result.value);
}
