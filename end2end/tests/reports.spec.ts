// Reports: what a manager does with them: numbers that open exactly what they count, charts by keys and fingers, views kept in the
// address, conditions, paper, files, the wall, and who sees what (MW-51, MW-52, UC-10).
import { readFile } from 'node:fs/promises';
import { type Download, type Page } from '@playwright/test';
import { awake, axe, expect, test, watch, type Madoguchi } from '../fixtures.ts';
import { mail } from '../mail.ts';
import { call, Office, PEOPLE, type Box, type Received } from '../office.ts';
import { opened, unzipped } from '../opened.ts';

/** A mailbox with three mails: one of Hayase's that is done, one of his that is open, one of nobody's. */
async function desk(app: Madoguchi, page: Page): Promise<{ box: Box; done: Received; open: Received; free: Received }> {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const [done, open, free] = [await box.receive({ subject: '済んだ件' }), await box.receive({ subject: '進行中の件' }), await box.receive({ subject: '手つかずの件' })];
  const people: { id: number; name: string }[] = await (await page.request.get(`/rpc/mailboxes/people?mailbox=${box.id}`)).json();
  const hayase = people.find(({ name }) => name === PEOPLE.hayase)?.id;
  await call(page.request, 'conversations/change', { ids: [[done.id, null], [open.id, null]], change: { assignee: hayase } });
  await call(page.request, 'conversations/done', { ids: [done.id] });
  return { box, done, open, free };
}

const chart = (page: Page, name: string | RegExp) => page.locator('.chart').filter({ has: page.getByRole('heading', { name }) });
const lines = (page: Page) => page.locator('.rep__list tbody tr');
const text = async (download: Download) => (await readFile(await download.path())).toString('utf8');

test('every number opens exactly what it counts', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports?p=7d&box=${box.id}`);
  await axe(page);
  for (const [name, count] of [['受信', 3], ['処理済み', 1], ['いま未完了', 2]] as const) {
    await page.locator('.tile').filter({ hasText: name }).filter({ has: page.locator('b', { hasText: String(count) }) }).click();
    await expect(lines(page)).toHaveCount(count);
    await axe(page);
    await page.goBack();
  }
  // By person: then as it was when it came in.
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: PEOPLE.hayase }) }).first();
  await row.getByRole('link', { name: `${PEOPLE.hayase} 受信 2` }).click();
  await expect(lines(page)).toHaveCount(2);
  await expect(lines(page).filter({ hasText: '済んだ件' })).toHaveCount(1);
  await lines(page).filter({ hasText: '進行中の件' }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: '進行中の件' })).toBeVisible();
});

test('charts are walked by arrow keys, say what they show, and stand as tables too', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports?p=7d&box=${box.id}`);
  const time = chart(page, '日ごとの受信と処理済み');
  await expect(time.locator('.chart__summary')).toContainText('受信は3、処理済みは1');
  const marks = time.locator('a[data-at]');
  // One stop of the Tab key a chart.
  await expect(time.locator('a[data-at][tabindex="0"]')).toHaveCount(1);
  await marks.first().focus();
  await page.keyboard.press('End');
  const last = time.locator('a[data-at="6-0"]');
  await expect(last).toBeFocused();
  await expect(last).toHaveAccessibleName(/受信 3/);
  await expect(time.locator('.chart__tip')).toContainText('受信');
  await page.keyboard.press('ArrowUp');
  await expect(time.locator('a[data-at="6-1"]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(time.locator('.chart__tip')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(lines(page)).toHaveCount(3);
  await page.goBack();
  await time.getByRole('button', { name: /^表で見る/ }).click();
  await expect(time.getByRole('table')).toBeVisible();
  await expect(time.getByRole('row').last().getByRole('cell').first()).toHaveText('3');
  await axe(page);
  await time.getByRole('row').last().getByRole('link').first().click();
  await expect(lines(page)).toHaveCount(3);
});

