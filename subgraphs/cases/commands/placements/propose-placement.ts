import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { startDeadline } from '../../../../kernel/time/deadlines.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { Placement } from '../../entities/placements/placement.js';
import type { CarePlan } from '../../entities/plans/care-plan.js';
import type { PackageNeed } from '../../entities/requests/need.js';
import type { Package } from '../../entities/requests/package.js';
import { awardRefusal, termsAtAward } from '../../rules/placements/award.js';
import { brokerageRefusal } from '../../rules/placements/brokerage.js';
import { d2aStartDue } from '../../rules/placements/d2a-start.js';
import { firstCallConfirmationDue } from '../../rules/placements/first-call.js';
import { carePlanRefusals } from '../../rules/plans/care-plan.js';
import { type DocumentKind, referralRefusals } from '../../rules/requests/referral-documents.js';
import { lockPackage, movePackage, movePlacement } from '../../steps/on-case.js';
import { contentOf, keepCarePlan, latestPlan } from '../../steps/plans/keep-care-plan.js';
import { subjectOf, tellOfPlacement } from '../../steps/tell.js';
import { mayKnow } from '../people/keep-age-registration.js';
import { latestPassport } from '../requests/submit-discharge-passport.js';

type Award = LoggedEvent<'CallOffAwarded', CallOffAwarded['data']>;

/**
 * An award opens the one placement of its package, with its terms pinned, and gives the winner the full request at
 * once. [AWRD-01, AWRD-08, AWRD-10, ASM-02]
 *
 * An award that crossed with the package's cancellation opens nothing. One that no broker stands behind, or for a
 * package that has a live placement, is a fault of whoever told it: it is refused and quarantined.
 */
export async function proposePlacement(t: Transaction, award: Award): Promise<void> {
  const { data } = award;
  const carePackage = await lockPackage(t, data.packageId);
  if (!carePackage) throw new Error(`Award ${data.awardId} is of a package that is not held.`);
  if (carePackage.state === 'CANCELLED' || (await t.em.count(Placement, { awardId: data.awardId })) > 0) return;
  const others = await t.em.find(Placement, { packageId: carePackage.id });
  unlessRefused(brokerageRefusal(award.actor.role), awardRefusal(others.map(({ state }) => state)));

  movePackage(carePackage, 'award');
  const plan = await latestPlan(t, carePackage.id);
  const passport = await latestPassport(t, carePackage.id);
  const placement = placementOf(award, carePackage, plan);
  placement.dischargeAt = passport?.expectedDischargeAt ?? null;
  placement.coversAge = await mayKnow(t.em, data.providerId, data.need);
  movePlacement(placement, 'award');
  t.em.persist(placement);
  await t.em.flush();
  await tellOfPlacement(
    t,
    placement,
    'PlacementProposed',
    { provider: true, roles: ['broker', 'practitioner'] },
    {
      placementReference: placement.reference,
      personId: placement.personId,
      careType: placement.careType,
      patch: placement.need.patch,
      weeklyWorkerMinutes: placement.weeklyWorkerMinutes,
      hourlyRatePence: placement.hourlyRatePence,
    },
  );

  if (plan) await nameProviderOnPlan(t, carePackage, placement, plan);
  await sendDocuments(t, carePackage, placement, plan !== null, passport !== null);
  await t.em.flush();
}

function placementOf({ data, occurredAt }: Award, carePackage: Package, plan: CarePlan | null): Placement {
  const { weeklyWorkerMinutes, hourlyRatePence, policyVersion } = data;
  const placement = new Placement();
  const terms =
    hourlyRatePence === null ? null : termsAtAward({ weeklyWorkerMinutes, hourlyRatePence, policyVersion }, plan);
  // Tenders made the id with the award, and has told it to whoever awarded.
  placement.id = data.placementId;
  Object.assign(placement, {
    council: carePackage.council,
    reference: referenceFor('PL', placement.id),
    packageReference: carePackage.reference,
    packageId: carePackage.id,
    personId: carePackage.personId,
    providerId: data.providerId,
    callOffId: data.callOffId,
    awardId: data.awardId,
    serviceType: carePackage.serviceType,
    careType: carePackage.careType,
    need: data.need as PackageNeed,
    weeklyWorkerMinutes,
    currentWeeklyWorkerMinutes: weeklyWorkerMinutes,
    hourlyRatePence,
    weeklyPricePence: terms?.weeklyPricePence ?? null,
    totalBudgetPence: plan?.totalBudgetPence ?? null,
    carePlanVersion: plan?.version ?? null,
    policyVersion,
    startDate: data.startDate,
    startTime: data.startTime,
    awardedAt: occurredAt,
  } satisfies Partial<Placement>);
  return placement;
}

/**
 * The award names the one thing a plan could not say before: the provider. A plan that the council has authorised is
 * authorised with it, and what came with a discharge passport becomes the interim plan that care starts on, when each
 * then holds all seven contents. [ASM-10, ASM-12, ROUT-15]
 */
async function nameProviderOnPlan(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  plan: CarePlan,
): Promise<void> {
  const isD2a = carePackage.path === 'PASSPORT';
  if (!isD2a && !plan.authorisedAt) return;
  if (carePlanRefusals(contentOf(plan, carePackage.personId, placement.providerId)).length > 0) return;
  const status = isD2a ? 'INTERIM' : 'AUTHORISED';
  const named = await keepCarePlan(t, carePackage, {
    plan,
    providerId: placement.providerId,
    status,
    authorisedAt: isD2a ? null : await t.now(),
    ...(isD2a && { interimReason: 'The discharge passport stands in until the D2A assessment.' }),
  });
  placement.carePlanVersion = named.version;
  await tellOfPlacement(t, placement, 'CarePlanIssued', { provider: true }, { version: named.version, status });
}

/** The documents are in the hub and open to the winner alone: that is how they are sent, and what protects them. [AWRD-08] */
async function sendDocuments(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  hasPlan: boolean,
  hasPassport: boolean,
): Promise<void> {
  const held: Array<[DocumentKind, boolean]> = [
    ['NEEDS_ASSESSMENT', carePackage.assessmentCompletedAt !== null],
    ['CARE_PLAN', hasPlan],
    ['SERVICE_REQUEST', carePackage.formCompletedAt !== null],
    ['DISCHARGE_PASSPORT', hasPassport],
  ];
  const documents = held.filter(([, isHeld]) => isHeld).map(([kind]) => ({ kind, isProtected: true }));
  unlessRefused(referralRefusals(carePackage.careType, documents));
  const now = await t.now();
  movePlacement(placement, 'send documents');
  placement.documentsSentAt = now;
  await tellOfPlacement(t, placement, 'FullDocumentsAvailable', { provider: true }, {});

  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  await startDeadline(t, {
    rule: 'ROUT-10',
    subject: subjectOf(placement),
    council: placement.council,
    dueAt: firstCallConfirmationDue(now, policy),
  });
  if (placement.careType === 'D2A') await startD2aClock(t, placement);
}

/** The clock for the first D2A call, which runs from the later of award and discharge. [ROUT-15] */
export async function startD2aClock(t: Transaction, placement: Placement): Promise<void> {
  const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
  const dueAt = d2aStartDue({ awardedAt: placement.awardedAt, dischargeAt: placement.dischargeAt }, policy);
  if (!dueAt) return;
  await startDeadline(t, {
    rule: 'ROUT-15',
    subject: subjectOf(placement),
    council: placement.council,
    dueAt,
  });
}
