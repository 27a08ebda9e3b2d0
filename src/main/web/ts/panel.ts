/**
 * One alert with all its commands, guidance, readings and history: beside the board, or a page of its own. The server
 * makes it; when the alert changes it is made anew, and what somebody is typing stays.
 */
import { all, find, make } from './dom.ts';
import { announce } from './act.ts';
import { showValues } from './alerts.ts';
import { listen } from './live.ts';
import type { AlertView } from './model.ts';
import { load } from './part.ts';
import { showAges } from './time.ts';
import { words } from './words.ts';

const TOGETHER_MS = 150;

let panel: HTMLElement | undefined;
/** Where Esc leads. */
let back: () => void = () => {};
let timer: number | undefined;
let asked = 0;

/** @param close goes back to where the panel was opened from */
export function begin(close: () => void): void {
  panel = find(document, '#panel', HTMLElement);
  if (!panel) return;
  back = close;
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const open = event.target instanceof Element ? event.target.closest('details[open]') : null;
    if (open instanceof HTMLDetailsElement) {
      open.open = false;
      find(open, 'summary', HTMLElement)?.focus();
    } else if (!whole()) {
      shut();
    }
    event.preventDefault();
  });
  panel.addEventListener('toggle', (event) => void hides(event.target), true);
  listen({
    change: (change) => {
      if (change.view.alert.id === shown()) renew();
    },
    gone: (id) => {
      if (id !== shown()) return;
      announce(words('panel.given-away'));
      if (whole()) window.location.assign('/board');
      else shut();
    },
    values: showValues,
  });
}

/** On a page of its own, the address may name the form one came for. */
export function arrive(): void {
  const part = window.location.hash.slice(1);
  if (whole() && /^[a-z-]+$/.test(part)) go(part);
}

/** The alert it shows; 0 for none. */
export function shown(): number {
  const one = panel && find(panel, '#one', HTMLElement);
  return panel?.hidden === false && one ? Number(one.dataset['id']) : 0;
}

/** Whether there is room beside the list for it. */
export function fits(): boolean {
  return panel !== undefined && !whole() && window.matchMedia('(min-width: 64rem)').matches;
}

function whole(): boolean {
  return panel?.classList.contains('whole') ?? false;
}

/** Shows an alert; then the focus goes to the form of `verb`, or to its heading. */
export async function open(id: number, verb = ''): Promise<void> {
  if (!panel) return;
  await paint(id);
  if (shown() === id) go(verb);
}

/** To the form of a command; when it is not possible now, says why. */
export function go(verb: string): void {
  if (!panel) return;
  if (verb === 'guidance') {
    find(panel, '.guidance', HTMLElement)?.focus();
    return;
  }
  if (verb === '') {
    panel.focus();
    return;
  }
  const details = find(panel, `details[data-verb="${verb}"]`, HTMLDetailsElement);
  if (details) {
    details.open = true;
    all(details, 'textarea, select, input:not([type=hidden])', HTMLElement)[0]?.focus();
    return;
  }
  panel.focus();
  announce(refusal(verb));
}

function refusal(verb: string): string {
  const said = panel && find(panel, `[data-refused="${verb}"]`, HTMLElement);
  return said?.textContent ?? words('panel.not-yours');
}

export function shut(): void {
  if (!panel || whole()) return;
  // What is still being asked for must not open it again.
  asked++;
  window.clearTimeout(timer);
  panel.hidden = true;
  panel.replaceChildren();
  document.body.removeAttribute('data-panel');
  back();
}

/** Somebody here just moved an alert: the next command is meant for how it stands now. */
export function took(alert: AlertView): void {
  const one = panel && find(panel, '#one', HTMLElement);
  if (!one || alert.id !== shown() || Number(one.dataset['version']) > alert.version) return;
  for (const input of all(one, 'input[name=version]', HTMLInputElement)) input.value = String(alert.version);
  renew();
}

function renew(): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void paint(shown()), TOGETHER_MS);
}

async function paint(id: number): Promise<void> {
  if (!panel || id === 0) return;
  const turn = ++asked;
  const came = await load(`/alerts/${id}/panel`);
  if (turn !== asked) return;
  const fresh = came?.getElementById('one');
  if (!(fresh instanceof HTMLElement)) {
    announce(words('panel.failed'));
    return;
  }
  const old = find(panel, '#one', HTMLElement);
  if (old && Number(old.dataset['id']) === id) {
    exchange(old, fresh);
  } else {
    const made = document.importNode(fresh, true);
    const close = make('button', words('panel.close'));
    close.type = 'button';
    close.className = 'quiet panel-close';
    close.addEventListener('click', shut);
    panel.replaceChildren(close, made);
    panel.hidden = false;
    panel.scrollTop = 0;
    document.body.dataset['panel'] = 'open';
  }
  showAges();
}

