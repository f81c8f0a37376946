import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** The two sides that must find a budget realistic, each by its own role. [ASM-23; 003 ¶9b, 004 L52] */
export const BUDGET_SIDES = ['CARE_MANAGER', 'COMMISSIONER'] as const;
export type BudgetSide = (typeof BUDGET_SIDES)[number];

/** The side for which a role speaks; null if it speaks for neither. [ASM-23] */
export function sideOf(role: string): BudgetSide | null {
  if (role === 'practitioner') return 'CARE_MANAGER';
  return role === 'commissioner' ? 'COMMISSIONER' : null;
}

/** A change of the figure that the resource allocation system gave: pence a week, more or less, and why. */
export interface Adjustment {
  readonly amountPence: number;
  readonly reason: string;
}

/** A starter budget: an indication of cost until both sides agree to it. Money is pence a week. */
export interface StarterBudget {
  readonly rasPence: number;
  readonly adjustments: readonly Pick<Adjustment, 'amountPence'>[];
  /** The sides that agree to it as it now is. */
  readonly agreedBy: readonly BudgetSide[];
}

/** £20,000 a week: no budget of one person is as large, and no change of one. */
const MOST_PENCE = 2_000_000;
const MOST_ADJUSTMENTS = 50;
const LONGEST_REASON = 500;

/** What it comes to: the figure with its adjustments. [ASM-23] */
export function budgetPence({ rasPence, adjustments }: Pick<StarterBudget, 'rasPence' | 'adjustments'>): number {
  return adjustments.reduce((sum, { amountPence }) => sum + amountPence, rasPence);
}

/** The individual budget that may be used: what it comes to, once both sides agree; null until then. [ASM-23, ISF-01] */
export function agreedBudgetPence(budget: StarterBudget | null): number | null {
  if (!budget || !BUDGET_SIDES.every((side) => budget.agreedBy.includes(side))) return null;
  return budgetPence(budget);
}

/** Refuses a figure of the resource allocation system of nothing, or above £20,000 a week. [ASM-23] */
export function rasRefusal(rasPence: number): Refusal | undefined {
  if (Number.isInteger(rasPence) && rasPence > 0 && rasPence <= MOST_PENCE) return undefined;
  return refuse('ASM-23', 'PENCE_INVALID', `Give 1 to ${MOST_PENCE} pence a week.`, 'input.rasWeeklyPence');
}

/** Refuses an act on the starter budget of a package that has none. [ASM-23] */
export const NO_STARTER_BUDGET = refuse(
  'ASM-23',
  'NO_STARTER_BUDGET',
  'Record what the resource allocation system gave before you adjust or agree to it.',
  'input.packageId',
);

/**
 * Refuses an adjustment of nothing or above £20,000 a week, one that leaves no budget or too large a one, one without a reason of
 * 1 to 500 characters, and more than 50 of them. [ASM-23]
 */
export function adjustmentRefusals(adjustment: Adjustment, budget: StarterBudget): Refusal[] {
  const { amountPence, reason } = adjustment;
  const refusals: Refusal[] = [];
  const after = budgetPence(budget) + amountPence;
  const isAmount = Number.isInteger(amountPence) && amountPence !== 0 && Math.abs(amountPence) <= MOST_PENCE;
  if (!isAmount || after <= 0 || after > MOST_PENCE) {
    const message = `Adjust by some pence a week, more or less, so that 1 to ${MOST_PENCE} remain.`;
    refusals.push(refuse('ASM-23', 'PENCE_INVALID', message, 'input.amountPence'));
  }
  if (reason.trim() === '' || reason.length > LONGEST_REASON) {
    const message = `Say why in 1 to ${LONGEST_REASON} characters.`;
    refusals.push(refuse('ASM-23', 'REASON_MISSING', message, 'input.reason'));
  }
  if (budget.adjustments.length >= MOST_ADJUSTMENTS) {
    const message = `A budget is adjusted at most ${MOST_ADJUSTMENTS} times: record the figure anew.`;
    refusals.push(refuse('ASM-23', 'TOO_MANY_ADJUSTMENTS', message, 'input.packageId'));
  }
  return refusals;
}

/** Refuses a second agreement of one side to the budget as it now is: the other side is asked. [ASM-23] */
export function agreementRefusal(side: BudgetSide, budget: StarterBudget): Refusal | undefined {
  if (!budget.agreedBy.includes(side)) return undefined;
  const message = 'Your side agrees to this budget already; the other side is asked.';
  return refuse('ASM-23', 'AGREED_ALREADY', message, 'input.packageId');
}

/**
 * Refuses a plan with an available budget that is not the one to which both sides agree, where the case has a starter budget.
 * [ASM-23, ASM-21]
 */
export function budgetUsedRefusal(
  availablePence: number | null,
  budget: StarterBudget | null,
  field: string,
): Refusal | undefined {
  if (availablePence === null || budget === null) return undefined;
  const agreed = agreedBudgetPence(budget);
  if (agreed === null) {
    const message = 'The care manager and the commissioner must both agree to the budget before it is used.';
    return refuse('ASM-23', 'BUDGET_NOT_AGREED', message, field);
  }
  if (availablePence === agreed) return undefined;
  return refuse('ASM-23', 'BUDGET_DIFFERS', `The budget that was agreed is ${agreed} pence a week.`, field);
}
