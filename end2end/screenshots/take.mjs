#!/usr/bin/env node
// Takes the pictures of README.md from a running practice company: `madoguchi demo`, then
//   node end2end/screenshots/take.mjs [http://localhost:3000]
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const HERE = dirname(fileURLToPath(import.meta.url));
const BASE = process.argv[2] ?? 'http://localhost:3000';
const PERSON = { email: 'saegusa@komorebi.example', password: 'practice-2026', next: '' };
const JSON_PLEASE = { accept: 'application/json' };

const browser = await chromium.launch({
  executablePath: process.env.MADOGUCHI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const language of ['ja', 'en']) {
  const context = await browser.newContext({ baseURL: BASE, viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Tokyo', serviceWorkers: 'block' });
  const { request } = context;
  const read = async (path) => (await request.get(`/rpc/${path}`)).json();
  await request.post('/rpc/auth/login', { form: PERSON, headers: JSON_PLEASE });
  const profile = await read('users/profile');
  await request.post('/rpc/users/save-profile', { data: { profile: { ...profile, language } }, headers: JSON_PLEASE });
  const [{ id: mailbox }] = await read('mailboxes/mine');
  const { rows } = await read(`conversations/list?${new URLSearchParams({ 'query[mailbox]': mailbox, 'query[view]': 'tray' })}`);
  const page = await context.newPage();
  const open = async (row) => {
    await page.goto(`/m/${mailbox}/tray/${row.id}`);
    await page.locator('html[data-awake]').waitFor({ state: 'attached' });
    await page.locator('.read__title').waitFor();
  };
  await open(rows.find((row) => row.comments > 0 && row.has_attachment) ?? rows[0]);
  await page.screenshot({ path: join(HERE, `tray-${language}.png`) });
  await open(rows.find((row) => row.class === 'open' && !row.replying_name) ?? rows[0]);
  await page.keyboard.press('r');
  await page.locator('.comp__text').waitFor();
  await page.locator('.comp__saved .icon').waitFor();
  await page.locator('.row[aria-current] .live').waitFor();
  await page.screenshot({ path: join(HERE, `compose-${language}.png`) });
  // The practice company is left as it was found.
  await page.locator('.comp__foot button').first().click();
  await page.getByRole('alertdialog').getByRole('button').last().click({ timeout: 2_000 }).catch(() => undefined);
  await page.locator('.read__title').waitFor();
  await context.close();
}
await browser.close();
