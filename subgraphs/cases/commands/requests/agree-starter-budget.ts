import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Package } from '../../entities/requests/package.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { packageOverRefusal } from '../../rules/requests/package-states.js';
import { agreementRefusal, NO_STARTER_BUDGET, sideOf } from '../../rules/requests/starter-budget.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { tellBudget } from '../../steps/requests/tell-budget.js';

export const allowed = { scope: 'requests:write', roles: ['practitioner', 'commissioner'] } satisfies Allowed;

/**
 * The care manager or a commissioner finds the starter budget realistic to meet needs and outcomes. Once both do, it is the
 * individual budget that may be used; each agrees once to the budget as it is. [ASM-23, ISF-01]
 */
export async function agreeStarterBudget(
  work: Work,
  input: { readonly idempotencyKey: string; readonly packageId: string },
): Promise<Outcome<Package>> {
  return actOnPackage(work, 'agreeStarterBudget', allowed, input, async (t, carePackage) => {
    const budget = await starterBudgetOf(t.em, carePackage.id);
    if (!budget) throw new RefusedError([NO_STARTER_BUDGET]);
    const { role, subject: by } = t.caller;
    const side = sideOf(role)!;
    unlessRefused(packageOverRefusal(carePackage.state), agreementRefusal(side, budgetFacts(budget)));
    budget.agreements = [...budget.agreements, { side, by, at: (await t.now()).toISOString() }];
    await tellBudget(t, carePackage, budget, 'AGREED');
  });
}
