// The address book: cards, groups, items, registering senders, histories, CSV; on two screens, by keyboard, on tablet and phone (MW-41 to MW-43).
import { type Browser, type Page } from '@playwright/test';
import { awake, axe, expect, mail, test, watch, type Madoguchi } from '../fixtures.ts';
import { call, Office } from '../office.ts';

async function colleague(browser: Browser, app: Madoguchi): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  await (await Office.of(app)).signIn(page, 'hayase');
  return { page, complaints: watch(page) };
}

let count = 0;
/** A name that no other test uses. */
const named = (name: string) => `${name}${Date.now().toString(36)}${(count += 1)}`;

const company = (page: Page, form: object) =>
  call(page.request, 'book/add-company', { form: { code: '', name: '', reading: '', phone: '', in_charge: null, groups: [], values: [], ...form } });
const person = (page: Page, form: object) =>
  call(page.request, 'book/add-contact', {
    form: { code: '', name: '', reading: '', company: null, section: '', phone: '', addresses: [], opted_out: false, groups: [], values: [], ...form },
  });

test('a company and its people are added, found by reading, changed on two screens, deleted and brought back', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const name = named('月見浜商事');
  await page.goto('/book');
  await awake(page);
  await axe(page);
  await page.getByRole('button', { name: '会社を追加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '登録' }).click();
  await expect(dialog.getByLabel('名前（必須）')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('名前（必須）').fill(name);
  await dialog.getByLabel('読み').fill('つきみはましょうじ');
  await axe(page);
  await dialog.getByRole('button', { name: '登録' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await page.getByRole('button', { name: '人を追加' }).click();
  await expect(dialog.getByText(name)).toBeVisible();
  const mishima = named('三嶋');
  await dialog.getByLabel('名前（必須）').fill(mishima);
  await dialog.getByLabel('メールアドレス').fill('sena@@minamo.example');
  await dialog.getByRole('button', { name: '登録' }).click();
  await expect(dialog.getByLabel('メールアドレス')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('メールアドレス').fill('k@tsuki.example\nk2@tsuki.example');
  await dialog.getByLabel('部課').fill('購買部');
  await dialog.getByRole('button', { name: '登録' }).click();
  await expect(page.getByRole('heading', { name: mishima })).toBeVisible();
  await expect(page.getByText('k2@tsuki.example')).toBeVisible();
  await axe(page);

  // Found in romaji; another screen shows the same card, and follows.
  await other.page.goto('/book?tab=companies');
  await awake(other.page);
  await other.page.getByRole('searchbox', { name: 'アドレス帳を検索' }).fill('tsukimiha');
  await expect(other.page).toHaveURL(/q=tsukimiha/);
  await other.page.getByRole('link', { name: new RegExp(name) }).click();
  await other.page.getByRole('cell', { name: mishima }).getByRole('link').click();
  await expect(other.page.locator('.book__entry').getByText('購買部')).toBeVisible();
  await page.getByRole('button', { name: '編集' }).click();
  await dialog.getByLabel('部課').fill('総務部');
  await dialog.getByLabel('一斉配信を停止する').check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(other.page.locator('.book__entry').getByText('総務部')).toBeVisible();
  await expect(other.page.locator('.book__entry').getByText('配信停止')).toBeVisible();

  // Into the trash on one screen, and back out of it.
  await page.getByRole('button', { name: '削除' }).click();
  await expect(other.page.getByText('この項目は削除されています。')).toBeVisible();
  await page.getByRole('button', { name: /元に戻す/ }).first().click();
  await expect(other.page.getByText('この項目は削除されています。')).toBeHidden();
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('a form that was overtaken keeps what was typed and asks', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const name = named('時田');
  const id = await person(page, { name });
  await page.goto(`/book/people/${id}`);
  await awake(page);
  await page.getByRole('button', { name: '編集' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('部課').fill('情報管理課');
  const view = await (await page.request.get(`/rpc/book/contact?id=${id}`)).json();
  await call(page.request, 'book/edit-contact', { id, version: view.version, form: { ...view.form, phone: '045-555-0162' } });
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('ほかの人が変更しました')).toBeVisible();
  await expect(dialog.getByLabel('部課')).toHaveValue('情報管理課');
  await axe(page);
  await dialog.getByRole('button', { name: '入力した内容で保存する' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.book__entry').getByText('情報管理課')).toBeVisible();
});

test('the sender of a mail is registered from it, and all of their mails stand in their card at once', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await office.signIn(page, 'saegusa');
  const other = await colleague(browser, app);
  const customer = mail.user('kyaku');
  const name = named('篠宮');
  const [old, fresh] = [named('以前の件'), named('新しい件')];
  await box.receive({ subject: old, customer, name });
  const came = await box.receive({ subject: fresh, customer, name });
  await other.page.goto(came.url);
  await page.goto(came.url);
  await awake(page);
  await expect(page.getByRole('group', { name: 'やりとり' }).getByText('アドレス帳にない差出人')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: new RegExp(`${customer}@example.jp をアドレス帳に登録`) }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('名前（必須）')).toHaveValue(name);
  await expect(dialog.getByLabel('メールアドレス')).toHaveValue(`${customer}@example.jp`);
  const firm = named('ひかりの森');
  await dialog.getByLabel('会社名（新しく登録する場合）').fill(firm);
  await axe(page);
  await dialog.getByRole('button', { name: '登録' }).click();
  await expect(page.getByRole('group', { name: 'やりとり' }).getByText('アドレス帳にない差出人')).toBeHidden();
  // The colleague's screen knows them, too.
  await expect(other.page.locator('.book__card', { hasText: firm })).toBeVisible();
  await page.locator('.book__card', { hasText: name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(old) })).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(fresh) })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: firm, exact: true }).click();
  await page.getByRole('link', { name: '対応履歴' }).click();
  await expect(page.getByRole('link', { name: new RegExp(old) })).toBeVisible();
  // Writing to them begins a new mail with their address.
  await page.goBack();
  await page.getByRole('cell', { name }).getByRole('link').click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  const write = page.locator('.write-to');
  if (await write.count() > 0) {
    await write.locator('summary').click();
    await write.getByRole('button', { name: new RegExp(box.user.slice(-6)) }).click();
  } else {
    await page.getByRole('button', { name: 'メールを書く' }).click();
  }
  await expect(page.locator('.chips').first()).toContainText(`${customer}@example.jp`);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

test('operators set items up, everybody fills them in, and groups narrow the list', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const [item, group, name] = [named('製品'), named('保守'), named('早乙女')];
  await page.goto('/settings/book');
  await awake(page);
  await page.getByRole('button', { name: '人の項目を追加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名前', { exact: true }).fill(item);
  await dialog.getByLabel('選択肢1の名前').fill('KM-RF08');
  await axe(page);
  await dialog.getByRole('button', { name: '人の項目を追加' }).click();
  await expect(page.getByRole('row', { name: new RegExp(item) })).toContainText('KM-RF08');
  await axe(page);
  await page.goto('/book?tab=groups');
  await awake(page);
  await page.getByRole('button', { name: 'グループを追加' }).click();
  await dialog.getByLabel('グループの名前').fill(group);
  await dialog.getByLabel('何のグループ').selectOption({ label: '人' });
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('link', { name: new RegExp(group) })).toBeVisible();
  await axe(page);
  await page.goto('/book?tab=people');
  await awake(page);
  await page.getByRole('button', { name: '人を追加' }).click();
  await dialog.getByLabel('名前（必須）').fill(name);
  await dialog.getByLabel(group).check();
  await dialog.getByLabel(item).selectOption({ label: 'KM-RF08' });
  await dialog.getByRole('button', { name: '登録' }).click();
  await expect(page.locator('.book__entry').getByText('KM-RF08')).toBeVisible();
  await page.goto('/book?tab=groups');
  await page.getByRole('link', { name: new RegExp(group) }).click();
  await expect(page.locator('.book__lines').getByRole('link')).toHaveCount(1);
  await expect(page.locator('.book__lines').getByRole('link', { name: new RegExp(name) })).toBeVisible();
});

test('a file is tried, taken in, and taken out again', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const [first, second] = [named('取込一'), named('取込二')];
  await page.goto('/book/import');
  await awake(page);
  await axe(page);
  await page.getByRole('button', { name: '内容を確認する' }).click();
  await expect(page.getByText('ファイルを選んでください。')).toBeVisible();
  const text = `名前,メールアドレス,部課\r\n${first},${first}@x.example,"一行目\r\n二行目"\r\n${second},${second}@x.example,総務部\r\n瀬名,sena@@minamo.example,\r\n`;
  await page.getByLabel('CSVまたはvCardのファイル').setInputFiles({ name: '顧客.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '内容を確認する' }).click();
  await expect(page.getByText('まだ何も変わっていません')).toBeVisible();
  await expect(page.getByRole('row', { name: /瀬名/ })).toContainText('「@」が2つあります');
  await axe(page);
  await page.getByRole('button', { name: '1件を取り込む' }).click();
  await expect(page.getByRole('heading', { name: '取り込みが終わりました' })).toBeVisible();
  await expect(page.getByText('新規 1件')).toBeVisible();
  await page.goto(`/book?tab=people&q=${encodeURIComponent(second)}`);
  await expect(page.locator('.book__lines').getByRole('link', { name: new RegExp(second) })).toBeVisible();
  const file = await page.request.get('/book/export?kind=contact');
  expect(file.headers()['content-disposition']).toContain('attachment');
  expect(await file.text()).toContain(`${second}@x.example`);
});

test('cards of a phone come in, and an import is taken back', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const [name, firm] = [named('連絡先'), named('名刺商会')];
  const card = `BEGIN:VCARD\r\nVERSION:3.0\r\nN:${name};花子;;;\r\nFN:${name} 花子\r\nX-PHONETIC-LAST-NAME:れんらくさき\r\nORG:${firm}\r\nEMAIL:${name}@x.example\r\nEND:VCARD\r\n`;
  await page.goto('/book/import');
  await awake(page);
  await page.getByLabel('CSVまたはvCardのファイル').setInputFiles({ name: 'contacts.vcf', mimeType: 'text/vcard', buffer: Buffer.from(card) });
  await page.getByRole('button', { name: '内容を確認する' }).click();
  await expect(page.getByText(/1行 ・ vCard/)).toBeVisible();
  await page.getByRole('button', { name: '1件を取り込む' }).click();
  await expect(page.getByRole('heading', { name: '取り込みが終わりました' })).toBeVisible();
  await axe(page);
  const cards = await page.request.get('/book/cards.vcf');
  expect(await cards.text()).toContain(`N:${name};花子`);
  await page.getByRole('button', { name: 'この取り込みを取り消す' }).click();
  await expect(page.getByRole('heading', { name: '取り込みを取り消しました' })).toBeVisible();
  await expect(page.getByText('元に戻した 2件')).toBeVisible();
  await page.getByRole('link', { name: '別のファイルを取り込む' }).click();
  await expect(page.getByRole('link', { name: 'contacts.vcf' }).first()).toBeVisible();
  await axe(page);
  await page.goto(`/book?tab=people&q=${encodeURIComponent(name)}`);
  await expect(page.getByText('一致する会社・人はありません')).toBeVisible();
});

test('files are put to a card, and everything of somebody is taken out and erased', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const name = named('消去');
  const id = await person(page, { name, addresses: [`${name}@x.example`], phone: '022-555-0199' });
  await page.goto(`/book/people/${id}`);
  await awake(page);
  await page.locator('.book__entry input[type="file"]').setInputFiles({ name: '名刺.txt', mimeType: 'text/plain', buffer: Buffer.from('名刺') });
  await expect(page.getByRole('link', { name: '名刺.txt' })).toBeVisible();
  await page.getByLabel('その他の操作').click();
  await axe(page);
  const zip = await page.request.get(`/book/person/${id}.zip`);
  expect(zip.headers()['content-type']).toBe('application/zip');
  expect((await zip.body()).subarray(0, 2).toString()).toBe('PK');
  await page.getByRole('button', { name: '個人データを消去' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText('なくなるもの')).toBeVisible();
  await axe(page);
  await dialog.getByRole('button', { name: '消去する' }).click();
  await expect(dialog.getByLabel(`確認のため「${name}」と入力`)).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel(`確認のため「${name}」と入力`).fill(name);
  await dialog.getByRole('button', { name: '消去する' }).click();
  await expect(page.getByText('消去しました。')).toBeVisible();
  // Whoever comes back to the card finds nothing of it, and nothing to erase.
  await expect(page).toHaveURL(/\/book\?tab=people/);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/book/people/${id}`));
  await expect(page.getByRole('heading', { name })).toHaveCount(0);
  await expect(page.getByRole('button', { name: '個人データを消去' })).toHaveCount(0);
  await page.goto(`/book?tab=people&q=${encodeURIComponent(name)}`);
  await expect(page.getByText('一致する会社・人はありません')).toBeVisible();
});

test('the list is filtered by an item, and the address says so', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const [item, one, two] = [named('台数'), named('一台'), named('九台')];
  const made = await call(page.request, 'book/add-item', {
    kind: 'contact',
    form: { name: item, kind: 'number', required: false, is_unique: false, listed: false, options: [] },
  });
  await person(page, { name: one, values: [[made, '1']] });
  await person(page, { name: two, values: [[made, '9']] });
  await page.goto('/book?tab=people');
  await awake(page);
  await page.locator('.book__filterpop summary').click();
  await page.locator('.book__filterform').getByLabel('項目').selectOption({ label: item });
  await page.locator('.book__filterform').getByLabel('から').fill('5');
  await page.getByRole('button', { name: 'しぼり込む', exact: true }).click();
  await expect(page).toHaveURL(/item=/);
  await expect(page.locator('.book__lines').getByRole('link')).toHaveCount(1);
  await expect(page.locator('.book__lines').getByRole('link', { name: new RegExp(two) })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: /のしぼり込みをやめる/ }).click();
  await expect(page).not.toHaveURL(/item=/);
});

test('everything is reached by keyboard and hit by a finger, on tablet and phone', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.mailbox();
  await office.signIn(page, 'saegusa');
  const [firm, name] = [named('なぎさ通商'), named('貿易部')];
  const id = await company(page, { name: firm, reading: 'なぎさつうしょう', phone: '078-555-0133' });
  await person(page, { name, company: id, addresses: ['trade@nagisa.example'] });
  for (const width of [1440, 1024, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of [`/book?q=${encodeURIComponent(firm)}`, `/book/companies/${id}`, '/book?tab=groups', '/book/import', '/settings/book']) {
      await page.goto(path);
      await awake(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
  // A phone shows the list or the card, with the way back.
  await page.goto(`/book?q=${encodeURIComponent(firm)}`);
  await page.getByRole('link', { name: new RegExp(firm) }).click();
  await expect(page.getByRole('heading', { name: firm })).toBeVisible();
  await axe(page);
  await page.getByRole('link', { name: '一覧へもどる' }).click();
  await expect(page.getByRole('link', { name: new RegExp(firm) })).toBeVisible();
  await axe(page);
  // The company of a new person, chosen without a mouse.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/book?tab=people');
  await awake(page);
  await page.getByRole('button', { name: '人を追加' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('combobox', { name: '会社（アドレス帳から選ぶ）' });
  const hits = dialog.locator('[role="listbox"] [role="option"]');
  await field.fill(firm.slice(0, 3));
  await expect(hits.first()).toBeVisible();
  await field.fill(firm);
  await expect(hits).toHaveCount(1);
  await field.press('ArrowDown');
  await expect(hits).toHaveAttribute('aria-selected', 'true');
  // The check of accessibility takes the focus away, and with it the list: it comes afterwards.
  await field.press('Enter');
  await expect(dialog.getByRole('button', { name: `${firm} を外す` })).toBeVisible();
  await axe(page);
});
