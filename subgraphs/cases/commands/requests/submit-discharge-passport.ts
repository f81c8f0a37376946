import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Package } from '../../entities/requests/package.js';
import { contactsRefusals } from '../../rules/people/contacts.js';
import { endOfLifeRefusal } from '../../rules/people/end-of-life.js';
import { identityBoundsRefusals, personRefusals } from '../../rules/people/person.js';
import { anotherPersonRefusal, samePersonRefusals } from '../../rules/people/same-person.js';
import { passportWarnings } from '../../rules/placements/d2a-call-times.js';
import { planBeyondRefusals } from '../../rules/plans/strengths.js';
import { commissionerRefusal, isJointlyFunded } from '../../rules/requests/commissioner.js';
import {
  type CompletePassport,
  careOnPassport,
  type PassportBrought,
  passportRefusals,
} from '../../rules/requests/discharge-passport.js';
import { lasArrival } from '../../rules/requests/las-notification.js';
import { needProfile } from '../../rules/requests/need-profile.js';
import { knownIdentity, screeningRefusals, specialistScreening } from '../../rules/requests/screening.js';
import { requestedCareRefusals } from '../../rules/requests/service-request.js';
import { sourcingStanding } from '../../rules/requests/sourcing-guard.js';
import { specialistRefusals } from '../../rules/requests/specialist.js';
import { movePackage } from '../../steps/move.js';
import { findKnownPeople } from '../../steps/people/find-known-people.js';
import { keepPerson } from '../../steps/people/keep-person.js';
import { keepPlanBrought } from '../../steps/plans/keep-plan-brought.js';
import { changeNeed } from '../../steps/requests/change-need.js';
import { type FoundPlace, findPatch } from '../../steps/requests/find-patch.js';
import { keepPassport, packageOnPassport } from '../../steps/requests/keep-passport.js';
import { specialistFacts } from '../../steps/requests/keep-request.js';
import { openForSourcing } from '../../steps/requests/open-for-sourcing.js';
import { tellRevision } from '../../steps/requests/tell-revision.js';

/** A Discharge Passport/Referral Form as the hospital's discharge team sends it. */
export interface SubmitDischargePassport extends PassportBrought {
  readonly idempotencyKey: string;
}

export const allowed = { scope: 'requests:write', roles: ['discharge-team', 'case-system'] } satisfies Allowed;

/**
 * Takes a discharge passport: no panel, but the D2A team's finding that the person is eligible. A new package goes out
 * to be sourced at once, a later version corrects the one that is held, and the same version again changes nothing.
 *
 * Refuses with every rule that speaks against it at once, as `submitServiceRequest` does. [ASM-24 to ASM-26, ROUT-14,
 * ROUT-19]
 */
export async function submitDischargePassport(work: Work, input: SubmitDischargePassport): Promise<Outcome<Package>> {
  authorise(work.caller, allowed);
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
  { idempotencyKey: _, ...input }: SubmitDischargePassport,
  found: FoundPlace,
): Promise<Package> {
  unlessRefused(identityBoundsRefusals(input));
  await lockNamed(t, `cases/${council}/passport/${input.passportId}`);
  const held = await t.em.findOne(
    Package,
    { council, path: 'PASSPORT', sourceId: input.passportId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const known = await findKnownPeople(t, council, input.person, held?.personId ?? null);
  const arrival = lasArrival(input.version, held?.sourceVersion ?? null);
  if (held && (arrival === 'REPEATED' || arrival === 'OUTDATED')) {
    unlessRefused(anotherPersonRefusal(input.person, known.onRequest, 'input.passportId'));
    return held;
  }

  const now = await t.now();
  const inForce = await policyInForce(t.em, council, held ? { version: held.policyVersion } : now);
  const { policy } = inForce;
  const carePackage = held ?? packageOnPassport(council, input, inForce.version, now);
  if (held) held.sourcingVersion += 1;
  const eligibility = input.eligibility && {
    ...input.eligibility,
    decidedByD2aTeam: input.eligibility.decidedByD2aTeam || t.caller.role === 'discharge-team',
  };
  const care = careOnPassport(input, now);
  unlessRefused(
    commissionerRefusal(input.commissioners),
    personRefusals(input.person, input.cohort, care.neededFrom),
    samePersonRefusals(input.person, known, 'input.person', 'input.passportId'),
    contactsRefusals(input.contacts),
    endOfLifeRefusal(input.endOfLife),
    passportRefusals(input.passport, policy),
    // What the passport's own rules have said of its schedule is not said again.
    requestedCareRefusals(care, 'DOMICILIARY', policy).filter(({ field }) => !field?.startsWith('input.calls')),
    specialistRefusals(input.specialist, input.specialistGround),
    input.carePlan ? planBeyondRefusals(input.carePlan, null, 'input.carePlan') : undefined,
    specialistScreening(input.specialistGround, knownIdentity(input, input.passportId)),
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
    ...specialistFacts(input.specialistGround),
    warnings: passportWarnings(care.calls, passport.expectedDischargeAt, policy),
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
  await keepPlanBrought(t, carePackage, input.carePlan);
  await t.em.flush();
  if (held) await tellRevision(t, carePackage, person, before, changed);
  else await openForSourcing(t, carePackage);
  return carePackage;
}
