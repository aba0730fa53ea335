// A newcomer's mail goes out as a colleague approved it, and in no other way (UC-03, UC-06).
import { type Browser, type BrowserContext, type Page } from '@playwright/test';
import { axe, expect, mail, test, watch } from '../fixtures.ts';
import { Office, call, type Box, type Received } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const saved = (page: Page) => expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();
const panel = (page: Page) => page.getByRole('region', { name: '送信前の確認' });

async function write(page: Page, words: string): Promise<void> {
  await text(page).press('Control+Home');
  await page.keyboard.insertText(words);
}

/** Everybody's rules of one mailbox: 早瀬 is new here, 三枝 may confirm. */
async function newcomers(boss: Page, box: Box): Promise<void> {
  const grants = await (await boss.request.get(`/rpc/mailboxes/grants?mailbox=${box.id}`)).json();
  const newcomer = grants.find((grant: { user_name: string }) => grant.user_name === '早瀬 透');
  await call(boss.request, 'checks/set-rules', { mailbox: box.id, rules: { mode: 'newcomers', correcting: true, always_confirm: false, forbidden: '' } });
  await call(boss.request, 'checks/set-mark', { mailbox: box.id, user: newcomer.user_id, marked: true });
}

async function second(browser: Browser, office: Office, url: string): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  const complaints = watch(page);
  await office.signIn(page, 'hayase');
  return { context, page, complaints };
}

