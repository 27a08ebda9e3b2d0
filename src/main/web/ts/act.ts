/**
 * What people do to alerts. The forms work by themselves; here they are sent without leaving the page, safely twice: one
 * key stands for one intention, and a retry with it gets the first answer.
 */
import { all, find, say } from './dom.ts';
import { over } from './live.ts';
import type { AlertView } from './model.ts';

type Answer = { outcome: string; said: string; alert: AlertView | null };

const PATIENCE_MS = 6_000;
const TRIES = 3;

/** @param took shows how the alert stands now */
export function begin(took: (alert: AlertView, byMe: boolean) => void): void {
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
  const address = button?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.set(name, value);
  const intention = `${address} ${body.get('text') ?? ''}`;
  if (form.dataset['intention'] !== intention) {
    form.dataset['intention'] = intention;
    form.dataset['key'] = crypto.randomUUID();
  }
  form.dataset['busy'] = '';
  button?.setAttribute('aria-disabled', 'true');
  tell(form, '');
  const answer = await ask(address, body, form.dataset['key'] ?? '');
  delete form.dataset['busy'];
  button?.removeAttribute('aria-disabled');
  if (typeof answer === 'string') {
    tell(form, answer);
    return;
  }
  delete form.dataset['intention'];
  const moved = answer.outcome === 'moved';
  if (moved) {
    const words = find(form, 'textarea', HTMLTextAreaElement);
    if (words) words.value = '';
    const details = find(form, 'details', HTMLDetailsElement);
    if (details) {
      const inside = details.contains(document.activeElement);
      details.open = false;
      if (inside) find(details, 'summary', HTMLElement)?.focus();
    }
  }
  if (answer.alert) took(answer.alert, true);
  if (moved) announce(answer.said);
  else tell(form, answer.said);
}

/** The answer, or a sentence when there is none. */
async function ask(address: string, body: URLSearchParams, key: string): Promise<Answer | string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: {
          Accept: 'application/json',
          'X-CSRF': body.get('_csrf') ?? '',
          'If-Match': `"${body.get('version') ?? ''}"`,
          'Idempotency-Key': key,
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.type === 'opaqueredirect' || response.status === 401) {
        over();
        return 'Not done: you are signed out.';
      }
      if (response.headers.get('Content-Type')?.startsWith('application/json')) return (await response.json()) as Answer;
      if (response.status === 503 && attempt < TRIES) continue;
      return response.status === 503
        ? 'Not done: the server cannot store changes at this moment. Try again.'
        : response.status === 404
          ? 'Not done: this alert is gone, or no longer in your queue.'
          : `Not done: the server refused (${response.status}). Load the page again.`;
    } catch {
      if (attempt >= TRIES)
        return 'No answer from the server, so it is not known whether this was done. Press again when it is back: it will not be done twice.';
    }
  }
}

/** Beside what was pressed, and to screen readers. */
function tell(form: HTMLFormElement, text: string): void {
  const said = find(form.closest('.alert') ?? document, '[data-said]', HTMLElement);
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
