// The list under the hands: keys, one stop of the tabulator, the finger, the order, and what is typed while the line is cut (MW-20 to MW-25).
import { type Page } from '@playwright/test';
import { axe, expect, test } from '../fixtures.ts';
import { call, Office } from '../office.ts';

const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });
const focused = (page: Page) => page.locator('.row:has(:focus)');

test('keys move, change and finish, and the focus stays where the work is', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  for (const subject of ['一番目の件', '二番目の件', '三番目の件']) await box.receive({ subject });
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  await expect(page.locator('.row')).toHaveCount(3);
  await expect(page.locator('.row__link[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(focused(page)).toContainText('二番目の件');
  await page.keyboard.press('p');
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(page.getByRole('menu')).toHaveAttribute('aria-activedescendant', /menu-/);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(row(page, '二番目の件')).toContainText('大至急');
  await row(page, '二番目の件').getByRole('link').focus();
  await page.keyboard.press('e');
  await expect(row(page, '二番目の件')).toHaveCount(0);
  await expect(focused(page)).toContainText('一番目の件');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'キーボード操作' })).toBeVisible();
  await axe(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page).toHaveURL(new RegExp(`/m/${box.id}/mine`));
});

test('the order and the assignee stand in the address', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  for (const subject of ['先に来た件', '後に来た件']) await box.receive({ subject });
  await page.goto(`/m/${box.id}/tray?sort=oldest&assignee=none`);
  await expect(page.locator('.row').first()).toContainText('先に来た件');
  await expect(page.getByRole('button', { name: '担当者で絞り込む: なし' })).toBeEnabled();
  await page.getByRole('button', { name: '並べ替え: 古い順' }).click();
  await page.getByRole('menuitemradio', { name: '新しい順' }).click();
  await expect(page).toHaveURL(/assignee=none$/);
  await expect(page.locator('.row').first()).toContainText('後に来た件');
});

test('a typed comment outlives a reading that fails', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '途切れる回線' });
  await page.goto(came.url);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  const field = page.getByRole('textbox', { name: /コメント/ });
  await field.fill('まだ送っていない下書き');
  await page.route('**/rpc/conversations/open*', route => route.fulfill({ status: 502, body: 'no' }));
  await page.getByRole('button', { name: /^優先度/ }).first().click();
  await page.getByRole('menuitemradio', { name: '至急', exact: true }).click();
  await expect(page.getByText('最新の状態を読み込めませんでした').first()).toBeVisible();
  await expect(field).toHaveValue('まだ送っていない下書き');
  await page.unroute('**/rpc/conversations/open*');
});

test('a long press with the finger picks a row, and the bar keeps the ticks until the work is done', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await box.receive({ subject: '長押しの件' });
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  await row(page, '長押しの件').locator('.row__link').dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 200, clientY: 200 });
  await expect(page.getByText('1件選択')).toBeVisible();
  await page.route('**/rpc/conversations/done', route => route.fulfill({ status: 502, body: 'no' }));
  await page.getByRole('toolbar', { name: '選択した1件の操作' }).getByRole('button', { name: /処理済み/ }).click();
  await expect(page.locator('.toast')).toBeVisible();
  await expect(page.getByText('1件選択')).toBeVisible();
  await page.unroute('**/rpc/conversations/done');
});

test('two keys go to every list and mailbox', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.getByRole('button', { name: /操作や画面をさがす/ })).toBeEnabled();
  for (const [key, url] of [['m', 'mine'], ['u', 'unassigned'], ['a', 'all'], ['s', 'sent'], ['d', 'drafts'], ['x', 'trash'], ['t', 'tray']]) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`/m/${box.id}/${url}$`));
  }
  // By the place in the navigation, in the list that is open.
  const boxes = await (await page.request.get('/rpc/mailboxes/mine')).json();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/\/mine$/);
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await expect(page).toHaveURL(new RegExp(`/m/${boxes[0].id}/mine$`));
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/settings$/);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/help$/);
  await expect(page.getByRole('searchbox', { name: '言葉でさがす' })).toBeEnabled();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: '言葉でさがす' })).toBeFocused();
  // In a field keys are letters.
  await page.keyboard.type('gt?');
  await expect(page.getByRole('searchbox', { name: '言葉でさがす' })).toHaveValue('gt?');
  await expect(page).toHaveURL(/\/help$/);
});

test('while an input method composes no key does anything', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await box.receive({ subject: '変換の途中' });
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.getByRole('button', { name: /操作や画面をさがす/ })).toBeEnabled();
  await row(page, '変換の途中').getByRole('link').focus();
  const link = row(page, '変換の途中').getByRole('link');
  for (const key of ['e', '#', 'x', 'a', 'g', 't', '?']) {
    await link.dispatchEvent('keydown', { key, isComposing: true });
    await link.dispatchEvent('keydown', { key, keyCode: 229 });
  }
  await page.keyboard.press('x');
  await expect(row(page, '変換の途中').getByRole('checkbox')).toBeChecked();
  await expect(page.locator('.toast')).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'キーボード操作' })).toBeHidden();
});

test('single keys are switched off for a person, on every device', async ({ page, browser, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  await box.receive({ subject: '一文字では動かない件' });
  try {
    await page.goto('/settings/profile');
    await page.getByRole('checkbox', { name: /文字キーのショートカットを使う/ }).uncheck();
    await expect(page.locator('.toast', { hasText: '保存しました' })).toBeVisible();
    const elsewhere = await browser.newContext({ baseURL: app.url, locale: 'ja-JP' });
    const other = await elsewhere.newPage();
    await office.signIn(other, 'hayase');
    await other.goto(`/m/${box.id}/tray`);
    await expect(other.locator('html')).toHaveAttribute('data-awake', '');
    await row(other, '一文字では動かない件').getByRole('link').focus();
    for (const key of ['e', '?', 'x', 'g', 't']) await other.keyboard.press(key);
    // Combinations and the keys of the grid still work, and nothing else has happened before them.
    await other.keyboard.press('Control+k');
    await expect(other.getByRole('combobox', { name: /さがす/ })).toBeFocused();
    await other.keyboard.press('Escape');
    await expect(row(other, '一文字では動かない件').getByRole('checkbox')).not.toBeChecked();
    await expect(other.locator('.toast')).toHaveCount(0);
    // Somebody else keeps theirs.
    const third = await elsewhere.browser()!.newContext({ baseURL: app.url, locale: 'ja-JP' });
    const hers = await third.newPage();
    await office.signIn(hers, 'saegusa');
    await hers.goto(`/m/${box.id}/tray`);
    await expect(hers.locator('html')).toHaveAttribute('data-awake', '');
    await row(hers, '一文字では動かない件').getByRole('link').focus();
    await hers.keyboard.press('x');
    await expect(row(hers, '一文字では動かない件').getByRole('checkbox')).toBeChecked();
    await elsewhere.close();
    await third.close();
  } finally {
    await call(page.request, 'users/single-keys', { on: true });
  }
});
