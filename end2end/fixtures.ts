// What every spec imports instead of @playwright/test: the running program, the mail servers, the accessibility check.
//   import { test, expect, axe, mail } from '../fixtures.ts';
//   test.use({ settings: { MADOGUCHI_DATABASE: '…' } });   more variables for this file's program
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Madoguchi, type Settings } from './madoguchi.ts';
import { mail } from './mail.ts';

export { expect, mail, Madoguchi };
export { MAIL_PASSWORD } from './mail.ts';

type ForEachTest = { app: Madoguchi; mail: typeof mail; settings: Settings };
type ForEachWorker = { programs: Programs };

/** The program of the spec file that this worker is at: the next file gets a new one. */
class Programs {
  private current: { key: string; app: Madoguchi } | null = null;

  async of(file: string, settings: Settings): Promise<Madoguchi> {
    const key = `${file} ${JSON.stringify(settings)}`;
    if (this.current?.key !== key) {
      await this.stop();
      this.current = { key, app: await Madoguchi.start(settings) };
    }
    return this.current.app;
  }

  async stop(): Promise<void> {
    const { current } = this;
    this.current = null;
    await current?.app.stop();
  }
}

export const test = base.extend<ForEachTest, ForEachWorker>({
  settings: [{}, { option: true }],

  programs: [async ({}, use) => {
    const programs = new Programs();
    await use(programs);
    await programs.stop();
  }, { scope: 'worker', timeout: 90_000 }],

  app: async ({ programs, settings }, use, info) => {
    const app = await programs.of(info.file, settings);
    const before = app.log().length;
    await use(app);
    if (info.status !== info.expectedStatus) await info.attach('log of the program', { body: app.log().slice(before), contentType: 'text/plain' });
  },

  mail: async ({}, use) => use(mail),

  baseURL: async ({ app }, use) => use(app.url),

  // A panic of the client or a refused script leaves a page that looks right and does nothing: no test may miss that.
  page: async ({ page }, use) => {
    const complaints = watch(page);
    await use(page);
    expect(complaints, 'errors in the browser').toEqual([]);
  },
});

/** Collects what a page complains about. For pages of contexts that a test opens itself. */
export function watch(page: Page): string[] {
  const complaints: string[] = [];
  awaken(page);
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /panicked|hydrat|Content Security Policy|Refused to|RuntimeError/i.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

/** Waits until the client answers: what is pressed before that is lost where a page needs it. */
export async function awake(page: Page): Promise<void> {
  await page.locator('html[data-awake]').waitFor({ state: 'attached', timeout: 20_000 });
}

/** Makes `goto` and `reload` wait until the client has woken up, as a person waits until the page reacts. */
function awaken(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  const answers = async () => {
    // A file, or a browser without scripts, never wakes up.
    if (await page.locator('script[type="module"]').count() > 0) await awake(page).catch(() => undefined);
  };
  page.goto = async (...wanted) => {
    const response = await goto(...wanted);
    await answers();
    return response;
  };
  page.reload = async (...wanted) => {
    const response = await reload(...wanted);
    await answers();
    return response;
  };
}

/** Expects that axe finds nothing against WCAG 2.2 AA in the page as it is now. */
export async function axe(page: Page, exclude: string[] = []): Promise<void> {
  let builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  for (const selector of exclude) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}\n${node.html.slice(0, 200)}`));
  expect(told, 'accessibility').toEqual([]);
}
