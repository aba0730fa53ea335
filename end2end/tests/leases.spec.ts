// One person writes at a time, and everybody sees who (MW-27, MW-34).
import { type Browser, type Page } from '@playwright/test';
import { type Madoguchi } from '../madoguchi.ts';
import { axe, expect, mail, test, watch } from '../fixtures.ts';
import { Office, type Person } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const saved = (page: Page) => expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();

async function colleague(browser: Browser, app: Madoguchi, person: Person): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await (await Office.of(app)).signIn(page, person);
  return { page, complaints: watch(page) };
}

async function write(page: Page, words: string): Promise<void> {
  await expect(text(page)).toBeVisible();
  await text(page).press('Control+Home');
  await page.keyboard.insertText(words);
}

test('of two who start at once one writes, and the other is told who', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app, 'hayase');
  const box = await office.mailbox();
  const came = await box.receive({ subject: 'どちらが先か' });
  const both = [page, other.page];
  for (const one of both) {
    await one.goto(came.url);
    await expect(one.getByRole('button', { name: '返信を始める' })).toBeVisible();
  }
  await Promise.all(both.map((one) => one.getByRole('button', { name: '返信を始める' }).click()));
  await expect.poll(async () => (await Promise.all(both.map((one) => text(one).isVisible()))).filter(Boolean).length).toBe(1);
  const loser = (await text(page).isVisible()) ? other.page : page;
  const winner = loser === page ? '早瀬 透' : '三枝 みのり';
  await expect(loser.getByText(`${winner} さんが返信を作成中です`).first()).toBeVisible();
  const refused = await loser.request.post('/rpc/drafts/start', { form: { conversation: came.id, kind: 'reply', page: came.url }, headers: { accept: 'application/json' } });
  expect(refused.status()).toBe(409);
  expect(await refused.text()).toContain(winner);
  await expect(loser.getByRole('button', { name: `返信は ${winner} さんが作成中` })).toHaveAttribute('aria-disabled', 'true');
  await axe(loser);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('a colleague sees the draft grow, takes it over, and nothing is lost', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app, 'hayase');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '引き継ぎ' });
  await page.goto(came.url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await write(page, '三枝が書き始めました。');
  await saved(page);
  await other.page.goto(came.url);
  const draft = other.page.locator('.draft');
  await expect(draft).toContainText('三枝が書き始めました。');
  await write(page, '続けています。');
  await expect(draft).toContainText('続けています。三枝が書き始めました。');
  await expect(draft).toContainText('入力中');
  await axe(other.page);

  await other.page.getByRole('button', { name: '引き継ぐ…' }).click();
  const question = other.page.getByRole('alertdialog');
  await expect(question).toContainText('三枝 みのり さんから返信を引き継ぎますか');
  await question.getByRole('button', { name: '引き継ぐ', exact: true }).click();
  await expect(text(other.page)).toHaveValue(/^続けています。三枝が書き始めました。/);

  await expect(page.getByText('早瀬 透 さんが返信を引き継ぎました。')).toBeVisible();
  await expect(text(page)).toHaveAttribute('readonly');
  await expect(text(page)).toHaveValue(/^続けています。三枝が書き始めました。/);
  await axe(page);
  await other.page.getByRole('button', { name: '保存して閉じる' }).click();
  await expect(other.page.getByText('早瀬 透 が 三枝 みのり の返信処理を引き継ぎ')).toBeVisible();
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('a browser that dies leaves its text to whoever takes over', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const dying = await colleague(browser, app, 'hayase');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '突然の終了' });
  await dying.page.goto(came.url);
  await dying.page.getByRole('button', { name: '返信を始める' }).click();
  await write(dying.page, '早瀬が途中まで書きました。');
  await saved(dying.page);
  await dying.page.context().close();

  await page.goto(came.url);
  await page.getByRole('button', { name: '引き継ぐ…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '引き継ぐ', exact: true }).click();
  await expect(text(page)).toHaveValue(/^早瀬が途中まで書きました。/);
  await page.getByRole('button', { name: '送信して処理済みにする' }).click();
  const raw = await mail.arrived(came.customer, /./);
  expect(raw).toContain('Subject:');
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });
});

test('a saved draft can be continued or deleted by a colleague', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app, 'hayase');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '代わりに書く' });
  await other.page.goto(came.url);
  await other.page.getByRole('button', { name: '返信を始める' }).click();
  await write(other.page, '続きはお願いします。');
  await saved(other.page);
  await other.page.getByRole('button', { name: '保存して閉じる' }).click();
  await expect(other.page.getByRole('button', { name: '返信を始める' })).toBeVisible();

  await page.goto(came.url);
  const card = page.getByRole('article', { name: '早瀬 透 の下書き' });
  await card.getByRole('button', { name: '続きを書く' }).click();
  await expect(text(page)).toHaveValue(/^続きはお願いします。/);
  await page.getByRole('button', { name: '保存して閉じる' }).click();
  await card.getByRole('button', { name: '削除' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '削除' }).click();
  await expect(page.locator('.draft')).toHaveCount(0);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('the reply starts and the draft can be read before the client wakes up', async ({ app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '素のフォーム' });
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await office.signIn(page, 'saegusa');
  await page.goto(came.url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(page).toHaveURL(/draft=\d+$/);
  await expect(page.locator('.draft')).toContainText('素のフォーム');
  await context.close();
});
