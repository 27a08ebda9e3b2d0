/**
 * A replay (`replay/replay.jte`): the server has its one clock, its stream brings what is shown, and whatever somebody does
 * here is done for everybody who shares it. The board and the sensors are shown by what shows them live.
 */
import { announce } from './act.ts';
import { row, show } from './alerts.ts';
import { move } from './cursor.ts';
import { all, fill, find, make, say, set } from './dom.ts';
import { keep, recall } from './kept.ts';
import { over } from './live.ts';
import type { AlertView, Count, Moment, SensorView } from './model.ts';
import { take as takeSensors } from './sensors.ts';
import { words } from './words.ts';

type Mark = { number: number; cursor: number; at: Moment; note: string; by: string };

/** What the server sends (console.ReplayView). */
type Replay = {
  from: number;
  to: number;
  cursor: number;
  at: Moment;
  pace: string;
  playing: boolean;
  skipping: boolean;
  loopFrom: number;
  loopTo: number;
  loop: string;
  marks: Mark[];
  address: string;
  viewers: number;
};

const WAITS_MS = [300, 1_000, 2_000, 4_000];
/** While somebody drags, the moment follows so often. */
const DRAG_MS = 200;
/** How long the scrubber stays where somebody put it. */
const HOLD_MS = 800;
const PACES = ['0.5', '1', '2', '4', '8', '16', '32', '64', '128', 'fastest'];

let root: HTMLElement;
let address = '';
let source: EventSource | undefined;
let failures = 0;
let now: Replay | undefined;
let heldAt = Number.NEGATIVE_INFINITY;
let dragTimer: number | undefined;
/** The ends of the loop that is being set. */
let a: number | undefined;
let b: number | undefined;
let keysOn = true;
let before: Promise<unknown> = Promise.resolve();

export function begin(): void {
  open();
  const found = find(document, '#replay', HTMLElement);
  if (!found) return;
  root = found;
  address = `/api/v1/replays/${root.dataset['replay']}`;
  move(Number(root.dataset['cursor']));
  empty();
  for (const button of all(root, '[data-replay-do]', HTMLButtonElement))
    button.addEventListener('click', () => acts[button.dataset['replayDo'] ?? '']?.());
  const scrub = find(root, '#scrub', HTMLInputElement);
  scrub?.addEventListener('input', () => dragged(scrub));
  scrub?.addEventListener('change', () => {
    window.clearTimeout(dragTimer);
    dragTimer = undefined;
    seek(placeOf(scrub));
  });
  const pace = find(root, '#pace', HTMLSelectElement);
  pace?.addEventListener('change', () => void send('speed', { speed: pace.value }));
  const skip = find(root, '#skip-idle', HTMLInputElement);
  skip?.addEventListener('change', () => void send('skip', { idle: skip.checked }));
  forms();
  keys();
  connect();
}

/** A link to a window opens it at once; whoever comes back to the form finds the form. */
function open(): void {
  const form = find(document, 'form[data-replay-open=now]', HTMLFormElement);
  const how = performance.getEntriesByType('navigation')[0];
  if (form && how instanceof PerformanceNavigationTiming && how.type === 'navigate') form.requestSubmit();
}

// ---- what the server says

function connect(): void {
  source?.close();
  source = new EventSource(`${address}/stream`);
  source.addEventListener('replay', (event) => on(event, (data) => stands(data as Replay)));
  source.addEventListener('alerts', (event) => on(event, (data) => board(data as { rows: AlertView[]; more: number })));
  source.addEventListener('counts', (event) => on(event, (data) => counts(data as Count[])));
  source.addEventListener('sensors', (event) => on(event, (data) => takeSensors(data as SensorView[])));
  source.addEventListener('beat', () => (failures = 0));
  source.addEventListener('over', () => {
    stop(words('replay.lost'));
    over();
  });
  source.addEventListener('elsewhere', () => stop(words('replay.elsewhere')));
  source.addEventListener('ended', () => stop(words('replay.ended')));
  source.onerror = () => {
    source?.close();
    link(words('replay.lost'));
    window.setTimeout(() => void again(), WAITS_MS[Math.min(failures++, WAITS_MS.length - 1)] ?? 4_000);
  };
}

