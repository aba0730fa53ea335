// Service worker. It keeps what every person may have (program files, signs, the offline page) and nothing that
// belongs to anybody: no page, no answer of the server, no mail and no attachment is ever stored here.
//
// The page registers it as /sw.js?v=VERSION, so that each version of the program gets a worker of its own. A new one
// waits until the person agrees (message "update"); until then both versions find their files.

const VERSION = new URL(self.location.href).searchParams.get('v') || 'dev';
const SHELL = 'shell-' + VERSION;
const PROGRAM = 'program-' + VERSION;
const OFFLINE_PAGE = '/offline.html';
const STATIC = [OFFLINE_PAGE, '/offline.css', '/offline.js', '/icons.svg', '/manifest.webmanifest', '/manifest.en.webmanifest', '/favicon.svg'];

self.addEventListener('install', event => event.waitUntil(keep()));
self.addEventListener('activate', event => event.waitUntil(takeOver()));
self.addEventListener('message', event => event.waitUntil(hear(event)));

self.addEventListener('fetch', event => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;

  if (request.mode === 'navigate') {
    // A download or a printed mail opened as a page is still a navigation: without a network it gets the offline page too.
    event.respondWith(page(event));
  } else if (url.pathname.startsWith('/pkg/')) {
    event.respondWith(programFile(request));
  } else if (STATIC.includes(url.pathname)) {
    event.respondWith(caches.open(SHELL).then(shell => shell.match(url.pathname)).then(kept => kept || fetch(request)));
  }
  // Everything else (/rpc, /events, /files, /mail, /drafts) goes to the network untouched.
});

// Puts the files of this version aside. If one of them cannot be had, the installation fails and the old worker stays.
async function keep() {
  const shell = await caches.open(SHELL);
  await shell.addAll(STATIC.map(path => new Request(path, { cache: 'reload' })));
  const site = await (await fetch('/site.json', { cache: 'no-store' })).json();
  const program = await caches.open(PROGRAM);
  await program.addAll([site.js, site.wasm, site.css].filter(Boolean));
}

async function takeOver() {
  const names = await caches.keys();
  // Caches are listed in the order they were made. The version before this one stays for tabs that still run it.
  for (const kind of ['shell-', 'program-']) {
    const own = kind + VERSION;
    const older = names.filter(name => name.startsWith(kind) && name !== own);
    await Promise.all(older.slice(0, -1).map(name => caches.delete(name)));
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// Pages always come from the server: what people see must be true now.
async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch (noNetwork) {
    const kept = await (await caches.open(SHELL)).match(OFFLINE_PAGE);
    return kept || Response.error();
  }
}

// Names under /pkg carry a hash of the content, so a kept copy can never be out of date.
async function programFile(request) {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.status === 200) {
    const copy = answer.clone();
    await (await caches.open(PROGRAM)).put(request.url, copy);
  }
  return answer;
}

async function hear(event) {
  if (event.data?.type === 'update') await self.skipWaiting();
  if (event.data?.type === 'wipe') {
    try {
      await wipe();
    } finally {
      event.ports[0]?.postMessage('wiped');
    }
  }
}

// Logging out leaves nothing on the device; then the public files come back, so that the offline page still works.
async function wipe() {
  await Promise.all((await caches.keys()).map(name => caches.delete(name)));
  const stores = (await indexedDB.databases?.()) || [];
  await Promise.all(stores.map(store => new Promise(done => {
    const removal = indexedDB.deleteDatabase(store.name);
    removal.onsuccess = removal.onerror = removal.onblocked = done;
  })));
  // Without a network the next installation will fetch them.
  await keep().catch(() => undefined);
}
