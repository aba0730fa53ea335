// A company at work, made through the program's own interface: people, a mailbox of its own for each test, customers who write.
//   const office = await Office.of(app);                 once a program, shared by its tests
//   const box = await office.mailbox();                  a mailbox with an account on the private servers
//   const mail = await box.receive({ subject: '納期' });  a customer's mail, taken in
//   await office.signIn(page, 'saegusa');
import { randomUUID } from 'node:crypto';
import { expect, request, type APIRequestContext, type Page } from '@playwright/test';
import { Madoguchi } from './madoguchi.ts';
import { mail, MAIL_PASSWORD, type Endpoint } from './mail.ts';

const PASSWORD = 'korokoro-tegami-7';
export const PEOPLE = { saegusa: '三枝 みのり', hayase: '早瀬 透' } as const;
export type Person = keyof typeof PEOPLE;

export type Agent = { id: number; name: string; email: string; context: APIRequestContext };

const offices = new Map<Madoguchi, Promise<Office>>();

export class Office {
  private constructor(private readonly app: Madoguchi, private readonly admin: APIRequestContext) {}

  static of(app: Madoguchi): Promise<Office> {
    const known = offices.get(app) ?? Office.found(app);
    offices.set(app, known);
    return known;
  }

  private static async found(app: Madoguchi): Promise<Office> {
    await app.addUser({ email: address('saegusa'), name: PEOPLE.saegusa, role: 'admin', password: PASSWORD });
    await app.addUser({ email: address('hayase'), name: PEOPLE.hayase, role: 'member', password: PASSWORD });
    const admin = await request.newContext({ baseURL: app.url });
    // Both have worked here for long; whoever is new is made by the test of the tour.
    for (const person of Object.keys(PEOPLE) as Person[]) {
      const context = await request.newContext({ baseURL: app.url });
      await enter(context, person);
      await call(context, 'users/tour-seen', {});
      await context.dispose();
    }
    await enter(admin, 'saegusa');
    return new Office(app, admin);
  }

  /** Makes a page a signed-in person's. */
  async signIn(page: Page, person: Person): Promise<void> {
    await enter(page.request, person);
  }

  /** How long a person can take a send back, in seconds. */
  async undo(page: Page, seconds: number): Promise<void> {
    const profile = await read(page.request, 'users/profile');
    await call(page.request, 'users/save-profile', { profile: { ...profile, undo_seconds: seconds } });
  }

  /** Somebody more, who works in a mailbox by calls alone; what they send goes out at once. */
  async agent(name: string, box: Box, rights: { editing: boolean; sending: boolean; deleting: boolean } = { editing: true, sending: true, deleting: false }): Promise<Agent> {
    const email = `${mail.user('agent')}@komorebi.example`;
    await this.app.addUser({ email, name, role: 'member', password: PASSWORD });
    const grants = await read(this.admin, 'mailboxes/grants', { mailbox: String(box.id) });
    const { id } = (await read(this.admin, 'users/list')).find((one: { email: string }) => one.email === email);
    const grant = grants.find((one: { user_id: number }) => one.user_id === id);
    await call(this.admin, 'mailboxes/set-grant', { grant: { ...grant, viewing: 'all', ...rights } });
    const context = await request.newContext({ baseURL: this.app.url });
    await login(context, email);
    await call(context, 'users/save-profile', { profile: { ...(await read(context, 'users/profile')), undo_seconds: 0 } });
    await call(context, 'users/tour-seen', {});
    return { id, name, email, context };
  }

  /** Makes a page an agent's. */
  async signInAs(page: Page, { email }: Agent): Promise<void> {
    await login(page.request, email);
  }

  /** A mailbox in which both people may do everything. */
  async mailbox(): Promise<Box> {
    const user = mail.user('madoguchi');
    const id: number = await call(this.admin, 'mailboxes/create', { name: `窓口 ${user.slice(-6)}` });
    for (const grant of await answer(await this.admin.get(`/rpc/mailboxes/grants?mailbox=${id}`))) {
      await call(this.admin, 'mailboxes/set-grant', { grant: { ...grant, viewing: 'all', editing: true, sending: true, deleting: true } });
    }
    await call(this.admin, 'accounts/create', {
      mailbox: id,
      form: {
        address: `${user}@example.jp`, from_name: 'こもれび機器 サポート窓口', enabled: true,
        receive: 'imap', receive_server: server(mail.imap(), user), receive_password: MAIL_PASSWORD, folder: '',
        after_fetch: 'leave', delete_after_days: 7, every_minutes: 60,
        send: 'smtp', send_server: server(mail.smtp(), user), send_password: MAIL_PASSWORD,
      },
    });
    return new Box(id, user, this.admin);
  }
}

export class Box {
  constructor(readonly id: number, readonly user: string, private readonly admin: APIRequestContext) {}

  /** A customer writes, and the mail is taken in. Answers who, and where the conversation stands. */
  async receive({ subject, text = 'お世話になっております。ご確認をお願いいたします。', customer = mail.user('kyaku'), name = '三嶋 航太郎', file }: {
    subject: string; text?: string; customer?: string; name?: string; file?: Attached;
  }): Promise<Received> {
    await this.drop({ subject, text, customer, name, file });
    await call(this.admin, 'accounts/receive', { mailbox: this.id });
    const query = new URLSearchParams({ 'query[mailbox]': String(this.id), 'query[view]': 'all' });
    let found: { id: number } | undefined;
    await expect.poll(async () => {
      const page = await answer(await this.admin.get(`/rpc/conversations/list?${query}`));
      found = page.rows.find((row: { subject: string }) => row.subject === subject);
      return found !== undefined;
    }, { message: `${subject} in the list` }).toBe(true);
    const id = (found as { id: number }).id;
    return { id, url: `/m/${this.id}/all/${id}`, customer };
  }