async function startReply(page: Page, came: Received): Promise<void> {
  await page.goto(came.url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
}

test('a newcomer asks, the boss corrects a sentence and approves, and only that goes out', async ({ page: boss, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(boss, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '請求書の宛名訂正のお願い' });
  await newcomers(boss, box);
  const { context, page: newcomer, complaints } = await second(browser, office, app.url);
  await office.undo(newcomer, 0);

  await startReply(newcomer, came);
  await write(newcomer, '小野寺様\nご請求書の宛名の件、了解しました。\n');
  await saved(newcomer);
  await expect(newcomer.getByRole('button', { name: '送信して処理済みにする' })).toHaveCount(0);
  await expect(newcomer.getByText('送信には確認が必要です')).toBeVisible();
  // It stays open as it is in this tab; the check is asked for in another one.
  const stale = newcomer;
  const asking = await context.newPage();
  complaints.push(...watch(asking));
  await asking.goto(came.url);
  await asking.locator('.draft').getByRole('button', { name: '続きを書く' }).click();
  await expect(text(asking)).toBeVisible();
  await asking.getByRole('button', { name: '確認を依頼' }).click();
  const dialog = asking.getByRole('dialog', { name: '確認を依頼する' });
  await expect(dialog.getByLabel('確認する人')).toHaveValue(/\d/);
  await dialog.getByLabel('コメント（任意）').fill('敬称はこれでよいでしょうか。');
  await axe(asking);
  await dialog.getByRole('button', { name: '確認を依頼' }).click();
  await expect(asking.getByText('確認を依頼しました。')).toBeVisible();
  await expect(panel(asking)).toContainText('早瀬 透 さんが 三枝 みのり さんに確認を依頼しています');
  await expect(panel(asking).getByRole('button', { name: '承認する' })).toHaveCount(0);

  // The list of what the boss is asked to confirm.
  await boss.goto(`/m/${box.id}/confirm`);
  await expect(boss.getByRole('link', { name: /確認依頼/ }).first()).toBeVisible();
  await expect(boss.locator('.row')).toHaveCount(1);
  await boss.locator('.row__link').first().click();
  await expect(panel(boss)).toBeVisible();
  await axe(boss);
  await boss.locator('.draft').getByRole('button', { name: '続きを書く' }).click();
  await expect(text(boss)).toBeVisible();
  await text(boss).fill((await text(boss).inputValue()).replace('了解しました', '承知いたしました'));
  await saved(boss);
  await boss.getByRole('button', { name: '保存して閉じる' }).click();
  await panel(boss).getByText('修正の比較を見る').click();
  await expect(panel(boss).locator('del')).toContainText('了解しました');
  await expect(panel(boss).locator('ins')).toContainText('承知いたしました');
  await boss.setViewportSize({ width: 820, height: 1180 });
  await axe(boss);
  await panel(boss).getByRole('button', { name: '承認する' }).click();
  await expect(panel(boss)).toContainText('三枝 みのり さんが修正し、版');
  await expect(boss.locator('.timeline__event', { hasText: /修正し、版 \d+ を承認/ })).toBeVisible();

  // The old tab shows the old text and can neither save nor send it, and no call behind its back can.
  await expect(stale.locator('.banner', { hasText: '読み取り専用' })).toBeVisible();
  await expect(text(stale)).toHaveValue(/了解しました/);
  const draft = Number(new URL(stale.url()).searchParams.get('draft'));
  const lease = await stale.evaluate((draft) => sessionStorage.getItem(`madoguchi-lease-${draft}`), draft);
  for (const token of [lease ?? '', 'made up']) {
    const refused = await stale.request.post('/rpc/outbox/send', {
      data: { draft, token, version: 2, after: { after: 'done' }, key: `old-${token}` }, headers: { accept: 'application/json' },
    });
    expect(refused.status()).toBe(409);
  }

  await expect(panel(asking)).toContainText('承認');
  await panel(asking).getByRole('button', { name: '承認された内容を送信' }).click();
  await mail.arrived(came.customer, /./);
  await expect(asking.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });
  await expect(asking.getByText('承知いたしました').first()).toBeVisible();
  expect(await mail.read(came.customer)).toHaveLength(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a returned draft says why, and changing an approved one needs a new check', async ({ page: boss, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(boss, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '納期のご相談' });
  await newcomers(boss, box);
  const { context, page: newcomer, complaints } = await second(browser, office, app.url);

  await startReply(newcomer, came);
  await write(newcomer, '必ず明日お届けします。\n');
  await saved(newcomer);
  const ask = async () => {
    await newcomer.getByRole('button', { name: '確認を依頼' }).click();
    await newcomer.getByRole('dialog', { name: '確認を依頼する' }).getByRole('button', { name: '確認を依頼' }).click();
    await expect(panel(newcomer)).toContainText('確認依頼');
  };
  await ask();

  await boss.goto(came.url);
  await panel(boss).getByRole('button', { name: '差し戻す…' }).click();
  const dialog = boss.getByRole('dialog', { name: '差し戻す' });
  await dialog.getByRole('button', { name: '差し戻す' }).click();
  await expect(dialog.getByLabel('直してほしいこと')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('直してほしいこと').fill('「必ず」は使わないでください。');
  await axe(boss);
  await dialog.getByRole('button', { name: '差し戻す' }).click();
  await expect(panel(boss)).toContainText('差し戻し');

  await expect(panel(newcomer)).toContainText('「必ず」は使わないでください。');
  await newcomer.locator('.draft').getByRole('button', { name: '続きを書く' }).click();
  await text(newcomer).fill((await text(newcomer).inputValue()).replace('必ず', ''));
  await saved(newcomer);
  await ask();
  await panel(boss).getByRole('button', { name: '承認する' }).click();
  await expect(panel(newcomer)).toContainText('承認しました');

  // One more letter: the approval is void, and the way to send closes at once.
  await newcomer.locator('.draft').getByRole('button', { name: '続きを書く' }).click();
  await expect(newcomer.getByRole('button', { name: '送信して処理済みにする' })).toBeVisible();
  await write(newcomer, '！');
  await expect(newcomer.getByRole('button', { name: '送信して処理済みにする' })).toHaveCount(0);
  await saved(newcomer);
  await newcomer.getByRole('button', { name: '保存して閉じる' }).click();
  await expect(panel(newcomer)).toContainText('もう一度確認が必要です');
  expect(complaints).toEqual([]);
  await context.close();
});

test('operators set whose mails need a check', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await page.goto(`/settings/mailboxes/${box.id}/sending`);
  await page.getByLabel('ほかの人の確認').selectOption('newcomers');
  await page.getByLabel('注意する言葉（1行に1つ）').fill('必ず\n絶対');
  await axe(page);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await page.goto(`/settings/mailboxes/${box.id}/access`);
  const mark = page.getByRole('checkbox', { name: '早瀬 透: 要確認' });
  await mark.check();
  await expect(page.getByText('早瀬 透 さんの送信前の確認を変えました')).toBeVisible();
  await axe(page);
  await page.reload();
  await expect(mark).toBeChecked();
  await page.goto(`/settings/mailboxes/${box.id}/sending`);
  await expect(page.getByLabel('ほかの人の確認')).toHaveValue('newcomers');
});
