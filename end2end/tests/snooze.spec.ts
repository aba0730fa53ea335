// Out of the tray for a while, or as nobody's work: rest (MD-10) and spam (MW-19).
import { type Browser, type Page } from '@playwright/test';
import { axe, expect, mail, test, watch, type Madoguchi } from '../fixtures.ts';
import { call, Office } from '../office.ts';

async function colleague(browser: Browser, app: Madoguchi, width = 1440) {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width, height: 900 }, hasTouch: width < 1000 });
  const page = await context.newPage();
  await (await Office.of(app)).signIn(page, 'hayase');
  return { context, page, complaints: watch(page) };
}

const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });
const toast = (page: Page, text: string | RegExp) => page.locator('.toast', { hasText: text });
const more = (page: Page) => page.locator('.read__bar').getByLabel('その他の操作');

test('what waits for something leaves the tray for everybody and says why', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '部品を待つ件' });
  await other.page.goto(`/m/${box.id}/tray`);
  await expect(row(other.page, '部品を待つ件')).toBeVisible();
  await page.goto(`/m/${box.id}/tray/${came.id}`);
  await more(page).click();
  await page.getByRole('button', { name: 'あとで対応する…' }).click();
  const dialog = page.getByRole('dialog', { name: /あとで対応する/ });
  await dialog.getByRole('radio', { name: /明日の朝/ }).check();
  await dialog.getByRole('textbox', { name: /理由/ }).fill('部品の入荷待ち');
  await axe(page);
  await dialog.getByRole('button', { name: 'トレイから外す' }).click();
  await expect(toast(page, '1件をトレイから外しました。')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '理由: 部品の入荷待ち' })).toBeVisible();
  await expect(row(page, '部品を待つ件')).toHaveCount(0);
  // A colleague sees it where it rests, with the reason and who it was.
  await other.page.goto(`/m/${box.id}/snoozed`);
  await expect(row(other.page, '部品を待つ件')).toContainText('部品の入荷待ち');
  await expect(row(other.page, '部品を待つ件').locator('.row__rest')).toHaveAttribute('title', /三枝 みのり/);
  await axe(other.page);
  await row(other.page, '部品を待つ件').getByRole('link').click();
  await other.page.getByRole('button', { name: 'トレイに戻す' }).click();
  await expect(row(page, '部品を待つ件')).toBeVisible();
  expect(other.complaints).toEqual([]);
  await other.context.close();
});

test('the customer who answers brings it back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '返事を待つ件' });
  await page.goto(`/m/${box.id}/tray/${came.id}`);
  await more(page).click();
  await page.getByRole('button', { name: 'あとで対応する…' }).click();
  await page.getByRole('radio', { name: /お客様から返信があるまで/ }).check();
  await page.getByRole('button', { name: 'トレイから外す' }).click();
  await expect(row(page, '返事を待つ件')).toHaveCount(0);
  const view = await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  const raw = await (await page.request.get(`/mail/${view.items.find((item: { item: string }) => item.item === 'message').id}/raw`)).text();
  await mail.drop(box.user, [
    `From: ${came.customer}@example.jp`, `To: ${box.user}@example.jp`, 'Subject: Re', `In-Reply-To: ${/^Message-ID: (<[^>]+>)/im.exec(raw)![1]}`,
    `Message-ID: <${mail.user('answer')}@example.jp>`, '', 'answer', '',
  ].join('\n'));
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  await expect(page.locator('.timeline__event', { hasText: 'お客様から返信があり、トレイに戻りました' })).toBeVisible();
  await page.goto(`/m/${box.id}/tray`);
  await expect(row(page, '返事を待つ件')).toBeVisible();
});

test('a time that is over is refused where it is chosen', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '日時を選ぶ件' });
  await page.goto(`/m/${box.id}/tray/${came.id}`);
  await more(page).click();
  await page.getByRole('button', { name: 'あとで対応する…' }).click();
  const own = page.getByLabel('日時', { exact: true });
  await own.fill('2020-01-01T09:00');
  await page.getByRole('button', { name: 'トレイから外す' }).click();
  await expect(own).toHaveAttribute('aria-invalid', 'true');
  await expect(own).toBeFocused();
  await own.fill(`${new Date().getFullYear() + 1}-01-05T09:00`);
  await page.getByRole('button', { name: 'トレイから外す' }).click();
  await expect(page.getByRole('status').filter({ hasText: '1/5 9:00 までトレイから外しています' })).toBeVisible();
});

for (const width of [1440, 820, 390]) {
  test(`spam is out of the way and comes back as it was, at ${width} px`, async ({ app, browser }) => {
    const office = await Office.of(app);
    const { context, page, complaints } = await colleague(browser, app, width);
    const box = await office.mailbox();
    const came = await box.receive({ subject: `怪しい案内 ${width}` });
    await page.goto(`/m/${box.id}/tray/${came.id}`);
    await more(page).click();
    await axe(page);
    await page.getByRole('button', { name: '迷惑メールにする' }).click();
    await expect(toast(page, '1件を迷惑メールにしました。')).toBeVisible();
    await expect(page.getByText('迷惑メールとして分けてあります')).toBeVisible();
    await page.goto(`/m/${box.id}/spam`);
    await expect(row(page, `怪しい案内 ${width}`)).toBeVisible();
    await axe(page);
    await row(page, `怪しい案内 ${width}`).getByRole('link').click();
    await page.getByRole('button', { name: '迷惑メールではない' }).click();
    await expect(toast(page, '1件を迷惑メールから戻しました。')).toBeVisible();
    await page.goto(`/m/${box.id}/tray`);
    await expect(row(page, `怪しい案内 ${width}`)).toBeVisible();
    expect(complaints).toEqual([]);
    await context.close();
  });
}
