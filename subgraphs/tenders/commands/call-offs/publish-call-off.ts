import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { FACTS_UNAVAILABLE, SOURCING_NOT_AGREED } from '../../rules/awards/award.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { leastDeadline } from '../../rules/call-offs/least-deadline.js';
import {
  budgetNotAgreed,
  deadlineRefusal,
  NOT_PREPARED,
  NOT_PREPARED_ON_ROUTE,
} from '../../rules/call-offs/preparation.js';
import { coreRefusal, incompleteRefusal } from '../../rules/call-offs/together.js';
import { closedRouteRefusal } from '../../rules/routes/choose-route.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { firstStage } from '../../rules/stages/stages.js';
import { askScheme } from '../../steps/call-offs/ask-scheme.js';
import { askSourcing } from '../../steps/call-offs/ask-sourcing.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';
import { openStage } from '../../steps/stages/open-stage.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

/**
 * Publishes a call-off that its broker has prepared: its members are asked from now until the stated deadline, and are told how
 * they are compared. Whether sourcing stands is asked of cases at this instant, with the budget where it counts; if cases does
 * not answer, nothing happens. Those that belong together are published at once, or not at all: the register says who lives in a
 * scheme, and whose share of its core support is more than the budget holds it up. It runs under the policy that is in force then. [ROUT-02, EVAL-07, ROUT-37, ROUT-39, ROUT-44, ROUT-45, ISF-02, ISF-04, WIN-11, ASM-03, ASM-23, NTF-01, SM-2; 003 ¶9, 004]
 */
export async function publishCallOff(
  work: Work,
  input: { readonly callOffId: string; readonly idempotencyKey: string },
): Promise<Outcome<CallOff>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, callOffId } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'publishCallOff', key: idempotencyKey, input: { callOffId } },
      async () => {
        const held = await holdCallOff(t, callOffId);
        const { callOff } = held;
        const definition = callOff.route ? definitionOf(callOff.route) : undefined;
        unlessRefused(definition?.prepared ? null : NOT_PREPARED_ON_ROUTE);
        const { preparation } = callOff;
        unlessRefused(preparation ? null : NOT_PREPARED);
        const next = transition(callOffStates, callOff.state, 'publish');
        unlessRefused('refusal' in next ? next.refusal : null);
        const now = await t.now();
        // It runs under the policy of its publication, however long it was a draft.
        const { policy, version } = await policyInForce(t.em, callOff.council, now);
        const least = leastDeadline(callOff.route!, callOff, now, policy, calendarOf(policy));
        const [facts, scheme] = await Promise.all([askSourcing(t, callOff), askScheme(t, callOff)]);
        const budgetPence = facts?.agreedBudgetPence ?? null;
        const { together, packages } = callOff;
        unlessRefused(
          deadlineRefusal(preparation!, now, least),
          closedRouteRefusal(callOff.route!, policy),
          facts && scheme !== undefined ? null : FACTS_UNAVAILABLE,
          facts?.agreed === false ? SOURCING_NOT_AGREED : null,
          facts && definition!.withinBudget && budgetPence === null ? budgetNotAgreed(facts.unbudgeted) : null,
          together && scheme !== undefined ? incompleteRefusal(together, packages, scheme) : null,
          scheme && facts?.budgets ? coreRefusal(packages, facts.budgets, scheme.coreWeeklyPence) : null,
        );
        callOff.coreWeeklyPence = scheme?.coreWeeklyPence ?? null;
        if (definition!.withinBudget) callOff.budgetPence = budgetPence;
        callOff.packages = packages.map((each, nth) => ({ ...each, budgetPence: facts!.budgets?.[nth] ?? null }));
        callOff.policyVersion = version;
        callOff.publishedAt = now;
        await moveCallOff(t, callOff, 'publish');
        await openStage(t, { ...held, policy }, firstStage(callOff.route!));
        return callOff;
      },
      (id) => t.em.findOneOrFail(CallOff, id),
    ),
  );
}
