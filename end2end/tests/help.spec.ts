// Help inside the product: a newcomer finds what a word of the screen means.
import { axe, expect, test } from '../fixtures.ts';
import { call, Office } from '../office.ts';

test('a newcomer finds what taking over means', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await page.locator('.nav__user').click();
  await page.getByRole('link', { name: '使い方' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '使い方' })).toBeVisible();
  await axe(page);
  await page.getByRole('searchbox', { name: '言葉でさがす' }).fill('引き継ぐ');
  await expect(page.getByRole('heading', { name: '急ぐときは「引き継ぐ」' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'バックアップと secret.key' })).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: '件見つかりました' })).toBeVisible();
  await axe(page);
  await page.getByRole('searchbox', { name: '言葉でさがす' }).fill('どこにもない言葉');
  await expect(page.getByText('見つかりませんでした')).toBeVisible();
});

test('the question mark opens the keys, and single places have an address', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog');
  await expect(keys).toBeVisible();
  await keys.getByRole('link').last().click();
  await expect(page).toHaveURL(/\/help$/);
  await page.goto('/help#keys');
  await expect(page.getByRole('heading', { name: 'キーボード' })).toBeInViewport();
  await page.goto('/help#backup');
  await expect(page.getByRole('heading', { name: 'バックアップと secret.key' })).toBeInViewport();
});

test('help speaks English and fits a phone', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const profile = await (await page.request.get('/rpc/users/profile')).json();
  await call(page.request, 'users/save-profile', { profile: { ...profile, language: 'en' } });
  try {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/help');
    await page.getByRole('searchbox', { name: 'Find a word' }).fill('take over');
    await expect(page.getByRole('heading', { name: '“Take over” when it is urgent' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(page);
  } finally {
    await call(page.request, 'users/save-profile', { profile });
  }
});

test('help is for those who are signed in', async ({ page }) => {
  await page.goto('/help');
  await expect(page).toHaveURL(/\/login/);
});
