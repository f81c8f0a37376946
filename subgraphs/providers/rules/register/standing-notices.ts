import type {
  CapacityCeilingNear,
  CapacityCeilingReached,
  CqcRatingChanged,
  GateChanged,
  MinimumRatingBroken,
  PrivateHoursOverdue,
  ProviderRestored,
  ProviderStanding,
  ProviderSuspended,
  ShutOutReason,
} from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { gateChanges, gatesOf } from '../cqc/gate.js';
import { breaksMinimumRating } from '../cqc/minimum-rating.js';
import type { RatingSet } from '../cqc/ratings.js';
import { ceilingCrossing } from '../hours/ceiling.js';

type Told =
  | CqcRatingChanged
  | GateChanged
  | MinimumRatingBroken
  | ProviderSuspended
  | ProviderRestored
  | PrivateHoursOverdue
  | CapacityCeilingNear
  | CapacityCeilingReached;

/** An event told beside `ProviderStandingChanged`, to the provider itself and to these roles of the council. */
export type StandingNotice = {
  [Event in Told as Event['type']]: {
    readonly type: Event['type'];
    readonly data: Event['data'];
    readonly roles: readonly string[];
  };
}[Told['type']];

/** Brokers may no longer choose as before, and contract officers must act. */
const COMPLIANCE = ['broker', 'contract-officer'];

/**
 * What people must be told when one standing takes the place of another: the overall rating changed, a gate opened or
 * closed, the provider is shut out or let in again, it breaks the minimum rating, its private hours are overdue, its
 * hours come near the ceiling. The first standing is no change, so it tells only of a broken minimum and of hours near
 * the ceiling. [NTF-27, NTF-28, SM-5, PROV-02, PROV-04, PROV-23]
 */
export function standingNotices(
  before: ProviderStanding | null,
  after: ProviderStanding,
  cqcLocationId: string,
  policy: Pick<Policy, 'cqc' | 'capacity'>,
): readonly StandingNotice[] {
  const { providerId } = after;
  const notices: StandingNotice[] = [];
  if (before) notices.push(...changeNotices(before, after, cqcLocationId, policy));
  if (breaksMinimum(after) && !(before && breaksMinimum(before))) {
    const data = { providerId, overall: after.overall };
    notices.push({ type: 'MinimumRatingBroken', data, roles: COMPLIANCE });
  }
  const crossing = ceilingCrossing(before ? weeklyMinutes(before) : 0, weeklyMinutes(after), policy.capacity);
  if (crossing) notices.push({ type: crossing.type, data: { providerId, pct: crossing.pct }, roles: ['broker'] });
  return notices;
}

function changeNotices(
  before: ProviderStanding,
  after: ProviderStanding,
  cqcLocationId: string,
  policy: Pick<Policy, 'cqc'>,
): readonly StandingNotice[] {
  const { providerId } = after;
  const notices: StandingNotice[] = [];
  if (before.overall !== after.overall) {
    const data = { providerId, locationId: cqcLocationId, from: before.overall, to: after.overall };
    notices.push({ type: 'CqcRatingChanged', data, roles: COMPLIANCE });
  }
  const gates = (standing: ProviderStanding) =>
    // A standing of an earlier version says nothing of doubts.
    gatesOf(
      { registered: standing.registered, ratings: ratingsOf(standing), doubts: standing.doubts ?? [] },
      policy.cqc.gate,
    );
  for (const change of gateChanges(gates(before), gates(after))) {
    notices.push({ type: 'GateChanged', data: { providerId, ...change }, roles: COMPLIANCE });
  }
  if (admitted(before) && !admitted(after)) {
    notices.push({ type: 'ProviderSuspended', data: { providerId, reason: reasonShutOut(after) }, roles: COMPLIANCE });
  }
  if (!admitted(before) && admitted(after)) {
    notices.push({ type: 'ProviderRestored', data: { providerId }, roles: COMPLIANCE });
  }
  const { declaredAt } = after.capacity;
  if (declaredAt !== null && isDeclared(before) && !isDeclared(after)) {
    notices.push({ type: 'PrivateHoursOverdue', data: { providerId, declaredAt }, roles: COMPLIANCE });
  }
  return notices;
}

/** Whether the provider may see what the council publishes: registered, and admitted to one of its vehicles. */
function admitted({ registered, memberships }: ProviderStanding): boolean {
  return registered && memberships.some(({ status }) => status === 'ADMITTED');
}

/** A code, never an officer's words: events are read by whoever runs the log. */
function reasonShutOut({ registered, memberships }: ProviderStanding): ShutOutReason {
  if (!registered) return 'NOT_REGISTERED';
  return memberships.some(({ status }) => status === 'SUSPENDED') ? 'SUSPENDED' : 'EXITED';
}

/** A member that has left is measured no more. */
function breaksMinimum({ overall, improvementPlanCompliant, memberships }: ProviderStanding): boolean {
  return (
    memberships.some(({ status }) => status !== 'EXITED') && breaksMinimumRating(overall, improvementPlanCompliant)
  );
}

function isDeclared({ capacity }: ProviderStanding): boolean {
  return capacity.privateWeeklyMinutes !== null;
}

function weeklyMinutes({ capacity }: ProviderStanding): number {
  return (capacity.privateWeeklyMinutes ?? 0) + capacity.committedWeeklyMinutes;
}

function ratingsOf({ overall, keyQuestions }: ProviderStanding): RatingSet {
  return { overall, keyQuestions, publishedOn: null };
}
