// The offline page stands at the address that was asked for: trying again is loading that address again.
(() => {
  const state = document.querySelector('[data-state]');

  function say(text) {
    state.hidden = false;
    state.textContent = text;
  }

  // Asks the server before reloading, so that the page does not flicker while the network is only half there.
  async function retry(quietly) {
    if (!quietly) say('つないでいます… / Connecting…');
    try {
      const answer = await fetch('/site.json', { cache: 'no-store' });
      if (!answer.ok) throw new Error(String(answer.status));
      location.reload();
    } catch (unreachable) {
      if (!quietly) say('まだつながりません。 / Still offline.');
    }
  }

  // In the person's language, where it is known; else in both.
  const root = document.documentElement;
  if ('spoken' in root.dataset) for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== root.lang;

  // What is kept here, so that nobody has to guess what still can be done.
  navigator.serviceWorker?.ready.then(({ active }) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => list(data);
    active.postMessage({ type: 'kept' }, [channel.port2]);
  });

  function list({ lists, conversations, waiting }) {
    for (const part of document.querySelectorAll('[data-kept]')) {
      part.hidden = lists.length === 0;
      part.querySelector('[data-lists]').replaceChildren(...lists.map(({ path, title }) => {
        const [item, link] = [document.createElement('li'), document.createElement('a')];
        link.href = path;
        link.textContent = title || path;
        item.append(link);
        return item;
      }));
      const count = part.querySelector('[data-count]');
      count.hidden = conversations === 0;
      count.textContent = count.dataset.text.replace('{n}', conversations);
      part.querySelector('[data-waiting]').hidden = waiting === 0;
    }
  }

  document.addEventListener('click', event => {
    if (!event.target.closest('[data-retry]')) return;
    event.preventDefault();
    retry();
  });
  window.addEventListener('online', () => retry());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') retry();
  });
  // The network may be there and only the server away: no event tells when it comes back.
  setInterval(() => {
    if (document.visibilityState === 'visible') retry(true);
  }, 10000);
})();
