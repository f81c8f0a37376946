import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { isId } from '../../../../kernel/values/ids.js';
import { accepted, type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Award } from '../../entities/awards/award.js';
import { BudgetApproval } from '../../entities/awards/budget-approval.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { chosenOf } from '../../reads/awards/chosen.js';
import { type Candidates, candidatesOf } from '../../reads/evaluation/candidates.js';
import { agreedStartRefusal } from '../../rules/awards/agreed-start.js';
import type { AllocationException } from '../../rules/awards/allocation-exception.js';
import {
  type AwardFacts,
  awardRefusals,
  awardTextRefusals,
  awardTimingRefusal,
  endsAtGates,
  NO_SUCH_BID,
  overRefusal,
} from '../../rules/awards/award.js';
import type { BudgetFacts } from '../../rules/awards/budget.js';
import { type Chosen, notChosenRefusal } from '../../rules/awards/choice.js';
import { type InvolvementEntry, involvementRefusal } from '../../rules/awards/involvement.js';
import { criteriaFor } from '../../rules/bids/answer-form.js';
import { contentOf } from '../../rules/bids/bid-content.js';
import { IN_EVALUATION } from '../../rules/bids/bid-states.js';
import type { CallOffState } from '../../rules/call-offs/call-off-states.js';
import { coreRefusal, costSought } from '../../rules/call-offs/together.js';
import { panelNotDoneRefusal } from '../../rules/evaluation/panel.js';
import type { Check, EligibilityCheckId } from '../../rules/invitations/check.js';
import { eligibilityChecks, eligibilityRefusals } from '../../rules/invitations/eligibility.js';
import { advertAsks, stageAsks } from '../../rules/invitations/stage-asks.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type AwardAnswers, askOwners } from '../../steps/awards/ask-owners.js';
import { endAtGates } from '../../steps/awards/end-at-gates.js';
import { holdAwards } from '../../steps/awards/hold-awards.js';
import { makeAward } from '../../steps/awards/make-award.js';
import { placeChosen, placeToAward } from '../../steps/awards/place-to-award.js';
import { type HeldCallOff, holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { keepEvaluations } from '../../steps/evaluation/keep-evaluations.js';
import { closeStage, newDrawSeed } from '../../steps/stages/close-stage.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

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
  /** `YYYY-MM-DD` on which the winner is to start, where that is agreed with it (ROUT-40, AWRD-06); null elsewhere. */
  readonly agreedStart: string | null;
  readonly idempotencyKey: string;
}

/** The award; or the refusals of one whose bid ended at its gates, which is kept although the award is refused. */
interface Decision {
  /** Of the award, or of the bid that ended. */
  readonly id: string;
  readonly award: Award | null;
  readonly refusals: readonly Refusal[];
}

/**
 * Offers the package to one suitable bid, once every gate has been read again from its owner at this instant.
 *
 * Awards to one provider follow one another, in whichever council, so that two cannot both find the last room under its
 * ceiling. A place in a home above the standard fee is awarded with its top-up settled alone, on price and fee as they are
 * now. If an owner does not answer nothing happens, and the same request may be sent again. A bid whose provider fails a gate
 * ends here, although its award is refused, and the call-off goes on to the next. [AWRD-01, AWRD-06, ROUT-05, ROUT-09, ROUT-40,
 * WIN-03, EVAL-01 to EVAL-05, EVAL-11, EVAL-14, ROUT-45, CHOI-06, SM-2; 002 App A ¶3, ¶5, ¶7]
 */
export async function awardCallOff(work: Work, input: AwardCallOff): Promise<Outcome<Award>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  const outcome = await inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'awardCallOff', key: idempotencyKey, input: request },
      () => decide(t, request),
      (id) => decidedBefore(t, id),
    ),
  );
  if (!outcome.result) return outcome;
  const { award, refusals } = outcome.result;
  return award ? accepted(award) : refused(...refusals);
}

type Request = Omit<AwardCallOff, 'idempotencyKey'>;

