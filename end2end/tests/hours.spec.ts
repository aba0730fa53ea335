// Response times: colours of elapsed time, targets and business hours of a mailbox.
import { axe, awake, expect, test } from '../fixtures.ts';
import { Office } from '../office.ts';

test('an operator sets colours, targets and business hours, and the list counts by them', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await box.receive({ subject: '待っている件' });
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/mailboxes');
  await page.getByRole('link', { name: new RegExp(`${box.user.slice(-6)} の設定`) }).click();
  await page.locator('.optlist').getByRole('link', { name: '対応時間' }).click();
  await awake(page);
  await expect(page.getByLabel('1段目（時間）')).toHaveValue('1');
  await axe(page);
  await page.getByLabel('1段目（時間）').fill('5');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText(/^間隔/)).toBeVisible();
  await page.getByLabel('1段目（時間）').fill('0.5');
  await page.getByLabel('1段目の色').selectOption('ruri');
  await page.getByLabel('営業時間だけを数える').check();
  await page.getByLabel('初回返信まで（時間）').fill('4');
  await page.getByLabel('土：始業').fill('10:00');
  await page.getByLabel('その他の休業日').fill('12/29');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('その他の休業日')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('その他の休業日').fill('2026-12-29\n2026-12-30');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('1段目（時間）')).toHaveValue('0.5');
  await expect(page.getByLabel('1段目の色')).toHaveValue('ruri');
  await expect(page.getByLabel('初回返信まで（時間）')).toHaveValue('4');
  await expect(page.getByLabel('その他の休業日')).toHaveValue('2026-12-29\n2026-12-30');
  for (const width of [820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page);
  await page.goto(`/m/${box.id}/tray`);
  await expect(page.getByRole('row').filter({ hasText: '待っている件' }).locator('.age')).toHaveAttribute('title', /営業時間/);
});
