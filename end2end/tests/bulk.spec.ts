// Bulk mail: people of a file, a text with their names, a check, sending while somebody watches, what comes back, and opting out (MW-46 to MW-49).
import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { awake, axe, expect, mail, test } from '../fixtures.ts';
import { call, Office, PEOPLE } from '../office.ts';

const file = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const step = (page: Page, name: string) => page.getByRole('navigation', { name: '配信の手順' }).getByRole('link', { name });

/** The sender of a mailbox, as the field of the draft calls it. */
async function chooseSender(page: Page, user: string): Promise<void> {
  await page.getByLabel('送信元', { exact: true }).selectOption({ label: `こもれび機器 サポート窓口 <${user}@example.jp>` });
  await expect(page.getByText('保存しました').first()).toBeVisible();
}

async function hurry(page: Page): Promise<void> {
  await call(page.request, 'bulk/set-limits', { limits: { recipients: 1000, per_day: 2000, per_minute: 0, scheduled: 10 } });
}

/** A draft to the lines of a file, ready to be looked at. */
async function draft(page: Page, user: string, csv: string, subject: string): Promise<void> {
  await page.goto('/bulk');
  await page.getByRole('button', { name: '新しい一斉配信' }).click();
  await expect(page).toHaveURL(/\/bulk\/\d+$/);
  await page.getByRole('button', { name: 'CSVから' }).click();
  await page.getByLabel('CSVファイルを選ぶ').setInputFiles(file('名簿.csv', csv));
  await expect(page.getByText(/名簿\.csv：\d+行を読み込みました/)).toBeVisible();
  await step(page, '文面').click();
  await chooseSender(page, user);
  await page.getByRole('textbox', { name: '件名' }).fill(subject);
  await page.getByLabel('本文', { exact: true }).fill('%Customer% 様\n%Section%\n\n点検のご案内です。会場は%item:会場%です。');
  await step(page, '点検').click();
}

