import type { Transaction } from '../../../../kernel/database/work.js';
import type { MembershipApplication } from '../../entities/applications/membership-application.js';
import type { EvaluationWindow, OpenFramework } from '../../entities/applications/open-framework.js';
import { APPLICATION } from '../../rules/applications/application-states.js';
import { windowOf } from '../../rules/applications/evaluation-window.js';
import { nextState } from '../register/next-state.js';
import { tellDecision } from './tell-decision.js';

/**
 * Takes a submitted application into its window if that has opened, and tells of it: from now on it is evaluated. Time
 * decides, whether or not the deadline of the opening has fired yet. [PROV-29, SM-5]
 */
export async function takeIntoWindow(
  t: Transaction,
  application: MembershipApplication,
  framework: OpenFramework,
  windows: readonly EvaluationWindow[],
): Promise<void> {
  if (application.state !== 'SUBMITTED') return;
  const window = windowOf(application.submittedAt!, windows);
  if (!window || window.opensAt > (await t.now())) return;
  application.state = nextState(APPLICATION, application.state, 'take into its window');
  application.windowId = window.id;
  await tellDecision(t, application, framework.vehicle);
}
