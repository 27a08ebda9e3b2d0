/**
 * The board as a grid (ARIA): one tab stop, arrows move over rows and cells, rows can be selected. What a cell holds to be
 * pressed takes the focus in its stead. Of a long list only a part is on the page: `data-before` and `data-after` say how
 * many rows stand around it, and whoever moves there is taken there.
 */
import { all, find, say, set } from './dom.ts';
import { words } from './words.ts';

const PAGE = 10;
const WIDGETS = 'a[href], button, input:not([type=hidden])';

let grid: HTMLElement;
let selected: () => void = () => {};
let beyond: (row: number, column: number) => void = () => {};
/** The cell Tab leads to. */
let current: HTMLElement | undefined;
/** Where a range of selected rows begins. */
let anchor: HTMLElement | undefined;

/**
 * @param changed called whenever other rows are selected
 * @param away brings the part of the list in which the row of that number is (from 0), and goes to it
 */
export function begin(element: HTMLElement, changed: () => void, away: (row: number, column: number) => void): void {
  grid = element;
  selected = changed;
  beyond = away;
  grid.addEventListener('keydown', press);
  grid.addEventListener('focusin', (event) => {
    const stop = event.target instanceof Element ? stopOf(event.target) : undefined;
    if (stop) rove(stop);
  });
  grid.addEventListener('change', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.dataset['select'] === undefined) return;
    const row = rowOf(box);
    if (row) mark(row, box.checked);
    selected();
  });
  renew();
}

/** How many rows of the list stand before those on the page, or behind them. */
export function around(side: 'before' | 'after'): number {
  return Number(grid.dataset[side] ?? 0);
}

/** Every row that can be gone to, as it stands on the page. */
export function rows(): HTMLElement[] {
  return all(grid, '[role=row]', HTMLElement);
}

export function rowOf(element: Element | null | undefined): HTMLElement | undefined {
  const row = element?.closest('[role=row]');
  return row instanceof HTMLElement && grid.contains(row) ? row : undefined;
}

/** The row with the focus, or the one Tab would lead to. */
export function focusedRow(): HTMLElement | undefined {
  return rowOf(document.activeElement) ?? (current?.isConnected ? rowOf(current) : undefined);
}

/** Call after rows came or went: there is always exactly one stop. */
export function renew(): void {
  const found = rows();
  const before = around('before');
  set(grid, 'aria-rowcount', String(before + found.length + around('after')));
  found.forEach((row, at) => {
    set(row, 'aria-rowindex', String(before + at + 1));
    if (row.dataset['roving'] === undefined) prepare(row);
  });
  if (!current?.isConnected || !current.checkVisibility()) {
    const first = found[0];
    const stop = first ? stops(first)[nameColumn(first)] : undefined;
    if (stop) rove(stop);
    else current = undefined;
  }
}

function prepare(row: HTMLElement): void {
  row.dataset['roving'] = '';
  for (const cell of all(row, '[role=gridcell]', HTMLElement)) cell.tabIndex = -1;
  for (const widget of all(row, WIDGETS, HTMLElement)) widget.tabIndex = -1;
}

/** What takes the focus of each cell of a row, from the left. */
function stops(row: HTMLElement): HTMLElement[] {
  return all(row, '[role=gridcell]', HTMLElement)
    .filter((cell) => cell.checkVisibility())
    .map((cell) => all(cell, WIDGETS, HTMLElement).find((widget) => widget.checkVisibility()) ?? cell);
}

function nameColumn(row: HTMLElement): number {
  return Math.max(0, stops(row).findIndex((stop) => stop.closest('.alert-what')));
}

function stopOf(element: Element): HTMLElement | undefined {
  const row = rowOf(element);
  return row ? stops(row).find((stop) => stop === element || stop.contains(element)) : undefined;
}

function rove(stop: HTMLElement): void {
  if (current && current !== stop) current.tabIndex = -1;
  current = stop;
  current.tabIndex = 0;
}

