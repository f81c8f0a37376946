import type { Policy } from '../../../../schema/policy.js';
import type { KpiFacts, KpiLine } from './kpi-register.js';
import { compared, minus, type Ratio, ratioOf, shown, times, withoutSign, written } from './ratio.js';

/** What a line was made from, whole numbers both; null where it is declared so far, or has no such part. */
export interface Parts {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** The parts of a line in the facts; of what was not found there is none. [SHOW-05] */
export function partsOf({ numerator, denominator }: KpiLine, facts: KpiFacts): Parts {
  return {
    numerator: numerator && (facts[numerator] ?? 0),
    denominator: denominator && (facts[denominator] ?? 0),
  };
}

/**
 * The value of a line, exact: a count as it is, a share or an average as the ratio of two. Null where nothing is
 * computed, and where there is nothing to take a share of: never 0, never 100. [KPI-1.3, KPI-3.3, KPI-3.5, SHOW-05;
 * 002 App C]
 */
export function exactValue(line: KpiLine, { numerator, denominator }: Parts): Ratio | null {
  if (numerator === null) return null;
  if (!line.denominator) return ratioOf(numerator, 1);
  const ratio = ratioOf(numerator, denominator ?? 0);
  return ratio && line.unit === 'PERCENT' ? times(ratio, 100) : ratio;
}

/**
 * Whether what the provider declared is what was computed: within the tolerance it matches, the limit included; beyond
 * it the council asks. Percentages differ in points, everything else in what is counted. Null where one of the two is
 * missing; a value declared where nothing applies is asked about. [CM-05; 002 ¶20.3]
 */
export function verified(
  line: KpiLine,
  value: Ratio | null,
  declared: number | null,
  policy: Pick<Policy, 'kpi'>,
): { readonly difference: number | null; readonly verdict: 'MATCH' | 'QUERY' | null } {
  if (declared === null || !line.numerator) return { difference: null, verdict: null };
  if (!value) return { difference: null, verdict: 'QUERY' };
  const { declaredTolerancePoints, declaredToleranceCount } = policy.kpi;
  const tolerance = line.unit === 'PERCENT' ? declaredTolerancePoints : declaredToleranceCount;
  const difference = minus(written(declared), value);
  const within = compared(withoutSign(difference), written(tolerance)) <= 0;
  return { difference: shown(difference), verdict: within ? 'MATCH' : 'QUERY' };
}

export interface Target {
  readonly green: number;
  /** Null where what is not green is red. */
  readonly amber: number | null;
}

/**
 * What a line is held against: the council's own targets, and the two that other parts of its policy state: electronic
 * logging (DEL-03) and the ceiling of hours (PROV-23, NTF-28). Null where nothing is asked. [KPI-26, KPI-33]
 */
export function targetOf({ id }: KpiLine, policy: Pick<Policy, 'kpi' | 'ecm' | 'capacity'>): Target | null {
  const own = policy.kpi.targets[id];
  if (own) return own;
  if (id === 'KPI-26') return { green: policy.ecm.minLoggedPct, amber: null };
  if (id === 'KPI-33') return { green: policy.capacity.nearPct, amber: 100 };
  return null;
}

/** Green exactly at the target and beyond it, by the exact value and never by the rounded one. [KPI-26, SHOW-05] */
export function ragOf(
  { better }: KpiLine,
  value: Ratio | null,
  target: Target | null,
): 'GREEN' | 'AMBER' | 'RED' | null {
  if (!value || !target || !better) return null;
  const reaches = (mark: number) => {
    const over = compared(value, written(mark));
    return better === 'HIGHER' ? over >= 0 : over <= 0;
  };
  if (reaches(target.green)) return 'GREEN';
  return target.amber !== null && reaches(target.amber) ? 'AMBER' : 'RED';
}

/** Which way it went since the period before; null where one of the two has no value. [SHOW-05, KPI-20] */
export function trendOf(value: Ratio | null, before: Ratio | null): 'UP' | 'DOWN' | 'SAME' | null {
  if (!value || !before) return null;
  const went = compared(value, before);
  return went > 0 ? 'UP' : went < 0 ? 'DOWN' : 'SAME';
}

/** Whether a count of people is too small to be shown to others than the provider: it might point at one. [KPI-36] */
export function tooFewToShow(line: KpiLine, value: number | null, policy: Pick<Policy, 'kpi'>): boolean {
  return line.identifies && value !== null && value > 0 && value < policy.kpi.suppressBelow;
}