test('a thousand need no copies: a file, a text, a check, and everybody gets their own mail', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await hurry(page);
  const [one, two] = [mail.user('kyaku'), mail.user('kyaku')];
  await page.goto('/bulk');
  await axe(page);
  await page.getByRole('button', { name: '新しい一斉配信' }).click();
  await expect(page).toHaveURL(/\/bulk\/\d+$/);
  await axe(page);
  await page.getByRole('button', { name: 'CSVから' }).click();
  const csv = `アドレス,名前,会社,部課,会場\r\n${one}@example.jp,三嶋 航太郎,月見浜商事,購買部,東京\r\n${two}@example.jp,波多野 遼,,,大阪\r\n${one}@EXAMPLE.jp,三嶋,,,\r\nこれは違う,誰か\r\n`;
  await page.getByLabel('CSVファイルを選ぶ').setInputFiles(file('名簿.csv', csv));
  await expect(page.getByText('名簿.csv：4行を読み込みました')).toBeVisible();
  const side = page.getByRole('complementary', { name: '送信対象' });
  await expect(side.getByRole('status')).toContainText('2');
  await expect(page.getByRole('row', { name: /これは違う/ })).toContainText('アドレスの誤り');
  await expect(page.getByRole('row', { name: /これは違う/ })).toContainText('5行目');
  await expect(side).toContainText('重複');
  await side.getByLabel('宛先の名前').fill(`点検のお客様 ${box.user}`);
  await side.getByRole('button', { name: 'この宛先を保存' }).click();
  await expect(page.getByText('宛先を保存しました')).toBeVisible();
  await axe(page);

  await page.getByRole('link', { name: '次へ：文面' }).click();
  await chooseSender(page, box.user);
  await page.getByRole('textbox', { name: '件名' }).fill('%Company% 様 点検のご案内');
  await page.getByLabel('本文', { exact: true }).fill(' 様\n%Section%\n\n会場は%item:会場%です。');
  await page.getByLabel('本文', { exact: true }).press('Control+Home');
  await page.getByRole('button', { name: '予約語を入れる' }).click();
  await page.locator('[role="option"], [role="menuitemradio"]').filter({ hasText: '%Customer%' }).first().click();
  await expect(page.getByLabel('本文', { exact: true })).toHaveValue('%Customer% 様\n%Section%\n\n会場は%item:会場%です。');
  await page.getByLabel('添付', { exact: true }).setInputFiles({ name: '案内図.txt', mimeType: 'text/plain', buffer: Buffer.from('地図') });
  await expect(page.getByRole('list', { name: '添付ファイル' }).getByRole('link', { name: /案内図\.txt/ })).toBeVisible();
  await axe(page);

  await page.getByRole('link', { name: '次へ：点検' }).click();
  await expect(page.getByRole('heading', { name: '届くメールの見本' })).toBeVisible();
  await expect(page.getByText('月見浜商事 様 点検のご案内')).toBeVisible();
  await expect(page.getByRole('complementary', { name: '点検' })).toContainText('1人で空欄です');
  await axe(page);
  // What arrives, one after the other.
  await step(page, '文面').click();
  const arriving = page.getByRole('complementary', { name: '届くメール' });
  await expect(arriving).toContainText('三嶋 航太郎 様');
  await arriving.getByRole('button', { name: '次の人' }).click();
  await expect(arriving).toContainText('波多野 遼 様');
  await expect(arriving).toContainText('会場は大阪です。');
  await step(page, '点検').click();

  const send = page.getByRole('button', { name: '2人へ送る' });
  await expect(send).toBeDisabled();
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await send.click();
  await expect(page.getByRole('heading', { name: '配信が終わりました' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('2 ／ 2 通を送信')).toBeVisible();
  await axe(page);

  const raw = await mail.arrived(one, /^Subject:/m);
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  expect(raw).not.toContain(two);
  await mail.arrived(two, /^Subject:/m);
  for (const width of [1440, 1024, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of [page.url(), '/bulk']) {
      await page.goto(address);
      await expect(page.locator('#bulk-title')).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await axe(page);
    }
    await page.goBack();
  }
});

test('who opts out by the link gets nothing of the next one, and an answer names the bulk mail', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await hurry(page);
  const customer = mail.user('kyaku');
  const subject = `冬季点検 ${box.user}`;
  await draft(page, box.user, `アドレス,名前,会社,部課,会場\r\n${customer}@example.jp,三嶋 航太郎,,,東京\r\n`, subject);
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '1人へ送る' }).click();
  await expect(page.getByRole('heading', { name: '配信が終わりました' })).toBeVisible({ timeout: 20_000 });
  const raw = await mail.arrived(customer, /^List-Unsubscribe:/m);
  const token = /\/unsubscribe\/([0-9a-f]{32})>/.exec(raw)![1];

  // Somebody who never signed in, in a browser without scripts: one question, one button.
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', javaScriptEnabled: false });
  const stranger = await context.newPage();
  await stranger.goto(`/unsubscribe/${token}`);
  await expect(stranger.getByText(`${customer[0]}***@example.jp`)).toBeVisible();
  await stranger.getByRole('button', { name: '配信を停止する' }).click();
  await expect(stranger.getByText('への配信を停止しました')).toBeVisible();
  await stranger.goto('/unsubscribe/00000000000000000000000000000000');
  await expect(stranger.getByText('このリンクは正しくありません')).toBeVisible();
  await context.close();

  await draft(page, box.user, `${customer}@example.jp,三嶋 航太郎\r\n${mail.user('kyaku')}@example.jp,波多野 遼\r\n`, '次のご案内');
  await expect(page.getByRole('row', { name: new RegExp(customer) })).toContainText('配信停止');
  await expect(page.getByRole('button', { name: '1人へ送る' })).toBeVisible();

  // They ask for it again: the list of opt-outs gives them back.
  await page.goto('/bulk');
  await page.getByRole('button', { name: '配信停止の一覧' }).click();
  const list = page.getByRole('dialog', { name: '配信停止の一覧' });
  await list.getByRole('searchbox', { name: 'アドレスか名前で探す' }).fill(customer);
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('listitem')).toContainText('メールのリンクから');
  await axe(page);
  await list.getByRole('button', { name: /解除…/ }).click();
  await list.getByRole('button', { name: '配信を再開する' }).click();
  await expect(list.getByText('一致するものがありません')).toBeVisible();
  await list.locator('.dialog__foot').getByRole('button', { name: '閉じる' }).click();
  await draft(page, box.user, `${customer}@example.jp,三嶋 航太郎\r\n`, '再開のご案内');
  await expect(page.getByRole('button', { name: '1人へ送る' })).toBeVisible();

  const id = /^Message-ID: (<[^>]+>)/im.exec(raw)![1];
  await mail.drop(box.user, [
    `From: ${customer}@example.jp`, `To: ${box.user}@example.jp`, 'Subject: Re: question', `Message-ID: <${customer}@example.jp>`, `In-Reply-To: ${id}`,
    'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', 'When is it?', '',
  ].join('\n'));
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  await page.goto(`/m/${box.id}/all`);
  await page.getByRole('link', { name: /Re: question/ }).click();
  await expect(page.locator('.timeline__event', { hasText: `一斉配信「${subject}」への返信です` })).toBeVisible();
  // The line leads to it.
  await page.locator('.timeline__event', { hasText: subject }).getByRole('link', { name: '一斉配信を開く' }).click();
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();
});

