// Without a network: what the service worker says becomes one state that the program is told, and what the program asks for
// goes to the worker. Loaded beside boot.js; does nothing where there is no worker.
(() => {
  const root = document.documentElement;
  const workers = navigator.serviceWorker;
  // A page from the worker's shelf says since when it lies there.
  const state = { away: Boolean(root.dataset.kept), at: root.dataset.kept ? Number(root.dataset.kept) : null, waiting: [] };

  function publish() {
    root.toggleAttribute('data-away', state.away);
    mark();
    window.dispatchEvent(new CustomEvent('madoguchi:away', { detail: JSON.stringify(state) }));
  }
  // The rows of conversations in which something waits, however they are drawn.
  const rows = typeof CSSStyleSheet === 'function' && 'adoptedStyleSheets' in document ? new CSSStyleSheet() : null;
  if (rows) document.adoptedStyleSheets = [...document.adoptedStyleSheets, rows];
  const word = root.lang === 'ja' ? '送信待ち' : 'waiting';
  function mark() {
    const ids = state.waiting.filter(one => one.state === 'waiting').flatMap(one => one.ids);
    rows?.replaceSync(ids.length === 0 ? '' : `:is(${ids.map(id => `.row[data-id="${Number(id)}"]`)}) .row__marks::before { content: "${word}"; padding-inline: .375rem; border: 1px dashed var(--yamabuki); border-radius: var(--r-1); background: var(--yamabuki-bg); color: var(--yamabuki-fg); font-size: var(--fs-1); white-space: nowrap; }`);
  }

  // The program wakes up later than this.
  window.addEventListener('madoguchi:away?', publish);

  // The number on the icon of the installed app.
  window.addEventListener('madoguchi:badge', ({ detail }) => {
    Promise.resolve(detail > 0 ? navigator.setAppBadge?.(detail) : navigator.clearAppBadge?.()).catch(() => undefined);
  });

  // Nothing of a person stays in this tab; the choices of the device do.
  const choices = new Set(['theme', 'pointer', 'density', 'hints', 'keys'].map(name => 'madoguchi:' + name));
  const LEFT = 'madoguchi-left';
  function forget(everything) {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith('madoguchi') && !choices.has(key)) localStorage.removeItem(key);
      // Words that were typed and not sent come back after signing in again, to their writer only; whoever logs out takes them along.
      if (!everything) return;
      sessionStorage.clear();
      // What the page that goes away still writes down is taken by the next one.
      sessionStorage.setItem(LEFT, '');
    } catch (storageForbidden) {
      // Then nothing is stored there either.
    }
  }
  try {
    if (sessionStorage.getItem(LEFT) !== null) sessionStorage.clear();
  } catch (storageForbidden) {
    // As above.
  }

  function leave(everything) {
    forget(everything);
    Promise.resolve(navigator.clearAppBadge?.()).catch(() => undefined);
  }
  window.addEventListener('madoguchi:forget', () => leave(true));

  if (!workers || !window.isSecureContext) return;
  const post = word => workers.ready.then(({ active }) => active?.postMessage(word));

  let asking = 0;
  function away(at) {
    if (at) state.at = at;
    // As far as this page knows, what it shows is from now.
    else if (!state.away) state.at ??= Date.now();
    state.away = true;
    if (!asking) {
      asking = setInterval(() => document.visibilityState === 'visible' && ask(), 10000);
      // One answer that was lost is not yet a server that is away for long.
      setTimeout(() => asking && ask(), 1500);
    }
    publish();
  }

  function reached() {
    clearInterval(asking);
    asking = 0;
    const was = state.away;
    Object.assign(state, { away: false, at: null });
    publish();
    post({ type: 'send' });
    if (was) window.dispatchEvent(new Event('madoguchi:reached'));
  }

  // The browser only knows whether there is some network; whether the server is there only the server can say.
  async function ask() {
    try {
      if ((await fetch('/site.json', { cache: 'no-store' })).ok) reached();
    } catch (noNetwork) {
      away();
    }
  }

  workers.addEventListener('message', ({ data, ports }) => {
    switch (data?.type) {
      case 'version?': return ports[0].postMessage(root.dataset.version || 'dev');
      case 'away': return away(data.at);
      case 'reached': return state.away ? reached() : undefined;
      case 'waiting':
        state.waiting = data.list;
        return publish();
      case 'sent': return window.dispatchEvent(new CustomEvent('madoguchi:sent', { detail: data.count }));
      case 'left':
        leave(data.by !== 'nobody');
        // The form that logs out leads on by itself; another tab asks the server where it belongs.
        if (data.by !== 'nobody' && !document.querySelector('[data-wiped]') && location.pathname !== '/login') location.reload();
    }
  });
  workers.startMessages?.();

  window.addEventListener('madoguchi:waiting', ({ detail }) => post(JSON.parse(detail)));
  window.addEventListener('offline', () => away());
  window.addEventListener('online', ask);
  document.addEventListener('visibilitychange', () => state.away && document.visibilityState === 'visible' && ask());

  // A frame for the HTML of a mail is a place of its own that no worker reaches: what is looked at is asked for from here too,
  // so that it is kept, and without a network it is put into the frame.
  const fill = async frame => {
    const kept = await fetch(frame.getAttribute('src')).catch(() => null);
    if (kept?.ok && state.away) frame.srcdoc = await kept.text();
  };
  new MutationObserver(changes => {
    if (!workers.controller) return;
    for (const added of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      const frames = added.matches?.('iframe.mail__frame') ? [added] : [...(added.querySelectorAll?.('iframe.mail__frame') ?? [])];
      frames.forEach(fill);
    }
  }).observe(root, { childList: true, subtree: true });

  const running = () => post({ type: 'running', address: location.href });
  workers.addEventListener('controllerchange', running);
  window.addEventListener('load', () => {
    running();
    if (state.away) ask();
    else if (navigator.onLine === false) away();
  });
})();
