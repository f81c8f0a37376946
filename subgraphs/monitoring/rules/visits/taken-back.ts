import type { PlanFacts } from './visit-facts.js';

/**
 * Whether a visit was planned in error, and taken back by its source before it would have started: then it never was
 * one. What is taken back later was a visit still, attended or missed. [DEL-01, DEL-10]
 */
export function isTakenBack({
  removed,
  asOf,
  plannedStart,
}: Pick<PlanFacts, 'removed' | 'asOf' | 'plannedStart'>): boolean {
  return removed && asOf < plannedStart;
}
