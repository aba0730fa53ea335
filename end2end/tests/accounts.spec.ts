// Mail accounts in the settings: added with a live test, their state in the list, changed, taken out; the quarantine.
import { type Page } from '@playwright/test';
import { awake, axe, expect, mail, MAIL_PASSWORD, test } from '../fixtures.ts';
import { call, Office } from '../office.ts';

async function fillServers(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel('メールアドレス').fill(`${user}@example.jp`);
  await page.getByLabel('受信サーバー', { exact: true }).fill(mail.imap().host);
  await page.getByLabel('暗号化').first().selectOption('plain');
  await page.getByLabel('ポート').first().fill(String(mail.imap().port));
  await page.getByLabel('ユーザー名').first().fill(user);
  await page.getByLabel('パスワード', { exact: true }).first().fill(password);
  await page.getByLabel('送信サーバー').fill(mail.smtp().host);
  await page.getByLabel('暗号化').nth(1).selectOption('plain');
  await page.getByLabel('ポート').nth(1).fill(String(mail.smtp().port));
}

test('an account is tested, added, changed and taken out', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const mailbox: number = await call(page.request, 'mailboxes/create', { name: '採用窓口' });
  await page.goto(`/settings/mailboxes/${mailbox}/accounts`);
  await awake(page);
  await expect(page.getByText('まだアカウントがありません')).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: 'アカウントを追加' }).click();
  await expect(page.getByRole('heading', { name: 'アカウントの追加' })).toBeVisible();
  const user = mail.user('saiyo');
  await fillServers(page, user, MAIL_PASSWORD);
  await page.getByRole('button', { name: '接続を試す' }).click();
  await expect(page.locator('.tst__half[data-state="ok"]')).toHaveCount(2);
  await axe(page);
  await page.getByRole('button', { name: '保存' }).click();
  const line = page.getByRole('row', { name: new RegExp(user) });
  await expect(line).toContainText('IMAP');
  await line.getByRole('button', { name: /いま試す/ }).click();
  await expect(line.locator('.tag')).toContainText('正常');
  await axe(page);

  // Changed: the stored password is used where none is entered, and travels to no other server.
  await line.getByRole('link', { name: new RegExp(user) }).click();
  await expect(page.getByRole('heading', { name: 'アカウントの変更' })).toBeVisible();
  await expect(page.getByLabel('パスワード', { exact: true }).first()).toHaveValue('');
  await page.getByRole('button', { name: '接続を試す' }).click();
  await expect(page.locator('.tst__half[data-state="ok"]')).toHaveCount(2);
  await page.getByLabel('ユーザー名').first().fill(`${user}x`);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('パスワード', { exact: true }).first()).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('ユーザー名').first().fill(user);
  await page.getByLabel('差出人の表示名').fill('採用担当');
  await page.getByLabel('受信の間隔（分）').fill('61');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('受信の間隔（分）')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('受信の間隔（分）').fill('10');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('row', { name: /採用担当/ })).toBeVisible();

  await page.getByRole('row', { name: /採用担当/ }).getByRole('link').click();
  await page.getByRole('button', { name: 'アカウントを外す' }).click();
  const asks = page.getByRole('alertdialog');
  await expect(asks).toContainText('受信したメールは残ります');
  await axe(page);
  await asks.getByRole('button', { name: 'アカウントを外す' }).click();
  await expect(page.getByText('まだアカウントがありません')).toBeVisible();
});

test('an account that fails says so with the server’s words', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const mailbox: number = await call(page.request, 'mailboxes/create', { name: '修理窓口' });
  await page.goto(`/settings/mailboxes/${mailbox}/accounts/new`);
  await awake(page);
  const user = mail.user('shuri');
  await fillServers(page, user, 'chigau-password');
  await page.getByRole('button', { name: '保存' }).click();
  const line = page.getByRole('row', { name: new RegExp(user) });
  await line.getByRole('button', { name: /いま試す/ }).click();
  await expect(page.getByText(`${user}@example.jp を受信できませんでした。`)).toBeVisible();
  await expect(page.getByText(`${user}@example.jp を受信できていません`)).toBeVisible();
  await expect(page.getByText(/サーバーの応答: .+/).first()).toBeVisible();
  await expect(line.locator('.tag[data-kind="bad"]')).toContainText('失敗');
  await axe(page);
});

test('a provider fills the servers, and protection moves the port', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const mailbox: number = await call(page.request, 'mailboxes/create', { name: '総合窓口' });
  await page.goto(`/settings/mailboxes/${mailbox}/accounts/new`);
  await awake(page);
  await page.getByLabel('メールサービス').selectOption({ label: 'iCloud' });
  await expect(page.getByLabel('受信サーバー', { exact: true })).toHaveValue('imap.mail.me.com');
  await expect(page.getByLabel('ポート').nth(1)).toHaveValue('587');
  await page.getByLabel('暗号化').first().selectOption('starttls');
  await expect(page.getByLabel('ポート').first()).toHaveValue('143');
  await page.getByLabel('受信の方法').selectOption('pop3');
  await expect(page.getByLabel('ポート').first()).toHaveValue('110');
});

test('a mail that cannot be taken in is kept, shown and downloaded as it is', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await mail.drop(box.user, '\n\n');
  await office.signIn(page, 'saegusa');
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  await expect.poll(async () => (await (await page.request.get('/rpc/quarantine/list')).json()).length).toBeGreaterThan(0);
  await page.goto('/settings/quarantine');
  await awake(page);
  const line = page.getByRole('row', { name: new RegExp(box.user) });
  await expect(line).toBeVisible();
  await axe(page);
  const download = page.waitForEvent('download');
  await line.getByRole('link', { name: /原本を保存/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.eml$/);
  await line.getByRole('button', { name: /もう一度読む/ }).click();
  await expect(page.getByText(/取り込めませんでした。/)).toBeVisible();
  await expect(line).toBeVisible();
});

test('members may not see accounts, nor test servers', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'hayase');
  for (const path of [`/settings/mailboxes/${box.id}/accounts`, `/settings/mailboxes/${box.id}/accounts/new`, `/settings/mailboxes/${box.id}/access`, '/settings/mailboxes', '/settings/quarantine', '/settings/members']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(page.getByText('この設定を開く権限がありません')).toBeVisible();
  }
  await axe(page);
  for (const path of ['accounts/list', 'mailboxes/settings', `mailboxes/grants?mailbox=${box.id}`, 'quarantine/list', 'users/list']) {
    const answer = await page.request.get(`/rpc/${path}`);
    expect(answer.ok() ? await answer.json() : [], path).toEqual([]);
  }
});
