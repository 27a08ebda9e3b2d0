/**
 * Single-letter keys of the list (WCAG 2.1.4): they work inside the grid alone, can be changed and turned off, and are off
 * on a wall display (`?wall`) until somebody turns them on there.
 */
import { all, find, say } from './dom.ts';
import { keep, recall } from './kept.ts';
import { words } from './words.ts';

const SEQUENCE_MS = 1_000;

export type Actions = Readonly<Record<string, () => void>>;

const wall = new URLSearchParams(window.location.search).has('wall');
const place = wall ? 'keys.wall' : 'keys';
let on = !wall;
/** Key by action. */
const keys = new Map<string, string>();
let first = '';
let timer: number | undefined;

export function begin(grid: HTMLElement, actions: Actions): void {
  const dialog = find(document, '#keys', HTMLDialogElement);
  if (!dialog) return;
  const inputs = all(dialog, '[data-key-of]', HTMLInputElement);
  const kept = recall(place);
  if (isKept(kept)) on = kept.on;
  for (const input of inputs) {
    const name = input.dataset['keyOf'] ?? '';
    const own = isKept(kept) ? kept.keys[name] : undefined;
    keys.set(name, own ?? input.dataset['key'] ?? '');
  }
  show(dialog, inputs);
  const opener = find(document, '#keys-open', HTMLButtonElement);
  if (opener) {
    opener.addEventListener('click', () => dialog.showModal());
  }
  const box = find(dialog, '[data-keys-on]', HTMLInputElement);
  box?.addEventListener('change', () => {
    on = box.checked;
    save();
  });
  for (const input of inputs) input.addEventListener('change', () => change(dialog, inputs, input));
  find(dialog, '[data-keys-reset]', HTMLButtonElement)?.addEventListener('click', () => {
    for (const input of inputs) keys.set(input.dataset['keyOf'] ?? '', input.dataset['key'] ?? '');
    on = !wall;
    save();
    show(dialog, inputs);
    say(find(dialog, '[data-keys-said]', HTMLElement), words('keys.reset'));
  });
  grid.addEventListener('keydown', (event) => press(event, actions));
}

export function open(): void {
  find(document, '#keys', HTMLDialogElement)?.showModal();
}

type Kept = { on: boolean; keys: Record<string, string> };

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'on' in value && 'keys' in value && typeof value.keys === 'object';
}

function save(): void {
  keep(place, { on, keys: Object.fromEntries(keys) });
}

function show(dialog: HTMLElement, inputs: HTMLInputElement[]): void {
  for (const input of inputs) input.value = keys.get(input.dataset['keyOf'] ?? '') ?? '';
  const box = find(dialog, '[data-keys-on]', HTMLInputElement);
  if (box) box.checked = on;
}

/** One key, or two one after the other; one key does one thing. An empty one is none. */
function change(dialog: HTMLElement, inputs: HTMLInputElement[], input: HTMLInputElement): void {
  const name = input.dataset['keyOf'] ?? '';
  const wanted = input.value.trim().split('').filter((key) => key !== ' ').join(' ');
  const taken = [...keys].find(([other, key]) => other !== name && wanted !== '' && clash(key, wanted));
  const said = find(dialog, '[data-keys-said]', HTMLElement);
  if (taken) {
    say(said, words('keys.taken', wanted));
  } else {
    keys.set(name, wanted);
    save();
    say(said, wanted === '' ? words('keys.none') : words('keys.now', wanted));
  }
  show(dialog, inputs);
}

/** Whether one is the other, or its beginning. */
function clash(one: string, other: string): boolean {
  return one !== '' && (one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `));
}

function press(event: KeyboardEvent, actions: Actions): void {
  if (!on || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.key.length !== 1) return;
  const wanted = first === '' ? event.key : `${first} ${event.key}`;
  first = '';
  window.clearTimeout(timer);
  const found = [...keys].find(([, key]) => key === wanted);
  if (found) {
    event.preventDefault();
    actions[found[0]]?.();
  } else if ([...keys.values()].some((key) => key.startsWith(`${wanted} `))) {
    event.preventDefault();
    first = wanted;
    timer = window.setTimeout(() => (first = ''), SEQUENCE_MS);
  }
}
