// Service worker: what this browser may do without a network.
//   sw/device.js    whose things are kept here, and that nothing stays when they leave
//   sw/program.js   the program's own files, each version for as long as a tab runs it
//   sw/kept.js      pages and answers as this person last saw them
//   sw/waiting.js   deeds that wait for the network, sent once
//   sw/push.js      what is pushed to this browser
//
// The page registers it as /sw.js?v=VERSION, so that each version of the program gets a worker of its own. A new one
// waits until the person agrees (message "update"); until then both versions find their files.
importScripts('/sw/device.js', '/sw/program.js', '/sw/kept.js', '/sw/waiting.js', '/sw/push.js');

self.addEventListener('install', event => event.waitUntil(putProgramAside()));
self.addEventListener('activate', event => event.waitUntil(takeOver()));
self.addEventListener('message', event => event.waitUntil(hear(event)));
self.addEventListener('sync', event => {
  if (event.tag === SYNC) event.waitUntil(sendAtSync());
});

self.addEventListener('push', event => event.waitUntil(showPushed(event)));
self.addEventListener('notificationclick', event => event.waitUntil(openPushed(event)));

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const call = url.pathname.startsWith('/rpc/') ? url.pathname.slice('/rpc/'.length) : null;

  if (request.method === 'POST') {
    if (call === 'auth/logout') event.respondWith(logOut(event));
    else if (request.mode !== 'navigate' && WAITS[call]) event.respondWith(deed(event, call));
    else if (call) event.respondWith(heard(event));
  } else if (request.method !== 'GET') {
    return;
  } else if (isFrame(url)) {
    event.respondWith(frame(event));
  } else if (request.mode === 'navigate') {
    // A download or a printed mail opened as a page is still a navigation: without a network it gets the offline page too.
    event.respondWith(page(event));
  } else if (url.pathname.startsWith('/pkg/')) {
    event.respondWith(programFile(request));
  } else if (STATIC.includes(url.pathname)) {
    event.respondWith(staticFile(request, url.pathname));
  } else if (call) {
    event.respondWith(answer(event, call));
  }
  // Everything else (/events, /files, attachments) goes to the network untouched.
});

async function takeOver() {
  await dropUnusedPrograms();
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function hear({ data, ports, source }) {
  switch (data?.type) {
    case 'update': return self.skipWaiting();
    // A page runs: what it shows is kept, and what waits is sent.
    case 'running':
      await tellWaiting(source);
      await keepShown(data.address);
      await sendWaiting();
      return dropUnusedPrograms();
    case 'send': return sendWaiting();
    case 'retry': return retry(data.id);
    case 'discard': return discard(data.id);
    case 'kept': return ports[0]?.postMessage(await contents());
    case 'wipe':
      try {
        await wipe();
      } finally {
        ports[0]?.postMessage('wiped');
      }
  }
}
