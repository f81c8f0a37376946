import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { referenceFor } from '../../../../kernel/values/ids.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import { DischargePassport } from '../../entities/requests/discharge-passport.js';
import type { PackageCall } from '../../entities/requests/need.js';
import { Package } from '../../entities/requests/package.js';
import { contactsRefusals } from '../../rules/people/contacts.js';
import { endOfLifeRefusal } from '../../rules/people/end-of-life.js';
import { personRefusals } from '../../rules/people/person.js';
import { callsOutsideD2aBand } from '../../rules/placements/d2a-call-times.js';
import { type CommissioningBody, commissionerRefusal, isJointlyFunded } from '../../rules/requests/commissioner.js';
import {
  type CompletePassport,
  type DischargePassport as PassportFacts,
  passportRefusals,
} from '../../rules/requests/discharge-passport.js';
import { lasArrival } from '../../rules/requests/las-notification.js';
import { needProfile } from '../../rules/requests/need-profile.js';
import { screeningRefusals } from '../../rules/requests/screening.js';
import { type RequestedCare, requestedCareRefusals } from '../../rules/requests/service-request.js';
import { sourcingStanding } from '../../rules/requests/sourcing-guard.js';
import { movePackage } from '../../steps/on-case.js';
import { keepPerson, knownIdentity, type PersonBrought, takeTurn } from '../../steps/people/keep-person.js';
import {
  keepCarePlan,
  latestPlan,
  NOTHING_PLANNED,
  type PlanDescribed,
  saysTheSame,
} from '../../steps/plans/keep-care-plan.js';
import { changeNeed, openForSourcing, tellRevision } from '../../steps/requests/change-need.js';
import { findPatch, type Place } from '../../steps/requests/find-patch.js';

/** A Discharge Passport/Referral Form as the hospital's discharge team sends it. */
export interface SubmitDischargePassport extends PersonBrought {
  readonly idempotencyKey: string;
  readonly passportId: string;
  /** Grows with every version of the same passport. */
  readonly version: number;
  readonly eligibility: {
    readonly eligible: boolean;
    readonly decidedByD2aTeam: boolean;
    readonly decidedAt: Date;
  } | null;
  readonly passport: PassportFacts & { readonly arrangements: string | null };
  readonly groups: readonly ServiceUserGroup[];
  readonly specialist: boolean;
  readonly skills: readonly string[];
  readonly carerGender: 'FEMALE' | 'MALE' | null;
  readonly languages: readonly string[];
  readonly complexNeeds: boolean;
  readonly complexNeedsDetail: string | null;
  readonly commissioners: readonly CommissioningBody[];
  readonly assessmentSummary: string | null;
  /** What the interim plan will say that the provider starts on. [ASM-12, ROUT-15] */
  readonly carePlan: PlanDescribed | null;
}

/**
 * Takes a discharge passport: no panel, but the D2A team's finding that the person is eligible. A new package goes out
 * to be sourced at once, a later version corrects the one that is held, and the same version again changes nothing.
 * [ASM-24 to ASM-26, ROUT-14, ROUT-19]
 *
 * Refuses with every rule that speaks against it at once, as `submitServiceRequest` does.
 */
export async function submitDischargePassport(work: Work, input: SubmitDischargePassport): Promise<Outcome<Package>> {
  authorise(work.caller, { scope: 'requests:write', roles: ['discharge-team', 'case-system'] });
  const council = work.caller.organisation;
  const { expectedDischargeAt } = input.passport;
  const found = expectedDischargeAt
    ? await findPatch(work, council, input.person.postcode, localDateOf(expectedDischargeAt))
    : { place: null };
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'submitDischargePassport', key: input.idempotencyKey, input },
      () => take(t, council, input, found),
      (id) => t.em.findOneOrFail(Package, { id }),
    ),
  );
}

