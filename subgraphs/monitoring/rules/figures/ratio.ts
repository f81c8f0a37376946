/**
 * Shares and averages, exact: whole numbers and the decimals that people write, never a rounded one. What is compared
 * is the ratio itself; rounding is for showing, once, at the edge.
 */
export interface Ratio {
  readonly above: bigint;
  /** Positive. */
  readonly below: bigint;
}

/** `numerator ÷ denominator`, both whole; null where the denominator is 0: not applicable, never 0 nor 100. [KPI-1.3] */
export function ratioOf(numerator: number, denominator: number): Ratio | null {
  return denominator === 0 ? null : { above: BigInt(numerator), below: BigInt(denominator) };
}

/** A number as somebody wrote it: `90`, `0.5`. Throws a RangeError where it is no plain decimal. */
export function written(decimal: number): Ratio {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(decimal)) ?? [];
  if (whole === undefined) throw new RangeError('A figure is a plain decimal number.');
  const above = BigInt(whole + part);
  return { above: sign ? -above : above, below: 10n ** BigInt(part.length) };
}

export function times(ratio: Ratio, factor: number): Ratio {
  return { above: ratio.above * BigInt(factor), below: ratio.below };
}

/** Negative, 0 or positive, as `one` is less than, the same as or more than `other`. */
export function compared(one: Ratio, other: Ratio): number {
  const difference = one.above * other.below - other.above * one.below;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function minus(one: Ratio, other: Ratio): Ratio {
  return { above: one.above * other.below - other.above * one.below, below: one.below * other.below };
}

export function withoutSign({ above, below }: Ratio): Ratio {
  return { above: above < 0n ? -above : above, below };
}

/** To two places for showing, half away from zero. */
export function shown({ above, below }: Ratio): number {
  const size = above < 0n ? -above : above;
  const hundredths = (size * 200n + below) / (below * 2n);
  const value = Number(hundredths) / 100;
  return above < 0n && value !== 0 ? -value : value;
}
