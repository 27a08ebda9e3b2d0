/** Charts are drawn by a script of their own, which only pages with charts load. */
import { all } from './dom.ts';

export function begin(timeZone: string): void {
  const places = all(document, '[data-chart]', HTMLElement);
  if (places.length === 0) return;
  void import('./chart.ts').then((chart) => {
    for (const place of places) chart.mount(place, timeZone);
  });
}
