// The palette: whatever can be done or gone to is found by typing, in any spelling, and the hand comes back where it was (MD-20).
import { type Page } from '@playwright/test';
import { axe, expect, test } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

const field = (page: Page) => page.getByRole('combobox', { name: /さがす/ });
const option = (page: Page, name: string | RegExp) => page.getByRole('listbox', { name: '候補' }).getByRole('option', { name });
/** The keys answer once the frame does. */
const answers = (page: Page) => expect(page.getByRole('button', { name: /操作や画面をさがす/ })).toBeEnabled();
const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });

test('the palette acts on what is open, and finds deeds however they are spelt', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '納期のご相談' });
  await page.goto(came.url);
  await answers(page);
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await axe(page);
  // By its sound in Latin letters, by kana, by width.
  for (const typed of ['shorizumi', 'しょりずみ', 'ＤＯＮＥ']) {
    await field(page).fill(typed);
    await expect(option(page, '処理済みにする')).toBeVisible();
  }
  await field(page).fill(`担当者 ${PEOPLE.hayase.slice(0, 2)}`);
  await expect(option(page, `担当者: ${PEOPLE.hayase}`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'コマンドパレット' })).toBeHidden();
  await expect(page.locator('.toast', { hasText: `担当者を ${PEOPLE.hayase}` })).toBeVisible();
  await expect(page.locator('.props')).toContainText(PEOPLE.hayase);
  // What was chosen last comes first.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('listbox', { name: '候補' }).getByRole('option').first()).toContainText(`担当者: ${PEOPLE.hayase}`);
});

test('ticked rows are what the palette changes', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  for (const subject of ['一つ目の依頼', '二つ目の依頼', '三つ目の依頼']) await box.receive({ subject });
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('.row')).toHaveCount(3);
  await answers(page);
  for (const subject of ['一つ目の依頼', '三つ目の依頼']) await row(page, subject).getByRole('checkbox').check();
  await page.keyboard.press('Control+k');
  await field(page).fill('至急');
  await expect(option(page, /^優先度: 至急/)).toContainText('2件');
  await option(page, /^優先度: 至急/).click();
  await expect(row(page, '一つ目の依頼')).toContainText('至急');
  await expect(row(page, '三つ目の依頼')).toContainText('至急');
  await expect(row(page, '二つ目の依頼')).not.toContainText('至急');
});

test('it finds conversations, lists, people, settings and help, and goes there', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: 'プリンターの修理のお願い', name: '月見浜 商事' });
  await page.goto(`/m/${box.id}/tray`);
  await answers(page);
  const go = async (typed: string, name: string | RegExp, url: RegExp) => {
    await page.keyboard.press('Control+k');
    await field(page).fill(typed);
    await option(page, name).first().click();
    await expect(page).toHaveURL(url);
    await expect(page.getByRole('dialog', { name: 'コマンドパレット' })).toBeHidden();
  };
  await go('ﾌﾟﾘﾝﾀｰ 修理', /プリンターの修理/, new RegExp(`/m/${box.id}/tray/${came.id}$`));
  await go('月見浜', /プリンターの修理/, new RegExp(`/m/${box.id}/tray/${came.id}$`));
  await go('soushinzumi', new RegExp(`送信済み — ${box.user.slice(-6)}|送信済み — 窓口 ${box.user.slice(-6)}`), new RegExp(`/m/${box.id}/sent$`));
  await go(`${PEOPLE.hayase} の担当`, /早瀬 透 の担当/, new RegExp(`/m/${box.id}/tray\\?assignee=\\d+$`));
  await go('members', /メンバー/, /\/settings\/members$/);
  await go('引き継ぐ', /急ぐときは「引き継ぐ」/, /\/help#take-over$/);
  await expect(page.getByRole('heading', { name: '急ぐときは「引き継ぐ」' })).toBeInViewport();
});

test('Escape gives the focus back, composing chooses nothing, and a field keeps what was typed', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '変換中の件' });
  await page.goto(came.url);
  await answers(page);
  const comment = page.getByRole('textbox', { name: /コメント/ });
  await comment.fill('書きかけ');
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await field(page).fill('処理');
  // The Enter that confirms a conversion.
  await field(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await field(page).dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
  await expect(page.getByRole('dialog', { name: 'コマンドパレット' })).toBeVisible();
  await field(page).fill('この候補はどこにもない');
  await expect(page.getByText('一致するものがありません')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'コマンドパレット' })).toBeHidden();
  await expect(comment).toBeFocused();
  await expect(comment).toHaveValue('書きかけ');
  // While it composes, the key is not ours either.
  await comment.dispatchEvent('keydown', { key: 'k', ctrlKey: true, isComposing: true });
  await expect(field(page)).toHaveCount(0);
});

test('a finger opens the palette on a phone', async ({ browser, app }) => {
  const office = await Office.of(app);
  const context = await browser.newContext({ baseURL: app.url, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'ja-JP' });
  const page = await context.newPage();
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  await page.getByRole('navigation', { name: 'よく使う画面' }).getByRole('button', { name: 'その他' }).tap();
  await page.getByRole('button', { name: /操作や画面をさがす/ }).tap();
  await expect(field(page)).toBeFocused();
  await axe(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  for (const line of await page.getByRole('option').all()) expect((await line.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await field(page).fill('下書き');
  await option(page, /下書き/).first().tap();
  await expect(page).toHaveURL(/\/drafts$/);
  await context.close();
});
