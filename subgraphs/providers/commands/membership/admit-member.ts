import { LockMode } from '@mikro-orm/core';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { ImprovementPlan } from '../../entities/cqc/improvement-plan.js';
import { Location, ratingsOf } from '../../entities/cqc/location.js';
import { Patch } from '../../entities/geography/patch.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { itemsNeedingPlan, planShareBy } from '../../rules/cqc/improvement-plan.js';
import { NOT_YET_RATED } from '../../rules/cqc/ratings.js';
import type { DateSpan } from '../../rules/hours/date-span.js';
import { MEMBERSHIP, membershipRefusals, patchPlaceRefusal } from '../../rules/membership/membership.js';
import type { ProviderCategory } from '../../rules/register/provider-record.js';
import { requirePlan } from '../../steps/cqc/require-plan.js';
import { queryLowRates } from '../../steps/rates/query-low-rates.js';
import { lockedProvider } from '../../steps/register/found.js';
import { moved } from '../../steps/register/moved.js';
import { refreshStanding } from '../cqc/refresh-standing.js';

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
}

/**
 * Makes a provider a member of one of the council's vehicles: SM-5 at ADMITTED [PROV-12, PROV-13, PROV-17, PROV-18].
 *
 * Refuses what `membershipRefusals` and `patchPlaceRefusal` do. A provider rated below Good owes an improvement plan
 * from its admission on (PROV-05), and its price is compared with the framework's (PROV-33).
 */
export async function admitMember(work: Work, input: AdmitMember): Promise<Outcome<Membership>> {
  const { council, providerId, vehicle } = input;
  authorise(work.caller, { scope: 'register:write', roles: REGISTER, council });
  return inTransaction(work, council, async (t) => {
    const patch = input.patch ?? null;
    const { codes, provider } = await lockedPlaces(t, council, patch, providerId);
    const now = await t.now();
    const { policy } = await policyInForce(t.em, council, now);
    const location = await t.em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
    const own = await t.em.find(Membership, { providerId, council });
    const span = { from: input.from, to: input.to ?? null };
    unlessRefused(
      inputLimitRefusals(input),
      membershipRefusals(
        { ...span, vehicle, patch, termsVersion: input.termsVersion },
        { registered: location?.registered ?? false, own, patches: codes },
      ),
      vehicle === 'PATCH' && patch !== null ? await noPlace(t, council, patch, providerId, span, policy) : null,
    );

    const member = t.em.create(Membership, {
      council,
      providerId,
      vehicle,
      patch,
      status: moved(MEMBERSHIP, '(new)', 'admit'),
      ...span,
      termsVersion: input.termsVersion.trim(),
      categories: input.categories.length > 0 ? [...new Set(input.categories)] : [...provider.categories],
      admittedAt: now,
    });
    t.em.persist(member);
    await t.em.flush();
    const plans = await t.em.find(ImprovementPlan, { providerId, council });
    const items = itemsNeedingPlan(location ? ratingsOf(location) : NOT_YET_RATED, plans);
    if (items.length > 0) {
      const calendar = englandCalendar(policy.calendar.extraHolidays, policy.calendar.workingDayEnd);
      const shareBy = planShareBy(localDateOf(now), policy.cqc.planShareWorkingDays, calendar);
      await requirePlan(t, { providerId, council, items, shareBy });
    }
    await queryLowRates(t, providerId, council, localDateOf(now));
    await refreshStanding(t, providerId);
    return member;
  });
}

/**
 * The council's patch codes and the provider, with the patch and the provider locked in this order: of two admissions
 * to the last place of a patch, one finds it taken.
 */
export async function lockedPlaces(t: Transaction, council: string, patch: string | null, providerId: string) {
  const patches = await t.em.find(Patch, { council }, { orderBy: { code: 'asc' } });
  if (patch !== null) await t.em.find(Patch, { council, code: patch }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return { codes: patches.map(({ code }) => code), provider: await lockedProvider(t, providerId) };
}

/** Whether the patch has a place throughout these days (PROV-17); its row must be locked. */
export async function noPlace(
  t: Transaction,
  council: string,
  patch: string,
  providerId: string,
  span: DateSpan,
  policy: Policy,
): Promise<Refusal | undefined> {
  const others = await t.em.find(Membership, { council, vehicle: 'PATCH', patch, providerId: { $ne: providerId } });
  return patchPlaceRefusal(patch, span, others, policy.patch);
}
