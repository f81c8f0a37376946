import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { OpenFramework } from '../../entities/applications/open-framework.js';
import { REGISTER } from '../../entities/readers.js';
import { lotRefusal } from '../../rules/applications/open-framework.js';
import { changeFramework, type FrameworkAct } from '../../steps/applications/change-framework.js';
import { tellFramework } from '../../steps/applications/tell-framework.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RemoveLot extends FrameworkAct {
  /** Code of the lot. */
  readonly lot: string;
}

/**
 * Takes a lot out of an open framework: it takes no new applications from now on. Applications that were submitted for
 * it, and memberships in it, go on. Refuses what `lotRefusal` does. [PROV-19]
 */
export async function removeLot(work: Work, input: RemoveLot): Promise<Outcome<OpenFramework>> {
  return changeFramework(work, 'removeLot', allowed, input, async (t, framework) => {
    unlessRefused(lotRefusal(input.lot, framework.lots, 'input.lot'));
    const removedOn = localDateOf(await t.now());
    framework.lots = framework.lots.map((lot) => (lot.code === input.lot ? { ...lot, removedOn } : lot));
    await tellFramework(t, framework, 'LOT_REMOVED', input.lot);
  });
}
