/**
 * What people do to alerts. The forms work by themselves; here they are sent without leaving the page, safely twice: one
 * key stands for one intention, and a retry with it gets the first answer.
 */
import { all, find, say } from './dom.ts';
import { over } from './live.ts';
import type { AlertView } from './model.ts';
import { words } from './words.ts';

type Answer = { outcome: string; said: string; alert: AlertView | null };

const PATIENCE_MS = 6_000;
const TRIES = 3;

let shows: (alert: AlertView, byMe: boolean) => void = () => {};

/** @param took shows how the alert stands now */
export function begin(took: (alert: AlertView, byMe: boolean) => void): void {
  shows = took;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['act'] === undefined) return;
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined;
    if (form.dataset['busy'] !== undefined) return;
    void send(form, button, took);
  });
}

async function send(
  form: HTMLFormElement,
  button: HTMLButtonElement | undefined,
  took: (alert: AlertView, byMe: boolean) => void,
): Promise<void> {
  const address = form.getAttribute('action') ?? '';
  const place = form.closest('.alert') ?? document;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.set(name, value);
  const meant = new URLSearchParams(body);
  for (const name of ['_csrf', 'key', 'version']) meant.delete(name);
  const intention = `${address} ${meant}`;
  if (form.dataset['intention'] !== intention) {
    form.dataset['intention'] = intention;
    form.dataset['key'] = crypto.randomUUID();
  }
  form.dataset['busy'] = '';
  button?.setAttribute('aria-disabled', 'true');
  tell(place, '');
  const answer = await post<Answer>(address, body, form.dataset['key'] ?? '', body.get('version') ?? '');
  delete form.dataset['busy'];
  button?.removeAttribute('aria-disabled');
  if (typeof answer === 'string') {
    tell(place, answer);
    return;
  }
  delete form.dataset['intention'];
  const moved = answer.outcome === 'moved';
  if (moved) {
    form.reset();
    const details = form.closest('details');
    if (details) {
      const inside = details.contains(document.activeElement);
      details.open = false;
      if (inside) find(details, 'summary', HTMLElement)?.focus();
    }
  }
  if (answer.alert) took(answer.alert, true);
  if (moved) announce(answer.said);
  else tell(place, answer.said);
}

/** What is under way for a row, by its last verb: hands are faster than the disk. */
const turns = new WeakMap<HTMLElement, { verb: string; moved: Promise<boolean> }>();

/**
 * A command without words, given to the alert of a row as the person sees it. One given while another is under way waits
 * for it, and is dropped with it when that one did not move the alert; the same one again is a key that bounced.
 */
export async function give(row: HTMLElement, verb: string): Promise<void> {
  const before = turns.get(row);
  if (before?.verb === verb) return;
  const moved = (before?.moved ?? Promise.resolve(true)).then((on) => on && giveNow(row, verb));
  const turn = { verb, moved };
  turns.set(row, turn);
  await moved;
  if (turns.get(row) === turn) turns.delete(row);
}

/** Whether it moved. */
async function giveNow(row: HTMLElement, verb: string): Promise<boolean> {
  const form = find(row, 'form[data-act]', HTMLFormElement);
  if (!form) return false;
  const version = row.dataset['version'] ?? '';
  const body = new URLSearchParams({ _csrf: find(form, 'input[name=_csrf]', HTMLInputElement)?.value ?? '', version });
  tell(row, '');
  const answer = await post<Answer>(`/alerts/${row.dataset['id']}/${verb}`, body, crypto.randomUUID(), version);
  if (typeof answer === 'string') {
    tell(row, answer);
    return false;
  }
  if (answer.alert) shows(answer.alert, true);
  const moved = answer.outcome === 'moved';
  if (moved) announce(answer.said);
  else tell(row, answer.said);
  return moved;
}

/**
 * The answer, or a sentence when there is none.
 *
 * @param version what the person saw; none for commands that carry it with each item
 */
export async function post<T>(
  address: string,
  body: URLSearchParams,
  key: string,
  version: string | undefined,
): Promise<T | string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: {
          Accept: 'application/json',
          'X-CSRF': body.get('_csrf') ?? '',
          'Idempotency-Key': key,
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.type === 'opaqueredirect' || response.status === 401) {
        over();
        return words('act.signed-out');
      }
      if (response.headers.get('Content-Type')?.startsWith('application/json')) return (await response.json()) as T;
      if (response.status === 503 && attempt < TRIES) continue;
      return response.status === 503
        ? words('act.not-stored')
        : response.status === 404
          ? words('act.gone')
          : words('act.failed', response.status);
    } catch {
      if (attempt >= TRIES)
        return words('act.no-answer');
    }
  }
}

/** Beside what was pressed, and to screen readers. */
function tell(place: ParentNode, text: string): void {
  const said = find(place, '[data-said]', HTMLElement);
  say(said, text);
  if (said) said.hidden = text === '';
  if (text) announce(text);
}

export function announce(text: string): void {
  say(find(document, '#told', HTMLElement), text);
}

/** The forms of an alert after it moved: the next command is meant for what the person now sees. */
export function renew(root: Element, alert: AlertView): void {
  for (const form of all(root, 'form[data-act]', HTMLFormElement)) {
    const version = find(form, 'input[name=version]', HTMLInputElement);
    if (version) version.value = String(alert.version);
  }
}
