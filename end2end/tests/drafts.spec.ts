// Writing: a reply from its first key to the customer's inbox, and what keeps the text safe on the way.
import { type Page } from '@playwright/test';
import { axe, expect, mail, test } from '../fixtures.ts';
import { Office, type Received } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const saved = (page: Page) => expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();
const send = (page: Page) => page.getByRole('button', { name: '送信して処理済みにする' });

async function write(page: Page, words: string): Promise<void> {
  await text(page).press('Control+Home');
  await page.keyboard.insertText(words);
}

async function startReply(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
}

/** What `=?utf-8?B?…?=` words say (RFC 2047). */
function decoded(header: string): string {
  const bytes = (kind: string, body: string) => kind.toUpperCase() === 'B'
    ? Buffer.from(body, 'base64')
    : Buffer.from(body.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
  return header.replaceAll(/\r?\n\s+/g, ' ').replaceAll(/\?=\s+=\?/g, '?==?').replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, body: string) => bytes(kind, body).toString('utf8'));
}

function header(raw: string, name: string): string {
  const head = raw.split(/\r?\n\r?\n/, 1)[0];
  return decoded(new RegExp(`^${name}:[ \\t]*((?:.*)(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1] ?? '');
}

/** The text part, whatever its transfer encoding. */
function body(raw: string): string {
  const parts = raw.split(/\r?\n--/);
  const part = parts.find((part) => /content-type:\s*text\/plain/i.test(part)) ?? raw;
  const [head, ...rest] = part.split(/\r?\n\r?\n/);
  const content = rest.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(content, 'base64').toString('utf8');
  if (/quoted-printable/i.test(head)) {
    return Buffer.from(content.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
  }
  return content;
}

test('a reply with a file reaches the customer once and whole', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '冷蔵ユニットの温度警報が止まらない件（至急のお願いです）', text: '今朝5時ごろから警報が鳴り続けています。' });
  await startReply(page, came.url);
  await axe(page);
  await write(page, '三嶋様\n添付の手順をお試しください。');
  await page.locator('input[type=file]').setInputFiles({ name: 'RF08 警報・一次対応（第2版）.txt', mimeType: 'text/plain', buffer: Buffer.from('手順その一\n') });
  await expect(page.getByText('RF08 警報・一次対応（第2版）.txt')).toBeVisible();
  await expect(page.locator('.comp__files .file[data-state]')).toHaveCount(0);
  await page.getByRole('button', { name: 'CC', exact: true }).click();
  const copy = mail.user('soko');
  await page.getByLabel('CC', { exact: true }).fill(`"Doe, Jane" <${copy}@example.jp>`);
  await send(page).dblclick();
  // Somebody in Cc who was never written to is asked about, once.
  await page.getByRole('alertdialog').getByRole('button', { name: 'このまま送信する' }).click();
  await expect(page.getByText('へ送信しました')).toBeVisible();
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('.read').getByRole('button', { name: '処理状況: 処理済み' })).toBeVisible();

  const raw = await mail.arrived(came.customer, /RF08|base64/);
  expect(await mail.read(came.customer), 'one copy').toHaveLength(1);
  await mail.arrived(copy, /./);
  expect(header(raw, 'Subject')).toBe('Re: 冷蔵ユニットの温度警報が止まらない件（至急のお願いです）');
  expect(header(raw, 'From')).toContain('こもれび機器 サポート窓口');
  expect(header(raw, 'From')).toContain(`<${box.user}@example.jp>`);
  expect(header(raw, 'To')).toMatch(new RegExp(`三嶋 航太郎"? <${came.customer}@example.jp>`));
  expect(header(raw, 'Cc')).toContain(`<${copy}@example.jp>`);
  expect(header(raw, 'In-Reply-To')).toContain(`<${came.customer}.`);
  const name = /filename\*0?\*?=(?:"?utf-8'')?([^;\r\n]+)/i.exec(raw)?.[0] ?? /filename=([^\r\n]+)/i.exec(raw)?.[0] ?? '';
  expect(name, 'the name of the file').not.toBe('');
  expect(decodeURIComponent([...raw.matchAll(/filename\*(?:\d+\*?)?=([^;\r\n]+)/gi)].map(([, value]) => value.replaceAll('"', '')).join('').replace(/^utf-8''/i, ''))).toBe('RF08 警報・一次対応（第2版）.txt');
  expect(raw.split(/\r?\n/).every((line) => Buffer.byteLength(line) <= 998), 'lines that every server takes').toBe(true);
  expect(body(raw)).toContain('添付の手順をお試しください。');
  expect(body(raw)).toContain('> 今朝5時ごろから警報が鳴り続けています。');
});

test('Enter of an input method neither sends nor ends an address', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '変換の確定' });
  await startReply(page, came.url);
  const composing = (target: ReturnType<typeof text>) => target.evaluate((element) => {
    for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const ctrlKey of [false, true]) element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey, bubbles: true, cancelable: true, ...more }));
    }
  });
  await composing(text(page));
  const to = page.getByLabel('To', { exact: true });
  await to.fill('たなか');
  await composing(to);
  await expect(to).toHaveValue('たなか');
  await to.fill('');
  await write(page, '確定しました。');
  await saved(page);
  await expect(page.locator('.toast')).toHaveCount(0);
  await text(page).press('Control+Enter');
  await expect(page.locator('.mail__state')).toBeVisible();
});

