/** A screen on a wall that nobody has let in yet: it shows the code to let it in by, and comes in by itself. */
import { find, say } from './dom.ts';

const LOOK_MILLISECONDS = 2_000;

type State = { readonly state: string; readonly code?: string | null };

export function begin(): void {
  const place = find(document, '[data-pairing-code]', HTMLElement);
  if (place) void ask(place);
}

async function ask(place: HTMLElement): Promise<void> {
  const code = await send('POST', '/api/v1/wall/pairing');
  if (code?.code) say(place, code.code);
  window.setInterval(() => void look(place), LOOK_MILLISECONDS);
}

async function look(place: HTMLElement): Promise<void> {
  const found = await send('GET', '/api/v1/wall/pairing');
  if (found?.state === 'waiting' && found.code) say(place, found.code);
  // Nobody came in time, or the server began anew: another code.
  if (found?.state === 'over') {
    const code = await send('POST', '/api/v1/wall/pairing');
    if (code?.code) say(place, code.code);
  }
  if (found?.state !== 'granted') return;
  await send('POST', '/api/v1/wall/enter');
  window.location.reload();
}

async function send(method: string, address: string): Promise<State | undefined> {
  try {
    const answer = await fetch(address, { method, headers: { Accept: 'application/json' } });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined; // the server is away: the next look finds it
  }
}
