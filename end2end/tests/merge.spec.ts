// What belongs together: joining, cutting, moving, and taking it back (MD-08, MW-03, MW-05, MW-35).
import { type Browser, type Page } from '@playwright/test';
import { axe, expect, mail, test, watch, type Madoguchi } from '../fixtures.ts';
import { call, Office, type Box } from '../office.ts';

async function colleague(browser: Browser, app: Madoguchi, width = 1440) {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width, height: 900 }, hasTouch: width < 1000 });
  const page = await context.newPage();
  await (await Office.of(app)).signIn(page, 'hayase');
  return { context, page, complaints: watch(page) };
}

const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });
const toast = (page: Page, text: string | RegExp) => page.locator('.toast', { hasText: text });
const more = (page: Page) => page.locator('.read__bar').getByLabel('その他の操作');

/** Another mail in the thread of one that came. */
async function answers(box: Box, page: Page, subject: string, id: number): Promise<void> {
  const view = await (await page.request.get(`/rpc/conversations/open?id=${id}`)).json();
  const raw = await (await page.request.get(`/mail/${view.items.find((item: { item: string }) => item.item === 'message').id}/raw`)).text();
  const known = /^Message-ID: (<[^>]+>)/im.exec(raw)![1];
  await mail.drop(box.user, [
    'From: customer@example.jp', `To: ${box.user}@example.jp`, `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`, `In-Reply-To: ${known}`,
    `Message-ID: <${mail.user('answer')}@example.jp>`, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', `${subject}です。`, '',
  ].join('\n'));
  await call(page.request, 'accounts/receive', { mailbox: box.id });
}

test('ticked conversations become one for everybody, and the toast takes it back', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const first = await box.receive({ subject: '最初の問い合わせ' });
  const second = await box.receive({ subject: '同じ件の続き' });
  await page.goto(`/m/${box.id}/tray`);
  await other.page.goto(`/m/${box.id}/tray/${second.id}`);
  await expect(other.page.getByRole('heading', { name: '同じ件の続き' })).toBeVisible();
  for (const subject of ['最初の問い合わせ', '同じ件の続き']) await row(page, subject).getByRole('checkbox').check();
  await page.locator('.bulk').getByLabel('その他の操作').click();
  await axe(page);
  await page.getByRole('button', { name: '選択した2件を1つにまとめる' }).click();
  await expect(toast(page, '2件をまとめました。')).toBeVisible();
  await expect(row(page, '同じ件の続き')).toHaveCount(0);
  // Whoever reads the other one is led to where it is now.
  await expect(other.page).toHaveURL(new RegExp(`/m/${box.id}/tray/${first.id}`));
  await expect(other.page.getByRole('heading', { name: '最初の問い合わせ' })).toBeVisible();
  await expect(other.page.locator('.mail')).toHaveCount(2);
  await toast(page, '2件をまとめました。').getByRole('button', { name: '元に戻す' }).click();
  await expect(row(page, '同じ件の続き')).toBeVisible();
  await expect(other.page.locator('.mail')).toHaveCount(1);
  expect(other.complaints).toEqual([]);
  await other.context.close();
});

test('a conversation is joined with one of the same customer, its link lives on, and the history takes it back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const customer = mail.user('kyaku');
  const first = await box.receive({ subject: '修理の受付', customer });
  const second = await box.receive({ subject: '修理の追加', customer });
  await page.goto(second.url);
  await more(page).click();
  await page.getByRole('button', { name: '別のやりとりとまとめる…' }).click();
  const dialog = page.getByRole('dialog', { name: '別のやりとりとまとめる' });
  await expect(dialog.getByRole('radio', { name: /修理の受付/ })).toBeVisible();
  await axe(page);
  await dialog.getByRole('radio', { name: /修理の受付/ }).check();
  await dialog.getByRole('button', { name: 'まとめる', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/all/${first.id}`));
  await expect(page.locator('.mail')).toHaveCount(2);
  await page.goto(second.url);
  await expect(page).toHaveURL(new RegExp(`/all/${first.id}`));
  // What answers either arrives here.
  await answers(box, page, '追加への返事', first.id);
  await expect(page.locator('.mail')).toHaveCount(3);
  await page.locator('.timeline__event', { hasText: 'ここにまとめました' }).getByRole('button', { name: '元に戻す' }).click();
  await expect(toast(page, '元に戻しました。')).toBeVisible();
  await page.goto(second.url);
  await expect(page.getByRole('heading', { name: '修理の追加' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/all/${second.id}`));
});

