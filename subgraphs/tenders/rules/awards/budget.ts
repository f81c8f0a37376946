import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type BidState, isInEvaluation } from '../bids/bid-states.js';
import { type CallOffState, SOURCING_STATES } from '../call-offs/call-off-states.js';

export const APPROVAL_REASON_CHARACTERS = 1000;

/** Whether a week of a response costs more than the individual budget; exactly the budget does not. [ROUT-45; 003 ¶14] */
export function isOverBudget(weeklyCostPence: number, budgetPence: number): boolean {
  return weeklyCostPence > budgetPence;
}

/** A week of an awarded response, the budget for it, and who approved more, as it was read at the award. */
export interface BudgetFacts {
  readonly weeklyCostPence: number;
  /** Null while both sides do not agree to it. */
  readonly budgetPence: number | null;
  /** What was approved for this response a week; null if nothing was. */
  readonly approvedPence: number | null;
  /** The budget when that was approved; null if nothing was, or it was before the hub kept it. */
  readonly approvedBudgetPence: number | null;
}

/**
 * Refuses an award while the budget may not be used, and one above it that nobody has approved: an approval of less does not
 * cover it, nor does one from before the budget fell, since it was of less above it. [ROUT-45, ASM-23; 003 ¶14]
 */
export function budgetRefusal(facts: BudgetFacts): Refusal | undefined {
  const { weeklyCostPence, budgetPence, approvedPence, approvedBudgetPence } = facts;
  if (budgetPence === null) return BUDGET_NOT_AGREED;
  if (!isOverBudget(weeklyCostPence, budgetPence)) return undefined;
  const isCovered = approvedPence !== null && approvedPence >= weeklyCostPence;
  const hasFallen = approvedBudgetPence !== null && budgetPence < approvedBudgetPence;
  return isCovered && !hasFallen ? undefined : OVER_BUDGET;
}

/** A response that a commissioner would approve, as it stands. */
export interface ApprovalFacts {
  /** Whether a budget counts on the route. */
  readonly withinBudget: boolean;
  readonly callOff: CallOffState;
  /** Null if it is no response of this stage. */
  readonly response: BidState | null;
}

/** Refuses to approve what can be awarded no more: its call-off is withdrawn or over, or has its award. [ROUT-45, SM-2] */
export function approvalRefusal({ withinBudget, callOff, response }: ApprovalFacts): Refusal | undefined {
  const isSought = SOURCING_STATES.some((each) => each === callOff);
  const mayBeAwarded = response !== null && isInEvaluation(response);
  return withinBudget && isSought && mayBeAwarded ? undefined : NOTHING_TO_APPROVE;
}

/** Refuses an approval without a reason of 1 to 1,000 characters, or with one that tells anybody's data. [ROUT-45, IDG-05] */
export function approvalReasonRefusals(reason: string): readonly Refusal[] {
  if (reason.trim() === '' || reason.length > APPROVAL_REASON_CHARACTERS) return [REASON_MISSING];
  return councilTextRefusals(reason, 'input.reason');
}

/** What an award cost beside its budget, pence a week; below the budget it is negative. [EVAL-14] */
export interface ValueForMoney {
  readonly budgetPence: number;
  readonly weeklyCostPence: number;
  readonly differencePence: number;
  /** Of the budget, in per cent, rounded to two places, half away from zero; null of no budget at all. */
  readonly differencePct: number | null;
}

/** What awards cost beside their budgets, one or many together. [EVAL-14; 003 ¶9b, ¶13 to ¶15] */
export function valueForMoney(budgetPence: number, weeklyCostPence: number): ValueForMoney {
  const differencePence = weeklyCostPence - budgetPence;
  return { budgetPence, weeklyCostPence, differencePence, differencePct: percentOf(differencePence, budgetPence) };
}

function percentOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const [size, of] = [BigInt(Math.abs(part)), BigInt(whole)];
  const hundredths = Number((20_000n * size + of) / (2n * of));
  return hundredths === 0 ? 0 : (Math.sign(part) * hundredths) / 100;
}

const BUDGET_NOT_AGREED = refuse(
  'ASM-23',
  'BUDGET_NOT_AGREED',
  'The care manager and the commissioner must both agree to the starter budget before it is used.',
);
const NOTHING_TO_APPROVE = refuse(
  'ROUT-45',
  'NOTHING_TO_APPROVE',
  'Approve a response of this call-off that may still be awarded, on a route with a budget.',
  'input.bidId',
);
const OVER_BUDGET = refuse(
  'ROUT-45',
  'OVER_BUDGET',
  'A week of this response costs more than the individual budget: a commissioner approves it first.',
);
const REASON_MISSING = refuse(
  'ROUT-45',
  'REASON_MISSING',
  `Say in 1 to ${APPROVAL_REASON_CHARACTERS} characters why it may cost more; name nobody.`,
  'input.reason',
);
