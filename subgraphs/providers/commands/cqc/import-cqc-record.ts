import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, timeOf, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import {
  notFound,
  type Outcome,
  type Refusal,
  RefusedError,
  unlessRefused,
} from '../../../../kernel/values/refusal.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { REGISTER } from '../../entities/readers.js';
import { type CqcLocation, readCqcLocation } from '../../rules/cqc/cqc-record.js';
import { locationOwnerRefusal } from '../../rules/cqc/location-owner.js';
import { ratingsAfter, saysAnything, takesPlaceOf } from '../../rules/cqc/rating-change.js';
import { followRating } from '../../steps/cqc/follow-rating.js';
import { keepHistory, keepLocation } from '../../steps/cqc/keep-cqc-record.js';
import { keepRegistration } from '../../steps/cqc/keep-registration.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { mayKeepRecord } from '../../steps/register/may-keep-record.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ImportCqcRecord {
  /** One location record, as CQC's syndication service gives it. */
  readonly record: unknown;
  /** Whose location it is; may be left out if the register knows. */
  readonly providerId?: string | null;
  readonly idempotencyKey: string;
}

/** The location, and the parts of the record that could not be read; the others were taken. */
export interface CqcRecordTaken {
  readonly id: string;
  readonly location: Location;
  readonly notRead: readonly Refusal[];
}

/**
 * Reads what CQC says of a location and does what must follow: eligibility changes everywhere at once, an improvement
 * plan is owed (PROV-05) or no longer is, a full contract review opens (PROV-07).
 *
 * Records come in any order and carry no date of their own, so each part counts by the days it names, and what cannot be
 * read stays as it is held: the same record again changes nothing, one of older ratings only adds to the history, and a
 * location that was deregistered stays so until a later registration begins. Refuses what `readCqcLocation` and
 * `locationOwnerRefusal` do, and `NOT_FOUND` if nobody says whose location it is. An officer of a council that the
 * provider does not work for may bring its record only while it works for none. [PROV-02, PROV-03, PROV-09, IDG-26]
 */
export async function importCqcRecord(
  work: Work,
  { record, providerId = null, idempotencyKey }: ImportCqcRecord,
): Promise<Outcome<CqcRecordTaken>> {
  authorise(work.caller, allowed);
  const today = localDateOf(await timeOf(work.em));
  const read = readCqcLocation(record, today);
  if (!read.result) return read;
  const said = read.result;
  const taken = (location: Location): CqcRecordTaken => ({ id: location.id, location, notRead: said.notRead });
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'importCqcRecord', key: idempotencyKey, input: { providerId }, judged: { record } },
      async () => taken(await take(t, said, providerId)),
      async (id) => taken(await t.em.findOneOrFail(Location, { id })),
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
  await mayKeepRecord(t, providerId);
  const location =
    (await t.em.findOne(Location, { cqcLocationId }, { refresh: true })) ??
    t.em.create(Location, { providerId, cqcLocationId });
  t.em.persist(location);

  const now = await t.now();
  const before = ratingsOf(location);
  const rated = takesPlaceOf(before, record.ratings);
  const isOlder = !rated && saysAnything(record.ratings);
  await keepRegistration(t, location, record.registration);
  if (!isOlder) keepLocation(location, record, now);
  if (rated) Object.assign(location, ratingsAfter(before, record.ratings));
  await keepHistory(t, location, record, isOlder);
  if (rated && provider.cqcLocationId === cqcLocationId) await followRating(t, location, before);
  await refreshStanding(t, providerId);
  return location;
}
