import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Package } from '../../entities/requests/package.js';
import { StarterBudget } from '../../entities/requests/starter-budget.js';
import { starterBudgetOf } from '../../reads/requests/starter-budget-of.js';
import { packageOverRefusal } from '../../rules/requests/package-states.js';
import { rasRefusal } from '../../rules/requests/starter-budget.js';
import { actOnPackage } from '../../steps/act-on-case.js';
import { tellBudget } from '../../steps/requests/tell-budget.js';

export const allowed = { scope: 'requests:write', roles: ['case-system', 'practitioner'] } satisfies Allowed;

/**
 * Records what the resource allocation system gave for a package. Another figure takes the place of the one before: its
 * adjustments go with it, and nobody has agreed to it yet. The same figure changes nothing. [ASM-23]
 */
export async function recordStarterBudget(
  work: Work,
  input: { readonly idempotencyKey: string; readonly packageId: string; readonly rasWeeklyPence: number },
): Promise<Outcome<Package>> {
  return actOnPackage(work, 'recordStarterBudget', allowed, input, async (t, carePackage) => {
    const { rasWeeklyPence: rasPence } = input;
    unlessRefused(packageOverRefusal(carePackage.state), rasRefusal(rasPence));
    const { council, id: packageId } = carePackage;
    const held = await starterBudgetOf(t.em, packageId);
    if (held?.rasPence === rasPence) return;
    const figure = { rasPence, adjustments: [], agreements: [], recordedAt: await t.now() };
    const budget = held
      ? t.em.assign(held, figure)
      : t.em.create(StarterBudget, { council, packageId, ...figure }, { persist: true });
    await tellBudget(t, carePackage, budget, 'RECORDED');
  });
}
