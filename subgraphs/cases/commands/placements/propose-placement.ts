import type { Transaction } from '../../../../kernel/database/work.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import { NO_NIGHT_RATES } from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { Placement } from '../../entities/placements/placement.js';
import type { CarePlan } from '../../entities/plans/care-plan.js';
import type { PackageNeed } from '../../entities/requests/need.js';
import type { Package } from '../../entities/requests/package.js';
import { isRegisteredFor } from '../../reads/people/registered-ages.js';
import { latestPlan } from '../../reads/plans/latest-plan.js';
import { latestPassport } from '../../reads/requests/latest-passport.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { awardRefusal, termsAtAward } from '../../rules/placements/award.js';
import { brokerageRefusal } from '../../rules/placements/brokerage.js';
import { personalBudget } from '../../rules/placements/personal-budget.js';
import { topUpOfAward } from '../../rules/placements/top-up.js';
import { isInAHome } from '../../rules/requests/home-need.js';
import { agreedBudgetPence } from '../../rules/requests/starter-budget.js';
import { toldAs } from '../../steps/calls/change-calls.js';
import { commissionCalls } from '../../steps/calls/commission-calls.js';
import { lockPackage } from '../../steps/lock-case.js';
import { movePackage, movePlacement } from '../../steps/move.js';
import { holdTopUp } from '../../steps/placements/hold-top-up.js';
import { sendDocuments } from '../../steps/placements/send-documents.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { nameProvider } from '../../steps/plans/name-provider.js';

type Award = LoggedEvent<'CallOffAwarded', CallOffAwarded['data']>;
/** As one package has it, with its share of a scheme's core support; null of any other. */
type AwardOfPackage = Award & { readonly coreSharePence: number | null };

/**
 * An award opens the one placement of its package, with its terms pinned, a top-up of a place in a home among them, and gives the
 * winner the full request at once; of packages that were sought together it opens them all, or none.
 *
 * An award that crossed with the package's cancellation opens nothing. One that no broker stands behind, or for a
 * package that has a live placement, is a fault of whoever told it: it is refused and quarantined. [AWRD-01, AWRD-08,
 * AWRD-10, AWRD-11, PAY-09, ASM-02, ROUT-39, ISF-03, ISF-04]
 */
export async function proposePlacement(t: Transaction, award: Award): Promise<void> {
  for (const each of awardsOfPackages(award)) await proposeOne(t, each);
}

/** An award as its packages have it: the one, or each of those that were sought together with what is its own. (ROUT-39) */
function awardsOfPackages({ data: all, ...award }: Award): readonly AwardOfPackage[] {
  const { placements, ...data } = all;
  if (!placements) return [{ ...award, data, coreSharePence: null }];
  return placements.map(({ packageId, placementId, need, startTime, weeklyPricePence, coreSharePence }) => {
    const { weeklyWorkerMinutes } = need;
    const own = { packageId, placementId, need, startTime, weeklyPricePence, weeklyWorkerMinutes };
    return { ...award, data: { ...data, ...own }, coreSharePence };
  });
}

async function proposeOne(t: Transaction, award: AwardOfPackage): Promise<void> {
  const { data } = award;
  const { awardId, packageId } = data;
  const carePackage = await lockPackage(t, packageId);
  if (!carePackage) throw new Error(`Award ${awardId} is of a package that is not held.`);
  if (carePackage.state === 'CANCELLED' || (await t.em.count(Placement, { awardId, packageId })) > 0) return;
  const others = await t.em.find(Placement, { packageId: carePackage.id });
  unlessRefused(brokerageRefusal(award.actor.role), awardRefusal(others.map(({ state }) => state)));

  movePackage(carePackage, 'award');
  const plan = await latestPlan(t.em, carePackage.id);
  const passport = await latestPassport(t.em, carePackage.id);
  const placement = placementOf(award, carePackage, plan);
  placement.dischargeAt = passport?.expectedDischargeAt ?? null;
  const budget = await starterBudgetOf(t.em, carePackage.id);
  Object.assign(placement, personalBudget(award.coreSharePence, agreedBudgetPence(budget && budgetFacts(budget))));
  placement.coversAge = await isRegisteredFor(t.em, data.providerId, data.need);
  movePlacement(placement, 'award');
  t.em.persist(placement);
  const calls = commissionCalls(t, placement, await t.now());
  await t.em.flush();
  await tellOfPlacement(
    t,
    placement,
    'PlacementProposed',
    { provider: true, roles: ['broker', 'practitioner', 'case-system'] },
    {
      placementReference: placement.reference,
      personId: placement.personId,
      careType: placement.careType,
      funding: carePackage.funding,
      patch: placement.need.patch,
      weeklyWorkerMinutes: placement.weeklyWorkerMinutes,
      hourlyRatePence: placement.hourlyRatePence,
      nightRatesPence: placement.nightRatesPence,
      calls: toldAs(calls),
      startsOn: placement.startDate,
    },
  );

  if (data.topUp) await holdTopUp(t, placement, topUpOfAward(data.topUp), award.actor.subject);
  if (plan) await nameProvider(t, carePackage, placement, plan);
  await sendDocuments(t, carePackage, placement, plan !== null, passport !== null);
  await t.em.flush();
}

function placementOf({ data, occurredAt }: AwardOfPackage, carePackage: Package, plan: CarePlan | null): Placement {
  const { weeklyWorkerMinutes, policyVersion } = data;
  const { weeklyPricePence = null } = data;
  // A response priced a whole package (ROUT-46); a place in a home has no other price.
  const byTheWeek = isInAHome(carePackage.serviceType) || weeklyPricePence !== null ? { weeklyPricePence } : null;
  const nightRatesPence = data.nightRatesPence ?? NO_NIGHT_RATES;
  const placement = new Placement();
  const { calls } = data.need;
  const rates = { hourlyRatePence: data.hourlyRatePence, nightRatesPence };
  const terms = termsAtAward({ weeklyWorkerMinutes, ...rates, calls, policyVersion, byTheWeek }, plan);
  // Tenders made the id with the award, and has told it to whoever awarded.
  placement.id = data.placementId;
  Object.assign(placement, {
    council: carePackage.council,
    reference: referenceFor('PL', placement.id),
    packageReference: carePackage.reference,
    packageId: carePackage.id,
    personId: carePackage.personId,
    providerId: data.providerId,
    homeId: data.homeId ?? null,
    callOffId: data.callOffId,
    awardId: data.awardId,
    serviceType: carePackage.serviceType,
    careType: carePackage.careType,
    need: data.need as PackageNeed,
    weeklyWorkerMinutes,
    currentWeeklyWorkerMinutes: weeklyWorkerMinutes,
    hourlyRatePence: terms.hourlyRatePence,
    nightRatesPence: byTheWeek ? NO_NIGHT_RATES : nightRatesPence,
    weeklyPricePence: terms.weeklyPricePence,
    totalBudgetPence: plan?.totalBudgetPence ?? null,
    carePlanVersion: plan?.version ?? null,
    policyVersion,
    startDate: data.startDate,
    startTime: data.startTime,
    firstCallRequiredFrom: data.firstCallRequiredFrom ?? null,
    firstCallAgreedOn: data.startDate,
    assessesFirst: data.assesses === true,
    awardedAt: occurredAt,
  } satisfies Partial<Placement>);
  return placement;
}
