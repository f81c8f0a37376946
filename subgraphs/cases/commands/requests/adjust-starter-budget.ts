import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Person } from '../../entities/people/person.js';
import type { Package } from '../../entities/requests/package.js';
import { budgetFacts, starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { packageOverRefusal } from '../../rules/requests/package-states.js';
import { caseTextRefusals } from '../../rules/requests/screening.js';
import { type Adjustment, adjustmentRefusals, NO_STARTER_BUDGET, sideOf } from '../../rules/requests/starter-budget.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { identityKnown } from '../../steps/people/identity-known.js';
import { tellBudget } from '../../steps/requests/tell-budget.js';

export interface AdjustStarterBudget extends Adjustment {
  readonly idempotencyKey: string;
  readonly packageId: string;
}

export const allowed = { scope: 'requests:write', roles: ['practitioner', 'commissioner'] } satisfies Allowed;

/**
 * Adjusts the starter budget of a package, with who and why. It is another budget from then on: neither side has agreed to it.
 * The reason is read by roles that read no person, and is refused if it tells whose case it is. [ASM-23, IDG-05]
 */
export async function adjustStarterBudget(work: Work, input: AdjustStarterBudget): Promise<Outcome<Package>> {
  return actOnPackage(work, 'adjustStarterBudget', allowed, input, async (t, carePackage) => {
    const { amountPence, reason } = input;
    const budget = await starterBudgetOf(t.em, carePackage.id);
    if (!budget) throw new RefusedError([NO_STARTER_BUDGET]);
    const person = await t.em.findOneOrFail(Person, carePackage.personId);
    unlessRefused(
      packageOverRefusal(carePackage.state),
      adjustmentRefusals({ amountPence, reason }, budgetFacts(budget)),
      caseTextRefusals(reason, 'input.reason', identityKnown(person, carePackage)),
    );
    const { role, subject: by } = t.caller;
    const adjustment = {
      amountPence,
      reason: reason.trim(),
      side: sideOf(role)!,
      by,
      at: (await t.now()).toISOString(),
    };
    budget.adjustments = [...budget.adjustments, adjustment];
    budget.agreements = [];
    await tellBudget(t, carePackage, budget, 'ADJUSTED');
  });
}
