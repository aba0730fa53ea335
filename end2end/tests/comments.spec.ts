// Internal comments: posted once, and kept while they are typed.
import { axe, expect, test } from '../fixtures.ts';
import { Office } from '../office.ts';

test('a comment is posted once, and what is typed meanwhile stays', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const came = await box.receive({ subject: '社内で相談' });
  await page.goto(came.url);
  const field = page.getByRole('textbox', { name: '社内コメント' });
  let release = () => {};
  const held = new Promise<void>((done) => { release = done; });
  await page.route('**/rpc/comments/add', async (route) => { await held; await route.continue(); });
  await field.pressSequentially('在庫を確認しました');
  const asked = page.waitForRequest('**/rpc/comments/add');
  await field.press('Control+Enter');
  await asked;
  await field.press('Control+Enter');
  await field.press('Control+Enter');
  await field.pressSequentially('。3台あります');
  release();
  await expect(page.locator('.note')).toHaveCount(1);
  await expect(page.locator('.note')).toContainText('在庫を確認しました');
  await expect(field).toHaveValue('。3台あります');
  await axe(page);
  await page.reload();
  await expect(page.locator('.note')).toHaveCount(1);
  await expect(field).toHaveValue('。3台あります');
});

test('a typed comment waits in its conversation', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const one = await box.receive({ subject: '一つめ' });
  const two = await box.receive({ subject: '二つめ' });
  await page.goto(one.url);
  const field = page.getByRole('textbox', { name: '社内コメント' });
  await field.fill('まだ途中');
  await page.locator(`.row[data-id="${two.id}"] .row__link`).click();
  await expect(page).toHaveURL(new RegExp(`/${two.id}$`));
  await expect(field).toHaveValue('');
  await page.locator(`.row[data-id="${one.id}"] .row__link`).click();
  await expect(field).toHaveValue('まだ途中');
});
