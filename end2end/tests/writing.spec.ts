// Writing with formatted text, suggested recipients, earlier versions, and paper.
import { type Locator, type Page } from '@playwright/test';
import { axe, expect, mail, test } from '../fixtures.ts';
import { Office } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const rich = (page: Page) => page.locator('.comp__rich[contenteditable="true"]');
const saved = (page: Page) => expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();
const tool = (page: Page, name: string) => page.getByRole('group', { name: '書式' }).getByRole('button', { name });

/** A picture of 2 x 1 pixels. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP4z8DAAMQABf0B/9ZQ0m8AAAAASUVORK5CYII=', 'base64');

async function startReply(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
}

async function startFormatted(page: Page, url: string): Promise<void> {
  await startReply(page, url);
  await page.getByRole('button', { name: 'HTML', exact: true }).click();
  await expect(rich(page)).toBeFocused();
}

/** What the clipboard would bring. */
async function paste(target: Locator, data: Record<string, string>): Promise<void> {
  await target.evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, value] of Object.entries(data)) clipboardData.setData(kind, value);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

/** The draft of a conversation as the server has it. */
async function draft(page: Page, conversation: number): Promise<{ content: { text: string; html: string | null; to: string } }> {
  return (await (await page.request.get(`/rpc/conversations/open?id=${conversation}`)).json()).drafts[0];
}

/** The parts of a mail with their types, decoded. */
function parts(raw: string): { head: string; body: string }[] {
  return raw.split(/\r?\n--[^\r\n]+(?:\r?\n|$)/).map((part) => {
    const [head, ...rest] = part.split(/\r?\n\r?\n/);
    const content = rest.join('\n\n');
    if (/encoding:\s*base64/i.test(head)) return { head, body: Buffer.from(content, 'base64').toString('utf8') };
    if (!/quoted-printable/i.test(head)) return { head, body: content };
    const bytes = content.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return { head, body: Buffer.from(bytes, 'latin1').toString('utf8') };
  });
}

test('a formatted reply with a picture reaches the customer as HTML and as text', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '書式つきの返信', text: '手順を教えてください。' });
  await startFormatted(page, came.url);
  await expect(rich(page).locator('blockquote')).toHaveText('手順を教えてください。');
  await axe(page);
  await page.keyboard.press('Control+b');
  await page.keyboard.type('important');
  await page.keyboard.press('Control+b');
  await expect(tool(page, '太字')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Enter');
  await page.keyboard.type('first');
  await tool(page, '箇条書き').first().click();
  await expect(tool(page, '箇条書き').first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.type('second ');
  await page.getByLabel('画像を本文に入れる').setInputFiles({ name: '図.png', mimeType: 'image/png', buffer: PICTURE });
  await expect(rich(page).locator('li img')).toBeVisible();
  await expect(page.locator('.comp__files .file')).toHaveCount(0);
  expect(await rich(page).locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth), 'the picture is shown').toBe(2);
  await saved(page);
  await page.reload();
  await expect(rich(page).locator('b')).toHaveText('important');
  await expect(rich(page).locator('li img')).toBeVisible();
  await text(page).press('Control+Enter');
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 20_000 });

  const raw = await mail.arrived(came.customer, /multipart\/related/);
  const all = parts(raw);
  expect(raw).toMatch(/content-type: multipart\/alternative/i);
  const plain = all.find(({ head }) => /content-type: text\/plain/i.test(head))?.body ?? '';
  expect(plain).toContain('important');
  expect(plain).toContain('- first');
  expect(plain).toContain('> 手順を教えてください。');
  const html = all.find(({ head }) => /content-type: text\/html/i.test(head))?.body ?? '';
  const [, cid] = /src="cid:([^"]+)"/.exec(html) ?? [];
  expect(html).toContain('<b>important</b>');
  expect(html).toMatch(/<ul><li>first/);
  expect(raw).toContain(`Content-ID: <${cid}>`);
  expect(raw).toMatch(/content-disposition: inline/i);
});

