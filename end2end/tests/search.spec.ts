// Search: found from any page by what people write, narrowed by chips, readable before the client wakes up.
import { readFileSync } from 'node:fs';
import { awake, axe, expect, test } from '../fixtures.ts';
import { call, Office, PEOPLE } from '../office.ts';

const field = (page: import('@playwright/test').Page) => page.getByRole('searchbox', { name: '検索のことば' });
const hits = (page: import('@playwright/test').Page) => page.locator('.hit');

test('a mail is found by two characters from any page, and the hit opens it', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '冷蔵ユニットの件', text: '今朝から第２倉庫のｵﾝﾄﾞ警報が鳴り続けています。' });
  await box.receive({ subject: '別の件', text: '納期を教えてください。' });
  await page.goto(`/m/${box.id}/tray`);
  await awake(page);
  await page.keyboard.press('/');
  const quick = page.getByRole('searchbox', { name: 'メール全体から検索' });
  await expect(quick).toBeFocused();
  await quick.pressSequentially('おんど');
  await quick.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page).locator('mark')).toHaveText('ｵﾝﾄﾞ');
  await expect(hits(page).locator('.tag')).toHaveText(['本文']);
  await expect(hits(page)).toContainText('三嶋 航太郎');
  await expect(hits(page).locator('.st')).toHaveText('未処理');
  await axe(page);
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await field(page).fill('倉');
  await field(page).press('Enter');
  await expect(hits(page).locator('mark')).toHaveText('倉');
  await hits(page).getByRole('link', { name: '冷蔵ユニットの件' }).click();
  await expect(page).toHaveURL(new RegExp(`/m/${box.id}/all/${came.id}$`));
  await expect(page.getByRole('heading', { name: '冷蔵ユニットの件' })).toBeVisible();
  await page.goBack();
  await expect(hits(page)).toHaveCount(1);
});

test('chips write conditions into the question, and they can be taken out again', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const word = `返品${box.user.slice(-6)}`;
  const mine = await box.receive({ subject: '一つめ', text: `${word}をお願いします。` });
  const other = await box.receive({ subject: '二つめ', text: `${word}はできますか。` });
  await call(page.request, 'conversations/done', { ids: [other.id] });
  await page.goto(`/search?q=${encodeURIComponent(word)}`);
  await expect(hits(page)).toHaveCount(2);
  const chips = page.getByRole('group', { name: 'しぼり込み' });
  await chips.getByRole('button', { name: '処理状況' }).click();
  await page.getByRole('menuitemradio', { name: '処理済み' }).or(page.getByRole('option', { name: '処理済み' })).first().click();
  await expect(field(page)).toHaveValue(`${word} 状況:処理済み`);
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText('二つめ');
  await chips.getByRole('link', { name: '添付あり' }).click();
  await expect(field(page)).toHaveValue(`${word} 状況:処理済み 添付:あり`);
  await expect(page.getByRole('heading', { name: '見つかりませんでした' })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: '条件を外して探す' }).click();
  await expect(field(page)).toHaveValue(word);
  await expect(hits(page)).toHaveCount(2);
  await call(page.request, 'conversations/change', { ids: [[mine.id, null]], change: { assignee: (await me(page)).id } });
  await field(page).fill(`${word} 担当：自分`);
  await field(page).press('Enter');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText('一つめ');
  await expect(hits(page).getByRole('img', { name: new RegExp(PEOPLE.saegusa) })).toBeVisible();
});

test('what cannot be understood is said, and the rest is looked for', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const word = `見積${box.user.slice(-6)}`;
  await box.receive({ subject: '件', text: `${word}の依頼` });
  await page.goto(`/search?q=${encodeURIComponent(`${word} 以降:いつか`)}`);
  await expect(page.getByRole('status').filter({ hasText: '以降:いつか' })).toContainText('日付は');
  await expect(hits(page)).toHaveCount(1);
  await axe(page);
});

test('comments are found, and recent questions are remembered until one signs out', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '相談' });
  const word = `結露${box.user.slice(-6)}`;
  await page.request.post('/rpc/comments/add', { form: { conversation: String(came.id), text: `原因は${word}です` }, headers: { accept: 'application/json' } });
  await page.goto(`/search?q=${word}`);
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page).locator('.tag')).toHaveText(['社内コメント']);
  await expect(hits(page)).toContainText(PEOPLE.hayase);
  await page.goto('/search');
  await expect(field(page)).toBeFocused();
  await page.getByRole('link', { name: word }).click();
  await expect(hits(page)).toHaveCount(1);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('madoguchi:searches')).length)).toBe(1);
  await page.locator('.nav__user').click();
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await expect(page).toHaveURL(/\/login/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('madoguchi:searches')).length)).toBe(0);
});

