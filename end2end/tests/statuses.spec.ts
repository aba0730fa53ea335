// Statuses of a mailbox's own: kept by operators, known on every screen at once (MW-22).
import { type Browser, type Page } from '@playwright/test';
import { type Madoguchi } from '../madoguchi.ts';
import { axe, expect, test, watch } from '../fixtures.ts';
import { call, Office } from '../office.ts';

async function colleague(browser: Browser, app: Madoguchi): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await (await Office.of(app)).signIn(page, 'hayase');
  return { page, complaints: watch(page) };
}

const line = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('a status is added, recoloured, moved and known everywhere', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '保証延長のご照会' });
  await page.goto('/settings/mailboxes');
  await page.getByRole('link', { name: new RegExp(`窓口 ${box.user.slice(-6)} の設定`) }).click();
  await page.locator('.optlist').getByRole('link', { name: '処理状況' }).click();
  await expect(page.getByRole('heading', { name: /^処理状況：窓口/ })).toBeVisible();
  await axe(page);

  await page.getByRole('button', { name: '処理状況を追加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '処理状況を追加' }).click();
  await expect(dialog.getByLabel('名前')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('名前').fill('処理中');
  await dialog.getByLabel('名前').press('Enter');
  await expect(dialog.getByText('その名前はすでに使われています。')).toBeVisible();
  await dialog.getByLabel('名前').fill('つなぎ');
  await dialog.getByText('橙', { exact: true }).click();
  await expect(dialog.locator('.st')).toHaveAttribute('data-color', 'daidai');
  await axe(page);
  await dialog.getByRole('button', { name: '処理状況を追加' }).click();
  await expect(dialog).toBeHidden();
  await expect(line(page, 'つなぎ')).toContainText('追加');
  await expect(line(page, 'つなぎ')).toContainText('0件');

  // By keyboard it goes up, and the focus stays on its button.
  const up = page.getByRole('button', { name: 'つなぎ を上へ' });
  const names = page.locator('tbody .st__name');
  await expect(names).toHaveText(['未処理', '処理中', 'つなぎ', '送信待ち', '処理済み']);
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(names).toHaveText(['未処理', 'つなぎ', '処理中', '送信待ち', '処理済み']);
  await expect(up).toBeFocused();

  // Of a standard one only the colour can be chosen.
  await page.getByRole('button', { name: '未処理 を編集' }).click();
  await expect(dialog.getByLabel('名前')).toHaveCount(0);
  await dialog.getByText('牡丹', { exact: true }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(line(page, '未処理').locator('.st')).toHaveAttribute('data-color', 'botan');
  await expect(page.getByRole('button', { name: '未処理 を削除' })).toHaveCount(0);

  // The menu of the head, the filter with its count, the search.
  await page.goto(came.url);
  await page.locator('.props .st--btn').click();
  await page.getByRole('menuitemradio', { name: 'つなぎ' }).click();
  await expect(page.locator('.props .st--btn')).toContainText('つなぎ');
  await page.goto(`/m/${box.id}/tray`);
  await page.locator('.fchip', { hasText: 'つなぎ' }).click();
  await expect(page.locator('.fchip', { hasText: 'つなぎ' })).toContainText('1');
  await expect(page.locator('.row')).toHaveCount(1);
  await page.goto(`/search?q=${encodeURIComponent('状況:つなぎ 保証延長')}`);
  await expect(page.locator('.hits > li')).toHaveCount(1);
  await expect(page.locator('.hits .st')).toContainText('つなぎ');
});

test('a set of statuses is added with one button, on a tablet too', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto(`/settings/mailboxes/${box.id}/statuses`);
  await page.getByRole('button', { name: /確認・承認向け/ }).click();
  await expect(page.locator('tbody .st__name')).toHaveText(['未処理', '処理中', '確認依頼', '差し戻し', '送信待ち', '送信OK!', '処理済み']);
  await page.getByRole('button', { name: /確認・承認向け/ }).click();
  await expect(page.getByText('どれもすでにあります。')).toBeVisible();
  await axe(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a status is deleted while a colleague has its menu open', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const [used, second] = [await box.receive({ subject: '保留中の件' }), await box.receive({ subject: 'もう一つの件' })];
  const hold: number = await call(page.request, 'statuses/add', { mailbox: box.id, form: { name: '保留', class: 'working', color: 'nezumi' } });
  await call(page.request, 'conversations/change', { ids: [[used.id, null]], change: { status: hold } });

  await other.page.goto(second.url);
  await other.page.locator('.props .st--btn').click();
  await expect(other.page.getByRole('menuitemradio', { name: '保留' })).toBeVisible();

  await page.goto(`/settings/mailboxes/${box.id}/statuses`);
  await page.getByRole('button', { name: '保留 を削除' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('1件あります');
  await axe(page);
  await dialog.getByLabel('置きかえ先').selectOption({ label: '未処理' });
  await dialog.getByRole('button', { name: '削除' }).click();
  await expect(dialog).toBeHidden();
  await expect(line(page, '保留')).toHaveCount(0);

  // The open menu offers it no more, and what had it says so.
  await expect(other.page.getByRole('menuitemradio', { name: '保留' })).toHaveCount(0);
  await expect(other.page.getByRole('menuitemradio', { name: '未処理' })).toBeVisible();
  const late = await other.page.request.post('/rpc/conversations/change', { data: { ids: [[second.id, null]], change: { status: hold } } });
  expect(late.status()).toBe(409);
  await other.page.goto(used.url);
  await expect(other.page.locator('.props .st--btn')).toContainText('未処理');
  await expect(other.page.locator('.timeline__event', { hasText: '保留 → 未処理' })).toBeVisible();
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});
