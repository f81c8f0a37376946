import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { Award } from '../../entities/awards/award.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { Bid } from '../../entities/bids/bid.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import type { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { UncountedHours } from '../../entities/invitations/uncounted-hours.js';
import type { Stage } from '../../entities/stages/stage.js';
import type { AllocationException } from '../../rules/awards/allocation-exception.js';
import { awardRefusals, awardTimingRefusal } from '../../rules/awards/award.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import type { Check, EligibilityCheckId } from '../../rules/invitations/check.js';
import { eligibilityChecks, eligibilityRefusals } from '../../rules/invitations/eligibility.js';
import { type AwardAnswers, askOwners } from '../../steps/awards/ask-owners.js';
import { tellOutcome } from '../../steps/awards/tell-outcome.js';
import { contentOf } from '../../steps/bids/content-of.js';
import { evaluateStage, rankStage } from '../../steps/evaluation/evaluate-stage.js';
import { type HeldCallOff, holdCallOff } from '../../steps/hold-call-off.js';
import { moveBid, moveCallOff } from '../../steps/move.js';
import { closeStage } from '../../steps/stages/close-stage.js';
import { nextStep, takeStep } from '../../steps/stages/stage-by-stage.js';
import { settleStageDeadlines, subjectOf } from '../../steps/stages/stage-deadlines.js';

export interface AwardCallOff {
  readonly callOffId: string;
  /** Null for the bid that comes first. */
  readonly bidId: string | null;
  /** Why a bid that does not come first (ROUT-09). */
  readonly exception: AllocationException | null;
  /** Why before the close (WIN-03). */
  readonly emergencyReason: string | null;
  /** Beside what was recorded before (EVAL-11). */
  readonly involvement: readonly InvolvementEntry[];
  readonly notInvolvedBecause: string | null;
}

/**
 * Offers the package to one suitable bid, once every gate has been read again from its owner at this instant. [AWRD-01,
 * ROUT-05, ROUT-09, WIN-03, EVAL-01 to EVAL-05, EVAL-11, SM-2; 002 App A ¶3, ¶5, ¶7]
 *
 * Awards to one provider come one after the other, in whichever council, so that two cannot both find the last room
 * under its ceiling. Where an owner does not answer nothing happens, and the same request may be sent again. A bid
 * whose provider fails a gate ends here, although its award is refused, and the call-off goes on to the next.
 */
export async function awardCallOff(work: Work, input: AwardCallOff): Promise<Outcome<Award>> {
  authorise(work.caller, { scope: 'sourcing:write', roles: ['broker'] });
  const outcome = await inTransaction(work, work.caller.organisation, async (t) => {
    const held = await holdCallOff(t, input.callOffId);
    const { callOff, policy } = held;
    const { emergencyReason } = input;
    const asFound = callOff.state;
    const timing = { callOff: asFound, urgency: callOff.need.urgency, emergencyReason };
    unlessRefused(inputLimitRefusals(input, 'input'), awardTimingRefusal(timing));
    if (asFound === 'OPEN') await closeStage(t, held, 'EARLY_AWARD');
    const { order } = asFound === 'OPEN' ? await evaluateStage(t, held) : await rankStage(t, held);
    const bid = await chosenBid(t, held, order, input.bidId);

    await awardOneByOne(t, bid.providerId);
    const answers = await askOwners(t, callOff, bid.providerId);
    const now = await t.now();
    const gates = gatesOf(held, bid, answers, now);
    const involvement = await involvementOf(t, held, input);
    const refusals = awardRefusals({
      ...timing,
      // Evaluated already where an emergency has just cut the window short.
      bid: { id: bid.id, state: asFound === 'OPEN' && bid.state === 'UNDER_EVALUATION' ? 'SUBMITTED' : bid.state },
      order: order.map(({ bidId }) => bidId),
      exception: input.exception,
      criteria: policy.evaluation.criteria,
      criteriaResults: bid.criteria,
      involvement,
      provider: answers && gates && { checks: gates, lowRateQueryOpen: answers.standing.lowRateQueryOpen },
      sourcingAgreed: answers ? answers.sourcing.agreed : null,
      at: now,
    });
    if (refusals.length > 0) {
      const gatesAlone = gates !== null && refusals.length === eligibilityRefusals(gates, 'AWARD').length;
      // An open window runs on as if nobody had asked.
      if (!gatesAlone || asFound === 'OPEN') unlessRefused(refusals);
      await failGates(t, held, bid, gates!);
      return { award: null, refusals };
    }
    const award = await decide(t, held, bid, { ...input, order, answers: answers!, checks: gates! });
    return { award, refusals: [] };
  });
  if (!outcome.result) return outcome;
  const { award, refusals } = outcome.result;
  return award ? { result: award, refusals: [] } : refused(...refusals);
}

async function chosenBid(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  order: readonly RankedBid[],
  bidId: string | null,
): Promise<Bid> {
  const id = bidId ?? order[0]?.bidId;
  const bid = id ? await t.em.findOne(Bid, { id, callOffId: callOff.id, stageId: stage!.id }) : null;
  unlessRefused(bid ? null : NO_SUCH_BID);
  return bid!;
}

const NO_SUCH_BID: Refusal = {
  rule: 'ROUT-07',
  code: 'NO_SUCH_BID',
  message: 'Give a bid of the stage that was evaluated, or none for the one that comes first.',
  field: 'input.bidId',
};

/** Held until this transaction ends, across councils. [PROV-23, EVAL-03] */
async function awardOneByOne(t: Transaction, providerId: string): Promise<void> {
  await t.em.execute(`select pg_advisory_xact_lock(hashtextextended('award/' || ?, 0))`, [providerId]);
}

function gatesOf(
  { callOff, stage, policy }: HeldCallOff,
  bid: Bid,
  answers: AwardAnswers | null,
  now: Date,
): readonly Check<EligibilityCheckId>[] | null {
  if (!answers) return null;
  const { standing, uncountedWeeklyMinutes } = answers;
  const on = localDateOf(now);
  return eligibilityChecks(
    { standing, uncountedWeeklyMinutes, need: callOff.need, stage: stage!.kind, purpose: 'AWARD', on, policy },
    contentOf(bid),
  );
}

async function involvementOf(t: Transaction, { callOff }: HeldCallOff, input: AwardCallOff) {
  const recorded = await t.em.find(Involvement, { callOffId: callOff.id });
  return { entries: [...recorded, ...input.involvement], notPossibleBecause: input.notInvolvedBecause };
}

/** AWARDING, gate fails: that bid ends, and the call-off goes on with the others, or to the next stage. [SM-2, EVAL-01] */
async function failGates(
  t: Transaction,
  held: HeldCallOff,
  bid: Bid,
  gates: readonly Check<EligibilityCheckId>[],
): Promise<void> {
  const { callOff, stage } = held;
  await moveCallOff(t, callOff, 'offer');
  await moveBid(t, callOff, bid, 'select');
  bid.checks = gates;
  await moveBid(t, callOff, bid, 'gate fails');
  await moveCallOff(t, callOff, 'gate fails');
  await tellOutcome(t, callOff, stage!, bid);
  const { order } = await rankStage(t, held);
  await takeStep(t, held, await nextStep(t, held, order.length));
}

async function decide(
  t: Transaction,
  held: HeldCallOff,
  bid: Bid,
  upon: AwardCallOff & {
    readonly order: readonly RankedBid[];
    readonly answers: AwardAnswers;
    readonly checks: readonly Check<EligibilityCheckId>[];
  },
): Promise<Award> {
  const { callOff } = held;
  const stage = held.stage as Stage;
  const { answers, order, checks, exception } = upon;
  const early = callOff.state === 'OPEN';
  const departs = order[0]?.bidId !== bid.id;
  const now = await t.now();

  await moveCallOff(t, callOff, early ? 'award early' : 'offer', {
    reason: (early && upon.emergencyReason) || undefined,
  });
  await moveBid(t, callOff, bid, 'select', { reason: departs ? exception?.reason : undefined });
  await moveBid(t, callOff, bid, 'accept');
  bid.checks = checks;
  await moveCallOff(t, callOff, 'confirm award');

  const award = t.em.create(
    Award,
    {
      council: callOff.council,
      callOffId: callOff.id,
      stageId: stage.id,
      bidId: bid.id,
      providerId: bid.providerId,
      patch: callOff.patch,
      stage: stage.kind,
      weeklyWorkerMinutes: callOff.need.weeklyWorkerMinutes,
      hourlyRatePence: answers.standing.blendedRatePence[callOff.need.careType] ?? null,
      decidedAt: now,
      decidedBy: t.caller.subject,
      policyVersion: callOff.policyVersion,
      sourcingVersion: answers.sourcing.version,
      standingVersion: answers.standing.version,
      checks: checks as EligibilityCheck[],
      order: [...order],
      exceptionReason: departs ? (exception?.reason ?? null) : null,
      exceptionJustification: departs ? (exception?.justification ?? null) : null,
      emergencyReason: early ? upon.emergencyReason : null,
      notInvolvedBecause: upon.notInvolvedBecause,
    },
    { persist: true },
  );
  for (const { who, how, at } of upon.involvement) {
    const of = { council: callOff.council, callOffId: callOff.id, recordedBy: t.caller.subject, recordedAt: now };
    t.em.persist(t.em.create(Involvement, { ...of, who, how, at }));
  }
  const { weeklyWorkerMinutes } = award;
  t.em.persist(
    t.em.create(UncountedHours, {
      awardId: award.id,
      providerId: bid.providerId,
      callOffId: callOff.id,
      weeklyWorkerMinutes,
    }),
  );
  for (const beaten of await t.em.find(Bid, { stageId: stage.id, state: 'UNDER_EVALUATION', id: { $ne: bid.id } })) {
    await moveBid(t, callOff, beaten, 'not selected');
    await tellOutcome(t, callOff, stage, beaten);
  }
  await tellOutcome(t, callOff, stage, bid);
  await settleStageDeadlines(t, callOff);
  await t.tell({
    type: 'CallOffAwarded',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: {},
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      awardId: award.id,
      bidId: bid.id,
      providerId: bid.providerId,
      weeklyWorkerMinutes,
      hourlyRatePence: award.hourlyRatePence,
      startDate: bid.startDate!,
      startTime: bid.startTime!,
      need: callOff.need,
      policyVersion: callOff.policyVersion,
      emergency: award.emergencyReason !== null,
    } satisfies CallOffAwarded['data'],
  });
  return award;
}
