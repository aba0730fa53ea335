// Fields: kept by operators, set by everybody, live on every screen, columns and filters of the lists (MW-21, MW-31).
import { readFile } from 'node:fs/promises';
import { type Browser, type Page } from '@playwright/test';
import { type Madoguchi } from '../madoguchi.ts';
import { axe, expect, test, watch } from '../fixtures.ts';
import { call, type Box, Office } from '../office.ts';

async function colleague(browser: Browser, app: Madoguchi): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await (await Office.of(app)).signIn(page, 'hayase');
  return { page, complaints: watch(page) };
}

const option = (name: string, color: string) => ({ id: null, name, color, archived: false });

/** A field of a mailbox, made by the operator whose page this is. */
function field(page: Page, box: Box, name: string, kind: string, options: string[] = [], listed = false): Promise<number> {
  const colors = ['shu', 'ruri', 'tokiwa'];
  const form = { name, kind, listed, options: options.map((each, place) => option(each, colors[place % 3])) };
  return call(page.request, 'fields/add', { mailbox: box.id, form });
}

const setter = (page: Page, name: string) => page.locator('.props .setter', { hasText: name });
const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });

test('a field is made, set, seen by a colleague at once, and taken back', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '冷蔵ユニットの温度警報' });
  await page.goto('/settings/mailboxes');
  await page.getByRole('link', { name: new RegExp(`窓口 ${box.user.slice(-6)} の設定`) }).click();
  await page.locator('.optlist').getByRole('link', { name: 'メール項目' }).click();
  await expect(page.getByText('メール項目はまだありません')).toBeVisible();
  await page.getByRole('button', { name: 'メール項目を追加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'メール項目を追加' }).click();
  await expect(dialog.getByLabel('名前', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('名前', { exact: true }).fill('種別');
  await dialog.getByLabel('選択肢1の名前').fill('故障・不具合');
  await dialog.getByRole('button', { name: '選択肢を追加' }).click();
  await expect(dialog.getByLabel('選択肢2の名前')).toBeFocused();
  await dialog.getByLabel('選択肢2の名前').fill('料金');
  await dialog.getByRole('button', { name: '選択肢2を上へ' }).click();
  await expect(dialog.getByLabel('選択肢1の名前')).toHaveValue('料金');
  await axe(page);
  await dialog.getByRole('button', { name: 'メール項目を追加' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /種別/ })).toContainText('料金、故障・不具合');
  await axe(page);

  await other.page.goto(came.url);
  await page.goto(came.url);
  await setter(page, '種別').click();
  await page.getByRole('menuitemradio', { name: '故障・不具合' }).click();
  await expect(setter(page, '種別')).toContainText('故障・不具合');
  // Live at the colleague's, in the head and in the history.
  await expect(setter(other.page, '種別')).toContainText('故障・不具合');
  await expect(other.page.locator('.timeline__event', { hasText: '種別を なし → 故障・不具合' })).toBeVisible();
  await page.getByRole('button', { name: /元に戻す/ }).click();
  await expect(setter(other.page, '種別')).toContainText('なし');
  await axe(page);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('each kind has its own way to be set', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '製品の確認' });
  await field(page, box, '製品', 'multi', ['KM-RF08', 'KM-2207', 'KM-T2']);
  await field(page, box, '製造番号', 'text');
  await field(page, box, '台数', 'number');
  await field(page, box, '回答期限', 'date');
  await field(page, box, '技術担当', 'person');
  await field(page, box, '返品', 'check');
  await page.goto(came.url);
  const dialog = page.getByRole('dialog');

  await setter(page, '製品').click();
  await dialog.getByLabel('KM-RF08').check();
  await dialog.getByLabel('KM-T2').check();
  await axe(page);
  await dialog.getByRole('button', { name: '設定する' }).click();
  await expect(setter(page, '製品')).toContainText('KM-RF08、KM-T2');

  await setter(page, '台数').click();
  await dialog.getByLabel('台数').fill('たくさん');
  await dialog.getByLabel('台数').press('Enter');
  await expect(dialog.getByLabel('台数')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('台数').fill('１，２００');
  await dialog.getByLabel('台数').press('Enter');
  await expect(setter(page, '台数')).toContainText('1200');

  await setter(page, '製造番号').click();
  await dialog.getByLabel('製造番号').fill('08-21477');
  await dialog.getByRole('button', { name: '設定する' }).click();
  await expect(setter(page, '製造番号')).toContainText('08-21477');

  await setter(page, '回答期限').click();
  await dialog.getByLabel('回答期限').fill('2026-12-24');
  await dialog.getByRole('button', { name: '設定する' }).click();
  await expect(setter(page, '回答期限')).toContainText('2026/12/24');

  await setter(page, '技術担当').click();
  await page.getByRole('menuitemradio', { name: '早瀬 透' }).click();
  await expect(setter(page, '技術担当')).toContainText('早瀬 透');

  await setter(page, '返品').click();
  await page.getByRole('menuitemradio', { name: 'チェックあり' }).click();
  await expect(setter(page, '返品')).toContainText('✓');

  // It survives a reload, drawn by the server.
  await page.reload();
  await expect(setter(page, '製品')).toContainText('KM-RF08、KM-T2');
  await axe(page);
});

test('columns, bulk and filters of the list', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const subjects = ['料金の件', '故障の件', 'その他の件'];
  for (const subject of subjects) await box.receive({ subject });
  await field(page, box, '種別', 'menu', ['料金', '故障'], true);
  await page.setViewportSize({ width: 1600, height: 900 });
  await other.page.setViewportSize({ width: 1600, height: 900 });
  await other.page.goto(`/m/${box.id}/tray`);
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('.cols__field')).toHaveText(['種別']);

  await row(page, '料金の件').getByRole('checkbox').check();
  await row(page, '故障の件').getByRole('checkbox').check();
  await page.locator('.bulk').getByRole('button', { name: 'メール項目' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('種別').selectOption({ label: '料金' });
  await axe(page);
  await dialog.getByRole('button', { name: '設定する' }).click();
  await expect(page.getByText('2件の種別を「料金」にしました。')).toBeVisible();
  await expect(row(page, '料金の件').locator('.opt')).toHaveText('料金');
  await expect(row(other.page, '故障の件').locator('.opt')).toHaveText('料金');
  await expect(page.locator('.bulk')).toHaveCount(0);

  // The filter stands in the address, works without the client, and knows those without a value.
  await page.getByRole('button', { name: /メール項目で絞り込む/ }).click();
  await page.getByRole('menuitemradio', { name: /種別.*料金/ }).click();
  await expect(page.locator('.row')).toHaveCount(2);
  await expect(page).toHaveURL(/field=\d+-\d+/);
  await page.reload();
  await expect(page.locator('.row')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'メール項目で絞り込む: 種別: 料金' })).toBeVisible();
  await page.getByRole('button', { name: /メール項目で絞り込む/ }).click();
  await page.getByRole('menuitemradio', { name: /種別.*なし/ }).click();
  await expect(page.locator('.row')).toHaveCount(1);
  await expect(row(page, 'その他の件')).toBeVisible();
  await axe(page);

  // Narrow screens have three lines, and the value beside the status.
  for (const width of [820, 390]) {
    await other.page.setViewportSize({ width, height: 900 });
    await expect(row(other.page, '料金の件').locator('.opt')).toBeVisible();
    expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await axe(other.page);
  }
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('search finds conversations by what their fields say', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const word = `温度警報${box.user.slice(-4)}`;
  const [one] = [await box.receive({ subject: `${word} 一` }), await box.receive({ subject: `${word} 二` })];
  const kind = await field(page, box, '種別', 'menu', ['故障・不具合', '料金']);
  const serial = await field(page, box, '製造番号', 'text');
  const known = await (await page.request.get(`/rpc/fields/of?mailbox=${box.id}`)).json();
  const fault = known.fields.find((each: { id: number }) => each.id === kind).options[0].id;
  await call(page.request, 'conversations/change', { ids: [[one.id, null]], change: { fields: [[kind, String(fault)], [serial, 'KM-08 21477']] } });
  const cases = [[`${word} 種別:故障`, 1], [`${word} -種別:故障`, 1], [`${word} 製造番号:21477`, 1], [`${word} 項目:故障`, 1], [`${word} 種別:料金`, 0], [word, 2]] as const;
  for (const [q, hits] of cases) {
    await page.goto(`/search?q=${encodeURIComponent(q)}`);
    await expect(page.locator('.hits > li'), q).toHaveCount(hits);
  }
});

