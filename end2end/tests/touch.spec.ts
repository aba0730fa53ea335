// The finger: rows that are swiped, a list that is pulled, and targets that a finger hits (MW-38, WCAG 2.5.8).
import { type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { expect, test, watch, type Madoguchi } from '../fixtures.ts';
import { Office, PEOPLE, type Person } from '../office.ts';

const row = (page: Page, subject: string) => page.locator('.row', { hasText: subject });

type Hand = { context: BrowserContext; page: Page; touch: CDPSession; complaints: string[] };

async function hand(browser: Browser, app: Madoguchi, person: Person, width: number): Promise<Hand> {
  const context = await browser.newContext({
    baseURL: app.url, viewport: { width, height: width < 500 ? 844 : 1180 }, hasTouch: true, isMobile: true, locale: 'ja-JP', timezoneId: 'Asia/Tokyo',
  });
  const page = await context.newPage();
  const complaints = watch(page);
  await (await Office.of(app)).signIn(page, person);
  return { context, page, touch: await context.newCDPSession(page), complaints };
}

/** A real finger, as the browser hears it: down, along the way in small steps, and up unless it stays. */
async function finger({ touch }: Hand, from: { x: number; y: number }, by: { x: number; y: number }, lift = true): Promise<void> {
  const at = (part: number) => [{ x: from.x + by.x * part, y: from.y + by.y * part }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (let step = 1; step <= 12; step += 1) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 12) });
  if (lift) await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function middle(page: Page, subject: string): Promise<{ x: number; y: number }> {
  const box = (await row(page, subject).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

for (const width of [390, 820]) {
  test(`a swipe finishes or takes a mail, with a way back, at ${width} px`, async ({ browser, app }) => {
    const office = await Office.of(app);
    const box = await office.mailbox();
    for (const subject of ['右へ払う件', '左へ払う件', '触らない件']) await box.receive({ subject });
    const person = await hand(browser, app, 'hayase', width);
    const { page } = person;
    await page.goto(`/m/${box.id}/tray`);
    await expect(page.locator('.row')).toHaveCount(3);

    // Not far enough: nothing happens, and the row is back.
    await finger(person, await middle(page, '右へ払う件'), { x: 60, y: 0 }, false);
    await expect(page.locator('.swipe')).toHaveText('処理済み');
    await expect(page.locator('.swipe[data-armed]')).toHaveCount(0);
    await person.touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(page.locator('.swipe')).toHaveCount(0);
    await expect(page.locator('[data-swiped]')).toHaveCount(0);
    await expect(page.locator('.toast')).toHaveCount(0);
    await expect(page).toHaveURL(/tray$/);

    await finger(person, await middle(page, '右へ払う件'), { x: 130, y: 4 }, false);
    await expect(page.locator('.swipe[data-armed]')).toHaveText('処理済み');
    await person.touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(row(page, '右へ払う件')).toHaveCount(0);
    await page.locator('.toast').getByRole('button', { name: '元に戻す' }).click();
    await expect(row(page, '右へ払う件')).toBeVisible();

    await finger(person, await middle(page, '左へ払う件'), { x: -130, y: 0 });
    await expect(page.locator('.toast', { hasText: `担当者を ${PEOPLE.hayase} にしました` })).toBeVisible();
    await expect(row(page, '左へ払う件').getByRole('button', { name: `担当: ${PEOPLE.hayase}。変更する` })).toBeVisible();

    // Down and up scrolls, however far it goes aside afterwards.
    await finger(person, await middle(page, '触らない件'), { x: 20, y: -120 });
    await expect(page.locator('.swipe')).toHaveCount(0);
    await expect(row(page, '触らない件')).toBeVisible();
    await expect(page).toHaveURL(/tray$/);
    expect(person.complaints).toEqual([]);
    await person.context.close();
  });
}

test('a long swipe to the left offers the people', async ({ browser, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await box.receive({ subject: '人を選ぶ件' });
  const person = await hand(browser, app, 'hayase', 390);
  await person.page.goto(`/m/${box.id}/tray`);
  const from = await middle(person.page, '人を選ぶ件');
  await finger(person, { ...from, x: 350 }, { x: -240, y: 0 });
  await expect(person.page.getByRole('menuitemradio')).toHaveCount(3);
  const choice = person.page.getByRole('menuitemradio', { name: PEOPLE.saegusa });
  // A browser takes a tap right after a swipe for the end of it; a person taps again.
  await expect(async () => {
    await choice.tap({ timeout: 2_000 });
    await expect(choice).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  await expect(row(person.page, '人を選ぶ件').getByRole('button', { name: `担当: ${PEOPLE.saegusa}。変更する` })).toBeVisible();
  await person.context.close();
});

test('pulling the list down receives, and a pull that is too short does not', async ({ browser, app }) => {
  const office = await Office.of(app);
  const box = await office.mailbox();
  await box.receive({ subject: '先に届いた件' });
  const person = await hand(browser, app, 'hayase', 390);
  const { page } = person;
  let asked = 0;
  page.on('request', (request) => { if (request.url().endsWith('/rpc/accounts/receive')) asked += 1; });
  await page.goto(`/m/${box.id}/tray`);
  await expect(row(page, '先に届いた件')).toBeVisible();
  const from = await middle(page, '先に届いた件');
  await finger(person, from, { x: 0, y: 70 }, false);
  await expect(page.getByText('引き下げてメール受信')).toBeVisible();
  await person.touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(page.locator('.pull__in')).toHaveCount(0);
  expect(asked).toBe(0);
  await finger(person, from, { x: 0, y: 190 }, false);
  await expect(page.getByText('指を離すと受信します')).toBeVisible();
  await person.touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(page.locator('.toast', { hasText: '新しいメールはありませんでした' })).toBeVisible();
  expect(asked).toBe(1);
  await expect(page.locator('.pull__in')).toHaveCount(0);
  expect(person.complaints).toEqual([]);
  await person.context.close();
});

/** Everything that answers a finger and is smaller than 44 px, by where the finger may come down: 21.5 px from the middle to each side. */
async function small(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const NEEDED = 44;
    const REACH = (NEEDED - 1) / 2;
    const told: string[] = [];
    const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [role=menuitemradio], [tabindex="0"]';
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const drawn = box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && element.checkVisibility({ opacityProperty: false, contentVisibilityAuto: true });
      // Only what a finger can reach now, and no links within a sentence (WCAG 2.5.8, "inline").
      if (!drawn || element.closest('[inert], .skip, p, .mailtext, iframe') || element.matches('.skip, .rows, .read__scroll, .shell__scrim')) continue;
      const inside = box.left + box.width / 2;
      const level = box.top + box.height / 2;
      if (inside < 0 || inside > innerWidth || level < REACH || level > innerHeight - REACH) continue;
      if (box.width >= NEEDED - .5 && box.height >= NEEDED - .5) continue;
      // A larger area than the box may answer: a label, or a pseudo element around it. Two places apart in each direction are asked.
      const mine = (x: number, y: number) => {
        const hit = document.elementFromPoint(x, y);
        if (!hit) return x < 0 || x >= innerWidth;
        return element.contains(hit) || hit.contains(element) && !!hit.closest('label') || hit.closest('label')?.contains(element) === true;
      };
      const wide = box.width >= NEEDED - .5 || span(step => mine(inside + step, level)) >= NEEDED - 1;
      const high = box.height >= NEEDED - .5 || span(step => mine(inside, level + step)) >= NEEDED - 1;
      if (!wide || !high) told.push(`${element.tagName.toLowerCase()}.${element.className} "${(element.getAttribute('aria-label') ?? element.innerText ?? '').trim().slice(0, 30)}" ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    return [...new Set(told)];

    /** How many pixels in a row answer, from the middle to both sides. */
    function span(answers: (step: number) => boolean): number {
      let [before, after] = [0, 0];
      while (before < 44 && answers(-before - 1)) before += 1;
      while (after < 44 && answers(after + 1)) after += 1;
      return before + after + 1;
    }
  });
}

for (const width of [820, 390]) {
  test(`everything that answers a finger is 44 px or more, at ${width} px`, async ({ browser, app }) => {
    const office = await Office.of(app);
    const box = await office.mailbox();
    await box.receive({ subject: '大きさを測る件' });
    const came = await box.receive({ subject: '開いて測る件', text: '本文\n\n> 引用\n> 二行目\n' });
    const person = await hand(browser, app, 'saegusa', width);
    const { page } = person;
    const measured: Record<string, string[]> = {};
    const measure = async (name: string) => {
      await page.evaluate(() => document.fonts.ready);
      measured[name] = await small(page);
    };
    await page.goto(`/m/${box.id}/tray`);
    await expect(page.locator('.row')).toHaveCount(2);
    await measure('tray');
    await row(page, '大きさを測る件').locator('.row__link').dispatchEvent('pointerdown', { pointerType: 'touch', isPrimary: true, clientX: 200, clientY: 200 });
    await expect(page.getByText('1件選択')).toBeVisible();
    await measure('selection');
    await page.goto(came.url);
    await expect(page.getByRole('heading', { level: 1, name: '開いて測る件' })).toBeVisible();
    await measure('conversation');
    await page.getByRole('button', { name: /返信を始める/ }).filter({ visible: true }).first().tap();
    await expect(page).toHaveURL(/draft=/);
    await expect(page.getByRole('textbox', { name: '本文' })).toBeVisible();
    await measure('composer');
    for (const path of ['/settings', '/settings/profile', '/settings/members', '/settings/mailboxes', '/help']) {
      await page.goto(path);
      await expect(page.locator('h1, .settings__nav').filter({ visible: true }).first()).toBeVisible();
      await measure(path);
    }
    expect(measured).toEqual(Object.fromEntries(Object.keys(measured).map((name) => [name, []])));
    await person.context.close();
  });
}
