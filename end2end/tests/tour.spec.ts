// The tour of the first day: a new person is shown around once, by hand or by keyboard, on a desk and on a phone.
import { type Browser, type Page } from '@playwright/test';
import { axe, expect, test, watch, type Madoguchi } from '../fixtures.ts';
import { call, Office } from '../office.ts';

const card = (page: Page) => page.locator('.tour');
const PASSWORD = 'hajimete-no-hi-8';
let newcomers = 0;

/** Somebody who has never been here, before the tray of a mailbox with two mails. */
async function newcomer(browser: Browser, app: Madoguchi, size: { width: number; height: number }): Promise<{ page: Page; box: number; done: () => Promise<void> }> {
  const office = await Office.of(app);
  const email = `shinjin${newcomers += 1}-${size.width}@komorebi.example`;
  await app.addUser({ email, name: '新人 花', role: 'admin', password: PASSWORD });
  // Whoever is known when a mailbox is made gets every right in it.
  const box = await office.mailbox();
  for (const subject of ['はじめての問い合わせ', '次の問い合わせ']) await box.receive({ subject });
  const context = await browser.newContext({ baseURL: app.url, viewport: size, locale: 'ja-JP', hasTouch: size.width < 1000, isMobile: size.width < 1000 });
  const page = await context.newPage();
  const complaints = watch(page);
  const entered = await page.request.post('/rpc/auth/login', { form: { email, password: PASSWORD, next: '' }, headers: { accept: 'application/json' } });
  expect(entered.ok()).toBe(true);
  await page.goto(`/m/${box.id}/tray`);
  return { page, box: box.id, done: async () => { expect(complaints).toEqual([]); await context.close(); } };
}

/** The card stays in the window and off the ring around what it explains. */
async function standsBeside(page: Page): Promise<void> {
  await expect.poll(async () => {
    const [own, ring] = [await card(page).boundingBox(), await page.locator('.tour__ring').boundingBox()];
    const size = page.viewportSize()!;
    if (!own || !ring) return 'not drawn';
    const inside = own.x >= 0 && own.y >= 0 && own.x + own.width <= size.width && own.y + own.height <= size.height;
    const apart = own.x >= ring.x + ring.width || own.x + own.width <= ring.x || own.y >= ring.y + ring.height || own.y + own.height <= ring.y;
    return inside && apart ? 'beside' : JSON.stringify({ own, ring });
  }).toBe('beside');
}

for (const size of [{ width: 1440, height: 900 }, { width: 820, height: 1180 }, { width: 390, height: 844 }]) {
  test(`a new person is shown around at ${size.width} px, once`, async ({ browser, app }) => {
    const { page, box, done } = await newcomer(browser, app, size);
    await expect(card(page)).toBeFocused();
    const kept = page.waitForResponse('**/rpc/users/tour-seen');
    for (const [place, title] of ['処理メールトレイ', '担当を決める', '返信は一度に1人だけ', '終わったら処理済みに'].entries()) {
      await expect(page.getByRole('dialog', { name: title })).toContainText(`${place + 1}/4`);
      await standsBeside(page);
      if (place === 0 || place === 3) await axe(page);
      await page.getByRole('button', { name: place < 3 ? '次へ' : 'はじめる' }).click();
    }
    await expect(card(page)).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`/m/${box}/tray/\\d+$`));
    await kept;
    await page.goto(`/m/${box}/tray`);
    await expect(page.locator('.row').first()).toBeVisible();
    await expect(card(page)).toHaveCount(0);
    await done();
  });
}

test('by keyboard: forward, back, Escape gives the focus back, and the help page starts it again', async ({ browser, app }) => {
  const { page, box, done } = await newcomer(browser, app, { width: 1440, height: 900 });
  await expect(card(page)).toBeFocused();
  const next = async () => {
    await page.getByRole('button', { name: '次へ' }).focus();
    await page.keyboard.press('Enter');
  };
  await next();
  await expect(page.getByRole('dialog', { name: '担当を決める' })).toBeFocused();
  await page.getByRole('button', { name: '戻る' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: '処理メールトレイ' })).toBeFocused();
  const kept = page.waitForResponse('**/rpc/users/tour-seen');
  await page.keyboard.press('Escape');
  await kept;
  await expect(card(page)).toHaveCount(0);
  await expect(page.locator('#main')).toBeFocused();
  // Skipped is seen: another device does not begin it again.
  await page.goto(`/m/${box}/tray`);
  await expect(page.locator('.row').first()).toBeVisible();
  await expect(card(page)).toHaveCount(0);
  await page.goto('/help');
  await page.getByRole('button', { name: 'はじめての案内を見る' }).click();
  await expect(page).toHaveURL(/\/m\/\d+\/tray$/);
  await expect(page.getByRole('dialog', { name: '処理メールトレイ' })).toBeFocused();
  // It is no barrier: the tray works meanwhile.
  await page.locator('.nav__user').click();
  await expect(page.getByRole('link', { name: '使い方' })).toBeVisible();
  await done();
});

test('it speaks English', async ({ browser, app }) => {
  const { page, done } = await newcomer(browser, app, { width: 390, height: 844 });
  const profile = await (await page.request.get('/rpc/users/profile')).json();
  await call(page.request, 'users/save-profile', { profile: { ...profile, language: 'en' } });
  await page.reload();
  await expect(page.getByRole('dialog', { name: 'The tray' })).toContainText('1/4');
  await standsBeside(page);
  await page.getByRole('button', { name: 'Skip' }).click();
  await expect(card(page)).toHaveCount(0);
  await done();
});