/** An EventSource does not say why it failed. */
async function again(): Promise<void> {
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(4_000) });
    if (answer.status === 404) return stop(words('replay.ended'));
  } catch {
    // not there yet
  }
  connect();
}

function stop(text: string): void {
  source?.close();
  source = undefined;
  link(text);
  announce(text);
}

function link(text: string): void {
  root.dataset['state'] = text ? 'lost' : 'following';
  say(find(root, '#replay-link', HTMLElement), text || words('replay.not-live'));
}

function on(event: MessageEvent<string>, take: (data: unknown) => void): void {
  failures = 0;
  if (root.dataset['state'] !== 'following') link('');
  take(JSON.parse(event.data));
}

function stands(replay: Replay): void {
  const last = now;
  now = replay;
  const at = find(root, '#replay-at', HTMLTimeElement);
  say(at, replay.at.local);
  set(at, 'datetime', replay.at.at);
  say(find(root, '#replay-utc', HTMLElement), replay.at.utc);
  say(find(root, '#viewers', HTMLElement), words('replay.viewers', replay.viewers));
  root.dataset['cursor'] = String(replay.cursor);
  root.dataset['pace'] = replay.pace;
  const play = find(root, '[data-replay-do=play]', HTMLButtonElement);
  if (play) play.dataset['playing'] = replay.playing ? 'yes' : 'no';
  const pace = find(root, '#pace', HTMLSelectElement);
  if (pace && document.activeElement !== pace) pace.value = replay.pace;
  const skip = find(root, '#skip-idle', HTMLInputElement);
  if (skip) skip.checked = replay.skipping;
  const scrub = find(root, '#scrub', HTMLInputElement);
  if (scrub && performance.now() - heldAt > HOLD_MS) {
    scrub.value = String(Math.round((replay.cursor - replay.from) / 1_000));
    set(scrub, 'aria-valuetext', replay.at.local);
  }
  loop(replay);
  if (last?.address !== replay.address) set(find(root, '#share', HTMLAnchorElement), 'href', replay.address);
  if (JSON.stringify(last?.marks) !== JSON.stringify(replay.marks)) marks(replay.marks);
  move(replay.cursor);
}

function loop(replay: Replay): void {
  const place = (at: number): number => ((at - replay.from) / (replay.to - replay.from)) * 1_000;
  const drawn = find(root, '[data-loop]', SVGRectElement);
  const there = replay.loopTo > 0;
  set(drawn, 'x', String(there ? place(replay.loopFrom) : 0));
  set(drawn, 'width', String(there ? place(replay.loopTo) - place(replay.loopFrom) : 0));
  const end = find(root, '[data-replay-do=no-loop]', HTMLButtonElement);
  if (end) end.hidden = !there;
  if (there || (a === undefined && b === undefined)) say(find(root, '#loop-said', HTMLElement), replay.loop);
}

function board(shown: { rows: AlertView[]; more: number }): void {
  const list = find(root, '#replay-alerts', HTMLElement);
  if (!list) return;
  const known = new Map(all(list, '.alert', HTMLElement).map((element) => [element.dataset['id'] ?? '', element]));
  shown.rows.forEach((alert, place) => {
    const element = known.get(String(alert.id)) ?? row(alert);
    if (!element) return;
    known.delete(String(alert.id));
    // The past may be older than what is shown.
    element.dataset['version'] = '0';
    show(element, alert);
    fill(element, { age: alert.since.age });
    if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
  });
  for (const gone of known.values()) gone.remove();
  const more = find(root, '#replay-more', HTMLElement);
  if (more) more.hidden = shown.more === 0;
  say(more, words('replay.more', shown.more));
  empty();
}

function empty(): void {
  const nothing = find(root, '#replay-nothing', HTMLElement);
  if (nothing) nothing.hidden = (find(root, '#replay-alerts', HTMLElement)?.childElementCount ?? 0) > 0;
}

