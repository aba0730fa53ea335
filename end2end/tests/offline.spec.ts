// Without a network: reading what was kept, doing what waits, and leaving nothing behind (MD-03, UC-02, security class 34).
import { type Page } from '@playwright/test';
import { axe, expect, test } from '../fixtures.ts';
import { call, Office, PEOPLE, type Box, type Person, type Received } from '../office.ts';
import { kept, loseAnswer, ruled, shelf } from '../shelf.ts';

// A tablet, by touch. The other specs block the worker, which would answer in the place of their routes.
test.describe.configure({ timeout: 300_000 });
test.use({ serviceWorkers: 'allow', viewport: { width: 820, height: 1180 }, hasTouch: true });

const banner = (page: Page) => page.locator('.connection[data-state="offline"]');
const list = (box: Box) => `/m/${box.id}/all`;

/** Signed in, with the worker at work. */
async function begin(page: Page, office: Office, person: Person = 'saegusa'): Promise<Box> {
  await office.signIn(page, person);
  const box = await office.mailbox();
  await page.goto(list(box));
  await ruled(page);
  return box;
}

/** Reads a conversation while there is a network, so that it is kept. */
async function read(page: Page, box: Box, came: Received): Promise<void> {
  await page.goto(list(box));
  await page.locator(`.row[data-id="${came.id}"] .row__link`).tap();
  await expect(page.locator('.read__title')).toBeVisible();
  await kept(page, `conversations/open?id=${came.id}`);
  await kept(page, 'mailboxes/mine');
}

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(banner(page)).toContainText('オフラインです');
}

async function comeBack(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await expect(page.locator('html[data-away]')).toHaveCount(0);
}

test('without a network the tray opens as it was last seen, and what was read can be read', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  const one = await box.receive({ subject: '冷蔵ユニットの件', text: '今朝5時ごろから鳴り続けています。' });
  const two = await box.receive({ subject: '開いていない件', text: '秘密の本文です。' });
  await read(page, box, one);
  await goOffline(page);
  await page.goto(list(box));
  await expect(page.locator(`.row[data-id="${two.id}"]`)).toContainText('開いていない件');
  await expect(banner(page)).toContainText(/\d+:\d\d 時点の内容/);
  await page.locator(`.row[data-id="${one.id}"] .row__link`).tap();
  await expect(page.getByText('今朝5時ごろから鳴り続けています。')).toBeVisible();
  await axe(page);
  // The app opened at a conversation, at its first page, and at its own list of what waits.
  await page.goto(one.url);
  await expect(page).toHaveURL(new RegExp(`${one.url}$`));
  await expect(page.getByText('今朝5時ごろから鳴り続けています。')).toBeVisible();
  await page.goto('/');
  await expect(page.locator(`.row[data-id="${one.id}"]`)).toBeVisible();
  await page.goto('/waiting');
  await expect(page.getByRole('heading', { name: '送信待ちの操作', level: 1 })).toBeVisible();
  await axe(page);
  // What never was here says so, in the person's language, and what is here instead.
  await page.goto(two.url);
  await expect(page.getByRole('heading', { name: 'つながっていません' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'この端末で読めるもの' })).toBeVisible();
  await axe(page);
  await page.locator('section[lang="ja"] [data-lists] a').first().tap();
  await expect(page.locator(`.row[data-id="${one.id}"]`)).toBeVisible();
  await comeBack(page);
  await page.locator(`.row[data-id="${two.id}"] .row__link`).tap();
  await expect(page.getByText('秘密の本文です。')).toBeVisible();
});

test('the HTML of a mail that was looked at can be read without a network', async ({ browser, app, mail }) => {
  // Of a page without the watch for complaints: the policy of the page takes the mail's own styles away, and the browser says so.
  const context = await browser.newContext({ baseURL: app.url, locale: 'ja-JP', serviceWorkers: 'allow', viewport: { width: 1180, height: 820 } });
  const page = await context.newPage();
  const office = await Office.of(app);
  const box = await begin(page, office);
  await mail.drop(box.user, ['From: a@x.example', `To: ${box.user}@example.jp`, 'Subject: HTML', 'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', '<p style="color:red">HTMLの本文です</p>', ''].join('\n'));
  await call(page.request, 'accounts/receive', { mailbox: box.id });
  await page.goto(list(box));
  await page.locator('.row__link', { hasText: 'HTML' }).click();
  const frame = page.frameLocator('iframe.mail__frame').getByText('HTMLの本文です');
  await page.getByRole('button', { name: 'HTML', exact: true }).click();
  await expect(frame).toBeVisible();
  await kept(page, '/html?images=0');
  await context.setOffline(true);
  await expect(banner(page)).toContainText('オフラインです');
  await page.goto(list(box));
  await page.locator('.row__link', { hasText: 'HTML' }).click();
  await page.getByRole('button', { name: 'HTML', exact: true }).click();
  await expect(frame).toBeVisible();
  await context.close();
});

