/** A toolbar (ARIA) is one stop for Tab; arrows, Home and End move within it. */
import { all } from './dom.ts';

export function begin(bar: HTMLElement): void {
  const stops = (): HTMLButtonElement[] => all(bar, 'button', HTMLButtonElement).filter((one) => !one.hidden && !one.disabled);
  const rove = (to: number): void => stops().forEach((button, at) => (button.tabIndex = at === to ? 0 : -1));
  rove(0);
  bar.addEventListener('focusin', (event) => {
    const at = stops().findIndex((button) => button === event.target);
    if (at >= 0) rove(at);
  });
  bar.addEventListener('keydown', (event) => {
    const buttons = stops();
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (at < 0) return;
    const last = buttons.length - 1;
    const next = { ArrowRight: Math.min(at + 1, last), ArrowLeft: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    rove(next);
    buttons[next]?.focus();
  });
}
