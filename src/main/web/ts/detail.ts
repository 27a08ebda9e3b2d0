/** The page of one alert: how it stands, and its history growing. */
import { copy, fill, find } from './dom.ts';
import { listen } from './live.ts';
import { show, showValues } from './alerts.ts';
import type { AlertView, Line } from './model.ts';

export function begin(): ((alert: AlertView) => void) | undefined {
  const one = document.getElementById('one');
  const lines = document.getElementById('lines');
  if (!one || !lines) return undefined;
  listen({
    change: (change) => {
      if (String(change.view.alert.id) !== one.dataset['id']) return;
      take(change.view.alert);
      add(lines, change.view.line);
    },
    values: showValues,
  });
  function take(alert: AlertView): void {
    if (!one || String(alert.id) !== one.dataset['id']) return;
    const focused = document.activeElement;
    show(one, alert);
    if (focused instanceof HTMLElement && one.contains(focused) && !focused.checkVisibility())
      find(document, '#main', HTMLElement)?.focus({ preventScroll: true });
  }
  return take;
}

function add(lines: HTMLElement, line: Line): void {
  if (lines.querySelector(`[data-seq="${line.seq}"]`)) return;
  const element = copy('line');
  if (!element) return;
  element.dataset['seq'] = String(line.seq);
  element.dataset['person'] = line.person ? 'yes' : 'no';
  fill(element, { ...line, local: line.at.local });
  const time = find(element, 'time', HTMLTimeElement);
  if (time) {
    time.dateTime = line.at.at;
    time.title = line.at.utc;
  }
  lines.prepend(element);
}
