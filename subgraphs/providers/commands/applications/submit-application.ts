import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { MembershipApplication } from '../../entities/applications/membership-application.js';
import { submissionRefusals } from '../../rules/applications/application-draft.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { takeIntoWindow } from '../../steps/applications/take-into-window.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'bids:write', roles: ['provider-user'] } satisfies Allowed;

export type SubmitApplication = ApplicationAct;

/**
 * Submits the caller's draft, at any time: it is evaluated in the first window that closes at this instant or later,
 * and from now on if that is open. Refuses what `submissionRefusals` does. [PROV-26, PROV-29, SM-5]
 */
export async function submitApplication(work: Work, input: SubmitApplication): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'submitApplication', allowed, input, async (t, { framework, windows, application }) => {
    const state = nextState(APPLICATION, application.state, 'submit');
    unlessRefused(submissionRefusals(application, framework));
    application.state = state;
    application.submittedAt = await t.now();
    await tellDecision(t, application, framework.vehicle);
    await takeIntoWindow(t, application, framework, windows);
  });
}
