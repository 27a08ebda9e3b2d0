/** The pages, where there is no room to show them beside the page: a button shows and hides them. */
import { find } from './dom.ts';

export function begin(): void {
  const button = find(document, '#menu', HTMLButtonElement);
  const menu = document.getElementById('pages');
  if (!button || !menu) return;
  const show = (open: boolean): void => {
    menu.toggleAttribute('data-open', open);
    button.setAttribute('aria-expanded', String(open));
  };
  const isOpen = (): boolean => menu.hasAttribute('data-open');
  button.addEventListener('click', () => show(!isOpen()));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !isOpen()) return;
    show(false);
    button.focus();
  });
  document.addEventListener('click', (event) => {
    const target = event.target;
    if (isOpen() && target instanceof Node && !menu.contains(target) && !button.contains(target)) show(false);
  });
}