test('what was typed survives a reload and a broken connection', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '途中で切れる' });
  await startReply(page, came.url);
  await write(page, '一行目。');
  await saved(page);
  await page.reload();
  await expect(text(page)).toHaveValue(/^一行目。/);

  await page.route('**/rpc/drafts/save', (route) => route.abort());
  await write(page, '二行目。');
  await expect(page.locator('.comp__saved[data-state="failed"]')).toBeVisible();
  await expect(text(page)).toHaveValue(/^二行目。一行目。/);
  await page.unroute('**/rpc/drafts/save');
  await saved(page);
  await page.reload();
  await expect(text(page)).toHaveValue(/^二行目。一行目。/);
});

test('text that no save has reached comes back after the page was left', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '保存の前に' });
  await startReply(page, came.url);
  await page.route('**/rpc/drafts/save', (route) => route.abort());
  await write(page, '消えてはいけない文。');
  await expect(page.locator('.comp__saved[data-state="failed"]')).toBeVisible();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.unroute('**/rpc/drafts/save');
  await page.reload();
  await expect(text(page)).toHaveValue(/^消えてはいけない文。/);
});

test('a promised file is asked about, and a wrong address is marked', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await page.getByRole('button', { name: '新規メール' }).click();
  const to = page.getByLabel('To', { exact: true });
  await expect(to).toBeFocused();
  const customer = mail.user('shinki');
  await to.fill(`田中 花子 <${customer}@example.jp>, だれか`);
  await to.press('Enter');
  await expect(page.locator('.chip')).toHaveCount(2);
  await expect(page.locator('.chip[data-kind="bad"]')).toHaveText(/だれか/);
  await page.getByRole('textbox', { name: '件名' }).fill('新製品のご案内');
  await write(page, '資料を添付します。');
  await send(page).click();
  await expect(page.locator('.comp__obstacle')).toContainText('メールアドレスの形ではない');
  await axe(page);
  await page.getByRole('button', { name: 'だれか を外す' }).click();
  await send(page).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('添付ファイルがありません');
  await question.getByRole('button', { name: '本文に戻る' }).click();
  await expect(question).toBeHidden();
  await send(page).click();
  await question.getByRole('button', { name: 'このまま送信する' }).click();
  const raw = await mail.arrived(customer, /base64|UTF-8/i);
  expect(header(raw, 'Subject')).toBe('新製品のご案内');
  expect(header(raw, 'In-Reply-To')).toBe('');
});

test('a mail does not go without a file whose upload failed', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '届かない添付' });
  await startReply(page, came.url);
  await write(page, '資料を添付します。');
  await page.route('**/drafts/*/files?*', (route) => route.abort());
  await page.locator('input[type=file]').setInputFiles({ name: '図面.txt', mimeType: 'text/plain', buffer: Buffer.from('図面\n') });
  await expect(page.locator('.comp__files .file[data-state="failed"]')).toBeVisible();
  await axe(page);
  await send(page).click();
  await expect(page.getByRole('alert').filter({ hasText: '添付できていないファイルがあります' })).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: '保存して閉じる' }).click();
  await expect(text(page)).toBeVisible();
  await page.unroute('**/drafts/*/files?*');
  await page.getByRole('button', { name: '図面.txt をもう一度送る' }).click();
  await expect(page.locator('.comp__files .file[data-state]')).toHaveCount(0);
  await send(page).click();
  const raw = await mail.arrived(came.customer, /./);
  expect(raw).toMatch(/content-disposition:\s*attachment/i);
});

test('recipients are pasted as a column and corrected by keyboard', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await page.goto(`/m/${box.id}/tray`);
  await page.getByRole('button', { name: '新規メール' }).click();
  const to = page.getByLabel('To', { exact: true });
  await expect(to).toBeFocused();
  await to.evaluate((field) => {
    const data = new DataTransfer();
    data.setData('text/plain', 'one@example.jp\r\ntwo@example.jp\r\nだれか');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(page.locator('.chip')).toHaveCount(3);
  await expect(page.getByText('「だれか」 はメールアドレスの形ではありません')).toBeVisible();
  await axe(page);
  await to.press('Backspace');
  await expect(to).toHaveValue('だれか');
  await to.fill('');
  await page.getByRole('button', { name: 'one@example.jp を直す' }).press('Enter');
  await expect(to).toHaveValue('one@example.jp');
  await expect(to).toBeFocused();
  await to.press('Enter');
  await expect(page.locator('.chip')).toHaveCount(2);
});

test('a save that is refused says why and what to do', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '断られる保存' });
  await startReply(page, came.url);
  // Half a megabyte is the end.
  await text(page).fill('あ'.repeat(170_000));
  const strip = page.locator('.comp__notsaved');
  await expect(strip).toContainText('保存できていません');
  await expect(strip).toContainText('本文が長すぎます');
  await text(page).fill('短い本文。');
  await saved(page);
  await expect(strip).toHaveCount(0);
});

