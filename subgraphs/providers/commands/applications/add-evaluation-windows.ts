import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { OpenFramework } from '../../entities/applications/open-framework.js';
import { REGISTER } from '../../entities/readers.js';
import { addWindows, type WindowTimes } from '../../steps/applications/add-windows.js';
import { changeFramework, type FrameworkAct } from '../../steps/applications/change-framework.js';
import { tellFramework } from '../../steps/applications/tell-framework.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface AddEvaluationWindows extends FrameworkAct {
  readonly windows: readonly WindowTimes[];
}

/** Gives an open framework more evaluation windows. Refuses what `windowRefusals` does. [PROV-29] */
export async function addEvaluationWindows(work: Work, input: AddEvaluationWindows): Promise<Outcome<OpenFramework>> {
  return changeFramework(work, 'addEvaluationWindows', allowed, input, async (t, framework) => {
    await addWindows(t, framework, input.windows);
    await tellFramework(t, framework, 'WINDOW_ADDED');
  });
}
