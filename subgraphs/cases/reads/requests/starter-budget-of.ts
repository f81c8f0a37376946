import type { EntityManager } from '../../../../kernel/database/orm.js';
import { StarterBudget } from '../../entities/requests/starter-budget.js';
import type { StarterBudget as Facts } from '../../rules/requests/starter-budget.js';

/** The starter budget of a package; null if none was recorded. [ASM-23] */
export function starterBudgetOf(em: EntityManager, packageId: string): Promise<StarterBudget | null> {
  return em.findOne(StarterBudget, { packageId });
}

/** A starter budget as the rules know it. */
export function budgetFacts({ rasPence, adjustments, agreements }: StarterBudget): Facts {
  return { rasPence, adjustments, agreedBy: agreements.map(({ side }) => side) };
}
