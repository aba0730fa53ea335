// Signing in: the form with and without the client, throttling, temporary passwords, links that work once, sessions.
// Security classes 17, 18, 19, 21, 22 of security.md.
import { type Browser, type Page } from '@playwright/test';
import { awake, axe, expect, test, type Madoguchi } from '../fixtures.ts';

const PASSWORD = 'korokoro-tegami-7';
let people = 0;

/** Somebody of their own for each test. */
async function person(app: Madoguchi, role: 'admin' | 'member' = 'member') {
  people += 1;
  const email = `person${people}@komorebi.example`;
  await app.addUser({ email, name: `水無瀬 栞${people}`, role, password: PASSWORD });
  return { email, name: `水無瀬 栞${people}` };
}

/** The sign-in page once the client is awake: what is pressed from then on does not load the page anew. */
async function open(page: Page, path = '/login'): Promise<void> {
  await page.goto(path);
  await awake(page);
}

async function fill(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByLabel('パスワード', { exact: true }).fill(password);
}

const submit = (page: Page) => page.getByRole('button', { name: 'ログイン' }).click();

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await open(page);
  await fill(page, email, password);
  await submit(page);
  await expect(page.getByRole('navigation', { name: 'メインナビゲーション' })).toBeVisible();
}

async function withoutScript(browser: Browser, app: Madoguchi): Promise<Page> {
  return (await browser.newContext({ javaScriptEnabled: false, baseURL: app.url, locale: 'ja-JP' })).newPage();
}

test('a wrong password keeps the name, empties the password and says what to do', async ({ page, app }) => {
  const { email } = await person(app);
  await open(page);
  await axe(page);
  await fill(page, email, 'wrong-password-1');
  await submit(page);
  await expect(page.getByRole('alert')).toContainText('ログインできませんでした');
  await expect(page.getByLabel('メールアドレス')).toHaveValue(email);
  const password = page.getByLabel('パスワード', { exact: true });
  await expect(password).toHaveValue('');
  await expect(password).toBeFocused();
  await axe(page);
  await password.fill(PASSWORD);
  await password.press('Enter');
  await expect(page.getByRole('navigation', { name: 'メインナビゲーション' })).toBeVisible();
});

test('an unknown name is answered like a wrong password', async ({ page, app }) => {
  const { email } = await person(app);
  const said: string[] = [];
  for (const name of [email, 'nobody@komorebi.example']) {
    await open(page);
    await fill(page, name, 'wrong-password-1');
    await submit(page);
    said.push(await page.getByRole('alert').innerText());
  }
  expect(said[0]).toBe(said[1]);
});

test('signing in works without the client, and so does its refusal', async ({ browser, app }) => {
  const { email } = await person(app);
  const page = await withoutScript(browser, app);
  await page.goto('/settings/profile');
  await expect(page).toHaveURL(/\/login\?next=/);
  await fill(page, email, 'wrong-password-1');
  await submit(page);
  await expect(page.getByRole('alert')).toContainText('ログインできませんでした');
  await expect(page.getByLabel('メールアドレス')).toHaveValue(email);
  await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
  await submit(page);
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await expect(page.getByRole('heading', { name: 'プロフィール' })).toBeVisible();
  await page.context().close();
});

