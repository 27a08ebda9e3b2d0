/** What the parts of pages do by themselves, wherever they stand (`src/main/jte/parts`). */
import { all, find } from './dom.ts';
import * as roving from './roving.ts';

export function begin(): void {
  for (const bar of all(document, '[data-toolbar]', HTMLElement)) roving.begin(bar);
  for (const opener of all(document, '[data-opens]', HTMLButtonElement))
    opener.addEventListener('click', () => find(document, `#${opener.dataset['opens']}`, HTMLDialogElement)?.showModal());
}
