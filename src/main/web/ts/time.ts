/** The server's clock as far as this page knows it, and the ages counted by it. */
import { all, find, say, set } from './dom.ts';
import { locale, words } from './words.ts';

let serverAt = 0;
let heardAt = 0;
let speed = 1;
let format: Intl.DateTimeFormat | undefined;
let day: Intl.DateTimeFormat | undefined;

/** The server just said what time it is. */
export function heard(at: string): void {
  const parsed = Date.parse(at);
  if (Number.isNaN(parsed)) return;
  serverAt = parsed;
  heardAt = performance.now();
}

/** The server's time, in epoch milliseconds. */
export function now(): number {
  return serverAt + (performance.now() - heardAt) * speed;
}

export function begin(at: string, timeZone: string, howFast: number): void {
  speed = howFast > 0 ? howFast : 1;
  heard(at);
  try {
    format = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
    day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  } catch {
    format = day = undefined; // a zone this browser does not know: the clock stays as the server wrote it
  }
}

/** Hours, minutes, seconds where the site is. */
export function timeOfDay(at: number): string {
  return format ? format.format(new Date(at)) : new Date(at).toISOString().slice(11, 19);
}

/** How long ago, in one unit, as console.Wording.age says it. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min`;
  if (seconds < 2 * 86400) return `${Math.floor(seconds / 3600)}\u00a0h\u00a0${Math.floor(seconds / 60) % 60}\u00a0min`;
  return words('time.days', Math.floor(seconds / 86400));
}

/** Counts every age on the page up to now. Silent for screen readers: no live region holds one. */
export function showAges(): void {
  const at = now();
  for (const time of all(document, 'time[data-age]', HTMLTimeElement)) {
    const since = Date.parse(time.dateTime);
    if (!Number.isNaN(since)) say(time, age(at - since));
  }
}

export function showClock(): void {
  const clock = find(document, '#clock', HTMLTimeElement);
  say(clock, `${day ? `${day.format(new Date(now()))} ` : ''}${timeOfDay(now())}`);
  set(clock, 'datetime', new Date(now()).toISOString());
}
