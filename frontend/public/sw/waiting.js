// Deeds that wait for the network: comments, changes, replies. Each is sent under a key of its own, with its first try, so that
// the server does it once however often it is asked. Before a change goes out late, what the person saw is compared with
// what is true now; where that differs the deed stays here and the person decides.

const SYNC = 'madoguchi-waiting';
/** The calls that can wait, and what the page calls them. */
const WAITS = { 'comments/add': 'comment', 'conversations/change': 'change', 'conversations/done': 'done', 'outbox/late': 'reply' };
const STALE = '{"Refused":"stale"}';

const allWaiting = () => stored('waiting', 'readonly', store => store.getAll());
const putWaiting = one => stored('waiting', 'readwrite', store => store.put(one));
const dropWaiting = id => stored('waiting', 'readwrite', store => store.delete(id));

/** Does it now, or keeps it: the answer "Waiting" says that it will be done. */
async function deed(event, call) {
  const one = {
    key: crypto.randomUUID(), call, what: WAITS[call], type: event.request.headers.get('content-type') ?? 'application/json',
    body: await event.request.clone().text(), at: Date.now(), state: 'waiting', answer: null,
  };
  const response = await fromNetwork(event, () => send(one));
  if (response) {
    if (response.status === 401) event.waitUntil(hearSignedOut(response.clone()));
    return response;
  }
  event.waitUntil(nowAway());
  const person = await whose();
  if (person === null) return Response.error();
  await putWaiting({ ...one, person, ...(await about(one)) });
  await tellWaiting();
  event.waitUntil(Promise.resolve(self.registration.sync?.register(SYNC)).catch(() => undefined));
  return new Response('"Waiting"', { status: 503, headers: { 'content-type': 'application/json' } });
}

function send(one) {
  return fetch(`/rpc/${one.call}`, {
    method: 'POST', headers: { 'content-type': one.type, accept: 'application/json', 'idempotency-key': one.key }, body: one.body, redirect: 'manual',
  });
}

/** What a waiting deed is about, for the page that lists it: conversations, words, and what the person saw of them. */
async function about(one) {
  const form = one.type.startsWith('application/json') ? JSON.parse(one.body) : Object.fromEntries(new URLSearchParams(one.body));
  const late = form.late ?? {};
  const ids = (form.ids ?? [form.conversation ?? late.conversation]).map(id => Number(Array.isArray(id) ? id[0] : id));
  const seen = {};
  let subject = '';
  let mailbox = null;
  for (const id of ids) {
    const known = await knownOf(id);
    if (!known) continue;
    seen[id] = factsOf(known);
    subject ||= known.subject;
    mailbox ??= known.mailbox_id;
  }
  const text = form.text ?? late.text ?? '';
  // The version is that of what was kept; what matters of it is compared before the deed is sent.
  const body = one.call === 'conversations/change' ? JSON.stringify({ ...form, ids: ids.map(id => [id, null]) }) : one.body;
  return { ids, seen, subject, mailbox, text, change: form.change ?? null, sends: Boolean(late.send), body };
}

/** The newest that is kept of a conversation: its page, or its row in a list. */
async function knownOf(id) {
  const found = [];
  const at = response => Number(response.headers.get('x-kept-at'));
  const open = await (await caches.open(CONVERSATIONS)).match(openAddress(id));
  if (open) found.push({ at: at(open), known: await open.json() });
  const answers = await caches.open(ANSWERS);
  for (const request of await answers.keys()) {
    const url = new URL(request.url);
    if (!url.pathname.endsWith('/conversations/list')) continue;
    const response = await answers.match(request);
    const row = (await response.json()).rows.find(row => row.id === id);
    if (row) found.push({ at: at(response), known: { ...row, mailbox_id: Number(url.searchParams.get('query[mailbox]')) } });
  }
  return found.sort((one, other) => other.at - one.at)[0]?.known ?? null;
}

/** What somebody else may have changed, or a new mail of the customer. */
function factsOf(known) {
  const messages = known.items ? known.items.filter(({ item }) => item === 'message').length : known.messages;
  return JSON.stringify([known.status_id, known.assignee_id ?? null, known.confirmer_id ?? null, known.priority, messages]);
}

/** What was kept, as it will be when what waits is done. */
async function withWaiting(call, response) {
  if (call !== OPEN && call !== 'conversations/list') return response;
  const deeds = (await allWaiting()).filter(({ state, what }) => state === 'waiting' && (what === 'change' || what === 'done'));
  if (deeds.length === 0) return response;
  const value = await response.json();
  for (const deed of deeds) {
    const change = await changeOf(deed);
    for (const row of (value.rows ?? [value]).filter(({ id }) => deed.ids.includes(id))) Object.assign(row, change);
  }
  return new Response(JSON.stringify(value), { headers: response.headers });
}

