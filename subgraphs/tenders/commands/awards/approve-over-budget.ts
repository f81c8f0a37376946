import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { BudgetApproval } from '../../entities/awards/budget-approval.js';
import { Bid } from '../../entities/bids/bid.js';
import { approvalReasonRefusals, NOTHING_TO_APPROVE } from '../../rules/awards/budget.js';
import { isInEvaluation } from '../../rules/bids/bid-states.js';
import { weeklyCostPence } from '../../rules/bids/response-content.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'requests:write', roles: ['commissioner'] } satisfies Allowed;

/**
 * A commissioner approves that a response may be awarded although a week of it costs more than the individual budget. Who, when
 * and why is kept. [ROUT-45; 003 ¶14]
 */
export async function approveOverBudget(
  work: Work,
  input: {
    readonly callOffId: string;
    readonly bidId: string;
    readonly reason: string;
    readonly idempotencyKey: string;
  },
): Promise<Outcome<BudgetApproval>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'approveOverBudget', key: idempotencyKey, input: request },
      async () => {
        const { callOff, stage } = await holdCallOff(t, request.callOffId);
        const { bidId, reason } = request;
        const bid = isId(bidId) && stage ? await t.em.findOne(Bid, { id: bidId, stageId: stage.id }) : null;
        const isAsked = callOff.route !== null && definitionOf(callOff.route).withinBudget === true;
        const mayBe = isAsked && bid?.response && isInEvaluation(bid.state);
        unlessRefused(mayBe ? null : NOTHING_TO_APPROVE, ...approvalReasonRefusals(reason));
        return t.em.create(
          BudgetApproval,
          {
            ...{ council: callOff.council, callOffId: callOff.id, bidId, reason: reason.trim() },
            weeklyPence: weeklyCostPence(bid!.response!),
            approvedBy: t.caller.subject,
            approvedAt: await t.now(),
          },
          { persist: true },
        );
      },
      (id) => t.em.findOneOrFail(BudgetApproval, id),
    ),
  );
}