test('a field that goes takes its values along, while a colleague looks', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '項目の削除' });
  const note = await field(page, box, '備考', 'text');
  await call(page.request, 'conversations/change', { ids: [[came.id, null]], change: { fields: [[note, '折り返し不要']] } });
  await other.page.goto(came.url);
  await expect(setter(other.page, '備考')).toContainText('折り返し不要');
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto(`/settings/mailboxes/${box.id}/fields`);
  await page.getByRole('button', { name: '備考 を削除' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('値のあるやりとりが1件あります');
  await axe(page);
  await dialog.getByRole('button', { name: '削除' }).click();
  await expect(dialog).toBeHidden();
  await expect(setter(other.page, '備考')).toHaveCount(0);
  await expect(other.page.locator('.timeline__event', { hasText: '備考を なし → 折り返し不要' })).toBeVisible();
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('a list is saved as a file with its fields, and no cell of it is a formula', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '=HYPERLINK("http://evil.example")' });
  const note = await field(page, box, '備考', 'text');
  await call(page.request, 'conversations/change', { ids: [[came.id, null]], change: { fields: [[note, '至急, 折り返し']] } });
  await page.goto(`/m/${box.id}/tray`);
  await page.locator('summary[aria-label="一覧のその他の操作"]').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSVファイルに保存' }).click()]);
  expect(download.suggestedFilename()).toContain('.csv');
  const text = (await readFile(await download.path())).toString('utf8');
  expect(text.startsWith('\uFEFF番号,処理状況,件名')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(text).toContain('"至急, 折り返し"');
  expect(text.trimEnd().split('\r\n')).toHaveLength(2);
});

test('priorities are called as the company calls them', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '優先度の名前' });
  await page.goto('/settings/priorities');
  await axe(page);
  await page.getByLabel('「大至急」の名前').fill('至急');
  await page.getByLabel('「至急」の名前').fill('至急');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('「大至急」の名前')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('「大至急」の名前').fill('最優先');
  await page.getByLabel('「大至急」の色').selectOption({ label: '牡丹' });
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('優先度を保存しました。')).toBeVisible();
  await page.goto(came.url);
  await page.locator('.props .setter', { hasText: '優先度' }).click();
  await page.getByRole('menuitemradio', { name: '最優先' }).click();
  await expect(page.locator('.props .prio')).toHaveText('最優先');
  await expect(page.locator('.props .prio')).toHaveAttribute('data-color', 'botan');
  await expect(page.locator('.timeline__event', { hasText: '通常 → 最優先' })).toBeVisible();
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('.row .prio')).toHaveText('最優先');
  await axe(page);
  // As it was: others share this company.
  await call(page.request, 'priorities/set', { levels: ['normal', 'urgent', 'critical'].map((priority) => ({ priority, name: '', color: priority === 'normal' ? 'nezumi' : 'shu' })) });
});
