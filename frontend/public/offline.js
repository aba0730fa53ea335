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