async function changeOf({ what, change, mailbox }) {
  const kept = async path => (await (await caches.open(ANSWERS)).match(new URL(path, self.location.origin).href))?.json();
  const statuses = (await kept('/rpc/mailboxes/mine'))?.find(({ id }) => id === mailbox)?.statuses ?? [];
  const people = (await kept(`/rpc/mailboxes/people?mailbox=${mailbox}`)) ?? [];
  const name = id => people.find(person => person.id === id)?.name ?? null;
  const becomes = {};
  const status = statuses.find(({ id, class: kind, standard }) => (what === 'done' ? kind === 'done' && standard : id === change.status));
  if (status) Object.assign(becomes, { status_id: status.id, class: status.class });
  if (change && 'assignee' in change) Object.assign(becomes, { assignee_id: change.assignee, assignee_name: name(change.assignee) });
  if (change && 'confirmer' in change) Object.assign(becomes, { confirmer_id: change.confirmer, confirmer_name: name(change.confirmer) });
  if (change?.priority != null) becomes.priority = change.priority;
  return becomes;
}

/** Sends what waits, in its order. One at a time in this browser, however many tabs and workers ask. */
async function sendWaiting() {
  if ((await whose()) === null) return;
  if (!navigator.locks) return sendInOrder();
  await navigator.locks.request('madoguchi-waiting', { ifAvailable: true }, lock => (lock ? sendInOrder() : undefined));
}

/** One answer got lost while the rest of the network works: nothing else would ask again. */
let again = null;
function tryAgain() {
  clearTimeout(again);
  again = setTimeout(sendWaiting, 4000);
}

/** The browser tries again later where this fails. */
async function sendAtSync() {
  await sendWaiting();
  if ((await allWaiting()).some(({ state }) => state === 'waiting')) throw new Error('something still waits');
}

async function sendInOrder() {
  const before = wipes;
  const person = await whose();
  let done = 0;
  for (const { id } of await allWaiting()) {
    // Read again: the one before may have changed what this one expects, or the person has thrown it away.
    const one = await stored('waiting', 'readonly', store => store.get(id));
    if (before !== wipes) return;
    if (one?.state !== 'waiting' || one.person !== person) continue;
    let answer;
    try {
      answer = await sendOne(one);
    } catch (noNetwork) {
      answer = 'later';
    }
    if (answer === 'later') tryAgain();
    if (answer === 'later' || before !== wipes) break;
    if (answer === 'done') done += 1;
  }
  if (before !== wipes) return;
  await tellWaiting();
  if (done > 0) await tell({ type: 'sent', count: done });
}

async function sendOne(one) {
  if (one.what === 'change' || one.what === 'done') {
    const differs = one.forced ? null : await whatDiffers(one);
    if (differs === 'later') return 'later';
    if (differs) return refused(one, differs);
  }
  const response = await send(one);
  if (response.status === 401) {
    await hearSignedOut(response);
    return 'later';
  }
  if (response.status >= 500 || response.status === 429) return 'later';
  const text = await response.text();
  if (!response.ok) return refused(one, text);
  const kept = one.what === 'reply' && JSON.parse(text).Kept;
  if (kept) {
    // Not sent: it waits as a draft in its conversation, and the person must hear why.
    await putWaiting({ ...one, state: 'draft', answer: JSON.stringify(kept.why ?? null) });
  } else {
    await dropWaiting(one.id);
  }
  await expectNow(one);
  return 'done';
}

async function refused(one, answer) {
  await putWaiting({ ...one, state: 'refused', answer });
  return 'refused';
}

/** Why a late change must not be made unasked: `null` where everything is as the person saw it. */
async function whatDiffers(one) {
  for (const [id, facts] of Object.entries(one.seen)) {
    const response = await fetch(openAddress(id));
    if (response.status === 401) {
      await hearSignedOut(response);
      return 'later';
    }
    if (response.status >= 500) return 'later';
    if (!response.ok) return response.text();
    if (factsOf(await response.json()) !== facts) return STALE;
  }
  return null;
}

/** What a deed of this person changed is no surprise to the ones that follow it. */
async function expectNow(one) {
  const later = (await allWaiting()).filter(other => other.state === 'waiting' && other.ids.some(id => one.ids.includes(id)));
  for (const id of later.length > 0 ? one.ids : []) {
    const response = await fetch(openAddress(id)).catch(() => null);
    if (!response?.ok) continue;
    const facts = factsOf(await response.json());
    for (const other of later.filter(other => id in other.seen)) {
      other.seen[id] = facts;
      await putWaiting(other);
    }
  }
}

/** The person has looked at what is true now, and wants it all the same. */
async function retry(id) {
  const one = await stored('waiting', 'readonly', store => store.get(id));
  if (!one) return;
  await putWaiting({ ...one, state: 'waiting', answer: null, forced: true });
  await tellWaiting();
  await sendWaiting();
}

async function discard(id) {
  await dropWaiting(id);
  await tellWaiting();
}

/** Tells the pages what waits. They get what they show, and no key. */
async function tellWaiting(to) {
  const all = (await whose()) === null ? [] : await allWaiting();
  const list = all.map(({ id, what, at, ids, subject, mailbox, text, change, sends, state, answer }) => (
    { id, what, at, ids, subject, mailbox, text, change, sends, state, answer }));
  await tell({ type: 'waiting', list }, to);
}
