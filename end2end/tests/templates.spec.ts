// Templates: their desk, versions that are in use from the moment they are published, and what the composer makes of them.
import { type Browser, type Page } from '@playwright/test';
import { axe, expect, mail, test, watch } from '../fixtures.ts';
import { Office, call, type Box } from '../office.ts';

const text = (page: Page) => page.getByRole('textbox', { name: '本文' });
const rich = (page: Page) => page.locator('.comp__rich[contenteditable="true"]');
const picker = (page: Page) => page.getByRole('dialog', { name: 'テンプレートを差し込む' });
const find = (page: Page) => picker(page).getByRole('combobox');
const saved = (page: Page) => expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();

const EMPTY = { subject: '', text: '', html: null as string | null, to: '', cc: '', bcc: '' };
type Said = Partial<typeof EMPTY>;

/** A template in use, made through the program's own interface. */
async function inUse(page: Page, box: Box | null, name: string, said: Said, folder = ''): Promise<number> {
  const id = await call(page.request, 'templates/create', { form: { name, folder, mailbox: box?.id ?? null, editors: 'everybody', named: [] } });
  await publish(page, id, said, '');
  return id;
}

async function publish(page: Page, id: number, said: Said, note: string): Promise<void> {
  const { version } = await (await page.request.get(`/rpc/templates/page?id=${id}`)).json();
  await call(page.request, 'templates/publish', { id, version, content: { ...EMPTY, ...said }, note });
}

async function startReply(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: '返信を始める' }).click();
  await expect(text(page)).toBeFocused();
}

async function colleague(browser: Browser, app: { url: string }, office: Office): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', serviceWorkers: 'block' });
  const page = await context.newPage();
  watch(page);
  await office.signIn(page, 'hayase');
  return page;
}

test('a slash, a few letters and Enter put a template in, and sending asks about its blanks', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  await inUse(page, box, '納期のご案内', { subject: '納期について', text: '%Company%\n%Section%\n%Customer% 様\n\n%UserLastName%です。明日お届けします。', cc: 'kiroku@example.jp' });
  await inUse(page, box, '別の用件', { text: '関係のない文です。' });
  const came = await box.receive({ subject: '納期', text: 'いつ届きますか。' });
  await startReply(page, came.url);
  // A slash inside of words is a slash.
  await page.keyboard.type('7/24 ');
  await expect(picker(page)).toBeHidden();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('/');
  await expect(find(page)).toBeFocused();
  await page.keyboard.type('のうき');
  await expect(picker(page).getByRole('status')).toContainText('一致するものがありません');
  await find(page).fill('納期');
  await expect(picker(page).getByRole('option')).toHaveCount(1);
  await expect(picker(page).locator('.tplprev')).toContainText('三嶋 航太郎 様');
  await expect(picker(page).locator('.tplprev .rw[data-empty]')).toHaveCount(2);
  await axe(page);
  await page.keyboard.press('Enter');
  await expect(picker(page)).toBeHidden();
  await expect(text(page)).toBeFocused();
  await expect(text(page)).toHaveValue(/^\n\n三嶋 航太郎 様\n\n三枝です。明日お届けします。7\/24 /);
  // What was filled in is painted and listed.
  await expect(page.locator('.comp__behind .rw')).toHaveCount(4);
  const list = page.getByRole('region', { name: '差し込んだ予約語' });
  await expect(list).toContainText('%Company%');
  await expect(list).toContainText('空欄');
  await expect(page.getByRole('button', { name: /kiroku@example\.jp を外す/ })).toBeVisible();
  // The reply keeps its subject unless somebody asks for the other one.
  await expect(page.getByLabel('件名', { exact: true })).toHaveValue('Re: 納期');
  await axe(page);
  await saved(page);
  await page.getByRole('button', { name: '送信して処理済みにする' }).click();
  const question = page.getByRole('alertdialog', { name: '送信する前に確認' });
  await expect(question).toContainText('予約語 %Company% の内容がわからず、空欄になっています');
  await expect(question).toContainText('予約語 %Section%');
  await question.getByRole('button', { name: '本文に戻る' }).click();
  // Written by hand where it was blank: no longer asked about, and no longer shown.
  await list.getByRole('button', { name: 'その場所へ' }).first().click();
  await expect(text(page)).toBeFocused();
  await page.keyboard.insertText('月見浜商事');
  await expect(page.locator('.comp__behind .rw')).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.insertText('購買部');
  await expect(list).not.toContainText('空欄');
  await saved(page);
  await page.getByRole('button', { name: '送信して処理済みにする' }).click();
  await expect(question).toBeVisible();
  await expect(question).not.toContainText('予約語');
  await question.getByRole('button', { name: 'このまま送信する' }).click();
  await mail.arrived(came.customer, /./);
});

