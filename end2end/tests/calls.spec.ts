// Calls and visits: noted by keyboard from a conversation, listed, narrowed, followed up; two people at once.
import { axe, awake, expect, test, watch } from '../fixtures.ts';
import { call, Office, PEOPLE } from '../office.ts';
import type { Browser, Page } from '@playwright/test';
import type { Madoguchi } from '../madoguchi.ts';

/** A colleague in a browser of their own. */
async function colleague(browser: Browser, app: Madoguchi): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ baseURL: app.url })).newPage();
  const complaints = watch(page);
  await (await Office.of(app)).signIn(page, 'hayase');
  return { page, complaints };
}

const row = (page: Page, subject: string) => page.locator('.logs__table tr', { hasText: subject });
const save = (page: Page, form: object, log = 'call') => call(page.request, 'logs/save', { log, known: null, form: { starts: '2026-11-24T10:00', ...form } });

test('a call is noted from a conversation without the mouse, and stands in its history', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '冷蔵ユニットの温度警報' });
  await page.goto(came.url);
  await expect(page.getByRole('heading', { name: '冷蔵ユニットの温度警報' })).toBeVisible();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: '電話を記録' });
  const subject = dialog.getByLabel('件名');
  await expect(subject).toBeFocused();
  await expect(subject).toHaveValue('冷蔵ユニットの温度警報');
  await axe(page);
  // What stands there is selected: typing replaces it.
  await page.keyboard.type('一次対応の手順を案内');
  await page.keyboard.press('Tab');
  await page.keyboard.type('端子を拭いて復旧。');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  const told = page.locator('.timeline__event', { hasText: 'が電話を記録' });
  await expect(told).toContainText(PEOPLE.saegusa);
  await told.getByRole('link', { name: '一次対応の手順を案内' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '一次対応の手順を案内' })).toBeVisible();
  await expect(page.locator('.logs__text')).toHaveText('端子を拭いて復旧。');
  await expect(page.locator('.logs__facts')).toContainText('三嶋 航太郎');
  await axe(page);
  // And back.
  await page.locator('.logs__linked').click();
  await expect(page.getByRole('heading', { name: '冷蔵ユニットの温度警報' })).toBeVisible();
});