test('comments, changes and replies wait, are seen as waiting, and go out once', async ({ page, app, mail }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  await office.undo(page, 0);
  const came = await box.receive({ subject: '納期の確認' });
  const other = await box.receive({ subject: '済ませる件' });
  await read(page, box, other);
  await read(page, box, came);
  await goOffline(page);
  const field = page.getByRole('textbox', { name: '社内コメント' });
  await field.fill('在庫を確認しました');
  await field.press('Control+Enter');
  await expect(field).toHaveValue('');
  const waiting = page.locator('.queued');
  await expect(waiting).toContainText('つながったら反映');
  await expect(waiting).toContainText('在庫を確認しました');
  await page.getByRole('button', { name: '返信を始める' }).first().tap();
  const reply = page.getByRole('form', { name: 'オフラインで返信を書く' });
  await reply.getByRole('textbox').fill('明日お届けします。');
  await axe(page);
  await reply.getByRole('button', { name: 'つながったら送信' }).tap();
  await expect(reply).toBeHidden();
  await expect(page.locator('.read__scroll .queued')).toHaveCount(2);
  await page.locator(`.row[data-id="${other.id}"] .row__link`).tap();
  await page.getByRole('toolbar').getByRole('button', { name: '処理済みにする' }).tap();
  await expect(page.getByText('オフラインのため、つながったときに送ります。').first()).toBeVisible();
  await expect(page.getByRole('toolbar').getByRole('button', { name: '処理済みにする' })).toBeHidden();
  await banner(page).getByRole('link', { name: '送信待ちを見る' }).tap();
  await expect(page.locator('.queued')).toHaveCount(3);
  await axe(page);
  // Closed and opened again without a network: nothing is forgotten.
  await page.goto('/waiting');
  await expect(page.locator('.queued')).toHaveCount(3);
  // A second tab sends nothing twice, and neither does an answer that gets lost.
  const second = await page.context().newPage();
  await second.goto(list(box));
  await loseAnswer(page.context(), 'comments/add');
  await comeBack(page);
  await expect(page.getByText('送信待ちの操作はありません')).toBeVisible({ timeout: 60_000 });
  await expect.poll(async () => (await mail.read(came.customer)).length).toBe(1);
  const view = await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  expect(view.items.filter((item: { item: string }) => item.item === 'comment')).toHaveLength(1);
  expect(view.items.filter((item: { item: string; direction?: string }) => item.item === 'message' && item.direction === 'out')).toHaveLength(1);
  expect(view.class).toBe('done');
  expect((await (await page.request.get(`/rpc/conversations/open?id=${other.id}`)).json()).class).toBe('done');
  await second.close();
});

test('what somebody changed meanwhile is not overwritten unasked', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  const came = await box.receive({ subject: '先に変わった件' });
  await read(page, box, came);
  await goOffline(page);
  await page.getByRole('toolbar').getByRole('button', { name: '処理済みにする' }).tap();
  await expect(page.locator('.queued')).toHaveCount(1);
  const colleague = await browser.newContext({ baseURL: app.url });
  const other = await colleague.newPage();
  await office.signIn(other, 'hayase');
  await call(other.request, 'conversations/change', { ids: [[came.id, null]], change: { priority: 'urgent' } });
  await comeBack(page);
  const refused = page.locator('.queued[data-state="refused"]');
  await expect(refused).toContainText('ほかの人が先に変更しました');
  await expect(banner(page)).toContainText('確認を待っています');
  await axe(page);
  expect((await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json()).class).toBe('open');
  await refused.getByRole('button', { name: 'このまま実行する' }).tap();
  await expect(page.locator('.queued')).toHaveCount(0);
  await expect.poll(async () => (await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json()).class).toBe('done');
  await colleague.close();
});

