// The first-run wizard with a real mail server: the live test, what it says when it fails, and that it opens only once (class 23).
import { type Page } from '@playwright/test';
import { awake, axe, expect, mail, MAIL_PASSWORD, test } from '../fixtures.ts';

test.describe.configure({ mode: 'serial' });

const next = (page: Page) => page.getByRole('button', { name: '次へ' }).click();
const half = (page: Page, at: number) => page.locator('.tst__half').nth(at);

async function founding(page: Page, company: string): Promise<void> {
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await awake(page);
  await page.getByLabel('会社名').fill(company);
}

async function admin(page: Page, email: string): Promise<void> {
  await page.getByLabel('あなたの名前').fill('三枝 みのり');
  await page.getByLabel('あなたのメールアドレス').fill(email);
  await page.getByLabel('パスワード', { exact: true }).fill('korokoro-tegami-7');
}

test('the wizard needs scripts and says so', async ({ browser, app }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false, baseURL: app.url, locale: 'ja-JP' })).newPage();
  await page.goto('/setup');
  await expect(page.locator('noscript .banner')).toContainText('JavaScript が必要です'); // what stands in <noscript> is found by selectors only
  await page.context().close();
});

test('a wrong entry is said at its field, and the language changes what is read', async ({ page }) => {
  await founding(page, '');
  await next(page);
  await expect(page.getByLabel('会社名')).toBeFocused();
  await expect(page.getByText('会社名を入力してください。')).toBeVisible();
  await axe(page);
  await page.getByLabel('会社名').fill('こもれび機器株式会社');
  await page.getByLabel('画面の言語').selectOption('en');
  await expect(page.getByRole('heading', { name: 'Tell us about your company' })).toBeVisible();
  await expect(page.getByLabel('Company name')).toHaveValue('こもれび機器株式会社');
  await page.getByLabel('Language').selectOption('ja');
  await expect(page.getByRole('heading', { name: '会社のことを教えてください' })).toBeVisible();
  await next(page);
  await admin(page, 'not an address');
  await next(page);
  await expect(page.getByLabel('あなたのメールアドレス')).toHaveAttribute('aria-invalid', 'true');
  await axe(page);
});

