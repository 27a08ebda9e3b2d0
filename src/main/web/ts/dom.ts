/** Small helpers over the page. Text only ever becomes text: nothing here takes markup. */

type Kind<T extends Element> = { new (): T };

export function find<T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T | undefined {
  const found = root.querySelector(selector);
  return found instanceof kind ? found : undefined;
}

export function all<T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T[] {
  return [...root.querySelectorAll(selector)].filter((found): found is T => found instanceof kind);
}

/** Says it only when it is news: a repeated write would make screen readers repeat it. */
export function say(element: Element | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

export function set(element: Element | undefined, name: string, value: string): void {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Fills each `data-slot` of the element with the member of that name. */
export function fill(element: Element, values: Readonly<Record<string, unknown>>): void {
  for (const slot of all(element, '[data-slot]', Element)) {
    const value = values[slot.getAttribute('data-slot') ?? ''];
    if (typeof value === 'string') say(slot, value);
  }
}

export function make<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The symbol of a severity, as `layout/symbol.jte` draws it. */
export function symbol(severity: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'symbol');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#mark-${severity}`);
  svg.append(use);
  return svg;
}

/** A copy of the one element in a `<template>`. */
export function copy(id: string): HTMLElement | undefined {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) return undefined;
  const first = template.content.firstElementChild?.cloneNode(true);
  return first instanceof HTMLElement ? first : undefined;
}