test('the pointer shows a mark and opens it; a finger shows first', async ({ page, app, browser }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports?p=7d&box=${box.id}`);
  const bar = page.locator('#chart-time a[data-at="6-0"]');
  await bar.hover();
  await expect(chart(page, '日ごとの受信と処理済み').locator('.chart__tip')).toContainText('3');
  await bar.click();
  await expect(lines(page)).toHaveCount(3);

  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', hasTouch: true, viewport: { width: 390, height: 844 } });
  const phone = await context.newPage();
  const complaints = watch(phone);
  await (await Office.of(app)).signIn(phone, 'saegusa');
  await phone.goto(`/reports?p=7d&box=${box.id}`);
  await awake(phone);
  await phone.locator('#chart-time a[data-at="6-0"]').tap();
  const tip = phone.locator('.chart__tip');
  await expect(tip.getByRole('link', { name: /一覧を開く：受信 3/ })).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(phone);
  await tip.getByRole('link', { name: /一覧を開く：受信 3/ }).tap();
  await expect(lines(phone)).toHaveCount(3);
  expect(complaints).toEqual([]);
  await context.close();
});

test('the address holds the whole view', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto('/reports');
  await page.getByRole('link', { name: '7日', exact: true }).click();
  await page.getByRole('button', { name: /^メールアプリケーション：/ }).click();
  await page.getByRole('combobox', { name: '名前でしぼり込む' }).or(page.getByRole('menu')).first().waitFor();
  await page.locator('.menu__item', { hasText: box.user.slice(-6) }).click();
  await expect(page).toHaveURL(new RegExp(`p=7d&box=${box.id}`));
  await page.getByRole('button', { name: /^担当者：/ }).click();
  await page.locator('.menu__item', { hasText: PEOPLE.hayase }).click();
  await expect(page).toHaveURL(/only=assignee:\d+/);
  await page.getByRole('switch', { name: /前の7日と比べる/ }).uncheck();
  await expect(page).toHaveURL(/compare=0/);
  await expect(page.locator('.tile').filter({ hasText: '受信' }).locator('b').first()).toHaveText('2');
  await page.reload();
  await expect(page.locator('.tile').filter({ hasText: '受信' }).locator('b').first()).toHaveText('2');
  await expect(page.getByRole('button', { name: `担当者：${PEOPLE.hayase}` })).toBeVisible();
  await expect(page.getByRole('switch')).not.toBeChecked();
  // Any days, by the dialog; wrong ones are told in place.
  await page.getByRole('button', { name: /期間を選ぶ/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('最初の日').fill('2026-03-05');
  await dialog.getByLabel('最後の日').fill('2026-03-01');
  await dialog.getByRole('button', { name: '表示' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('最後の日を、最初の日より後にしてください。');
  await axe(page);
  await dialog.getByLabel('最後の日').fill('2026-03-09');
  await dialog.getByRole('button', { name: '表示' }).click();
  await expect(page).toHaveURL(/from=2026-03-05&to=2026-03-09/);
  await expect(chart(page, '日ごとの受信と処理済み').locator('.chart__summary')).toContainText('当てはまる記録はありません');
  await page.getByRole('link', { name: 'しぼり込みを外す' }).click();
  await expect(page).not.toHaveURL(/only=|box=/);
});

test('any figure by any axis, split and drawn another way', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports/any?p=7d&box=${box.id}`);
  await expect(chart(page, '受信：担当者別')).toBeVisible();
  await page.getByRole('button', { name: /^数えるもの：/ }).click();
  await page.getByRole('combobox', { name: '名前でしぼり込む' }).fill('いま未完了');
  await page.getByRole('option', { name: 'いま未完了' }).click();
  await page.getByRole('button', { name: /^内訳：/ }).click();
  await page.locator('.menu__item', { hasText: '処理状況' }).click();
  await expect(page).toHaveURL(/by=status/);
  const free = chart(page, 'いま未完了：担当者別');
  await free.getByRole('button', { name: /^表で見る/ }).click();
  await expect(free.getByRole('row').filter({ hasText: PEOPLE.hayase }).getByRole('link', { name: '1', exact: true })).toHaveCount(1);
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  const written = await exported(page, '書き出す…', 'csv');
  expect(written.name).toMatch(/^いま未完了：担当者別 .*\.csv$/);
  expect(written.bytes.toString('utf8').startsWith('\u{feff}担当者,')).toBe(true);
  expect(written.bytes.toString('utf8')).toContain(PEOPLE.hayase);
  // The sentence below a split chart is about days, not about one of the people in them.
  await page.goto(`/reports/any?p=7d&box=${box.id}&axis=day&by=assignee`);
  await expect(chart(page, '受信：日別').locator('.chart__summary')).toContainText(/受信は3。いちばん多いのは.*の3です/);
});