test('Escape leaves the slash and what was typed behind it as text', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await inUse(page, box, '残る文', { text: '使わない' });
  const came = await box.receive({ subject: '経路' });
  await startReply(page, came.url);
  await page.keyboard.type('/');
  await expect(find(page)).toBeFocused();
  await page.keyboard.type('usr');
  await page.keyboard.press('Escape');
  await expect(picker(page)).toBeHidden();
  await expect(text(page)).toBeFocused();
  await expect(text(page)).toHaveValue(/^\/usr\n/);
  await page.keyboard.type('/local ');
  await expect(picker(page)).toBeHidden();
  await expect(text(page)).toHaveValue(/^\/usr\/local \n/);
});

test('what a colleague publishes while the picker is open is what comes in', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const id = await inUse(page, box, '料金のご案内', { text: '送料は500円です。' });
  const came = await box.receive({ subject: '料金' });
  await startReply(page, came.url);
  await page.keyboard.press('Alt+t');
  await expect(find(page)).toBeFocused();
  await find(page).fill('料金');
  await expect(picker(page).getByRole('option')).toContainText('v1');
  await expect(picker(page).locator('.tplprev')).toContainText('500円');
  const other = await colleague(browser, app, office);
  await other.goto(`/templates/${id}`);
  await other.locator('#template-text').fill('送料は無料です。');
  await other.getByPlaceholder('変更の説明（使う人に見えます）').fill('送料を無料にしました');
  await other.getByRole('button', { name: 'v2 として公開' }).click();
  await expect(other.getByText('v2 を公開しました')).toBeVisible();
  await axe(other);
  // The open picker shows it, and nothing else can come in.
  await expect(picker(page).getByRole('option')).toContainText('v2');
  await expect(picker(page).getByRole('option')).toContainText('新版');
  await find(page).press('Enter');
  await expect(text(page)).toHaveValue(/^送料は無料です。/);
  await other.context().close();
  const { published, weeks, users } = await (await page.request.get(`/rpc/templates/page?id=${id}`)).json();
  expect([published, weeks.at(-1), users]).toEqual([2, 1, [['三枝 みのり', 1]]]);
});

test('v1 cannot come in even where the live stream is silent', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const id = await inUse(page, box, '静かな更新', { text: '古い文です。' });
  const came = await box.receive({ subject: '静か' });
  await page.route('**/events', (route) => route.abort());
  await startReply(page, came.url);
  await page.keyboard.press('Alt+t');
  await find(page).fill('静かな');
  await expect(picker(page).locator('.tplprev')).toContainText('古い文です。');
  await publish(page, id, { text: '新しい文です。' }, '');
  await find(page).press('Enter');
  await expect(text(page)).toHaveValue(/^新しい文です。/);
  await expect(page.getByText('新しい版 v2 を差し込みました')).toBeVisible();
});

