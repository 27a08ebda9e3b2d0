/** Shows how an alert stands in its row. */
import { all, copy, fill, find, say, set } from './dom.ts';
import { renew } from './act.ts';
import type { AlertView, Now } from './model.ts';
import { words } from './words.ts';

export function version(element: HTMLElement): number {
  return Number(element.dataset['version'] ?? 0);
}

/** Nothing when the element knows better already. */
export function show(element: HTMLElement, alert: AlertView): void {
  if (version(element) > alert.version) return;
  element.dataset['id'] = String(alert.id);
  element.dataset['version'] = String(alert.version);
  element.dataset['severity'] = alert.severity;
  element.dataset['triage'] = alert.triage;
  element.dataset['present'] = alert.present ? 'yes' : 'no';
  element.dataset['since'] = alert.since.at;
  element.dataset['verbs'] = alert.verbs;
  fill(element, { ...alert, local: alert.since.local });
  set(find(element, '.alert-mark use', SVGUseElement), 'href', `#mark-${alert.severity}`);
  const select = find(element, '[data-select]', HTMLInputElement);
  if (select) {
    select.value = `${alert.id}:${alert.version}`;
    set(select, 'aria-label', words('board.select', alert.title));
  }
  for (const time of all(element, 'time[data-age]', HTMLTimeElement)) {
    time.dateTime = alert.since.at;
    time.title = alert.since.utc;
  }
  renew(element, alert);
}

/** The latest readings, where alerts of their sensors are shown. */
export function showValues(values: readonly Now[]): void {
  const bySensor = new Map(values.map((one) => [one.sensor, one.value]));
  for (const element of all(document, '.alert', HTMLElement)) {
    const value = bySensor.get(find(element, '[data-slot=sensor]', HTMLElement)?.textContent ?? '');
    if (value !== undefined) say(find(element, '[data-slot=now]', HTMLElement), value);
  }
}

/** A new row of the board. */
export function row(alert: AlertView): HTMLElement | undefined {
  const element = copy('row');
  if (!element) return undefined;
  const name = `alert-${alert.id}`;
  find(element, '.alert-name', HTMLElement)?.setAttribute('id', name);
  find(element, '[data-open]', HTMLAnchorElement)?.setAttribute('href', `/alerts/${alert.id}`);
  for (const described of all(element, '[aria-describedby]', HTMLElement)) described.setAttribute('aria-describedby', name);
  for (const form of all(element, 'form[data-act]', HTMLFormElement))
    form.setAttribute('action', `/alerts/${alert.id}/${form.dataset['verb']}`);
  element.dataset['version'] = '0';
  show(element, alert);
  return element;
}