test('it repeats: on the days that are chosen, paused, changed and ended by hand', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await hurry(page);
  await draft(page, box.user, `${mail.user('kyaku')}@example.jp,三嶋 航太郎\r\n`, '毎月のご案内');
  await page.getByLabel('繰り返し送る（定期メール）').check();
  await page.getByLabel('いつ', { exact: true }).selectOption({ label: '毎週' });
  await page.getByRole('group', { name: '曜日' }).getByLabel('月').uncheck();
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '定期配信を始める' }).click();
  // Without a day there is nothing to do, and what was chosen is still there.
  await expect(page.getByText('曜日を入力してください。')).toBeVisible();
  await page.getByRole('group', { name: '曜日' }).getByLabel('木').check();
  await page.getByLabel('時刻').fill('08:30');
  await page.getByLabel('土日・祝日にあたるとき').selectOption({ label: '前の平日に送る' });
  await axe(page);
  await page.getByRole('button', { name: '定期配信を始める' }).click();
  await expect(page.getByRole('heading', { name: '定期配信中です' })).toBeVisible();
  await expect(page.getByText('毎週木 8:30（土日・祝日は前の平日）')).toBeVisible();
  await expect(page.locator('.mailing__next li')).toHaveCount(3);
  await expect(page.getByText('まだ配信していません。')).toBeVisible();
  await axe(page);
  for (const width of [1440, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: '一時停止' }).click();
  await expect(page.getByRole('heading', { name: '定期配信を一時停止しています' })).toBeVisible();
  await page.getByRole('button', { name: '再開' }).click();
  await expect(page.getByRole('heading', { name: '定期配信中です' })).toBeVisible();
  await page.getByRole('button', { name: '内容を直す' }).click();
  await step(page, '点検').click();
  // It remembers how often.
  await expect(page.getByLabel('時刻')).toHaveValue('08:30');
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '定期配信を始める' }).click();
  await expect(page.getByRole('heading', { name: '定期配信中です' })).toBeVisible();
  await page.getByRole('button', { name: '終了…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '終了する' }).click();
  await expect(page.getByRole('heading', { name: '定期配信を終了しました' })).toBeVisible();
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('formatted text: a template, a picture, words offered while typing, and what each of them would see', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await hurry(page);
  const name = `案内文 ${box.user}`;
  const template = await call(page.request, 'templates/create', { form: { name, folder: '', mailbox: box.id, editors: 'everybody', named: [] } });
  const { version } = await (await page.request.get(`/rpc/templates/page?id=${template}`)).json();
  const html = '<div><b>%Customer|お客様% 様</b></div><div>冬の点検のご案内です。</div>';
  await call(page.request, 'templates/publish', { id: template, version, content: { subject: '点検のご案内', text: '', html, to: '', cc: '', bcc: '' }, note: '' });
  const [customer, other] = [mail.user('kyaku'), mail.user('kyaku')];
  await page.goto('/bulk');
  await page.getByRole('button', { name: '新しい一斉配信' }).click();
  await expect(page).toHaveURL(/\/bulk\/\d+$/);
  await page.getByRole('button', { name: 'CSVから' }).click();
  const csv = `アドレス,名前,会社,部課,会場\r\n${customer}@example.jp,,,,東京\r\n${other}@example.jp,波多野 遼,,,大阪\r\n`;
  await page.getByLabel('CSVファイルを選ぶ').setInputFiles(file('名簿.csv', csv));
  await expect(page.getByText(/名簿\.csv：\d+行を読み込みました/)).toBeVisible();
  await step(page, '文面').click();
  await chooseSender(page, box.user);
  await page.getByRole('button', { name: 'HTML', exact: true }).click();
  const text = page.locator('#bulk-rich[contenteditable="true"]');
  await expect(text).toBeVisible();
  await page.getByRole('button', { name: 'テンプレート', exact: true }).click();
  const picker = page.getByRole('dialog', { name: 'テンプレートを挿入' });
  await picker.getByRole('searchbox').fill(box.user);
  await axe(page);
  await picker.getByRole('button', { name }).click();
  await expect(text.locator('b')).toHaveText('%Customer|お客様% 様');
  await expect(page.getByRole('textbox', { name: '件名' })).toHaveValue('点検のご案内');
  // The preview beside the text follows what is saved, in one and the same frame.
  const arriving = page.getByRole('complementary', { name: '届くメール' });
  const shown = arriving.frameLocator('.mailing__frame');
  await expect(shown.getByText('お客様 様')).toBeVisible();
  await arriving.locator('.mailing__frame').evaluate((frame) => { frame.dataset.seen = 'yes'; });
  // Words and columns are offered behind a percent sign.
  await text.press('Control+End');
  await page.keyboard.type('会場は%item:');
  await expect(page.getByRole('option', { name: /%item:会場%/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(text).toContainText('会場は%item:会場%');
  await expect(shown.getByText('会場は東京')).toBeVisible();
  await page.getByLabel('画像を本文に入れる').setInputFiles({ name: '地図.png', mimeType: 'image/png', buffer: PNG });
  await expect(text.locator('img')).toHaveCount(1);
  await expect(shown.locator('img')).toHaveAttribute('src', /^data:image\/png/);
  await arriving.getByRole('button', { name: '次の人' }).click();
  await expect(shown.getByText('波多野 遼 様')).toBeVisible();
  await expect(shown.getByText('会場は大阪')).toBeVisible();
  await expect(arriving.locator('.mailing__frame')).toHaveAttribute('data-seen', 'yes');
  await arriving.getByText('テキストだけの表示').click();
  await expect(arriving.locator('.mailing__arrives')).toContainText('会場は大阪');
  await axe(page, ['iframe']);
  // What was written is kept, and comes back formatted.
  await page.reload();
  await expect(text.locator('b')).toHaveText('%Customer|お客様% 様');
  await expect(text.locator('img')).toHaveCount(1);

  await step(page, '点検').click();
  await expect(page.getByRole('heading', { name: '届くメールの見本' })).toBeVisible();
  const frame = page.frameLocator('.mailing__samples .mailing__frame').first();
  await expect(frame.getByText('お客様 様')).toBeVisible();
  await expect(frame.getByText('会場は東京')).toBeVisible();
  await expect(frame.locator('img')).toHaveAttribute('src', /^data:image\/png/);
  await page.getByText('テキストだけの表示').first().click();
  await expect(page.locator('.mailing__samples .mailing__arrives').first()).toContainText('会場は東京');
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '2人へ送る' }).click();
  await expect(page.getByRole('heading', { name: '配信が終わりました' })).toBeVisible({ timeout: 20_000 });
  const raw = await mail.arrived(customer, /^Subject:/m);
  expect(raw).toMatch(/multipart\/related/);
  expect(raw).toMatch(/^Content-ID: </im);
  expect(raw).not.toContain(other);
  await mail.arrived(other, /^Content-ID: </im);
});

test('it waits for an hour, is taken back, needs a second look where its mailbox says so, and stops when somebody stops it', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await call(page.request, 'bulk/set-limits', { limits: { recipients: 1000, per_day: 2000, per_minute: 1, scheduled: 10 } });
  await call(page.request, 'checks/set-rules', { mailbox: box.id, rules: { mode: 'everybody', correcting: true, always_confirm: false, forbidden: '' } });
  const rows = [1, 2, 3].map((n) => `${mail.user('kyaku')}@example.jp,参加者${n}\r\n`).join('');
  await draft(page, box.user, rows, '承認がいるご案内');
  const url = page.url();
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '3人へ送る' }).click();
  await expect(page.getByText('ほかの人が承認するまで送信できません').first()).toBeVisible();
  await page.getByLabel('確認者').selectOption({ label: PEOPLE.hayase });
  await page.getByLabel('伝えること').fill('お願いします');
  await page.getByRole('button', { name: '確認を依頼' }).click();
  await expect(page.getByText(`${PEOPLE.saegusa} が ${PEOPLE.hayase} に確認を依頼しています`)).toBeVisible();

  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const other = await context.newPage();
  await office.signIn(other, 'hayase');
  // The notice leads to it, and is read by that.
  await other.goto('/notifications');
  await other.getByRole('link', { name: /あなたに確認を依頼しました/ }).filter({ hasText: '承認がいるご案内' }).click();
  await expect(other).toHaveURL(url.replace(/\?.*$/, ''));
  await other.goto(url);
  await awake(other);
  await expect(other.getByText('お願いします')).toBeVisible();
  await axe(other);
  await other.getByRole('button', { name: '承認する' }).click();
  // Live at the writer's.
  await expect(page.getByText(`${PEOPLE.hayase} が承認しました`)).toBeVisible();

  await page.getByLabel('日時を決める').check();
  await page.getByLabel('日時', { exact: true }).fill(`${new Date().getFullYear() + 1}-01-05T09:00`);
  await page.getByRole('button', { name: '3人への送信を予約する' }).click();
  await expect(page.getByRole('heading', { name: /に送る予約です/ })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: '予約を取り消す' }).click();
  await step(page, '点検').click();
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '3人へ送る' }).click();
  // One a minute: the first is out at once, and a colleague sees it come.
  await expect(other.getByText('1 ／ 3 通を送信')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: '一時停止' }).click();
  await expect(page.getByRole('heading', { name: '一時停止しています' })).toBeVisible();
  await page.getByRole('button', { name: '再開' }).click();
  await expect(page.getByRole('heading', { name: '配信しています' })).toBeVisible();
  await page.getByRole('button', { name: '中止…' }).click();
  await axe(page);
  await page.getByRole('alertdialog').getByRole('button', { name: '中止する' }).click();
  await expect(page.getByRole('heading', { name: '中止しました' })).toBeVisible();
  await expect(page.getByText('1 ／ 3 通を送信')).toBeVisible();
  await context.close();
});

