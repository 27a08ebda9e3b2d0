/**
 * Parts of a page that follow by themselves: a part with `data-refresh` is asked for again every so many seconds, and soon
 * after anything changed. Only what differs is touched, so that the focus stays, nothing jumps and nothing is announced.
 */
import { all } from './dom.ts';
import { listen } from './live.ts';
import { load } from './part.ts';

/** However much changes, a page asks no more often than this. */
const LEAST_MILLISECONDS = 1_500;

let wanted = 0;
let loadedAt = 0;

export function begin(): void {
  const parts = all(document, '[data-refresh]', HTMLElement);
  const seconds = Math.min(...parts.map((part) => Number(part.dataset['refresh'])));
  if (!Number.isFinite(seconds)) return;
  const soon = () => {
    if (wanted) return;
    const wait = Math.max(0, LEAST_MILLISECONDS - (performance.now() - loadedAt));
    wanted = window.setTimeout(() => void renew(), wait);
  };
  listen({ change: soon, gone: soon });
  window.setInterval(() => {
    if (!document.hidden) soon();
  }, seconds * 1_000);
}

async function renew(): Promise<void> {
  const page = await load(window.location.href);
  wanted = 0;
  loadedAt = performance.now();
  if (!page) return; // the stream says when the server is away
  for (const part of all(document, '[data-refresh]', HTMLElement)) {
    const fresh = page.getElementById(part.id);
    if (fresh) match(part, fresh);
  }
}

/** Makes `here` say what `there` does. */
function match(here: Element, there: Element): void {
  if (here.isEqualNode(there)) return;
  for (const name of here.getAttributeNames())
    if (!there.hasAttribute(name) && !(here instanceof HTMLDetailsElement && name === 'open')) here.removeAttribute(name);
  for (const name of there.getAttributeNames()) {
    const value = there.getAttribute(name) ?? '';
    if (here.getAttribute(name) !== value) here.setAttribute(name, value);
  }
  const old = [...here.childNodes];
  const now = [...there.childNodes];
  now.forEach((node, at) => {
    const before = old[at];
    if (!before) here.append(document.importNode(node, true));
    else if (before instanceof Element && node instanceof Element && before.tagName === node.tagName) match(before, node);
    else if (before.nodeType === Node.TEXT_NODE && node.nodeType === Node.TEXT_NODE) {
      if (before.nodeValue !== node.nodeValue) before.nodeValue = node.nodeValue;
    } else before.replaceWith(document.importNode(node, true));
  });
  for (const extra of old.slice(now.length)) extra.remove();
}