test('a formatted template keeps its formatting and shows what was filled', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await inUse(page, box, '書式つき', { html: '<div>%Section%</div><div>%Customer% 様</div><div><b>重要</b>なお知らせです。</div>' });
  const came = await box.receive({ subject: '書式' });
  await startReply(page, came.url);
  await page.getByRole('button', { name: 'HTML', exact: true }).click();
  await expect(rich(page)).toBeFocused();
  await page.keyboard.type('/');
  await expect(find(page)).toBeFocused();
  await find(page).fill('書式');
  await expect(picker(page).locator('.tplprev')).toContainText('三嶋 航太郎 様');
  await page.keyboard.press('Enter');
  await expect(rich(page).locator('b')).toHaveText('重要');
  await expect(rich(page)).not.toContainText('/');
  expect(await rich(page).evaluate((element) => /[\ue000\ue001]/.test(element.innerHTML)), 'no mark stays in the text').toBe(false);
  expect(await page.evaluate(() => [...(CSS.highlights.get('filled') ?? [])].map(String))).toEqual(['三嶋 航太郎']);
  await expect(page.getByRole('region', { name: '差し込んだ予約語' })).toContainText('%Section%');
  await axe(page);
  await saved(page);
  const { drafts } = await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  expect(drafts[0].content.html).toContain('<b>重要</b>');
  expect(drafts[0].content.html).not.toMatch(/[\ue000\ue001]/);
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('pictures stand in the text of a template, and whoever uses it hears of a new version until they have seen it', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const other = await colleague(browser, app, office);
  await other.goto('/notifications');
  const id = await inUse(page, box, `図のある案内 ${box.user}`, { subject: '', html: '<div>%Customer% 様</div><div>図をご覧ください。</div>' });
  const notice = other.locator('.notice', { hasText: box.user });
  await expect(notice).toContainText('三枝 みのり さんがテンプレートの新しい版を公開しました');
  await expect(notice).toHaveAttribute('data-unread', 'true');

  await page.goto(`/templates/${id}`);
  const body = page.locator('#template-rich[contenteditable="true"]');
  await expect(body).toBeVisible();
  await page.getByLabel('画像を本文に入れる').setInputFiles({ name: '図.png', mimeType: 'image/png', buffer: PNG });
  await expect(body.locator('img')).toHaveCount(1);
  await axe(page);
  await page.getByPlaceholder('変更の説明（使う人に見えます）').fill('図を入れました');
  await page.getByRole('button', { name: 'v2 として公開' }).click();
  await expect(page.getByText('v2 を公開しました')).toBeVisible();
  // Versions that were not seen are one line, which says what the newest one is about.
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText('図を入れました');
  await notice.getByRole('link').click();
  await expect(other).toHaveURL(new RegExp(`/templates/${id}$`));
  await expect(other.locator('#template-rich img')).toHaveCount(1);
  await other.goto('/notifications');
  await expect(notice).toHaveAttribute('data-unread', 'false');

  const came = await box.receive({ subject: '図の件' });
  await startReply(other, came.url);
  await other.getByRole('button', { name: 'HTML', exact: true }).click();
  await expect(rich(other)).toBeFocused();
  await other.keyboard.type('/');
  await find(other).fill(box.user);
  await expect(picker(other).getByRole('option')).toHaveCount(1);
  await expect(picker(other).locator('.tplprev')).toContainText('図をご覧ください');
  await other.keyboard.press('Enter');
  await expect(rich(other).locator('img')).toHaveCount(1);
  await expect.poll(() => rich(other).locator('img').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(1);
  await saved(other);
  const { drafts } = await (await other.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  expect(drafts[0].content.html).toMatch(/src="cid:[0-9a-f]{32}@inline"/);
  await other.context().close();
});

test('a template is made, named, tried out, published, put away and brought back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.mailbox();
  await page.goto('/templates');
  await page.getByRole('button', { name: '新しいテンプレート' }).click();
  const form = page.getByRole('dialog', { name: '新しいテンプレートを作る' });
  await form.getByLabel('テンプレートの名前').fill('代替機の発送');
  await form.getByLabel('フォルダ').fill('修理');
  await axe(page);
  await form.getByRole('button', { name: '作る' }).click();
  await expect(page).toHaveURL(/\/templates\/\d+$/);
  await expect(page.getByRole('heading', { name: '代替機の発送' })).toBeVisible();
  await page.getByLabel('件名', { exact: true }).fill('代替機をお送りします');
  // Reserved words are offered behind a percent sign, by keyboard.
  const body = page.locator('#template-text');
  await body.focus();
  await page.keyboard.type('%cus');
  await expect(page.getByRole('listbox', { name: '予約語の候補' }).getByRole('option')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(body).toHaveValue('%Customer%');
  await page.keyboard.insertText(' 様\n代替機をお送りします。%');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox', { name: '予約語の候補' })).toBeHidden();
  await page.keyboard.press('Backspace');
  await expect(page.locator('.tp__side .tplprev')).toContainText('%Customer% 様');
  await page.getByRole('button', { name: '下書きに保存' }).click();
  await expect(page.getByText('下書きに保存しました')).toBeVisible();
  await page.getByLabel('添付', { exact: true }).setInputFiles({ name: '手順.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
  await expect(page.getByRole('link', { name: '手順.pdf' })).toBeVisible();
  await page.getByRole('button', { name: 'v1 として公開' }).click();
  await expect(page.getByText('v1 を公開しました')).toBeVisible();
  await expect(page.locator('button.tp__version')).toContainText('公開中');
  await expect(page.getByRole('link', { name: '手順.pdf' })).toBeVisible();
  await axe(page);
  await page.reload();
  await expect(body).toHaveValue('%Customer% 様\n代替機をお送りします。');
  // Found by a word of its text, whatever its width.
  await page.getByRole('searchbox', { name: '名前・件名' }).fill('ﾀﾞｲﾀｲ');
  await page.getByRole('searchbox', { name: '名前・件名' }).press('Enter');
  await expect(page.getByText('合うテンプレートはありません。')).toBeVisible();
  await page.getByRole('searchbox', { name: '名前・件名' }).fill('代替機をお送り');
  await page.getByRole('searchbox', { name: '名前・件名' }).press('Enter');
  await page.getByRole('link', { name: '代替機の発送' }).click();
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitemradio', { name: 'しまう' }).click();
  await expect(page.getByText('差し込みには使えません')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'しまったもの（選べません）' })).toBeVisible();
  await page.getByRole('button', { name: 'その他の操作' }).click();
  await page.getByRole('menuitemradio', { name: '使えるようにもどす' }).click();
  await expect(page.getByText('使えるようにもどしました')).toBeVisible();
  // Whoever goes on to something else loses nothing of what they wrote.
  await body.fill('書きかけの文です。');
  await page.getByRole('link', { name: 'いまの負荷' }).click();
  await expect(page.getByText('下書きに保存しました')).toBeVisible();
  await page.goBack();
  await expect(body).toHaveValue('書きかけの文です。');
});

test('two people who change one template lose nothing', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const id = await inUse(page, box, '二人で直す', { text: '最初の文です。' });
  await page.goto(`/templates/${id}`);
  await page.locator('#template-text').fill('わたしの文です。');
  const other = await colleague(browser, app, office);
  await other.goto(`/templates/${id}`);
  await other.locator('#template-text').fill('早瀬の文です。');
  await other.getByRole('button', { name: 'v2 として公開' }).click();
  await expect(other.getByText('v2 を公開しました')).toBeVisible();
  await expect(page.getByText('ほかの人がこのテンプレートを変更しました')).toBeVisible();
  await expect(page.locator('#template-text')).toHaveValue('わたしの文です。');
  await expect(page.getByRole('button', { name: /として公開/ })).toBeDisabled();
  await axe(page);
  await page.getByRole('button', { name: '最新の内容を読み込む' }).click();
  await expect(page.locator('#template-text')).toHaveValue('早瀬の文です。');
  // What nobody is writing in follows by itself.
  await publish(other, id, { text: '三つめの文です。' }, '');
  await expect(page.locator('#template-text')).toHaveValue('三つめの文です。');
  await other.context().close();
});

test('a table goes out, comes in unchanged, and says first what a changed one would do', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await inUse(page, box, '=CSVの式', { subject: '件', text: '一行目\n二行目, "引用"' });
  await page.goto('/templates');
  await page.getByRole('button', { name: 'CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'CSV の書き出しと読み込み' });
  const coming = page.waitForEvent('download');
  await dialog.getByRole('link', { name: '書き出す' }).click();
  const table = await (await coming).createReadStream().then(async (stream) => Buffer.concat(await stream.toArray()));
  expect(table.toString('utf8')).toContain("'=CSVの式");
  const file = (buffer: Buffer) => dialog.getByLabel('読み込む CSV ファイル').setInputFiles({ name: 't.csv', mimeType: 'text/csv', buffer });
  await file(table);
  await expect(dialog.getByRole('status')).toContainText('新規 0件、新しい版 0件');
  await expect(dialog.getByRole('button', { name: 'この内容で読み込む' })).toBeDisabled();
  await file(Buffer.from(table.toString('utf8').replace('二行目', '三行目')));
  await expect(dialog.getByRole('status')).toContainText('新しい版 1件');
  await axe(page);
  await dialog.getByRole('button', { name: 'この内容で読み込む' }).click();
  await expect(page.getByText('読み込みました。')).toBeVisible();
});

test('what was sent becomes a template, and so does what is being written', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '保存する件', text: 'お客様の言葉です。' });
  await startReply(page, came.url);
  await page.keyboard.insertText('よく使う返事です。');
  await page.getByRole('button', { name: 'テンプレート', exact: true }).click();
  await picker(page).getByRole('button', { name: 'テンプレートとして保存' }).click();
  await expect(page.getByText('テンプレートの下書きにしました')).toBeVisible();
  await page.getByRole('button', { name: '送信して処理済みにする' }).click();
  await expect(page.locator('.mail__state[data-state="sent"]')).toBeVisible({ timeout: 30_000 });
  await page.locator('.mail--out').getByLabel('このメールの操作').click();
  await page.getByRole('button', { name: 'テンプレートとして保存' }).click();
  await expect.poll(async () => {
    const { lines } = await (await page.request.get('/rpc/templates/list?typed=')).json();
    return lines.map(({ name }: { name: string }) => name).filter((name: string) => name.includes('保存する件')).sort();
  }).toEqual(['Re: 保存する件', '保存する件']);
  const { lines } = await (await page.request.get(`/rpc/templates/list?typed=${encodeURIComponent('よく使う')}`)).json();
  for (const { id } of lines) {
    const { now } = await (await page.request.get(`/rpc/templates/page?id=${id}`)).json();
    expect(now.content.text).toContain('よく使う返事です。');
    expect(now.content.text).not.toContain('お客様の言葉');
  }
});

