// Pages and answers as this person last saw them. The network always comes first; without one, what was kept is shown, and
// the page is told how old it is. What was never seen here has the offline page.

const PAGES = 'kept-pages';
const CONVERSATIONS = 'kept-conversations';
const ANSWERS = 'kept-answers';
const FRAMES = 'kept-frames';
/** Entries at most; the one that was read longest ago goes first. */
const MOST = { [PAGES]: 40, [CONVERSATIONS]: 200, [ANSWERS]: 120, [FRAMES]: 200 };
/** The order that a list has unless another is asked for. */
const USUAL_SORT = 'newest';
/** One entry at most, and all of them together, in bytes. */
const LARGEST = 2 * 1024 * 1024;
const ALL = 150 * 1024 * 1024;

const OPEN = 'conversations/open';
/** The questions of reading, besides conversations. */
const READS = new Set(['mailboxes/mine', 'mailboxes/people', 'conversations/list', 'messages/read-as', 'users/profile', 'drafts/desk', 'notifications/list', 'notifications/unread']);
const cacheOf = call => (call === OPEN ? CONVERSATIONS : READS.has(call) || call.startsWith('help/') ? ANSWERS : null);

const openAddress = id => new URL(`/rpc/${OPEN}?id=${id}`, self.location.origin).href;
const conversationIn = path => /^\/m\/\d+\/\w+\/(\d+)$/.exec(path)?.[1];
const isList = path => /^\/m\/\d+\/\w+$/.test(path);
const isKeptPage = path => isList(path) || conversationIn(path) !== undefined || path.startsWith('/help') || path === '/waiting' || path === '/notifications';
const isFrame = url => /^\/mail\/\d+\/(html|source)$/.test(url.pathname);
const OFFLINE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const isPage = response => response.status < 500 && response.headers.get('content-type')?.startsWith('text/html');
const plain = address => address.split('#')[0];

/** A question under one name, however it is written: in the order of its words, without those that say nothing. */
function keyOf(address) {
  const url = new URL(address, self.location.origin);
  const words = [...url.searchParams].filter(([name, value]) => value !== '' && !(name === 'query[sort]' && value === USUAL_SORT)).sort();
  return url.origin + url.pathname + (words.length > 0 ? `?${new URLSearchParams(words)}` : '');
}

/** The questions that a page asked while it was drawn: a client that comes back to it later asks them itself. */
function questionsOf(address) {
  const { pathname, searchParams } = new URL(address);
  const [, mailbox, view, , id] = /^\/m\/(\d+)\/(\w+)(\/(\d+))?$/.exec(pathname) ?? [];
  if (mailbox === undefined) return [];
  const list = new URLSearchParams({ 'query[mailbox]': mailbox, 'query[view]': view });
  for (const name of ['status', 'assignee', 'sort', 'before', 'field']) if (searchParams.has(name)) list.set(`query[${name}]`, searchParams.get(name));
  const asked = ['mailboxes/mine', `mailboxes/people?mailbox=${mailbox}`, `conversations/list?${list}`];
  return id === undefined ? asked : [...asked, `${OPEN}?id=${id}`];
}

let isAway = false;

/** The server could not be reached: the pages say so, and how old what they show is. */
async function nowAway(at = null) {
  isAway = true;
  await tell({ type: 'away', at });
}

async function nowReached() {
  if (!isAway) return;
  isAway = false;
  await tell({ type: 'reached' });
  await sendWaiting();
}

/** What the network says, or `null` where it says nothing. */
async function fromNetwork(event, ask) {
  try {
    const left = await leaveFirst();
    const response = await ask(left);
    if (!AWAY.has(response.status)) {
      event.waitUntil(nowReached());
      return response;
    }
  } catch (noNetwork) {
    // Whoever asked has gone: that says nothing about the server.
    if (event.request.signal?.aborted) return Response.error();
  }
  // The same as a server that is away.
  return null;
}

