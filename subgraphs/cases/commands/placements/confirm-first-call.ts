import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction, Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { meetDeadline } from '../../../../kernel/time/deadlines.js';
import { localDateOf, localTimeOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { FirstCallAgreementKind } from '../../../../schema/events/cases.js';
import type { Policy } from '../../../../schema/policy.js';
import { Ipo } from '../../entities/placements/ipo.js';
import type { Placement } from '../../entities/placements/placement.js';
import { respiteStays } from '../../reads/requests/respite-stays.js';
import { assessmentRefusal } from '../../rules/placements/assessment.js';
import { isLateOnDischargeDay } from '../../rules/placements/d2a-call-times.js';
import { firstCallRefusals } from '../../rules/placements/first-call.js';
import { isShortNotice, shortNoticeRefusal } from '../../rules/placements/short-notice.js';
import { longerStayRefusal, startDatesRefusals } from '../../rules/placements/start-dates.js';
import { respiteAllowanceRefusals } from '../../rules/requests/respite-allowance.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { movePlacement } from '../../steps/move.js';
import { issueIpo } from '../../steps/placements/issue-ipo.js';
import { subjectOf, tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export interface ConfirmFirstCall {
  readonly idempotencyKey: string;
  readonly placementId: string;
  /** First call, or admission. */
  readonly firstCallAt: Date;
  /** D2A: the D2A team and the provider agreed to a call after the last that is usually booked. (WIN-19) */
  readonly laterCallAgreed: boolean;
  /** D2A: brokerage and the provider agreed to a call for which the notice came too late. (WIN-06, WIN-07) */
  readonly shortNoticeAgreed: boolean;
  readonly assessmentCompletedOn: string | null;
  /** Respite only. */
  readonly lengthOfStayNights: number | null;
}

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/**
 * The awarded provider says when the first call takes place. It is taken after the limit as well: that it is late has
 * been told by then. Until it begins the call may be moved by confirming again, which changes no state; an IPO that
 * says another day is then followed by its next version. What only an agreement with the council allows is kept with who
 * said that there is one, and when, and told to its broker. Where the award says that the provider assesses, its assessment
 * comes first; a stay of respite is no longer than agreed, and within the allowance of the year that it then lies in.
 * [ROUT-10, DEL-10, ROUT-15, ROUT-29, ROUT-34, ROUT-36, WIN-06, WIN-07, WIN-19, AWRD-06, ASM-08]
 */
export async function confirmFirstCall(work: Work, input: ConfirmFirstCall): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'confirmFirstCall', allowed, input, async (t, { carePackage, placement }) => {
    const now = await t.now();
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const startDate = localDateOf(input.firstCallAt);
    const { lengthOfStayNights, firstCallAt } = input;
    const { dischargeAt, firstCallRequiredFrom: requiredFrom, firstCallAgreedOn: agreedOn } = placement;
    // What was recorded of an assessment stays when the call is moved.
    const assessmentCompletedOn = input.assessmentCompletedOn ?? placement.assessmentCompletedOn;
    const isMoved = placement.confirmedAt !== null && placement.startedAt === null && placement.endedAt === null;
    unlessRefused(
      firstCallRefusals(
        {
          documentsSentAt: placement.documentsSentAt,
          confirmedAt: now,
          firstCallAt,
          movedFrom: isMoved ? placement.firstCallAt : null,
          discharge:
            placement.careType === 'D2A'
              ? { at: dischargeAt, awardedAt: placement.awardedAt, laterCallAgreed: input.laterCallAgreed }
              : null,
        },
        policy,
      ),
      shortNoticeRefusal({ callOn: startDate, requiredFrom, agreedOn, shortNoticeAgreed: input.shortNoticeAgreed }),
      startDatesRefusals(placement.serviceType, { startDate, assessmentCompletedOn, lengthOfStayNights }),
      assessmentRefusal(
        { assessesFirst: placement.assessesFirst, assessmentCompletedOn },
        { awardedOn: localDateOf(placement.awardedAt), today: localDateOf(now) },
      ),
      await stayRefusals(t, placement, { from: startDate, nights: lengthOfStayNights }, policy),
    );
    if (!isMoved) movePlacement(placement, 'confirm first call');
    const isAnotherDay = isMoved && placement.startDate !== startDate;
    const agreed: FirstCallAgreementKind[] = [];
    if (isShortNotice({ callOn: startDate, requiredFrom, agreedOn })) agreed.push('SHORT_NOTICE');
    if (dischargeAt && isLateOnDischargeDay({ callAt: firstCallAt, dischargeAt }, policy)) agreed.push('LATE_CALL');
    const saidBy = { by: t.caller.subject, at: now.toISOString(), firstCallAt: firstCallAt.toISOString() };
    placement.firstCallAgreements = [...placement.firstCallAgreements, ...agreed.map((what) => ({ what, ...saidBy }))];
    placement.confirmedAt = now;
    placement.firstCallAgreedOn = startDate;
    placement.firstCallAt = firstCallAt;
    placement.startDate = startDate;
    placement.startTime = localTimeOf(firstCallAt);
    placement.assessmentCompletedOn = assessmentCompletedOn;
    placement.lengthOfStayNights = lengthOfStayNights;
    await meetDeadline(t, 'ROUT-10', subjectOf(placement));
    const hearers = { provider: true, roles: ['broker', 'practitioner'] } as const;
    await tellOfPlacement(t, placement, 'FirstCallConfirmed', hearers, {
      firstCallAt: firstCallAt.toISOString(),
      agreed,
    });
    if (isAnotherDay && (await hasIpo(t, placement))) {
      const { currentWeeklyWorkerMinutes: weeklyWorkerMinutes } = placement;
      await issueIpo(t, carePackage, placement, { weeklyWorkerMinutes, effectiveFrom: startDate });
    }
  });
}

/** An admission on another day than was asked for may lie in another financial year. (ASM-08) */
async function stayRefusals(
  t: Transaction,
  { serviceType, need, personId, packageId }: Placement,
  { from, nights }: { readonly from: string; readonly nights: number | null },
  policy: Policy,
): Promise<readonly Refusal[]> {
  const longer = longerStayRefusal(nights, need.home?.lengthOfStayNights ?? null);
  if (longer) return [longer];
  if (serviceType !== 'RESPITE' || nights === null || from === need.neededFrom) return [];
  const taken = await respiteStays(t.em, [personId], localDateOf(await t.now()), packageId);
  return respiteAllowanceRefusals({ from, nights }, taken, policy, 'input.lengthOfStayNights');
}

async function hasIpo(t: Transaction, placement: Placement): Promise<boolean> {
  return (await t.em.count(Ipo, { placementId: placement.id })) > 0;
}
