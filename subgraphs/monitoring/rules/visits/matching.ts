import type { LogFacts, PlanFacts } from './visit-facts.js';

type Plan = Pick<PlanFacts, 'source' | 'externalId' | 'plannedStart' | 'workersNeeded'>;
type Log = Pick<LogFacts, 'source' | 'externalId' | 'visitExternalId' | 'arrivedAt'>;

/** No person's day is so full; if one is, only the logs that name their visit are matched. */
const MOST_PAIRS = 40_000;

/**
 * Which visit each log of a round belongs to. A log that names its visit belongs to that one. Any other log, or one whose
 * visit is not there, belongs to the visit that starts nearest to the arrival, within `matchMinutes`. No visit takes more
 * logs than it needs workers, and what is left over is held. The answer depends on the facts alone, not on the order in
 * which they came: between equals the earlier counts, then the lesser source and id. [DEL-01, DEL-02]
 *
 * @param plans those that a log can belong to, without visits that were taken back before their start
 */
export function matchLogs<P extends Plan, L extends Log>(
  plans: readonly P[],
  logs: readonly L[],
  matchMinutes: number,
): ReadonlyMap<L, P> {
  const matched = new Map<L, P>();
  if (plans.length === 0 || logs.length === 0) return matched;
  const places = new Map(plans.map((plan) => [plan, plan.workersNeeded]));
  const take = (log: L, plan: P): void => {
    const left = places.get(plan)!;
    if (left === 0 || matched.has(log)) return;
    places.set(plan, left - 1);
    matched.set(log, plan);
  };

  const plansInOrder = [...plans].sort((a, b) => +a.plannedStart - +b.plannedStart || byKey(a, b));
  const logsInOrder = [...logs].sort((a, b) => +a.arrivedAt - +b.arrivedAt || byKey(a, b));
  const named = Map.groupBy(plansInOrder, ({ externalId }) => externalId);
  for (const log of logsInOrder) {
    const called = named.get(log.visitExternalId ?? '') ?? [];
    const plan = called.find((each) => each.source === log.source) ?? called[0];
    if (plan) take(log, plan);
  }

  if (plans.length * logs.length > MOST_PAIRS) return matched;
  const near: Array<{ readonly log: L; readonly plan: P; readonly apart: number }> = [];
  for (const log of logsInOrder) {
    if (matched.has(log)) continue;
    for (const plan of plansInOrder) {
      const apart = Math.abs(+log.arrivedAt - +plan.plannedStart);
      if (apart <= matchMinutes * 60_000) near.push({ log, plan, apart });
    }
  }
  // The sort is stable: equals stay in the order of the plans and the logs.
  near.sort((a, b) => a.apart - b.apart);
  for (const { log, plan } of near) take(log, plan);
  return matched;
}

function byKey(a: Pick<Plan, 'source' | 'externalId'>, b: Pick<Plan, 'source' | 'externalId'>): number {
  return compare(a.source, b.source) || compare(a.externalId, b.externalId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
