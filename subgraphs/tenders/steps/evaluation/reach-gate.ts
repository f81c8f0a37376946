import type { Transaction } from '../../../../kernel/database/work.js';
import type { NeedsCheckRequested } from '../../../../schema/events/tenders.js';
import { Bid } from '../../entities/bids/bid.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { GateDefinition } from '../../rules/routes/definition.js';
import { awaitChoice } from '../awards/await-choice.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';

/**
 * Takes the responses that passed their checks to the gate of their route: what has come through it awaits the choice; before
 * that the social worker is asked to check each, or those who evaluate score them and shortlist some, as the route says.
 * [ROUT-38, ROUT-43, EVAL-09, EVAL-10, NTF-11, SM-2]
 */
export async function reachGate(t: Transaction, held: HeldCallOff, { kind }: GateDefinition): Promise<void> {
  const { callOff, stage } = held;
  // A panel scores what came, and its result is awarded: nobody chooses, and there is nothing to begin. (ROUT-40)
  if (kind === 'PANEL') return;
  await t.em.flush();
  const ofStage = { stageId: stage!.id };
  if ((await t.em.count(Bid, { ...ofStage, state: 'SHORTLISTED', gateOutcome: 'PASSED' })) > 0) {
    return awaitChoice(t, held);
  }
  if (kind !== 'NEEDS_CHECK') return;
  await moveCallOff(t, callOff, 'to social worker');
  await t.tell({
    type: 'NeedsCheckRequested',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: ['practitioner', 'broker'] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage!.kind,
      responses: await t.em.count(Bid, { ...ofStage, state: 'UNDER_EVALUATION' }),
    } satisfies NeedsCheckRequested['data'],
  });
}
