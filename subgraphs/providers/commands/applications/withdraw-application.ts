import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { MembershipApplication } from '../../entities/applications/membership-application.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'bids:write', roles: ['provider-user'] } satisfies Allowed;

export type WithdrawApplication = ApplicationAct;

/** Withdraws the caller's application, for good, until it is admitted or rejected. [SM-5] */
export async function withdrawApplication(
  work: Work,
  input: WithdrawApplication,
): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'withdrawApplication', allowed, input, async (t, { framework, application }) => {
    application.state = nextState(APPLICATION, application.state, 'withdraw');
    await tellDecision(t, application, framework.vehicle);
  });
}
