import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Cancellation, PlanFacts } from './visit-facts.js';

/** What of a plan held when the call was to start: a version that becomes known later does not change it. */
export interface PlanStanding {
  /** The visit that it named. */
  readonly visit: string | null;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly removed: boolean;
  readonly cancellation: Cancellation | null;
  /** When it was known. */
  readonly knownAt: Date;
}

/** A standing as it is kept: JSON has no instants. */
export type KeptStanding = Omit<PlanStanding, 'plannedStart' | 'plannedEnd' | 'knownAt'> & {
  readonly plannedStart: string;
  readonly plannedEnd: string;
  readonly knownAt: string;
};

type Plan = Pick<PlanFacts, 'visit' | 'plannedStart' | 'plannedEnd' | 'removed' | 'cancellation' | 'knownAt'> & {
  readonly standing: KeptStanding | null;
};

/** What of a plan counts: what stood at its start, or its latest version if that was known in time. [DEL-01] */
export function standingOf(plan: Plan): PlanStanding {
  const { standing } = plan;
  if (!standing) return plan;
  return {
    ...standing,
    plannedStart: new Date(standing.plannedStart),
    plannedEnd: new Date(standing.plannedEnd),
    knownAt: new Date(standing.knownAt),
  };
}

/**
 * What goes on standing when a later version of a plan becomes known: nothing if that is by the planned start, for until
 * then the source is free to change it; otherwise what stood before. [DEL-01, DEL-10]
 */
export function standingAfter(before: Plan | undefined, knownAt: Date): KeptStanding | null {
  if (!before) return null;
  const stood = standingOf(before);
  if (knownAt <= stood.plannedStart) return null;
  return {
    visit: stood.visit,
    plannedStart: stood.plannedStart.toISOString(),
    plannedEnd: stood.plannedEnd.toISOString(),
    removed: stood.removed,
    cancellation: stood.cancellation,
    knownAt: stood.knownAt.toISOString(),
  };
}

/**
 * Refuses a version that names another placement once the plan was to start: what stood there, a cancellation too, would
 * come to a call that it never spoke of. Until then the source is free to correct it. [DEL-01, DEL-10]
 *
 * @param placementId that which the version names
 */
export function otherPlacementRefusal(
  before: (Plan & Pick<PlanFacts, 'placementId'>) | undefined,
  { placementId, knownAt }: Pick<PlanFacts, 'placementId' | 'knownAt'>,
): Refusal | undefined {
  if (!before || before.placementId === placementId || !standingAfter(before, knownAt)) return undefined;
  return refuse(
    'DEL-01',
    'PLACEMENT_FIXED',
    'The call of this plan was to start, and it stays with its placement: report another under an id of its own.',
    'placement',
  );
}

/** Whether a version that came after the start says another time, another length, or that there is no call. [DEL-10] */
export function isChangedAfterStart(plan: Plan): boolean {
  const { standing } = plan;
  if (!standing) return false;
  return (
    standing.plannedStart !== plan.plannedStart.toISOString() ||
    standing.plannedEnd !== plan.plannedEnd.toISOString() ||
    standing.removed !== plan.removed ||
    (standing.cancellation === null) !== (plan.cancellation === null)
  );
}

/**
 * Whether a visit was planned in error and taken back by its source before its start: then there is no plan. One that is
 * taken back later goes on counting. [DEL-01, DEL-10]
 */
export function isTakenBack(plan: Plan): boolean {
  const { removed, knownAt, plannedStart } = standingOf(plan);
  return removed && knownAt < plannedStart;
}

/**
 * When a report counts as known: when the hub received it; for a day before the hub knew the placement, when its source
 * says that it was made. [DEL-01; catalogue 0.3]
 *
 * @param knownOn the day on which the hub came to know the placement
 */
export function knownAtOf(
  report: { readonly asOf: Date; readonly receivedAt: Date },
  day: string,
  knownOn: string,
): Date {
  return day < knownOn ? report.asOf : report.receivedAt;
}
