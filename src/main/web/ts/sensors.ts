/** The page of sensors: the stream brings every sensor's state, every five seconds. */
import { all, fill, find, say, set } from './dom.ts';
import { listen } from './live.ts';
import type { SensorView } from './model.ts';
import { words } from './words.ts';

/** Whether this page wants them. */
export function begin(): boolean {
  if (document.body.dataset['page'] !== 'sensors') return false;
  listen({ sensors: take });
  return true;
}

/** Those that are told; the rest stays. */
export function take(sensors: readonly SensorView[]): void {
  for (const sensor of sensors) show(sensor);
  for (const zone of all(document, '.zone', HTMLElement)) {
    const count = zone.querySelectorAll(
      '.sensor:not([data-quality=good]), .sensor:not([data-state=normal]), .sensor:not([data-severity=""])',
    ).length;
    say(find(zone, '[data-abnormal]', HTMLElement), count === 0 ? '' : words('sensors.abnormal', count));
  }
}

function show(sensor: SensorView): void {
  const row = document.querySelector(`.sensor[data-id="${CSS.escape(sensor.id)}"]`);
  if (!(row instanceof HTMLElement)) return;
  row.dataset['quality'] = sensor.quality;
  row.dataset['state'] = sensor.state;
  row.dataset['severity'] = sensor.severity;
  fill(row, sensor);
  set(find(row, '[data-mark]', SVGPathElement), 'd', sensor.mark < 0 ? '' : `M${sensor.mark} 0V10`);
  set(find(row, '[data-trace]', SVGPathElement), 'd', sensor.spark.path);
  const band = find(row, '[data-band]', SVGRectElement);
  set(band, 'y', String(sensor.spark.bandTop));
  set(band, 'height', String(sensor.spark.bandHeight));
  const link = find(row, '[data-alert]', HTMLAnchorElement);
  if (!link) return;
  link.hidden = sensor.alert === 0;
  link.href = sensor.alert === 0 ? '/board' : `/alerts/${sensor.alert}`;
  if (sensor.severity) set(find(link, 'use', SVGUseElement), 'href', `#mark-${sensor.severity}`);
}
