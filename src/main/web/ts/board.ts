/** The board: rows come, change and go with the stream, in the order the server paints them. */
import { all, find, say } from './dom.ts';
import { listen } from './live.ts';
import { row, show, showValues } from './alerts.ts';
import { rank, type AlertView, type Count } from './model.ts';
import { showAges } from './time.ts';

/** How long a resolved alert stays to be seen going. */
const FAREWELL_MS = 6_000;

let list: HTMLElement;
let hold: HTMLButtonElement | undefined;
let held = false;
/** What came or went while the list is held still, by id. */
const waiting = new Map<number, AlertView>();

export function begin(): ((alert: AlertView, byMe: boolean) => void) | undefined {
  const found = document.getElementById('alerts');
  if (!found) return undefined;
  list = found;
  hold = find(document, '#hold', HTMLButtonElement);
  if (hold) {
    hold.hidden = false;
    hold.addEventListener('click', () => setHeld(!held));
  }
  for (const select of all(document, '[data-filters] select', HTMLSelectElement))
    select.addEventListener('change', () => select.form?.requestSubmit());
  listen({
    change: (change) => take(change.view.alert, false),
    counts: showCounts,
    values: showValues,
  });
  return take;
}

function take(alert: AlertView, byMe: boolean): void {
  const known = list.querySelector(`[data-id="${alert.id}"]`);
  if (known instanceof HTMLElement) {
    show(known, alert);
    if (held && !byMe) {
      waiting.set(alert.id, alert);
      showHold();
    } else {
      settle(known, alert);
    }
  } else if (alert.triage !== 'resolved' && matches(alert)) {
    if (held) {
      waiting.set(alert.id, alert);
      showHold();
      return;
    }
    const made = row(alert);
    if (!made) return;
    place(made);
    showAges();
  }
}

/** Puts a row where it now belongs, or lets it go. */
function settle(element: HTMLElement, alert: AlertView): void {
  if (alert.triage === 'resolved' || !matches(alert)) {
    window.setTimeout(() => leave(element), FAREWELL_MS);
    return;
  }
  const focused = document.activeElement;
  const within = focused instanceof HTMLElement && element.contains(focused) ? focused : undefined;
  place(element);
  if (!within) return;
  // A button that is gone hands the focus to what it stood for.
  const stays = within.checkVisibility() ? within : find(element, 'h2 a', HTMLAnchorElement);
  stays?.focus({ preventScroll: true });
}

function leave(element: HTMLElement): void {
  if (element.dataset['triage'] !== 'resolved' && matchesRow(element)) return;
  // Not from under somebody's keyboard; a hand with a mouse has let go.
  if (held || element.querySelector(':focus-visible')) {
    window.setTimeout(() => leave(element), FAREWELL_MS);
    return;
  }
  element.remove();
  showShown();
}

function place(element: HTMLElement): void {
  const after = [...list.children].find((other) => other !== element && other instanceof HTMLElement && before(element, other));
  const next = after ?? null;
  if (element.parentElement !== list || (element.nextElementSibling !== next && next !== element)) list.insertBefore(element, next);
  showShown();
}

/** Worst first, unacknowledged before acknowledged, newest first. */
function before(one: HTMLElement, other: HTMLElement): boolean {
  const worse = rank(one.dataset['severity'] ?? '') - rank(other.dataset['severity'] ?? '');
  if (worse !== 0) return worse < 0;
  const attended = Number(one.dataset['triage'] !== 'new') - Number(other.dataset['triage'] !== 'new');
  if (attended !== 0) return attended < 0;
  const newer = Date.parse(other.dataset['since'] ?? '') - Date.parse(one.dataset['since'] ?? '');
  if (newer !== 0) return newer < 0;
  return Number(one.dataset['id']) > Number(other.dataset['id']);
}

function matches(alert: AlertView): boolean {
  const { severity, zone, triage } = list.dataset;
  return (
    (!severity || severity === alert.severity) && (!zone || zone === alert.zone) && (!triage || triage === alert.triage)
  );
}

function matchesRow(element: HTMLElement): boolean {
  const { severity, triage } = list.dataset;
  return (!severity || severity === element.dataset['severity']) && (!triage || triage === element.dataset['triage']);
}

function setHeld(next: boolean): void {
  held = next;
  if (!held) {
    const came = [...waiting.values()];
    waiting.clear();
    for (const alert of came) take(alert, false);
  }
  showHold();
}

function showHold(): void {
  if (!hold) return;
  hold.setAttribute('aria-pressed', String(held));
  const more = waiting.size === 0 ? '' : ` (${waiting.size} changed)`;
  say(hold, held ? `Held still: go on${more}` : 'Hold the list still');
}

function showShown(): void {
  say(find(document, '[data-shown]', HTMLElement), String(list.children.length));
}

function showCounts(counts: Count[]): void {
  const open = counts.reduce((sum, one) => sum + one.unacknowledged + one.acknowledged, 0);
  say(find(document, '[data-open]', HTMLElement), String(open));
  say(find(document, '.severity-count[data-severity=all] [data-all]', HTMLElement), String(open));
  for (const count of counts) {
    const link = find(document, `.severity-count[data-severity=${count.severity}]`, HTMLElement);
    if (!link) continue;
    link.dataset['any'] = count.unacknowledged > 0 ? 'yes' : 'no';
    say(find(link, '[data-all]', HTMLElement), String(count.unacknowledged + count.acknowledged));
    say(find(link, '[data-unacknowledged]', HTMLElement), String(count.unacknowledged));
  }
}

