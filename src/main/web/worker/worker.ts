/**
 * What answers when the server does not: a page that says so. Nothing that belongs to a person is ever kept here; the
 * offline page itself takes the last known counts from what the board left behind (offline.ts).
 */
const scope = self as unknown as ServiceWorkerGlobalScope;

const CACHE = 'velocity-1';
const OFFLINE = '/offline';
const KEPT = [OFFLINE, '/assets/app.css', '/assets/app.js', '/assets/chunk.js', '/assets/icon.svg'];
const PATIENCE_MILLISECONDS = 10_000;

scope.addEventListener('install', (event) => {
  event.waitUntil(fetchAll().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

/** A page sends this when it has loaded: what is kept is then of the newest version, and in the person's language. */
scope.addEventListener('message', (event) => {
  if (event.data === 'renew') event.waitUntil(fetchAll().catch(() => undefined));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== scope.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (KEPT.includes(address.pathname)) event.respondWith(asset(request));
});

async function fetchAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEPT.map((address) => new Request(address, { cache: 'reload' })));
}

async function page(request: Request): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MILLISECONDS);
  try {
    return await fetch(request, { signal: late.signal });
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

async function asset(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}
