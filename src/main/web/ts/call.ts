/**
 * Calls people: a new critical alert at once, in a banner that stays until it is attended or dismissed and never takes the
 * focus; everything else in one quiet sentence, at most every ten seconds.
 */
import { all, find, make, say, symbol } from './dom.ts';
import { announce } from './act.ts';
import { listen } from './live.ts';
import { calls, headline, rank, type Change, type Count, type Flood } from './model.ts';
import { severity, words } from './words.ts';

const QUIET_MS = 10_000;
/** In a flood the list says it all; now and then a number is enough. */
const FLOOD_MS = 60_000;
/** What comes together is said together. */
const TOGETHER_MS = 1_500;
const MOST_SHOWN = 3;

const critical = new Map<number, HTMLLIElement>();
let waiting: { severity: string }[] = [];
let saidAt = Number.NEGATIVE_INFINITY;
let shownAt = Number.NEGATIVE_INFINITY;
let showTimer: number | undefined;
/** When the flood began whose beginning was read out; empty while there is none. */
let flooded = '';
let timer: number | undefined;
const title = document.title;

export function begin(): void {
  const banner = document.getElementById('call');
  // Measured when the page has been laid out anyway: to ask for it is to lay the page out while alerts come.
  if (banner) new ResizeObserver(() => room(banner.offsetHeight)).observe(banner);
  listen({ change: take, gone: dismiss, counts: showCounts, flood });
}

function take(change: Change): void {
  const alert = change.view.alert;
  if (alert.triage !== 'new' || alert.cover !== '') dismiss(alert.id);
  if (!calls(change)) return;
  if (alert.severity === 'critical') {
    call(alert.id, headline(alert), alert.mark);
  } else {
    waiting.push({ severity: alert.severity });
    summarise();
  }
}

function call(id: number, text: string, mark: string): void {
  dismiss(id);
  const item = make('li');
  const link = make('a', text);
  link.href = `/alerts/${id}`;
  const close = make('button', words('call.dismiss'));
  close.type = 'button';
  close.addEventListener('click', () => dismiss(id));
  item.dataset['severity'] = 'critical';
  // Beside a replay, it is said that this is now.
  if (document.getElementById('replay')) item.append(make('b', words('call.live')));
  item.append(symbol('critical'), make('span', mark), link, close);
  critical.set(id, item);
  // The first at once; those right behind it together, since each change is read out.
  if (showTimer !== undefined) return;
  const wait = Math.max(0, shownAt + QUIET_MS - performance.now());
  if (wait === 0) show();
  else showTimer = window.setTimeout(show, wait);
}

function dismiss(id: number): void {
  if (critical.delete(id)) show();
}

/** One sentence when it begins; what waited to be said is in it. */
function flood(view: Flood): void {
  if (!view.on) {
    if (flooded) announce(words('call.flood-over'));
    flooded = '';
    return;
  }
  if (flooded) return;
  flooded = view.since.at;
  waiting = [];
  window.clearTimeout(timer);
  timer = undefined;
  saidAt = performance.now();
  announce(view.said);
}

function show(): void {
  window.clearTimeout(showTimer);
  showTimer = undefined;
  shownAt = performance.now();
  const banner = document.getElementById('call');
  if (!banner) return;
  if (critical.size === 0) {
    banner.replaceChildren();
    return;
  }
  let list = find(banner, 'ul', HTMLUListElement);
  if (!list) {
    list = make('ul');
    banner.append(list);
  }
  const newest = [...critical.values()].reverse();
  const shown = newest.slice(0, MOST_SHOWN);
  // Only what is new is touched, so that only that is read out.
  for (const old of [...list.children]) if (!shown.includes(old as HTMLLIElement)) old.remove();
  shown.forEach((item, at) => {
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
  const more = newest.length - shown.length;
  if (more > 0) list.append(make('li', words('call.more', more)));
}

/**
 * What else stands at the end of the window stands above the banner, and what is gone to is not under it. Only these are
 * told: what the whole page is told, every element of it takes up anew.
 */
function room(height: number): void {
  document.documentElement.style.scrollPaddingBlockEnd = `calc(6rem + ${height}px)`;
  find(document, '.bulk', HTMLElement)?.style.setProperty('--called', `${height}px`);
}

function summarise(): void {
  if (timer !== undefined) return;
  const wait = Math.max(TOGETHER_MS, saidAt + (flooded ? FLOOD_MS : QUIET_MS) - performance.now());
  timer = window.setTimeout(() => {
    timer = undefined;
    saidAt = performance.now();
    const worst = waiting.map((one) => one.severity).sort((one, other) => rank(one) - rank(other))[0] ?? 'low';
    const some = waiting.filter((one) => one.severity === worst).length;
    const all = waiting.length;
    waiting = [];
    announce(all === 1 ? words('call.one', severity(worst)) : words('call.new', all, some, severity(worst)));
  }, wait);
}

function showCounts(counts: Count[]): void {
  let unattended = 0;
  for (const count of counts) {
    unattended += count.unacknowledged;
    for (const shown of all(document, `.call-count[data-severity=${count.severity}]`, HTMLElement)) {
      shown.dataset['any'] = count.unacknowledged > 0 ? 'yes' : 'no';
      say(find(shown, '[data-unacknowledged]', HTMLElement), String(count.unacknowledged));
    }
  }
  document.title = unattended > 0 ? `(${unattended}) ${title}` : title;
}
