import { bulk } from '../../../../kernel/database/bulk.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { careDayOf, startOfCareDay } from '../../rules/calls/care-day.js';
import type { Round } from '../../rules/calls/round.js';
import { lastDayAhead, roundsOf } from '../calls/calls-ahead.js';
import { lockVisits, type VisitsOf } from './lock-visits.js';
import { settleVisits } from './settle-visits.js';

/**
 * Settles the visits of placements of one provider from a day on, and makes the calls that are now expected: what the council
 * commissioned, or when, has changed. `from: null` is all of them. [DEL-01, VAR-14]
 */
export async function settlePlacements(
  t: Transaction,
  of: VisitsOf,
  placements: readonly ExpectedPlacement[],
  from: string | null,
): Promise<void> {
  if (placements.length === 0) return;
  await t.em.flush();
  await lockVisits(t, of);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, of.council, now);
  const until = lastDayAhead(policy, now);
  const nextAt = startOfCareDay(addLocalDays(careDayOf(now), 1));
  const ahead = placements.flatMap((placement) => {
    const first = from !== null && from > placement.knownOn ? from : placement.knownOn;
    // Until care has begun, or was withdrawn, the next care day may be the first.
    placement.madeUntil = until;
    placement.dueAt = nextAt;
    return roundsOf(placement, first, until);
  });
  const ids = placements.map(({ id }) => id);
  const { council, providerId } = of;
  await settleVisits(t, { council, providerId }, [...(await roundsKept(t, ids, from)), ...ahead]);
}

/** Settles what is kept of a placement from a day on: a fact beside its calls has changed. [DEL-13] */
export async function settleKept(t: Transaction, of: VisitsOf, placementId: string, from: string): Promise<void> {
  await t.em.flush();
  const { council, providerId } = of;
  await settleVisits(t, { council, providerId }, await roundsKept(t, [placementId], from));
}

/** Settles a provider's visits from a day on to which anybody came: who works for it has changed. [DEL-16] */
export async function settleAttended(t: Transaction, { council, providerId }: VisitsOf, from: string): Promise<void> {
  await t.em.flush();
  const rounds = await bulk<Round>(
    t.em,
    `select distinct placement_id as "placementId", care_day as "careDay" from monitoring.visit
     where council = $1 and provider_id = $2 and day >= $3 and arrived_at is not null`,
    [council, providerId, from],
  );
  if (rounds.length > 0) await settleVisits(t, { council, providerId }, rounds);
}

/** The rounds of some placements of which anything is kept, from the evening before a day. */
async function roundsKept(t: Transaction, ids: readonly string[], from: string | null): Promise<readonly Round[]> {
  const since = from === null ? '' : addLocalDays(from, -1);
  const kept = (table: string) =>
    `select placement_id, care_day from monitoring.${table} where placement_id = any($1::uuid[]) and care_day >= $2`;
  return bulk<Round>(
    t.em,
    `select placement_id as "placementId", care_day as "careDay"
     from (${kept('visit')} union ${kept('planned_visit')} union ${kept('call_log')}) as kept`,
    [ids, since],
  );
}
