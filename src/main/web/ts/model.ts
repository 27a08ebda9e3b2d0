/** What the server sends; the words are made there (console.AlertViews, console.SensorViews). */

export type Moment = { at: string; local: string; utc: string; age: string };

export type AlertView = {
  id: number;
  version: number;
  severity: string;
  mark: string;
  title: string;
  sensor: string;
  rule: string;
  zone: string;
  place: string;
  value: string;
  now: string;
  limit: string;
  basis: string;
  since: Moment;
  triage: string;
  present: boolean;
  condition: string;
  attended: string;
  times: string;
  kind: string;
  owner: string;
  cover: string;
  marks: string;
  verbs: string;
  shown: boolean;
};

export type Line = { seq: number; at: Moment; who: string; what: string; words: string; person: boolean };

export type Change = { seq: number; kind: string; view: { alert: AlertView; line: Line } };

/** The latest reading of a sensor with an open alert. */
export type Now = { sensor: string; value: string };

export type Count = { severity: string; mark: string; unacknowledged: number; acknowledged: number };

export type SensorView = {
  id: string;
  number: string;
  state: string;
  stateWords: string;
  quality: string;
  qualityWords: string;
  age: string;
  mark: number;
  spark: { path: string; bandTop: number; bandHeight: number };
  sparkWords: string;
  alert: number;
  severity: string;
  severityMark: string;
  rule: string;
};

/** A flood, folded (console.FloodView). */
export type Flood = {
  on: boolean;
  words: string;
  since: Moment;
  firstOut: number;
  first: string;
  firstSeverity: string;
  groups: Group[];
  said: string;
};

export type Group = {
  zone: string;
  kind: string;
  place: string;
  what: string;
  count: number;
  unacknowledged: string;
  severity: string;
  mark: string;
  address: string;
};

const CALLS = new Set(['raised', 'escalated', 'recurred', 'recalled', 'lapsed']);

/** Whether somebody should look at it now, because of this. */
export function calls(change: Change): boolean {
  return CALLS.has(change.kind) && change.view.alert.triage === 'new' && change.view.alert.cover === '';
}

/** `critical` first. */
export function rank(severity: string): number {
  return ['critical', 'high', 'medium', 'low'].indexOf(severity);
}

export function headline(alert: AlertView): string {
  return `${alert.title} ${alert.rule}, ${alert.place}, ${alert.value}`;
}
