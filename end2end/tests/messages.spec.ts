// A mail as it is read: pictures inside it, pictures elsewhere, its files and its source (MW-10, MW-28, MD-04; security 1, 3, 30).
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { axe, expect, mail, test } from '../fixtures.ts';
import { call, Office, type Box } from '../office.ts';

/** A picture of 2 x 1 pixels. */
const PICTURE = 'R0lGODlhAgABAIAAAP8AAAAAACwAAAAAAgABAAACAgQKADs=';

/** A server elsewhere, as senders of newsletters have: it learns who reads. */
class Elsewhere {
  readonly asked: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'image/gif' }).end(Buffer.from(PICTURE, 'base64'));
  });

  async start(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }
}

function newsletter(to: string, remote: string): string {
  return [
    'From: shop@example.com', `To: ${to}@example.jp`, 'Subject: Newsletter', 'Message-ID: <letter@example.com>', 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=m', '', '--m', 'Content-Type: multipart/related; boundary=r', '',
    '--r', 'Content-Type: text/html; charset=utf-8', '',
    `<style>.big{color:#c00}</style><p class="big">秋のご案内</p><img alt="inside" src="cid:logo%40example.com"><img alt="outside" src="${remote}/seen.gif">`
      + '<script>document.title = "taken"</script><a href="javascript:alert(1)">x</a>',
    '--r', 'Content-Type: image/gif; name=logo.gif', 'Content-ID: <logo@example.com>', 'Content-Transfer-Encoding: base64', '', PICTURE, '--r--',
    '--m', 'Content-Type: text/html; name="=?utf-8?B?6KaL56mNLmh0bWw=?="', 'Content-Disposition: attachment; filename="=?utf-8?B?6KaL56mNLmh0bWw=?="', '',
    '<script>alert(1)</script>', '--m', 'Content-Type: text/plain; name=note.txt', 'Content-Disposition: attachment; filename=note.txt', '', 'note', '--m--', '',
  ].join('\n');
}

async function received(box: Box, page: import('@playwright/test').Page, subject: string): Promise<string> {
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  const query = new URLSearchParams({ 'query[mailbox]': String(box.id), 'query[view]': 'all' });
  let id = 0;
  await expect.poll(async () => {
    const { rows } = await (await page.request.get(`/rpc/conversations/list?${query}`)).json();
    id = rows.find((row: { subject: string }) => row.subject === subject)?.id ?? 0;
    return id;
  }).toBeGreaterThan(0);
  return `/m/${box.id}/all/${id}`;
}

test('pictures of the mail are shown at once, others only when asked for, and nothing in it runs', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  const elsewhere = new Elsewhere();
  try {
    await mail.drop(box.user, newsletter(box.user, await elsewhere.start()));
    await page.goto(await received(box, page, 'Newsletter'));
    await page.getByRole('button', { name: 'HTML' }).click();
    const body = page.frameLocator('iframe.mail__frame');
    const width = (alt: string) => body.locator(`img[alt="${alt}"]`).evaluate((picture: HTMLImageElement) => picture.naturalWidth);
    await expect(body.getByText('秋のご案内')).toBeVisible();
    await expect.poll(() => width('inside')).toBe(2);
    await expect(body.locator('img[alt="outside"]')).not.toHaveAttribute('src');
    expect(elsewhere.asked, 'asked before it was allowed').toEqual([]);
    // The frame runs no scripts, so axe cannot look into it.
    await axe(page, ['iframe']);
    await page.getByRole('button', { name: '今回だけ表示' }).click();
    await expect.poll(() => width('outside')).toBe(2);
    expect(elsewhere.asked).toContain('/seen.gif');
    await expect.poll(() => width('inside')).toBe(2);
    await expect(page).not.toHaveTitle('taken');
    await expect(body.getByText('x', { exact: true })).not.toHaveAttribute('href');
    await page.getByRole('button', { name: 'ソース' }).click();
    await expect(body.getByText('Message-ID: <letter@example.com>')).toBeVisible();
  } finally {
    elsewhere.stop();
  }
});

test('files are saved one by one or together, and never open in the page', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  await mail.drop(box.user, newsletter(box.user, 'http://127.0.0.1:1').replace('Newsletter', 'Files'));
  await page.goto(await received(box, page, 'Files'));
  await page.locator('.files summary', { hasText: '見積.html' }).click();
  const one = page.waitForEvent('download');
  await page.getByRole('link', { name: '危険を承知して保存' }).click();
  const file = await one;
  expect(file.suggestedFilename()).toBe('見積.html');
  expect(await readFile(await file.path(), 'utf8')).toContain('<script>alert(1)</script>');
  const all = page.waitForEvent('download');
  await page.getByRole('link', { name: /すべて保存/ }).click();
  expect((await readFile(await (await all).path())).subarray(0, 2).toString()).toBe('PK');
});

test('a wrongly labelled mail is read with the character set that is chosen', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  // "Привет" in windows-1251, labelled KOI8-R.
  const text = ['Content-Type: text/plain; charset=koi8-r', 'Content-Transfer-Encoding: base64', '', 'z/Do4uXy', ''].join('\n');
  await mail.drop(box.user, `From: i@example.com\nTo: ${box.user}@example.jp\nSubject: Labelled\nMessage-ID: <labelled@example.com>\nMIME-Version: 1.0\n${text}`);
  await page.goto(await received(box, page, 'Labelled'));
  const body = page.locator('.mail__body');
  await expect(body).toBeVisible();
  await page.locator('summary', { hasText: '詳細' }).click();
  await page.getByLabel('文字コード').selectOption('windows-1251');
  await expect(body.getByText('Привет')).toBeVisible();
  await axe(page);
  await page.getByLabel('文字コード').selectOption('');
  await expect(body.getByText('Привет')).toHaveCount(0);
});

test('what a mail calls itself is text wherever it is shown', async ({ page, app }) => {
  const office = await Office.of(app);
  await office.signIn(page, 'saegusa');
  const box = await office.mailbox();
  // Markup, and a word to the database (security 2 and 9).
  const evil = `<img src=x onerror="document.title='taken'">'; drop table messages; --%_`;
  const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
  const parts = ['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain; charset=utf-8', '', evil, '--b', 'Content-Type: text/plain',
    `Content-Disposition: attachment; filename="${word(`${evil}.txt`)}"`, '', 'x', '--b--', ''].join('\n');
  await mail.drop(box.user, `From: ${word(evil)} <evil@example.com>\nTo: ${box.user}@example.jp\nSubject: ${word(evil)}\nMessage-ID: <evil@example.com>\nMIME-Version: 1.0\n${parts}`);
  const url = await received(box, page, evil);
  await page.goto(`/m/${box.id}/all`);
  await expect(page.getByRole('link', { name: evil })).toBeVisible();
  await page.goto(url);
  await expect(page.getByRole('heading', { name: evil })).toBeVisible();
  await expect(page.locator('.mail__body')).toContainText(evil);
  await expect(page.getByRole('link', { name: /onerror/ }).last()).toBeVisible();
  await page.getByRole('button', { name: '返信を始める' }).click();
  const text = page.getByRole('textbox', { name: '本文' });
  await expect(text).toBeFocused();
  await expect(text).toHaveValue(new RegExp('> <img src=x onerror='));
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  await expect(page).not.toHaveTitle('taken');
});
