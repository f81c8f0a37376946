import { lockNamed } from '../../../../kernel/database/locks.js';
import type { Transaction, Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import { portalReferencesUsed, submissionRefusals } from '../../rules/applications/application-draft.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { takeIntoWindow } from '../../steps/applications/take-into-window.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'bids:write', roles: ['provider-user'] } satisfies Allowed;

export type SubmitApplication = ApplicationAct;

/**
 * Submits the caller's draft, at any time: it is evaluated in the first window that closes at this instant or later,
 * and from now on if that is open. From now on its references are used, until it is withdrawn. Refuses what
 * `submissionRefusals` and `portalReferencesUsed` do. [PROV-26, PROV-29, PROV-30, SM-5]
 */
export async function submitApplication(work: Work, input: SubmitApplication): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'submitApplication', allowed, input, async (t, { framework, windows, application }) => {
    await lockNamed(t, `portal-references/${framework.council}`);
    const state = nextState(APPLICATION, application.state, 'submit');
    unlessRefused(submissionRefusals(application, framework), await referencesUsed(t, application));
    application.state = state;
    application.submittedAt = await t.now();
    await tellDecision(t, application, framework.vehicle);
    await takeIntoWindow(t, application, framework, windows);
  });
}

/**
 * Within the council: another council's portal is another portal. Whoever submits to another of its frameworks waits for
 * the name that is held.
 */
async function referencesUsed(
  t: Transaction,
  { council, providerId, supplierReference, portalReference }: MembershipApplication,
): Promise<readonly Refusal[]> {
  const inUse = { council, submittedAt: { $ne: null }, state: { $ne: 'WITHDRAWN' as const } };
  const supplier =
    supplierReference === null
      ? null
      : await t.em.findOne(MembershipApplication, { ...inUse, supplierReference, providerId: { $ne: providerId } });
  const application =
    portalReference === null ? null : await t.em.findOne(MembershipApplication, { ...inUse, portalReference });
  return portalReferencesUsed({ supplierIsAnothers: supplier !== null, applicationIsAnother: application !== null });
}