async function decide(t: Transaction, request: Request): Promise<Decision> {
  unlessRefused(awardTextRefusals(request));
  const held = await holdCallOff(t, request.callOffId);
  const { callOff, policy } = held;
  const early = callOff.state === 'OPEN';
  const { emergencyReason } = request;
  const { choice, gate, withinBudget, agreesStart, topUps } = definitionOf(callOff.route!);
  const choosing = await chosenIn(t, callOff);
  unlessRefused(overRefusal(callOff.state) ?? notChosenRefusal(choice, choosing, request.bidId));
  const chosen = choosing.bidId;
  const isChosen = chosen !== null && TO_AWARD.includes(callOff.state);
  const timing = { callOff: callOff.state, isChosen, urgency: callOff.need.urgency, emergencyReason };
  unlessRefused(awardTimingRefusal(timing));
  const stage = held.stage as Stage;
  unlessRefused(panelNotDoneRefusal(gate, { isOpen: early, unagreed: await unagreedIn(t, stage) }));
  await holdAwards(t, callOff);
  const at = await t.now();
  const involvement = await involvementOf(t, callOff.id, request);
  // What the request lacks by itself is told before any sealed bid is looked at: no refusal may tell whether there is one.
  if (early) unlessRefused(involvementRefusal(involvement, at));

  // Made now and not before: whoever knew it while bids came in could tell who would win a draw.
  const drawSeed = early ? newDrawSeed() : stage.drawSeed;
  const candidates = await candidatesOf(t.em, { callOff, stage, policy }, drawSeed, at);
  const bid = await bidToAward(t, stage, candidates, chosen ?? request.bidId);
  const start = { offeredFrom: bid.startDate!, today: localDateOf(at) };
  unlessRefused(agreedStartRefusal(agreesStart ?? false, request.agreedStart, start));
  await lockNamed(t, `award/${bid.providerId}`);
  const answers = await askOwners(t, callOff, bid);
  const checks = answers && (await gatesOf(t, held, bid, answers));
  const approval = await approvalOf(t, bid);
  const placed = topUps && callOff.need.home ? await placeChosen(t, choosing.choiceId) : null;
  const facts: AwardFacts = {
    ...timing,
    ...asEvaluated(bid, candidates),
    order: candidates.order.map(({ bidId }) => bidId),
    exception: request.exception,
    criteria: criteriaFor(definitionOf(callOff.route!).answer, policy),
    involvement,
    provider: answers && checks && { checks, lowRateQueryOpen: answers.standing.lowRateQueryOpen },
    sourcingAgreed: answers ? answers.sourcing.agreed : null,
    budget: answers && withinBudget ? budgetOf(callOff, bid, answers, approval) : null,
    core: answers && coreOf(callOff, answers),
    place: answers && placed ? placeToAward(callOff, bid, answers, placed) : null,
    at,
  };
  const refusals = awardRefusals(facts);
  if (checks && endsAtGates(facts)) {
    await endAtGates(t, held, bid, checks);
    return { id: bid.id, award: null, refusals };
  }
  unlessRefused(refusals);

  if (early) {
    await closeStage(t, held, 'EARLY_AWARD', drawSeed);
    await keepEvaluations(t, held, candidates.evaluations);
    await t.em.flush();
  } else if (!stage.endedAt) {
    await closeStage(t, held, 'EXPIRED', stage.drawSeed);
  }
  const award = await makeAward(t, held, bid, {
    ...request,
    order: candidates.order,
    upon: candidates.upon,
    answers: answers!,
    checks: checks!,
    approval,
    placed,
    withinBudget: withinBudget ?? false,
    emergencyReason: early ? emergencyReason : null,
  });
  return { id: award.id, award, refusals: [] };
}

/** How many bids of a stage a panel has still to agree on. (ROUT-40) */
function unagreedIn(t: Transaction, { id: stageId }: Stage): Promise<number> {
  return t.em.count(Bid, { stageId, state: { $in: [...IN_EVALUATION] }, gateOutcome: null });
}

