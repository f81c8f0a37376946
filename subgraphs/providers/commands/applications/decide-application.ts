import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { type MembershipApplication, QualityEvaluation } from '../../entities/applications/membership-application.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { qualityFaults, qualityScore, unscoredRefusal } from '../../rules/applications/evaluation.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { tellDecision } from '../../steps/applications/tell-decision.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'register:write', roles: ['contract-officer'] } satisfies Allowed;

export interface DecideApplication extends ApplicationAct {
  /** Of a DPS: whether the evidence shows that the provider can manage ISFs, and works in partnership. */
  readonly isfAccepted: boolean;
  readonly partnershipAccepted: boolean;
}

/**
 * Decides the quality of an application by what its evaluators gave: approved at the pass mark or above, for a DPS with
 * both evidences accepted; rejected otherwise. Refuses what `unscoredRefusal` does. [PROV-26, PROV-27, SM-5]
 */
export async function decideApplication(work: Work, input: DecideApplication): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'decideApplication', allowed, input, async (t, { framework, application }) => {
    nextState(APPLICATION, application.state, 'approve');
    const evaluations = await t.em.find(QualityEvaluation, { applicationId: application.id });
    const score = qualityScore(
      evaluations.map(({ scores }) => scores),
      framework.questions,
    );
    unlessRefused(unscoredRefusal(score));
    const { isf, partnership } = application;
    const { isfAccepted, partnershipAccepted } = input;
    const shown = { isf, partnership, isfAccepted, partnershipAccepted };
    application.faults = qualityFaults(framework.vehicle, score!, framework.passMark, shown);
    const passes = application.faults.length === 0;
    application.state = nextState(APPLICATION, application.state, passes ? 'approve' : 'reject');
    application.decidedAt = await t.now();
    await tellDecision(t, application, framework.vehicle);
  });
}