/** To a row, in the column one is in. */
export function go(row: HTMLElement | undefined, column?: number): void {
  if (!row) return;
  const found = stops(row);
  const here = focusedRow();
  const wanted = column ?? (here && document.activeElement instanceof HTMLElement ? columnOf(here) : nameColumn(row));
  const stop = found[Math.min(wanted, found.length - 1)];
  if (!stop) return;
  rove(stop);
  stop.focus();
  row.scrollIntoView({ block: 'nearest' });
}

export function goToName(row: HTMLElement): void {
  go(row, nameColumn(row));
}

function columnOf(row: HTMLElement): number {
  const at = stops(row).findIndex((stop) => stop === document.activeElement || stop.contains(document.activeElement));
  return at < 0 ? nameColumn(row) : at;
}

export function step(by: number): void {
  const found = rows();
  const here = focusedRow();
  goAt(found, (here ? found.indexOf(here) : -1) + by, here ? columnOf(here) : 0);
}

/** @param at counted from the first row on the page; beside the page, the list's first or last row is the limit */
function goAt(found: HTMLElement[], at: number, column: number): void {
  const before = around('before');
  const after = around('after');
  if (at < 0 && before > 0) beyond(Math.max(0, before + at), column);
  else if (at >= found.length && after > 0) beyond(Math.min(before + found.length + after - 1, before + at), column);
  else go(found[Math.max(0, Math.min(found.length - 1, at))], column);
}

export function select(row: HTMLElement, on?: boolean): void {
  const box = find(row, '[data-select]', HTMLInputElement);
  if (!box) return;
  box.checked = on ?? !box.checked;
  mark(row, box.checked);
  anchor = row;
  selected();
}

export function chosen(): HTMLElement[] {
  return rows().filter((row) => find(row, '[data-select]', HTMLInputElement)?.checked);
}

export function chooseNone(): void {
  for (const row of chosen()) select(row, false);
}

function mark(row: HTMLElement, on: boolean): void {
  row.setAttribute('aria-selected', String(on));
}

function press(event: KeyboardEvent): void {
  const row = rowOf(event.target instanceof Element ? event.target : undefined);
  if (!row || event.altKey || event.metaKey) return;
  const found = rows();
  const at = found.indexOf(row);
  const column = columnOf(row);
  const cells = stops(row).length;
  const move: Record<string, () => void> = {
    ArrowDown: () => goAt(found, at + 1, column),
    ArrowUp: () => goAt(found, at - 1, column),
    ArrowRight: () => go(row, Math.min(column + 1, cells - 1)),
    ArrowLeft: () => go(row, Math.max(column - 1, 0)),
    Home: () => (event.ctrlKey ? goAt(found, Number.NEGATIVE_INFINITY, 0) : go(row, 0)),
    End: () => (event.ctrlKey ? goAt(found, Number.POSITIVE_INFINITY, cells - 1) : go(row, cells - 1)),
    PageDown: () => goAt(found, at + PAGE, column),
    PageUp: () => goAt(found, at - PAGE, column),
  };
  if (event.key === ' ' && event.shiftKey) {
    select(row);
  } else if (event.key === 'a' && event.ctrlKey) {
    for (const one of found) select(one, true);
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.shiftKey) {
    const next = found[event.key === 'ArrowDown' ? at + 1 : at - 1];
    select(anchor ?? row, true);
    if (next) {
      go(next, column);
      select(next, true);
    }
  } else if (event.key === 'Enter') {
    // A link or button of the cell does what it does; any other cell opens the row.
    if (document.activeElement instanceof HTMLElement && document.activeElement.matches('a, button')) return;
    find(row, '[data-open], [data-group-link]', HTMLAnchorElement)?.click();
  } else if (move[event.key] && !event.shiftKey) {
    move[event.key]?.();
  } else {
    return;
  }
  event.preventDefault();
}

/** The count of a toolbar's selection, in words. */
export function saySelected(place: Element | undefined): void {
  const count = chosen().length;
  say(place, words('board.selected', count));
}
