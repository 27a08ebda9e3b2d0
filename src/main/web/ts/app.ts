/** The one script of every page; each screen's behaviour is a module imported here. */
import * as act from './act.ts';
import * as board from './board.ts';
import * as call from './call.ts';
import * as detail from './detail.ts';
import * as idle from './idle.ts';
import * as live from './live.ts';
import * as sensors from './sensors.ts';
import * as theme from './theme.ts';
import * as time from './time.ts';

document.documentElement.dataset['script'] = 'on';
theme.begin();

const begin = document.getElementById('begin');
if (begin) {
  const { seq, now, timeZone, speed, idleSeconds } = begin.dataset;
  time.begin(now ?? '', timeZone ?? 'UTC', Number(speed));
  const shows = [board.begin(), detail.begin()];
  act.begin((alert, byMe) => {
    for (const show of shows) show?.(alert, byMe);
  });
  call.begin();
  idle.begin(Number(idleSeconds));
  live.begin(Number(seq), sensors.begin() ? 'sensors' : 'values');
}
