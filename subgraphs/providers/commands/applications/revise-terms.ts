import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { OpenFramework } from '../../entities/applications/open-framework.js';
import { REGISTER } from '../../entities/readers.js';
import { revisedTermsRefusals } from '../../rules/applications/open-framework.js';
import { changeFramework, type FrameworkAct } from '../../steps/applications/change-framework.js';
import { tellFramework } from '../../steps/applications/tell-framework.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ReviseTerms extends FrameworkAct {
  /** The version that members sign from now on, such as `2026/2`. */
  readonly termsVersion: string;
}

/**
 * Makes another version of an open framework's standard terms the one that is signed from now on; who has signed has
 * signed. Refuses what `revisedTermsRefusals` does. [PROV-26]
 */
export async function reviseTerms(work: Work, input: ReviseTerms): Promise<Outcome<OpenFramework>> {
  return changeFramework(work, 'reviseTerms', allowed, input, async (t, framework) => {
    unlessRefused(revisedTermsRefusals(input.termsVersion, framework.termsVersion));
    framework.termsVersion = input.termsVersion.trim();
    await tellFramework(t, framework, 'TERMS_REVISED', framework.termsVersion);
  });
}