/** Part by part, and only what is different. */
function exchange(old: HTMLElement, fresh: HTMLElement): void {
  // Answers overtake each other: never back to an older version.
  if (Number(old.dataset['version']) > Number(fresh.dataset['version'])) return;
  for (const [name, value] of Object.entries(fresh.dataset)) old.dataset[name] = value ?? '';
  for (const part of all(fresh, '[data-part]', Element)) {
    const before = old.querySelector(`[data-part="${part.getAttribute('data-part')}"]`);
    if (!before || bare(before) === bare(part)) continue;
    const kept = part.getAttribute('data-part') === 'commands' ? keep(before) : undefined;
    const after = document.importNode(part, true);
    before.replaceWith(after);
    if (kept) restore(after, kept);
  }
  const version = old.dataset['version'] ?? '';
  for (const input of all(old, 'input[name=version]', HTMLInputElement)) input.value = version;
}

/** What it says, without what is different each time it is made. */
function bare(part: Element): string {
  const copy = part.cloneNode(true) as Element;
  for (const hidden of all(copy, 'input[type=hidden]', HTMLInputElement)) hidden.remove();
  for (const details of all(copy, 'details', HTMLDetailsElement)) details.open = false;
  for (const hides of all(copy, '[data-hides]', HTMLElement)) hides.remove();
  for (const form of all(copy, 'form', HTMLFormElement)) for (const name of ['data-key', 'data-intention', 'data-busy']) form.removeAttribute(name);
  return copy.innerHTML;
}

type Kept = { open: string[]; values: Map<string, string | boolean>; focus: string; from: number | null; to: number | null };

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fields(root: Element): Field[] {
  return [...root.querySelectorAll('input:not([type=hidden]), textarea, select')].filter(
    (one): one is Field =>
      one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement,
  );
}

function name(element: Element): string {
  const verb = element.closest('[data-verb]')?.getAttribute('data-verb') ?? '';
  return `${verb} ${element.tagName} ${element.getAttribute('name') ?? ''}`;
}

function keep(part: Element): Kept {
  const values = new Map<string, string | boolean>();
  for (const field of fields(part))
    values.set(name(field), field instanceof HTMLInputElement && field.type === 'checkbox' ? field.checked : field.value);
  const focused = document.activeElement;
  const within = focused && part.contains(focused) ? focused : undefined;
  const text = within instanceof HTMLTextAreaElement ? within : undefined;
  return {
    open: all(part, 'details[open]', HTMLDetailsElement).map((details) => details.dataset['verb'] ?? ''),
    values,
    focus: within ? name(within) : '',
    from: text?.selectionStart ?? null,
    to: text?.selectionEnd ?? null,
  };
}

function restore(part: Element, kept: Kept): void {
  for (const details of all(part, 'details', HTMLDetailsElement))
    details.open = kept.open.includes(details.dataset['verb'] ?? '');
  for (const field of fields(part)) {
    const value = kept.values.get(name(field));
    if (value === undefined) continue;
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === true;
    else field.value = String(value);
  }
  if (!kept.focus) return;
  const again = all(part, 'button, summary, textarea, select, input', HTMLElement).find((one) => name(one) === kept.focus);
  // What had the focus may be possible no more; then the alert itself has it.
  (again ?? panel)?.focus({ preventScroll: true });
  if (again instanceof HTMLTextAreaElement) again.setSelectionRange(kept.from, kept.to);
}

/** What a shelf hides, once its form is opened. */
async function hides(target: EventTarget | null): Promise<void> {
  if (!(target instanceof HTMLDetailsElement) || !target.open) return;
  const place = find(target, '[data-hides]', HTMLElement);
  if (!place || place.dataset['loaded'] !== undefined) return;
  const came = (await load(place.dataset['hides'] ?? ''))?.getElementById('hides');
  if (!came) return;
  place.dataset['loaded'] = '';
  const made = document.importNode(came, true);
  made.removeAttribute('id');
  place.replaceChildren(made);
}
