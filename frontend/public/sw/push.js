// What is pushed to this browser: shown, and led to its place when somebody taps on it.

async function showPushed(event) {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch (noJson) {
    // Something must be shown all the same: browsers take the permission away from whoever shows nothing.
  }
  // An open and visible tab shows it by itself, but the browser asks for a sign of it here, too.
  await self.registration.showNotification(told.title ?? 'Madoguchi', {
    body: told.body ?? '', tag: told.tag, data: { url: told.url ?? '/notifications' }, icon: '/icons/icon-192.png', badge: '/icons/icon-192.png',
  });
  // How many there are the app says when it is opened; until then a dot.
  await self.navigator.setAppBadge?.();
}

/** The tab that is there already goes to the place; without one, one is opened. Only places of our own. */
async function openPushed(event) {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? '/', self.location.origin);
  if (url.origin !== self.location.origin) return;
  const tabs = await self.clients.matchAll({ type: 'window' });
  const tab = tabs.find(one => new URL(one.url).pathname === url.pathname) ?? tabs.find(one => one.focused) ?? tabs[0];
  if (!tab) {
    await self.clients.openWindow(url.href);
    return;
  }
  await tab.focus();
  // The page goes there itself: it knows whether somebody is writing in it.
  if (new URL(tab.url).pathname !== url.pathname) tab.postMessage({ type: 'go', url: url.pathname });
}
