// Runs before the program wakes up, on every page: choices of this device, the service worker, installing.
// Everything is told to the style sheet by attributes on <html>, so that it survives whatever is drawn later.
(() => {
  const root = document.documentElement;

  // Choices that belong to the device, not to the person: localStorage "madoguchi:pointer" = coarse | fine, and so on.
  for (const name of ['theme', 'pointer', 'density', 'hints']) {
    let choice = null;
    try {
      choice = localStorage.getItem('madoguchi:' + name);
    } catch (storageForbidden) {
      break;
    }
    if (choice) root.dataset[name] = choice;
  }

  // Installing: the browser offers it once; the offer is kept for any [data-install] button.
  let offer = null;
  window.addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    offer = event;
    root.dataset.installable = '';
  });
  window.addEventListener('appinstalled', () => {
    offer = null;
    delete root.dataset.installable;
  });
  document.addEventListener('click', event => {
    if (!offer || !event.target.closest?.('[data-install]')) return;
    offer.prompt();
    offer = null;
    delete root.dataset.installable;
  });

  // Safari on iOS never offers it; a sentence says how (not where it runs as an app already).
  if (navigator.standalone === false) root.dataset.ios = '';

  // Popups made of <details class="pop">: Escape, a click elsewhere and the choice made close them.
  const popups = () => document.querySelectorAll('details.pop[open]');
  const shut = (popup, back) => {
    popup.open = false;
    if (back) popup.querySelector('summary')?.focus();
  };
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.isComposing) return;
    const open = [...popups()].pop();
    if (!open) return;
    shut(open, open.contains(document.activeElement) || document.activeElement === document.body);
    event.preventDefault();
  }, true);
  document.addEventListener('click', event => {
    for (const popup of popups()) {
      if (!popup.contains(event.target)) shut(popup, false);
      else if (event.target.closest?.('.menu__item')) {
        // A dialog that the choice opens gives the focus back to where it is now; the choice acts before its popup goes.
        popup.querySelector('summary')?.focus();
        setTimeout(() => shut(popup, false));
      }
    }
  }, true);
  document.addEventListener('focusout', event => {
    const popup = event.target.closest?.('details.pop[open]');
    if (popup && event.relatedTarget && !popup.contains(event.relatedTarget)) shut(popup, false);
  });

  // A newer version of the program: the bar is shown, and nothing is reloaded before somebody presses its button, nor while
  // something is typed.
  const running = root.dataset.version || 'dev';
  let newer = null;
  let reloading = false;
  const announce = () => { root.dataset.newversion = ''; };
  const typed = () => [...document.querySelectorAll('textarea, input:not([type]), input[type="text"], input[type="email"], input[type="password"]')]
    .some(field => !field.readOnly && field.value !== field.defaultValue && field.offsetParent);
  document.addEventListener('click', event => {
    const bar = event.target.closest?.('.newversion button')?.closest('.newversion');
    if (!bar) return;
    bar.toggleAttribute('data-typed', typed());
    if (bar.hasAttribute('data-typed')) return;
    if (!newer) return location.reload();
    reloading = true;
    newer.postMessage({ type: 'update' });
  });
  // The live stream says which version the server runs.
  window.addEventListener('madoguchi:newer', () => {
    announce();
    window.dispatchEvent(new Event('madoguchi:check'));
  });

  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  const workers = navigator.serviceWorker;

  // Pushed notices: what only the browser knows. Each answers a promise.
  const encoded = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const pushManager = async () => (await workers.ready).pushManager;
  window.madoguchiPush = {
    async state() {
      if (!('PushManager' in window) || !('Notification' in window)) return 'unsupported';
      if (Notification.permission === 'denied') return 'denied';
      return (await (await pushManager()).getSubscription())?.endpoint ?? 'off';
    },
    async subscribe(key) {
      if (await Notification.requestPermission() !== 'granted') return null;
      const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
      const manager = await pushManager();
      // A subscription under another key is of no use.
      await (await manager.getSubscription())?.unsubscribe();
      const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes });
      return { endpoint: made.endpoint, p256dh: encoded(made.getKey('p256dh')), auth: encoded(made.getKey('auth')) };
    },
    async unsubscribe() {
      await (await (await pushManager()).getSubscription())?.unsubscribe();
    },
  };
  // A notice that somebody tapped on leads here; while something is typed the person goes by hand.
  workers.addEventListener('message', ({ data }) => {
    if (data?.type === 'go' && !typed()) location.assign(data.url);
  });

  const versionOf = worker => new URL(worker.scriptURL).searchParams.get('v') || 'dev';

  // A waiting worker of the version that this page already runs needs no question; a newer one asks.
  function settle(waiting) {
    if (versionOf(waiting) === running) {
      waiting.postMessage({ type: 'update' });
    } else {
      newer = waiting;
      announce();
    }
  }

  async function register(version) {
    const registration = await workers.register('/sw.js?v=' + encodeURIComponent(version), { updateViaCache: 'none' });
    const watch = worker => worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && registration.active) settle(worker);
    });
    if (registration.waiting) settle(registration.waiting);
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
  }

  // Is the server newer than this page? Asked when the person comes back, when the network does, and when the
  // program says so (event "madoguchi:check", for the version that the live stream announces).
  async function check() {
    if (document.visibilityState !== 'visible') return;
    try {
      const site = await (await fetch('/site.json', { cache: 'no-store' })).json();
      if (site.version && site.version !== running) await register(site.version);
    } catch (unreachable) {
      // Offline: the next occasion asks again.
    }
  }

  workers.addEventListener('controllerchange', () => {
    if (reloading) location.reload();
  });

  // Logging out: first the device forgets, then the form goes.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.matches?.('form[data-logout]') || 'wiped' in form.dataset) return;
    window.dispatchEvent(new Event('madoguchi:forget'));
    if (!workers.controller) return;
    event.preventDefault();
    const channel = new MessageChannel();
    const leave = () => {
      if ('wiped' in form.dataset) return;
      form.dataset.wiped = '';
      form.requestSubmit();
    };
    channel.port1.onmessage = leave;
    setTimeout(leave, 2000); // A worker that does not answer must not keep anybody signed in.
    workers.controller.postMessage({ type: 'wipe' }, [channel.port2]);
  });

  window.addEventListener('load', () => {
    register(running).catch(refused => console.warn('No offline mode:', refused));
  });
  document.addEventListener('visibilitychange', check);
  window.addEventListener('online', check);
  window.addEventListener('madoguchi:check', check);
})();
