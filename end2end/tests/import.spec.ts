// Importing earlier mail: a file is looked through, taken in without a sound, known the second time, and taken back (MW-55, MD-16).
import { type Page } from '@playwright/test';
import { awake, axe, expect, test } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** A mail as an mbox holds it; the day is one of February 2024. */
function old(day: number, from: string, to: string, subject: string, more: string[] = []): string {
  return [
    'From - Thu Feb 01 10:00:00 2024', `From: ${from}`, `To: ${to}`, `Date: ${day} Feb 2024 10:00:00 +0900`, `Message-ID: <${day}.${to.split('@')[0]}@old.example>`,
    ...more, `Subject: ${word(subject)}`, 'Content-Type: text/plain; charset=utf-8', '', `${subject}の本文です。`, '', '',
  ].join('\n');
}

const file = (called: string, mails: string[]) => ({ name: called, mimeType: 'application/mbox', buffer: Buffer.from(mails.join('')) });
/** As the office calls it. */
const name = (box: { user: string }) => `窓口 ${box.user.slice(-6)}`;
const section = (page: Page, title: string) => page.getByRole('region', { name: title });
const past = (page: Page) => section(page, 'これまでの取り込み').getByRole('listitem');

async function take(page: Page, known: string, mails: ReturnType<typeof file>): Promise<void> {
  await awake(page);
  await page.locator('#import-file').setInputFiles(mails);
  const found = section(page, `「${mails.name}」の中身`);
  await expect(found).toContainText(`取り込み済み${known}`);
}

test('a file of earlier mail is looked through, taken in, known the second time, and taken back', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const ours = `${box.user}@example.jp`;
  const mails = [
    old(1, 'aoki@old.example', ours, '冷蔵ケースの点検'),
    old(2, ours, 'aoki@old.example', 'Re: 冷蔵ケースの点検', [`In-Reply-To: <1.${box.user}@old.example>`]),
    old(3, 'ueda@old.example', ours, '請求書の宛名'),
  ];

  await page.goto('/settings/mailboxes');
  await page.getByRole('link', { name: new RegExp(`${name(box)} の設定`) }).click();
  await page.locator('.optlist').getByRole('link', { name: '取り込み' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`過去のメールの取り込み：${name(box)}`);
  await axe(page);

  await take(page, '0通', file('2024年.mbox', mails));
  const found = section(page, '「2024年.mbox」の中身');
  await expect(found).toContainText('メール3通');
  await expect(found).toContainText('2024/02/01 ～ 2024/02/03');
  await expect(found).toContainText('ueda@old.example');
  await axe(page);
  await page.getByLabel('処理状況').selectOption({ label: '新しいものは未処理にする' });
  await page.getByRole('button', { name: '取り込みを始める' }).click();
  // The day is missing.
  await expect(page.getByLabel('この日以降にお客様から届いたものを未処理にする')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('この日以降にお客様から届いたものを未処理にする').fill('2024-02-03');
  await page.getByLabel('担当者').selectOption({ label: PEOPLE.saegusa });
  await page.getByRole('button', { name: '取り込みを始める' }).click();
  await expect(past(page)).toHaveCount(1);
  await expect(past(page)).toContainText('3通を取り込みました');
  await axe(page);

  await page.goto(`/m/${box.id}/tray`);
  await expect(page.locator('.row')).toHaveCount(1);
  await expect(page.locator('.row')).toContainText('請求書の宛名');
  await page.goto(`/m/${box.id}/all`);
  await page.locator('.row', { hasText: '冷蔵ケースの点検' }).click();
  await expect(page.locator('.timeline__event', { hasText: '「2024年.mbox」から取り込みました' })).toBeVisible();
  await expect(page.getByText('Re: 冷蔵ケースの点検の本文です。')).toBeVisible();

  await page.goto(`/settings/mailboxes/${box.id}/import`);
  await take(page, '3通', file('もう一度.mbox', mails));
  await page.getByRole('button', { name: '取り込みを始める' }).click();
  await expect(past(page).first()).toContainText('0通を取り込みました、取り込み済み 3通');

  await past(page).last().getByRole('button', { name: /取り消す/ }).click();
  await axe(page);
  await page.getByRole('alertdialog').getByRole('button', { name: '取り消す' }).click();
  await expect(past(page).last()).toContainText('取り消し済み');
  await page.goto(`/m/${box.id}/trash`);
  await expect(page.locator('.row')).toHaveCount(2);
});

test('what holds no mail says so, and an import can be stopped before it begins', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await page.goto(`/settings/mailboxes/${box.id}/import`);
  await awake(page);
  await page.locator('#import-file').setInputFiles({ name: 'メモ.txt', mimeType: 'text/plain', buffer: Buffer.from('ただのメモ') });
  await expect(past(page)).toContainText('メールが見つかりませんでした。');
  await take(page, '0通', file('a.mbox', [old(1, 'aoki@old.example', `${box.user}@example.jp`, '見積')]));
  await page.getByRole('button', { name: '取り込みをやめる' }).click();
  await expect(past(page).first()).toContainText('中止');
  await expect(page.getByRole('heading', { name: '取り込み元を選ぶ' })).toBeVisible();
  await page.getByLabel('取り込み元', { exact: true }).selectOption({ label: 'サーバーの取り込みフォルダ' });
  await expect(page.getByText(/データフォルダにある「import」フォルダ/)).toBeVisible();
});

test('another server is read folder by folder', async ({ page, app, mail }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const user = mail.user('mukashi');
  await mail.drop(user, old(4, 'aoki@old.example', `${box.user}@example.jp`, '昔の見積').split('\n').slice(1).join('\n'));
  await page.goto(`/settings/mailboxes/${box.id}/import`);
  await awake(page);
  await page.getByLabel('取り込み元', { exact: true }).selectOption({ label: 'ほかのメールサーバー（IMAP）' });
  await page.getByLabel('暗号化').selectOption('plain');
  await page.getByLabel('ポート').fill(String(mail.imap().port));
  await page.getByRole('button', { name: '中身を調べる' }).click();
  await expect(page.getByLabel('IMAP サーバー')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('IMAP サーバー').fill(mail.imap().host);
  await page.getByLabel('ユーザー名').fill(user);
  await page.getByLabel('パスワード', { exact: true }).fill('secret');
  await axe(page);
  await page.getByRole('button', { name: '中身を調べる' }).click();
  await expect(section(page, `「${mail.imap().host}」の中身`)).toContainText('メール1通');
  await page.getByRole('button', { name: '取り込みを始める' }).click();
  await expect(past(page)).toContainText('1通を取り込みました');
  await page.goto(`/m/${box.id}/all`);
  await expect(page.locator('.row', { hasText: '昔の見積' })).toBeVisible();
});

for (const [device, width, height] of [['tablet', 820, 1180], ['phone', 390, 844]] as const) {
  test(`everything is in reach on a ${device}`, async ({ page, app }) => {
    const office = await Office.of(app);
    const box = await office.mailbox();
    await office.signIn(page, 'saegusa');
    await page.setViewportSize({ width, height });
    await page.goto(`/settings/mailboxes/${box.id}/import`);
    await take(page, '0通', file('a.mbox', [old(1, 'とても長い差出人の名前 <aoki-with-a-long-address@department.old.example>', `${box.user}@example.jp`, '見積')]));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, 'nothing stands out of the page').toBe(0);
    await axe(page);
    await page.getByRole('button', { name: '取り込みを始める' }).click();
    await expect(past(page)).toContainText('1通を取り込みました');
    await axe(page);
  });
}
