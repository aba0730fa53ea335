// The workload: numbers that are lists, giving work to others, being away, and handing over when somebody leaves.
import { axe, awake, expect, test } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

test('a number opens the list that it counts, and work is given to somebody else from there', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await box.receiveMany(['負荷 一', '負荷 二']);
  await office.signIn(page, 'saegusa');
  await page.goto('/workload');
  await awake(page);
  const table = page.locator('.load__box').filter({ hasText: box.user.slice(-6) });
  await axe(page);
  const nobody = table.getByRole('row').filter({ hasText: '担当者なし' });
  await nobody.getByRole('link', { name: '担当者なし：未完了 2件' }).click();
  await expect(page.getByRole('link', { name: /負荷 / })).toHaveCount(2);
  await page.goBack();
  await nobody.getByRole('button', { name: /割り振り直す/ }).click();
  await page.getByLabel('引き継ぐ人').selectOption({ label: PEOPLE.hayase });
  await axe(page);
  await page.getByRole('dialog').getByRole('button', { name: '割り振り直す' }).click();
  await expect(page.getByText('2件を引き継ぎました')).toBeVisible();
  await expect(table.getByRole('link', { name: `${PEOPLE.hayase}：未完了 2件` })).toBeVisible();
  for (const width of [1024, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page);
});

test('whoever is away is marked in the menus', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const mail = await box.receive({ subject: '不在の件' });
  await office.signIn(page, 'hayase');
  await page.goto('/settings/profile');
  await awake(page);
  const year = new Date().getFullYear() + 1;
  await page.getByLabel('不在の最後の日').fill(`${year}-01-05`);
  await page.getByLabel('代わりの人').selectOption({ label: PEOPLE.saegusa });
  await axe(page);
  const card = page.locator('.card').filter({ hasText: '不在の最後の日' });
  await card.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await page.goto(mail.url);
  await page.locator('.read__top').getByRole('button', { name: /^担当 / }).click();
  await expect(page.getByRole('menuitemradio', { name: PEOPLE.hayase })).toContainText('不在');
  await page.goto('/workload');
  await expect(page.getByText('1/5まで不在').first()).toBeVisible();
  await page.goto('/settings/profile');
  await awake(page);
  await expect(page.getByLabel('不在の最後の日')).toHaveValue(`${year}-01-05`);
  await page.getByLabel('不在の最後の日').fill('');
  await card.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
});

test('whoever leaves hands everything over in the same dialog', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await box.receiveMany(['引き継ぎ 一', '引き継ぎ 二']);
  await office.signIn(page, 'saegusa');
  await page.goto('/workload');
  await awake(page);
  const table = page.locator('.load__box').filter({ hasText: box.user.slice(-6) });
  await table.getByRole('row').filter({ hasText: '担当者なし' }).getByRole('button', { name: /割り振り直す/ }).click();
  await page.getByLabel('引き継ぐ人').selectOption({ label: PEOPLE.hayase });
  await page.getByRole('dialog').getByRole('button', { name: '割り振り直す' }).click();
  await expect(table.getByRole('link', { name: `${PEOPLE.hayase}：未完了 2件` })).toBeVisible();

  await page.goto('/settings/members');
  await awake(page);
  await page.getByRole('button', { name: `${PEOPLE.hayase} の利用を停止する` }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel(new RegExp(`${box.user.slice(-6)}.*2件`)).selectOption({ label: PEOPLE.saegusa });
  await axe(page);
  await dialog.getByRole('button', { name: '停止する' }).click();
  await expect(page.getByText(new RegExp(`${PEOPLE.hayase} さんの利用を停止し`))).toBeVisible();
  await page.goto('/workload');
  await expect(table.getByRole('link', { name: `${PEOPLE.saegusa}：未完了 2件` })).toBeVisible();
  await page.goto('/settings/members');
  await awake(page);
  await page.getByRole('button', { name: `${PEOPLE.hayase} の利用を再開する` }).click();
  await expect(page.getByText(`${PEOPLE.hayase} さんの利用を再開しました`)).toBeVisible();
});
