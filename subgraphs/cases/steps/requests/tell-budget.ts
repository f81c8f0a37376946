import type { Transaction } from '../../../../kernel/database/work.js';
import type { StarterBudgetChanged } from '../../../../schema/events/cases.js';
import type { Package } from '../../entities/requests/package.js';
import type { StarterBudget } from '../../entities/requests/starter-budget.js';
import { budgetFacts } from '../../reads/requests/starter-budget-of.js';
import { agreedBudgetPence } from '../../rules/requests/starter-budget.js';
import { tellOfPackage } from './tell-of-package.js';

/** Tells both sides, and those who source the package, that its budget is another one. [ASM-23, IDG-16] */
export async function tellBudget(
  t: Transaction,
  carePackage: Package,
  budget: StarterBudget,
  change: StarterBudgetChanged['data']['change'],
): Promise<void> {
  const isAgreed = agreedBudgetPence(budgetFacts(budget)) !== null;
  const roles = ['broker', 'practitioner', 'commissioner'] as const;
  await tellOfPackage(t, carePackage, 'StarterBudgetChanged', roles, { change, isAgreed });
}
