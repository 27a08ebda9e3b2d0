/** The one script of every page; each screen's behaviour is a module imported here. */
import * as act from './act.ts';
import * as board from './board.ts';
import * as call from './call.ts';
import * as charts from './charts.ts';
import * as idle from './idle.ts';
import * as live from './live.ts';
import * as menu from './menu.ts';
import * as offline from './offline.ts';
import * as pairing from './pairing.ts';
import * as palette from './palette.ts';
import * as panel from './panel.ts';
import * as parts from './parts.ts';
import * as refresh from './refresh.ts';
import * as replay from './replay.ts';
import * as rotate from './rotate.ts';
import * as sensors from './sensors.ts';
import * as sound from './sound.ts';
import * as theme from './theme.ts';
import * as time from './time.ts';
import * as timeline from './timeline.ts';
import * as worker from './worker.ts';

document.documentElement.dataset['script'] = 'on';
theme.begin();
menu.begin();
parts.begin();
pairing.begin();

/** No task of a slow machine is so long that a press waits for it: what a page does at first, it does bit by bit. */
function inTurn(steps: readonly (() => void)[]): void {
  const [first, ...others] = steps;
  if (!first) return;
  first();
  window.setTimeout(() => inTurn(others));
}

const begin = document.getElementById('begin');
if (begin) {
  const { seq, now, timeZone, speed, idleSeconds } = begin.dataset;
  time.begin(now ?? '', timeZone ?? 'UTC', Number(speed));
  inTurn([
    () => {
      const take = board.begin();
      act.begin((alert, byMe) => {
        take(alert, byMe);
        panel.took(alert);
      });
    },
    () => {
      panel.begin(board.back);
      panel.arrive();
      call.begin();
      palette.begin();
    },
    () => {
      charts.begin(timeZone ?? 'UTC');
      sound.begin();
      refresh.begin();
      timeline.begin();
      replay.begin();
    },
    () => {
      rotate.begin();
      idle.begin(Number(idleSeconds));
      live.begin(Number(seq), document.getElementById('replay') ? 'none' : sensors.begin() ? 'sensors' : 'values');
    },
    () => {
      offline.remember();
      worker.begin();
      offline.begin();
    },
  ]);
} else {
  worker.begin();
  offline.begin();
}