/** Whether each person's share of core support is within the budget as it is now. (ISF-04) */
function coreOf({ packages, coreWeeklyPence }: CallOff, { sourcing }: AwardAnswers): Refusal | undefined {
  return sourcing.budgets && coreWeeklyPence !== null
    ? coreRefusal(packages, sourcing.budgets, coreWeeklyPence)
    : undefined;
}

/** The latest approval of more than the budget for a response; null if there is none. (ROUT-45) */
async function approvalOf(t: Transaction, { id: bidId }: Bid): Promise<BudgetApproval | null> {
  return t.em.findOne(BudgetApproval, { bidId }, { orderBy: { approvedAt: 'desc', id: 'desc' } });
}

/** What a response costs, beside the budget as it is now. (ROUT-45) */
function budgetOf(
  { packages }: CallOff,
  bid: Bid,
  { sourcing }: AwardAnswers,
  approval: BudgetApproval | null,
): BudgetFacts | null {
  if (!bid.response) return null;
  return {
    weeklyCostPence: costSought(bid.response, packages),
    budgetPence: sourcing.agreedBudgetPence,
    approvedPence: approval?.weeklyPence ?? null,
    approvedBudgetPence: approval?.budgetPence ?? null,
  };
}

/** The same decision read again: an award, or a bid that ended at the gates that were kept with it. */
async function decidedBefore(t: Transaction, id: string): Promise<Decision> {
  const award = await t.em.findOne(Award, id);
  if (award) return { id, award, refusals: [] };
  const { checks } = await t.em.findOneOrFail(Bid, id);
  return { id, award: null, refusals: eligibilityRefusals(checks, 'AWARD') };
}

async function bidToAward(t: Transaction, stage: Stage, { order }: Candidates, bidId: string | null): Promise<Bid> {
  const id = bidId ?? order[0]?.bidId;
  const bid = id && isId(id) ? await t.em.findOne(Bid, { id, callOffId: stage.callOffId, stageId: stage.id }) : null;
  unlessRefused(bid ? null : NO_SUCH_BID);
  return bid!;
}

/** What was chosen is awarded in these states. (SM-2) */
const TO_AWARD: readonly CallOffState[] = ['AWARDING', 'SUITABLE'];
/** In these it is chosen, and the home has still to decide. (ROUT-32) */
const TO_DECIDE: readonly CallOffState[] = ['PREFERRED', 'HOME_ASSESSING'];

/** The offer, or the home, that was chosen and is to be awarded; none while nothing is. (ROUT-28, ROUT-31, CHOI-07) */
async function chosenIn(t: Transaction, { id, state }: CallOff): Promise<Chosen> {
  const chosen = await chosenOf(t.em, id);
  return TO_AWARD.includes(state) || TO_DECIDE.includes(state) ? chosen : { ...chosen, bidId: null };
}

/** A bid and its results; of an open stage, as they would be kept if it closed now. */
function asEvaluated(bid: Bid, { evaluations }: Candidates): Pick<AwardFacts, 'bid' | 'criteriaResults'> {
  const found = evaluations.get(bid);
  return {
    bid: { id: bid.id, state: found && !found.eligible ? 'INELIGIBLE' : bid.state },
    criteriaResults: found ? found.criteria : bid.criteria,
  };
}

async function gatesOf(
  t: Transaction,
  { callOff, stage, policy }: HeldCallOff,
  bid: Bid,
  { standing, home, uncountedWeeklyMinutes }: AwardAnswers,
): Promise<readonly Check<EligibilityCheckId>[]> {
  const on = localDateOf(await t.now());
  return eligibilityChecks(
    {
      ...stageAsks(callOff, stage!, policy),
      ...{ standing, home, uncountedWeeklyMinutes, on, purpose: 'AWARD' },
    },
    { form: definitionOf(callOff.route!).answer, content: contentOf(bid), asks: advertAsks(stage!) },
  );
}

async function involvementOf(
  t: Transaction,
  callOffId: string,
  { involvement, notInvolvedBecause }: Request,
): Promise<AwardFacts['involvement']> {
  const recorded = await t.em.find(Involvement, { callOffId });
  return { entries: [...recorded, ...involvement], notPossibleBecause: notInvolvedBecause };
}