async function take(
  t: Transaction,
  council: string,
  input: SubmitDischargePassport,
  found: { readonly place: Place | null; readonly refusal?: Refusal },
): Promise<Package> {
  unlessRefused(inputLimitRefusals(input, 'input'));
  await takeTurn(t, council, `passport/${input.passportId}`);
  const held = await t.em.findOne(
    Package,
    { council, path: 'PASSPORT', sourceId: input.passportId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const arrival = lasArrival(input.version, held?.sourceVersion ?? null);
  if (held && (arrival === 'REPEATED' || arrival === 'OUTDATED')) return held;

  const now = await t.now();
  const inForce = await policyInForce(t.em, council, held ? { version: held.policyVersion } : now);
  const { policy } = inForce;
  const carePackage = held ?? newPackage(council, input, inForce.version, now);
  if (held) held.sourcingVersion += 1;
  const eligibility = input.eligibility && {
    ...input.eligibility,
    decidedByD2aTeam: input.eligibility.decidedByD2aTeam || t.caller.role === 'discharge-team',
  };
  const care = careOf(input, now);
  unlessRefused(
    commissionerRefusal(input.commissioners),
    personRefusals(input.person, input.cohort, care.neededFrom),
    contactsRefusals(input.contacts),
    endOfLifeRefusal(input.endOfLife),
    passportRefusals(input.passport, policy),
    // What the passport's own rules have said of its schedule is not said again.
    requestedCareRefusals(care, policy).filter(({ field }) => !field?.startsWith('input.calls')),
    screeningRefusals(
      input.complexNeedsDetail ?? '',
      'input.complexNeedsDetail',
      knownIdentity(input, input.passportId),
    ),
    found.refusal,
    sourcingStanding(
      { path: 'PASSPORT', version: carePackage.sourcingVersion, eligibility, passportReceivedAt: now },
      now,
    ).refusals,
  );

  // With no refusal, place, passport and finding are complete.
  const place = found.place!;
  const passport = input.passport as CompletePassport;
  Object.assign(carePackage, {
    sourceVersion: input.version,
    commissioners: [...input.commissioners],
    jointlyFunded: isJointlyFunded(input.commissioners),
    d2aPurpose: passport.purpose,
    d2aEligible: eligibility!.eligible,
    d2aDecidedAt: eligibility!.decidedAt,
    passportReceivedAt: now,
    warnings: callsOutsideD2aBand(care.calls, policy).length > 0 ? ['D2A_CALLS_BY_AGREEMENT'] : [],
  } satisfies Partial<Package>);
  const need = needProfile({ care, person: input.person, patch: place.patch, passport }, policy);
  const { person, before } = await keepPerson(t, council, input);
  carePackage.personId = person.id;
  carePackage.ward = place.ward;
  const changed = changeNeed(carePackage, need, held !== null);
  if (!held) {
    movePackage(carePackage, 'receive discharge passport', 'open call-off');
    t.em.persist(carePackage);
  }
  await keepPassport(t, carePackage, input, passport, now);
  await keepPlan(t, carePackage, input.carePlan ?? NOTHING_PLANNED);
  await t.em.flush();
  if (held) await tellRevision(t, carePackage, person, before, changed);
  else await openForSourcing(t, carePackage);
  return carePackage;
}

/** The passport as the care it asks for; its start is the day of the discharge. */
function careOf(input: SubmitDischargePassport, now: Date): RequestedCare {
  const { groups, specialist, skills, carerGender, languages, complexNeeds, complexNeedsDetail, cohort, passport } =
    input;
  return {
    careType: 'D2A',
    urgency: 'D2A',
    cohort,
    groups,
    specialist,
    neededFrom: localDateOf(passport.expectedDischargeAt ?? now),
    calls: passport.schedule,
    skills,
    carerGender,
    languages,
    complexNeeds,
    complexNeedsDetail,
  };
}

function newPackage(council: string, input: SubmitDischargePassport, policyVersion: string, openedAt: Date): Package {
  const carePackage = new Package();
  Object.assign(carePackage, {
    council,
    reference: referenceFor('PK', carePackage.id),
    path: 'PASSPORT',
    sourceId: input.passportId,
    serviceType: 'DOMICILIARY',
    funding: 'COUNCIL_ARRANGED',
    sourcingVersion: 1,
    policyVersion,
    openedAt,
    closedAt: null,
    cancelReason: null,
    panelPurpose: null,
    assessmentCompletedAt: null,
    carePlanCompletedAt: null,
    formKind: null,
    formCompletedAt: null,
    withBrokerageAt: openedAt,
  } satisfies Partial<Package>);
  return carePackage;
}

/** Keeps the next version: the hub's own count, for what is amended here grows it too. [ROUT-19] */
async function keepPassport(
  t: Transaction,
  carePackage: Package,
  input: SubmitDischargePassport,
  passport: CompletePassport,
  receivedAt: Date,
): Promise<void> {
  const latest = await latestPassport(t, carePackage.id);
  const { idempotencyKey: _, ...submitted } = input;
  t.em.persist(
    t.em.create(DischargePassport, {
      council: carePackage.council,
      packageId: carePackage.id,
      personId: carePackage.personId,
      version: (latest?.version ?? 0) + 1,
      callsPerDay: passport.callsPerDay,
      callMinutes: passport.callMinutes,
      expectedDischargeAt: passport.expectedDischargeAt,
      twoWorkers: passport.twoWorkers,
      schedule: carePackage.need.calls.map((call): PackageCall => ({ ...call })),
      purpose: passport.purpose,
      arrangements: input.passport.arrangements,
      assessmentSummary: input.assessmentSummary,
      receivedAt,
      submitted,
    }),
  );
}

export async function latestPassport(t: Transaction, packageId: string): Promise<DischargePassport | null> {
  return t.em.findOne(DischargePassport, { packageId }, { orderBy: { version: 'desc' } });
}

async function keepPlan(t: Transaction, carePackage: Package, plan: PlanDescribed): Promise<void> {
  const latest = await latestPlan(t, carePackage.id);
  const isHeld = latest !== null && latest.providerId !== null;
  if (isHeld || (latest && saysTheSame(latest, plan))) return;
  await keepCarePlan(t, carePackage, { plan, providerId: null, status: 'COMPLETE' });
}
