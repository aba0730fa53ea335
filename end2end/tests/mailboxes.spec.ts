// The settings of mailboxes: names, signatures, and the rights matrix with what it does to the person in question.
import { awake, axe, expect, test } from '../fixtures.ts';
import { Office, PEOPLE } from '../office.ts';

test('a mailbox is made, renamed and signed', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await page.goto('/settings/mailboxes');
  await awake(page);
  await page.getByRole('button', { name: 'メールアプリケーションを作る' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '作成' }).click();
  await expect(dialog.getByLabel('名前')).toHaveAttribute('aria-invalid', 'true');
  await axe(page);
  await dialog.getByLabel('名前').fill('セミナー受付');
  await dialog.getByRole('button', { name: '作成' }).click();
  await expect(page.getByRole('row', { name: /セミナー受付/ })).toContainText('0 / 10');
  await axe(page);
  await page.getByRole('button', { name: 'セミナー受付 の名前と署名を変える' }).click();
  await dialog.getByLabel('名前').fill('セミナー事務局');
  await dialog.getByLabel('署名').fill('こもれび機器 セミナー事務局');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'セミナー事務局 の名前と署名を変える' }).click();
  await expect(dialog.getByLabel('署名')).toHaveValue('こもれび機器 セミナー事務局');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('rights are saved at once, fall with what they need, and take effect on the open page', async ({ page, browser, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  const { url } = await box.receive({ subject: '権限の確認' });
  const member = await (await browser.newContext({ baseURL: app.url, locale: 'ja-JP' })).newPage();
  await office.signIn(member, 'hayase');
  await member.goto(url);
  await expect(member.getByRole('button', { name: '返信を始める' })).toBeVisible();

  await office.signIn(page, 'saegusa');
  await page.goto(`/settings/mailboxes/${box.id}/access`);
  await awake(page);
  await axe(page);
  const view = page.getByLabel(`${PEOPLE.hayase}: 閲覧`);
  const right = (name: string) => page.getByLabel(`${PEOPLE.hayase}: ${name}`);
  await expect(right('送信')).toBeChecked();

  // Sending needs editing: it falls with it, and the reply button goes.
  const saved = page.waitForResponse('**/rpc/mailboxes/set-grant');
  await right('編集').uncheck();
  await expect(right('送信')).not.toBeChecked();
  await expect(right('送信')).toBeDisabled();
  await expect(right('編集')).toBeFocused();
  await saved;
  await page.reload();
  await expect(right('編集')).not.toBeChecked();
  await expect(right('削除')).toBeChecked();
  const refused = await member.request.post('/rpc/drafts/start', { data: { conversation: Number(url.split('/').pop()), kind: 'reply', message: null } });
  expect(refused.ok()).toBe(false);

  // Without view the mailbox does not exist.
  await awake(page);
  await view.selectOption('none');
  await expect(right('編集')).toBeDisabled();
  await expect(right('削除')).not.toBeChecked();
  await expect.poll(async () => (await member.request.get(`/rpc/mailboxes/people?mailbox=${box.id}`)).status()).toBe(404);
  await expect.poll(async () => (await (await member.request.get('/rpc/mailboxes/mine')).json()).map((each: { id: number }) => each.id)).not.toContain(box.id);
  expect((await member.goto(url))?.status()).toBe(404);
  await member.context().close();
});