test('a reply that somebody else gave first becomes a draft, and one that cannot be begun stays here', async ({ page, app, browser, mail }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  const answered = await box.receive({ subject: '先に返信された件' });
  const held = await box.receive({ subject: '返信中の件' });
  await read(page, box, held);
  await read(page, box, answered);
  await goOffline(page);
  for (const [came, text] of [[answered, '私からの返信です。'], [held, '二重になる返信です。']] as const) {
    await page.locator(`.row[data-id="${came.id}"] .row__link`).tap();
    await page.getByRole('button', { name: '返信を始める' }).first().tap();
    const reply = page.getByRole('form', { name: 'オフラインで返信を書く' });
    await reply.getByRole('textbox').fill(text);
    await reply.getByRole('button', { name: 'つながったら送信' }).tap();
    await expect(page.locator('.read__scroll .queued')).toContainText(text);
  }
  const colleague = await browser.newContext({ baseURL: app.url });
  const other = await colleague.newPage();
  await office.signIn(other, 'hayase');
  await office.undo(other, 0);
  const start = async (came: Received) => (await other.request.post('/rpc/drafts/start', {
    form: { conversation: came.id, kind: 'reply', page: '' }, headers: { accept: 'application/json' } })).json();
  const theirs = await start(answered);
  const sent = { draft: theirs.draft_id, token: theirs.token, version: 1, after: { after: 'done' }, key: `key-${answered.id}-0123456789` };
  await call(other.request, 'outbox/send', sent);
  await start(held);
  await comeBack(page);
  await page.goto('/waiting');
  const draft = page.locator('.queued[data-state="draft"]');
  await expect(draft).toContainText('先に返信された件', { timeout: 60_000 });
  await expect(draft).toContainText('私からの返信です。');
  const stays = page.locator('.queued[data-state="refused"]');
  await expect(stays).toContainText('早瀬 透 さんが返信を作成中です');
  await expect(stays).toContainText('二重になる返信です。');
  await axe(page);
  await draft.getByRole('link').tap();
  await expect(page.locator('.draft')).toContainText('私からの返信です。');
  expect(await mail.read(answered.customer)).toHaveLength(1);
  await colleague.close();
});

test('an open draft that is sent without a network goes out when there is one', async ({ page, app, mail }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  await office.undo(page, 0);
  const came = await box.receive({ subject: '書きかけで切れた件' });
  await read(page, box, came);
  await page.getByRole('button', { name: '返信を始める' }).first().tap();
  const text = page.getByRole('textbox', { name: '本文' });
  await expect(text).toBeVisible();
  await text.press('Control+Home');
  await page.keyboard.insertText('移動中に書きました。');
  await expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();
  await goOffline(page);
  await text.press('Control+Home');
  await page.keyboard.insertText('続きです。');
  await page.getByRole('button', { name: '送信して処理済みにする' }).tap();
  await expect(page.locator('.read__scroll .queued')).toContainText('つながったら送信');
  await comeBack(page);
  await expect(page.locator('.queued')).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(async () => (await mail.read(came.customer)).length).toBe(1);
  const view = await (await page.request.get(`/rpc/conversations/open?id=${came.id}`)).json();
  expect(JSON.stringify(view.items)).toContain('続きです。移動中に書きました。');
});

const SECRET = '社外秘の見積金額は八百万円です';

test('logging out leaves nothing of a mail in the browser, in no tab', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  const came = await box.receive({ subject: '見積', text: SECRET });
  await read(page, box, came);
  const second = await page.context().newPage();
  await second.goto(came.url);
  await expect(second.getByText(SECRET)).toBeVisible();
  await second.getByRole('textbox', { name: '社内コメント' }).fill(`${SECRET}、と言われました`);
  await page.context().setOffline(true);
  const field = page.getByRole('textbox', { name: '社内コメント' });
  await field.fill(`${SECRET}ね`);
  await field.press('Control+Enter');
  await expect(page.locator('.queued')).toHaveCount(1);
  expect(await shelf(page)).toContain(SECRET);
  expect(await shelf(page)).toContain(`${SECRET}ね`);
  // Without a network nothing of it can be sent before it is forgotten.
  await page.getByRole('button', { name: 'メニューを開く' }).first().tap();
  await page.locator('.nav__user').tap();
  await page.getByRole('button', { name: 'ログアウト' }).tap();
  await expect(page.getByRole('heading', { name: 'つながっていません' }).or(page.getByRole('heading', { name: 'ログイン' }))).toBeVisible();
  await expect.poll(() => shelf(page)).not.toContain(SECRET);
  // The offline page tries again by itself, and the session ends before anything else.
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'ログイン' })).toBeVisible();
  await expect(second).toHaveURL(/\/login/);
  for (const tab of [page, second]) {
    const left = await shelf(tab);
    expect(left).not.toContain(SECRET);
    expect(left).not.toContain('kept-');
  }
  await second.close();
});

