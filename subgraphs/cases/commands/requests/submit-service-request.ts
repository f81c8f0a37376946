import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { normaliseNhsNumber } from '../../../../kernel/values/nhs-number.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Together } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { Person } from '../../entities/people/person.js';
import { Package } from '../../entities/requests/package.js';
import { PanelDecision } from '../../entities/requests/panel-decision.js';
import { Signpost } from '../../entities/requests/signpost.js';
import { respiteStays } from '../../reads/requests/respite-stays.js';
import { sourcingFactsOf } from '../../reads/requests/sourcing-facts.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { contactsRefusals } from '../../rules/people/contacts.js';
import { endOfLifeRefusal } from '../../rules/people/end-of-life.js';
import { identityBoundsRefusals, personRefusals } from '../../rules/people/person.js';
import { anotherPersonRefusal, samePersonRefusals } from '../../rules/people/same-person.js';
import { planBeyondRefusals } from '../../rules/plans/strengths.js';
import { commissionerRefusal } from '../../rules/requests/commissioner.js';
import { notOnPassportRefusal } from '../../rules/requests/discharge-passport.js';
import { admissionRefusal, homeNeedRefusals, lengthOfStayRefusal } from '../../rules/requests/home-need.js';
import { lasArrival, lasTriggerRefusal, triggerOf } from '../../rules/requests/las-notification.js';
import { needProfile } from '../../rules/requests/need-profile.js';
import { packageStates } from '../../rules/requests/package-states.js';
import { isSameDecision, refusedOrDeferred, rewrittenDecisionRefusal } from '../../rules/requests/panel-decision.js';
import {
  fundingRefusal,
  isServiceType,
  isSignpostOnly,
  requestTypeRefusal,
} from '../../rules/requests/request-type.js';
import { respiteAllowanceRefusals } from '../../rules/requests/respite-allowance.js';
import { knownIdentity, screeningRefusals, specialistScreening } from '../../rules/requests/screening.js';
import { neededFromRefusal, type RequestBrought, requestedCareRefusals } from '../../rules/requests/service-request.js';
import { type PanelChain, putToPanelRefusals, sourcingStanding } from '../../rules/requests/sourcing-guard.js';
import { specialistRefusals } from '../../rules/requests/specialist.js';
import { budgetUsedRefusal } from '../../rules/requests/starter-budget.js';
import { timeCriticalRefusals } from '../../rules/requests/time-critical.js';
import { SAME_PERSON_TWICE, togetherOf, togetherRefusals } from '../../rules/requests/together.js';
import { movePackage } from '../../steps/move.js';
import { findKnownPeople } from '../../steps/people/find-known-people.js';
import { keepPerson } from '../../steps/people/keep-person.js';
import { keepPlanBrought } from '../../steps/plans/keep-plan-brought.js';
import { changeNeed } from '../../steps/requests/change-need.js';
import { type FoundPatches, type FoundPlace, findPatch, findPatches } from '../../steps/requests/find-patch.js';
import {
  keepDecision,
  keepForm,
  packageOnRequest,
  type RequestSourced,
  stateChain,
} from '../../steps/requests/keep-request.js';
import { keepSignpost } from '../../steps/requests/keep-signpost.js';
import { putToPanel } from '../../steps/requests/put-to-panel.js';
import { tellRevision } from '../../steps/requests/tell-revision.js';

/** A request for care as the council's case system exports it, or as a broker enters it. */
export interface SubmitServiceRequest extends RequestBrought {
  readonly idempotencyKey: string;
}

export const allowed = { scope: 'requests:write', roles: ['case-system', 'broker'] } satisfies Allowed;

/**
 * Takes a request from the council's case system. A new package goes out to be sourced at once, a later version
 * corrects the one that is held, and the same version again changes nothing. A package that the panel has refused is
 * kept and over; one that it has deferred waits for a version with its agreement. Somebody who pays without the council
 * is only signposted.
 *
 * Refuses with every rule that speaks against it at once, each with the field at fault; and with FACTS_UNAVAILABLE
 * when nobody can say which patch the postcode lies in. [ASM-01 to ASM-09, ASM-18, ASM-19, ASM-22, ASM-36, ROUT-37, ROUT-39]
 */
