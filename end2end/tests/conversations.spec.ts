// The tray and the conversation: what comes in is seen by all, changes are live, done can be undone (MW-20 to MW-25, MW-29, MW-36).
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

const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });

test('two people see the same new mail and the same status without reloading', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '納期のお問い合わせ' });
  await page.goto(`/m/${box.id}/tray`);
  await other.page.goto(`/m/${box.id}/tray/${came.id}`);
  await expect(row(page, '納期のお問い合わせ')).toBeVisible();
  await expect(other.page.getByRole('heading', { name: '納期のお問い合わせ' })).toBeVisible();
  // Whoever becomes assignee is seen in the row at once, not only heard.
  const people = await (await page.request.get(`/rpc/mailboxes/people?mailbox=${box.id}`)).json();
  const hayase = people.find((person: { name: string }) => person.name === '早瀬 透').id;
  await expect(row(page, '納期のお問い合わせ').locator('[data-menu="assignee"] .av')).toHaveText('＋');
  await call(other.page.request, 'conversations/change', { ids: [[came.id, null]], change: { assignee: hayase } });
  await expect(row(page, '納期のお問い合わせ').locator('[data-menu="assignee"] .av')).toHaveText('早');
  await expect(other.page.getByRole('button', { name: /処理済みにする/ }).first()).toBeVisible();
  await other.page.getByRole('button', { name: /処理済みにする/ }).first().click();
  // What others finish is counted at once and dims in place: nothing moves under the pointer until it is asked for.
  await expect(page.getByText('0件', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: '一覧を更新する' }).click();
  await expect(row(page, '納期のお問い合わせ')).toHaveCount(0);
  await axe(other.page);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('a comment reaches the colleague and never the customer', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '在庫の確認' });
  await page.goto(came.url);
  await other.page.goto(came.url);
  await expect(other.page.getByRole('heading', { name: '在庫の確認' })).toBeVisible();
  const field = page.getByRole('textbox', { name: /コメント/ });
  await field.fill('倉庫に電話で確認中です');
  await field.press('Control+Enter');
  await expect(page.locator('.note', { hasText: '倉庫に電話で確認中です' })).toBeVisible();
  await expect(other.page.locator('.note', { hasText: '倉庫に電話で確認中です' })).toBeVisible();
  await axe(page);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('list and conversation are readable before the client wakes up', async ({ app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: 'スクリプトなし', text: '本文は読めます。' });
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', javaScriptEnabled: false });
  const page = await context.newPage();
  await office.signIn(page, 'saegusa');
  await page.goto(`/m/${box.id}/tray`);
  await page.getByRole('link', { name: 'スクリプトなし' }).click();
  await expect(page).toHaveURL(new RegExp(`/m/${box.id}/tray/${came.id}`));
  await expect(page.getByText('本文は読めます。').first()).toBeVisible();
  await context.close();
});

for (const width of [1440, 820, 390]) {
  test(`tray and conversation are accessible at ${width} px`, async ({ page, app }) => {
    await page.setViewportSize({ width, height: 900 });
    const office = await Office.of(app);
    await office.signIn(page, 'saegusa');
    const box = await office.mailbox();
    const came = await box.receive({ subject: `幅 ${width}` });
    await page.goto(`/m/${box.id}/tray`);
    await expect(row(page, `幅 ${width}`)).toBeVisible();
    await axe(page);
    await page.goto(`/m/${box.id}/tray/${came.id}`);
    await expect(page.getByRole('heading', { name: `幅 ${width}` })).toBeVisible();
    await axe(page);
  });
}