  /** The customer writes again in the same conversation, before anybody answered. */
  async follows({ id, customer }: Received, text: string): Promise<void> {
    const open = async () => answer(await this.admin.get(`/rpc/conversations/open?id=${id}`));
    const before = await open();
    const mails = (view: { items: { item: string; id: number; direction: string }[] }) => view.items.filter(({ item, direction }) => item === 'message' && direction === 'in');
    const raw = await (await this.admin.get(`/mail/${mails(before)[0].id}/raw`)).text();
    const answers = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1];
    await this.drop({ subject: `Re: ${before.subject}`, text, customer, name: '三嶋 航太郎', answers });
    await call(this.admin, 'accounts/receive', { mailbox: this.id });
    await expect.poll(async () => mails(await open()).length, { message: 'the second mail' }).toBe(mails(before).length + 1);
  }

  /** So many customers write, each about something of their own, and all of it is taken in; the first subject comes last and stands on top. */
  async receiveMany(subjects: string[]): Promise<void> {
    await this.receiveFrom(subjects.toReversed().map((subject) => ({ subject, text: 'ご確認をお願いいたします。', customer: mail.user('kyaku'), name: '三嶋 航太郎' })));
  }

  /** Several customers write, and all of it is taken in. */
  async receiveFrom(mails: { subject: string; text: string; customer: string; name: string }[]): Promise<void> {
    for (const one of mails) await this.drop(one);
    await call(this.admin, 'accounts/receive', { mailbox: this.id });
    await expect.poll(async () => {
      const boxes = await answer(await this.admin.get('/rpc/mailboxes/mine'));
      return boxes.find((box: { id: number }) => box.id === this.id).counts.tray;
    }, { message: 'everything in the tray', timeout: 60_000 }).toBe(mails.length);
  }

  /** Puts a mail into the account, where it waits to be taken in. `answers` is a Message-ID, `id` its own one. */
  async drop({ subject, text, customer, name, answers, file, to = [this.user], id = `<${customer}.${Date.now()}@example.jp>` }: {
    subject: string; text: string; customer: string; name: string; answers?: string; file?: Attached; to?: string[]; id?: string;
  }): Promise<void> {
    const said = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, ''];
    await mail.drop(this.user, [
      `From: ${word(name)} <${customer}@example.jp>`, `To: ${to.map((user) => `${user}@example.jp`).join(', ')}`, `Subject: ${word(subject)}`, `Date: ${new Date().toUTCString()}`,
      `Message-ID: ${id}`, ...(answers ? [`In-Reply-To: ${answers}`] : []), 'MIME-Version: 1.0', ...(file ? ['Content-Type: multipart/mixed; boundary=parts', '', '--parts', ...said, '--parts', ...attached(file), '--parts--', ''] : said),
    ].join('\n'));
  }
}

export type Attached = { name: string; bytes: Buffer };

const attached = ({ name, bytes }: Attached) => [
  `Content-Type: application/octet-stream; name="${word(name)}"`, `Content-Disposition: attachment; filename="${word(name)}"`, 'Content-Transfer-Encoding: base64', '',
  ...(bytes.toString('base64').match(/.{1,76}/g) ?? []),
];

export type Received = { id: number; url: string; customer: string };

/** One call of the program's interface. */
export async function call(context: APIRequestContext, path: string, data: unknown): Promise<any> {
  return answer(await context.post(`/rpc/${path}`, { data, headers: { accept: 'application/json' } }));
}

/** What one call of the program's interface answers that changes nothing. */
export async function read(context: APIRequestContext, path: string, query: Record<string, string> = {}): Promise<any> {
  return answer(await context.get(`/rpc/${path}?${new URLSearchParams(query)}`));
}

export type Writing = { draft: number; token: string; version: number; content: Record<string, unknown>; class: string };

/** Begins an answer; `null`: somebody else is at it. */
export async function begin(context: APIRequestContext, conversation: number): Promise<Writing | null> {
  const start = await context.post('/rpc/drafts/start', { form: { conversation, kind: 'reply', page: '' }, headers: { accept: 'application/json' } });
  // Somebody else was faster; nothing else is a reason.
  if (start.status() === 409) return null;
  const { draft_id: draft, token } = await answer(start);
  const open = await read(context, 'conversations/open', { id: String(conversation) });
  const { version, content } = open.drafts.find((one: { id: number }) => one.id === draft);
  return { draft, token, version, content, class: open.class };
}

/** Writes what was begun and sends it; the conversation is done then. */
export async function send(context: APIRequestContext, { draft, token, version, content }: Writing, text: string): Promise<void> {
  const saved = await call(context, 'drafts/save', { draft, token, version, content: { ...content, text } });
  await call(context, 'outbox/send', { draft, token, version: saved, after: { after: 'done' }, key: `key-${randomUUID()}` });
}

async function answer(response: Awaited<ReturnType<APIRequestContext['get']>>): Promise<any> {
  const text = await response.text();
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${text.slice(0, 500)}`);
  return text === '' ? null : JSON.parse(text);
}

const enter = (context: APIRequestContext, person: Person) => login(context, address(person));

async function login(context: APIRequestContext, email: string): Promise<void> {
  await answer(await context.post('/rpc/auth/login', { form: { email, password: PASSWORD, next: '' }, headers: { accept: 'application/json' } }));
}

const address = (person: Person) => `${person}@komorebi.example`;

const server = ({ host, port }: Endpoint, user: string) => ({ host, port, security: 'plain', auth: 'auto', user, accept_invalid_certificate: false });

/** An encoded word (RFC 2047). */
const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
