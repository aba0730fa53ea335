// A long list: only what is in sight is drawn, the next pages come by themselves, and keys, menus and news work in the middle of it.
import { awake, axe, expect, test } from '../fixtures.ts';
import { Office } from '../office.ts';

const HOW_MANY = 240;

test('a long list is scrolled to its end, and worked in from there', async ({ page, browser, app }) => {
  test.setTimeout(120_000);
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const subject = (place: number) => `件名 ${String(place).padStart(4, '0')} 番`;
  await box.receiveMany(Array.from({ length: HOW_MANY }, (_, place) => subject(place)));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/m/${box.id}/tray`);
  await awake(page);
  const rows = page.locator('.rows .row');
  const grid = page.getByRole('grid');
  await expect(rows.first()).toContainText(subject(0));

  // Scrolling reads on; what is far away is not drawn, and takes its room.
  await expect(async () => {
    await page.locator('.rows').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await expect(rows.last()).toContainText(subject(HOW_MANY - 1), { timeout: 500 });
  }).toPass();
  await expect(grid).toHaveAttribute('aria-rowcount', String(HOW_MANY));
  await expect(rows.last()).toHaveAttribute('aria-rowindex', String(HOW_MANY));
  expect(await rows.count()).toBeLessThan(120);
  const height = await grid.evaluate((element) => element.getBoundingClientRect().height);
  const one = await rows.last().evaluate((element) => element.getBoundingClientRect().height);
  expect(Math.abs(height - one * HOW_MANY)).toBeLessThan(one * 2);
  await axe(page);

  // The keys begin with what is seen.
  const middle = rows.filter({ hasText: subject(HOW_MANY - 4) });
  await middle.getByRole('link').focus();
  await page.keyboard.press('k');
  await expect(page.locator('.row:has(:focus)')).toContainText(subject(HOW_MANY - 5));

  // A colleague's change reaches a row of the last page in place, and does not take an open menu away.
  const colleague = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await office.signIn(colleague, 'hayase');
  const target = rows.filter({ hasText: subject(HOW_MANY - 6) });
  const url = await target.getByRole('link').getAttribute('href');
  await target.getByRole('button', { name: /^担当: / }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await colleague.goto(url ?? '');
  await awake(colleague);
  await colleague.locator('.props').getByRole('button', { name: /^処理状況: / }).click();
  await colleague.getByRole('menuitemradio', { name: '処理中' }).click();
  await expect(target).toContainText('処理中');
  await expect(page.getByRole('menu')).toBeVisible();
  await colleague.context().close();
  await page.getByRole('menuitemradio', { name: '早瀬 透' }).click();
  await expect(target.getByRole('button', { name: /^担当: 早瀬 透/ })).toBeFocused();

  // Finished from here: the row goes, the place in the list stays.
  const top = await page.locator('.rows').evaluate((scroller) => scroller.scrollTop);
  await target.getByRole('link').focus();
  await page.keyboard.press('e');
  await expect(target).toHaveCount(0);
  await expect(grid).toHaveAttribute('aria-rowcount', String(HOW_MANY - 1));
  await expect(page.locator('.row:has(:focus)')).toContainText(subject(HOW_MANY - 5));
  expect(Math.abs((await page.locator('.rows').evaluate((scroller) => scroller.scrollTop)) - top)).toBeLessThan(one * 4);
});
