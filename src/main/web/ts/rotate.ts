/**
 * A wall that shows the whole and each zone in turn, where its address asks for it. The verdict and the counts always stay.
 * While somebody may be in danger, or motion is not wanted, the whole stays too.
 */
import { all, find } from './dom.ts';

export function begin(): void {
  const seconds = Number(find(document, '[data-rotate]', HTMLElement)?.dataset['rotate']);
  const pages = all(document, '[data-turn]', HTMLElement);
  if (!(seconds > 0) || pages.length < 2) return;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  let shown = 0;
  const show = (next: number) => {
    shown = next;
    pages.forEach((page, at) => {
      page.hidden = at !== shown;
    });
  };
  window.setInterval(() => show(still.matches || matters() ? 0 : (shown + 1) % pages.length), seconds * 1_000);
  // What matters is not waited for.
  window.setInterval(() => {
    if (shown !== 0 && matters()) show(0);
  }, 1_000);
}

function matters(): boolean {
  return document.querySelector('#wall-verdict [data-severity="critical"][data-any="yes"]') !== null;
}
