// What a day of work leaves in memory: pages drawn again and again, and one browser tab in which somebody goes through conversations.
// Both sides are looked at after a while of the same work and again at its end: what grows in between grows for ever.
//   MADOGUCHI_BENCH_GROWTH_SECONDS  the longest that the work in the browser may take [60]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { maildir, sampleMail } from './mails.mjs';
import { megabytes, PERSON, row, signIn, withProgram } from './program.mjs';
import { fetchAll, folderAccount, openMailbox } from './receive.mjs';

const MAILS = 600;
const REFRESHES = 200;
const ROUNDS = 100;
/** Caches, pools and compiled code are full by then. */
const WARM = 0.3;
const SECONDS = Number(process.env.MADOGUCHI_BENCH_GROWTH_SECONDS ?? 60);
const BROWSER = {
  executablePath: process.env.MADOGUCHI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
};

export function growth() {
  const filed = mkdtempSync(join(tmpdir(), 'madoguchi-bench-growth-'));
  return withProgram(async (program) => {
    const box = maildir(filed, 'mails');
    for (let n = 0; n < MAILS; n += 1) box.lay(sampleMail('growth', n));
    program.addPerson();
    const person = await signIn(program);
    const mailbox = await openMailbox(person, folderAccount(box.folder));
    await fetchAll(person, mailbox, MAILS);
    const tray = `m/${mailbox}/tray`;
    const { rows: listed } = await person.read(`conversations/list?${new URLSearchParams({ 'query[mailbox]': mailbox, 'query[view]': 'tray' })}`);
    const statuses = (await person.read('mailboxes/mine')).find(({ id }) => id === mailbox).statuses.filter((status) => status.class !== 'done');
    const work = async (n) => {
      const { id } = listed[n % listed.length];
      await person.page(tray);
      await person.page(`${tray}/${id}`);
      await person.call('conversations/change', { ids: [[id, null]], change: { status: statuses[n % statuses.length].id } });
    };
    const server = await measured(REFRESHES, () => megabytes(program.pid, 'VmRSS'), work);

    const browser = await chromium.launch(BROWSER);
    try {
      const page = await browser.newPage({ locale: 'ja-JP' });
      await page.goto(`${program.url}login`);
      await page.locator('input[name=email]').fill(PERSON.email);
      await page.locator('input[name=password]').fill(PERSON.password);
      await page.locator('button[type=submit]').click();
      await page.waitForURL((url) => !url.pathname.startsWith('/login'));
      await page.goto(`${program.url}${tray}`);
      const inspector = await page.context().newCDPSession(page);
      await inspector.send('Performance.enable');
      const figures = async () => {
        await inspector.send('HeapProfiler.collectGarbage');
        const { metrics } = await inspector.send('Performance.getMetrics');
        const of = (name) => metrics.find((metric) => metric.name === name).value;
        return { heap: of('JSHeapUsedSize') / 1024 / 1024, nodes: of('Nodes') };
      };
      const end = performance.now() + SECONDS * 1_000;
      const link = page.locator(`a[href*="/${tray}/"]`);
      // One document all the way: a load would begin anew and show nothing.
      const rounds = await measured(ROUNDS, figures, async (n) => {
        if (performance.now() > end) return false;
        const one = link.nth(n % Math.min(20, await link.count()));
        const path = new URL(await one.getAttribute('href'), program.url).pathname;
        await one.click();
        await page.waitForURL((url) => url.pathname === path);
        await page.locator('.mail').first().waitFor();
        await page.goBack();
        await page.waitForURL((url) => url.pathname === `/${tray}`);
        return true;
      });
      person.close();
      const { before, after, done } = rounds;
      return [
        row(`${REFRESHES} times tray, conversation and change: server memory after that`, server.after, 'MB', { most: 200 }),
        row('growth of server memory in the last 70 %', server.after - server.before, 'MB', { most: 10 }),
        row(`${done} conversations opened in one tab: script memory after that`, after.heap, 'MB'),
        row('growth of script memory in the last 70 %', after.heap - before.heap, 'MB', { most: 2 }),
        row('growth of nodes in the last 70 %', after.nodes - before.nodes, '', { most: 500 }),
      ];
    } finally {
      await browser.close();
    }
  }, ['--role', 'web']).finally(() => rmSync(filed, { recursive: true, force: true }));
}

/** Works `times` rounds, or until one answers false; `figures` are read when it is warm and at the end. */
async function measured(times, figures, work) {
  let [before, done] = [null, 0];
  while (done < times) {
    if (done === Math.floor(times * WARM)) before = await figures();
    if ((await work(done)) === false) break;
    done += 1;
  }
  const after = await figures();
  return { before: before ?? after, after, done };
}