test('what Word and web pages bring along stays behind', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '貼り付け' });
  await startFormatted(page, came.url);
  await paste(rich(page), {
    'text/plain': 'x',
    'text/html': `<html xmlns:o="urn:o"><head><style>p.MsoNormal{mso-style:x}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->
      <p class="MsoNormal" style="mso-margin-top-alt:auto"><span style="font-weight:700;font-family:'MS Mincho'">重要</span><o:p></o:p></p>
      <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.<span>&nbsp;&nbsp;</span></span>一つ目</p>
      <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">2.<span>&nbsp;&nbsp;</span></span>二つ目</p>
      <p>先<img src="https://tracker.example/pixel.gif" width="1"><a href="javascript:alert(1)">罠</a><a href="https://x.example/" onclick="alert(1)">道</a></p>
      <img src="x" onerror="document.title='taken'"><script>document.title = 'taken'</script></body></html>`,
  });
  await expect(rich(page).locator('ol li')).toHaveText(['一つ目', '二つ目']);
  await expect(rich(page).locator('b')).toHaveText('重要');
  await saved(page);
  const { content } = await draft(page, came.id);
  expect(content.html).not.toMatch(/style|class|mso|font|span|tracker|script|onerror|onclick|o:p/i);
  expect(content.html).toContain('<a href="https://x.example/">道</a>');
  expect(content.text).toContain('1. 一つ目\n2. 二つ目');
  await expect(page).not.toHaveTitle('taken');
});

test('a picture that is pasted or dropped stands in the text, another file beside it', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '画面の写し' });
  await startFormatted(page, came.url);
  const bring = (kind: 'paste' | 'drop') => rich(page).evaluate((element, { kind, picture }) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
    data.items.add(new File([bytes], `${kind}.png`, { type: 'image/png' }));
    if (kind === 'drop') data.items.add(new File(['a'], '表.csv', { type: 'text/csv' }));
    const { left, top } = element.getBoundingClientRect();
    element.dispatchEvent(kind === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent('drop', { dataTransfer: data, clientX: left + 20, clientY: top + 20, bubbles: true, cancelable: true }));
  }, { kind, picture: PICTURE.toString('base64') });
  await bring('paste');
  await expect(rich(page).locator('img')).toHaveCount(1);
  await bring('drop');
  await expect(rich(page).locator('img')).toHaveCount(2);
  await expect(page.locator('.comp__files .file')).toHaveText(/表\.csv/);
  await saved(page);
  expect((await draft(page, came.id)).content.html?.match(/src="cid:/g)).toHaveLength(2);
});

test('an editor in which nothing was written leaves nothing behind', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  await page.request.post('/rpc/users/save-profile', {
    data: { profile: { ...await (await page.request.get('/rpc/users/profile')).json(), writes_rich: true } }, headers: { accept: 'application/json' },
  });
  const box = await office.mailbox();
  const came = await box.receive({ subject: 'やはり書かない' });
  await page.goto(came.url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(rich(page)).toBeFocused();
  await page.getByRole('button', { name: '下書きを破棄' }).click();
  await expect(page.locator('.read').getByRole('button', { name: '処理状況: 未処理' })).toBeVisible();
  await expect(page.locator('.draft')).toHaveCount(0);
});

