// Whose things this browser keeps. Everything that belongs to a person stands in caches named "kept-…" and in one
// database; when they leave, or somebody else comes, all of it goes before anything new is kept (security class 34).

const DATABASE = 'madoguchi';
/** Says in every answer who is signed in. */
const PERSON = 'x-person';
/** Answers of whoever stands before a server that is away. */
const AWAY = new Set([502, 503, 504]);

/** Rises with every wipe: what was asked for before it must not be kept after it. */
let wipes = 0;
/** The person whose things are kept, `null` for nobody, `undefined` before it was looked up. */
let owner;
let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('facts');
      request.result.createObjectStore('waiting', { keyPath: 'id', autoIncrement: true });
    };
    request.onsuccess = () => {
      request.result.onversionchange = shut;
      done(request.result);
    };
    request.onerror = () => {
      opened = null;
      failed(request.error);
    };
  });
  return opened;
}

async function shut() {
  const open = opened;
  opened = null;
  (await open?.catch(() => null))?.close();
}

/** One request in a transaction of its own: `stored('facts', 'readonly', store => store.get('owner'))`. */
async function stored(name, mode, act) {
  const transaction = (await database()).transaction(name, mode);
  const request = act(transaction.objectStore(name));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

const fact = name => stored('facts', 'readonly', store => store.get(name));
const note = (name, value) => stored('facts', 'readwrite', store => store.put(value, name));

async function whose() {
  if (owner === undefined) owner = (await fact('owner')) ?? null;
  return owner;
}

/** A page came from the server and says who is signed in; nobody is `null`. */
async function meet(person) {
  const known = await whose();
  if (known === person) return;
  if (known !== null) {
    await wipe();
    await tell({ type: 'left', by: person === null ? 'nobody' : 'another' });
  }
  if (person !== null) {
    await note('owner', person);
    owner = person;
  }
}

/** Forgets everything that belongs to anybody. The program's own files stay: they are nobody's. */
async function wipe() {
  wipes += 1;
  owner = null;
  const names = await caches.keys();
  await Promise.all(names.filter(name => name.startsWith('kept-')).map(name => caches.delete(name)));
  await shut();
  // Nothing is pushed to whoever comes next.
  await self.registration.pushManager?.getSubscription().then(made => made?.unsubscribe()).catch(() => undefined);
  await new Promise(done => {
    const removal = indexedDB.deleteDatabase(DATABASE);
    removal.onsuccess = removal.onerror = removal.onblocked = done;
  });
  await tellWaiting();
}

/** An answer that says that the session ended: somebody ended it from elsewhere, or time did. */
async function hearSignedOut(response) {
  if (response.status !== 401 || !(await response.text()).includes('not-signed-in') || (await whose()) === null) return;
  await wipe();
  await tell({ type: 'left', by: 'nobody' });
}

/** Calls that change something and do not wait: only what they say of the session is heard. */
async function heard(event) {
  const response = await fromNetwork(event, () => fetch(event.request));
  if (!response) {
    event.waitUntil(nowAway());
    return Response.error();
  }
  if (response.status === 401) event.waitUntil(hearSignedOut(response.clone()));
  return response;
}

/** Logging out: the other tabs hear of it, and without a network the session ends with the first one there is. */
async function logOut(event) {
  try {
    return await fetch(event.request);
  } catch (noNetwork) {
    await wipe();
    await note('leaving', true);
    return offlinePage();
  } finally {
    if (!(await fact('leaving'))) await wipe();
    await tell({ type: 'left', by: 'logout' });
  }
}

/** Ends the session of somebody who logged out without a network, before anything else is asked. Whether there was one. */
async function leaveFirst() {
  // A browser without a database has noted nothing.
  if (!(await fact('leaving').catch(() => false))) return false;
  const response = await fetch('/rpc/auth/logout', {
    method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: '',
  });
  if (response.ok || response.status === 401) await wipe();
  return true;
}

async function tell(word, to) {
  const listeners = to ? [to] : await self.clients.matchAll({ type: 'window' });
  for (const listener of listeners) listener.postMessage(word);
}
