// The notice board: told to everybody until they have read it; and links that all of them use.
import { axe, expect, test, watch } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

test('a notice stands on top until it was read, and its writer sees who has', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const other = await (await browser.newContext({ baseURL: app.url })).newPage();
  const complaints = watch(other);
  await office.signIn(other, 'hayase');
  await other.goto(`/m/${box.id}/tray`);
  await page.goto('/board');
  await page.getByRole('button', { name: 'お知らせを書く' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '掲示する' }).click();
  await expect(dialog.getByLabel('件名')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('件名').fill('棚卸しのお願い');
  await dialog.getByLabel('本文').fill('金曜日の17時までに済ませてください。');
  await axe(page);
  await dialog.getByRole('button', { name: '掲示する' }).click();
  await expect(page.getByText('お知らせを掲示しました')).toBeVisible();
  // Whoever wrote it knows it; the colleague hears of it at once.
  await expect(page.locator('.board__strip')).toHaveCount(0);
  const strip = other.locator('.board__strip');
  await expect(strip).toContainText('棚卸しのお願い');
  await axe(other);
  await strip.getByRole('button', { name: /読みました/ }).click();
  await expect(strip).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole('navigation', { name: 'メインナビゲーション' })).toBeVisible();
  await expect(strip).toHaveCount(0);

  await page.reload();
  const notice = page.locator('.board__notice', { hasText: '棚卸しのお願い' });
  await notice.getByText('2人が読みました').click();
  await expect(notice).toContainText(PEOPLE.hayase);
  await axe(page);
  await other.goto('/board');
  await expect(other.locator('.board__notice')).toContainText('既読');
  await expect(other.locator('.board__readers')).toHaveCount(0);
  for (const width of [1440, 1024, 820, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await notice.getByRole('button', { name: '棚卸しのお願い を削除' }).click();
  await expect(notice).toHaveCount(0);
  await page.getByRole('button', { name: /元に戻す|取り消す/ }).click();
  await expect(notice).toHaveCount(1);
  expect(complaints).toEqual([]);
  await other.context().close();
});

test('links are added, put in order and lead into a tab of their own', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  await page.goto('/board');
  const add = async (name: string, url: string) => {
    await page.getByRole('button', { name: 'リンクを追加' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名前', { exact: true }).fill(name);
    await dialog.getByLabel('URL').fill(url);
    await dialog.getByRole('button', { name: '保存' }).click();
    return dialog;
  };
  const refused = await add('危険', 'javascript:alert(1)');
  await expect(refused.getByLabel('URL')).toHaveAttribute('aria-invalid', 'true');
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(refused).toBeHidden();
  await expect(await add('就業規則', 'https://kitei.example/')).toBeHidden();
  await expect(await add('在庫表', 'https://zaiko.example/')).toBeHidden();
  const names = page.locator('.board__link > a');
  await expect(names).toHaveText(['就業規則', '在庫表']);
  await page.getByRole('button', { name: '「在庫表」を上へ' }).click();
  await expect(names).toHaveText(['在庫表', '就業規則']);
  await expect(names.first()).toHaveAttribute('rel', /noopener/);
  await expect(names.first()).toHaveAttribute('target', '_blank');
  await page.getByRole('button', { name: '就業規則 を削除' }).click();
  await expect(names).toHaveText(['在庫表']);
  await page.getByRole('button', { name: /元に戻す|取り消す/ }).click();
  await expect(names).toHaveText(['在庫表', '就業規則']);
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page);
});
