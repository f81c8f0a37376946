import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { Membership } from '../../entities/membership/membership.js';
import { itemsNeedingPlan, planShareBy } from '../../rules/cqc/improvement-plan.js';
import { NOT_YET_RATED } from '../../rules/cqc/ratings.js';
import { localOfficeRefusal } from '../../rules/membership/local-office.js';
import { membershipRefusals } from '../../rules/membership/membership-proposal.js';
import { MEMBERSHIP } from '../../rules/membership/membership-states.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { requirePlan } from '../cqc/require-plan.js';
import { timeVacancies } from '../homes/time-vacancies.js';
import { comparePricesAgain } from '../rates/compare-prices-again.js';
import { queryLowRates } from '../rates/query-low-rates.js';
import { nextState } from '../register/next-state.js';
import { refreshStanding } from '../register/refresh-standing.js';
import { lockedPlaces, placeRefusal } from './places.js';
import { tellMembership } from './tell-membership.js';

/** A membership as it begins, whoever asked for it. */
export interface Admission {
  readonly council: string;
  readonly providerId: string;
  readonly vehicle: Vehicle;
  readonly patch: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly termsVersion: string;
  /** Empty for all categories of the provider. */
  readonly categories: readonly ProviderCategory[];
  readonly lots: readonly string[];
  readonly expertise: readonly ServiceUserGroup[];
}

/**
 * The one place where a provider becomes a member of a vehicle: SM-5 at ADMITTED.
 *
 * Refuses what `membershipRefusals`, `localOfficeRefusal` and `patchPlaceRefusal` do. A provider rated below Good owes
 * an improvement plan from its admission on (PROV-05), its price is compared with the framework's prices (PROV-33), and from now
 * on the council hears when the vacancies of its homes are stale (PROV-22).
 * [PROV-10, PROV-12, PROV-13, PROV-17, PROV-18, PROV-19]
 */
export async function admitToVehicle(t: Transaction, admission: Admission): Promise<Membership> {
  const { council, providerId, vehicle, patch, from, to } = admission;
  const { codes, provider } = await lockedPlaces(t, council, patch, providerId);
  const now = await t.now();
  const { policy } = await policyInForce(t.em, council, now);
  const location = await t.em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
  const officeAuthority = location?.localAuthority ?? null;
  const own = await t.em.find(Membership, { providerId, council });
  const span = { from, to };
  unlessRefused(
    membershipRefusals(
      { ...span, vehicle, patch, termsVersion: admission.termsVersion },
      { registered: location?.registered ?? false, own, patches: codes },
    ),
    localOfficeRefusal(officeAuthority, policy.membership),
    vehicle === 'PATCH' && patch !== null ? await placeRefusal(t, council, patch, providerId, span, policy) : null,
  );

  const { categories } = admission;
  const member = t.em.create(Membership, {
    council,
    providerId,
    vehicle,
    patch,
    status: nextState(MEMBERSHIP, '(new)', 'admit'),
    ...span,
    termsVersion: admission.termsVersion.trim(),
    categories: categories.length > 0 ? [...new Set(categories)] : [...provider.categories],
    lots: [...admission.lots],
    expertise: [...admission.expertise],
    officeAuthority,
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
