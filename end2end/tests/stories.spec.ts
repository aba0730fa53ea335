// Whole days of other desks, with real servers on both sides: partner sales with exceptions (UC-10), a press office (UC-05).
import { type APIRequestContext } from '@playwright/test';
import { axe, expect, mail, test, watch } from '../fixtures.ts';
import { begin, call, Office, read, send, type Agent } from '../office.ts';
import { opened } from '../opened.ts';

type Row = { id: number; subject: string; customer_addr: string; assignee_id?: number };

const everything = async (context: APIRequestContext, mailbox: number): Promise<Row[]> =>
  (await read(context, 'conversations/list', { 'query[mailbox]': String(mailbox), 'query[view]': 'all' })).rows;

/** Looks at a mailbox again and again, as somebody does who sits in front of it. */
function guard(context: APIRequestContext, mailbox: number): { end: () => Promise<{ looks: number; free: string[] }> } {
  const seen = { looks: 0, free: [] as string[] };
  let over = false;
  const watching = (async () => {
    while (!over) {
      const rows = await everything(context, mailbox);
      seen.looks += rows.length > 0 ? 1 : 0;
      seen.free.push(...rows.filter((row) => !row.assignee_id).map((row) => row.subject));
    }
  })();
  return { end: async () => { over = true; await watching; return seen; } };
}

test('no mail of a partner is without somebody in charge at any moment (UC-10)', async ({ page, app }) => {
  test.setTimeout(240_000);
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const run = box.user.slice(-4);
  const [east, west, checker] = [await office.agent(`東 一郎 ${run}`, box), await office.agent(`西 二葉 ${run}`, box), await office.agent(`確認 三穂 ${run}`, box)];
  // Areas first, then whoever looked after them last, then everything that is addressed to anybody at all.
  const rule = (name: string, conditions: unknown[], action: unknown) =>
    call(page.request, 'rules/save', { mailbox: box.id, id: null, form: { name, enabled: true, content: { conditions, actions: [action] } } });
  const contains = (what: string, value: string) => ({ what, operator: 'contains', values: [value] });
  await rule('東の担当', [contains('from', 'east-')], { do: 'assign', user: east.id });
  await rule('西の担当', [contains('from', 'west-')], { do: 'assign', user: west.id });
  await rule('前回の担当', [], { do: 'assign-previous' });
  await rule('「@」を含む', [contains('recipient', '@')], { do: 'assign', user: checker.id });
  const watching = guard(checker.context, box.id);

  const partners = { east: mail.user('east'), west: mail.user('west') };
  await box.receiveFrom([
    { subject: '東の見積', text: 'お見積もりをお願いします。', customer: partners.east, name: '東の販売店' },
    { subject: '東の納期', text: '納期を教えてください。', customer: mail.user('east'), name: '東の別の販売店' },
    { subject: '西の見積', text: 'お見積もりをお願いします。', customer: partners.west, name: '西の販売店' },
    // The same partner writes from an address that no rule knows.
    { subject: '自宅からの相談', text: '自宅から送っています。', customer: mail.user('private'), name: '東の販売店' },
  ]);
  const inCharge = async (subject: string) => (await everything(checker.context, box.id)).find((row) => row.subject === subject)?.assignee_id;
  expect([await inCharge('東の見積'), await inCharge('東の納期'), await inCharge('西の見積'), await inCharge('自宅からの相談')]).toEqual([east.id, east.id, west.id, checker.id]);

  // The person of the east goes on leave: new mails pass by the rule and by the habit, down to the one who sorts out the rest.
  const year = new Date().getFullYear() + 1;
  await call(east.context, 'absence/set', { user: null, last_day: `${year}-01-05`, substitute: west.id });
  await box.receive({ subject: '東からもう一件', customer: partners.east, name: '東の販売店' });
  await box.receive({ subject: '西からもう一件', customer: partners.west, name: '西の販売店' });
  expect([await inCharge('東からもう一件'), await inCharge('西からもう一件')]).toEqual([checker.id, west.id]);

  // The substitute answers what the absent one left behind; each customer hears once.
  for (const subject of ['東の見積', '東の納期']) {
    const row = (await everything(west.context, box.id)).find((one) => one.subject === subject)!;
    const writing = await begin(west.context, row.id);
    expect(await begin(checker.context, row.id), 'one at a time').toBeNull();
    await send(west.context, writing!, 'お待たせいたしました。代わりにお答えします。');
    await mail.arrived(row.customer_addr.split('@')[0], /代わり|=E4=BB=A3|5Luj/);
  }
  expect(await mail.read(partners.east)).toHaveLength(1);

  // The manager looks at the report of the month, opens what a number counts, and balances from there.
  await page.goto(`/reports?p=month&box=${box.id}`);
  const people = page.locator('.chart, .card').filter({ has: page.getByRole('rowheader', { name: checker.name }) }).first();
  await expect(people.getByRole('rowheader', { name: '担当者なし' })).toHaveCount(0);
  await people.getByRole('link', { name: `${checker.name} 受信 2` }).first().click();
  const lines = page.locator('.rep__list tbody tr');
  await expect(lines).toHaveCount(2);
  await expect(lines.filter({ hasText: '自宅からの相談' })).toHaveCount(1);
  await page.goBack();
  const load = page.locator('.load__box').filter({ hasText: run });
  await load.getByRole('row').filter({ hasText: checker.name }).getByRole('button', { name: /割り振り直す/ }).click();
  await page.getByLabel('引き継ぐ人').selectOption({ label: west.name });
  await page.getByRole('dialog').getByRole('button', { name: '割り振り直す' }).click();
  await expect(page.getByText('2件を引き継ぎました')).toBeVisible();
  await expect(load.getByRole('link', { name: `${west.name}：未完了 4件` })).toBeVisible();
  await axe(page);
  // A later change of hands rewrites no past: what came in stays with whom it came to.
  await page.reload();
  await expect(page.getByRole('link', { name: `${checker.name} 受信 2` }).first()).toBeVisible();

  const { looks, free } = await watching.end();
  expect(looks).toBeGreaterThan(3);
  expect(free, 'mails that somebody saw without a person in charge').toEqual([]);
  const { counts } = (await read(page.request, 'mailboxes/mine')).find((one: { id: number }) => one.id === box.id);
  expect(counts.unassigned).toBe(0);
  for (const agent of [east, west, checker]) await agent.context.dispose();
});

