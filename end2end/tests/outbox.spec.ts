// After sending: taking back, failing, and sending again.
import { type Page } from '@playwright/test';
import { axe, expect, mail, test } from '../fixtures.ts';
import { call, Office } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const send = (page: Page) => page.getByRole('button', { name: '送信して処理済みにする' });

async function reply(page: Page, url: string, words: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
  await text(page).press('Control+Home');
  await page.keyboard.insertText(words);
}

test('a send is taken back in time, corrected, and then reaches the customer once', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 30);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '取り消し' });
  await reply(page, came.url, 'まちがえた返事。');
  await send(page).click();
  const toast = page.locator('.toast', { hasText: 'へ送信します' });
  await expect(toast).toBeVisible();
  await expect(page.locator('.mail__state[data-state="waiting"]')).toContainText('あと');
  await axe(page);
  await page.keyboard.press('z');
  await expect(text(page)).toHaveValue(/^まちがえた返事。/);
  await expect(toast).toHaveCount(0);
  await office.undo(page, 0);
  await text(page).fill('正しい返事。');
  await office.undo(page, 0);
  await text(page).press('Control+Enter');
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 25_000 });
  await mail.arrived(came.customer, /./);
  const arrived = await mail.read(came.customer);
  expect(arrived).toHaveLength(1);
  expect(arrived[0]).not.toContain(Buffer.from('まちがえた').toString('base64').slice(0, 8));
});

test('the way back of a send outlives the next deed, and both can be pressed', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 30);
  const box = await office.mailbox();
  const next = await box.receive({ subject: '次の仕事' });
  const came = await box.receive({ subject: '消えない取り消し' });
  await reply(page, came.url, '早まった返事。');
  await send(page).click();
  const sending = page.locator('.toast', { hasText: 'へ送信します' });
  await expect(sending).toBeVisible();
  await page.locator(`.row[data-id="${next.id}"] .row__link`).click();
  await page.locator('.read').getByRole('button', { name: '処理済みにする' }).click();
  const done = page.locator('.toast', { hasText: '処理済みにしました' });
  await expect(done).toBeVisible();
  await expect(sending.getByRole('button', { name: '取り消す' })).toBeVisible();
  await done.getByRole('button', { name: '元に戻す' }).click();
  await expect(done).toHaveCount(0);
  await sending.getByRole('button', { name: '取り消す' }).click();
  await expect(text(page)).toHaveValue(/^早まった返事。/);
  expect(await mail.read(came.customer)).toHaveLength(0);
  await office.undo(page, 0);
});

test('a refused recipient is told with the words of the server, corrected and sent again', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const wrong = mail.user('reject');
  const came = await box.receive({ subject: '届かない宛先', customer: wrong });
  await reply(page, came.url, '届きますか。');
  await send(page).click();
  const note = page.locator('.mail__state[data-state="failed"]');
  await expect(note).toContainText('送信できませんでした', { timeout: 20_000 });
  await expect(note).toContainText('this recipient is always refused');
  await axe(page);
  await expect(note.getByRole('button', { name: 'もう一度送る' })).toBeVisible();
  await note.getByRole('button', { name: '編集して再送' }).click();
  await expect(text(page)).toHaveValue(/^届きますか。/);
  await page.locator('.chip__x').click();
  const right = mail.user('todoku');
  await page.getByLabel('To', { exact: true }).fill(`${right}@example.jp`);
  await send(page).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'このまま送信する' }).click();
  await mail.arrived(right, /Subject:/);
  expect(await mail.read(right)).toHaveLength(1);
  expect(await mail.read(wrong)).toHaveLength(0);
});

test('a mail that only some got is corrected for the others alone', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const wrong = mail.user('reject');
  const came = await box.receive({ subject: '一部に届かない' });
  await reply(page, came.url, '届いた方と届かない方。');
  await page.getByLabel('To', { exact: true }).fill(`${wrong}@example.jp`);
  await send(page).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'このまま送信する' }).click();
  const note = page.locator('.mail__state', { hasText: '一部の宛先に届いていません' });
  await expect(note).toContainText('this recipient is always refused', { timeout: 25_000 });
  await expect(note.getByRole('button', { name: 'もう一度送る' })).toHaveCount(0);
  await axe(page);
  await note.getByRole('button', { name: '編集して再送' }).click();
  await expect(text(page)).toHaveValue(/^届いた方と届かない方。/);
  await expect(page.locator('.chip')).toHaveText(new RegExp(wrong));
});

test('a send whose answer gets lost is not sent twice', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '返事が返らない' });
  await reply(page, came.url, '一度だけ届きます。');
  // The server gets it; the browser never hears.
  await page.route('**/rpc/outbox/send', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await send(page).click();
  await expect(page.locator('.toast', { hasText: 'サーバーに接続できません' })).toBeVisible();
  await expect(text(page)).toHaveValue(/^一度だけ届きます。/);
  await page.unroute('**/rpc/outbox/send');
  await send(page).click();
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });
  await mail.arrived(came.customer, /./);
  expect(await mail.read(came.customer)).toHaveLength(1);
});

test('a letter that failed is sent again as it is, once the account is repaired', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 5);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '直してからもう一度' });
  await reply(page, came.url, '二度目に届きます。');
  await send(page).click();
  await expect(page.locator('.mail__state[data-state="waiting"]')).toBeVisible();
  // While it can still be taken back the administrator switches sending off, by mistake.
  const [account] = (await (await page.request.get('/rpc/accounts/list')).json()).filter((one: { mailbox_id: number }) => one.mailbox_id === box.id);
  await call(page.request, 'accounts/change', { id: account.id, form: { ...account.form, send: 'none' } });
  const note = page.locator('.mail__state[data-state="failed"]');
  await expect(note).toContainText('送信できませんでした');
  await call(page.request, 'accounts/change', { id: account.id, form: account.form });
  await note.getByRole('button', { name: 'もう一度送る' }).click();
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible();
  await mail.arrived(came.customer, /Subject:/);
  expect(await mail.read(came.customer)).toHaveLength(1);
});
