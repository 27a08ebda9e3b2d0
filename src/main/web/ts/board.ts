/**
 * The board: rows come, change and go with the stream, in the order the server paints them; a flood is folded. Of a long
 * list a part is on the page, as the address says: the browser answers at once however many alerts there are, and what the
 * stream cannot say about the parts that are not here is asked of the server.
 */
import { all, copy, fill, find, say, set } from './dom.ts';
import { announce, give } from './act.ts';
import * as grid from './grid.ts';
import * as keys from './keys.ts';
import * as panel from './panel.ts';
import * as toolbar from './toolbar.ts';
import { listen } from './live.ts';
import { load } from './part.ts';
import { row, show, showValues } from './alerts.ts';
import { rank, type AlertView, type Count, type Flood, type Group } from './model.ts';
import { showAges } from './time.ts';
import { words } from './words.ts';

/** How long a resolved alert stays to be seen going. */
const FAREWELL_MS = 6_000;
/** What comes is shown in handfuls, so that no frame is long. */
const HANDFUL = 8;
const HANDFUL_MS = 16;
/** How often a board filtered by age looks again: there, time alone moves alerts. */
const AGES_MS = 30_000;
/** After a list that could not be had, before it is asked for again. */
const AGAIN_MS = 1_000;
/** What moves between parts of a long list is shown together. */
const PARTS_MS = 3_000;

let list: HTMLElement | undefined;
let hold: HTMLButtonElement | undefined;
let held = false;
/** What came or went while the list is frozen, by id. */
const waiting = new Map<number, AlertView>();
/** What came and is not on the page yet, by id. */
const coming = new Map<number, AlertView>();
let timer: number | undefined;
/** What the stream brings while the whole list is fetched. */
let during: Map<number, AlertView> | undefined;
/** The list does not show all that belongs to it: it is fetched as soon as it may be, and until it could be. */
let incomplete = false;
let flood: Flood | undefined;
let above = 0;
/** Open alerts that the person may see, whatever the filter. */
let openInAll = 0;
/** The alert whose row the panel was opened from. */
let opened = '';
/** Rows of a part of a long list. */
let most = Number.POSITIVE_INFINITY;
let turning = false;
let partsTimer: number | undefined;

export function begin(): (alert: AlertView, byMe: boolean) => void {
  const found = document.getElementById('alerts');
  if (!found) return () => {};
  list = found;
  openInAll = Number(find(document, '.severity-count[data-severity=all] [data-all]', HTMLElement)?.textContent ?? 0);
  most = Number(found.dataset['most'] ?? most);
  grid.begin(list, toolbar.renew, (row, column) => void turn(partOf(row), row, column));
  toolbar.begin();
  keys.begin(list, actions);
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (panel.shown() !== 0) panel.shut();
    else grid.chooseNone();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-open], a[data-turn]') : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!(link instanceof HTMLAnchorElement) || !plain) return;
    if (link.dataset['turn'] !== undefined) {
      event.preventDefault();
      const part = partIn(link.search);
      void turn(part, (part - 1) * most, undefined);
    } else if (panel.fits()) {
      event.preventDefault();
      openAlert(Number(link.pathname.split('/')[2]), '');
    }
  });
  window.addEventListener('popstate', () => {
    const part = partIn(window.location.search);
    void turn(part, (part - 1) * most, undefined, false);
  });
  hold = find(document, '#hold', HTMLButtonElement);
  hold?.addEventListener('click', () => setHeld(!held));
  find(document, '[data-fresh]', HTMLButtonElement)?.addEventListener('click', () => {
    if (grid.around('before') > 0) {
      showFresh(0);
      void turn(1, 0, undefined);
      return;
    }
    const first = grid.rows()[0];
    if (first) grid.goToName(first);
    window.scrollTo({ top: 0 });
  });
  window.addEventListener('scroll', () => {
    if (window.scrollY < 80 && grid.around('before') === 0) showFresh(0);
  });
  filters();
  listen({
    change: (change) => take(change.view.alert, false),
    gone,
    counts: showCounts,
    hidden: showHidden,
    flood: takeFlood,
    values: showValues,
  });
  if (list.dataset['ages'] === 'yes') window.setInterval(() => void fetchAll(), AGES_MS);
  return take;
}

