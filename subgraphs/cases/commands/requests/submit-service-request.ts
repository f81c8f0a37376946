import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { newId, referenceFor } from '../../../../kernel/values/ids.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { PanelDidNotAgree } from '../../../../schema/events/cases.js';
import { Package } from '../../entities/requests/package.js';
import { PanelDecision } from '../../entities/requests/panel-decision.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';
import { Signpost } from '../../entities/requests/signpost.js';
import { sourcingFactsOf } from '../../reads/requests/sourcing-facts.js';
import { contactsRefusals } from '../../rules/people/contacts.js';
import { endOfLifeRefusal } from '../../rules/people/end-of-life.js';
import { personRefusals } from '../../rules/people/person.js';
import { type CommissioningBody, commissionerRefusal, isJointlyFunded } from '../../rules/requests/commissioner.js';
import { notOnPassportRefusal } from '../../rules/requests/discharge-passport.js';
import { type LasChannel, lasArrival, lasTriggerRefusal } from '../../rules/requests/las-notification.js';
import { needProfile } from '../../rules/requests/need-profile.js';
import {
  isSameDecision,
  type PanelDecision as PanelDecisionFacts,
  purposeOf,
  type RefusedOrDeferred,
  refusedOrDeferred,
  rewrittenDecisionRefusal,
} from '../../rules/requests/panel-decision.js';
import {
  type ExcludedRequestType,
  type Funding,
  fundingRefusal,
  isServiceType,
  isSignpostOnly,
  requestTypeRefusal,
  type ServiceType,
} from '../../rules/requests/request-type.js';
import { screeningRefusals } from '../../rules/requests/screening.js';
import { type RequestedCare, requestedCareRefusals } from '../../rules/requests/service-request.js';
import {
  type PanelChain,
  putToPanelRefusals,
  type RequestFormKind,
  sourcingStanding,
} from '../../rules/requests/sourcing-guard.js';
import { timeCriticalRefusal } from '../../rules/requests/time-critical.js';
import { movePackage } from '../../steps/on-case.js';
import { keepPerson, knownIdentity, type PersonBrought, takeTurn } from '../../steps/people/keep-person.js';
import {
  keepCarePlan,
  latestPlan,
  NOTHING_PLANNED,
  type PlanDescribed,
  saysTheSame,
} from '../../steps/plans/keep-care-plan.js';
import { changeNeed, openForSourcing, subjectOfPackage, tellRevision } from '../../steps/requests/change-need.js';
import { findPatch, type Place } from '../../steps/requests/find-patch.js';

/** A request for care as the council's case system exports it, or as a broker enters it. */
export interface SubmitServiceRequest extends RequestedCare, PersonBrought {
  readonly idempotencyKey: string;
  readonly lasRequestId: string;
  /** Grows with every export of the same request. [ASM-36] */
  readonly version: number;
  readonly channel: LasChannel;
  readonly serviceType: ServiceType | ExcludedRequestType;
  readonly funding: Funding;
  readonly commissioners: readonly CommissioningBody[];
  readonly assessmentCompletedAt: Date | null;
  readonly assessmentSummary: string | null;
  readonly carePlanCompletedAt: Date | null;
  /** When the council authorised the plan's content; it takes effect once the award names the provider. [ASM-10] */
  readonly carePlanAuthorisedAt: Date | null;
  readonly carePlan: PlanDescribed | null;
  readonly panelDecision: PanelDecisionFacts | null;
  readonly form: { readonly kind: RequestFormKind; readonly completedAt: Date } | null;
  /** Arrival in the brokerage team's work tray. [ASM-03] */
  readonly withBrokerageAt: Date | null;
  readonly deliveryNotes: string | null;
}

/** What each service begins with in LAS. [ASM-36] */
const TRIGGER_OF = {
  DOMICILIARY: 'ARRANGE',
  RESIDENTIAL: 'RESIDENTIAL',
  NURSING: 'RESIDENTIAL',
  RESPITE: 'RESPITE',
} as const;

type Sourced = SubmitServiceRequest & { readonly serviceType: ServiceType };

/**
 * Takes a request from the council's case system: a new package goes out to be sourced at once, a later version
 * corrects the one that is held, and the same version again changes nothing. One that the panel has refused is kept and
 * over; one that it has deferred waits for a version with its agreement. Who pays without the council is only
 * signposted. [ASM-01 to ASM-07, ASM-18, ASM-19, ASM-36]
 *
 * Refuses with every rule that speaks against it at once, each with the field at fault; and with FACTS_UNAVAILABLE
 * when nobody can say which patch the postcode lies in.
 */