async function page(event) {
  const before = wipes;
  const address = plain(event.request.url);
  const response = await fromNetwork(event, async left => (!left && (await event.preloadResponse)) || fetch(event.request));
  if (response) {
    // A download is not read twice.
    if (isPage(response)) event.waitUntil(keepPage(address, response.clone(), before).then(() => keepQuestions(address)));
    return response;
  }
  event.waitUntil(nowAway());
  return (await keptPage(address)) || (await detour(new URL(address))) || offlinePage();
}

/** Keeps a page, and learns from it who is signed in: a page without a person is that of somebody who left. */
async function keepPage(address, response, before) {
  if (!isPage(response)) return;
  const person = response.headers.get(PERSON);
  // What was asked for before somebody left says nothing about now.
  if (before !== wipes) return;
  await meet(person);
  if (person === null || !response.ok || response.redirected || !isKeptPage(new URL(address).pathname)) return;
  const html = await response.text();
  const part = pattern => encodeURIComponent(pattern.exec(html)?.[1] ?? '');
  await put(PAGES, address, person, html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': response.headers.get('content-security-policy') ?? "default-src 'none'",
    'x-kept-version': part(/<html[^>]* data-version="([^"]*)"/),
    'x-kept-title': part(/<title>([^<]*)/),
  });
  await note('language', decodeURIComponent(part(/<html[^>]* lang="([^"]*)"/)));
}

async function keepQuestions(address) {
  if ((await whose()) === null) return;
  const before = wipes;
  for (const question of questionsOf(address)) {
    const response = await fetch(`/rpc/${question}`).catch(() => null);
    if (response?.ok) await keepAnswer(question.split('?')[0], keyOf(`/rpc/${question}`), response, before);
  }
}

/** The page that runs came before this worker did, or by a way that the worker does not see. */
async function keepShown(address) {
  const url = new URL(plain(address));
  if (url.origin !== self.location.origin || !isKeptPage(url.pathname)) return;
  if (await (await caches.open(PAGES)).match(url.href)) return;
  const before = wipes;
  const response = await fetch(url.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!response) return;
  await keepPage(url.href, response, before);
  await keepQuestions(url.href);
}

async function keptPage(address) {
  const kept = await (await caches.open(PAGES)).match(address);
  if (!kept) return null;
  const html = await kept.text();
  return new Response(html.replace('<html ', `<html data-kept="${kept.headers.get('x-kept-at')}" `), { headers: kept.headers });
}

/** Where a page was not kept and its content was, another page leads there: its client reads the address behind the "#". */
async function detour(url) {
  const id = conversationIn(url.pathname);
  if (id !== undefined && !(await (await caches.open(CONVERSATIONS)).match(openAddress(id)))) return null;
  if (id === undefined && !['/', '/waiting'].includes(url.pathname)) return null;
  const pages = (await (await caches.open(PAGES)).keys()).map(request => new URL(request.url)).reverse();
  const [, mailbox, view] = /^\/m\/(\d+)\/(\w+)/.exec(url.pathname) ?? [];
  const lists = pages.filter(({ pathname }) => isList(pathname));
  const near = lists.find(({ pathname }) => pathname === `/m/${mailbox}/${view}`) ?? lists[0] ?? pages.find(({ pathname }) => pathname.startsWith('/m/'));
  if (!near) return null;
  return Response.redirect(near.href + (url.pathname === '/' ? '' : `#${url.pathname}${url.search}`), 302);
}

async function offlinePage() {
  const kept = await (await caches.open(SHELL)).match(OFFLINE_PAGE);
  if (!kept) return Response.error();
  const language = await fact('language').catch(() => null);
  const html = await kept.text();
  return new Response(language ? html.replace('<html lang="ja"', `<html lang="${language}" data-spoken`) : html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': OFFLINE_POLICY },
  });
}