const RELEASE = 1_000;

test('a press office: the first one takes it, threads stay whole, a thousand get the release, somebody else answers (UC-05)', async ({ page, app, browser }) => {
  test.setTimeout(420_000);
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const run = box.user.slice(-4);
  const [first, second]: Agent[] = [await office.agent(`広報 一 ${run}`, box), await office.agent(`広報 二 ${run}`, box)];

  // Whoever sees it first takes it: both press the button at the same moment, ten times.
  const asking = Array.from({ length: 10 }, (_, n) => ({ subject: `取材のお願い ${n}`, text: '取材をお願いします。', customer: mail.user('kisha'), name: `記者 ${n}` }));
  await box.receiveFrom(asking);
  for (const row of await everything(first.context, box.id)) {
    const tries = await Promise.all([begin(first.context, row.id), begin(second.context, row.id)]);
    expect(tries.filter(Boolean), row.subject).toHaveLength(1);
    const winner = tries[0] ? first : second;
    await send(winner.context, (tries[0] ?? tries[1])!, 'ご依頼ありがとうございます。');
  }
  for (const { customer } of asking) {
    await mail.arrived(customer, /^Subject:/m);
    expect(await mail.read(customer)).toHaveLength(1);
  }

  // A journalist wrote to somebody's own address; the answer went there with the press office in CC, and so did what came back.
  const [writer, own] = [mail.user('kisha'), mail.user('kojin')];
  const ids = [1, 2].map((n) => `<direct.${n}.${writer}@example.jp>`);
  await box.drop({ subject: 'Re: 直接のご質問', text: '個人のアドレスからお答えします。', customer: own, name: '広報の個人', to: [writer, box.user], id: ids[0] });
  await box.drop({ subject: 'Re: 直接のご質問', text: 'もう一点伺います。', customer: writer, name: '記者 直接', to: [own, box.user], answers: ids[0], id: ids[1] });
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  let thread: Row[] = [];
  await expect.poll(async () => {
    thread = (await everything(page.request, box.id)).filter((row) => row.subject.includes('直接のご質問'));
    const open = thread.length === 1 ? await read(page.request, 'conversations/open', { id: String(thread[0].id) }) : { items: [] };
    return open.items.filter((one: { item: string }) => one.item === 'message').length;
  }, { message: 'both mails in one thread' }).toBe(2);

  // A release to a thousand, by the real Postfix; a list of people is never clean.
  await call(page.request, 'bulk/set-limits', { limits: { recipients: RELEASE, per_day: 5 * RELEASE, per_minute: 0, scheduled: 10 } });
  const media = Array.from({ length: RELEASE }, (_, n) => ({ user: `media-${run}-${n}`, name: `媒体 ${run}-${n}号` }));
  const id = await call(page.request, 'bulk/create', {});
  const { senders } = await read(page.request, 'bulk/desk');
  const sender = senders.find((one: { address: string }) => one.address.startsWith(box.user));
  const content = { account_id: sender.id, subject: `新製品のお知らせ ${run}`, text: '%Customer% 様\n\n新製品を発表しました。\n', html: null };
  const version = await call(page.request, 'bulk/save', { id, version: 1, content });
  const cells = [...media.map(({ user, name }) => `${user}@example.jp,${name},,`), `${media[0].user}@example.jp,二度目,,`, 'こわれたアドレス,だれか,,'];
  const list = await page.request.post(`/files/bulk/${id}/audience?version=${version}&name=media.csv`, { data: cells.join('\r\n'), headers: { 'content-type': 'text/csv' } });
  expect(list.ok(), await list.text()).toBe(true);
  await call(page.request, 'bulk/recipients', { id });
  const listed = await read(page.request, 'bulk/open', { id: String(id) });
  await call(page.request, 'bulk/send', { id, version: listed.version, at: '' });
  await expect.poll(async () => (await read(page.request, 'bulk/open', { id: String(id) })).state, { message: 'all of it is out', timeout: 180_000 }).toBe('sent');
  const { counts } = await read(page.request, 'bulk/open', { id: String(id) });
  expect([counts.sent, counts.excluded]).toEqual([RELEASE, 2]);
  for (const { user, name } of media) {
    const got = await arrivedOnce(user);
    expect(got, name).toContain(`${name} 様`);
  }

  // One of them answers; a colleague who knows nothing of it reads the history and answers by finger on a tablet.
  const [{ user: reader, name: paper }] = media.slice(7);
  const release = /^Message-ID:\s*(<[^>]+>)/im.exec((await mail.read(reader))[0])![1];
  await box.drop({ subject: `Re: 新製品のお知らせ ${run}`, text: '価格を教えてください。', customer: reader, name: paper, answers: release });
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  const context = await browser.newContext({ baseURL: app.url, viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const tablet = await context.newPage();
  const complaints = watch(tablet);
  await office.signInAs(tablet, second);
  await tablet.goto(`/m/${box.id}/tray`);
  await tablet.locator('.row', { hasText: `Re: 新製品のお知らせ ${run}` }).locator('.row__link').tap();
  await expect(tablet.locator('.timeline__event', { hasText: `一斉配信「新製品のお知らせ ${run}」への返信です` })).toBeVisible();
  await axe(tablet);
  await tablet.getByRole('button', { name: '返信を始める' }).tap();
  const text = tablet.getByRole('textbox', { name: '本文' });
  await expect(text).toBeFocused();
  await text.press('Control+Home');
  await tablet.keyboard.insertText('価格は12,000円です。\n');
  await expect(tablet.locator('.comp__saved[data-state="saved"]')).toBeVisible();
  await tablet.getByRole('button', { name: '送信して処理済みにする' }).tap();
  await expect.poll(async () => (await mail.read(reader)).length, { message: 'the answer', timeout: 30_000 }).toBe(2);
  expect(opened((await mail.read(reader))[1])[0].bytes.toString('utf8')).toContain('価格は12,000円です。');
  expect(complaints).toEqual([]);
  await context.close();
  for (const agent of [first, second]) await agent.context.dispose();
});

/** What somebody got, and nothing besides. */
async function arrivedOnce(user: string): Promise<string> {
  await mail.arrived(user, /^Subject:/m);
  const all = await mail.read(user);
  expect(all, `mails to ${user}`).toHaveLength(1);
  return opened(all[0])[0].bytes.toString('utf8');
}