test('who writes is not disturbed, and the reason is told', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const box = await office.mailbox();
  const customer = mail.user('kyaku');
  await box.receive({ subject: '返信している件', customer });
  const second = await box.receive({ subject: 'まとめたい件', customer });
  await other.page.goto(`/m/${box.id}/tray`);
  await row(other.page, '返信している件').getByRole('link').click();
  await other.page.locator('.read__bar').getByRole('button', { name: /返信を始める/ }).click();
  await expect(other.page).toHaveURL(/draft=/);
  await page.goto(second.url);
  await more(page).click();
  await page.getByRole('button', { name: '別のやりとりとまとめる…' }).click();
  await page.getByRole('radio', { name: /返信している件/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'まとめる', exact: true }).click();
  await expect(toast(page, '早瀬 透 さんが返信を作成中です')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'まとめたい件' })).toBeVisible();
  expect(other.complaints).toEqual([]);
  await other.context.close();
});

test('a mail is cut off, linked to, passed on as a file and put back', async ({ page, app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '二つの用件' });
  await answers(box, page, '別の用件', came.id);
  await page.goto(`${came.url}?open=all`);
  const second = page.locator('.mail', { hasText: '別の用件です。' });
  await second.getByLabel('このメールの操作').click();
  await axe(page);
  await second.getByRole('button', { name: 'このメールへのリンクをコピー' }).click();
  await expect(toast(page, 'リンクをコピーしました。')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`/m/${box.id}/all/${came.id}\\?open=all#message-\\d+$`));
  await second.getByLabel('このメールの操作').click();
  await second.getByRole('button', { name: 'このメールだけを別のやりとりに分ける' }).click();
  await expect(toast(page, '別のやりとりに分けました。')).toBeVisible();
  await expect(page.locator('.mail')).toHaveCount(1);
  await expect(row(page, '別の用件')).toBeVisible();
  await page.locator('.timeline__event', { hasText: '分けました' }).getByRole('button', { name: '元に戻す' }).click();
  await expect(page.locator('.mail')).toHaveCount(2);
  await expect(row(page, '別の用件')).toHaveCount(0);
  const first = page.locator('.mail').first();
  await first.getByLabel('このメールの操作').click();
  await first.getByRole('button', { name: '添付ファイルとして転送' }).click();
  await expect(page).toHaveURL(/draft=/);
  await expect(page.getByText('二つの用件.eml')).toBeVisible();
});

for (const width of [820, 390]) {
  test(`a conversation goes to another mailbox, at ${width} px`, async ({ app, browser }) => {
    const office = await Office.of(app);
    const { context, page, complaints } = await colleague(browser, app, width);
    const [box, there] = [await office.mailbox(), await office.mailbox()];
    const came = await box.receive({ subject: `窓口違いの件 ${width}` });
    await page.goto(came.url);
    await more(page).click();
    await page.getByRole('button', { name: '別のメールアプリケーションへ移す…' }).click();
    const dialog = page.getByRole('dialog', { name: /別のメールアプリケーションへ移す/ });
    await dialog.getByRole('radio', { name: `窓口 ${there.user.slice(-6)}` }).check();
    await axe(page);
    await dialog.getByRole('button', { name: '移す' }).click();
    await expect(toast(page, '件を「')).toBeVisible();
    await page.goto(`/m/${there.id}/tray`);
    await expect(row(page, `窓口違いの件 ${width}`)).toBeVisible();
    // The old link leads there.
    await page.goto(came.url);
    await expect(page.getByRole('heading', { name: `窓口違いの件 ${width}` })).toBeVisible();
    await expect(page.getByText('#1', { exact: true })).toBeVisible();
    expect(complaints).toEqual([]);
    await context.close();
  });
}