export async function submitServiceRequest(
  work: Work,
  input: SubmitServiceRequest,
): Promise<Outcome<Package | Signpost>> {
  authorise(work.caller, { scope: 'requests:write', roles: ['case-system', 'broker'] });
  const council = work.caller.organisation;
  const isSourced = isServiceType(input.serviceType) && !isSignpostOnly(input.funding);
  const found = isSourced ? await findPatch(work, council, input.person.postcode, input.neededFrom) : { place: null };
  return inTransaction(work, council, (t) =>
    once<Package | Signpost>(
      t,
      { act: 'submitServiceRequest', key: input.idempotencyKey, input },
      () => take(t, council, input, found),
      async (id) => (await t.em.findOne(Package, { id })) ?? (await t.em.findOneOrFail(Signpost, { id })),
    ),
  );
}

async function take(
  t: Transaction,
  council: string,
  request: SubmitServiceRequest,
  found: { readonly place: Place | null; readonly refusal?: Refusal },
): Promise<Package | Signpost> {
  unlessRefused(requestTypeRefusal(request.serviceType), inputLimitRefusals(request, 'input'));
  const input = request as Sourced;
  await takeTurn(t, council, `request/${input.lasRequestId}`);
  const held = await t.em.findOne(
    Package,
    { council, path: 'PANEL', sourceId: input.lasRequestId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const arrival = lasArrival(input.version, held?.sourceVersion ?? null);
  if (held && (arrival === 'REPEATED' || arrival === 'OUTDATED')) return held;
  if (!held && isSignpostOnly(input.funding)) return signpost(t, council, input);

  const now = await t.now();
  const inForce = await policyInForce(t.em, council, held ? { version: held.policyVersion } : now);
  const carePackage = held ?? newPackage(council, input, inForce.version, now);
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
    lasTriggerRefusal(TRIGGER_OF[input.serviceType], input.channel),
    commissionerRefusal(input.commissioners),
    personRefusals(input.person, input.cohort, input.neededFrom),
    contactsRefusals(input.contacts),
    endOfLifeRefusal(input.endOfLife),
    requestedCareRefusals(input, inForce.policy),
    timeCriticalRefusals(input, held, t.caller.role !== 'broker'),
    screeningRefusals(
      input.complexNeedsDetail ?? '',
      'input.complexNeedsDetail',
      knownIdentity(input, input.lasRequestId),
    ),
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
  const changed = changeNeed(carePackage, need, held !== null);
  if (isNewDecision) keepDecision(t, carePackage, brought);
  if (input.form) keepForm(t, carePackage, input, now);
  if (held) await tellRevision(t, carePackage, person, before, changed);
  else movePackage(carePackage, 'open referral', 'complete assessment and plan');
  // A version that brings no new decision leaves a deferred package where it is.
  if (isBeforePanel && (!notAgreed || isNewDecision)) await putToPanel(t, carePackage, notAgreed);
  t.em.persist(carePackage);
  await keepPlan(t, carePackage, input);
  await t.em.flush();
  return carePackage;
}

/** What the panel decided takes the package on: to be sourced, to wait, or to its end. [SM-1, ASM-03, ASM-04] */
async function putToPanel(
  t: Transaction,
  carePackage: Package,
  notAgreed: RefusedOrDeferred | undefined,
): Promise<void> {
  movePackage(carePackage, 'submit to panel');
  if (!notAgreed) {
    movePackage(carePackage, 'panel agrees', 'complete request form', 'open call-off');
    return openForSourcing(t, carePackage);
  }
  const { outcome, purpose } = notAgreed;
  movePackage(carePackage, outcome === 'REFUSED' ? 'panel refuses' : 'panel defers');
  if (outcome === 'REFUSED') carePackage.closedAt = await t.now();
  await t.tell({
    type: 'PanelDidNotAgree',
    subject: subjectOfPackage(carePackage),
    council: carePackage.council,
    audience: { roles: ['broker', 'practitioner'] },
    data: { packageId: carePackage.id, purpose, outcome } satisfies PanelDidNotAgree['data'],
  });
}

async function signpost(t: Transaction, council: string, input: Sourced): Promise<Signpost> {
  const held = await t.em.findOne(Signpost, { council, sourceId: input.lasRequestId });
  if (held) return held;
  const id = newId();
  const signposted = t.em.create(Signpost, {
    id,
    council,
    reference: referenceFor('SP', id),
    sourceId: input.lasRequestId,
    councilPersonId: input.person.councilPersonId,
    funding: input.funding,
    serviceType: input.serviceType,
    at: await t.now(),
  });
  t.em.persist(signposted);
  return signposted;
}

function newPackage(council: string, input: Sourced, policyVersion: string, openedAt: Date): Package {
  const carePackage = new Package();
  Object.assign(carePackage, {
    council,
    reference: referenceFor('PK', carePackage.id),
    path: 'PANEL',
    sourceId: input.lasRequestId,
    sourcingVersion: 1,
    policyVersion,
    openedAt,
    closedAt: null,
    cancelReason: null,
    d2aPurpose: null,
    d2aEligible: null,
    d2aDecidedAt: null,
    passportReceivedAt: null,
    warnings: [],
  } satisfies Partial<Package>);
  return carePackage;
}

/** What stands behind the sourcing, as this version of the request has it. */
function stateChain(carePackage: Package, input: Sourced): void {
  Object.assign(carePackage, {
    sourceVersion: input.version,
    serviceType: input.serviceType,
    funding: input.funding,
    commissioners: [...input.commissioners],
    jointlyFunded: isJointlyFunded(input.commissioners),
    panelPurpose: purposeOf(input.serviceType),
    assessmentCompletedAt: input.assessmentCompletedAt,
    carePlanCompletedAt: input.carePlanCompletedAt,
    formKind: input.form?.kind ?? null,
    formCompletedAt: input.form?.completedAt ?? null,
    withBrokerageAt: input.withBrokerageAt,
  } satisfies Partial<Package>);
}

/** A mark that a call is time-critical is the care manager's, whose plan the case system sends. [ASM-13] */
function timeCriticalRefusals(input: Sourced, held: Package | null, byCareManager: boolean): Refusal[] {
  return input.calls
    .map((call, place) =>
      timeCriticalRefusal(
        { was: held?.need.calls[place]?.timeCritical ?? false, becomes: call.timeCritical, byCareManager },
        `input.calls.${place}.timeCritical`,
      ),
    )
    .filter((refusal) => refusal !== undefined);
}

function keepDecision(t: Transaction, carePackage: Package, decision: PanelDecisionFacts): void {
  const { purpose, outcome, decidedAt, conditions, respiteAllowanceConfirmed } = decision;
  const { id: packageId, council } = carePackage;
  t.em.persist(
    t.em.create(PanelDecision, {
      council,
      packageId,
      purpose,
      outcome,
      decidedAt,
      conditions,
      respiteAllowanceConfirmed,
    }),
  );
}

function keepForm(t: Transaction, carePackage: Package, input: Sourced, receivedAt: Date): void {
  const { idempotencyKey: _, ...submitted } = input;
  t.em.persist(
    t.em.create(ServiceRequest, {
      council: carePackage.council,
      packageId: carePackage.id,
      personId: carePackage.personId,
      version: input.version,
      kind: input.form!.kind,
      completedAt: input.form!.completedAt,
      receivedAt,
      care: {
        groups: [...input.groups],
        calls: [...carePackage.need.calls],
        skills: [...input.skills],
        carerGender: input.carerGender,
        languages: [...input.languages],
        complexNeedsDetail: input.complexNeedsDetail,
        assessmentSummary: input.assessmentSummary,
        deliveryNotes: input.deliveryNotes,
      },
      submitted,
    }),
  );
}

/** The plan as it comes with the request; once a provider holds one, it is authorised with that provider and not here. */
async function keepPlan(t: Transaction, carePackage: Package, input: Sourced): Promise<void> {
  const plan = input.carePlan ?? NOTHING_PLANNED;
  const latest = await latestPlan(t, carePackage.id);
  const isHeld = latest !== null && latest.providerId !== null;
  if (isHeld || (latest && saysTheSame(latest, plan) && sameInstant(latest.authorisedAt, input.carePlanAuthorisedAt)))
    return;
  await keepCarePlan(t, carePackage, {
    plan,
    providerId: null,
    status: 'COMPLETE',
    authorisedAt: input.carePlanAuthorisedAt,
  });
}

function sameInstant(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}
