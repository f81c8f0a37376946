import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/**
 * Twice the median of some pence, or null if there are none. The median of an even number of rates is the mean of the
 * middle two; doubled, it is a whole number of pence either way.
 */
export function twiceMedianPence(rates: readonly number[]): number | null {
  if (rates.length === 0) return null;
  const sorted = rates.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)]!;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]!;
  return lower + upper;
}

/**
 * Whether a blended rate looks artificially low: below `lowPct` percent of the median of the framework's rates for the
 * same care type; exactly at it is not low. `frameworkRates` are the pence in force of all framework providers, the
 * provider's own among them; without any, nothing is low [PROV-33; 002 ¶7.31 to ¶7.33; policy `rates.lowPctOfMedian`].
 */
export function isLowRate(pence: number, frameworkRates: readonly number[], lowPct: number): boolean {
  const twiceMedian = twiceMedianPence(frameworkRates);
  if (twiceMedian === null) return false;
  // Both sides in whole numbers, the percentage to its thousandth: 85% of a median is never compared as a fraction.
  return pence * 2 * 100_000 < twiceMedian * Math.round(lowPct * 1_000);
}

/** A query on one rate of a provider [PROV-33]. */
export interface LowRateQuery {
  readonly careType: string;
  /** The rate that was queried. */
  readonly pence: number;
  readonly closedAt: Date | null;
}

/**
 * The care types for which a query must now be opened: the rate is low, and this very rate has not been queried yet. A
 * rate that was explained is not asked about again because somebody else's changed.
 *
 * `own` is pence by care type; `framework` the framework's rates by care type. [PROV-33]
 */
export function lowRateQueriesToOpen(
  own: Readonly<Record<string, number>>,
  framework: Readonly<Record<string, readonly number[]>>,
  queries: readonly LowRateQuery[],
  lowPct: number,
): readonly string[] {
  return Object.entries(own)
    .filter(([careType, pence]) => isLowRate(pence, framework[careType] ?? [], lowPct))
    .filter(([careType, pence]) => !queries.some((query) => query.careType === careType && query.pence === pence))
    .map(([careType]) => careType);
}

/** Whether a query holds the provider's awards [PROV-33]. */
export function lowRateQueryOpen(queries: readonly LowRateQuery[]): boolean {
  return queries.some(({ closedAt }) => closedAt === null);
}

/** Refuses `EXPLANATION_REQUIRED` for a query that is closed without saying how the price was explained [PROV-33]. */
export function explanationRefusal(explanation: string): Refusal | undefined {
  if (explanation.trim()) return undefined;
  const message = 'A query is closed with how the price was explained.';
  return refuse('PROV-33', 'EXPLANATION_REQUIRED', message, 'explanation');
}
