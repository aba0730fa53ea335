// What a browser keeps for a person, looked at from outside: every cache, every database, both storages.
import { expect, type BrowserContext, type Page } from '@playwright/test';

/** Waits until the service worker rules over the page. */
export async function ruled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, { timeout: 90_000 });
}

/** Waits until an answer or a page whose address contains `part` is kept. */
export async function kept(page: Page, part: string): Promise<void> {
  await expect.poll(() => page.evaluate(async (part) => {
    const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
    const keys = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
    return keys.some(({ url }) => decodeURIComponent(url).includes(part));
  }, part), { message: `${part} is kept` }).toBe(true);
}

/** Everything that is stored for this site, as one text. */
export function shelf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found.push(name, request.url);
        // The program's own files are nobody's.
        if (name.startsWith('kept-')) found.push(await (await cache.match(request))!.text());
      }
    }
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase | null>((done, failed) => {
        const request = indexedDB.open(name!);
        // Gone since it was listed: it must not come back empty.
        request.onupgradeneeded = () => request.transaction!.abort();
        request.onsuccess = () => done(request.result);
        request.onerror = () => (request.error?.name === 'AbortError' ? done(null) : failed(request.error));
      });
      if (!database) continue;
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        found.push(JSON.stringify(await new Promise((done) => { all.onsuccess = () => done(all.result); })));
      }
      database.close();
    }
    for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify({ ...storage }));
    return found.join('\n');
  });
}

/** The next answer to this call gets lost on its way back: the server has done it, and the browser does not know. */
export async function loseAnswer(context: BrowserContext, call: string): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('no service worker');
  await worker.evaluate((call) => {
    const real = self.fetch;
    self.fetch = async (...asked) => {
      const answer = await real(...asked);
      if (!String(asked[0] instanceof Request ? asked[0].url : asked[0]).endsWith(call)) return answer;
      self.fetch = real;
      throw new TypeError('the answer got lost');
    };
  }, `/rpc/${call}`);
}
