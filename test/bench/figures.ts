/** One figure of the benchmark, printed and given as JSON; others join the same array. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Measured in the same run: what the figure is held against. */
  readonly floor: number | null;
  /** `value / floor`. */
  readonly ratio: number | null;
  /** In words, such as `ratio <= 0.5`; null where it is only reported. */
  readonly goal: string | null;
  readonly met: boolean | null;
}

export function figure(
  name: string,
  value: number,
  unit: string,
  against: {
    readonly floor?: number;
    readonly goal?: string;
    readonly met?: (value: number, ratio: number) => boolean;
  } = {},
): Figure {
  const floor = against.floor ?? null;
  const ratio = floor === null ? null : value / floor;
  const isMet = (digits: number) =>
    against.met ? against.met(rounded(value, digits), ratio === null ? Number.NaN : rounded(ratio, digits)) : null;
  const met = isMet(EXACT);
  // What is printed says the same of its goal as what was measured, with as many digits as that takes.
  let digits = DIGITS;
  while (digits < EXACT && isMet(digits) !== met) digits += 1;
  return {
    name,
    value: rounded(value, digits),
    unit,
    floor: floor === null ? null : rounded(floor, digits),
    ratio: ratio === null ? null : rounded(ratio, digits),
    goal: against.goal ?? null,
    met,
  };
}

/** So many significant digits are printed, unless more are needed. */
const DIGITS = 4;
const EXACT = 17;

/** What is counted is whole; what is measured has no more digits than it claims. */
function rounded(value: number, digits: number): number {
  return Number.isInteger(value) || digits >= EXACT ? value : Number(value.toPrecision(digits));
}

/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** What was measured after so many. */
export type Point = readonly [count: number, measured: number];

/** How much each one more adds, by the line that lies closest to the points (least squares). */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  return mean(([x, y]) => (x - meanX) * (y - meanY)) / mean(([x]) => (x - meanX) ** 2);
}

/** A group of figures: `npm run bench -- <name>` runs it alone. */
export type Group = () => Promise<Figure[]>;

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, floor, ratio, goal, met }) => [
    name,
    `${value} ${unit}`,
    floor === null ? '' : String(floor),
    ratio === null ? '' : String(ratio),
    goal ?? '',
    met === null ? '' : met ? 'met' : 'NOT MET',
  ]);
  const head = ['figure', 'value', 'floor', 'ratio', 'goal', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
