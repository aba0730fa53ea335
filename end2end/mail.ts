// The private mail servers as a test sees them: put mail into a mailbox, read what has arrived in one.
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

export type Endpoint = { host: string; port: number };

/** The password of every user on the private servers. */
export const MAIL_PASSWORD = 'secret';

let dropped = 0;

export const mail = {
  /** A fresh user name, so that no two tests share a mailbox. The address is `NAME@example.jp`. */
  user(prefix = 'box'): string {
    return `${prefix}-${randomBytes(5).toString('hex')}`;
  },

  imap: () => endpoint('IMAP'),
  imaps: () => endpoint('IMAPS'),
  pop3: () => endpoint('POP3'),
  pop3s: () => endpoint('POP3S'),
  smtp: () => endpoint('SMTP'),
  smtps: () => endpoint('SMTPS'),

  /** Puts one message (raw RFC 5322 text or bytes) into a user's inbox, as delivery would: written aside, then renamed. */
  async drop(user: string, eml: string | Uint8Array): Promise<void> {
    const maildir = await ensureMaildir(user);
    // Numbered, so that two of the same millisecond keep their order.
    dropped += 1;
    const name = `${Date.now()}.${String(dropped).padStart(9, '0')}${randomBytes(8).toString('hex')}.test`;
    const aside = join(maildir, 'tmp', name);
    await writeFile(aside, typeof eml === 'string' ? eml.replaceAll(/\r?\n/g, '\r\n') : eml);
    await own(aside);
    await rename(aside, join(maildir, 'new', name));
  },

  /** Every message in a user's inbox, oldest first, as raw text. */
  async read(user: string): Promise<string[]> {
    const maildir = join(root(), user.toLowerCase(), 'Maildir');
    const found: { at: number; text: string }[] = [];
    for (const folder of ['new', 'cur']) {
      for (const name of await list(join(maildir, folder))) {
        const path = join(maildir, folder, name);
        found.push({ at: (await stat(path)).mtimeMs, text: await readFile(path, 'utf8') });
      }
    }
    return found.sort((a, b) => a.at - b.at).map(({ text }) => text);
  },

  /** Waits until the inbox holds a message that matches, and answers its raw text. */
  async arrived(user: string, wanted: RegExp): Promise<string> {
    let found: string | undefined;
    await expect.poll(async () => {
      found = (await mail.read(user)).find((text) => wanted.test(text));
      return found !== undefined;
    }, { message: `a message like ${wanted} for ${user}`, timeout: 30_000 }).toBe(true);
    return found as string;
  },
};

async function ensureMaildir(user: string): Promise<string> {
  const home = join(root(), user.toLowerCase());
  const maildir = join(home, 'Maildir');
  for (const folder of [home, maildir, ...['cur', 'new', 'tmp'].map((name) => join(maildir, name))]) {
    if (await mkdir(folder, { recursive: true })) await own(folder);
  }
  return maildir;
}

/** The servers run as the owner of the root folder; what we make belongs to them. */
async function own(path: string): Promise<void> {
  const { uid, gid } = await stat(root());
  await chown(path, uid, gid);
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function endpoint(name: string): Endpoint {
  const [host, port] = variable(`MADOGUCHI_TEST_${name}`).split(':');
  return { host, port: Number(port) };
}

const root = () => variable('MADOGUCHI_TEST_MAIL_ROOT');

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run through end2end/servers/with.mjs`);
  return value;
}
