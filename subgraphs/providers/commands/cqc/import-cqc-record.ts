import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { REGISTER } from '../../entities/readers.js';
import { type CqcLocation, readCqcLocation } from '../../rules/cqc/cqc-record.js';
import { locationOwnerRefusal } from '../../rules/cqc/location-owner.js';
import { takesPlaceOf } from '../../rules/cqc/rating-change.js';
import { isRated } from '../../rules/cqc/ratings.js';
import { followRating } from '../../steps/cqc/follow-rating.js';
import { keepHistory, keepLocation } from '../../steps/cqc/keep-cqc-record.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ImportCqcRecord {
  /** One location record, as CQC's syndication service gives it. */
  readonly record: unknown;
  /** Whose location it is; may be left out if the register knows. */
  readonly providerId?: string | null;
  readonly idempotencyKey: string;
}

/**
 * Reads what CQC says of a location and does what must follow: eligibility changes everywhere at once, an improvement
 * plan is owed (PROV-05) or no longer is, a full contract review opens (PROV-07).
 *
 * The same record again changes nothing; a record older than the one held only adds to the history. Refuses what
 * `readCqcLocation` and `locationOwnerRefusal` do, and `NOT_FOUND` if nobody says whose location it is. [PROV-02,
 * PROV-03, PROV-09]
 */
export async function importCqcRecord(
  work: Work,
  { record, providerId = null, idempotencyKey }: ImportCqcRecord,
): Promise<Outcome<Location>> {
  authorise(work.caller, allowed);
  const read = readCqcLocation(record);
  if (!read.result) return read;
  const location = read.result;
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'importCqcRecord', key: idempotencyKey, input: { providerId }, judged: { record } },
      () => take(t, location, providerId),
      (id) => t.em.findOneOrFail(Location, { id }),
    ),
  );
}

async function take(t: Transaction, record: CqcLocation, given: string | null): Promise<Location> {
  const cqcLocationId = record.locationId;
  const known = await t.em.findOne(Location, { cqcLocationId });
  const providerId = known?.providerId ?? given;
  if (!providerId) throw new RefusedError([notFound('provider', 'providerId')]);
  unlessRefused(locationOwnerRefusal(known?.providerId ?? null, given));
  const provider = await lockedProvider(t, providerId);
  const location =
    (await t.em.findOne(Location, { cqcLocationId }, { refresh: true })) ??
    t.em.create(Location, { providerId, cqcLocationId });
  t.em.persist(location);

  const now = await t.now();
  const before = ratingsOf(location);
  const rated = takesPlaceOf(before, record.ratings);
  const outdated = isRated(record.ratings) && !rated;
  if (!outdated) keepLocation(location, record, rated, now);
  await keepHistory(t, location, record, outdated);
  if (rated && provider.cqcLocationId === cqcLocationId) await followRating(t, location, before);
  await refreshStanding(t, providerId);
  return location;
}
