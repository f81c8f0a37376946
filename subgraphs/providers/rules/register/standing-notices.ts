import type {
  CapacityCeilingNear,
  CapacityCeilingReached,
  CqcRatingChanged,
  GateChanged,
  ProviderRestored,
  ProviderStanding,
  ProviderSuspended,
} from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { gateChanges, gatesOf } from '../cqc/gate.js';
import type { RatingSet } from '../cqc/ratings.js';
import { ceilingCrossing } from '../rates/ceiling.js';

type Told =
  | CqcRatingChanged
  | GateChanged
  | ProviderSuspended
  | ProviderRestored
  | CapacityCeilingNear
  | CapacityCeilingReached;

/** What is told beside `ProviderStandingChanged`, to the provider itself and to these roles of the council. */
export type StandingNotice = {
  [Event in Told as Event['type']]: {
    readonly type: Event['type'];
    readonly data: Event['data'];
    readonly roles: readonly string[];
  };
}[Told['type']];

/**
 * What people must be told when one standing takes the place of another [NTF-27, NTF-28, SM-5, PROV-02]: another
 * overall rating, a gate that opened or closed, the provider shut out or let in again, its hours come near the ceiling.
 * The first standing tells of no change; hours near the ceiling it does tell.
 */
export function standingNotices(
  before: ProviderStanding | null,
  after: ProviderStanding,
  cqcLocationId: string,
  policy: Pick<Policy, 'cqc' | 'capacity'>,
): readonly StandingNotice[] {
  const { providerId } = after;
  const notices: StandingNotice[] = [];
  if (before) {
    const compliance = ['broker', 'contract-officer'];
    if (before.overall !== after.overall) {
      const data = { providerId, locationId: cqcLocationId, from: before.overall, to: after.overall };
      notices.push({ type: 'CqcRatingChanged', data, roles: compliance });
    }
    const gates = (standing: ProviderStanding) =>
      gatesOf({ registered: standing.registered, ratings: ratingsOf(standing) }, policy.cqc.gate);
    for (const change of gateChanges(gates(before), gates(after))) {
      notices.push({ type: 'GateChanged', data: { providerId, ...change }, roles: compliance });
    }
    if (admitted(before) && !admitted(after)) {
      notices.push({ type: 'ProviderSuspended', data: { providerId, reason: reasonShutOut(after) }, roles: [] });
    }
    if (!admitted(before) && admitted(after)) {
      notices.push({ type: 'ProviderRestored', data: { providerId }, roles: [] });
    }
  }
  const crossing = ceilingCrossing(before ? weeklyMinutes(before) : 0, weeklyMinutes(after), policy.capacity);
  if (crossing) notices.push({ type: crossing.type, data: { providerId, pct: crossing.pct }, roles: ['broker'] });
  return notices;
}

/** Whether the provider may see what the council publishes: registered, and admitted to one of its vehicles. */
function admitted({ registered, memberships }: ProviderStanding): boolean {
  return registered && memberships.some(({ status }) => status === 'ADMITTED');
}

/** A code, never an officer's words: events are read by whoever runs the log. */
function reasonShutOut({ registered, memberships }: ProviderStanding): string {
  if (!registered) return 'NOT_REGISTERED';
  return memberships.some(({ status }) => status === 'SUSPENDED') ? 'SUSPENDED' : 'EXITED';
}

function weeklyMinutes({ capacity }: ProviderStanding): number {
  return (capacity.privateWeeklyMinutes ?? 0) + capacity.committedWeeklyMinutes;
}

function ratingsOf({ overall, keyQuestions }: ProviderStanding): RatingSet {
  return { overall, keyQuestions, publishedOn: null };
}
