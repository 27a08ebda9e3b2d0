/**
 * The past of one or more sensors as a chart (`parts/chart.jte`): means as lines, least to most as an area, gaps as gaps,
 * the normal band, limits, and alerts as spans. Everything a pointer can do, buttons and keys can; the same stands in a
 * table. Charts of one group show the same window and the same moment.
 */
/*! uPlot 1.6.32
The MIT License (MIT)

Copyright (c) 2022 Leon Sorokin

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
*/
import uPlot from 'uplot';
import { Columns, type Point } from './columns.ts';
import { cursor, follow } from './cursor.ts';
import { all, find, make, say } from './dom.ts';
import { locale, words } from './words.ts';

type Limit = { at: number; severity: string; label: string };
type Comment = { at: number; text: string };
type Episode = { from: number; to: number; severity: string; title: string; address: string };

/** What the server sends (console.SeriesView). */
type Series = {
  name: string;
  unit: string;
  decimals: number;
  from: number;
  to: number;
  width: number;
  steps: boolean;
  states: Record<string, string>;
  points: Point[];
  normal: number[];
  limits: Limit[];
  episodes: Episode[];
  comments: Comment[];
  summary: string;
};

const RENEW_MS = 30_000;
const LEAST_SPAN_MS = 60_000;
const MOST_SPAN_MS = 400 * 86_400_000;
const MOST_ROWS = 500;
/** While a window moves, what is known of it is shown at once; the rest is asked for where it comes to rest. */
const REST_MS = 120;
/** How near to a moment a comment is read with it, in pixels. */
const NEAR_PX = 6;
/** Lines are told apart by their dashes: colours are for alerts. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const groups = new Map<string, Chart[]>();

export function mount(place: HTMLElement, timeZone: string): void {
  if (place.dataset['mounted'] !== undefined) return;
  place.dataset['mounted'] = '';
  const chart = new Chart(place, timeZone);
  const group = place.dataset['group'] ?? '';
  if (group) groups.set(group, [...(groups.get(group) ?? []), chart]);
  void chart.load();
}

class Chart {
  readonly #place: HTMLElement;
  readonly #plot: HTMLElement | undefined;
  readonly #sources: string[];
  readonly #hours: number;
  readonly #group: string;
  readonly #clock: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #moment: Intl.DateTimeFormat;
  /** The window that all of it is; nothing when it is the newest hours. */
  readonly #whole: { from: number; to: number } | undefined;
  readonly #cursor = make('div');
  #series: Series[] = [];
  /** The points of each, for the picture. */
  #columns: Columns[] = [];
  #drawn: uPlot | undefined;
  /** The window that is looked at; nothing when it is the newest hours. */
  #window: { from: number; to: number } | undefined;
  #turn = 0;
  #rest: number | undefined;

  constructor(place: HTMLElement, timeZone: string) {
    this.#place = place;
    this.#plot = find(place, '.chart-plot', HTMLElement);
    this.#sources = (place.dataset['chart'] ?? '').split(' ').filter((source) => source);
    this.#hours = Number(place.dataset['hours'] ?? 24);
    this.#group = place.dataset['group'] ?? '';
    const [from, to] = [Number(place.dataset['from'] ?? 0), Number(place.dataset['to'] ?? 0)];
    this.#whole = to > from ? { from, to } : undefined;
    this.#window = this.#whole;
    this.#cursor.className = 'chart-cursor';
    const zone = { timeZone } as const;
    this.#clock = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' });
    this.#day = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' });
    this.#moment = new Intl.DateTimeFormat(locale, {
      ...zone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    const acts: Record<string, () => void> = {
      earlier: () => this.#move(-0.5),
      later: () => this.#move(0.5),
      in: () => this.#zoom(0.5),
      out: () => this.#zoom(2),
      whole: () => this.#look(this.#whole),
      table: () => this.#toggleTable(),
    };
    for (const button of all(place, '[data-do]', HTMLButtonElement))
      button.addEventListener('click', () => acts[button.dataset['do'] ?? '']?.());
    this.#plot?.addEventListener('keydown', (event) => this.#press(event, acts));
    this.#plot?.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    follow(() => this.#showCursor());
    const again = () => this.#draw();
    new MutationObserver(again).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
      window.matchMedia(query).addEventListener('change', again);
    if (this.#plot) new ResizeObserver(() => this.#resize()).observe(this.#plot);
    window.setInterval(() => {
      if (!document.hidden && this.#window === undefined) void this.load();
    }, RENEW_MS);
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    const points = Math.round(Math.min(1_000, Math.max(100, this.#plot?.clientWidth ?? 600)));
    const asked = new URLSearchParams({ points: String(points), hours: String(this.#hours) });
    if (this.#window) {
      asked.set('from', String(Math.round(this.#window.from)));
      asked.set('to', String(Math.round(this.#window.to)));
    }
    try {
      const came = await Promise.all(this.#sources.map((source) => fetchSeries(`${source}?${asked}`)));
      if (turn !== this.#turn) return;
      this.#series = came;
      this.#columns = came.map((one) => new Columns(one.points, one.width));
    } catch {
      if (turn !== this.#turn) return;
      this.#place.dataset['state'] = 'failed';
      this.#tell(words('chart.failed'));
      return;
    }
    const empty = this.#series.every((one) => one.points.length === 0);
    this.#place.dataset['state'] = empty ? 'empty' : 'drawn';
    this.#plot?.setAttribute('aria-label', this.#series.map((one) => one.summary).join('. '));
    say(find(this.#place, '[data-readout]', HTMLElement), empty ? words('chart.empty') : this.#shown());
    for (const [name, there] of [
      ['normal', this.#series.some((one) => one.normal.length > 0) && this.#series.length === 1],
      ['range', this.#series.some((_, number) => this.#hasRange(number))],
      ['limit', this.#series.some((one) => one.limits.length > 0) && this.#series.length === 1],
      ['episode', this.#series.some((one) => one.episodes.length > 0)],
      ['comment', this.#series.some((one) => one.comments.length > 0)],
    ] as const) {
      const key = find(this.#place, `[data-keys=${name}]`, HTMLElement);
      if (key) key.hidden = !there;
    }
    this.#draw();
    this.#fillTable();
  }

  // ---- what is looked at

  #bounds(): { from: number; to: number } {
    const first = this.#series[0];
    return this.#window ?? { from: first?.from ?? 0, to: first?.to ?? 0 };
  }

  /** The same in the plot's unit. */
  #seconds(): [number, number] {
    const { from, to } = this.#bounds();
    return [from / 1_000, to / 1_000];
  }

  /** The window, and in how many columns of pixels it is drawn. */
  #seen(): [number, number, number] {
    return [...this.#seconds(), Math.max(1, Math.round((this.#plot?.clientWidth ?? 0) * devicePixelRatio))];
  }

  #look(window: { from: number; to: number } | undefined): void {
    const all = this.#group ? (groups.get(this.#group) ?? [this]) : [this];
    for (const chart of all) chart.#show(window);
  }

  #show(to: { from: number; to: number } | undefined): void {
    this.#window = to;
    if (to) this.#drawn?.setData(this.#table());
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => void this.load(), this.#drawn ? REST_MS : 0);
  }

  /** With Ctrl, as everywhere; the wheel alone scrolls the page. */
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#zoom(event.deltaY < 0 ? 0.8 : 1.25);
  }

  #move(by: number): void {
    const { from, to } = this.#bounds();
    const way = (to - from) * by;
    this.#look({ from: from + way, to: to + way });
  }

  #zoom(by: number): void {
    const { from, to } = this.#bounds();
    const at = this.#cursorAt() ?? (from + to) / 2;
    const span = Math.min(MOST_SPAN_MS, Math.max(LEAST_SPAN_MS, (to - from) * by));
    const share = (at - from) / (to - from);
    this.#look({ from: at - span * share, to: at + span * (1 - share) });
  }

  #cursorAt(): number | undefined {
    const index = this.#drawn?.cursor.idx;
    const at = index === null || index === undefined ? undefined : this.#drawn?.data[0][index];
    return at === undefined ? undefined : at * 1_000;
  }

  #press(event: KeyboardEvent, acts: Record<string, () => void>): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = event.shiftKey ? 10 : 1;
    const keys: Record<string, () => void> = {
      ArrowLeft: () => this.#point((at) => at - step),
      ArrowRight: () => this.#point((at) => at + step),
      Home: () => this.#point(() => 0),
      End: () => this.#point((_, last) => last),
      PageUp: () => acts['earlier']?.(),
      PageDown: () => acts['later']?.(),
      '+': () => acts['in']?.(),
      '-': () => acts['out']?.(),
      '0': () => acts['whole']?.(),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Moves the moment that is read, and says it. */
  #point(to: (at: number, last: number) => number): void {
    const plot = this.#drawn;
    if (!plot) return;
    const [begin, end] = this.#seconds();
    const first = plot.data[0].findIndex((at) => at >= begin);
    const last = plot.data[0].findLastIndex((at) => at <= end);
    if (first < 0 || last < first) return;
    const at = Math.max(first, Math.min(last, to(plot.cursor.idx ?? last, last)));
    cross(plot, plot.data[0][at] ?? 0);
    this.#tell(this.#read(at));
  }

  // ---- words

  #tell(text: string): void {
    say(find(this.#place, '[data-said]', HTMLElement), text);
    say(find(this.#place, '[data-readout]', HTMLElement), text);
  }

  #shown(): string {
    const { from, to } = this.#bounds();
    return words('chart.shown', this.#moment.format(from), this.#moment.format(to));
  }

  #number(series: Series, value: number): string {
    const state = series.states[String(Math.round(value))];
    if (state !== undefined) return state;
    const number = plain(value, series.decimals, series.decimals);
    return series.unit ? `${number}\u00a0${series.unit}` : number;
  }

  /** The values at one of the drawn moments. */
  #read(index: number): string {
    const plot = this.#drawn;
    const at = plot?.data[0][index];
    if (!plot || at === undefined) return this.#shown();
    const parts = this.#series.map((series, number) => {
      const [least, most, mean] = [1, 2, 3].map((one) => plot.data[number * 3 + one]?.[index]);
      if (typeof mean !== 'number') return words('chart.gap', series.name);
      if (typeof least !== 'number' || typeof most !== 'number' || least === most)
        return words('chart.value', series.name, this.#number(series, mean));
      return words(
        'chart.range',
        series.name,
        this.#number(series, mean),
        this.#number(series, least),
        this.#number(series, most),
      );
    });
    const near = (plot.posToVal(NEAR_PX, 'x') - plot.posToVal(0, 'x')) * 1_000;
    const said = this.#series.flatMap((series) =>
      series.comments.filter((one) => Math.abs(one.at - at * 1_000) <= near).map((one) => one.text),
    );
    const during = this.#series.flatMap((series) =>
      series.episodes.filter((one) => one.from <= at * 1_000 && at * 1_000 <= one.to).map((one) => one.title),
    );
    return [this.#moment.format(at * 1_000), utc(at * 1_000), ...parts, ...during, ...said].join(' · ');
  }

  // ---- the picture

  #draw(): void {
    const place = this.#plot;
    if (!place || this.#series.length === 0) return;
    const read = this.#cursorAt();
    this.#drawn?.destroy();
    this.#drawn = undefined;
    place.replaceChildren();
    if (this.#place.dataset['state'] !== 'drawn') return;
    const ink = inks(place);
    const paths = this.#series.map((one) => (one.steps ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.()));
    const options: uPlot.Options = {
      width: place.clientWidth,
      height: place.clientHeight,
      tzDate: (seconds) => new Date(seconds * 1_000),
      legend: { show: false },
      padding: [10, 20, 0, 0],
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        points: { show: false },
        ...(this.#group ? { sync: { key: this.#group } } : {}),
      },
      scales: {
        x: { time: true, range: () => this.#seconds() },
        y: { range: (_, least, most) => this.#range(least, most) },
      },
      axes: [
        {
          stroke: ink.muted,
          grid: { stroke: ink.hair, width: 1 },
          ticks: { stroke: ink.hair, width: 1 },
          font: ink.font,
          space: 70,
          values: (_, splits) => this.#times(splits),
        },
        {
          stroke: ink.muted,
          grid: { stroke: ink.hair, width: 1 },
          ticks: { stroke: ink.hair, width: 1 },
          font: ink.font,
          size: (_, values) => 20 + 8 * Math.max(2, ...(values ?? []).map((one) => one.length)),
          ...(this.#series[0] && Object.keys(this.#series[0].states).length > 0 ? { incrs: [1] } : {}),
          values: (_, splits) => splits.map((one) => this.#tick(one)),
        },
      ],
      series: [
        {},
        ...this.#series.flatMap((_, number): uPlot.Series[] => {
          const path = paths[number] ? { paths: paths[number] } : {};
          // Or one reading far outside among many of a column would be a shade that nobody sees at night.
          const edge: uPlot.Series = {
            stroke: () => (this.#hasRange(number) ? ink.muted : 'transparent'),
            width: 1,
            points: { show: false },
            spanGaps: false,
            ...path,
          };
          return [
            edge,
            edge,
            {
              stroke: number === 0 ? ink.text : ink.muted,
              width: 1.5,
              dash: DASHES[number % DASHES.length] ?? [],
              spanGaps: false,
              points: { show: (plot, _s, first, last) => last - first < 40 || lonely(plot, number * 3 + 3), size: 4 },
              ...path,
            },
          ];
        }),
      ],
      bands: this.#series.map((_, number) => ({ series: [number * 3 + 2, number * 3 + 1], fill: ink.range })),
      hooks: {
        drawClear: [(plot) => this.#ground(plot, ink)],
        draw: [(plot) => this.#marks(plot, ink)],
        setScale: [() => this.#showCursor()],
        // Who reads it key by key goes on where they were, whatever has come meanwhile.
        ready: [(plot) => read !== undefined && cross(plot, read / 1_000, false)],
        setCursor: [(plot) => this.#readAt(plot)],
        setSelect: [(plot) => this.#selected(plot)],
      },
    };
    this.#drawn = new uPlot(options, this.#table(), place);
    this.#drawn.over.append(this.#cursor);
    this.#showCursor();
    const csv = find(this.#place, '[data-csv]', HTMLAnchorElement);
    if (csv) {
      const { from, to } = this.#bounds();
      csv.href = `${csv.dataset['csv']}&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
      csv.hidden = false;
    }
  }

  /** Where a replay is, and what comes after it dimmed; nothing is drawn again for it. */
  #showCursor(): void {
    const at = cursor();
    const plot = this.#drawn;
    this.#cursor.hidden = at === undefined || !plot;
    if (at === undefined || !plot) return;
    const width = plot.over.clientWidth;
    const left = Math.max(0, Math.min(width, plot.valToPos(at / 1_000, 'x')));
    this.#cursor.style.left = `${left}px`;
    this.#cursor.style.width = `${width - left}px`;
  }

  /** Whether what is drawn of a series is a least and a most, too, and not its readings alone. */
  #hasRange(number: number): boolean {
    return (this.#series[number]?.width ?? 0) > 0 || (this.#columns[number]?.isMany(...this.#seen()) ?? false);
  }

  /** Columns for the plot: instants, and of each series least, most and mean, with nothing where a gap is. */
  #table(): uPlot.AlignedData {
    const tables = this.#columns.map((one) => one.between(...this.#seen()));
    const first = tables[0];
    return tables.length === 1 && first ? first : uPlot.join(tables);
  }

  /** What was seen, and the limits near it, so that one sees how far it was from each. */
  #range(least: number | null, most: number | null): uPlot.Range.MinMax {
    const low = least ?? 0;
    const high = most ?? 1;
    const span = Math.max(high - low, Math.abs(high) / 20, 1e-6);
    let [bottom, top] = [low, high];
    if (this.#series.length === 1)
      for (const { at } of this.#series[0]?.limits ?? [])
        if (at > low - span && at < high + span) [bottom, top] = [Math.min(bottom, at), Math.max(top, at)];
    return [bottom - span * 0.08, top + span * 0.08];
  }

  /** The normal band, and where alerts were, behind everything. */
  #ground(plot: uPlot, ink: Inks): void {
    const { ctx, bbox } = plot;
    const only = this.#series.length === 1 ? this.#series[0] : undefined;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    if (only?.normal.length === 2) {
      const [least = 0, most = 0] = only.normal;
      const top = plot.valToPos(most, 'y', true);
      const bottom = plot.valToPos(least, 'y', true);
      ctx.fillStyle = ink.band;
      ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
    }
    for (const series of this.#series)
      for (const episode of series.episodes) {
        const left = plot.valToPos(episode.from / 1_000, 'x', true);
        const right = plot.valToPos(episode.to / 1_000, 'x', true);
        const width = Math.max(2 * devicePixelRatio, right - left);
        ctx.fillStyle = ink.severity(episode.severity);
        ctx.globalAlpha = 0.13;
        ctx.fillRect(left, bbox.top, width, bbox.height);
        ctx.globalAlpha = 1;
        ctx.fillRect(left, bbox.top, width, 5 * devicePixelRatio);
      }
    ctx.restore();
  }

  /** Limits, with what they mean, and where somebody wrote something. */
  #marks(plot: uPlot, ink: Inks): void {
    const { ctx, bbox } = plot;
    const size = 6 * devicePixelRatio;
    ctx.fillStyle = ink.text;
    for (const { at } of this.#series.flatMap((series) => series.comments)) {
      const x = plot.valToPos(at / 1_000, 'x', true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top + bbox.height - 2 * size);
      ctx.lineTo(x - size, bbox.top + bbox.height);
      ctx.lineTo(x + size, bbox.top + bbox.height);
      ctx.fill();
    }
    if (this.#series.length !== 1) return;
    ctx.save();
    ctx.font = ink.font.replace(/(\d+(?:\.\d+)?)px/, (_, size: string) => `${Number(size) * devicePixelRatio}px`);
    ctx.textAlign = 'left';
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([8 * devicePixelRatio, 4 * devicePixelRatio]);
    for (const limit of this.#series[0]?.limits ?? []) {
      const y = plot.valToPos(limit.at, 'y', true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.strokeStyle = ctx.fillStyle = ink.severity(limit.severity);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      // Above its line, or below where the picture ends.
      const below = y - bbox.top < 16 * devicePixelRatio;
      ctx.textBaseline = below ? 'top' : 'bottom';
      ctx.fillText(limit.label, bbox.left + 4 * devicePixelRatio, y + (below ? 3 : -2) * devicePixelRatio);
    }
    ctx.restore();
  }

  #readAt(plot: uPlot): void {
    const index = plot.cursor.idx;
    const left = plot.cursor.left ?? -1;
    say(
      find(this.#place, '[data-readout]', HTMLElement),
      left < 0 || index === null || index === undefined ? this.#shown() : this.#read(index),
    );
  }

  #selected(plot: uPlot): void {
    if (plot.select.width < 8) return;
    const from = plot.posToVal(plot.select.left, 'x') * 1_000;
    const to = plot.posToVal(plot.select.left + plot.select.width, 'x') * 1_000;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (to - from >= LEAST_SPAN_MS) this.#look({ from, to });
  }

  #times(splits: number[]): string[] {
    const { from, to } = this.#bounds();
    let day = '';
    return splits.map((seconds) => {
      const at = seconds * 1_000;
      const date = this.#day.format(at);
      if (to - from > 5 * 86_400_000) return date;
      const text = date === day ? this.#clock.format(at) : `${this.#clock.format(at)}\n${date}`;
      day = date;
      return text;
    });
  }

  #tick(value: number): string {
    const states = this.#series[0]?.states ?? {};
    if (Object.keys(states).length > 0) return Number.isInteger(value) ? (states[String(value)] ?? '') : '';
    return plain(value, 0, 4);
  }

  #resize(): void {
    const place = this.#plot;
    if (!place || !this.#drawn) return;
    const { clientWidth: width, clientHeight: height } = place;
    if (width !== this.#drawn.width || height !== this.#drawn.height) this.#drawn.setSize({ width, height });
  }

  // ---- the same as a table

  #toggleTable(): void {
    const table = find(this.#place, '[data-table]', HTMLElement);
    const button = find(this.#place, '[data-do=table]', HTMLButtonElement);
    if (!table || !button) return;
    table.hidden = !table.hidden;
    button.setAttribute('aria-pressed', String(!table.hidden));
    this.#fillTable();
  }

  #fillTable(): void {
    const place = find(this.#place, '[data-table]', HTMLElement);
    if (!place || place.hidden) return;
    place.replaceChildren(...this.#series.map((series) => this.#tableOf(series)));
  }

  #tableOf(series: Series): HTMLTableElement {
    const table = make('table');
    table.className = 'numbers';
    table.append(make('caption', series.name));
    const head = table.createTHead().insertRow();
    const columns = series.width > 0 ? ['chart.mean', 'chart.least', 'chart.most'] : ['chart.mean'];
    for (const name of ['chart.time', 'chart.utc', ...columns] as const) {
      const cell = make('th', words(name as 'chart.time' | 'chart.utc' | 'chart.mean' | 'chart.least' | 'chart.most'));
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    for (const [at, least, mean, most] of series.points.slice(-MOST_ROWS).reverse()) {
      const row = body.insertRow();
      const time = make('th', this.#moment.format(at));
      time.scope = 'row';
      row.append(time, make('td', utc(at)));
      for (const value of series.width > 0 ? [mean, least, most] : [mean]) {
        const cell = make('td', this.#number(series, value));
        cell.className = 'number';
        row.append(cell);
      }
    }
    return table;
  }
}

/** A gap between thousands from five digits on, as everywhere (console.Wording). */
function plain(value: number, least: number, most: number): string {
  const text = value.toLocaleString(locale, { minimumFractionDigits: least, maximumFractionDigits: most, useGrouping: false });
  return text.replace(/\d{5,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0')).replace('-', '\u2212');
}

/** The same in UTC, to compare with other places' notes. */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

async function fetchSeries(address: string): Promise<Series> {
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Series;
}

/**
 * Puts the line of what is read at a moment.
 *
 * @param told whether that is said, too
 */
function cross(plot: uPlot, seconds: number, told = true): void {
  const { min = 0, max = 0 } = plot.scales['x'] ?? {};
  if (seconds < min || seconds > max) return;
  plot.setCursor({ left: plot.valToPos(seconds, 'x'), top: plot.bbox.height / devicePixelRatio / 2 }, told);
}

/** Whether a value stands with gaps on both sides: a line alone would not show it. */
function lonely(plot: uPlot, series: number): boolean {
  const values = plot.data[series] ?? [];
  return values.some((one, at) => one !== null && values[at - 1] === null && values[at + 1] === null);
}

type Inks = {
  text: string;
  muted: string;
  hair: string;
  band: string;
  range: string;
  font: string;
  severity: (name: string) => string;
};

/** The colours of the theme, as they are now. */
function inks(place: HTMLElement): Inks {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    muted: colour('muted'),
    hair: colour('hair'),
    band: colour('chart-band'),
    range: colour('chart-range'),
    font: `${Math.round(Number.parseFloat(style.fontSize) * 0.8125)}px ${style.fontFamily}`,
    severity: (name) => colour(['critical', 'high', 'medium', 'low'].includes(name) ? name : 'line'),
  };
}
