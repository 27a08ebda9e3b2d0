/**
 * The live stream, and the honesty about it: what is on the page is live, or the page says in words and shape that it is
 * not. Silence of 8 s is stale; the server says something every 5 s.
 */
import { find, make, say } from './dom.ts';
import { age, heard, showAges, showClock, timeOfDay, now } from './time.ts';
import type { Change, Count, Flood, Now, SensorView } from './model.ts';
import { words } from './words.ts';

const SILENCE_MS = 8_000;
const WAITS_MS = [300, 1_000, 2_000, 4_000];

export type Listener = {
  change?(change: Change): void;
  /** An alert is no longer one this person may see. */
  gone?(id: number): void;
  counts?(counts: Count[]): void;
  /** How many alerts are hidden, by what hides them. */
  hidden?(hidden: Record<string, number>): void;
  flood?(flood: Flood): void;
  sensors?(sensors: SensorView[]): void;
  values?(values: Now[]): void;
  /** The page went stale, or is live again. */
  live?(live: boolean): void;
};

type State = 'connecting' | 'live' | 'stale' | 'over' | 'elsewhere';

const listeners: Listener[] = [];
let source: EventSource | undefined;
let state: State = 'connecting';
let place = 0;
let also = '';
let failures = 0;
let retry: number | undefined;
let soundAt = 0;
let soundClock = 0;
let soundServer = 0;

export function listen(listener: Listener): void {
  listeners.push(listener);
}

/**
 * @param after the last event the page's words know of
 * @param wanted what else the page shows: `sensors` or `values`
 */
export function begin(after: number, wanted: string): void {
  place = after;
  // The board's filter, by which the server says what the board has.
  const filter = new URLSearchParams(document.getElementById('alerts') ? window.location.search : '');
  for (const name of ['after', 'with', 'fold', 'part', 'wall']) filter.delete(name);
  also = `&with=${wanted}&${filter}`;
  sound();
  show('connecting');
  connect();
  window.setInterval(tick, 1_000);
  // A page that slept shows the past: say so before anything else is done with it.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') awake();
  });
  window.addEventListener('pageshow', awake);
  window.addEventListener('focus', awake);
  window.addEventListener('online', awake);
}

/** Somebody signed out here, or the server did it. */
export function over(): void {
  close();
  show('over');
}

function connect(): void {
  close();
  source = new EventSource(`/api/v1/stream?after=${place}${also}`);
  source.addEventListener('alert', (event) => on(event, (data) => each((one) => one.change?.(data as Change))));
  source.addEventListener('gone', (event) => on(event, (data) => each((one) => one.gone?.((data as { id: number }).id))));
  source.addEventListener('hidden', (event) =>
    on(event, (data) => each((one) => one.hidden?.(data as Record<string, number>))),
  );
  source.addEventListener('flood', (event) => on(event, (data) => each((one) => one.flood?.(data as Flood))));
  source.addEventListener('counts', (event) => on(event, (data) => each((one) => one.counts?.(data as Count[]))));
  source.addEventListener('sensors', (event) => on(event, (data) => each((one) => one.sensors?.(data as SensorView[]))));
  source.addEventListener('values', (event) => on(event, (data) => each((one) => one.values?.(data as Now[]))));
  source.addEventListener('beat', (event) => on(event, (data) => heard((data as { at: string }).at)));
  source.addEventListener('reset', () => window.location.reload());
  source.addEventListener('over', over);
  source.addEventListener('elsewhere', () => {
    close();
    show('elsewhere');
  });
  source.onerror = () => {
    close();
    void again();
  };
}

function on(event: MessageEvent<string>, take: (data: unknown) => void): void {
  const number = Number(event.lastEventId);
  if (Number.isSafeInteger(number)) place = number;
  take(JSON.parse(event.data));
  failures = 0;
  sound();
  show('live');
}

function each(tell: (listener: Listener) => void): void {
  for (const listener of listeners) tell(listener);
}

/** Comes back after a pause that grows and is never the same for all screens at once. */
async function again(): Promise<void> {
  if (state === 'over' || state === 'elsewhere' || retry !== undefined) return;
  const wait = WAITS_MS[Math.min(failures++, WAITS_MS.length - 1)] ?? 4_000;
  retry = window.setTimeout(() => {
    retry = undefined;
    void (async () => {
      if (await signedOut()) over();
      else connect();
    })();
  }, wait * (0.75 + Math.random() / 2));
}

/** An EventSource does not say why it failed. */
async function signedOut(): Promise<boolean> {
  try {
    const answer = await fetch('/api/v1/me', { redirect: 'manual', signal: AbortSignal.timeout(4_000) });
    return answer.status === 401;
  } catch {
    return false;
  }
}

function close(): void {
  source?.close();
  source = undefined;
  window.clearTimeout(retry);
  retry = undefined;
}

function sound(): void {
  soundAt = performance.now();
  soundClock = Date.now();
  soundServer = now();
}

/** Both clocks: one stands still while some machines sleep, the other is set by hand. */
function silence(): number {
  return Math.max(performance.now() - soundAt, Date.now() - soundClock);
}

function awake(): void {
  if (state === 'over') return;
  if (state === 'elsewhere' && document.visibilityState === 'visible') {
    show('stale');
    connect();
    return;
  }
  tick();
}

function tick(): void {
  if (state !== 'over' && state !== 'elsewhere' && silence() > SILENCE_MS) {
    show('stale');
    if (source && silence() > SILENCE_MS + 1_000) {
      close();
      void again();
    }
  }
  if (state === 'live') {
    showClock();
    showAges();
  }
}

function show(next: State): void {
  if (next === 'connecting' && state !== 'connecting') return;
  if (state === 'over' && next !== 'over') return;
  const changed = next !== state || !document.documentElement.dataset['live'];
  state = next;
  const shown = next === 'elsewhere' ? 'stale' : next;
  document.documentElement.dataset['live'] = shown;
  if (changed) {
    say(find(document, '#live-state', HTMLElement), words(`live.${shown}`));
    banner();
    each((one) => one.live?.(next === 'live'));
  }
  say(find(document, '#stale [data-for]', HTMLElement), age(silence()));
}

function banner(): void {
  const place = document.getElementById('stale');
  if (!place) return;
  place.replaceChildren();
  if (state === 'live' || state === 'connecting') return;
  const since = timeOfDay(soundServer);
  place.append(make('b', words(state === 'over' ? 'live.out' : 'live.stale')));
  if (state === 'over') {
    place.append(`${words('live.signed-out', since)} `);
    const link = make('a', words('live.again'));
    link.href = `/sign-in?next=${window.location.pathname}`;
    place.append(link);
  } else if (state === 'elsewhere') {
    place.append(words('live.elsewhere', since));
  } else {
    place.append(words('live.silent', since));
  }
}