function counts(numbers: Count[]): void {
  for (const count of numbers) {
    const shown = find(root, `[data-replay-count=${count.severity}]`, HTMLElement);
    if (!shown) continue;
    shown.dataset['any'] = count.unacknowledged > 0 ? 'yes' : 'no';
    say(find(shown, '[data-all]', HTMLElement), String(count.unacknowledged + count.acknowledged));
  }
}

function marks(kept: Mark[]): void {
  const list = find(root, '#marks', HTMLUListElement);
  list?.replaceChildren(
    ...kept.map((mark) => {
      const item = make('li');
      const go = make('button', mark.at.local);
      go.type = 'button';
      go.className = 'quiet';
      go.addEventListener('click', () => seek(mark.cursor));
      const remove = make('button', words('replay.unmark'));
      remove.type = 'button';
      remove.className = 'quiet';
      remove.setAttribute('aria-label', words('replay.unmark-one', mark.note));
      remove.addEventListener('click', () => void send(`bookmarks/${mark.number}/remove`));
      const by = make('span', mark.by);
      by.className = 'muted';
      item.append(go, make('span', mark.note), by, remove);
      return item;
    }),
  );
  const none = find(root, '#no-marks', HTMLElement);
  if (none) none.hidden = kept.length > 0;
}

// ---- what is done

const acts: Record<string, () => void> = {
  play: () => void before.then(() => send(now?.playing ? 'pause' : 'play')),
  reading: () => step('reading', false),
  'reading-back': () => step('reading', true),
  alert: () => step('alert', false),
  'alert-back': () => step('alert', true),
  minutes: () => step('10-minutes', false),
  'minutes-back': () => step('10-minutes', true),
  a: () => setEnd('a'),
  b: () => setEnd('b'),
  'no-loop': () =>
    void before.then(() => {
      a = b = undefined;
      return send('loop', {});
    }),
  faster: () => faster(1),
  slower: () => faster(-1),
  bookmark: () => {
    const more = find(root, '#more', HTMLDetailsElement);
    if (more) more.open = true;
    find(root, '#mark input', HTMLInputElement)?.focus();
  },
  help: () => find(document, '#replay-keys', HTMLDialogElement)?.showModal(),
};

/** Says where it led: whoever does not see the page hears what changed. */
function step(by: string, back: boolean): void {
  void send('step', { by, back }).then((done) => {
    if (done) window.setTimeout(() => announce(now?.at.local ?? ''), 400);
  });
}

function faster(by: number): void {
  const place = PACES.indexOf(now?.pace ?? '1') + by;
  const pace = PACES[place];
  if (pace !== undefined) void send('speed', { speed: pace }).then((done) => done && announce(words('replay.pace', pace)));
}

/** The one end as it is, and the other where it is known; a loop needs both. What was done before comes first. */
function setEnd(end: 'a' | 'b'): void {
  void before.then(() => setEndHere(end));
}

function setEndHere(end: 'a' | 'b'): void {
  if (!now) return;
  if (now.loopTo > 0) {
    a ??= now.loopFrom;
    b ??= now.loopTo;
  }
  if (end === 'a') a = now.cursor;
  else b = now.cursor;
  if (a !== undefined && b !== undefined && a >= b) {
    if (end === 'a') b = undefined;
    else a = undefined;
  }
  if (a !== undefined && b !== undefined) {
    const between = { from: new Date(a).toISOString(), to: new Date(b).toISOString() };
    a = b = undefined;
    void send('loop', between);
  } else {
    const text = words(end === 'a' ? 'replay.a' : 'replay.b', now.at.local);
    say(find(root, '#loop-said', HTMLElement), text);
    announce(text);
  }
}

function placeOf(scrub: HTMLInputElement): number {
  return Number(root.dataset['from']) + Number(scrub.value) * 1_000;
}