for (const [width, height] of [[1024, 768], [820, 1180], [390, 844]] as const) {
  test(`hits fit ${width} columns, and the search is at hand`, async ({ page, app }) => {
    const office = await Office.of(app);
    await office.signIn(page, 'saegusa');
    const box = await office.mailbox();
    await box.receive({ subject: `とても長い件名の${'お問い合わせ'.repeat(12)}`, text: `本文の中の棚卸です。${'長い文章が続きます。'.repeat(20)}` });
    await page.setViewportSize({ width, height });
    await page.goto(`/m/${box.id}/tray`);
    await page.getByRole('link', { name: '検索', exact: true }).filter({ visible: true }).first().click();
    await expect(field(page)).toBeFocused();
    await field(page).fill('棚卸');
    await field(page).press('Enter');
    await expect(hits(page).first().locator('mark')).toHaveText('棚卸');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await axe(page);
  });
}

test.describe('before the client wakes up', () => {
  test.use({ javaScriptEnabled: false });

  test('the plain form finds and the page is readable', async ({ page, app }) => {
    const office = await Office.of(app);
    await office.signIn(page, 'saegusa');
    const box = await office.mailbox();
    const word = `請求${box.user.slice(-6)}`;
    await box.receive({ subject: '件', text: `${word}書の宛名` });
    await page.goto(`/m/${box.id}/tray`);
    await page.getByRole('searchbox', { name: 'メール全体から検索' }).fill(`${word} -別`);
    await page.keyboard.press('Enter');
    await expect(hits(page)).toHaveCount(1);
    await expect(field(page)).toHaveValue(`${word} -別`);
    await expect(hits(page).locator('mark')).toHaveText(word);
  });
});

test('mailboxes that one may not see are not searched', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const word = `面接${box.user.slice(-6)}`;
  await box.receive({ subject: '件', text: `${word}の日程` });
  await office.signIn(page, 'saegusa');
  const grants = await (await page.request.get(`/rpc/mailboxes/grants?mailbox=${box.id}`)).json();
  const withdraw = { ...grants.find((grant: { user_name: string }) => grant.user_name === PEOPLE.hayase), viewing: 'none', editing: false, sending: false, deleting: false };
  await office.signIn(page, 'hayase');
  await page.goto(`/search?q=${word}`);
  await expect(hits(page)).toHaveCount(1);
  await office.signIn(page, 'saegusa');
  await call(page.request, 'mailboxes/set-grant', { grant: withdraw });
  await office.signIn(page, 'hayase');
  await page.goto(`/search?q=${word}`);
  await expect(page.getByRole('heading', { name: '見つかりませんでした' })).toBeVisible();
  await expect(hits(page)).toHaveCount(0);
});

async function me(page: import('@playwright/test').Page): Promise<{ id: number }> {
  const people = await (await page.request.get('/rpc/users/list')).json();
  return people.find((person: { name: string }) => person.name === PEOPLE.saegusa);
}

test('a question is kept, shared with the mailbox, and counted', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const word = `保証${box.user.slice(-6)}`;
  await box.receive({ subject: '一つめ', text: `${word}について` });
  await page.goto(`/search?q=${encodeURIComponent(word)}`);
  await awake(page);
  await expect(hits(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'この検索を保存' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByLabel('名前', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('名前', { exact: true }).fill(`保証の件 ${word}`);
  await page.getByLabel('使える人').selectOption(String(box.id));
  await axe(page);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const saved = (of: import('@playwright/test').Page) => of.getByRole('region', { name: '保存した検索' }).getByRole('listitem').filter({ hasText: word });
  await expect(saved(page).locator('.count')).toHaveText('1');
  await axe(page);

  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const other = await context.newPage();
  await office.signIn(other, 'hayase');
  await other.setViewportSize({ width: 390, height: 844 });
  await other.goto('/search');
  await saved(other).getByRole('link').click();
  await expect(hits(other)).toHaveCount(1);
  await expect(saved(other).getByRole('button')).toHaveCount(0);
  await axe(other);
  await context.close();

  await saved(page).getByRole('button', { name: /を削除$/ }).click();
  await expect(saved(page)).toHaveCount(0);
  // What was searched for lately goes one by one.
  await page.getByRole('button', { name: `「${word}」を履歴から消す` }).click();
  await expect(page.getByRole('button', { name: `「${word}」を履歴から消す` })).toHaveCount(0);
});

test('what stands in an attached PDF is found, and the hit says that it was inside a file', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const bytes = readFileSync(new URL('../../server/mail/tests/fixtures/files/report.pdf', import.meta.url));
  await box.receive({ subject: '資料の送付', text: '添付をご覧ください。', file: { name: '報告書.pdf', bytes } });
  await expect(async () => {
    await page.goto(`/search?q=${encodeURIComponent(`電源基板 in:"窓口 ${box.user.slice(-6)}"`)}`);
    await expect(hits(page)).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(hits(page).locator('mark')).toHaveText('電源基板');
  await expect(hits(page).locator('.tag')).toHaveText(['添付ファイルの中']);
});