test('giving up with nothing written restores the former status', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: 'やはりやめる' });
  await startReply(page, came.url);
  await page.getByRole('button', { name: '下書きを破棄' }).click();
  await expect(page.locator('.read').getByRole('button', { name: '処理状況: 未処理' })).toBeVisible();
  await expect(page.getByRole('button', { name: '返信を始める' })).toBeFocused();
  await expect(page.locator('.draft')).toHaveCount(0);
});

test('two versions of one draft are both shown', async ({ page, app, context }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '二つの版' });
  await startReply(page, came.url);
  // A duplicated tab brings the session storage, and so the token, along.
  const storage = await page.evaluate(() => JSON.stringify(sessionStorage));
  const other = await context.newPage();
  await other.addInitScript((kept) => Object.entries(JSON.parse(kept) as Record<string, string>).forEach(([key, value]) => sessionStorage.setItem(key, value)), storage);
  await other.goto(page.url());
  await expect(text(other)).toBeVisible();
  await write(other, 'もう一つのタブで。');
  await saved(other);
  await write(page, 'このタブで。');
  const clash = page.locator('.clash');
  await expect(clash).toContainText('もう一つのタブで。');
  await expect(clash).toContainText('このタブで。');
  await axe(page);
  await clash.getByRole('button', { name: 'この文面を取り込む' }).click();
  await expect(text(page)).toHaveValue(/^もう一つのタブで。/);
  await page.locator('.toast').getByRole('button', { name: '元に戻す' }).click();
  await expect(text(page)).toHaveValue(/^このタブで。/);
  await saved(page);
});

test('the customer writes while a reply is written: the send stops once', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came: Received = await box.receive({ subject: '追って連絡' });
  await startReply(page, came.url);
  await write(page, '承知しました。');
  await saved(page);
  await mail.drop(box.user, [
    `From: ${came.customer}@example.jp`, `To: ${box.user}@example.jp`, 'Subject: Re: later', `Message-ID: <again.${came.customer}@example.jp>`,
    `In-Reply-To: <${await messageId(page, came)}>`, 'Content-Type: text/plain; charset=utf-8', '', '先ほどの件は取り消します。', '',
  ].join('\n'));
  await page.request.post('/rpc/accounts/receive', { data: { mailbox: box.id }, headers: { accept: 'application/json' } });
  await expect(page.getByText('お客様から新しいメールが届きました')).toBeVisible();
  await page.getByRole('button', { name: '読む' }).click();
  await expect(page.getByText('先ほどの件は取り消します。')).toBeVisible();
  await send(page).click();
  await expect(page.getByRole('alertdialog')).toContainText('お客様から新しいメールが届いています');
  await page.getByRole('alertdialog').getByRole('button', { name: 'このまま送信する' }).click();
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });
  expect(await mail.read(came.customer)).toHaveLength(1);
});

/** The Message-ID of the first mail of a conversation, from its source. */
async function messageId(page: Page, came: Received): Promise<string> {
  const view = await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  const first = view.items.find((item: { item: string }) => item.item === 'message').id;
  const source = await (await page.request.get(`/mail/${first}/source`)).text();
  return /^Message-ID: <(.+)>/im.exec(source)?.[1] ?? '';
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a long quote does not slow the keys down, and sending stands under the thumb', async ({ page, app }) => {
    const office = await Office.of(app);
    await office.signIn(page, 'saegusa');
    const box = await office.mailbox();
    const came = await box.receive({ subject: '長い引用', text: '同じ行がつづきます。\n'.repeat(6_000) });
    await startReply(page, came.url);
    expect((await text(page).inputValue()).length).toBeGreaterThan(60_000);
    const ms = await text(page).evaluate(async (field: HTMLTextAreaElement) => {
      field.setSelectionRange(0, 0);
      const begun = performance.now();
      for (let n = 0; n < 20; n += 1) {
        document.execCommand('insertText', false, 'あ');
        await new Promise((done) => requestAnimationFrame(done));
      }
      return (performance.now() - begun) / 20;
    });
    expect(ms, 'milliseconds a key').toBeLessThan(150);
    await expect(text(page)).toHaveValue(/^あ{20}/);
    const button = await send(page).boundingBox();
    expect(button?.height, 'a target for thumbs').toBeGreaterThanOrEqual(44);
    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(844);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await saved(page);
    await axe(page);
  });
});
