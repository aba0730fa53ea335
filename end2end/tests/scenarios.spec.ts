// A desk at its busiest (UC-04, UC-06): 250 registrations in a day, 25 people who work at them at the same time, real servers on both sides.
// Nobody is answered twice or with another one's name, and the list of the day is empty at its hour.
import { randomUUID } from 'node:crypto';
import { type APIRequestContext } from '@playwright/test';
import { expect, mail, test } from '../fixtures.ts';
import { begin, call, Office, read, send } from '../office.ts';
import { opened } from '../opened.ts';

const MAILS = 250;
const PEOPLE = 25;

/** What a screen takes out of a filled text: the marks around each value. */
const plain = (text: string) => text.replaceAll(/[\u{e000}-\u{f8ff}]/gu, '');

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
    const writing = await begin(context, id);
    if (!writing || writing.class === 'done') {
      late += 1;
      if (writing) await call(context, 'drafts/cancel', { draft: writing.draft, token: writing.token });
      continue;
    }
    const filled = await call(context, 'templates/insert', { id: template, draft: writing.draft, token: writing.token });
    await send(context, writing, plain(filled.text));
    answered += 1;
  }
}

test('25 people answer 250 registrations at once: each exactly one, with the right name', async ({ page, app }) => {
  test.setTimeout(600_000);
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const admin = page.request;
  const run = randomUUID().slice(0, 6);
  const agents: APIRequestContext[] = [];
  for (let n = 0; n < PEOPLE; n += 1) agents.push((await office.agent(`受付 ${String(n).padStart(2, '0')}号`, box)).context);
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
    bodies.push(opened(all[0])[0].bytes.toString('utf8'));
    expect(bodies.at(-1)).toContain(`${name} 様`);
    expect(bodies.at(-1)).toMatch(/担当：受付 \d\d号/);
  }
  // Every name stands in one answer only.
  for (const { name } of guests) {
    expect(bodies.filter((body) => body.includes(`${name} 様`))).toHaveLength(1);
  }
  // The history of each conversation holds one answer.
  const { counts } = (await read(admin, 'mailboxes/mine')).find((one: { id: number }) => one.id === box.id);
  expect([counts.tray, counts.today, counts.drafts]).toEqual([0, 0, 0]);
  for (const context of agents) await context.dispose();
});
