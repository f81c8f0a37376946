import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import type { CarePlan } from '../../entities/plans/care-plan.js';
import type { Package } from '../../entities/requests/package.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { carePlanRefusals, contentOf } from '../../rules/plans/care-plan.js';
import { planBeyondRefusals } from '../../rules/plans/strengths.js';
import { budgetUsedRefusal } from '../../rules/requests/starter-budget.js';
import { tellOfPlacement } from '../placements/tell-of-placement.js';
import { keepCarePlan } from './keep-care-plan.js';
import { startInterimClock } from './start-interim-clock.js';

/**
 * The award names the one thing a plan could not say before: the provider. A plan that the council has authorised is
 * authorised with it, and what came with a discharge passport becomes the interim plan that care starts on, when each
 * then holds all seven contents and nothing that is refused; it too is to be replaced. [ASM-10, ASM-12, ROUT-15]
 */
export async function nameProvider(
  t: Transaction,
  carePackage: Package,
  placement: Placement,
  plan: CarePlan,
): Promise<void> {
  const isD2a = carePackage.path === 'PASSPORT';
  if (!isD2a && !plan.authorisedAt) return;
  const { providerId } = placement;
  const budget = await starterBudgetOf(t.em, carePackage.id);
  const refusals = [
    ...carePlanRefusals(contentOf(plan, placement)),
    ...planBeyondRefusals(plan, providerId, 'input.carePlan'),
    budgetUsedRefusal(plan.availableBudgetPence, budget && budgetFacts(budget), 'input.carePlan.availableBudgetPence'),
  ];
  if (refusals.some((refusal) => refusal !== undefined)) return;
  const status = isD2a ? 'INTERIM' : 'AUTHORISED';
  const named = await keepCarePlan(t, carePackage, {
    plan,
    providerId: placement.providerId,
    status,
    authorisedAt: isD2a ? null : await t.now(),
    ...(isD2a && { interimReason: 'The discharge passport stands in until the D2A assessment.' }),
  });
  placement.carePlanVersion = named.version;
  if (isD2a) await startInterimClock(t, placement);
  await tellOfPlacement(t, placement, 'CarePlanIssued', { provider: true }, { version: named.version, status });
}
