import { bulk, rowset } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type { ServiceRefused, VisitsChanged, VisitsQueried } from '../../../../schema/events/monitoring.js';
import type { Policy } from '../../../../schema/policy.js';
import { isRefusalNotifiable } from '../../rules/visits/refusal-of-service.js';
import type { VisitsOf } from './lock-visits.js';
import type { VisitChange } from './visit-board.js';

/** Tells what became of visits: the refused calls that somebody must know of, every change of about today, and what the council is asked. [DEL-18, DEL-20, DEL-10] */
export async function tellVisits(
  t: Transaction,
  of: VisitsOf,
  policy: Policy,
  now: Date,
  changes: readonly VisitChange[],
): Promise<void> {
  await tellRefusals(t, of, policy, changes);
  await tellChanges(t, of, now, changes);
  await tellQueries(t, of, changes);
}

const REFUSED = [
  { name: 'id', type: 'uuid' },
  { name: 'placementId', type: 'uuid' },
  { name: 'expectedStart', type: 'timestamptz' },
];

/** The care manager hears of a refused call if it is time-critical, or not the first (DEL-18). */
async function tellRefusals(
  t: Transaction,
  { council, providerId }: VisitsOf,
  policy: Policy,
  changes: readonly VisitChange[],
): Promise<void> {
  const refused = changes.map(({ visit }) => visit).filter(({ state }) => state === 'REFUSED');
  if (refused.length === 0) return;
  const { from, parameters } = rowset(REFUSED, refused, 2);
  const counted = await bulk<{ visitId: string; refusals: number }>(
    t.em,
    `select "row".id as "visitId", count(*)::int as refusals
     from ${from} join monitoring.visit it on it.placement_id = "row"."placementId" and it.state = 'REFUSED'
       and it.expected_start >= "row"."expectedStart" - $1 * interval '1 day'
       and it.expected_start <= "row"."expectedStart" + $1 * interval '1 day'
     group by "row".id`,
    [policy.visit.repeatedRefusalDays, ...parameters],
  );
  const refusalsOf = new Map(counted.map(({ visitId, refusals }) => [visitId, refusals]));
  for (const visit of refused) {
    const refusals = refusalsOf.get(visit.id) ?? 1;
    if (!isRefusalNotifiable({ timeCritical: visit.timeCritical, refusals }, policy.visit)) continue;
    await t.tell({
      type: 'ServiceRefused',
      subject: `visit/${visit.id}`,
      council,
      audience: { roles: ['practitioner', 'broker'] },
      data: {
        visitId: visit.id,
        placementId: visit.placementId,
        providerId,
        timeCritical: visit.timeCritical,
        refusals,
      } satisfies ServiceRefused['data'],
    });
  }
}

/** So many visits are told of in one event. */
const TOLD_AT_ONCE = 500;

/** What becomes of the visits of about today is told as it happens, to the council's case system too; nobody is told of history (DEL-20). */
async function tellChanges(
  t: Transaction,
  { council, providerId }: VisitsOf,
  now: Date,
  changes: readonly VisitChange[],
): Promise<void> {
  const today = localDateOf(now);
  const [from, to] = [addLocalDays(today, -1), addLocalDays(today, 1)];
  const told = changes
    .filter(({ before, visit }) => before !== visit.state && from <= visit.day && visit.day <= to)
    .map(({ visit }) => ({ visitId: visit.id, placementId: visit.placementId, state: visit.state }));
  for (let nth = 0; nth < told.length; nth += TOLD_AT_ONCE) {
    await t.tell({
      type: 'VisitsChanged',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['broker', 'practitioner', 'contract-officer', 'case-system'] },
      data: { providerId, visits: told.slice(nth, nth + TOLD_AT_ONCE) } satisfies VisitsChanged['data'],
    });
  }
}

/** The council is asked about visits that are not as it commissioned them, and the provider knows that it is (DEL-10, PAY-01). */
async function tellQueries(
  t: Transaction,
  { council, providerId }: VisitsOf,
  changes: readonly VisitChange[],
): Promise<void> {
  const asked = changes.flatMap(({ queryBefore, visit: { id: visitId, placementId, state, query } }) => {
    return query !== null && query !== queryBefore ? [{ visitId, placementId, state, query }] : [];
  });
  for (let nth = 0; nth < asked.length; nth += TOLD_AT_ONCE) {
    await t.tell({
      type: 'VisitsQueried',
      subject: `provider/${providerId}`,
      council,
      audience: { providers: [providerId], roles: ['contract-officer', 'broker'] },
      data: { providerId, visits: asked.slice(nth, nth + TOLD_AT_ONCE) } satisfies VisitsQueried['data'],
    });
  }
}
