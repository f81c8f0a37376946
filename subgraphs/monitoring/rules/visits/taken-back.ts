import type { PlanFacts } from './visit-facts.js';

/**
 * Whether a visit was planned in error, and taken back by its source before it would have started: then there never was
 * one. A visit that is taken back later still counts, as attended or missed. [DEL-01, DEL-10]
 */
export function isTakenBack({
  removed,
  asOf,
  plannedStart,
}: Pick<PlanFacts, 'removed' | 'asOf' | 'plannedStart'>): boolean {
  return removed && asOf < plannedStart;
}
