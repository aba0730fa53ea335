// Folders and rules: an operator makes them, the next mail is filed and assigned, and everybody sees where (MW-11 to MW-13).
import { type Page } from '@playwright/test';
import { awake, axe, expect, test, watch } from '../fixtures.ts';
import { call, Office, PEOPLE } from '../office.ts';

const dialog = (page: Page) => page.getByRole('dialog');
const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });

async function makeFolder(page: Page, button: string, name: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await dialog(page).getByLabel('フォルダ名').fill(name);
  await dialog(page).getByRole('button', { name: '作成' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('.sorter__item', { hasText: name })).toBeVisible();
}

test('a rule files and assigns what comes, the history names it, and the folder is in the navigation', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await box.receive({ subject: '先週の見積について' });

  await page.goto(`/settings/mailboxes/${box.id}/folders`);
  await axe(page);
  await makeFolder(page, 'フォルダを作る', '請求');
  await makeFolder(page, '「請求」の下にフォルダを作る', '見積');
  await page.getByRole('button', { name: 'フォルダを作る', exact: true }).click();
  await dialog(page).getByLabel('フォルダ名').fill('請求');
  await dialog(page).getByRole('button', { name: '作成' }).click();
  await expect(dialog(page).getByLabel('フォルダ名')).toHaveAttribute('aria-invalid', 'true');
  await axe(page);
  await page.keyboard.press('Escape');

  await page.goto(`/settings/mailboxes/${box.id}/rules`);
  await page.getByRole('link', { name: '自動設定を追加' }).click();
  await page.getByLabel('名前', { exact: true }).fill('見積の依頼');
  await page.getByRole('button', { name: '条件を追加' }).click();
  await page.getByLabel('言葉（1行に1つ）').fill('見積\nquote');
  await page.getByLabel('担当者', { exact: true }).selectOption({ label: PEOPLE.hayase });
  await page.getByLabel('フォルダ', { exact: true }).selectOption({ label: '請求 / 見積' });
  await axe(page);
  // What it would do is seen before it is kept.
  await page.getByRole('button', { name: '試してみる' }).click();
  await expect(page.getByText('1件を調べ、1件が当てはまりました。')).toBeVisible();
  await expect(page.getByRole('row', { name: /先週の見積について/ })).toContainText('フォルダ「請求 / 見積」へ');
  await page.getByRole('button', { name: '保存' }).click();
  const line = page.locator('.rule', { hasText: '見積の依頼' });
  await expect(line).toContainText('件名 に「見積 / quote」を含む');
  await expect(line).toContainText(`担当者を ${PEOPLE.hayase} に`);
  await axe(page);

  // The next mail, and a colleague who has never been told.
  const came = await box.receive({ subject: '見積をお願いします' });
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const other = await context.newPage();
  const complaints = watch(other);
  await office.signIn(other, 'hayase');
  await other.goto(`/m/${box.id}/tray`);
  const nav = other.getByRole('navigation', { name: 'メインナビゲーション' });
  await expect(nav.getByRole('link', { name: '請求 1' })).toBeVisible();
  await nav.getByRole('link', { name: '見積 1' }).click();
  await expect(other).toHaveURL(/\/all\?folder=\d+$/);
  await expect(other.getByRole('heading', { name: '見積', exact: true })).toBeVisible();
  await expect(row(other, '見積をお願いします').locator('[data-menu="assignee"] .av')).toHaveText('早');
  await expect(row(other, '先週の見積について')).toHaveCount(0);
  await other.goto(came.url);
  await expect(other.locator('.timeline__event', { hasText: 'フォルダを なし → 請求 / 見積 に変更' })).toContainText('自動設定「見積の依頼」');
  await axe(other);

  // What came before follows when somebody says so.
  await page.goto(`/settings/mailboxes/${box.id}/rules`);
  await expect(page.locator('.rule', { hasText: '見積の依頼' })).toContainText('1件');
  await page.getByRole('button', { name: '届いているメールに当てはめる…' }).click();
  await expect(dialog(page)).toContainText('2件を調べ、2件が当てはまりました。');
  await axe(page);
  await dialog(page).getByRole('button', { name: '2件に当てはめる' }).click();
  await expect(dialog(page)).toContainText('1件のやりとりを変えました。');
  await expect(nav.getByRole('link', { name: '見積 2' })).toBeVisible();
  expect(complaints).toEqual([]);
  await context.close();
});

test('a rule sets fields and tells somebody, on a tablet', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await page.setViewportSize({ width: 820, height: 1180 });
  const option = (name: string) => ({ id: null, name, color: 'ruri', archived: false });
  await call(page.request, 'fields/add', { mailbox: box.id, form: { name: '分類', kind: 'menu', listed: true, options: [option('見積'), option('故障')] } });
  await call(page.request, 'fields/add', { mailbox: box.id, form: { name: '型番', kind: 'text', listed: false, options: [] } });
  await page.goto(`/settings/mailboxes/${box.id}/rules/new`);
  await page.getByLabel('名前', { exact: true }).fill('警報');
  await page.getByRole('button', { name: '条件を追加' }).click();
  await page.getByLabel('言葉（1行に1つ）').fill('警報');
  await page.getByLabel('項目を追加').selectOption({ label: '分類' });
  await page.getByLabel('分類', { exact: true }).selectOption({ label: '故障' });
  await page.getByLabel('項目を追加').selectOption({ label: '型番' });
  await expect(page.getByLabel('項目を追加')).toBeHidden();
  await page.getByRole('button', { name: '「型番」の設定をやめる' }).click();
  await page.getByLabel('知らせる相手').selectOption({ label: PEOPLE.hayase });
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: '保存' }).click();
  const line = page.locator('.rule', { hasText: '警報' });
  await expect(line).toContainText('「分類」を「故障」に');
  await expect(line).toContainText(`${PEOPLE.hayase} に知らせる`);
  // Opened again it says the same.
  await page.getByRole('link', { name: '「警報」を変更' }).click();
  await expect(page.getByLabel('分類', { exact: true }).locator('option:checked')).toHaveText('故障');

  const came = await box.receive({ subject: '温度警報が止まりません' });
  await page.goto(came.url);
  await expect(page.locator('.props .setter', { hasText: '分類' })).toContainText('故障');
  await expect(page.locator('.timeline__event', { hasText: '分類を なし → 故障 に変更' })).toContainText('自動設定「警報」');
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const other = await context.newPage();
  await office.signIn(other, 'hayase');
  await other.goto('/notifications');
  await expect(other.locator('main').getByText('温度警報が止まりません').first()).toBeVisible();
  await expect(other.getByText('自動設定に当てはまるメールが届きました').first()).toBeVisible();
  await context.close();
});