test('those whom a server refuses are listed, leave as a file, and are sent to once more', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  await hurry(page);
  // The private server refuses the one at once, and reports the other later.
  const [refused, returned] = [mail.user('reject'), mail.user('bounce')];
  const rows = `アドレス,名前,会社,部課,会場\r\n${mail.user('kyaku')}@example.jp,届く人,,,東京\r\n${refused}@example.jp,届かない人,月見浜商事,購買部,大阪\r\n${returned}@example.jp,戻る人\r\n`;
  await draft(page, box.user, rows, '一部届かないご案内');
  await page.getByLabel('送信元・件名・人数を確かめました').check();
  await page.getByRole('button', { name: '3人へ送る' }).click();
  await expect(page.getByRole('heading', { name: '配信が終わりました。届かなかった人がいます' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('row', { name: /届かない人/ })).toContainText('送信できません');
  await mail.arrived(box.user, /^Content-Type: multipart\/report/m);
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  await expect(page.getByRole('row', { name: /戻る人/ })).toContainText('戻ってきました');
  await axe(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'エラーをCSVで保存' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('メールアドレス,名前,会社,部課,会場,エラー\r\n' + `${refused}@example.jp,届かない人,月見浜商事,購買部,大阪,`);
  await page.getByRole('button', { name: '届かなかった人へ送り直す' }).click();
  await expect(page.getByText('前回届かなかった人')).toBeVisible();
  await page.getByRole('button', { name: '下書きを削除' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '削除' }).click();
  await expect(page).toHaveURL(/\/bulk$/);
});
