import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { cancelDeadlines } from '../../../../kernel/time/deadlines.js';
import { type Outcome, type Refusal, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { ContractReviewTriggered } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { PublishedRatings } from '../../entities/cqc/rating-set.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { type CqcLocation, readCqcLocation } from '../../rules/cqc/cqc-record.js';
import { IMPROVEMENT_PLAN, settlingEvent } from '../../rules/cqc/improvement-plan.js';
import { consequencesOf, takesPlaceOf } from '../../rules/cqc/rating-change.js';
import { isRated, itemsBelowGood, type RatingSet } from '../../rules/cqc/ratings.js';
import { requirePlan } from '../../steps/cqc/require-plan.js';
import { lockedProvider, notFound } from '../../steps/register/found.js';
import { refreshStanding } from './refresh-standing.js';

export interface ImportCqcRecord {
  /** One location record, as CQC's syndication service gives it. */
  readonly record: unknown;
  /** Whose location it is; may be left out where the register knows. */
  readonly providerId?: string | null;
}

/**
 * Reads what CQC says of a location [PROV-02, PROV-03, PROV-09] and lets follow what must: eligibility everywhere at
 * once, an improvement plan that is owed (PROV-05) or no longer is, a full contract review (PROV-07).
 *
 * The same record again changes nothing, and neither does one that is older than what is held, but for its history.
 * Refuses what `readCqcLocation` refuses, and `NOT_FOUND` or `LOCATION_OF_ANOTHER` as to whose location it is.
 */
export async function importCqcRecord(work: Work, input: ImportCqcRecord): Promise<Outcome<Location>> {
  authorise(work.caller, { scope: 'register:write', roles: REGISTER });
  const read = readCqcLocation(input.record);
  if (!read.result) return read;
  const record = read.result;
  return inTransaction(work, '*', async (t) => {
    const cqcLocationId = record.locationId;
    const known = await t.em.findOne(Location, { cqcLocationId });
    const providerId = known?.providerId ?? input.providerId;
    if (!providerId) throw new RefusedError([notFound('provider', 'providerId')]);
    unlessRefused(known && input.providerId && input.providerId !== known.providerId ? locationOfAnother() : null);
    const provider = await lockedProvider(t, providerId);
    const location =
      (await t.em.findOne(Location, { cqcLocationId }, { refresh: true })) ??
      t.em.create(Location, { providerId, cqcLocationId });
    t.em.persist(location);

    const now = await t.now();
    const before = ratingsOf(location);
    const rated = takesPlaceOf(before, record.ratings);
    const outdated = isRated(record.ratings) && !rated;
    if (!outdated) keep(location, record, rated, now);
    await keepHistory(t, location, record, outdated);
    if (rated && provider.cqcLocationId === cqcLocationId) await followUp(t, location, before);
    await refreshStanding(t, providerId);
    return location;
  });
}

function keep(location: Location, record: CqcLocation, rated: boolean, readAt: Date): void {
  location.cqcProviderId = record.cqcProviderId;
  location.name = record.name;
  location.registered = record.registered;
  location.registeredOn = record.registeredOn;
  location.deregisteredOn = record.deregisteredOn;
  location.postcode = record.postcode;
  location.localAuthority = record.localAuthority;
  location.careHome = record.careHome;
  location.serviceTypes = [...record.serviceTypes];
  location.specialisms = [...record.specialisms];
  location.ageBands = [...record.ageBands];
  location.registeredManagerInPost = record.registeredManagerInPost;
  location.readAt = readAt;
  if (rated) {
    location.overall = record.ratings.overall;
    location.keyQuestions = { ...record.ratings.keyQuestions };
    location.publishedOn = record.ratings.publishedOn;
  }
}

/** Of one day's publication the newer record is right; an outdated one only adds the days that are missing. */
async function keepHistory(t: Transaction, location: Location, record: CqcLocation, outdated: boolean): Promise<void> {
  const held = new Map(
    (await t.em.find(PublishedRatings, { locationId: location.id })).map((set) => [set.publishedOn, set]),
  );
  for (const { publishedOn, overall, keyQuestions } of record.history) {
    if (publishedOn === null) continue;
    const set = held.get(publishedOn);
    if (set && !outdated) {
      set.overall = overall;
      set.keyQuestions = { ...keyQuestions };
    } else if (!set) {
      const { id: locationId, providerId } = location;
      t.em.persist(
        t.em.create(PublishedRatings, {
          locationId,
          providerId,
          publishedOn,
          overall,
          keyQuestions: { ...keyQuestions },
        }),
      );
    }
  }
}

/** What a new publication means to each council that the provider is a member with (PROV-05, PROV-07). */
async function followUp(t: Transaction, location: Location, before: RatingSet): Promise<void> {
  const now = await t.now();
  const after = ratingsOf(location);
  const { providerId } = location;
  const memberships = await t.em.find(Membership, { providerId, status: { $ne: 'EXITED' } });
  for (const council of new Set(memberships.map((membership) => membership.council))) {
    const { policy } = await policyInForce(t.em, council, now);
    const plans = await t.em.find(ImprovementPlan, { providerId, council });
    await settlePlans(t, plans, after);
    const follows = consequencesOf(
      before,
      after,
      { plans, readAt: now },
      {
        planShareWorkingDays: policy.cqc.planShareWorkingDays,
        calendar: englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd),
      },
    );
    if (follows.planRequired) await requirePlan(t, { providerId, council, ...follows.planRequired });
    if (follows.contractReview) {
      await t.tell({
        type: 'ContractReviewTriggered',
        subject: `provider/${providerId}`,
        council,
        audience: { roles: ['contract-officer'] },
        data: { providerId, ...follows.contractReview },
      } satisfies Omit<ContractReviewTriggered, 'actor' | 'occurredAt'>);
    }
  }
}

/** A plan whose every item is Good again has done its work, or is no longer owed; one that was over is closed. */
async function settlePlans(t: Transaction, plans: readonly ImprovementPlan[], ratings: RatingSet): Promise<void> {
  const below = itemsBelowGood(ratings);
  for (const plan of plans) {
    if (plan.items.some((item) => below.includes(item))) continue;
    const settled = transition(IMPROVEMENT_PLAN, plan.state, settlingEvent(plan.state));
    // A closed plan has nothing left to settle.
    if ('refusal' in settled) continue;
    plan.state = settled.to;
    await cancelDeadlines(t, `improvement-plan/${plan.id}`);
  }
}

function locationOfAnother(): Refusal {
  return {
    rule: 'PROV-03',
    code: 'LOCATION_OF_ANOTHER',
    message: 'The record must be of a location of this provider, or of one that the register does not know.',
    field: 'providerId',
  };
}
