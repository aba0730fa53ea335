// People: invitations, roles, suspension, one's own profile.
import { awake, axe, expect, test } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

test('a member is invited, suspended and let back in', async ({ page, browser, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/members');
  await awake(page);
  await axe(page);
  await page.getByRole('button', { name: 'メンバーを招待' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名前').fill('久世 あかり');
  await dialog.getByLabel('メールアドレス').fill('hayase@komorebi.example');
  await dialog.getByRole('button', { name: '招待リンクを作る' }).click();
  await expect(dialog.getByText('すでに使われています')).toBeVisible();
  await axe(page);
  await dialog.getByLabel('メールアドレス').fill('kuze@komorebi.example');
  await dialog.getByLabel('メールアドレス').press('Enter');
  const link = await page.getByRole('dialog').locator('.copyline code').innerText();
  await axe(page);
  await page.getByRole('dialog').locator('.dialog__foot').getByRole('button', { name: '閉じる' }).click();
  const line = page.getByRole('row', { name: /久世 あかり/ });
  await expect(line).toContainText('招待中');

  // A newer link makes the older one void.
  await line.getByRole('button', { name: /新しいリンクを作る/ }).click();
  const fresh = await page.getByRole('dialog').locator('.copyline code').innerText();
  expect(fresh).not.toBe(link);
  await page.keyboard.press('Escape');
  const guest = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  expect((await guest.goto(link))?.status()).toBe(410);
  await guest.goto(fresh);
  await awake(guest);
  await guest.getByLabel('パスワード', { exact: true }).fill('madogiwa-hana-9');
  await guest.getByRole('button', { name: 'パスワードを決めて始める' }).click();
  await expect(guest.getByRole('navigation', { name: 'メインナビゲーション' })).toBeVisible();
  await expect(line).toContainText('利用中');

  // Suspended: out at once, on the page that is open too.
  await line.getByRole('button', { name: /利用を停止する/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '停止する' }).click();
  await expect(line).toContainText('停止中');
  await expect(guest).toHaveURL(/\/login/);
  await line.getByRole('button', { name: /利用を再開する/ }).click();
  await expect(line).toContainText('利用中');
  await guest.context().close();
});

test('the last system admin stays one', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/members');
  await awake(page);
  const role = page.getByLabel(`${PEOPLE.saegusa} の役割`);
  await role.selectOption('member');
  await expect(page.getByText('最後のシステム管理者は変更できません')).toBeVisible();
  await expect(role).toHaveValue('admin');
});

test('an operator sees the settings of mailboxes and not those of the company', async ({ page, browser, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/members');
  await awake(page);
  await page.getByLabel(`${PEOPLE.hayase} を運用管理者にする`).check();
  await expect(page.getByText('設定を変えました')).toBeVisible();
  const operator = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await office.signIn(operator, 'hayase');
  await operator.goto('/settings');
  await expect(operator.getByRole('link', { name: 'メールアプリケーション' })).toBeVisible();
  await expect(operator.getByRole('link', { name: 'メンバー' })).toHaveCount(0);
  expect((await operator.goto('/settings/members'))?.status()).toBe(403);
  expect((await operator.request.get('/rpc/users/list')).status()).toBe(403);
  await page.getByLabel(`${PEOPLE.hayase} を運用管理者にする`).uncheck();
  await expect.poll(async () => (await operator.request.get('/rpc/accounts/list')).status()).toBe(403);
  await operator.context().close();
});

test('a profile is kept, and its language is the page’s', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  await page.goto('/settings/profile');
  await awake(page);
  await axe(page);
  await page.getByLabel('署名').fill('早瀬 透\nこもれび機器株式会社');
  await page.getByLabel('送信の取り消しを待つ時間').selectOption('20');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await page.getByLabel('タイムゾーン').fill('Mars/Olympus');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByLabel('タイムゾーン')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('タイムゾーン')).toBeFocused();
  await page.getByLabel('タイムゾーン').fill('Europe/Berlin');
  await page.getByLabel('画面の言語').selectOption('en');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin');
  await expect(page.getByLabel('Signature')).toHaveValue('早瀬 透\nこもれび機器株式会社');
  await expect(page.getByLabel('Time to undo sending')).toHaveValue('20');
  await page.getByLabel('Language').selectOption('ja');
  await page.getByLabel('Time zone').fill('Asia/Tokyo');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'プロフィール' })).toBeVisible();
});

test('on a phone the settings are a list, then a page with a way back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/settings');
  await awake(page);
  await expect(page.getByRole('heading', { name: 'プロフィール' })).toBeHidden();
  await page.getByRole('link', { name: 'メンバー', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'メンバー' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(page);
  await page.getByRole('link', { name: '設定の一覧へ' }).click();
  await expect(page.getByRole('link', { name: 'メンバー', exact: true })).toBeVisible();
});