test('an entry is written, seen by a colleague at once, changed, and brought back', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  await other.page.goto('/logs/calls');
  await page.goto('/logs/calls');
  await page.getByRole('link', { name: '電話を記録' }).first().click();
  const form = page.locator('.logs__form');
  await expect(form.getByLabel('件名')).toBeFocused();
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByLabel('件名')).toHaveAttribute('aria-invalid', 'true');
  await form.getByLabel('件名').fill('納品日の変更');
  await form.getByRole('button', { name: '発信' }).click();
  await form.getByLabel('相手の名前（アドレス帳にない場合）').fill('浅海 律子');
  await form.getByLabel('内容').fill('12月2日に変更。');
  await axe(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('電話を記録しました')).toBeVisible();
  await expect(row(other.page, '納品日の変更')).toContainText('浅海 律子');
  await expect(row(other.page, '納品日の変更')).toContainText('発信');

  // Both change it: the second one is told.
  await row(other.page, '納品日の変更').getByRole('link').click();
  await other.page.getByRole('link', { name: '編集' }).click();
  const theirs = other.page.locator('.logs__form');
  await theirs.getByLabel('内容').fill('12月3日に変更。');
  await page.locator('.logs__entry').getByRole('link', { name: '編集' }).click();
  await form.getByLabel('内容').fill('12月4日に変更。');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.logs__text').first()).toHaveText('12月4日に変更。');
  await theirs.getByRole('button', { name: '保存' }).click();
  await expect(theirs.locator('.banner[role=alert]')).toBeVisible();
  await expect(theirs.getByLabel('内容')).toHaveValue('12月3日に変更。');

  // A comment of the colleague, and a file.
  await other.page.goto(page.url());
  await other.page.getByRole('textbox', { name: 'コメントを書く' }).fill('承知しました');
  await other.page.getByRole('button', { name: '書き込む' }).click();
  await expect(page.locator('.logs__note')).toContainText('承知しました');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'ファイルを付ける' }).click()]);
  await chooser.setFiles({ name: '見積書.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
  await expect(other.page.getByRole('link', { name: '見積書.pdf' })).toBeVisible();
  const [download] = await Promise.all([other.page.waitForEvent('download'), other.page.getByRole('link', { name: '見積書.pdf' }).click()]);
  expect(download.suggestedFilename()).toBe('見積書.pdf');
  await axe(page);

  await expect(other.page.getByRole('button', { name: '削除', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: '削除', exact: true }).click();
  await expect(row(page, '納品日の変更')).toHaveCount(0);
  await page.getByRole('button', { name: /元に戻す|取り消す/ }).click();
  await expect(row(page, '納品日の変更')).toHaveCount(1);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('a list is narrowed, and its address says how', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  await save(page, { subject: '代替機の手配', text: 'ポンプを送る', party: '浦上 澪' });
  await save(page, { subject: '請求の確認', starts: '2026-11-20T09:00', party: '小野寺 柚' });
  await page.goto('/logs/calls');
  await expect(row(page, '代替機の手配')).toBeVisible();
  await axe(page);
  await page.getByRole('searchbox', { name: '件名・相手・内容で探す' }).fill('ﾎﾟﾝﾌﾟ');
  await page.getByRole('searchbox', { name: '件名・相手・内容で探す' }).press('Enter');
  await expect(row(page, '請求の確認')).toHaveCount(0);
  await expect(row(page, '代替機の手配')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('q')).toBe('ﾎﾟﾝﾌﾟ');
  await page.reload();
  await expect(page.getByRole('searchbox', { name: '件名・相手・内容で探す' })).toHaveValue('ﾎﾟﾝﾌﾟ');
  await page.getByRole('link', { name: 'しぼり込みを解除' }).click();
  await expect(row(page, '請求の確認')).toBeVisible();
  await page.getByLabel('この日まで').fill('2026-11-20');
  await page.getByLabel('この日まで').press('Enter');
  await expect(row(page, '代替機の手配')).toHaveCount(0);
  await expect(row(page, '請求の確認')).toBeVisible();
  for (const width of [1440, 1024, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page);
  await row(page, '請求の確認').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 2, name: '請求の確認' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(page);
  // Closing leads back to the list as it was.
  await page.getByRole('link', { name: '一覧へ戻る' }).click();
  await expect(row(page, '請求の確認')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('to')).toBe('2026-11-20');
});

test('operators decide what is asked, and what must be filled in is', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/logs');
  await awake(page);
  await axe(page);
  const visits = page.locator('.logs__settings', { has: page.getByRole('heading', { name: '訪問' }) });
  await visits.getByRole('button', { name: '項目を追加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名前', { exact: true }).fill('訪問の目的');
  await dialog.getByLabel('種類').selectOption({ label: 'メニュー（1つ選ぶ）' });
  await dialog.getByLabel('選択肢1の名前').fill('点検');
  await dialog.getByLabel('必ず入力する').check();
  await axe(page);
  await dialog.getByRole('button', { name: '項目を追加' }).click();
  await expect(visits.getByRole('row', { name: /訪問の目的/ })).toContainText('点検');
  await visits.getByLabel('選択肢1の名前').fill('次回あり');
  await visits.getByRole('button', { name: '訪問の結果を保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();

  await page.goto('/logs/visits/new');
  const form = page.locator('.logs__form');
  await form.getByLabel('件名').fill('定期点検');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByLabel('訪問の目的（必須）')).toBeFocused();
  await expect(form.getByText('訪問の目的を入力してください')).toBeVisible();
  await axe(page);
  await form.getByLabel('訪問の目的（必須）').selectOption({ label: '点検' });
  await form.getByLabel('結果').selectOption({ label: '次回あり' });
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.logs__facts')).toContainText('点検');
  await expect(row(page, '定期点検')).toContainText('次回あり');
});

test('a follow-up that is due stands over the tray and is settled with one press', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'hayase');
  await save(page, { subject: '折り返しのお約束', follow: '2020-01-06T10:00' });
  await save(page, { subject: '納期の返事', follow: '2020-01-07T10:00' });
  await page.goto(`/m/${box.id}/tray`);
  const line = page.locator('.logs__due');
  await expect(line).toContainText('2件');
  await expect(line).toContainText('折り返しのお約束');
  await axe(page);
  await line.getByRole('button', { name: '対応済みにする' }).click();
  await expect(line).toContainText('1件');
  await expect(line).toContainText('納期の返事');
  await line.getByRole('link', { name: /1件/ }).click();
  const task = page.locator('.logs__task', { hasText: '納期の返事' });
  await expect(task).toContainText('期限を過ぎています');
  await axe(page);
  await task.getByRole('button', { name: '1日あとにする' }).click();
  await expect(task).not.toContainText('期限を過ぎています');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(page);
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('.logs__due')).toHaveCount(0);
});

test('a log leaves as a file, and what comes back is tried before it is kept', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  await save(page, { subject: '=1+1 の件', party: '伊吹 千景', text: '二行\n目', starts: '2026-10-01T09:00' });
  await page.goto('/logs/calls?from=2026-10-01&to=2026-10-01');
  await page.getByText('CSV', { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'この一覧を CSV で保存' }).click()]);
  const file = await download.path();
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(file, 'utf8');
  expect(text.startsWith('\ufeff番号,開始,')).toBe(true);
  expect(text).toContain("'=1+1 の件");
  // Following a link closed the menu.
  await page.getByText('CSV', { exact: true }).click();
  await page.getByRole('button', { name: 'CSV から取り込む' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('CSV ファイル').setInputFiles({ name: 'calls.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(dialog.getByRole('status')).toContainText('新規 0件、変更 0件、変わらない 1件');
  await expect(dialog.getByRole('button', { name: '取り込む' })).toBeDisabled();
  const added = `${text},2026-10-01 10:00,,発信,篠宮 悠,,研修の候補日,,,,,\r\n`;
  await dialog.getByLabel('CSV ファイル').setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from(`${added},きのう,,,,,日付なし,,,,,\r\n`) });
  await expect(dialog.getByRole('status')).toContainText('取り込めない行が1件あります');
  await axe(page);
  await dialog.getByLabel('CSV ファイル').setInputFiles({ name: 'good.csv', mimeType: 'text/csv', buffer: Buffer.from(added) });
  await expect(dialog.getByRole('status')).toContainText('新規 1件、変更 0件、変わらない 1件');
  await dialog.getByRole('button', { name: '取り込む' }).click();
  await expect(page.getByText('取り込みました（新規 1件、変更 0件）')).toBeVisible();
  await expect(row(page, '研修の候補日')).toContainText('発信');
});
