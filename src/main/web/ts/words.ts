/**
 * The words of the page's language, as the server has them: `words/script.<language>.properties`. A gap `{0}` takes the
 * first part, `{0|alert|alerts}` one of two words as the language says so many (console.Phrase).
 */

export type Phrase =
  | 'act.failed'
  | 'act.gone'
  | 'act.no-answer'
  | 'act.not-stored'
  | 'act.signed-out'
  | 'board.above'
  | 'board.before'
  | 'board.changed'
  | 'board.filtered'
  | 'board.freeze'
  | 'board.frozen'
  | 'board.given-away'
  | 'board.goes-on'
  | 'board.not-possible'
  | 'board.not-turned'
  | 'board.select'
  | 'board.selected'
  | 'board.span'
  | 'board.unacknowledged'
  | 'board.unfold'
  | 'board.waiting'
  | 'call.dismiss'
  | 'call.flood-over'
  | 'call.live'
  | 'call.more'
  | 'call.new'
  | 'call.one'
  | 'chart.empty'
  | 'chart.failed'
  | 'chart.gap'
  | 'chart.least'
  | 'chart.mean'
  | 'chart.most'
  | 'chart.range'
  | 'chart.shown'
  | 'chart.time'
  | 'chart.utc'
  | 'chart.value'
  | 'idle.soon'
  | 'idle.stay'
  | 'keys.none'
  | 'keys.now'
  | 'keys.reset'
  | 'keys.taken'
  | 'live.again'
  | 'live.connecting'
  | 'live.elsewhere'
  | 'live.live'
  | 'live.out'
  | 'live.over'
  | 'live.signed-out'
  | 'live.silent'
  | 'live.stale'
  | 'palette.found'
  | 'palette.page'
  | 'panel.close'
  | 'panel.failed'
  | 'panel.given-away'
  | 'panel.not-yours'
  | 'replay.a'
  | 'replay.b'
  | 'replay.elsewhere'
  | 'replay.ended'
  | 'replay.lost'
  | 'replay.more'
  | 'replay.not-live'
  | 'replay.nothing-there'
  | 'replay.pace'
  | 'replay.too-many-marks'
  | 'replay.unmark'
  | 'replay.unmark-one'
  | 'replay.viewers'
  | 'sensors.abnormal'
  | 'severity.critical'
  | 'severity.high'
  | 'severity.low'
  | 'severity.medium'
  | 'sound.off'
  | 'sound.on'
  | 'sound.waits'
  | 'time.days'
  | 'toolbar.nothing';

/** As BCP 47 has it, for numbers and dates. */
export const locale = document.documentElement.lang === 'fr' ? 'fr-FR' : 'en-GB';

const NUMBER = /\{(\d)(?:\|([^|}]*)\|([^|}]*))?\}/g;

const phrases: Readonly<Record<string, string>> = JSON.parse(document.getElementById('begin')?.dataset['words'] ?? '{}');

export function words(phrase: Phrase, ...parts: readonly (string | number)[]): string {
  return (phrases[phrase] ?? phrase).replace(NUMBER, (_, part: string, one?: string, many?: string) => {
    const value = parts[Number(part)] ?? '';
    if (one === undefined || many === undefined) return String(value);
    return isOne(Number(value)) ? one : many;
  });
}

/** 0 is said in the singular in French, and not in English. */
function isOne(count: number): boolean {
  return locale === 'fr-FR' ? Math.abs(count) < 2 : count === 1;
}

/** A severity as the server names it. */
export function severity(name: string): string {
  switch (name) {
    case 'critical':
      return words('severity.critical');
    case 'high':
      return words('severity.high');
    case 'medium':
      return words('severity.medium');
    default:
      return words('severity.low');
  }
}
