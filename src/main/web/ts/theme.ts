/** Day, night, or as the system has it: at once here, and remembered by the server for the next page. */
import { all } from './dom.ts';

export function begin(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!(form instanceof HTMLFormElement) || !form.matches('.theme') || !(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    for (const other of all(form, 'button', HTMLButtonElement))
      other.setAttribute('aria-pressed', String(other === button));
    // Every colour of the page is worked out anew, which takes a weak machine a while: the button answers first.
    window.requestAnimationFrame(() =>
      window.setTimeout(() => {
        document.documentElement.dataset['theme'] = button.value;
      }),
    );
    void fetch('/theme', { method: 'POST', body: new URLSearchParams({ theme: button.value }), redirect: 'manual' });
  });
}
