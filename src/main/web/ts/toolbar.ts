/**
 * What is done to all selected alerts at once: a toolbar (ARIA) with one tab stop, and in words what became of each. The
 * server does all of it in one transaction.
 */
import { all, find, make, say } from './dom.ts';
import { announce, post } from './act.ts';
import * as grid from './grid.ts';
import { load } from './part.ts';
import * as roving from './roving.ts';
import { words } from './words.ts';

type Done = { id: number; outcome: string; what: string; said: string };
type Bulk = { said: string; results: Done[] };

let form: HTMLFormElement | undefined;

export function begin(): void {
  form = find(document, '#bulk', HTMLFormElement);
  if (!form) return;
  const bar = form;
  const buttons = find(bar, '[role=toolbar]', HTMLElement);
  if (buttons) roving.begin(buttons);
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
  });
  bar.addEventListener('submit', (event) => {
    event.preventDefault();
    void send('acknowledge', new URLSearchParams());
  });
  bar.addEventListener('reset', (event) => {
    event.preventDefault();
    leave();
  });
  for (const button of all(bar, '[data-dialog]', HTMLButtonElement))
    button.addEventListener('click', (event) => {
      event.preventDefault();
      give(button.dataset['bulk'] ?? '');
    });
  for (const asked of all(document, '[data-bulk-form]', HTMLFormElement)) {
    const dialog = asked.closest('dialog');
    dialog?.addEventListener('close', () => {
      if (dialog.returnValue !== 'go') return;
      dialog.returnValue = '';
      const parts = new URLSearchParams();
      for (const [name, value] of new FormData(asked)) if (typeof value === 'string') parts.set(name, value);
      void send(asked.dataset['bulkForm'] ?? '', parts);
    });
  }
  renew();
}

/** Gives the command to all selected, after asking for its parts. False when it is not one for many. */
export function give(verb: string): boolean {
  if (!form || !find(form, `[data-bulk=${verb}]`, HTMLButtonElement)) return false;
  const dialog = find(document, `#bulk-${verb}`, HTMLDialogElement);
  if (dialog) {
    dialog.showModal();
    void hides(dialog);
  } else void send(verb, new URLSearchParams());
  return true;
}

/** What shelving all that is selected hides, and would have hidden: seen before it is done. */
async function hides(dialog: HTMLDialogElement): Promise<void> {
  const place = find(dialog, '[data-bulk-hides]', HTMLElement);
  if (!place) return;
  place.replaceChildren();
  const asked = grid.chosen().map((row) => `alert=${row.dataset['id']}`);
  const came = (await load(`/alerts/bulk/shelf-preview?${asked.join('&')}`))?.getElementById('hides');
  if (came && dialog.open) place.replaceChildren(document.importNode(came, true));
}

/** Call when other rows are selected. */
export function renew(): void {
  if (!form) return;
  const some = grid.chosen().length > 0;
  const results = find(form, '[data-results]', HTMLElement);
  form.hidden = !some && (results?.hidden ?? true);
  grid.saySelected(find(form, '[data-selected]', HTMLElement));
  const bar = find(form, '[role=toolbar]', HTMLElement);
  if (bar) bar.hidden = !some;
}

function leave(): void {
  const row = grid.chosen()[0] ?? grid.focusedRow();
  grid.chooseNone();
  showResults([]);
  renew();
  if (row) grid.goToName(row);
}

let intention = '';
let key = '';

async function send(verb: string, parts: URLSearchParams): Promise<void> {
  if (!form) return;
  const chosen = grid.chosen();
  if (chosen.length === 0) {
    announce(words('toolbar.nothing'));
    return;
  }
  const body = new URLSearchParams(parts);
  body.set('_csrf', find(form, 'input[name=_csrf]', HTMLInputElement)?.value ?? '');
  for (const row of chosen) body.append('item', `${row.dataset['id']}:${row.dataset['version']}`);
  if (intention !== `${verb} ${body}`) {
    intention = `${verb} ${body}`;
    key = crypto.randomUUID();
  }
  const answer = await post<Bulk>(`/alerts/bulk/${verb}`, body, key, undefined);
  if (typeof answer === 'string') {
    showResults([{ id: 0, outcome: 'refused', what: '', said: answer }]);
    announce(answer);
    return;
  }
  intention = '';
  const failed = answer.results.filter((one) => one.outcome !== 'moved');
  const moved = new Set(answer.results.filter((one) => one.outcome === 'moved').map((one) => String(one.id)));
  for (const row of chosen) if (moved.has(row.dataset['id'] ?? '')) grid.select(row, false);
  showResults(answer.results.length === 0 ? [{ id: 0, outcome: 'refused', what: '', said: answer.said }] : failed, answer.said);
  renew();
  announce([answer.said, ...failed.slice(0, 3).map((one) => `${one.what}: ${one.said}`)].join(' '));
}

function showResults(failed: Done[], said = ''): void {
  const place = form && find(form, '[data-results]', HTMLElement);
  if (!place) return;
  place.replaceChildren();
  place.hidden = failed.length === 0 && said === '';
  if (place.hidden) return;
  place.append(make('p', said));
  if (failed.length > 0) {
    const list = make('ul');
    for (const one of failed) {
      const item = make('li');
      item.append(make('b', one.what), ` ${one.said}`);
      list.append(item);
    }
    place.append(list);
  }
  const close = make('button', words('panel.close'));
  close.type = 'button';
  close.addEventListener('click', () => {
    showResults([]);
    renew();
    const row = grid.focusedRow();
    if (row) grid.goToName(row);
  });
  place.append(close);
  say(find(place, 'p', HTMLElement), said);
}
