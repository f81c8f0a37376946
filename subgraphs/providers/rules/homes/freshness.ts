import { addLocalDays, endOfLocalDay, localDateOf } from '../../../../kernel/time/working-time.js';

export const FRESHNESS = ['FRESH', 'STALE', 'NEVER_DECLARED'] as const;
/** Whether the vacancies of a home are current. */
export type Freshness = (typeof FRESHNESS)[number];

/**
 * The last instant at which a statement of vacancies is fresh: it counts to the end of the London day `staleDays` after
 * its own. [PROV-22, AMB-43; policy `vacancy.staleDays`]
 */
export function freshUntil(statedAt: Date, staleDays: number): Date {
  return endOfLocalDay(addLocalDays(localDateOf(statedAt), staleDays));
}

/** Whether what a home stated is current; a home that never stated anything is no better than a stale one [PROV-22]. */
export function freshnessOf(statedAt: Date | null, now: Date, staleDays: number): Freshness {
  if (statedAt === null) return 'NEVER_DECLARED';
  return now <= freshUntil(statedAt, staleDays) ? 'FRESH' : 'STALE';
}
