import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Bid } from '../../entities/bids/bid.js';
import { Assessment } from '../../entities/evaluation/assessment.js';
import { ASSESSORS } from '../../entities/readers.js';
import { type Assessment as AssessmentFacts, assessmentRefusals } from '../../rules/evaluation/assessment.js';
import type { PanelSoFar } from '../../rules/evaluation/panel.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { endNeedsCheck } from '../../steps/evaluation/end-needs-check.js';

export const allowed = { scope: 'requests:write', roles: ASSESSORS } satisfies Allowed;

export interface AssessResponse extends AssessmentFacts {
  readonly callOffId: string;
  readonly bidId: string;
  readonly idempotencyKey: string;
}

/**
 * Records how people judged one response: whether it meets the person's needs, where the route asks that, and what its answers
 * are worth. It may be recorded anew until all are: the latest counts, and every one is kept. Once the last response of a check
 * is recorded, those that meet the needs await the choice. Of a panel each member's own scores are kept, and the result that they
 * agree on counts. [EVAL-08, EVAL-09, EVAL-10, ROUT-40, ROUT-43; 003 ¶7, ¶9e, 004]
 */
export async function assessResponse(work: Work, input: AssessResponse): Promise<Outcome<Assessment>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'assessResponse', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const { callOff, stage } = held;
        const { callOffId: _id, bidId, ...given } = request;
        const bid = isId(bidId) && stage ? await t.em.findOne(Bid, { id: bidId, stageId: stage.id }) : null;
        const { gate } = callOff.route ? definitionOf(callOff.route) : {};
        unlessRefused(
          ...assessmentRefusals(given, {
            gate,
            callOff: callOff.state,
            recordedBy: t.caller.role,
            bid,
            questions: callOff.preparation?.questions ?? [],
            panel: await panelSoFar(t, bid),
          }),
        );
        const { result, reason } = given;
        const scores = given.scores.map(({ question, score }) => ({ question, score }));
        const assessment = t.em.create(
          Assessment,
          {
            ...{ council: callOff.council, callOffId: callOff.id, bidId, result, reason, scores },
            note: given.note?.trim() || null,
            scoredBy: [...new Set(given.scoredBy)],
            noConflictOfInterest: given.noConflictOfInterest,
            isModerated: given.isModerated,
            recordedBy: t.caller.subject,
            recordedAt: await t.now(),
          },
          { persist: true },
        );
        // One member's own scores are kept with the panel, and place nothing.
        if (given.isModerated !== false) bid!.scores = result === 'DOES_NOT' ? null : scores;
        if (given.isModerated) bid!.gateOutcome = 'PASSED';
        await t.em.flush();
        if (gate!.kind === 'NEEDS_CHECK') await endNeedsCheck(t, held);
        return assessment;
      },
      (id) => t.em.findOneOrFail(Assessment, id),
    ),
  );
}

/** What the members of a panel have recorded of a response so far. (ROUT-40) */
async function panelSoFar(t: Transaction, bid: Bid | null): Promise<PanelSoFar> {
  const kept = bid ? await t.em.find(Assessment, { bidId: bid.id, isModerated: false }) : [];
  return { scored: kept.flatMap(({ scoredBy }) => scoredBy), isAgreed: bid?.gateOutcome === 'PASSED' };
}