/** What the dialog of the export hands over; it stays open. */
async function exported(page: Page, button: string, format: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('ファイルの形式').selectOption(format);
  await axe(page);
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '書き出す', exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('tables are exported with types and charts, or as text for older programs', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await call(page.request, 'mailboxes/edit', { id: box.id, name: `窓口😀 ${box.user.slice(-6)}`, signature: '' });
  await page.goto(`/reports?p=7d&box=${box.id}`);
  const book = await exported(page, '書き出す…', 'xlsx');
  expect(book.name).toMatch(/\.xlsx$/);
  const files = unzipped(book.bytes);
  expect(Object.keys(files).filter((name) => name.startsWith('xl/worksheets/sheet'))).toHaveLength(7);
  expect(files['xl/charts/chart1.xml'].toString()).toContain('<c:barChart>');
  expect(files['xl/sharedStrings.xml'].toString()).toContain(PEOPLE.hayase);
  expect(files['xl/worksheets/sheet2.xml'].toString()).not.toContain('<f>');
  // The kind of file stays chosen; of what the old one lacks the reader is told.
  await page.goto(`/reports/any?p=7d&box=${box.id}&axis=mailbox`);
  await page.getByRole('button', { name: '書き出す…' }).click();
  await expect(page.getByLabel('ファイルの形式')).toHaveValue('xlsx');
  await page.keyboard.press('Escape');
  const old = await exported(page, '書き出す…', 'cp932');
  await expect(page.getByRole('status').filter({ hasText: '書けない文字が1個あった' })).toBeVisible();
  await axe(page);
  expect(new TextDecoder('shift_jis').decode(old.bytes)).toMatch(/^メールアプリケーション,受信/);
  expect(new TextDecoder('shift_jis').decode(old.bytes)).toContain(`窓口〓 ${box.user.slice(-6)}`);
});

