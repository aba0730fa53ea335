// A mail that waits for its hour: it is found, goes now or not at all, survives a restart, and stops when the customer writes first.
import { type Page } from '@playwright/test';
import { axe, expect, mail, test } from '../fixtures.ts';
import { Office, type Received } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const state = (page: Page) => page.locator('.mail__state', { hasText: 'に送信します' });

async function schedule(page: Page, came: Received, words: string): Promise<void> {
  await page.goto(came.url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
  await text(page).press('Control+Home');
  await page.keyboard.insertText(words);
  await page.getByRole('button', { name: 'ほかの送信方法' }).click();
  await page.locator('.menu').getByText('日時を指定して送信').click();
  const dialog = page.getByRole('dialog', { name: '日時を指定して送信' });
  await axe(page);
  await dialog.getByRole('button', { name: '明日 9:00' }).click();
  await expect(state(page)).toBeVisible();
}

test('a scheduled mail waits, survives a restart, and goes out when somebody says so', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '明日の朝に' });
  await schedule(page, came, '明日の朝にお知らせします。\n');
  await expect(state(page)).toContainText('9:00 に送信します');
  await axe(page);
  // It stands beside the drafts, with its hour.
  await page.goto(`/m/${box.id}/drafts`);
  await expect(page.locator('.row')).toHaveCount(1);
  await expect(page.locator('.row__mark', { hasText: '9:00 に送信します' })).toHaveCount(1);
  await app.restart();
  await page.goto(came.url);
  await expect(state(page)).toBeVisible();
  // Another hour.
  await page.getByRole('button', { name: '日時を変える' }).click();
  const dialog = page.getByRole('dialog', { name: '日時を指定して送信' });
  await dialog.getByRole('button', { name: 'この日時に送信' }).click();
  await expect(dialog.getByLabel('ほかの日時')).toHaveAttribute('aria-invalid', 'true');
  const year = new Date().getFullYear();
  await dialog.getByLabel('ほかの日時').fill(`${year - 1}-01-05T10:30`);
  await dialog.getByRole('button', { name: 'この日時に送信' }).click();
  await expect(dialog.getByLabel('ほかの日時')).toHaveAttribute('aria-invalid', 'true');
  const ahead = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('ほかの日時').fill(`${ahead}T10:30`);
  await dialog.getByRole('button', { name: 'この日時に送信' }).click();
  await expect(state(page)).toContainText('10:30 に送信します');
  expect(await mail.read(came.customer)).toHaveLength(0);
  await page.getByRole('button', { name: 'いま送る' }).click();
  await mail.arrived(came.customer, /./);
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('.read').getByRole('button', { name: '処理状況: 処理済み' })).toBeVisible();
});

test('the customer writes first, and the draft comes back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '先に届く' });
  await schedule(page, came, '在庫を確認しております。\n');
  // Our mail is not out yet, so the customer goes on in their own.
  await box.follows(came, 'すみません、解決しました。');
  await expect(page.getByText('お客様から先にメールが届いたため').first()).toBeVisible();
  await expect(page.locator('.draft')).toContainText('在庫を確認しております。');
  await expect(state(page)).toHaveCount(0);
  await axe(page);
  await page.setViewportSize({ width: 820, height: 1180 });
  await axe(page);
});

test('a scheduled mail is taken back and written on', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '取り消す' });
  await schedule(page, came, '後日ご連絡します。\n');
  await page.getByRole('button', { name: '取り消して編集' }).click();
  await expect(text(page)).toHaveValue(/後日ご連絡します。/);
});
