import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { BudgetApproval } from '../../entities/awards/budget-approval.js';
import { Bid } from '../../entities/bids/bid.js';
import { FACTS_UNAVAILABLE } from '../../rules/awards/award.js';
import { approvalReasonRefusals, approvalRefusal } from '../../rules/awards/budget.js';
import { budgetNotAgreed } from '../../rules/call-offs/preparation.js';
import { costSought } from '../../rules/call-offs/together.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { askSourcing } from '../../steps/call-offs/ask-sourcing.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'requests:write', roles: ['commissioner'] } satisfies Allowed;

/**
 * A commissioner approves that a response may be awarded although a week of it costs more than the individual budget. Who, when
 * and why is kept, beside the budget as cases tells it at this instant; if cases does not answer, nothing happens. [ROUT-45,
 * ASM-23; 003 ¶14]
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
        const withinBudget = callOff.route !== null && definitionOf(callOff.route).withinBudget === true;
        const response = bid?.response ? bid.state : null;
        const refusal = approvalRefusal({ withinBudget, callOff: callOff.state, response });
        unlessRefused(refusal, ...approvalReasonRefusals(reason));
        const facts = await askSourcing(t, callOff);
        unlessRefused(
          facts ? null : FACTS_UNAVAILABLE,
          facts?.agreedBudgetPence === null ? budgetNotAgreed(facts.unbudgeted) : null,
        );
        return t.em.create(
          BudgetApproval,
          {
            ...{ council: callOff.council, callOffId: callOff.id, bidId, reason: reason.trim() },
            weeklyPence: costSought(bid!.response!, callOff.packages),
            budgetPence: facts!.agreedBudgetPence,
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
