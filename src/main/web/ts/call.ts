/**
 * Calls people: a new critical alert at once, in a banner that stays until it is attended or dismissed and never takes the
 * focus; everything else in one quiet sentence, at most every ten seconds.
 */
import { all, find, make, say, symbol } from './dom.ts';
import { announce } from './act.ts';
import { listen } from './live.ts';
import { headline, rank, type Change, type Count } from './model.ts';

const CALLS = new Set(['raised', 'escalated', 'recurred']);
const QUIET_MS = 10_000;
const MOST_SHOWN = 3;

const critical = new Map<number, HTMLLIElement>();
let waiting: { severity: string }[] = [];
let saidAt = Number.NEGATIVE_INFINITY;
let timer: number | undefined;
const title = document.title;

export function begin(): void {
  listen({ change: take, counts: showCounts });
}

function take(change: Change): void {
  const alert = change.view.alert;
  const calls = CALLS.has(change.kind) && alert.triage === 'new';
  if (alert.triage !== 'new') dismiss(alert.id);
  if (!calls) return;
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
  const close = make('button', 'Dismiss');
  close.type = 'button';
  close.addEventListener('click', () => dismiss(id));
  item.dataset['severity'] = 'critical';
  item.append(symbol('critical'), make('span', mark), link, close);
  critical.set(id, item);
  show();
}

function dismiss(id: number): void {
  if (critical.delete(id)) show();
}

function show(): void {
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
  if (more > 0) list.append(make('li', `and ${more} more critical`));
}

function summarise(): void {
  if (timer !== undefined) return;
  const wait = Math.max(0, saidAt + QUIET_MS - performance.now());
  timer = window.setTimeout(() => {
    timer = undefined;
    saidAt = performance.now();
    const worst = waiting.map((one) => one.severity).sort((one, other) => rank(one) - rank(other))[0] ?? 'low';
    const some = waiting.filter((one) => one.severity === worst).length;
    const all = waiting.length;
    waiting = [];
    announce(all === 1 ? `1 new alert, ${worst}` : `${all} new alerts, ${some} ${worst}`);
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
