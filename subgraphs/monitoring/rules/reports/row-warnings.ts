import { NOT_EXPECTED } from '../calls/expected-call.js';
import { isInPlace } from '../visits/electronic-log.js';
import type { LogFacts } from '../visits/visit-facts.js';
import { PLAN_FLAGS, type VisitFlag } from '../visits/visit-flags.js';

const OF_A_PLAN = [
  ...PLAN_FLAGS,
  'WORKER_OVERLAP',
  'TRAVEL_TOO_SHORT',
  'CANCELLED_UNCONFIRMED',
  'CALLED_OFF_AFTER_START',
  'REMOVED_AFTER_START',
  ...NOT_EXPECTED,
] as const satisfies readonly VisitFlag[];
const OF_A_LOG = [
  'WORKER_OVERLAP',
  'WORKED_ELSEWHERE',
  'UNPLANNED_WORKER',
  'UNKNOWN_WORKER',
  'FEWER_WORKERS',
  'OVERLONG',
  'NO_LENGTH',
  'CLAIMED_AFTER_MISSED',
  ...NOT_EXPECTED,
] as const satisfies readonly VisitFlag[];

export const ROW_WARNINGS = [
  ...new Set([
    ...OF_A_PLAN,
    ...OF_A_LOG,
    ...(['ANOTHER_VISIT', 'WITHIN_ANOTHER', 'OUT_OF_PLACE', 'NO_VISIT', 'CLOCK_AHEAD'] as const),
  ]),
] as const;
/** What the sender of a row is told at once; the row was kept all the same. */
export type RowWarning = (typeof ROW_WARNINGS)[number];

/**
 * What is not as it should be about a plan that was taken in: what its visit is flagged with, that this is another one than
 * it names, or a clock that runs ahead. `flags` are those of the visit that it answers. [DEL-01, DEL-07, VAR-10]
 */
export function planWarnings(
  plan: {
    readonly asOf: Date;
    /** The visit that it names, null for none, and the one that it answers. */
    readonly named: string | null;
    readonly answers: string | null;
    readonly removed: boolean;
  },
  flags: readonly VisitFlag[],
  now: Date,
): readonly RowWarning[] {
  const isAnother = plan.named !== null && plan.named !== plan.answers && !plan.removed;
  return [
    ...OF_A_PLAN.filter((flag) => flags.includes(flag)),
    ...(isAnother ? (['ANOTHER_VISIT'] as const) : []),
    ...ahead([plan.asOf], now),
  ];
}

/**
 * What is not as it should be about a log that was taken in. `flags` are those of the visit that it was matched to; null
 * if it belongs to none. [DEL-02, DEL-07, DEL-16]
 */
export function logWarnings(
  log: Pick<LogFacts, 'arrivedAt' | 'arrivedMetres' | 'departedMetres' | 'removed'> & {
    readonly asOf: Date;
    /** It lies within another of the same worker. */
    readonly isWithin: boolean;
  },
  flags: readonly VisitFlag[] | null,
  placeToleranceMetres: number,
  now: Date,
): readonly RowWarning[] {
  return [
    ...OF_A_LOG.filter((flag) => flags?.includes(flag)),
    ...(log.isWithin ? (['WITHIN_ANOTHER'] as const) : []),
    ...(isInPlace(log, placeToleranceMetres) ? [] : (['OUT_OF_PLACE'] as const)),
    ...(flags || log.removed ? [] : (['NO_VISIT'] as const)),
    ...ahead([log.asOf, log.arrivedAt], now),
  ];
}

function ahead(instants: readonly Date[], now: Date): readonly 'CLOCK_AHEAD'[] {
  return instants.some((instant) => instant > now) ? ['CLOCK_AHEAD'] : [];
}
