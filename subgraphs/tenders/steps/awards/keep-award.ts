import type { Transaction } from '../../../../kernel/database/work.js';
import { newId } from '../../../../kernel/values/ids.js';
import { NO_NIGHT_RATES } from '../../../../schema/events/cases.js';
import { Award, type PlacementAwarded } from '../../entities/awards/award.js';
import type { BudgetApproval } from '../../entities/awards/budget-approval.js';
import { Involvement } from '../../entities/awards/involvement.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { UncountedHours } from '../../entities/invitations/uncounted-hours.js';
import type { RankingFacts } from '../../reads/evaluation/rank-bids.js';
import type { AllocationException } from '../../rules/awards/allocation-exception.js';
import { isOverBudget } from '../../rules/awards/budget.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { weeklyCostByPerson } from '../../rules/bids/response-content.js';
import { coreShares, costSought } from '../../rules/call-offs/together.js';
import type { Check, EligibilityCheckId } from '../../rules/invitations/check.js';
import { placeKindPaid, weeklyPriceOn } from '../../rules/matching/home.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import type { AwardAnswers } from './ask-owners.js';
import { holdAwards, lastPosition } from './hold-awards.js';
import { keepAwardFacts } from './keep-award-facts.js';
import { type PlaceChosen, placeTermsOf } from './place-to-award.js';

/** Everything on which an award rests. */
export interface AwardBasis {
  /** The suitable bids, first to be offered first. */
  readonly order: readonly RankedBid[];
  /** What placed them so. */
  readonly upon: RankingFacts;
  readonly answers: AwardAnswers;
  /** The gates, as asked again at the award. */
  readonly checks: readonly Check<EligibilityCheckId>[];
  /** Of more than the budget; null if there is none. */
  readonly approval: BudgetApproval | null;
  /**
   * Of a place in a home whose price is held against the standard fee: what was on record when it was chosen; null of any
   * other.
   */
  readonly placed: PlaceChosen | null;
  /** Whether the route measures an award against the individual budget (ROUT-45). */
  readonly withinBudget: boolean;
  readonly exception: AllocationException | null;
  /** Null unless the window was cut short. */
  readonly emergencyReason: string | null;
  /** What is recorded with the award, in addition to what was recorded before. */
  readonly involvement: readonly InvolvementEntry[];
  readonly notInvolvedBecause: string | null;
  /** `YYYY-MM-DD` on which the winner starts, where that is agreed with it (AWRD-06); null elsewhere. */
  readonly agreedStart: string | null;
}

/**
 * Keeps an award with everything on which it rests, and the hours that the register has yet to count. [AWRD-01, AWRD-11,
 * EVAL-13, EVAL-14, ROUT-45, PROV-23]
 */
export async function keepAward(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  bid: Bid,
  upon: AwardBasis,
): Promise<Award> {
  const { answers, order, checks, exception } = upon;
  const now = await t.now();
  await holdAwards(t, callOff);
  const position = (await lastPosition(t, callOff)) + 1;
  const passesOver = order[0]?.bidId !== bid.id;
  const { id: callOffId, council } = callOff;
  const { weeklyWorkerMinutes, careType } = callOff.need;
  const weeklyCost = bid.response && costSought(bid.response, callOff.packages);
  const budgetPence = upon.withinBudget ? answers.sourcing.agreedBudgetPence : null;
  const isOver = weeklyCost !== null && budgetPence !== null && isOverBudget(weeklyCost, budgetPence);
  const placements = placementsFor(callOff, bid);
  const award = t.em.create(
    Award,
    {
      council,
      callOffId,
      stageId: stage!.id,
      bidId: bid.id,
      providerId: bid.providerId,
      homeId: bid.homeId,
      weeklyPricePence: weeklyPriceOf(callOff, bid, answers),
      ...placeTermsOf(callOff, bid, answers, upon.placed),
      placementId: placements[0]?.placementId ?? newId(),
      placements,
      agreedStart: upon.agreedStart,
      patch: callOff.patch,
      position,
      stage: stage!.kind,
      weeklyWorkerMinutes,
      // A place in a home is bought by the week.
      hourlyRatePence: bid.homeId ? null : (answers.standing.blendedRatePence[careType] ?? null),
      nightRatesPence: bid.homeId ? NO_NIGHT_RATES : (answers.standing.nightRatesPence ?? NO_NIGHT_RATES),
      weeklyCostPence: weeklyCost,
      budgetPence,
      budgetApprovalId: isOver ? (upon.approval?.id ?? null) : null,
      decidedAt: now,
      decidedBy: t.caller.subject,
      policyVersion: callOff.policyVersion,
      sourcingVersion: answers.sourcing.version,
      standingVersion: answers.standing.version,
      checks: checks as EligibilityCheck[],
      order: [...order],
      exceptionReason: passesOver ? (exception?.reason ?? null) : null,
      exceptionJustification: passesOver ? (exception?.justification ?? null) : null,
      emergencyReason: upon.emergencyReason,
      notInvolvedBecause: upon.notInvolvedBecause,
    },
    { persist: true },
  );
  for (const { who, how, at } of upon.involvement) {
    const of = { council, callOffId, recordedBy: t.caller.subject, recordedAt: now };
    t.em.persist(t.em.create(Involvement, { ...of, who, how, at }));
  }
  t.em.persist(
    t.em.create(UncountedHours, { awardId: award.id, providerId: bid.providerId, callOffId, weeklyWorkerMinutes }),
  );
  await keepAwardFacts(t, { callOff, stage }, award, upon);
  return award;
}

/** What each of several packages is awarded, the one that stands for the call-off first; none where one is sought alone. (ROUT-39, ISF-03) */
function placementsFor({ packages, coreWeeklyPence }: CallOff, { response }: Bid): PlacementAwarded[] {
  if (packages.length === 0 || !response) return [];
  const prices = weeklyCostByPerson(
    response,
    packages.map(({ person }) => person),
  );
  const shares = coreWeeklyPence === null ? null : coreShares(coreWeeklyPence, packages.length);
  return packages.map(({ packageId, person }, nth) => {
    return {
      packageId,
      placementId: newId(),
      weeklyPricePence: prices.get(person)!,
      coreSharePence: shares?.[nth] ?? null,
    };
  });
}

/** What a week in the home costs the council on the day of admission; null of any other care, and if the home says no price. */
function weeklyPriceOf({ need }: CallOff, { startDate }: Bid, { home }: AwardAnswers): number | null {
  return home && need.home ? weeklyPriceOn(home, placeKindPaid(need.home), startDate!) : null;
}