test('the language can be chosen before signing in, without the client too', async ({ page, browser, app }) => {
  await person(app);
  await open(page);
  await page.getByLabel('表示言語').selectOption('en');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const plain = await withoutScript(browser, app);
  await plain.goto('/login');
  await plain.getByLabel('表示言語').selectOption('en');
  await plain.locator('noscript button').click(); // found by selectors only
  await expect(plain.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await plain.context().close();
});

test('what comes after signing in is a page of this site and nothing else', async ({ page, app }) => {
  const { email } = await person(app);
  for (const next of ['//evil.example/x', 'https://evil.example/', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)']) {
    const answer = await page.request.post('/rpc/auth/login', {
      form: { email, password: PASSWORD, next }, headers: { accept: 'text/html', origin: app.url }, maxRedirects: 0,
    });
    expect(answer.status(), next).toBe(303);
    expect(answer.headers().location, next).toBe('/');
  }
});

test('the session cookie is out of reach of scripts and other sites', async ({ page, app }) => {
  const { email } = await person(app);
  await signIn(page, email);
  const cookie = (await page.context().cookies()).find((cookie) => cookie.name.includes('madoguchi'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(cookie?.value.length).toBeGreaterThanOrEqual(43); // 256 bits
});

test('a form of another site signs nobody in', async ({ page, app }) => {
  const { email } = await person(app);
  const answer = await page.request.post('/rpc/auth/login', {
    form: { email, password: PASSWORD, next: '' }, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  expect(answer.headers()['set-cookie']).toBeUndefined();
});

test('after five wrong tries the next must wait, and the page says how long', async ({ page, app }) => {
  const { email } = await person(app);
  for (let tries = 0; tries < 5; tries += 1) {
    await page.request.post('/rpc/auth/login', { form: { email, password: `wrong-password-${tries}`, next: '' }, headers: { accept: 'application/json' } });
  }
  await open(page);
  await fill(page, email, PASSWORD);
  await submit(page);
  await expect(page.getByRole('alert')).toContainText(/\d+ ?秒/);
  await expect(page.getByLabel('メールアドレス')).toHaveValue(email);
});

test('a temporary password opens nothing but its change', async ({ page, app }) => {
  const { email } = await person(app);
  await app.command(['user', 'reset-password', '--email', email, '--password-stdin'], 'ichiji-tegami-1');
  await open(page);
  await fill(page, email, 'ichiji-tegami-1');
  await submit(page);
  await expect(page).toHaveURL(/\/password$/);
  await expect(page.getByRole('heading', { name: '新しいパスワードを決めてください' })).toBeVisible();
  await axe(page);
  await page.goto('/settings/profile');
  await expect(page).toHaveURL(/\/password$/);
  expect((await page.request.get('/rpc/users/profile')).status()).toBe(403);
  await awake(page);
  await page.getByLabel('いまのパスワード').fill('ichiji-tegami-1');
  await page.getByLabel('新しいパスワード').fill('password');
  await page.getByRole('button', { name: 'パスワードを変える' }).click();
  await expect(page.getByLabel('新しいパスワード')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('推測されやすいパスワードです')).toBeVisible();
  await page.getByLabel('新しいパスワード').fill('atarashii-tegami-2');
  await page.getByRole('button', { name: 'パスワードを変える' }).click();
  await expect(page.getByRole('navigation', { name: 'メインナビゲーション' })).toBeVisible();
});

test('changing the password ends every other session, and this one stays', async ({ page, browser, app }) => {
  const { email } = await person(app);
  const elsewhere = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await signIn(elsewhere, email);
  await signIn(page, email);
  await open(page, '/password');
  await page.getByLabel('いまのパスワード').fill(PASSWORD);
  await page.getByLabel('新しいパスワード').fill('atarashii-tegami-3');
  await page.getByRole('button', { name: 'パスワードを変える' }).click();
  await expect(page.getByText('パスワードを変えました')).toBeVisible();
  await expect(elsewhere).toHaveURL(/\/login/);
  await page.goto('/settings/sessions');
  await expect(page.getByRole('row', { name: /この端末/ })).toBeVisible();
  await elsewhere.context().close();
});

test('an invitation link works once', async ({ page, browser, app }) => {
  const { email } = await person(app, 'admin');
  await page.request.post('/rpc/auth/login', { form: { email, password: PASSWORD, next: '' }, headers: { accept: 'application/json' } });
  const guest = 'dana@komorebi.example';
  const made = await page.request.post('/rpc/users/invite', { data: { new: { name: 'Dana Whitlock', email: guest, role: 'member' } } });
  const { path } = await made.json();
  expect(path.replace('/invite/', '').length).toBeGreaterThanOrEqual(43);
  const other = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await open(other, path);
  await expect(other.getByText('Dana Whitlock')).toBeVisible();
  await axe(other);
  await other.getByLabel('パスワード', { exact: true }).fill('kurz1');
  await other.getByRole('button', { name: 'パスワードを決めて始める' }).click();
  await expect(other.getByText('パスワードが短すぎます')).toBeVisible();
  await other.getByLabel('パスワード', { exact: true }).fill('window-seat-42');
  await other.getByRole('button', { name: 'パスワードを決めて始める' }).click();
  await expect(other.getByRole('navigation', { name: 'メインナビゲーション' })).toBeVisible();
  await other.context().close();
  const late = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  const answer = await late.goto(path);
  expect(answer?.status()).toBe(410);
  await expect(late.getByRole('heading', { name: 'このリンクは使えません' })).toBeVisible();
  await axe(late);
  const forged = await late.request.post('/rpc/auth/accept-invite', { form: { token: path.replace('/invite/', ''), password: 'window-seat-43' }, headers: { accept: 'application/json' } });
  expect(forged.status()).toBe(410);
  for (const token of ['', '0'.repeat(43), "' or 1=1 --"]) {
    const guessed = await late.request.post('/rpc/auth/accept-invite', { form: { token, password: 'window-seat-43' }, headers: { accept: 'application/json' } });
    expect(guessed.status(), token).toBe(410);
  }
  await late.context().close();
});

test('another session is listed and can be ended', async ({ page, browser, app }) => {
  const { email } = await person(app);
  const elsewhere = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await signIn(elsewhere, email);
  await signIn(page, email);
  await open(page, '/settings/sessions');
  await axe(page);
  await expect(page.getByRole('row', { name: /Chrome/ })).toHaveCount(2);
  await page.getByRole('button', { name: /のログインを終了する/ }).click();
  await expect(page.getByRole('row', { name: /Chrome/ })).toHaveCount(1);
  await expect(elsewhere).toHaveURL(/\/login/);
  await expect(page).toHaveURL(/\/settings\/sessions$/);
  await elsewhere.context().close();
});

test('signing out ends the session on the server', async ({ page, app }) => {
  const { email } = await person(app);
  await signIn(page, email);
  const [cookie] = await page.context().cookies();
  await page.getByText(/水無瀬 栞/).first().click();
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.context().addCookies([cookie]);
  expect((await page.request.get('/rpc/auth/sessions')).status()).toBe(401);
});