function dragged(scrub: HTMLInputElement): void {
  heldAt = performance.now();
  dragTimer ??= window.setTimeout(() => {
    dragTimer = undefined;
    seek(placeOf(scrub));
  }, DRAG_MS);
}

function seek(to: number): void {
  void send('seek', { at: new Date(to).toISOString() });
}

/** One after the other, as they were given. Whether it was done; where it was not, it is said why. */
function send(what: string, body: unknown = undefined): Promise<boolean> {
  const sent = before.then(() => sendNow(what, body));
  before = sent;
  return sent;
}

async function sendNow(what: string, body: unknown): Promise<boolean> {
  let said = '';
  try {
    const answer = await fetch(`${address}/${what}`, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'X-CSRF': root.dataset['csrf'] ?? '',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(8_000),
    });
    if (answer.ok) moved((await answer.json()) as { cursor: string; playing: boolean });
    else said = refusal(answer.status, (await answer.json().catch(() => ({}))) as { code?: string });
  } catch {
    said = words('act.no-answer');
  }
  const place = find(root, '#replay-said', HTMLElement);
  say(place, said);
  if (place) place.hidden = said === '';
  if (said) announce(said);
  return said === '';
}

/** Where it stands is known before the stream says it. */
function moved(answer: { cursor: string; playing: boolean }): void {
  if (now) now = { ...now, cursor: Date.parse(answer.cursor), playing: answer.playing };
}

function refusal(status: number, problem: { code?: string }): string {
  if (status === 401) over();
  if (status === 404) return words('replay.ended');
  switch (problem.code) {
    case 'nothing-there':
      return words('replay.nothing-there');
    case 'too-many-marks':
      return words('replay.too-many-marks');
    default:
      return words('act.failed', status);
  }
}

function forms(): void {
  const goTo = find(root, '#go-to', HTMLFormElement);
  goTo?.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = String(new FormData(goTo).get('at') ?? '');
    const at = said ? local(said) : Number.NaN;
    if (!Number.isNaN(at)) seek(at);
  });
  const mark = find(root, '#mark', HTMLFormElement);
  mark?.addEventListener('submit', (event) => {
    event.preventDefault();
    const note = String(new FormData(mark).get('note') ?? '').trim();
    if (note) void send('bookmarks', { note }).then((done) => done && mark.reset());
  });
}

/** What a field says, where the site is; a time of day that comes twice is the first of both. */
function local(said: string): number {
  const zone = find(document, '#begin', HTMLElement)?.dataset['timeZone'] ?? 'UTC';
  const wanted = Date.parse(`${said}Z`);
  let found = wanted;
  // The zone's offset at a moment is known from the moment; two rounds find it.
  for (let round = 0; round < 2; round++) found = wanted - (shownAs(found, zone) - found);
  return found;
}

function shownAs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (name: string): number => Number(parts.find((one) => one.type === name)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

// ---- keys

const KEYS: Readonly<Record<string, string>> = {
  ' ': 'play',
  ArrowRight: 'reading',
  ArrowLeft: 'reading-back',
  'Shift+ArrowRight': 'alert',
  'Shift+ArrowLeft': 'alert-back',
  '.': 'minutes',
  ',': 'minutes-back',
  '[': 'a',
  ']': 'b',
  l: 'no-loop',
  b: 'bookmark',
  '+': 'faster',
  '-': 'slower',
  '?': 'help',
};

/** They can be turned off (WCAG 2.1.4), and never take a key from what it is meant for. */
function keys(): void {
  keysOn = recall('replay.keys') !== false;
  const box = find(document, '[data-replay-keys]', HTMLInputElement);
  if (box) {
    box.checked = keysOn;
    box.addEventListener('change', () => {
      keysOn = box.checked;
      keep('replay.keys', keysOn);
    });
  }
  document.addEventListener('keydown', (event) => {
    if (!keysOn || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input, select, textarea, dialog, .chart-plot, [contenteditable]')) return;
    if (event.key === ' ' && target.closest('button, a, summary')) return;
    const name = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
    const act = acts[KEYS[name] ?? ''];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