/** What can be read without a network, for the offline page. */
async function contents() {
  const pages = await caches.open(PAGES);
  const kept = await Promise.all((await pages.keys()).reverse().map(async request => {
    const response = await pages.match(request);
    return { path: new URL(request.url).pathname + new URL(request.url).search, title: decodeURIComponent(response?.headers.get('x-kept-title') ?? '') };
  }));
  const conversations = (await (await caches.open(CONVERSATIONS)).keys()).length;
  return { lists: kept.filter(({ path }) => isList(path.split('?')[0])), conversations, waiting: (await allWaiting()).length };
}

async function versionsOfPages() {
  const kept = await (await caches.open(PAGES)).matchAll();
  return kept.map(response => decodeURIComponent(response.headers.get('x-kept-version') ?? ''));
}

/** A question of reading. */
async function answer(event, call) {
  const before = wipes;
  const { url } = event.request;
  const response = await fromNetwork(event, () => fetch(event.request));
  if (response) {
    if (response.ok) event.waitUntil(keepAnswer(call, url, response.clone(), before));
    if (response.status === 401) event.waitUntil(hearSignedOut(response.clone()));
    return response;
  }
  const cache = cacheOf(call);
  const kept = cache && (await (await caches.open(cache)).match(keyOf(url)));
  event.waitUntil(nowAway(kept ? Number(kept.headers.get('x-kept-at')) : null));
  return kept ? withWaiting(call, kept) : Response.error();
}

async function keepAnswer(call, address, response, before) {
  const cache = cacheOf(call);
  const person = response.headers.get(PERSON);
  if (!cache || person === null || before !== wipes) return;
  await meet(person);
  const text = await response.text();
  await put(cache, keyOf(address), person, text, { 'content-type': response.headers.get('content-type') ?? 'application/json' });
  if (call === OPEN) await keepFrames(JSON.parse(text));
}

/** Mails that have nothing to read but their HTML: a conversation could not be read without it. */
async function keepFrames(conversation) {
  const bare = conversation.items.filter(item => item.item === 'message' && item.has_html && !item.segments.some(({ text }) => text.trim()));
  const frames = await caches.open(FRAMES);
  for (const { id } of bare.slice(-10)) {
    const address = new URL(`/mail/${id}/html?images=0`, self.location.origin).href;
    if (await frames.match(address)) continue;
    const before = wipes;
    const response = await fetch(address).catch(() => null);
    if (response?.ok) await keepFrame(address, response, before);
  }
}

async function frame(event) {
  const before = wipes;
  const { url } = event.request;
  const response = await fromNetwork(event, () => fetch(event.request));
  if (response) {
    if (response.ok) event.waitUntil(keepFrame(url, response.clone(), before));
    return response;
  }
  return (await (await caches.open(FRAMES)).match(url)) || offlinePage();
}

async function keepFrame(address, response, before) {
  const person = response.headers.get(PERSON);
  if (person === null || before !== wipes || person !== (await whose())) return;
  await put(FRAMES, address, person, await response.text(), {
    'content-type': response.headers.get('content-type') ?? 'text/html; charset=utf-8',
    'content-security-policy': response.headers.get('content-security-policy') ?? "default-src 'none'; sandbox",
  });
}

async function put(name, address, person, text, headers) {
  const body = new Blob([text]);
  const cache = await caches.open(name);
  if (body.size > LARGEST) {
    await cache.delete(address);
    return;
  }
  // Put anew, it is the youngest: the keys of a cache stand in the order in which they came.
  await cache.delete(address);
  await cache.put(address, new Response(body, { headers: { ...headers, 'x-kept-at': String(Date.now()) } }));
  const keys = await cache.keys();
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const room = usage > ALL ? Math.floor(keys.length / 2) : MOST[name];
  await Promise.all(keys.slice(0, Math.max(0, keys.length - room)).map(key => cache.delete(key)));
  // Somebody left while it was written.
  if (owner !== person) await caches.delete(name);
}
