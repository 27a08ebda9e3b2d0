/** The page that is shown while the server does not answer, and what it knows of the last time it did. */
import { all, find, say } from './dom.ts';
import { keep, recall } from './kept.ts';
import { listen } from './live.ts';
import { age } from './time.ts';

/** How often it looks whether the server is there again. */
const LOOK_MILLISECONDS = 5_000;

type Known = { readonly at: number; readonly counts: Readonly<Record<string, number>> };

/** On every page with a stream: remembers the counts of what nobody has, for when they are the last. */
export function remember(): void {
  listen({
    counts: (found) =>
      keep('last-known', {
        at: Date.now(),
        counts: Object.fromEntries(found.map((count) => [count.severity, count.unacknowledged])),
      } satisfies Known),
  });
  // Whoever signs out leaves nothing behind.
  document.addEventListener('submit', (event) => {
    if (event.target instanceof HTMLFormElement && event.target.getAttribute('action') === '/sign-out')
      keep('last-known', null);
  });
}

/** On the offline page itself. */
export function begin(): void {
  const place = find(document, '[data-offline]', HTMLElement);
  if (!place) return;
  const known = recall('last-known');
  if (isKnown(known)) {
    place.hidden = false;
    for (const slot of all(place, '[data-severity-count]', HTMLElement))
      say(slot, String(known.counts[slot.dataset['severityCount'] ?? ''] ?? 0));
    const since = find(place, '[data-since]', HTMLElement);
    const tell = () => say(since, age(Date.now() - known.at));
    tell();
    window.setInterval(tell, 1_000);
  }
  window.setInterval(() => void look(), LOOK_MILLISECONDS);
}

async function look(): Promise<void> {
  try {
    // An address the worker keeps no answer of.
    const answer = await fetch('/manifest.webmanifest', { cache: 'no-store' });
    if (answer.ok) window.location.reload();
  } catch {
    // still away
  }
}

function isKnown(value: unknown): value is Known {
  return typeof value === 'object' && value !== null && 'at' in value && 'counts' in value;
}