test('a report goes out by mail, with its picture inside and its workbook', async ({ page, app, browser }) => {
  const { box } = await desk(app, page);
  const user = mail.user('yomite');
  const reader = `よみて ${user.slice(-6)}`;
  const password = 'korokoro-tegami-7';
  await app.addUser({ email: `${user}@example.jp`, name: reader, role: 'member', password });
  const grants = await (await page.request.get(`/rpc/mailboxes/grants?mailbox=${box.id}`)).json();
  const grant = grants.find((one: { user_name: string }) => one.user_name === reader);
  await call(page.request, 'mailboxes/set-grant', { grant: { ...grant, viewing: 'all' } });
  const accounts = await (await page.request.get('/rpc/accounts/list')).json();
  const account = accounts.find((one: { mailbox_id: number }) => one.mailbox_id === box.id);
  await call(page.request, 'notifications/set-account', { account: account.id });

  await page.goto(`/reports?p=7d&box=${box.id}`);
  await page.getByRole('button', { name: '定期的に送る…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名前').fill(`週報 ${user}`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('送り先を1人以上選んでください。')).toBeVisible();
  await axe(page);
  await dialog.getByRole('checkbox', { name: reader }).check();
  await dialog.getByLabel('期間').selectOption('7d');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('定期レポートを保存しました')).toBeVisible();
  await page.getByRole('link', { name: '定期レポート一覧' }).click();
  const line = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `週報 ${user}` }) });
  await expect(line).toContainText('毎週月 9:00');
  await expect(line).toContainText('まだ送っていません');
  await axe(page);

  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const own = await context.newPage();
  const complaints = watch(own);
  await own.request.post('/rpc/auth/login', { form: { email: `${user}@example.jp`, password, next: '' }, headers: { accept: 'application/json' } });
  await call(own.request, 'users/tour-seen', {});
  await own.goto('/reports/mails');
  await expect(own.getByRole('button', { name: `「週報 ${user}」を停止` })).toHaveCount(0);
  await own.getByRole('button', { name: `「週報 ${user}」を自分に今すぐ送る` }).click();
  const raw = await mail.arrived(user, /^Message-ID: <report\./m);
  const parts = opened(raw);
  const html = parts.find(({ kind }) => kind === 'text/html')?.bytes.toString('utf8') ?? '';
  expect(html).toContain(`週報 ${user}`);
  expect(html).toMatch(new RegExp(`href="http://[^/"]+:${new URL(app.url).port}/reports\\?from=`));
  const inside = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, id]) => id);
  expect(inside.length).toBeGreaterThan(1);
  for (const id of inside) {
    const picture = parts.find((part) => part.id === id);
    expect(picture?.kind).toBe('image/png');
    expect(picture?.bytes.subarray(1, 4).toString()).toBe('PNG');
  }
  const book = parts.find(({ kind }) => kind.endsWith('spreadsheetml.sheet'));
  const files = unzipped(book?.bytes ?? Buffer.alloc(0));
  expect(files['xl/workbook.xml'].toString()).toContain('集計の条件');
  expect(files['xl/charts/chart1.xml']).toBeDefined();
  // What became of it; then whoever keeps it pauses it, and the reader wants no more of it.
  await expect(async () => {
    await page.reload();
    await expect(line.getByText('送りました')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole('button', { name: `「週報 ${user}」を停止` }).click();
  await expect(line.getByText('停止中')).toBeVisible();
  await own.getByRole('button', { name: `「週報 ${user}」の受け取りをやめる` }).click();
  await expect(own.getByText('定期レポートはまだありません')).toBeVisible();
  await axe(own);
  expect(complaints).toEqual([]);
  await context.close();
  await page.getByRole('button', { name: `「週報 ${user}」を削除` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '定期レポートを削除' }).click();
  await expect(page.getByText('定期レポートを削除しました')).toBeVisible();
});

test('a chart is saved as a picture with its colours', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports?p=7d&box=${box.id}`);
  const saved = async (format: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), (async () => {
      await page.getByRole('button', { name: '画像で保存：日ごとの受信と処理済み' }).click();
      await page.locator('.menu__item', { hasText: format }).click();
    })()]);
    return download;
  };
  const svg = await text(await saved('SVG'));
  expect(svg).toContain('日ごとの受信と処理済み');
  expect(svg).toMatch(/<rect[^>]+fill="rgb\(42, 128, 226\)"/);
  expect(svg).not.toMatch(/var\(|class=|NaN/);
  const png = await saved('PNG');
  expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG');
});

test('paper has the figures, without controls', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports?p=7d&box=${box.id}`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.rep__printed')).toBeVisible();
  await expect(page.locator('.rep__printed')).toContainText(box.user.slice(-6));
  for (const hidden of ['.nav', '.rep__bar', '.rep__when', '.rep__tools', '.chart__tools']) await expect(page.locator(hidden).first()).toBeHidden();
  await expect(page.locator('#chart-time')).toBeVisible();
});

