/**
 * What a chart draws of a series. Of many more points than there are columns of pixels it draws one least, mean and most
 * for each column: a line through all of them would fill the columns from least to most all the same, and cost a frame.
 */
import type uPlot from 'uplot';

/** Instant (ms), least, mean, most, and 1 where no line leads to. */
export type Point = [number, number, number, number, number];

/** Up to so many points to a column are drawn as they are. */
const TO_A_COLUMN = 2;

export class Columns {
  /** Seconds, ascending. */
  readonly #at: number[] = [];
  /** Values by point, NaN where a gap is. */
  readonly #least: number[] = [];
  readonly #mean: number[] = [];
  readonly #most: number[] = [];

  /** @param width what each point stands for, in ms: a point is drawn in its middle */
  constructor(points: Point[], width: number) {
    for (const [instant, least, mean, most, gap] of points) {
      const seconds = (instant + width / 2) / 1_000;
      const before = this.#at[this.#at.length - 1];
      if (gap === 1 && before !== undefined) this.#add((before + seconds) / 2, Number.NaN, Number.NaN, Number.NaN);
      this.#add(seconds, least, mean, most);
    }
  }

  #add(at: number, least: number, mean: number, most: number): void {
    this.#at.push(at);
    this.#least.push(least);
    this.#mean.push(mean);
    this.#most.push(most);
  }

  /**
   * Instants, least, most and mean, with nothing where a gap is: what is between two moments (seconds), and a little on
   * both sides so that lines lead out of the picture. Columns stand on a grid of their own, so that nothing flickers as
   * the picture moves.
   */
  between(from: number, to: number, columns: number): uPlot.AlignedData {
    const wide = (to - from) / columns;
    const [begin, end] = this.#around(from, to, wide);
    const drawn = new Drawn();
    const [ats, leasts, means, mosts] = [this.#at, this.#least, this.#mean, this.#most];
    if (!this.isMany(from, to, columns)) {
      for (let i = begin; i < end; i++) {
        const mean = means[i] ?? Number.NaN;
        if (Number.isNaN(mean)) drawn.gap(ats[i] ?? 0);
        else drawn.add(ats[i] ?? 0, leasts[i] ?? mean, mean, mosts[i] ?? mean);
      }
      return drawn.table;
    }
    for (let i = begin; i < end; ) {
      const column = Math.floor((ats[i] ?? 0) / wide);
      const next = (column + 1) * wide;
      let count = 0;
      let low = Infinity;
      let sum = 0;
      let high = -Infinity;
      let gap: number | undefined;
      for (; i < end && (ats[i] ?? 0) < next; i++) {
        const mean = means[i] ?? Number.NaN;
        if (mean !== mean) {
          // One that is narrower than a column cannot be seen.
          if ((ats[i + 1] ?? next) - (ats[i - 1] ?? 0) > wide) {
            gap = ats[i++];
            break;
          }
          continue;
        }
        const least = leasts[i] ?? mean;
        const most = mosts[i] ?? mean;
        if (least < low) low = least;
        if (most > high) high = most;
        sum += mean;
        count++;
      }
      if (count > 0) drawn.add((column + 0.5) * wide, low, sum / count, high);
      if (gap !== undefined) drawn.gap(gap);
    }
    return drawn.table;
  }

  /** Whether there is more between two moments than is drawn as it is. */
  isMany(from: number, to: number, columns: number): boolean {
    const [begin, end] = this.#around(from, to, (to - from) / columns);
    return end - begin > TO_A_COLUMN * columns;
  }

  #around(from: number, to: number, more: number): [number, number] {
    return [Math.max(0, this.#first(from - more) - 1), Math.min(this.#at.length, this.#first(to + more) + 1)];
  }

  /** The first point that is not before a moment. */
  #first(seconds: number): number {
    let [low, high] = [0, this.#at.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] ?? 0) < seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

class Drawn {
  readonly #at: number[] = [];
  readonly #least: (number | null)[] = [];
  readonly #mean: (number | null)[] = [];
  readonly #most: (number | null)[] = [];

  get table(): uPlot.AlignedData {
    return [this.#at, this.#least, this.#most, this.#mean];
  }

  add(at: number, least: number | null, mean: number | null, most: number | null): void {
    this.#at.push(at);
    this.#least.push(least);
    this.#mean.push(mean);
    this.#most.push(most);
  }

  gap(at: number): void {
    this.add(at, null, null, null);
  }
}
