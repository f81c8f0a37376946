/** How an individual budget is paid where core support is shared, in pence a week; null if there is none. [ISF-03, ISF-04] */
export interface PersonalBudget {
  /** The share of the core support, paid directly to the provider. */
  readonly virtualBudgetPence: number | null;
  /** What is left for the person's individual service fund; null also while no budget is agreed. */
  readonly isfWeeklyPence: number | null;
}

/**
 * The virtual budget of somebody in a scheme, and the rest of the individual budget: 500 pounds less a share of 100 are 400.
 * A share above the budget leaves nothing, for nobody is awarded so (tenders holds it up for a commissioner). [ISF-03, ISF-04; 004]
 *
 * @param coreSharePence null of somebody in no scheme
 */
export function personalBudget(coreSharePence: number | null, budgetPence: number | null): PersonalBudget {
  const isKnown = coreSharePence !== null && budgetPence !== null && budgetPence >= coreSharePence;
  return { virtualBudgetPence: coreSharePence, isfWeeklyPence: isKnown ? budgetPence - coreSharePence : null };
}
