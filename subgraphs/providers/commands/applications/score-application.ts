import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ApplicationScored } from '../../../../schema/events/providers.js';
import { type MembershipApplication, QualityEvaluation } from '../../entities/applications/membership-application.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { type QuestionScore, scoreRefusals } from '../../rules/applications/evaluation.js';
import { type ApplicationAct, actOnApplication } from '../../steps/applications/act-on-application.js';
import { nextState } from '../../steps/register/next-state.js';

export const allowed = { scope: 'register:write', roles: ['contract-officer'] } satisfies Allowed;

export interface ScoreApplication extends ApplicationAct {
  readonly scores: readonly QuestionScore[];
  /** Whether the caller declares to have no conflict of interest. */
  readonly noConflictOfInterest: boolean;
}

/**
 * Keeps what the caller, as an evaluator, gives an application, in place of what it gave before. A conflict of interest
 * that it declares once it has scored is accepted: what it gave is taken back, and its new scores are not kept. Refuses
 * what `scoreRefusals` does. [PROV-26]
 */
export async function scoreApplication(work: Work, input: ScoreApplication): Promise<Outcome<MembershipApplication>> {
  return actOnApplication(work, 'scoreApplication', allowed, input, async (t, { framework, application }) => {
    application.state = nextState(APPLICATION, application.state, 'score');
    const { id: applicationId, council } = application;
    const own = { applicationId, evaluator: t.caller.subject };
    const held = await t.em.findOne(QualityEvaluation, own);
    if (held && !input.noConflictOfInterest) {
      t.em.remove(held);
    } else {
      unlessRefused(scoreRefusals(input.scores, framework.questions, input.noConflictOfInterest));
      const given = {
        scores: input.scores.map(({ question, score, note }) => ({ question, score, note })),
        scoredAt: await t.now(),
      };
      t.em.persist(held ? t.em.assign(held, given) : t.em.create(QualityEvaluation, { ...own, council, ...given }));
    }
    await t.tell({
      type: 'ApplicationScored',
      subject: `application/${applicationId}`,
      council,
      audience: {},
      data: { applicationId },
    } satisfies Omit<ApplicationScored, 'actor' | 'occurredAt'>);
  });
}
