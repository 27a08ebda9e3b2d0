/**
 * Choosing hours of the heatmap: a grid (ARIA) with one tab stop. A press chooses an hour, Shift with a press or an arrow
 * all hours up to another; the part of the page below follows. The address says what is chosen.
 */
import { all, find, say, set } from './dom.ts';
import { load } from './part.ts';

/** Arrows held down choose many hours; only where they come to rest is asked for. */
const REST_MILLISECONDS = 250;

type Place = { readonly row: number; readonly column: number };

let table: HTMLTableElement;
let anchor: Place | undefined;
let rest = 0;
/** Answers that come late are of a choice that was left. */
let asked = 0;

export function begin(): void {
  const found = find(document, '#heat', HTMLTableElement);
  if (!found) return;
  table = found;
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-multiselectable', 'true');
  const links = all(table, 'td a', HTMLAnchorElement);
  for (const link of links) link.tabIndex = -1;
  for (const cell of all(table, 'td[data-band]', HTMLTableCellElement))
    set(cell, 'aria-selected', cell.dataset['on'] === 'yes' ? 'true' : 'false');
  const first = find(table, 'td[data-on] a', HTMLAnchorElement) ?? links[0];
  if (first) first.tabIndex = 0;
  table.addEventListener('click', (event) => {
    const place = placeOf(event.target);
    if (!place || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(place);
    choose(event.shiftKey && anchor ? anchor : place, place);
  });
  table.addEventListener('keydown', press);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-choose-all]') : undefined;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    mark(() => false);
    anchor = undefined;
    show(link.href);
  });
}

function rows(): HTMLTableRowElement[] {
  return [...(table.tBodies[0]?.rows ?? [])];
}

function cells(row: HTMLTableRowElement): HTMLTableCellElement[] {
  return all(row, 'td', HTMLTableCellElement);
}

function cellAt(place: Place): HTMLTableCellElement | undefined {
  const row = rows()[place.row];
  const cell = row ? cells(row)[place.column] : undefined;
  return cell?.dataset['band'] === undefined ? undefined : cell;
}

function placeOf(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest('td[data-band]') : undefined;
  if (!(cell instanceof HTMLTableCellElement)) return undefined;
  const row = rows().findIndex((one) => one.contains(cell));
  const line = rows()[row];
  return line ? { row, column: cells(line).indexOf(cell) } : undefined;
}

function go(place: Place): void {
  const link = cellAt(place)?.querySelector('a');
  if (!link) return;
  for (const other of all(table, 'td a[tabindex="0"]', HTMLAnchorElement)) other.tabIndex = -1;
  link.tabIndex = 0;
  link.focus();
}

function press(event: KeyboardEvent): void {
  const here = placeOf(event.target);
  if (!here || event.altKey || event.metaKey) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    choose(here, here);
    return;
  }
  const to = target(event, here);
  if (!to) return;
  event.preventDefault();
  go(to);
  if (event.shiftKey) choose(anchor ?? here, to);
}

/** Where a key leads: an hour that a day does not have is passed over. */
function target(event: KeyboardEvent, here: Place): Place | undefined {
  const lastRow = rows().length - 1;
  const line = rows()[here.row];
  const lastColumn = (line ? cells(line).length : 1) - 1;
  const walk = (rowStep: number, columnStep: number): Place | undefined => {
    let place = here;
    do {
      place = { row: place.row + rowStep, column: place.column + columnStep };
      if (place.row < 0 || place.row > lastRow || place.column < 0 || place.column > lastColumn) return undefined;
    } while (!cellAt(place));
    return place;
  };
  switch (event.key) {
    case 'ArrowRight':
      return walk(0, 1);
    case 'ArrowLeft':
      return walk(0, -1);
    case 'ArrowDown':
      return walk(1, 0);
    case 'ArrowUp':
      return walk(-1, 0);
    case 'Home':
      return { row: event.ctrlKey ? 0 : here.row, column: 0 };
    case 'End':
      return { row: event.ctrlKey ? lastRow : here.row, column: lastColumn };
    default:
      return undefined;
  }
}

/** By date, all hours from one to the other; by weekday, the rectangle between them. */
function choose(one: Place, other: Place): void {
  anchor = one;
  const address = new URL(window.location.href);
  for (const part of ['from', 'to', 'weekdays', 'hours']) address.searchParams.delete(part);
  const first = cellAt(one)?.dataset;
  const last = cellAt(other)?.dataset;
  if (!first || !last) return;
  if (table.dataset['layout'] === 'week') {
    const within = (place: Place) =>
      between(place.row, one.row, other.row) && between(place.column, one.column, other.column);
    mark((_, place) => within(place));
    const chosen = all(table, 'td[aria-selected="true"]', HTMLTableCellElement);
    const distinct = (name: 'from' | 'to') => [...new Set(chosen.map((cell) => cell.dataset[name] ?? ''))].join(',');
    address.searchParams.set('weekdays', distinct('from'));
    address.searchParams.set('hours', distinct('to'));
  } else {
    const begins = [first['from'] ?? '', last['from'] ?? ''].sort();
    const ends = [first['to'] ?? '', last['to'] ?? ''].sort();
    const from = begins[0] ?? '';
    const to = ends[1] ?? '';
    mark((cell) => (cell.dataset['from'] ?? '') >= from && (cell.dataset['to'] ?? '') <= to);
    address.searchParams.set('from', from);
    address.searchParams.set('to', to);
  }
  show(address.href);
}

function between(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) && value <= Math.max(one, other);
}

function mark(wanted: (cell: HTMLTableCellElement, place: Place) => boolean): void {
  rows().forEach((line, row) =>
    cells(line).forEach((cell, column) => {
      if (cell.dataset['band'] === undefined) return;
      const on = wanted(cell, { row, column });
      set(cell, 'aria-selected', String(on));
      if (on) cell.dataset['on'] = 'yes';
      else delete cell.dataset['on'];
    }),
  );
}

function show(address: string): void {
  window.history.replaceState(null, '', address);
  window.clearTimeout(rest);
  const mine = ++asked;
  rest = window.setTimeout(() => void renew(address, mine), REST_MILLISECONDS);
}

async function renew(address: string, mine: number): Promise<void> {
  const place = document.getElementById('chosen');
  place?.setAttribute('aria-busy', 'true');
  const page = await load(address);
  if (mine !== asked) return;
  const fresh = page?.getElementById('chosen');
  if (!place || !fresh) {
    // Signed out, or the server is gone: the page itself says which.
    window.location.assign(address);
    return;
  }
  const put = document.importNode(fresh, true);
  place.replaceWith(put);
  say(document.getElementById('told') ?? undefined, put.querySelector('h2')?.textContent ?? '');
}