test('whoever may not see a mailbox sees none of its figures', async ({ page, app, browser }) => {
  const { box } = await desk(app, page);
  const grants = await (await page.request.get(`/rpc/mailboxes/grants?mailbox=${box.id}`)).json();
  const hayase = grants.find((grant: { user_name: string }) => grant.user_name === PEOPLE.hayase);
  await call(page.request, 'mailboxes/set-grant', { grant: { ...hayase, viewing: 'none', editing: false, sending: false, deleting: false } });
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const other = await context.newPage();
  await (await Office.of(app)).signIn(other, 'hayase');
  await other.goto(`/reports?p=7d&box=${box.id}`);
  await awake(other);
  await expect(other.getByText(box.user.slice(-6))).toHaveCount(0);
  for (const tile of await other.locator('.tile b').all()) await expect(tile).not.toHaveText(/[1-9]/);
  await context.close();
});

test('an operator keeps a condition, and the report is narrowed to it', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/settings/mailboxes/${box.id}/conditions`);
  await axe(page);
  await page.getByRole('link', { name: '集計条件を追加' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('名前')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('名前').fill('済んだ件だけ');
  await page.getByLabel('言葉（1行に1つ）').fill('済んだ');
  await axe(page);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('集計条件を保存しました')).toBeVisible();
  await page.getByRole('link', { name: '「済んだ件だけ」でレポートを開く' }).click();
  await expect(page.getByRole('button', { name: '集計条件：済んだ件だけ' })).toBeVisible();
  await expect(page.locator('.tile').filter({ hasText: '受信' }).locator('b').first()).toHaveText('1');
  const narrowed = page.url();
  await page.goto(`/settings/mailboxes/${box.id}/conditions`);
  await page.getByRole('button', { name: '「済んだ件だけ」を削除' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '集計条件を削除' }).click();
  await expect(page.getByText('集計条件はまだありません')).toBeVisible();
  // Whoever kept the address hears why there is nothing, and no other figures in its place.
  await page.goto(narrowed);
  await expect(page.getByText('選ばれている集計条件は削除されています').first()).toBeVisible();
  await expect(page.locator('.tile b')).toHaveCount(0);
  await page.getByRole('button', { name: /^集計条件：/ }).click();
  await page.locator('.menu__item', { hasText: '条件なし' }).click();
  await expect(page.locator('.tile').filter({ hasText: '受信' }).locator('b').first()).toHaveText('3');
});

test('the wall follows the work by itself', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto(`/reports/wall?box=${box.id}`);
  const number = page.locator('.wall__number').filter({ hasText: '受信' }).locator('b');
  await expect(number).toHaveText('3');
  await expect(page.locator('.nav')).toBeHidden();
  await axe(page);
  // Each line opens exactly what it counts.
  const hands = page.getByRole('region', { name: 'いま未完了', exact: true });
  await hands.getByRole('link', { name: `${PEOPLE.hayase} いま未完了 1` }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page)).toContainText('進行中の件');
  await page.goBack();
  await box.receive({ subject: '新しい件' });
  await expect(number).toHaveText('4', { timeout: 20_000 });
});

test('G and R lead to the reports, from which work is balanced; every width holds them', async ({ page, app }) => {
  const { box } = await desk(app, page);
  await page.goto('/');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: '集計レポート', level: 1 })).toBeVisible();
  await page.goto(`/reports?p=7d&box=${box.id}`);
  const load = page.locator('.load__box').filter({ hasText: box.user.slice(-6) });
  await load.getByRole('row').filter({ hasText: '担当者なし' }).getByRole('button', { name: /割り振り直す/ }).click();
  await page.getByLabel('引き継ぐ人').selectOption({ label: PEOPLE.hayase });
  await page.getByRole('dialog').getByRole('button', { name: '割り振り直す' }).click();
  await expect(page.getByText('1件を引き継ぎました')).toBeVisible();
  await expect(load.getByRole('link', { name: `${PEOPLE.hayase}：未完了 2件` })).toBeVisible();
  for (const width of [1440, 1024, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await axe(page);
  }
});
