// Help inside the product: a newcomer finds what a word of the screen means.
import { axe, expect, test } from '../fixtures.ts';
import { call, Office } from '../office.ts';

test('a newcomer finds what taking over means', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await page.locator('.nav__user').click();
  await page.getByRole('link', { name: '使い方' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '使い方' })).toBeVisible();
  await axe(page);
  await page.getByRole('searchbox', { name: '言葉でさがす' }).fill('引き継ぐ');
  await expect(page.getByRole('heading', { name: '急ぐときは「引き継ぐ」' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'バックアップと secret.key' })).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: '件見つかりました' })).toBeVisible();
  await axe(page);
  await page.getByRole('searchbox', { name: '言葉でさがす' }).fill('どこにもない言葉');
  await expect(page.getByText('見つかりませんでした')).toBeVisible();
});

test('the question mark opens the keys, and single places have an address', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  // The keys answer once the frame does.
  await expect(page.getByRole('button', { name: /操作や画面をさがす/ })).toBeEnabled();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog');
  await expect(keys).toBeVisible();
  await keys.getByRole('link').last().click();
  await expect(page).toHaveURL(/\/help$/);
  await page.goto('/help#keys');
  await expect(page.getByRole('heading', { name: 'キーボード' })).toBeInViewport();
  await page.goto('/help#backup');
  await expect(page.getByRole('heading', { name: 'バックアップと secret.key' })).toBeInViewport();
});

test('help speaks English and fits a phone', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const profile = await (await page.request.get('/rpc/users/profile')).json();
  await call(page.request, 'users/save-profile', { profile: { ...profile, language: 'en' } });
  try {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/help');
    await page.getByRole('searchbox', { name: 'Find a word' }).fill('take over');
    await expect(page.getByRole('heading', { name: '“Take over” when it is urgent' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(page);
  } finally {
    await call(page.request, 'users/save-profile', { profile });
  }
});

test('the texts of the guide come when they are asked for, and not with the program', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  const read: string[] = [];
  page.on('request', (request) => { if (request.url().includes('/rpc/help/')) read.push(request.url()); });
  await page.goto(`/m/${box.id}/tray`);
  const site = await (await page.request.get('/site.json')).json();
  const program = await (await page.request.get(site.wasm)).body();
  const sentences = ['相手の名前と下書きの版を確かめて', 'Check the name and the version of the draft'];
  for (const sentence of sentences) expect(program.includes(Buffer.from(sentence)), sentence).toBe(false);
  expect(read).toEqual([]);
  // One plain reading that a browser may keep, the same for everybody who speaks the language.
  await page.locator('.nav__user').click();
  await page.getByRole('link', { name: '使い方' }).click();
  await expect(page.getByRole('heading', { name: '急ぐときは「引き継ぐ」' })).toBeVisible();
  expect(read).toHaveLength(1);
  const guide = await page.request.get(read[0]);
  expect(guide.headers()['cache-control']).toBe('private, max-age=600');
  expect(await guide.text()).toContain(sentences[0]);
});

test('what is new in the hand is explained: sorting, swiping, pulling, the palette, garbled text, the trash', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  await page.goto('/help');
  const find = page.getByRole('searchbox', { name: '言葉でさがす' });
  for (const [typed, title] of [
    ['待ち時間 順', '並べ替えと、担当者での絞り込み'], ['すわいぷ', '行をスワイプする'], ['引き下げ', '引き下げて受信する'], ['ｺﾏﾝﾄﾞ', 'コマンドパレット（Ctrl+K）'],
    ['文字化け', '文字化けしたとき：文字コードを選ぶ'], ['30日 完全', 'ごみ箱は30日'], ['閲覧中', 'いま見ている人'], ['止めて編集', 'いま送る、止めて編集、取り消す'],
    ['アプリパスワード', 'アカウントのエラーと直し方'], ['システム管理者でも', 'だれが何をできるか'],
  ]) {
    await find.fill(typed);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  }
  await axe(page);
});

test('help is for those who are signed in', async ({ page }) => {
  await page.goto('/help');
  await expect(page).toHaveURL(/\/login/);
  expect((await page.request.get('/rpc/help/guide?language=ja')).status()).toBe(401);
});
