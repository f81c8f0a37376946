import type { Policy } from '../../../../schema/policy.js';
import type { KpiFacts, KpiLine, Target } from './kpi-register.js';
import { compared, minus, type Ratio, ratioOf, shown, times, withoutSign, written } from './ratio.js';

export const KPI_VERDICTS = ['MATCH', 'QUERY'] as const;
export type KpiVerdict = (typeof KPI_VERDICTS)[number];
export const RAGS = ['GREEN', 'AMBER', 'RED'] as const;
export type Rag = (typeof RAGS)[number];
export const TRENDS = ['UP', 'DOWN', 'SAME'] as const;
export type Trend = (typeof TRENDS)[number];

/** What a line was made from, as whole numbers; null if the line is declared so far, or has no such part. */
export interface Parts {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** The parts of a line in the facts; a fact that was not found is 0. [SHOW-05] */
export function partsOf({ numerator, denominator }: KpiLine, facts: KpiFacts): Parts {
  return {
    numerator: numerator && (facts[numerator] ?? 0),
    denominator: denominator && (facts[denominator] ?? 0),
  };
}

/**
 * The exact value of a line: a count as it is, a share or an average as the ratio of two. Null if nothing is computed,
 * or if there is nothing to take a share of: never 0, never 100. [KPI-1.3, KPI-3.3, KPI-3.5, SHOW-05;
 * 002 App C]
 */
export function exactValue(line: KpiLine, { numerator, denominator }: Parts): Ratio | null {
  if (numerator === null) return null;
  if (!line.denominator) return ratioOf(numerator, 1);
  const ratio = ratioOf(numerator, denominator ?? 0);
  return ratio && line.unit === 'PERCENT' ? times(ratio, 100) : ratio;
}

/**
 * Whether the provider declared what was computed. Up to the tolerance, the limit included, it matches; beyond it the
 * council asks. Percentages differ in points, everything else in what is counted. Null if nothing was declared or the
 * line is not computed; a value declared for a line to which nothing applies is asked about. [CM-05; 002 ¶20.3]
 */
export function verified(
  line: KpiLine,
  value: Ratio | null,
  declared: number | null,
  policy: Pick<Policy, 'kpi'>,
): { readonly difference: number | null; readonly verdict: KpiVerdict | null } {
  if (declared === null || !line.numerator) return { difference: null, verdict: null };
  if (!value) return { difference: null, verdict: 'QUERY' };
  const { declaredTolerancePoints, declaredToleranceCount } = policy.kpi;
  const tolerance = line.unit === 'PERCENT' ? declaredTolerancePoints : declaredToleranceCount;
  const difference = minus(written(declared), value);
  const within = compared(withoutSign(difference), written(tolerance)) <= 0;
  return { difference: shown(difference), verdict: within ? 'MATCH' : 'QUERY' };
}

/**
 * What a line must reach: the council's own target for it, or else what another part of its policy asks, which the
 * register names: electronic logging (DEL-03) and the ceiling of hours (PROV-23, NTF-28). Null if nothing is asked.
 * [KPI-26, KPI-33]
 */
export function targetOf(line: KpiLine, policy: Pick<Policy, 'kpi' | 'ecm' | 'capacity'>): Target | null {
  return policy.kpi.targets[line.id] ?? line.target?.(policy) ?? null;
}

/** Green exactly at the target and beyond it, by the exact value and never by the rounded one. [KPI-26, SHOW-05] */
export function ragOf({ better }: KpiLine, value: Ratio | null, target: Target | null): Rag | null {
  if (!value || !target || !better) return null;
  const reaches = (mark: number) => {
    const over = compared(value, written(mark));
    return better === 'HIGHER' ? over >= 0 : over <= 0;
  };
  if (reaches(target.green)) return 'GREEN';
  return target.amber !== null && reaches(target.amber) ? 'AMBER' : 'RED';
}

/** Which way a line went since the period before; null if either period has no value. [SHOW-05, KPI-20] */
export function trendOf(value: Ratio | null, before: Ratio | null): Trend | null {
  if (!value || !before) return null;
  const went = compared(value, before);
  return went > 0 ? 'UP' : went < 0 ? 'DOWN' : 'SAME';
}

/** Whether a count of people is too small to show to anybody but the provider: it might point at a person. [KPI-36] */
export function tooFewToShow(line: KpiLine, value: number | null, policy: Pick<Policy, 'kpi'>): boolean {
  return line.identifies && value !== null && value > 0 && value < policy.kpi.suppressBelow;
}