test.describe('with fingers', () => {
  test.use({ hasTouch: true });

  for (const [width, height] of [[1024, 768], [820, 1180], [390, 844]]) {
    test(`the desk and the picker work at ${width} pixels`, async ({ page, app }) => {
      const office = await Office.of(app);
      await office.signIn(page, 'saegusa');
      const box = await office.mailbox();
      const id = await inUse(page, box, `指で ${width}`, { text: '%Customer% 様\nお世話になります。' }, '受付');
      await page.setViewportSize({ width, height });
      await page.goto('/templates');
      await axe(page);
      await page.getByRole('link', { name: `指で ${width}` }).tap();
      await expect(page).toHaveURL(new RegExp(`/templates/${id}`));
      await expect(page.getByRole('heading', { name: `指で ${width}` })).toBeVisible();
      await page.getByRole('button', { name: 'プレビューと版を開く' }).tap();
      await expect(page.locator('.tp__side')).toBeVisible();
      await axe(page);
      await page.locator('.tp__side').getByRole('button', { name: '閉じる' }).tap();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing runs out of the page').toBe(true);
      const small = await page.locator('.tpage :is(button, a.tp__row, input):visible').evaluateAll((all) => all
        .filter((one) => !one.classList.contains('sr') && one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML.slice(0, 120)));
      expect(small, 'what answers a finger is large enough').toEqual([]);
      const came = await box.receive({ subject: `指の件 ${width}` });
      await page.goto(came.url);
      await page.getByRole('button', { name: '返信を始める' }).first().tap();
      await page.getByRole('button', { name: 'テンプレート', exact: true }).tap();
      await picker(page).getByRole('option', { name: new RegExp(`指で ${width}`) }).tap();
      await expect(picker(page).locator('.tplprev')).toContainText('三嶋 航太郎 様');
      await axe(page);
      await picker(page).getByRole('button', { name: '差し込む', exact: true }).tap();
      await expect(text(page)).toHaveValue(/三嶋 航太郎 様\nお世話になります。/);
    });
  }
});
