import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { MembershipApplication } from '../../entities/applications/membership-application.js';
import { Location } from '../../entities/cqc/location.js';
import { Provider } from '../../entities/register/provider.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { dueDiligenceFaults, type Finding, findingRefusals } from '../../rules/applications/evaluation.js';
import { evaluationRefusal } from '../../rules/applications/evaluation-window.js';
import { hasLocalOffice } from '../../rules/membership/local-office.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { takeIntoWindow } from '../../steps/applications/take-into-window.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'register:write', roles: ['contract-officer'] } satisfies Allowed;

export interface DecideDueDiligence extends ApplicationAct {
  /** The window in which it is decided. */
  readonly windowId: string;
  readonly findings: readonly Finding[];
}

/**
 * Decides due diligence: an application that passes each item of the list, registered with CQC and with a local office
 * if the council asks for one, goes on to quality evaluation; any other is rejected. It is made again of an application
 * that was approved, until its terms are signed: what passes stays approved. Refuses what `evaluationRefusal` and
 * `findingRefusals` do. [PROV-02, PROV-10, PROV-26, PROV-29, SM-5]
 */
export async function decideDueDiligence(
  work: Work,
  input: DecideDueDiligence,
): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'decideDueDiligence', allowed, input, async (t, held) => {
    const { framework, windows, application } = held;
    const now = await t.now();
    const { windowId, findings } = input;
    unlessRefused(evaluationRefusal(windowId, application.submittedAt!, windows, now));
    await takeIntoWindow(t, application, framework, windows);
    nextState(APPLICATION, application.state, 'pass due diligence');
    unlessRefused(findingRefusals(findings, framework.dueDiligence));

    const { council, providerId } = application;
    const { policy } = await policyInForce(t.em, council, now);
    const { cqcLocationId } = await t.em.findOneOrFail(Provider, { id: providerId });
    const location = await t.em.findOne(Location, { cqcLocationId });
    application.findings = findings.map(({ item, passed, note }) => ({ item, passed, note }));
    application.faults = dueDiligenceFaults(findings, {
      registered: location?.registered ?? false,
      hasLocalOffice: hasLocalOffice(location?.localAuthority ?? null, policy.membership),
    });
    const passes = application.faults.length === 0;
    application.state = nextState(APPLICATION, application.state, passes ? 'pass due diligence' : 'reject');
    if (!passes) application.decidedAt = now;
    await tellDecision(t, application, framework.vehicle);
  });
}