test('a session that was ended elsewhere takes along what was kept', async ({ page, app, browser }) => {
  const office = await Office.of(app);
  const box = await begin(page, office, 'hayase');
  const came = await box.receive({ subject: '見積', text: SECRET });
  await read(page, box, came);
  expect(await shelf(page)).toContain(SECRET);
  const elsewhere = await browser.newContext({ baseURL: app.url });
  const other = await elsewhere.newPage();
  await office.signIn(other, 'hayase');
  await call(other.request, 'auth/end-other-sessions', {});
  await expect(page).toHaveURL(/\/login/);
  await expect.poll(() => shelf(page)).not.toContain(SECRET);
  await elsewhere.close();
});

test('who signs in next in the same browser sees nothing of the one before', async ({ page, app }) => {
  const office = await Office.of(app);
  const box = await begin(page, office);
  const came = await box.receive({ subject: '見積', text: SECRET });
  await read(page, box, came);
  // The next one may not see it: a tab that is open would read it again in their name, and keep it for them.
  const grants: { user_id: number; user_name: string }[] = await (await page.request.get(`/rpc/mailboxes/grants?mailbox=${box.id}`)).json();
  const grant = grants.find(({ user_name }) => user_name === PEOPLE.hayase)!;
  await call(page.request, 'mailboxes/set-grant', { grant: { ...grant, viewing: 'none', editing: false, sending: false, deleting: false } });
  // No logging out: the cookie is simply another one.
  await office.signIn(page, 'hayase');
  // The page of the one before notices it and goes away by itself; whoever is on the way elsewhere meanwhile goes there again.
  await expect(async () => { await page.goto('/help'); }).toPass();
  await expect.poll(() => shelf(page)).not.toContain(SECRET);
  await page.context().setOffline(true);
  await page.goto(list(box));
  await expect(page.getByRole('heading', { name: 'つながっていません' })).toBeVisible();
});

test('files of an older version stay while a tab runs it, and go when none does', async ({ page, app }) => {
  const office = await Office.of(app);
  await begin(page, office);
  const running = await page.evaluate(() => document.documentElement.dataset.version);
  /** The next versions are published, one after the other, and taken over by some other tab. */
  const deploy = (version: string) => page.evaluate(async (version) => {
    const registration = await navigator.serviceWorker.register(`/sw.js?v=${version}`, { updateViaCache: 'none' });
    const worker = registration.installing ?? registration.waiting!;
    const reached = (state: string) => new Promise<void>((done) => {
      if (worker.state === state) done();
      worker.addEventListener('statechange', () => worker.state === state && done());
    });
    if (worker.state === 'installing') await reached('installed');
    worker.postMessage({ type: 'update' });
    await reached('activated');
  }, version);
  await deploy('next1');
  await deploy('next2');
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('program-')).sort()))
    .toEqual([`program-${running}`, 'program-next2'].sort());
  // The server may have forgotten them: what this tab needs comes from the shelf.
  await page.context().setOffline(true);
  const found = await page.evaluate(async () => {
    const files = [...document.querySelectorAll<HTMLLinkElement>('link[href^="/pkg/"]')].map(({ href }) => href);
    const answers = await Promise.all(files.map((file) => fetch(file)));
    return answers.map(({ status }) => status);
  });
  expect(found.length).toBeGreaterThanOrEqual(3);
  expect(new Set(found)).toEqual(new Set([200]));
});

test('what another app shares becomes a new mail', async ({ page, app }) => {
  const office = await Office.of(app);
  await begin(page, office);
  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  expect(manifest.shortcuts.map(({ url }: { url: string }) => url)).toEqual(['/', '/?compose=new', '/waiting']);
  const { action, params } = manifest.share_target;
  await page.goto(`${action}?${new URLSearchParams({ [params.title]: '展示会のご案内', [params.text]: 'ご覧ください', [params.url]: 'https://fair.example/a' })}`);
  await expect(page.getByRole('textbox', { name: '件名' })).toHaveValue('展示会のご案内');
  await expect(page.getByRole('textbox', { name: '本文' })).toHaveValue(/^ご覧ください\nhttps:\/\/fair\.example\/a\n/);
  await expect(page.locator('.comp__saved[data-state="saved"]')).toBeVisible();
});

test('the icon counts what waits for this person, until they log out', async ({ page, app }) => {
  await page.addInitScript(() => {
    const badge = window as unknown as { badge: number | null };
    Object.assign(navigator, { setAppBadge: async (count: number) => { badge.badge = count; }, clearAppBadge: async () => { badge.badge = null; } });
  });
  const office = await Office.of(app);
  const box = await begin(page, office);
  const badge = () => page.evaluate(() => (window as unknown as { badge: number | null }).badge);
  const before = Number(await badge());
  await box.receive({ subject: '数える件' });
  await expect.poll(badge).toBe(before + 1);
  await page.evaluate(() => window.dispatchEvent(new Event('madoguchi:forget')));
  await expect.poll(badge).toBe(null);
});