export async function submitServiceRequest(
  work: Work,
  input: SubmitServiceRequest,
): Promise<Outcome<Package | Signpost>> {
  authorise(work.caller, allowed);
  const council = work.caller.organisation;
  const isSourced = isServiceType(input.serviceType) && !isSignpostOnly(input.funding);
  const found = isSourced ? await findPatch(work, council, input.person.postcode, input.neededFrom) : { place: null };
  const namesPatches = isSourced && (input.home?.preferredPatches.length ?? 0) > 0;
  const known = namesPatches ? await findPatches(work, council) : { patches: [] };
  return inTransaction(work, council, (t) =>
    once<Package | Signpost>(
      t,
      { act: 'submitServiceRequest', key: input.idempotencyKey, input },
      () => take(t, council, input, found, known),
      async (id) => (await t.em.findOne(Package, { id })) ?? (await t.em.findOneOrFail(Signpost, { id })),
    ),
  );
}

async function take(
  t: Transaction,
  council: string,
  { idempotencyKey: _, ...request }: SubmitServiceRequest,
  found: FoundPlace,
  { patches, refusal: patchesNotKnown }: FoundPatches,
): Promise<Package | Signpost> {
  unlessRefused(requestTypeRefusal(request.serviceType), identityBoundsRefusals(request));
  const input = request as RequestSourced;
  await lockNamed(t, `cases/${council}/request/${input.lasRequestId}`);
  const held = await t.em.findOne(
    Package,
    { council, path: 'PANEL', sourceId: input.lasRequestId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const known = await findKnownPeople(t, council, input.person, held?.personId ?? null);
  const arrival = lasArrival(input.version, held?.sourceVersion ?? null);
  if (held && (arrival === 'REPEATED' || arrival === 'OUTDATED')) {
    unlessRefused(anotherPersonRefusal(input.person, known.onRequest, 'input.lasRequestId'));
    return held;
  }
  if (!held && isSignpostOnly(input.funding)) {
    return keepSignpost(t, council, { ...input, councilPersonId: input.person.councilPersonId });
  }

  const now = await t.now();
  const inForce = await policyInForce(t.em, council, held ? { version: held.policyVersion } : now);
  const carePackage = held ?? packageOnRequest(council, input, inForce.version, now);
  const soughtBefore = held ? { serviceType: held.serviceType, together: held.together } : undefined;
  const neededFromBefore = held?.neededFrom ?? null;
  if (held) held.sourcingVersion += 1;
  stateChain(carePackage, input);
  const decisions = held ? await t.em.find(PanelDecision, { packageId: held.id }) : [];
  const brought = input.panelDecision;
  const isNewDecision = brought !== null && !decisions.some((each) => isSameDecision(each, brought));
  const chain = sourcingFactsOf(carePackage, isNewDecision ? [...decisions, brought] : decisions) as PanelChain;
  const isBeforePanel = !held || held.state === 'ASSESSED';
  const notAgreed = isBeforePanel ? refusedOrDeferred(chain.panelDecisions, chain.purpose) : undefined;
  unlessRefused(
    fundingRefusal(input.funding),
    notOnPassportRefusal(input.careType),
    lasTriggerRefusal(triggerOf(input.serviceType), input.channel),
    commissionerRefusal(input.commissioners),
    personRefusals(input.person, input.cohort, input.neededFrom),
    samePersonRefusals(input.person, known, 'input.person', 'input.lasRequestId'),
    contactsRefusals(input.contacts),
    endOfLifeRefusal(input.endOfLife),
    requestedCareRefusals(input, input.serviceType, inForce.policy),
    patchesNotKnown ?? (input.home ? homeNeedRefusals(input.home, input.serviceType, patches) : undefined),
    (input.home ? admissionRefusal : neededFromRefusal)(input.neededFrom, neededFromBefore, localDateOf(now)),
    await respiteRefusals(t, council, input, held, inForce.policy),
    specialistRefusals(input.specialist, input.specialistGround),
    input.together ? togetherRefusals(input.together, input.serviceType, inForce.policy) : undefined,
    (await hasAnotherTogether(t, council, input, held)) ? SAME_PERSON_TWICE : undefined,
    input.carePlan ? planBeyondRefusals(input.carePlan, null, 'input.carePlan') : undefined,
    await budgetRefusal(t, input, held),
    // The case system sends the care manager's plan, so its marks are the care manager's.
    timeCriticalRefusals(held?.need.calls ?? [], input.calls, t.caller.role !== 'broker'),
    screeningRefusals(
      input.complexNeedsDetail ?? '',
      'input.complexNeedsDetail',
      knownIdentity(input, input.lasRequestId),
    ),
    specialistScreening(input.specialistGround, knownIdentity(input, input.lasRequestId)),
    found.refusal,
    rewrittenDecisionRefusal(decisions, brought),
    notAgreed ? putToPanelRefusals(chain, notAgreed.decidedAt, now) : sourcingStanding(chain, now).refusals,
  );

  // With no refusal, the place is known.
  const place = found.place!;
  const need = needProfile({ care: input, person: input.person, patch: place.patch, passport: null }, inForce.policy);
  const { person, before } = await keepPerson(t, council, input);
  carePackage.personId = person.id;
  carePackage.ward = place.ward;
  const changed = changeNeed(carePackage, need, held !== null, soughtBefore);
  if (isNewDecision) keepDecision(t, carePackage, brought);
  if (input.form) keepForm(t, carePackage, input, input.form, now);
  if (held) await tellRevision(t, carePackage, person, before, changed);
  else movePackage(carePackage, 'open referral', 'complete assessment and plan');
  // A version that brings no new decision leaves a deferred package where it is.
  if (isBeforePanel && (!notAgreed || isNewDecision)) await putToPanel(t, carePackage, notAgreed);
  t.em.persist(carePackage);
  await keepPlanBrought(t, carePackage, input.carePlan, input.carePlanAuthorisedAt);
  await t.em.flush();
  return carePackage;
}

/** Whether the person has another package among those that this one is to be sought with. (ROUT-39) */
async function hasAnotherTogether(
  t: Transaction,
  council: string,
  { together, person }: RequestSourced,
  held: Package | null,
): Promise<boolean> {
  const asked = togetherOf(together);
  if (!asked) return false;
  const personIds = await personIdsOf(t, council, person);
  const own = await t.em.find(Package, { council, personId: { $in: personIds }, together: { $ne: null } });
  const of = (each: Together) => (each.kind === 'SCHEME' ? each.schemeId : each.reference);
  return own.some((each) => {
    const isOther = each.id !== held?.id && !packageStates.terminal.includes(each.state);
    return isOther && each.together!.kind === asked.kind && of(each.together!) === of(asked);
  });
}

/** Ids of whoever this council knows under the ids that a request brings. */
async function personIdsOf(
  t: Transaction,
  council: string,
  { councilPersonId, nhsNumber }: RequestSourced['person'],
): Promise<readonly string[]> {
  const number = nhsNumber === null ? null : normaliseNhsNumber(nhsNumber);
  const alike = number === null ? [] : [{ nhsNumber: number }];
  const known = await t.em.find(Person, { council, $or: [{ councilPersonId }, ...alike] });
  return known.map(({ id }) => id);
}

/** The budget of the plan is the one that both sides agreed to, where the package has a starter budget. (ASM-23) */
async function budgetRefusal(
  t: Transaction,
  { carePlan }: RequestSourced,
  held: Package | null,
): Promise<Refusal | undefined> {
  if (!carePlan || !held) return undefined;
  const budget = await starterBudgetOf(t.em, held.id);
  const field = 'input.carePlan.availableBudgetPence';
  return budgetUsedRefusal(carePlan.availableBudgetPence, budget && budgetFacts(budget), field);
}

/** Respite within the person's allowance: what is asked for counts with what was stayed, booked and agreed. (ASM-08) */
async function respiteRefusals(
  t: Transaction,
  council: string,
  { serviceType, home, neededFrom: from, person }: RequestSourced,
  held: Package | null,
  policy: Policy,
): Promise<readonly Refusal[]> {
  const nights = home?.lengthOfStayNights ?? 0;
  const at = { rule: 'ASM-06', field: 'input.home.lengthOfStayNights' } as const;
  if (serviceType !== 'RESPITE' || !home || lengthOfStayRefusal(serviceType, nights, at)) return [];
  // What was agreed is not asked again, whatever else was stayed since; what the panel deferred was not agreed.
  const isAgreed = held !== null && held.state !== 'ASSESSED';
  if (isAgreed && held.need.home?.lengthOfStayNights === nights && held.neededFrom === from) return [];
  const personIds = await personIdsOf(t, council, person);
  const taken = await respiteStays(t.em, personIds, localDateOf(await t.now()), held?.id);
  return respiteAllowanceRefusals({ from, nights }, taken, policy, at.field);
}
