// The program's own files: the same for everybody, kept by version. A tab that runs an older version finds its files here
// for as long as it is open, whatever the server has been given meanwhile.

const VERSION = new URL(self.location.href).searchParams.get('v') || 'dev';
const SHELL = 'shell-' + VERSION;
const PROGRAM = 'program-' + VERSION;
const OFFLINE_PAGE = '/offline.html';
const STATIC = [
  OFFLINE_PAGE, '/offline.css', '/offline.js', '/boot.js', '/away.js', '/icons.svg', '/manifest.webmanifest', '/manifest.en.webmanifest', '/favicon.svg',
  '/icons/icon-192.png', '/icons/apple-touch-icon.png',
];

/** If one file of this version cannot be had, the installation fails and the old worker stays. */
async function putProgramAside() {
  const shell = await caches.open(SHELL);
  await shell.addAll(STATIC.map(path => new Request(path, { cache: 'reload' })));
  const site = await (await fetch('/site.json', { cache: 'no-store' })).json();
  const program = await caches.open(PROGRAM);
  // The pieces that are loaded later, too: without a network nobody can fetch them then.
  await program.addAll([site.js, site.wasm, site.css, ...site.pieces || []].filter(Boolean));
}

async function staticFile(request, path) {
  const kept = await (await caches.open(SHELL)).match(path);
  return kept || fetch(request);
}

/** Names under /pkg carry a hash of the content, so a kept copy can never be out of date. */
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

/** A version goes when no tab runs it and no kept page needs it. A tab that does not say what it runs keeps them all. */
async function dropUnusedPrograms() {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const running = await Promise.all(tabs.map(versionOf));
  if (running.includes(null)) return;
  const used = new Set([VERSION, ...running, ...(await versionsOfPages())]);
  const names = (await caches.keys()).filter(name => /^(shell|program)-/.test(name) && !used.has(name.replace(/^\w+-/, '')));
  await Promise.all(names.map(name => caches.delete(name)));
}

function versionOf(tab) {
  return new Promise(done => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done(null), 3000);
    tab.postMessage({ type: 'version?' }, [channel.port2]);
  });
}
