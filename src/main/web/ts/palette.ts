/**
 * Ctrl+K over everything: pages of the menu, and what the server finds (palette). A combobox with a list (ARIA): the focus
 * stays in the field, arrows move over what was found, Enter goes there.
 */
import { all, find, make } from './dom.ts';
import { words } from './words.ts';

type Place = { readonly title: string; readonly hint: string; readonly href: string };

const REST_MILLISECONDS = 120;

let dialog: HTMLDialogElement;
let field: HTMLInputElement;
let list: HTMLElement;
let told: HTMLElement | undefined;
let chosen = 0;
let rest = 0;
let asked = 0;

export function begin(): void {
  const found = find(document, '#palette', HTMLDialogElement);
  const input = found && find(found, 'input', HTMLInputElement);
  const options = found && find(found, '[role=listbox]', HTMLElement);
  if (!found || !input || !options) return;
  dialog = found;
  field = input;
  list = options;
  told = find(found, '[role=status]', HTMLElement);
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    open();
  });
  for (const button of all(document, '[data-palette]', HTMLButtonElement)) {
    button.addEventListener('click', open);
  }
  field.addEventListener('input', () => {
    window.clearTimeout(rest);
    rest = window.setTimeout(() => void look(), REST_MILLISECONDS);
  });
  field.addEventListener('keydown', press);
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : undefined;
    if (option instanceof HTMLElement) go(option);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

function open(): void {
  if (dialog.open) return;
  field.value = '';
  dialog.showModal();
  void look();
}

function press(event: KeyboardEvent): void {
  const options = all(list, '[role=option]', HTMLElement);
  switch (event.key) {
    case 'ArrowDown':
      choose(Math.min(chosen + 1, options.length - 1));
      break;
    case 'ArrowUp':
      choose(Math.max(chosen - 1, 0));
      break;
    case 'Enter': {
      const option = options[chosen];
      if (option) go(option);
      break;
    }
    default:
      return;
  }
  event.preventDefault();
}

async function look(): Promise<void> {
  const mine = ++asked;
  const text = field.value.trim();
  const pages = menu().filter((place) => place.title.toLowerCase().includes(text.toLowerCase()));
  show(pages);
  if (!text) return;
  try {
    const answer = await fetch(`/palette?text=${encodeURIComponent(text)}`, { headers: { Accept: 'application/json' } });
    if (!answer.ok || mine !== asked) return;
    const places: readonly Place[] = await answer.json();
    show([...pages, ...places]);
  } catch {
    // the server is away, which the page says already: the menu's pages are what is left
  }
}

/** The pages of the menu, so that there is one list of them. */
function menu(): Place[] {
  return all(document, 'header nav a[href]', HTMLAnchorElement).map((link) => ({
    title: link.textContent.trim(),
    hint: words('palette.page'),
    href: link.getAttribute('href') ?? '/',
  }));
}

function show(places: readonly Place[]): void {
  list.replaceChildren(
    ...places.map((place, at) => {
      const option = make('li');
      option.setAttribute('role', 'option');
      option.id = `palette-${at}`;
      option.dataset['href'] = place.href;
      option.append(make('b', place.title), make('span', place.hint));
      return option;
    }),
  );
  choose(0);
  if (told) told.textContent = words('palette.found', places.length);
}

function choose(at: number): void {
  const options = all(list, '[role=option]', HTMLElement);
  chosen = at;
  options.forEach((option, place) => option.setAttribute('aria-selected', String(place === at)));
  const option = options[at];
  if (option) {
    field.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  } else {
    field.removeAttribute('aria-activedescendant');
  }
}

function go(option: HTMLElement): void {
  dialog.close();
  window.location.assign(option.dataset['href'] ?? '/');
}