test('from nothing to a tray with a real account, and a second wizard is refused', async ({ page, browser, app }) => {
  const user = mail.user('support');
  await mail.drop(user, ['From: 三嶋 <mishima@example.jp>', `To: ${user}@example.jp`, 'Subject: hajimete', 'Message-ID: <first@example.jp>', '', 'Hello', ''].join('\n'));

  // Somebody else has the wizard open at the same time.
  const rival = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await founding(rival, '別の会社');

  await founding(page, 'こもれび機器株式会社');
  await next(page);
  await expect(page.getByText('2 / 5')).toBeVisible();
  await admin(page, 'm.saegusa@komorebi.example');
  await next(page);
  await page.getByLabel('名前').fill('サポート窓口');
  await next(page);

  await expect(page.getByRole('heading', { name: 'メールアカウントをつなぎます' })).toBeVisible();
  await page.getByLabel('メールアドレス').fill(`${user}@example.jp`);
  await page.getByLabel('差出人の表示名').fill('こもれび機器 サポート窓口');
  await page.getByLabel('受信サーバー', { exact: true }).fill(mail.imap().host);
  await page.getByLabel('暗号化').first().selectOption('plain');
  await page.getByLabel('ポート').first().fill(String(mail.imap().port));
  await page.getByLabel('ユーザー名').first().fill(user);
  await page.getByLabel('パスワード', { exact: true }).first().fill('chigau');
  await page.getByLabel('送信サーバー').fill(mail.smtp().host);
  await page.getByLabel('暗号化').nth(1).selectOption('plain');
  await page.getByLabel('ポート').nth(1).fill(String(mail.smtp().port));
  await axe(page);

  // Both halves are tried, both fail at the login, and each says so with the server's own words.
  await page.getByRole('button', { name: '接続を試す' }).click();
  await expect(half(page, 0)).toHaveAttribute('data-state', 'bad');
  await expect(half(page, 1)).toHaveAttribute('data-state', 'bad');
  await expect(half(page, 0).locator('.ts[data-state="bad"]')).toContainText('ログイン');
  await expect(half(page, 0).locator('.ts[data-state="bad"] .ts__detail')).not.toBeEmpty();
  await expect(half(page, 0).locator('.ts[data-state="ok"] .ts__ms').first()).toHaveText(/\d+ ms/);
  await expect(half(page, 0).locator('.ts[data-state="wait"]')).toHaveCount(1);
  await expect(page.getByText('ユーザー名かパスワードが違います')).toBeVisible();
  await axe(page);

  // Only the half that is put right is tried again.
  await page.getByLabel('受信用パスワード').fill(MAIL_PASSWORD);
  await page.getByRole('button', { name: '受信だけもう一度試す' }).click();
  await expect(half(page, 0)).toHaveAttribute('data-state', 'ok');
  await expect(half(page, 0)).toContainText('受信できます');
  await expect(half(page, 0)).toContainText('1通');
  await expect(half(page, 1)).toHaveAttribute('data-state', 'bad');
  await page.getByRole('button', { name: '送信だけもう一度試す' }).click();
  await expect(half(page, 1)).toHaveAttribute('data-state', 'ok');
  await expect(half(page, 1)).toContainText('送信できます');
  await next(page);

  await page.getByLabel('名前').fill('早瀬 透');
  await page.getByLabel('メールアドレス').fill('m.saegusa@komorebi.example');
  await page.getByRole('button', { name: '設定を終える' }).click();
  await expect(page.getByText('同じメールアドレスがほかにもあります。')).toBeVisible();
  await page.getByLabel('メールアドレス').fill('t.hayase@komorebi.example');
  await page.getByRole('button', { name: 'もう1人追加' }).click();
  await axe(page);
  await page.getByRole('button', { name: '設定を終える' }).click();

  await expect(page.getByRole('heading', { name: '準備ができました' })).toBeVisible();
  const link = await page.locator('.copyline code').innerText();
  expect(link).toContain(`${app.url}/invite/`);
  await axe(page);
  expect(await page.evaluate(() => localStorage.getItem('madoguchi:setup'))).toBeNull();

  // The rival comes too late, by the page and by the bare call.
  await next(rival);
  await admin(rival, 'rival@evil.example');
  await next(rival);
  await rival.getByLabel('名前').fill('乗っ取り');
  await next(rival);
  await rival.getByRole('button', { name: 'あとで設定する' }).click();
  await rival.getByRole('button', { name: '設定を終える' }).click();
  await expect(rival.getByText('初期設定はすでに終わっています').first()).toBeVisible();
  const forged = await rival.request.post('/rpc/setup/found', {
    data: { form: { founding: { company: 'x', language: 'ja', zone: 'Asia/Tokyo', admin_name: 'x', admin_email: 'x@evil.example', admin_password: 'hijack-12345' }, mailbox: 'x', account: null, members: [] } },
  });
  expect(forged.status()).toBe(410);
  expect((await rival.request.post('/rpc/accounts/probe', { data: { id: null, form: {} } })).ok()).toBe(false);
  await rival.goto('/setup');
  await expect(rival).toHaveURL(/\/login/);
  await rival.context().close();

  // The first mail arrives by itself.
  await page.getByRole('link', { name: 'トレイを開く' }).click();
  await expect(page.getByText('hajimete').first()).toBeVisible({ timeout: 30_000 });

  // The invitation from the last page is good.
  const guest = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await guest.goto(link);
  await expect(guest.getByText('早瀬 透')).toBeVisible();
  await guest.context().close();
});

test('the probe is closed to strangers once the desk is set up', async ({ page }) => {
  const { host, port } = mail.imap();
  const server = { host, port, security: 'plain', auth: 'auto', user: 'x', accept_invalid_certificate: false };
  const form = {
    address: 'x@example.jp', from_name: '', enabled: true, receive: 'imap', receive_server: server, receive_password: 'x', folder: '', after_fetch: 'leave',
    delete_after_days: 14, every_minutes: 5, send: 'none', send_server: server, send_password: null,
  };
  const answer = await page.request.post('/rpc/accounts/probe', { data: { id: null, form } });
  expect(answer.status()).toBe(401);
});