/** Where the panel was opened from. */
export function back(): void {
  const element = list?.querySelector(`[data-id="${opened}"]`);
  const place = element instanceof HTMLElement ? element : list && grid.focusedRow();
  if (place) grid.goToName(place);
}

function filters(): void {
  const form = find(document, '[data-filters]', HTMLFormElement);
  if (!form) return;
  for (const select of all(form, 'select', HTMLSelectElement)) select.addEventListener('change', () => form.requestSubmit());
  // The address says what is asked for and nothing else.
  form.addEventListener('submit', () => {
    for (const field of all(form, 'select, input', HTMLElement))
      if ((field instanceof HTMLSelectElement || field instanceof HTMLInputElement) && field.value === '') field.disabled = true;
  });
  window.addEventListener('pageshow', () => {
    for (const field of all(form, ':disabled', HTMLElement)) field.removeAttribute('disabled');
  });
}

const actions: keys.Actions = {
  down: () => grid.step(1),
  up: () => grid.step(-1),
  select: () => on((element) => grid.select(element)),
  acknowledge: () => command('acknowledge'),
  take: () => on((element) => (can(element, 'take') ? void give(element, 'take') : refuse(element))),
  assign: () => command('assign'),
  shelve: () => command('shelve'),
  resolve: () => command('resolve'),
  comment: () => on((element) => openRow(element, 'comment')),
  guidance: () => on((element) => openRow(element, 'guidance')),
  filter: () => {
    const first = find(document, '[data-filters] select', HTMLSelectElement);
    first?.focus();
  },
  search: () => find(document, '[data-search]', HTMLInputElement)?.focus(),
  help: () => keys.open(),
  freeze: () => setHeld(!held),
};

function on(act: (element: HTMLElement) => void): void {
  const element = grid.focusedRow();
  if (element?.dataset['id']) act(element);
}

function can(element: HTMLElement, verb: string): boolean {
  return (element.dataset['verbs'] ?? '').split(' ').includes(verb);
}

function refuse(element: HTMLElement): void {
  const name = find(element, '.alert-name', HTMLElement)?.textContent?.trim() ?? '';
  const state = find(element, '[data-slot=attended]', HTMLElement)?.textContent ?? '';
  announce(words('board.not-possible', name, state));
}

/** To the selected rows, or else to the one with the focus. */
function command(verb: string): void {
  if (grid.chosen().length > 0 && toolbar.give(verb)) return;
  on((element) => {
    if (verb !== 'acknowledge') openRow(element, verb === 'resolve' && can(element, 'reset') ? 'reset' : verb);
    else if (!can(element, 'acknowledge')) refuse(element);
    else if (element.dataset['severity'] === 'critical') confirm(element);
    else void give(element, 'acknowledge');
  });
}

/** One key must not be enough for a critical alert; there is no way back. */
function confirm(element: HTMLElement): void {
  const dialog = find(document, '#confirm', HTMLDialogElement);
  if (!dialog) return;
  const what = all(element, '.alert-name, [data-slot=place], [data-slot=now]', HTMLElement).map((one) => one.textContent?.trim());
  say(find(dialog, '#confirm-what', HTMLElement), what.join(', '));
  dialog.returnValue = '';
  dialog.addEventListener(
    'close',
    () => {
      grid.goToName(element);
      if (dialog.returnValue === 'go') void give(element, 'acknowledge');
    },
    { once: true },
  );
  dialog.showModal();
}

function openRow(element: HTMLElement, part: string): void {
  openAlert(Number(element.dataset['id']), part);
}