test('plain and formatted text are switched, and what would be lost is asked about', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '切り替え', text: '一行目\n二行目' });
  await startReply(page, came.url);
  const before = await text(page).inputValue();
  const [html, plain] = ['HTML', 'テキスト'].map((name) => page.getByRole('group', { name: '本文の形式' }).getByRole('button', { name }));
  await html.click();
  await expect(rich(page)).toBeFocused();
  await plain.click();
  await expect(text(page)).toBeFocused();
  expect((await text(page).inputValue()).trim(), 'there and back changes nothing').toBe(before.trim());
  await html.click();
  await expect(rich(page)).toBeFocused();
  await page.keyboard.type('bold');
  await rich(page).evaluate((root) => getSelection()?.selectAllChildren(root.firstElementChild as Element));
  await tool(page, '太字').click();
  await expect(rich(page).locator('b')).toHaveText('bold');
  await plain.click();
  const question = page.getByRole('alertdialog', { name: 'テキストに切り替えますか' });
  await axe(page);
  await question.getByRole('button', { name: 'やめる' }).click();
  await expect(rich(page).locator('b')).toHaveText('bold');
  await plain.click();
  await question.getByRole('button', { name: 'テキストに切り替える' }).click();
  await expect(text(page)).toHaveValue(/^bold\n/);
  await saved(page);
  expect((await draft(page, came.id)).content.html).toBeNull();
});

test('an input method keeps its Enter, and a link is set by keyboard', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '変換の確定と書式' });
  await startFormatted(page, came.url);
  await rich(page).evaluate((element) => {
    for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const ctrlKey of [false, true]) element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey, bubbles: true, cancelable: true, ...more }));
    }
  });
  await page.keyboard.insertText('説明書');
  await rich(page).evaluate((root) => getSelection()?.selectAllChildren(root.firstElementChild as Element));
  await tool(page, 'リンク').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('リンク先のアドレス').fill('docs.example/guide');
  await page.keyboard.press('Enter');
  await expect(rich(page).locator('a')).toHaveAttribute('href', 'https://docs.example/guide');
  await saved(page);
  expect((await draft(page, came.id)).content.text).toContain('説明書 <https://docs.example/guide>');
  await expect(page.locator('.mail__state')).toHaveCount(0);
});

test('whoever likes to format begins so, and the editor is loaded only then', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'hayase');
  const box = await office.mailbox();
  const came = await box.receive({ subject: 'はじめから書式' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/settings/profile');
  const choice = page.getByLabel('メールを HTML で書き始める');
  await choice.setChecked(true);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.locator('.toast')).toBeVisible();
  await page.goto(came.url);
  expect(asked.filter((url) => /pkg\/(rich|squire|dompurify)/.test(url)), 'nothing of the editor before it is needed').toEqual([]);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(rich(page)).toBeFocused();
  expect(asked.some((url) => /pkg\/squire/.test(url))).toBe(true);
});

test('an editor that cannot be loaded loses nothing and can be asked for again', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '届かない道具' });
  await page.route('**/pkg/rich.*', (route) => route.abort());
  await startReply(page, came.url);
  await text(page).press('Control+Home');
  await page.keyboard.insertText('大切な一文。');
  await page.getByRole('button', { name: 'HTML', exact: true }).click();
  const note = page.getByRole('alert').filter({ hasText: '編集画面を読み込めませんでした' });
  await expect(note).toBeVisible();
  await saved(page);
  expect((await draft(page, came.id)).content.text).toContain('大切な一文。');
  await page.unroute('**/pkg/rich.*');
  await note.getByRole('button', { name: 'もう一度試す' }).click();
  await expect(rich(page)).toContainText('大切な一文。');
});

test('recipients are suggested by name, reading and address, and taken by key or finger', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const sato = mail.user('sato');
  await box.receive({ subject: '一通目', customer: sato, name: `佐藤 花子（サトウ${sato.slice(-4)}）` });
  const other = mail.user('tanaka');
  await box.receive({ subject: '二通目', customer: other, name: `田中 次郎${other.slice(-4)}` });
  await page.goto(`/m/${box.id}/tray`);
  await page.getByRole('button', { name: '新規メール' }).click();
  const to = page.getByRole('combobox', { name: 'To', exact: true });
  await expect(to).toBeFocused();
  const options = page.locator('.chips__menu').getByRole('option');
  await to.pressSequentially(`さとう${sato.slice(-4)}`);
  await expect(options).toHaveCount(1);
  await expect(to).toHaveAttribute('aria-expanded', 'true');
  await axe(page);
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(to).toHaveAttribute('aria-activedescendant', await options.first().getAttribute('id') ?? '');
  await to.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, isComposing: true })));
  await expect(page.locator('.chip')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('.chip')).toHaveText(/佐藤 花子/);
  await expect(to).toBeFocused();
  await expect(options).toHaveCount(0);
  await to.pressSequentially(other.slice(0, -1));
  await expect(options).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(to).toHaveValue(other.slice(0, -1));
  await to.press('End');
  await to.pressSequentially(other.slice(-1));
  await options.first().click();
  await expect(page.locator('.chip')).toHaveCount(2);
  await to.pressSequentially('new@example.jp,');
  await expect(page.locator('.chip')).toHaveCount(3);
  await saved(page);
});

