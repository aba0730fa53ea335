// Who is told of what: the bell, the list, calling a colleague, what each person wants to hear, and the ways out.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axe, awake, expect, test, watch } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

test.use({ settings: { MADOGUCHI_WEBHOOK_NETWORKS: '127.0.0.0/8' } });

test('whoever is called in a comment hears of it at once, and the notice leads there', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const mail = await box.receive({ subject: '冷蔵ユニットの温度警報' });
  const context = await browser.newContext({ baseURL: app.url });
  const other = await context.newPage();
  const complaints = watch(other);
  await office.signIn(other, 'hayase');
  await office.signIn(page, 'saegusa');
  await other.goto('/notifications');
  await other.getByRole('button', { name: 'すべて見たことにする' }).click();
  await expect(other.getByRole('button', { name: 'すべて見たことにする' })).toBeHidden();

  await page.goto(mail.url);
  const field = page.getByLabel('社内コメント');
  await field.click();
  await field.pressSequentially('@早');
  await expect(page.locator('.calling').getByRole('option', { name: PEOPLE.hayase })).toBeVisible();
  await axe(page);
  await field.press('Enter');
  await expect(field).toHaveValue(`@${PEOPLE.hayase} `);
  await expect(page.locator('.calling')).toBeHidden();
  await field.pressSequentially('お願いします');
  await field.press('Control+Enter');
  await expect(page.locator('.note .mention')).toHaveText(`@${PEOPLE.hayase}`);

  // Within a second or two, without a reload.
  await expect(other.getByRole('link', { name: '通知（未読1件）' })).toBeVisible();
  const notice = other.getByRole('link', { name: `${PEOPLE.saegusa} さんがコメントであなたを呼びました` });
  await expect(notice).toContainText('お願いします');
  await axe(other);
  await notice.click();
  await expect(other.getByRole('heading', { name: '冷蔵ユニットの温度警報' })).toBeVisible();
  await expect(other.getByRole('link', { name: '通知', exact: true })).toBeVisible();
  // One's own deed is no news.
  await page.goto('/notifications');
  await expect(page.getByText('コメントであなたを呼びました')).toHaveCount(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test('what was read can be unread again, and opening the conversation reads it', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const mail = await box.receive({ subject: '割り当ての件' });
  const context = await browser.newContext({ baseURL: app.url });
  const other = await context.newPage();
  await office.signIn(other, 'saegusa');
  await office.signIn(page, 'hayase');
  await page.goto('/notifications');
  await page.getByRole('button', { name: 'すべて見たことにする' }).click();
  await other.goto(mail.url);
  await other.locator('.read__top').getByRole('button', { name: /^担当 / }).click();
  await other.getByRole('menuitemradio', { name: PEOPLE.hayase }).click();
  const notice = page.getByRole('link', { name: `${PEOPLE.saegusa} さんがあなたを担当者にしました` });
  await expect(notice).toContainText('割り当ての件');
  await page.goto(mail.url);
  await expect(page.getByRole('link', { name: '通知', exact: true })).toBeVisible();
  await page.goto('/notifications');
  await page.getByRole('listitem').filter({ hasText: '割り当ての件' }).getByRole('button', { name: '未読に戻す' }).click();
  await expect(page.getByRole('link', { name: '通知（未読1件）' })).toBeVisible();
  await context.close();
});

test('each person chooses what they hear, by which way and when', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  await page.goto('/settings/notifications');
  await awake(page);
  await axe(page);
  await expect(page.getByText('管理者がお知らせメールの送信アカウントを選ぶまで')).toBeVisible();
  const way = page.getByRole('switch', { name: '新しいメール：画面' });
  await expect(way).toBeChecked();
  const kept = page.waitForResponse((response) => response.url().includes('notifications/choose') && response.ok());
  await way.click();
  await kept;
  await page.getByLabel('しずかにする時間の始まり').fill('19:00');
  await page.getByLabel('しずかにする時間の終わり').fill('08:30');
  await page.getByLabel('土', { exact: true }).check();
  await page.getByLabel('メールをまとめる間隔').selectOption('60');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await page.reload();
  await expect(way).not.toBeChecked();
  await expect(page.getByLabel('しずかにする時間の始まり')).toHaveValue('19:00');
  await expect(page.getByLabel('土', { exact: true })).toBeChecked();
  await way.click();
});

test('an admin adds a webhook, tries it, and what happens arrives signed', async ({ page, app }) => {
  const heard: { headers: Record<string, unknown>; body: string }[] = [];
  const sink = createServer((asked, answer) => {
    let body = '';
    asked.on('data', (piece) => { body += piece; });
    asked.on('end', () => {
      heard.push({ headers: asked.headers, body });
      answer.end('ok');
    });
  });
  await new Promise<void>((done) => sink.listen(0, '127.0.0.1', done));
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/notices');
  await awake(page);
  await axe(page);
  await page.getByRole('button', { name: 'Webhook を追加' }).click();
  await page.getByLabel('名前').fill('社内チャット');
  await page.getByLabel('URL').fill('ftp://x/');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('URL')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('URL').fill(`http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`);
  await axe(page);
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('dialog', { name: '署名の鍵' })).toBeVisible();
  await page.getByRole('dialog', { name: '署名の鍵' }).locator('.dialog__foot').getByRole('button', { name: '閉じる' }).click();
  await page.getByRole('button', { name: '社内チャット にテストを送る' }).click();
  await expect(page.getByText('送りました：200 ok')).toBeVisible();
  await box.receive({ subject: 'Webhook に届くメール' });
  await expect.poll(() => heard.some(({ body }) => body.includes('Webhook に届くメール'))).toBe(true);
  const last = heard.find(({ body }) => body.includes('Webhook に届くメール'));
  expect(last?.headers['webhook-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: '社内チャット' }).first()).toContainText('送信済み');
  await page.getByRole('button', { name: '社内チャット を削除' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '削除' }).click();
  await expect(page.getByRole('button', { name: '社内チャット を削除' })).toHaveCount(0);
  sink.close();
});

test('on a phone and without scripts the list works', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await box.receive({ subject: 'スマートフォンの件' });
  await office.signIn(page, 'hayase');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/notifications');
  await expect(page.getByText('スマートフォンの件')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await axe(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page);
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false, viewport: { width: 820, height: 1180 } });
  const plain = await context.newPage();
  await office.signIn(plain, 'hayase');
  await plain.goto('/notifications');
  await plain.getByRole('button', { name: 'すべて見たことにする' }).click();
  await expect(plain.getByRole('button', { name: 'すべて見たことにする' })).toHaveCount(0);
  await expect(plain.getByText('スマートフォンの件')).toBeVisible();
  await context.close();
});
