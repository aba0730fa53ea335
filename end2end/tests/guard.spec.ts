// Before a mail goes out: who gets it and why, and what is asked once.
import { type Page } from '@playwright/test';
import { axe, expect, mail, test } from '../fixtures.ts';
import { Office, call } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const send = (page: Page) => page.getByRole('button', { name: '送信して処理済みにする' });
const question = (page: Page) => page.getByRole('alertdialog', { name: '送信する前に確認' });

async function reply(page: Page, url: string, words: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
  await text(page).press('Control+Home');
  await page.keyboard.insertText(words);
}

test('an ordinary answer goes out without a question', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '納期' });
  await reply(page, came.url, '明日お届けします。');
  await send(page).click();
  await expect(page.getByText('へ送信しました')).toBeVisible();
  await expect(question(page)).toBeHidden();
  await mail.arrived(came.customer, /./);
});

test('a slip of the finger, a promised file and a forbidden word are each asked about, once', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  await call(page.request, 'checks/set-rules', { mailbox: box.id, rules: { mode: 'off', correcting: true, always_confirm: false, forbidden: '必ず' } });
  const came = await box.receive({ subject: '温度警報の件' });
  await reply(page, came.url, '必ず本日中に資料を添付します。%Section%\n');
  await page.getByRole('button', { name: 'CC', exact: true }).click();
  await page.getByLabel('CC', { exact: true }).fill(`${mail.user('soko')}@exmaple.jp`);
  await send(page).click();
  await expect(question(page)).toContainText('example.jp の打ち間違いではありませんか');
  await expect(question(page)).toContainText('添付ファイルがありません');
  await expect(question(page)).toContainText('注意する言葉「必ず」があります');
  await expect(question(page)).toContainText('予約語 %Section% が差し込まれていません');
  await expect(question(page)).toContainText('元のメールの差出人');
  await axe(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await question(page).getByRole('button', { name: '本文に戻る' }).click();
  await expect(question(page)).toBeHidden();
  expect(await mail.read(came.customer)).toHaveLength(0);
  await page.getByRole('button', { name: /exmaple\.jp を外す/ }).click();
  await text(page).fill('本日中にご連絡します。');
  await send(page).click();
  await expect(page.getByText('へ送信しました')).toBeVisible();
  await mail.arrived(came.customer, /./);
});

test('a mailbox can want its recipients confirmed at every send', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  await call(page.request, 'checks/set-rules', { mailbox: box.id, rules: { mode: 'off', correcting: true, always_confirm: true, forbidden: '' } });
  const came = await box.receive({ subject: '毎回の確認' });
  await reply(page, came.url, '承知しました。');
  await text(page).press('Control+Enter');
  await expect(question(page).getByRole('listitem')).toHaveCount(1);
  await expect(question(page).getByRole('listitem')).toContainText(`${came.customer}@example.jp`);
  await question(page).getByRole('button', { name: 'このまま送信する' }).click();
  await mail.arrived(came.customer, /./);
});
