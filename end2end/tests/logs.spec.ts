// What the program writes down while people work: never a secret, never what a mail says (security 25).
import { expect, MAIL_PASSWORD, test } from '../fixtures.ts';
import { mail } from '../mail.ts';
import { Office } from '../office.ts';

// Everything that it could say.
test.use({ settings: { MADOGUCHI_LOG_LEVEL: 'trace', MADOGUCHI_LOG: 'json' } });

test('the log tells what happened without secrets and without what mails say', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  await office.undo(page, 0);
  const box = await office.mailbox();
  const came = await box.receive({ subject: '極秘の件名ABC', text: '極秘の本文DEF', name: '極秘 花子' });
  await page.goto(came.url);
  const comment = page.getByRole('textbox', { name: /コメント/ });
  await comment.fill('極秘のコメントGHI');
  await comment.press('Control+Enter');
  await expect(page.locator('.note', { hasText: '極秘のコメントGHI' })).toBeVisible();
  await page.getByRole('button', { name: '返信を始める' }).click();
  const text = page.getByRole('textbox', { name: '本文' });
  await expect(text).toBeFocused();
  await text.fill('極秘の返事JKL');
  await page.getByRole('button', { name: '送信して処理済みにする' }).click();
  // Class 30 on the way: what colleagues say among themselves is in no mail.
  const sent = await mail.arrived(came.customer, /Subject:/);
  const body = Buffer.from(sent.slice(sent.search(/\r?\n\r?\n/)).replaceAll(/\s/g, ''), 'base64').toString('utf8');
  expect(body).toContain('極秘の返事JKL');
  expect(body).not.toContain('コメント');
  await page.request.post('/rpc/auth/login', { form: { email: 'saegusa@komorebi.example', password: 'wrong-password-xyz', next: '' }, headers: { accept: 'application/json' } });
  const token = (await page.context().cookies()).find(({ name }) => name.endsWith('madoguchi'))?.value ?? '';
  expect(token.length).toBeGreaterThan(20);

  const log = app.log();
  expect(log).toContain(`${box.user}@example.jp`); // it does tell which account was fetched
  for (const line of log.trim().split('\n').filter((line) => line.startsWith('{'))) JSON.parse(line);
  for (const secret of ['極秘', 'korokoro-tegami', 'wrong-password', `"${MAIL_PASSWORD}"`, `LOGIN ${box.user}`, `PASS ${MAIL_PASSWORD}`, token, Buffer.from(`\0${box.user}\0${MAIL_PASSWORD}`).toString('base64')]) {
    expect(log.includes(secret), `the log holds ${secret}`).toBe(false);
  }
});
