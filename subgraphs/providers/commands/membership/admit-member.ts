import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { itemsNeedingPlan, planShareBy } from '../../rules/cqc/improvement-plan.js';
import { NOT_YET_RATED } from '../../rules/cqc/ratings.js';
import { membershipRefusals } from '../../rules/membership/membership-proposal.js';
import { MEMBERSHIP } from '../../rules/membership/membership-states.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { requirePlan } from '../../steps/cqc/require-plan.js';
import { timeVacancies } from '../../steps/homes/time-vacancies.js';
import { lockedPlaces, placeRefusal } from '../../steps/membership/places.js';
import { tellMembership } from '../../steps/membership/tell-membership.js';
import { comparePricesAgain } from '../../steps/rates/compare-prices-again.js';
import { queryLowRates } from '../../steps/rates/query-low-rates.js';
import { nextState } from '../../steps/register/next-state.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface AdmitMember {
  readonly council: string;
  readonly providerId: string;
  readonly vehicle: Vehicle;
  /** Code of the patch of a PATCH membership. */
  readonly patch?: string | null;
  readonly from: string;
  readonly to?: string | null;
  readonly termsVersion: string;
  readonly categories: readonly ProviderCategory[];
  readonly idempotencyKey: string;
}

/**
 * Makes a provider a member of one of the council's vehicles: SM-5 at ADMITTED.
 *
 * Refuses what `membershipRefusals` and `patchPlaceRefusal` do. A provider rated below Good owes an improvement plan
 * from its admission on (PROV-05), its price is compared with the framework's prices (PROV-33), and from now on the council
 * hears when the vacancies of its homes are stale (PROV-22). [PROV-12, PROV-13, PROV-17, PROV-18]
 */
export async function admitMember(work: Work, { idempotencyKey, ...input }: AdmitMember): Promise<Outcome<Membership>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'admitMember', key: idempotencyKey, input },
      () => admit(t, input),
      (id) => t.em.findOneOrFail(Membership, { id }),
    ),
  );
}

async function admit(t: Transaction, input: Omit<AdmitMember, 'idempotencyKey'>): Promise<Membership> {
  const { council, providerId, vehicle } = input;
  const patch = input.patch ?? null;
  const { codes, provider } = await lockedPlaces(t, council, patch, providerId);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, council, now);
  const location = await t.em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
  const own = await t.em.find(Membership, { providerId, council });
  const span = { from: input.from, to: input.to ?? null };
  unlessRefused(
    membershipRefusals(
      { ...span, vehicle, patch, termsVersion: input.termsVersion },
      { registered: location?.registered ?? false, own, patches: codes },
    ),
    vehicle === 'PATCH' && patch !== null ? await placeRefusal(t, council, patch, providerId, span, policy) : null,
  );

  const member = t.em.create(Membership, {
    council,
    providerId,
    vehicle,
    patch,
    status: nextState(MEMBERSHIP, '(new)', 'admit'),
    ...span,
    termsVersion: input.termsVersion.trim(),
    categories: input.categories.length > 0 ? [...new Set(input.categories)] : [...provider.categories],
    admittedAt: now,
  });
  t.em.persist(member);
  await t.em.flush();
  await tellMembership(t, member);
  const plans = await t.em.find(ImprovementPlan, { providerId, council });
  const items = itemsNeedingPlan(location ? ratingsOf(location) : NOT_YET_RATED, plans);
  if (items.length > 0) {
    const calendar = englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
    const shareBy = planShareBy(localDateOf(now), policy.cqc.planShareWorkingDays, calendar);
    await requirePlan(t, { providerId, council, items, shareBy });
  }
  await queryLowRates(t, providerId, council, localDateOf(now));
  if (vehicle === 'FRAMEWORK') await comparePricesAgain(t, council, span.from);
  for (const statement of await t.em.find(VacancyStatement, { providerId })) await timeVacancies(t, statement, council);
  await refreshStanding(t, providerId);
  return member;
}
