// A desk at its busiest (UC-04, UC-06): 250 registrations in a day, 25 people who work at them at the same time, real servers on both sides.
// Nobody is answered twice or with another one's name, and the list of the day is empty at its hour.
import { randomUUID } from 'node:crypto';
import { request, type APIRequestContext } from '@playwright/test';
import { expect, mail, test } from '../fixtures.ts';
import { call, Office } from '../office.ts';

const MAILS = 250;
const PEOPLE = 25;
const PASSWORD = 'korokoro-tegami-7';
const JSON_PLEASE = { accept: 'application/json' };

/** What a screen takes out of a filled text: the marks around each value. */
const plain = (text: string) => text.replaceAll(/[\u{e000}-\u{f8ff}]/gu, '');

async function read(context: APIRequestContext, path: string, query: Record<string, string>): Promise<any> {
  const answer = await context.get(`/rpc/${path}?${new URLSearchParams(query)}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

const list = (context: APIRequestContext, mailbox: number, view: string) => read(context, 'conversations/list', { 'query[mailbox]': String(mailbox), 'query[view]': view });

/** Takes what nobody works at, answers it with the template, until nothing is left. Answers how often somebody else was faster. */
async function work(context: APIRequestContext, mailbox: number, template: number): Promise<{ answered: number; late: number }> {
  let [answered, late] = [0, 0];
  for (;;) {
    const { rows } = await list(context, mailbox, 'tray');
    const free = rows.filter((row: { replying_name?: string }) => !row.replying_name);
    if (rows.length === 0) return { answered, late };
    if (free.length === 0) continue;
    // Everybody reaches for the top of the list.
    const { id } = free[Math.floor(Math.random() * Math.min(5, free.length))];
    const start = await context.post('/rpc/drafts/start', { form: { conversation: id, kind: 'reply', page: '' }, headers: JSON_PLEASE });
    if (!start.ok()) {
      // Somebody else was faster; nothing else is a reason.
      if (start.status() !== 409) throw new Error(`starting a reply: ${start.status()} ${await start.text()}`);
      late += 1;
      continue;
    }
    const { draft_id: draft, token } = await start.json();
    const open = await read(context, 'conversations/open', { id: String(id) });
    if (open.class === 'done') {
      late += 1;
      await call(context, 'drafts/cancel', { draft, token });
      continue;
    }
    const own = open.drafts.find((one: { id: number }) => one.id === draft);
    const filled = await call(context, 'templates/insert', { id: template, draft, token });
    const content = { ...own.content, text: plain(filled.text) };
    const version = await call(context, 'drafts/save', { draft, token, version: own.version, content });
    await call(context, 'outbox/send', { draft, token, version, after: { after: 'done' }, key: `key-${randomUUID()}` });
    answered += 1;
  }
}

test('25 people answer 250 registrations at once: each exactly one, with the right name', async ({ app }) => {
  test.setTimeout(600_000);
  const office = await Office.of(app);
  const box = await office.mailbox();
  const admin = await request.newContext({ baseURL: app.url });
  await admin.post('/rpc/auth/login', { form: { email: 'saegusa@komorebi.example', password: PASSWORD, next: '' }, headers: JSON_PLEASE });
  const run = randomUUID().slice(0, 6);
  const agents: APIRequestContext[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    await app.addUser({ email: `agent${n}-${run}@komorebi.example`, name: `受付 ${String(n).padStart(2, '0')}号`, role: 'member', password: PASSWORD });
  }
  const grants = await read(admin, 'mailboxes/grants', { mailbox: String(box.id) });
  for (const grant of grants.filter((one: { user_name: string }) => one.user_name.startsWith('受付 '))) {
    await call(admin, 'mailboxes/set-grant', { grant: { ...grant, viewing: 'all', editing: true, sending: true } });
  }
  for (let n = 0; n < PEOPLE; n += 1) {
    const agent = await request.newContext({ baseURL: app.url });
    await agent.post('/rpc/auth/login', { form: { email: `agent${n}-${run}@komorebi.example`, password: PASSWORD, next: '' }, headers: JSON_PLEASE });
    const profile = await read(agent, 'users/profile', {});
    await call(agent, 'users/save-profile', { profile: { ...profile, undo_seconds: 0 } });
    agents.push(agent);
  }
  // Whatever day it is, it is a working day, and what came until midnight is answered on it.
  const { form, hours } = await read(admin, 'hours/settings', { mailbox: String(box.id) });
  const days = hours.days.map(() => [0, 1440]);
  await call(admin, 'hours/save', { mailbox: box.id, form: { ...form, same_day: 1440 }, hours: { ...hours, days, holidays: false } });
  const template = await call(admin, 'templates/create', { form: { name: `受付 ${run}`, folder: '', mailbox: box.id, editors: 'everybody', named: [] } });
  const { version } = await read(admin, 'templates/page', { id: String(template) });
  const text = '%Customer% 様\n\n受け付けました。会場は3階ホールです。\n担当：%User%\n';
  await call(admin, 'templates/publish', { id: template, version, content: { subject: '', text, html: null, to: '', cc: '', bcc: '' }, note: '' });

  const guests = Array.from({ length: MAILS }, (_, n) => ({ user: mail.user('guest'), name: `参加 ${run}${n}` }));
  await box.receiveFrom(guests.map(({ user, name }, n) => ({ subject: `参加登録 ${run} ${n}`, text: '参加を希望します。', customer: user, name })));
  expect((await list(admin, box.id, 'today')).rows.length).toBeGreaterThan(0);

  const done = await Promise.all(agents.map((agent) => work(agent, box.id, template)));
  expect(done.reduce((sum, one) => sum + one.answered, 0)).toBe(MAILS);
  expect((await list(admin, box.id, 'today')).rows).toEqual([]);

  const bodies: string[] = [];
  for (const { user, name } of guests) {
    await mail.arrived(user, /^Subject:/m);
    const all = await mail.read(user);
    expect(all, `answers to ${name}`).toHaveLength(1);
    bodies.push(said(all[0]));
    expect(bodies.at(-1)).toContain(`${name} 様`);
    expect(bodies.at(-1)).toMatch(/担当：受付 \d\d号/);
  }
  // Every name stands in one answer only.
  for (const { name } of guests) {
    expect(bodies.filter((body) => body.includes(`${name} 様`))).toHaveLength(1);
  }
  // The history of each conversation holds one answer.
  const { counts } = (await read(admin, 'mailboxes/mine', {})).find((one: { id: number }) => one.id === box.id);
  expect([counts.tray, counts.today, counts.drafts]).toEqual([0, 0, 0]);
  for (const context of [admin, ...agents]) await context.dispose();
});

/** The text of a mail of one part, whatever it was packed in. */
function said(raw: string): string {
  const split = raw.indexOf('\r\n\r\n') >= 0 ? raw.indexOf('\r\n\r\n') + 4 : raw.indexOf('\n\n') + 2;
  const [head, body] = [raw.slice(0, split), raw.slice(split)];
  if (/^content-transfer-encoding:\s*base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (/^content-transfer-encoding:\s*quoted-printable/im.test(head)) {
    const bytes = body.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  return body;
}
