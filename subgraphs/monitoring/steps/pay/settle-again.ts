import { bulk, list } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { VisitsOf } from '../visits/lock-visits.js';

/** A visit that changed, with the day that it was of before, if it was known. */
interface ChangedVisit {
  readonly before: { readonly day: string } | null;
  readonly visit: { readonly id: string; readonly day: string };
}

const IS_APPROVED = `exists (
  select from monitoring.approved_statement approved
  where approved.council = $1 and approved.provider_id = $2::uuid and approved.lines_kept
    and changed.day between approved."from" and approved."to")`;

/**
 * Notes of visits that changed those of days that are approved: the next statement settles them. Whoever calls holds
 * `lockVisits`, as whoever approves does: no change is missed between the two. [PAY-07, PAY-11]
 */
export async function settleAgain(t: Transaction, of: VisitsOf, changed: readonly ChangedVisit[]): Promise<void> {
  const today = localDateOf(await t.now());
  // Only days that are over are approved, and most of what changes is today's.
  const past = changed.flatMap(({ before, visit }) =>
    [...new Set([before?.day ?? visit.day, visit.day])]
      .filter((day) => day < today)
      .map((day): [string, string] => [visit.id, day]),
  );
  if (past.length === 0) return;
  const ids = past.map(([id]) => id);
  const days = past.map(([, day]) => day);
  await bulk(
    t.em,
    `insert into monitoring.unsettled_visit (visit_id, council, provider_id)
     select distinct changed.visit_id, $1, $2::uuid
     from unnest($3::uuid[], $4::text[]) as changed (visit_id, day) where ${IS_APPROVED}
     on conflict do nothing`,
    [of.council, of.providerId, list('uuid', ids), list('text', days)],
  );
}

/** The same for all visits of a placement from a day on: what they are paid by has changed. [PAY-06, PAY-11] */
export async function settlePlacementAgain(
  t: Transaction,
  of: VisitsOf,
  { placementId, from }: { readonly placementId: string; readonly from: string },
): Promise<void> {
  await t.em.flush();
  await bulk(
    t.em,
    `insert into monitoring.unsettled_visit (visit_id, council, provider_id)
     select changed.id, $1, $2::uuid from monitoring.visit changed
     where changed.council = $1 and changed.provider_id = $2::uuid and changed.placement_id = $3 and changed.day >= $4
       and ${IS_APPROVED}
     on conflict do nothing`,
    [of.council, of.providerId, placementId, from],
  );
}
