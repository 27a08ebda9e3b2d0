/**
 * A person who is there stays signed in; a screen left alone says a minute before it is signed out, and one press keeps
 * it (WCAG 2.2.1).
 */
import { make } from './dom.ts';
import { listen, over } from './live.ts';
import { words } from './words.ts';

const WARNING_MS = 60_000;
const NOTE_EVERY_MS = 60_000;

let toldAt = 0;
let limit = 0;
let live = false;

export function begin(idleSeconds: number): void {
  limit = idleSeconds * 1_000;
  if (!(limit > WARNING_MS)) return;
  toldAt = Date.now();
  listen({ live: (now) => (live = now) });
  for (const name of ['pointerdown', 'keydown'] as const)
    window.addEventListener(name, () => {
      if (Date.now() - toldAt > NOTE_EVERY_MS) void stay();
    });
  window.setInterval(watch, 1_000);
}

/** Any request tells the server that somebody is here. */
async function stay(): Promise<void> {
  toldAt = Date.now();
  document.getElementById('idle')?.replaceChildren();
  try {
    const answer = await fetch('/api/v1/me', { redirect: 'manual', signal: AbortSignal.timeout(4_000) });
    if (answer.status === 401) over();
  } catch {
    // Nobody heard it; the stream says so.
  }
}

function watch(): void {
  const banner = document.getElementById('idle');
  if (!banner) return;
  const left = toldAt + limit - Date.now();
  if (left > WARNING_MS || left < 0 || !live) {
    if (banner.hasChildNodes()) banner.replaceChildren();
    return;
  }
  if (banner.hasChildNodes()) return;
  const button = make('button', words('idle.stay'));
  button.type = 'button';
  button.addEventListener('click', () => void stay());
  banner.append(make('span', words('idle.soon')), button);
}
