// What there was with a customer: beside what is read, as a page, and in the head of another conversation (MW-32, WC-04).
import { type Browser, type Page } from '@playwright/test';
import { axe, expect, mail, test, watch, type Madoguchi } from '../fixtures.ts';
import { call, Office } from '../office.ts';

async function two(app: Madoguchi, subjects: [string, string]) {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const customer = mail.user('kyaku');
  const first = await box.receive({ subject: subjects[0], customer, name: '篠宮 悠' });
  const second = await box.receive({ subject: subjects[1], customer, name: '篠宮 悠' });
  await box.receive({ subject: 'ほかの人の件' });
  return { office, box, customer, first, second };
}

const past = (page: Page) => page.getByRole('complementary', { name: '履歴' });

test('one click shows what there was with a customer, and it stays as it was chosen', async ({ page, app }) => {
  await page.setViewportSize({ width: 1900, height: 1000 });
  const { office, first, second, box } = await two(app, ['納品書の電子化', '保証延長の件']);
  await office.signIn(page, 'saegusa');
  await page.goto(second.url);
  await page.getByRole('button', { name: '履歴を見る' }).click();
  await expect(past(page).getByRole('link', { name: /納品書の電子化/ })).toBeVisible();
  await expect(past(page).getByRole('link', { name: /保証延長の件/ })).toBeVisible();
  await expect(past(page).getByText('ほかの人の件')).toHaveCount(0);
  await past(page).getByRole('button', { name: 'スレッド' }).click();
  await expect(past(page).getByRole('link', { name: /納品書の電子化/ })).toHaveCount(0);
  await expect(past(page).getByRole('link', { name: /保証延長の件/ })).toBeVisible();
  // The same domain, which is no mail service.
  await past(page).getByRole('button', { name: '会社' }).click();
  await expect(past(page).getByRole('link', { name: /ほかの人の件/ }).first()).toBeVisible();
  await axe(page);
  await page.goto(first.url);
  await expect(past(page).getByRole('button', { name: '会社' })).toHaveAttribute('aria-pressed', 'true');
  await past(page).getByRole('button', { name: '顧客' }).click();
  // The list of the company has gone.
  await expect(past(page).getByRole('link', { name: /ほかの人の件/ })).toHaveCount(0);
  await past(page).getByRole('link', { name: /保証延長の件/ }).click();
  await expect(page).toHaveURL(new RegExp(`/m/${box.id}/all/${second.id}`));
  await expect(page.getByRole('heading', { name: '保証延長の件' })).toBeVisible();
  await past(page).getByRole('button', { name: '履歴を閉じる' }).click();
  await expect(past(page)).toHaveCount(0);
});

test('who had it then is told, not who has it now', async ({ page, app }) => {
  const { office, first, box, customer } = await two(app, ['担当が替わる件', '別の件']);
  await office.signIn(page, 'saegusa');
  const people = await (await page.request.get(`/rpc/mailboxes/people?mailbox=${box.id}`)).json();
  const id = (name: string) => people.find((person: { name: string }) => person.name === name).id;
  await call(page.request, 'conversations/change', { ids: [[first.id, null]], change: { assignee: id('早瀬 透') } });
  await page.goto(`/customers/${customer}@example.jp`);
  const line = page.getByRole('link', { name: /担当が替わる件/ });
  // It came before anybody had it.
  await expect(line).toContainText('担当者なし');
  await expect(line).toContainText('篠宮 悠');
});

test('what else is unfinished with the customer is announced, and goes when it is done', async ({ page, app, browser }) => {
  const { office, first, second } = await two(app, ['一つめの件', '二つめの件']);
  await office.signIn(page, 'saegusa');
  await page.goto(second.url);
  const others = page.getByText('このお客様のほかの未完了: 1件');
  await expect(others).toBeVisible();
  await others.click();
  await expect(page.getByRole('link', { name: /一つめの件/ }).last()).toBeVisible();
  await axe(page);
  const other = await browser.newContext({ baseURL: app.url, locale: 'ja-JP' });
  const hayase = await other.newPage();
  const complaints = watch(hayase);
  await office.signIn(hayase, 'hayase');
  await hayase.goto(first.url);
  await hayase.getByRole('button', { name: /処理済みにする/ }).first().click();
  await expect(hayase.locator('.toast')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '二つめの件' })).toBeVisible();
  await expect(page.getByText(/このお客様のほかの未完了/)).toHaveCount(0);
  expect(complaints).toEqual([]);
  await other.close();
});

async function phone(browser: Browser, app: Madoguchi, width: number) {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width, height: 860 }, hasTouch: true, isMobile: width < 500 });
  const page = await context.newPage();
  return { context, page, complaints: watch(page) };
}

test('on a phone the history is a page of its own, and leads back', async ({ app, browser }) => {
  const { office, second, box } = await two(app, ['前にあった件', '今の件']);
  const { context, page, complaints } = await phone(browser, app, 390);
  await office.signIn(page, 'saegusa');
  await page.goto(second.url);
  await page.getByRole('button', { name: '履歴を見る' }).tap();
  await expect(page).toHaveURL(/\/customers\//);
  await expect(page.getByRole('link', { name: /前にあった件/ })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: '会社', exact: true }).tap();
  await expect(page).toHaveURL(/unit=company/);
  await expect(page.getByRole('link', { name: /ほかの人の件/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'やりとりへ戻る' }).tap();
  await expect(page).toHaveURL(new RegExp(`/m/${box.id}/all/${second.id}`));
  expect(complaints).toEqual([]);
  await context.close();
});

test('on a tablet it takes the place of the mails and gives it back', async ({ app, browser }) => {
  const { office, second } = await two(app, ['前の件', '読んでいる件']);
  const { context, page, complaints } = await phone(browser, app, 1024);
  await office.signIn(page, 'saegusa');
  await page.goto(second.url);
  await page.getByRole('button', { name: '履歴を見る' }).tap();
  await expect(past(page).getByRole('link', { name: /前の件/ })).toBeVisible();
  await axe(page);
  await past(page).getByRole('button', { name: '履歴を閉じる' }).tap();
  await expect(page.getByRole('heading', { name: '読んでいる件' })).toBeVisible();
  expect(complaints).toEqual([]);
  await context.close();
});

test('it can be read before the client wakes up', async ({ app, browser }) => {
  const { office, second } = await two(app, ['スクリプトなしの前', 'スクリプトなしの今']);
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', javaScriptEnabled: false });
  const page = await context.newPage();
  await office.signIn(page, 'saegusa');
  await page.goto(second.url);
  await page.getByRole('button', { name: '履歴を見る' }).click();
  await page.getByRole('link', { name: /スクリプトなしの前/ }).click();
  await expect(page.getByRole('heading', { name: 'スクリプトなしの前' })).toBeVisible();
  await context.close();
});