test('rules change places and rest by keyboard, and a pattern that is none is refused with a sentence', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await page.setViewportSize({ width: 820, height: 1180 });
  for (const name of ['一つめ', '二つめ']) {
    await page.goto(`/settings/mailboxes/${box.id}/rules/new`);
    await page.getByLabel('名前', { exact: true }).fill(name);
    await page.getByLabel('優先度', { exact: true }).selectOption({ label: '至急' });
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.locator('.rule', { hasText: name })).toBeVisible();
  }
  const names = page.locator('.rule__name');
  await expect(names).toHaveText(['一つめ', '二つめ']);
  const up = page.getByRole('button', { name: '「二つめ」を上へ' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(names).toHaveText(['二つめ', '一つめ']);
  await expect(up).toBeFocused();
  const on = page.getByRole('switch', { name: '「二つめ」を使う' });
  await on.focus();
  await page.keyboard.press('Space');
  await expect(on).not.toBeChecked();
  await expect(page.locator('.rule[data-off]')).toHaveCount(1);
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  await page.getByRole('link', { name: '「二つめ」を変更' }).click();
  await page.getByRole('button', { name: '条件を追加' }).click();
  await page.getByLabel('調べ方').selectOption({ label: '正規表現に合う' });
  await page.getByLabel('正規表現（1行に1つ）').fill('見積(');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('正規表現の形が正しくありません。')).toBeVisible();
  // Another thing to look at is asked in its own ways.
  await page.getByLabel('調べるところ').selectOption({ label: 'サイズ' });
  await page.getByLabel('サイズ（KB）').fill('500');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.rule', { hasText: '二つめ' })).toContainText('500 KB より大きい');
  await page.getByRole('button', { name: '「二つめ」を削除' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '自動設定を削除' }).click();
  await expect(names).toHaveText(['一つめ']);
});

test('conversations are moved to a folder together, and back', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await box.receiveMany(['一件目', '二件目', '三件目']);
  await page.goto(`/settings/mailboxes/${box.id}/folders`);
  await makeFolder(page, 'フォルダを作る', '修理');
  await makeFolder(page, 'フォルダを作る', '海外');
  await page.goto(`/m/${box.id}/tray`);
  for (const subject of ['一件目', '二件目']) await row(page, subject).getByRole('checkbox').check();
  await page.locator('.bulk').getByRole('button', { name: 'フォルダへ移動' }).click();
  await page.getByRole('option', { name: '修理' }).or(page.getByRole('menuitemradio', { name: '修理' })).click();
  await expect(page.getByText('2件をフォルダ「修理」へ移動しました。')).toBeVisible();
  const repairs = page.getByRole('navigation', { name: 'メインナビゲーション' }).getByRole('link', { name: /^修理/ });
  await expect(repairs).toContainText('2');
  await page.getByRole('button', { name: /元に戻す|取り消す/ }).first().click();
  await expect(repairs).not.toContainText('2');

  // One by the key, in the list and where it is read.
  await row(page, '三件目').locator('.row__link').focus();
  await page.keyboard.press('m');
  await page.getByRole('option', { name: '海外' }).or(page.getByRole('menuitemradio', { name: '海外' })).click();
  await expect(row(page, '三件目').locator('[data-menu="folder"]')).toContainText('海外');
  await row(page, '三件目').locator('.row__link').click();
  const setter = page.locator('.props [data-menu="folder"]');
  await expect(setter).toContainText('海外');
  await axe(page);

  // The list narrows to a folder, and says so in its address.
  await page.goto(`/m/${box.id}/tray`);
  await page.getByRole('button', { name: 'フォルダで絞り込む: すべて' }).click();
  await page.getByRole('option', { name: '海外' }).or(page.getByRole('menuitemradio', { name: '海外' })).click();
  await expect(page).toHaveURL(/\/tray\?folder=\d+$/);
  await expect(page.locator('.row')).toHaveCount(1);

  // What was in a folder that goes is in another one.
  await page.goto(`/settings/mailboxes/${box.id}/folders`);
  await awake(page);
  await page.getByRole('button', { name: '「海外」を削除' }).click();
  await page.getByLabel('入っているやりとりの移動先').selectOption({ label: '修理' });
  await axe(page);
  await page.getByRole('alertdialog').getByRole('button', { name: 'フォルダを削除' }).click();
  await expect(page.getByText('フォルダを削除し、やりとり1件を移しました')).toBeVisible();
  await page.goto(`/m/${box.id}/tray`);
  await expect(repairs).toContainText('1');
});