function openAlert(id: number, part: string): void {
  if (!panel.fits()) {
    window.location.assign(`/alerts/${id}${part ? `#${part}` : ''}`);
    return;
  }
  opened = String(id);
  for (const element of grid.rows()) element.toggleAttribute('data-opened', element.dataset['id'] === opened);
  void panel.open(id, part);
}

/** What somebody here did is shown at once; what others do comes in handfuls. */
function take(alert: AlertView, byMe: boolean): void {
  if (byMe) {
    apply(alert, true);
    grid.renew();
    return;
  }
  during?.set(alert.id, alert);
  coming.set(alert.id, alert);
  timer ??= window.setTimeout(settleSome, HANDFUL_MS);
}

function settleSome(): void {
  timer = undefined;
  let some = HANDFUL;
  for (const [id, alert] of coming) {
    if (some-- === 0) break;
    coming.delete(id);
    apply(alert, false);
  }
  showAges();
  grid.renew();
  if (coming.size > 0) timer = window.setTimeout(settleSome, HANDFUL_MS);
}

function known(id: number | string): HTMLElement | undefined {
  const element = list?.querySelector(`:scope > [data-id="${id}"]`);
  return element instanceof HTMLElement ? element : undefined;
}

function apply(alert: AlertView, byMe: boolean): void {
  const element = known(alert.id);
  if (element) {
    // An answer to my own command does not say whether the board has it; the stream does, right behind it.
    show(element, alert);
    if (!byMe) element.dataset['leaves'] = alert.shown ? 'no' : 'yes';
    if (held && !byMe) wait(alert);
    else settle(element);
  } else if (alert.shown && !byMe && belongs(alert.severity, alert.id)) {
    if (held) {
      wait(alert);
      return;
    }
    const made = row(alert);
    if (!made) return;
    const side = outside(made);
    if (side !== undefined) {
      askParts();
      if (side === 'before') showFresh(above + 1);
      return;
    }
    place(made);
    evict();
    // Asking where it is costs a layout, and at the top of the page nothing is above.
    if (window.scrollY > 80 && made.getBoundingClientRect().bottom < 0) showFresh(above + 1);
  } else if (!alert.shown && !byMe) {
    askParts();
  }
}

// ---- parts of a long list

function alertRows(): HTMLElement[] {
  return list ? all(list, ':scope > [data-id]', HTMLElement) : [];
}

function inParts(): boolean {
  return grid.around('before') + grid.around('after') > 0;
}

/** The list's length may be another now, or what is in which part. */
function askParts(): void {
  if (!inParts() || partsTimer !== undefined) return;
  partsTimer = window.setTimeout(() => {
    partsTimer = undefined;
    void fetchAll();
  }, PARTS_MS);
}

/** Whether a row belongs to a part of the list that is not on the page. */
function outside(element: HTMLElement): 'before' | 'after' | undefined {
  if (!inParts()) return undefined;
  const here = alertRows().filter((one) => one !== element);
  const first = here[0];
  const last = here[here.length - 1];
  if (grid.around('before') > 0 && first && before(element, first)) return 'before';
  return grid.around('after') > 0 && last && before(last, element) ? 'after' : undefined;
}

/** The last rows make room for what came; not those that somebody has in hand. */
function evict(): void {
  if (!list) return;
  const here = alertRows();
  let extra = here.length - most;
  for (const element of here.reverse()) {
    if (extra-- <= 0) break;
    if (inHand(element)) continue;
    element.remove();
    list.dataset['after'] = String(grid.around('after') + 1);
    askParts();
  }
  showShown();
}

function inHand(element: HTMLElement): boolean {
  return (
    element.contains(document.activeElement) ||
    element.getAttribute('aria-selected') === 'true' ||
    panel.shown() === Number(element.dataset['id'])
  );
}

function partOf(row: number): number {
  return Math.floor(row / most) + 1;
}

function partIn(search: string): number {
  return Math.max(1, Number(new URLSearchParams(search).get('part')) || 1);
}

function addressOf(part: number): string {
  const asked = new URLSearchParams(window.location.search);
  asked.delete('part');
  if (part > 1) asked.set('part', String(part));
  const query = asked.toString();
  return window.location.pathname + (query ? `?${query}` : '');
}

/** Brings another part of the list, and goes to a row of it (counted from 0 in the whole list). */
async function turn(part: number, row: number, column: number | undefined, goes = true): Promise<void> {
  if (!list || turning) return;
  turning = true;
  const missed = new Map<number, AlertView>();
  during = missed;
  const address = addressOf(part);
  const came = (await load(address))?.getElementById('alerts');
  turning = false;
  during = undefined;
  if (!came) {
    announce(words('board.not-turned'));
    for (const alert of missed.values()) take(alert, false);
    return;
  }
  if (goes) window.history.pushState(null, '', address);
  list.replaceChildren(...[...came.children].map((one) => document.importNode(one, true)));
  takeSides(came);
  for (const alert of missed.values()) take(alert, false);
  if (grid.around('before') === 0) showFresh(0);
  showAges();
  showShown();
  grid.renew();
  toolbar.renew();
  const rows = grid.rows();
  const wanted = rows[Math.max(0, Math.min(row - grid.around('before'), rows.length - 1))];
  if (wanted && column === undefined) grid.goToName(wanted);
  else grid.go(wanted, column);
  if (incomplete) void fetchAll();
}

/** How many alerts stand around those on the page, as the server has it. */
function takeSides(came: HTMLElement): void {
  if (!list) return;
  for (const name of ['before', 'after', 'folded']) list.dataset[name] = came.dataset[name] ?? '';
}

/** The line above a later part, and the way to the others below. */
function showParts(): void {
  if (!list) return;
  const first = grid.around('before');
  const here = alertRows().length;
  const after = grid.around('after');
  const line = document.getElementById('before');
  if (line) line.hidden = first === 0;
  say(line ? find(line, '[data-before]', HTMLElement) : undefined, words('board.before', first));
  const parts = document.getElementById('parts');
  if (!parts) return;
  parts.hidden = first + after === 0;
  say(find(parts, '[data-span]', HTMLElement), words('board.span', first + 1, first + here, first + here + after));
  for (const [turns, shown] of [['-1', first > 0], ['+1', after > 0]] as const) {
    const link = find(parts, `[data-turn="${turns}"]`, HTMLAnchorElement);
    if (!link) continue;
    link.hidden = !shown;
    set(link, 'href', addressOf(partOf(first) + Number(turns)));
  }
}

function wait(alert: AlertView): void {
  waiting.set(alert.id, alert);
  showHold();
}

/** Folded, the board shows what is critical, and what came first. */
function belongs(severity: string, id: number): boolean {
  return list?.dataset['folded'] !== 'yes' || severity === 'critical' || id === flood?.firstOut;
}

/** Puts a row where it now belongs, or lets it go. */
function settle(element: HTMLElement): void {
  if (leaving(element)) {
    window.setTimeout(() => leave(element), FAREWELL_MS);
    return;
  }
  keepingFocus(element, () => place(element));
  if (outside(element) !== undefined) askParts();
}

function keepingFocus(element: HTMLElement, move: () => void): void {
  const focused = document.activeElement;
  const within = focused instanceof HTMLElement && element.contains(focused) ? focused : undefined;
  move();
  if (!within) return;
  // A button that is gone hands the focus to what it stood for.
  if (within.checkVisibility()) within.focus({ preventScroll: true });
  else grid.goToName(element);
}

function leaving(element: HTMLElement): boolean {
  return element.dataset['leaves'] === 'yes' || !belongs(element.dataset['severity'] ?? '', Number(element.dataset['id']));
}

function leave(element: HTMLElement): void {
  if (!leaving(element) || !element.isConnected) return;
  // Not from under somebody's hand.
  if (held || inHand(element)) {
    window.setTimeout(() => leave(element), FAREWELL_MS);
    return;
  }
  remove(element);
}

function remove(element: HTMLElement): void {
  const next = element.nextElementSibling ?? element.previousElementSibling;
  const focused = element.contains(document.activeElement);
  element.remove();
  askParts();
  showShown();
  grid.renew();
  toolbar.renew();
  if (focused && next instanceof HTMLElement) grid.goToName(next);
}

/** It is no longer this person's to see: at once, whatever they are doing with it. */
function gone(id: number): void {
  coming.delete(id);
  waiting.delete(id);
  showHold();
  const element = known(id);
  if (!element) {
    askParts();
    return;
  }
  if (panel.shown() !== id) announce(words('board.given-away'));
  remove(element);
}

function place(element: HTMLElement): void {
  if (!list) return;
  let after: Element | null = null;
  for (const other of list.children) {
    if (other === element || !(other instanceof HTMLElement)) continue;
    if (other.dataset['group'] !== undefined || before(element, other)) {
      after = other;
      break;
    }
  }
  if (element.parentElement !== list || (element.nextElementSibling !== after && after !== element)) list.insertBefore(element, after);
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

function setHeld(next: boolean): void {
  held = next;
  if (!held) {
    const came = [...waiting.values()];
    waiting.clear();
    for (const alert of came) take(alert, false);
    if (incomplete) void fetchAll();
  }
  showHold();
  announce(words(held ? 'board.frozen' : 'board.goes-on'));
}

function showHold(): void {
  if (!hold) return;
  hold.setAttribute('aria-pressed', String(held));
  const fresh = [...waiting.keys()].filter((id) => !known(id)).length;
  const changed = waiting.size - fresh;
  say(hold, !held ? words('board.freeze') : words(changed > 0 ? 'board.changed' : 'board.waiting', fresh, changed));
}

function showFresh(count: number): void {
  above = count;
  const place = find(document, '#fresh', HTMLElement);
  if (!place) return;
  place.hidden = count === 0;
  say(find(place, '[data-fresh]', HTMLElement), words('board.above', count));
}

function showShown(): void {
  showParts();
  const place = find(document, '[data-filtered]', HTMLElement);
  if (list && place)
    say(place, words('board.filtered', grid.around('before') + alertRows().length + grid.around('after'), openInAll));
}

function showCounts(counts: Count[]): void {
  const open = counts.reduce((sum, one) => sum + one.unacknowledged + one.acknowledged, 0);
  openInAll = open;
  showShown();
  say(find(document, '.severity-count[data-severity=all] [data-all]', HTMLElement), String(open));
  for (const count of counts) {
    const link = find(document, `.severity-count[data-severity=${count.severity}]`, HTMLElement);
    if (!link) continue;
    link.dataset['any'] = count.unacknowledged > 0 ? 'yes' : 'no';
    say(find(link, '[data-all]', HTMLElement), String(count.unacknowledged + count.acknowledged));
    say(find(link, '[data-unacknowledged]', HTMLElement), words('board.unacknowledged', count.unacknowledged));
  }
}

function showHidden(hidden: Record<string, number>): void {
  for (const place of all(document, '[data-hidden]', HTMLElement)) say(place, String(hidden[place.dataset['hidden'] ?? ''] ?? 0));
}

function takeFlood(view: Flood): void {
  const section = document.getElementById('flood');
  if (!list || !section) return;
  const was = flood?.on ?? list.dataset['folded'] === 'yes';
  flood = view;
  section.dataset['on'] = view.on ? 'yes' : 'no';
  if (view.on) {
    say(find(section, '[data-words]', HTMLElement), view.words);
    const first = find(section, '[data-first]', HTMLAnchorElement);
    say(first, view.first);
    set(first, 'href', `/alerts/${view.firstOut}`);
    if (list.dataset['fold'] === 'yes') fold(view);
  } else if (was && list.dataset['folded'] === 'yes') {
    list.dataset['folded'] = 'no';
    void fetchAll();
  }
}

function fold(view: Flood): void {
  if (!list || held) return;
  if (list.dataset['folded'] !== 'yes') {
    list.dataset['folded'] = 'yes';
    const toggle = document.querySelector('#flood [data-fold]');
    if (toggle instanceof HTMLAnchorElement) {
      toggle.href = '/board?fold=no';
      say(toggle, words('board.unfold'));
    }
    for (const element of all(list, ':scope > [data-id]', HTMLElement)) {
      if (leaving(element) && !inHand(element)) element.remove();
    }
    // Of a long list, how much of what stays stands around this part is the server's to say.
    if (inParts()) {
      list.dataset['before'] = list.dataset['after'] = '0';
      void fetchAll();
    }
  }
  // Groups stand behind the last alert, and so on the last part.
  const groups = grid.around('after') > 0 ? [] : view.groups;
  const wanted = new Set(groups.map((group) => group.address));
  for (const element of all(list, '[data-group]', HTMLElement))
    if (!wanted.has(element.dataset['group'] ?? '') && !element.contains(document.activeElement)) element.remove();
  for (const group of groups) showGroup(group);
  showShown();
  grid.renew();
}

function showGroup(group: Group): void {
  if (!list) return;
  const known = list.querySelector(`[data-group="${CSS.escape(group.address)}"]`);
  const element = known instanceof HTMLElement ? known : copy('group');
  if (!element) return;
  element.dataset['group'] = group.address;
  element.dataset['severity'] = group.severity;
  fill(element, group);
  set(find(element, '.alert-mark use', SVGUseElement), 'href', `#mark-${group.severity}`);
  set(find(element, '[data-group-link]', HTMLAnchorElement), 'href', group.address);
  if (!known) list.append(element);
}

/**
 * The whole list as the server has it, where the stream alone cannot say what belongs to it. What stands for the alerts
 * that are not in the list goes when they have come, not before: a server that does not answer hides nothing.
 */
async function fetchAll(): Promise<void> {
  incomplete = true;
  if (!list || held || during) return;
  const missed = new Map<number, AlertView>();
  during = missed;
  incomplete = false;
  const came = (await load(window.location.pathname + window.location.search))?.getElementById('alerts');
  // Another part was asked for meanwhile, and what came is of the one before.
  if (during !== missed) {
    for (const alert of missed.values()) during?.set(alert.id, alert);
    return;
  }
  during = undefined;
  if (came && (list.dataset['folded'] !== 'yes' || came.dataset['folded'] === 'yes')) replaceAll(came);
  else incomplete = true;
  for (const alert of missed.values()) take(alert, false);
  showShown();
  grid.renew();
  if (incomplete) window.setTimeout(() => void (incomplete && fetchAll()), AGAIN_MS);
}

/** Takes over the server's list and its order, in one pass: a thousand rows must not hold up a frame for long. */
function replaceAll(came: HTMLElement): void {
  if (!list) return;
  const here = new Map(all(list, ':scope > [data-id]', HTMLElement).map((element) => [element.dataset['id'], element]));
  let last: Element | undefined;
  for (const element of all(came, ':scope > [data-id]', HTMLElement)) {
    const known = here.get(element.dataset['id']);
    here.delete(element.dataset['id']);
    const placed = known ?? document.importNode(element, true);
    if (!known) {
      if (last) last.after(placed);
      else list.prepend(placed);
    }
    last = placed;
  }
  for (const element of here.values()) {
    element.dataset['leaves'] = 'yes';
    leave(element);
  }
  for (const side of ['before', 'after']) list.dataset[side] = came.dataset[side] ?? '0';
  if (list.dataset['folded'] === 'yes') return;
  for (const group of all(list, '[data-group]', HTMLElement)) group.remove();
}