test('earlier versions tell who wrote them, and one of them comes back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '版を戻す' });
  await startReply(page, came.url);
  await text(page).fill('はじめの文面。');
  await saved(page);
  await page.getByRole('button', { name: '保存して閉じる' }).click();
  await office.signIn(page, 'hayase');
  await page.goto(came.url);
  await page.locator('.draft').getByRole('button', { name: '続きを書く' }).click();
  await expect(text(page)).toHaveValue('はじめの文面。');
  await text(page).fill('書き直した文面。');
  await saved(page);
  await page.getByRole('button', { name: '版', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'この下書きの版' });
  const lines = dialog.getByRole('listitem');
  await expect(lines.first()).toContainText('早瀬 透');
  await expect(dialog.locator('.versions__text')).toHaveText('書き直した文面。');
  await axe(page);
  await lines.filter({ hasText: '三枝 みのり' }).first().getByRole('button').click();
  await expect(dialog.locator('.versions__text')).toHaveText('はじめの文面。');
  await dialog.getByRole('button', { name: 'この版に戻す' }).click();
  await expect(text(page)).toHaveValue('はじめの文面。');
  await saved(page);
  expect((await draft(page, came.id)).content.text).toBe('はじめの文面。');
  await page.getByRole('button', { name: '版', exact: true }).click();
  await lines.nth(1).getByRole('button').click();
  await expect(dialog.locator('.versions__text'), 'what stood there is kept').toHaveText('書き直した文面。');
});

test('a conversation and a single mail come out on paper', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '印刷', text: `紙に出す本文。\n${'長い本文が続きます。\n'.repeat(120)}終わりの一行。` });
  await page.goto(came.url);
  await page.evaluate(() => {
    window.print = () => { document.documentElement.dataset.asked = document.documentElement.hasAttribute('data-print-one') ? 'one' : 'all'; };
  });
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.mail__plain').first()).toBeVisible();
  for (const hidden of ['.nav', '.list', '.read__bar', '.replybar']) await expect(page.locator(hidden).first()).toBeHidden();
  expect((await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)?.length, 'pages').toBeGreaterThan(2);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'このメールだけを印刷' }).click();
  await expect(page.locator('html[data-asked="one"]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.props')).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('[data-print-one]')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('formatted text is written under the thumb, and suggestions are tapped', async ({ page, app }) => {
    const office = await Office.of(app);
    await office.signIn(page, 'saegusa');
    const box = await office.mailbox();
    const came = await box.receive({ subject: '電話から' });
    await startFormatted(page, came.url);
    const bold = await tool(page, '太字').boundingBox();
    expect(Math.min(bold?.width ?? 0, bold?.height ?? 0), 'a target for thumbs').toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'CC', exact: true }).tap();
    const copy = page.getByRole('combobox', { name: 'CC', exact: true });
    await copy.pressSequentially(came.customer);
    const option = page.locator('.chips__menu').getByRole('option').first();
    await expect(option).toBeVisible();
    expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await option.tap();
    await expect(page.locator('.chip')).toHaveCount(2);
    await saved(page);
    await axe(page);
  });
});
