// Who looks at a conversation is never hidden (MD-21).
import { axe, expect, test, watch } from '../fixtures.ts';
import { Office } from '../office.ts';

test('whoever looks at the same conversation is named in its head, until they go', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const other = await context.newPage();
  await office.signIn(other, 'hayase');
  const complaints = watch(other);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '誰が見ていますか' });
  await page.goto(came.url);
  await expect(page.getByRole('heading', { name: '誰が見ていますか' })).toBeVisible();
  await expect(page.getByRole('group', { name: '閲覧中' })).toHaveCount(0);
  await other.goto(came.url);
  await expect(other.getByRole('group', { name: '閲覧中' })).toContainText('三枝 みのり');
  await expect(page.getByRole('group', { name: '閲覧中' })).toContainText('早瀬 透');
  await axe(page);
  await other.keyboard.press('u');
  await expect(page.getByRole('group', { name: '閲覧中' })).toHaveCount(0);
  expect(complaints).toEqual([]);
  await context.close();
});
