import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import type { CallOffPreparation } from '../../entities/call-offs/preparation.js';
import { type KnownStanding, membersFor } from '../../reads/invitations/standings.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { leastDeadline } from '../../rules/call-offs/least-deadline.js';
import {
  deadlineRefusal,
  LOT_UNKNOWN,
  NOT_PREPARED_ON_ROUTE,
  type Preparation,
  PUBLISHED_ALREADY,
  portalTaken,
  preparationRefusals,
} from '../../rules/call-offs/preparation.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { calendarOf } from '../../rules/stages/calendar.js';
import { firstStage } from '../../rules/stages/stages.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';
import { moveCallOff } from '../../steps/call-offs/move-call-off.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

export interface PrepareCallOff extends Preparation {
  readonly callOffId: string;
  readonly idempotencyKey: string;
}

/**
 * A broker sets what responses to a drafted call-off are asked and scored by, and until when they are taken; set again, it
 * replaces what was set before. Once the call-off is published none of it changes. [EVAL-07, EVAL-08, ROUT-41, ROUT-42, ROUT-44,
 * WIN-11, SM-2; 003 ¶9b, ¶9e, 004]
 */
export async function prepareCallOff(work: Work, input: PrepareCallOff): Promise<Outcome<CallOff>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'prepareCallOff', key: idempotencyKey, input: request },
      async () => {
        const { callOffId, ...given } = request;
        const { callOff } = await holdCallOff(t, callOffId);
        const prepared = callOff.route ? definitionOf(callOff.route).prepared : undefined;
        unlessRefused(prepared ? null : NOT_PREPARED_ON_ROUTE);
        if (callOff.stageId) unlessRefused(...PUBLISHED_ALREADY);
        const next = transition(callOffStates, callOff.state, 'prepare');
        unlessRefused('refusal' in next ? next.refusal : null);
        // Whoever prepares another call-off of the council waits for the reference that is held.
        await lockNamed(t, `portal-references/${callOff.council}`);
        const now = await t.now();
        const { council, id } = callOff;
        const { policy } = await policyInForce(t.em, council, now);
        const { portalReference } = given;
        const holder = await t.em.findOne(CallOff, { council, portalReference, id: { $ne: id } });
        const isFree =
          holder === null || (holder.packageId === callOff.packageId && callOffStates.terminal.includes(holder.state));
        const of = { stage: firstStage(callOff.route!), patch: callOff.patch, onlyProviderId: null };
        const members = await membersFor(t.em, council, of);
        unlessRefused(
          ...preparationRefusals(given, prepared!),
          deadlineRefusal(given, now, leastDeadline(callOff.route!, callOff, now, policy, calendarOf(policy))),
          given.lot === null || [...members.values()].some(isIn(given.lot)) ? null : LOT_UNKNOWN,
          isFree ? null : portalTaken(prepared!),
        );
        // The same notice again, for a package that found nobody by it: the ended call-off keeps it in what was prepared.
        if (holder) {
          holder.portalReference = null;
          await t.em.flush();
        }
        callOff.preparation = trimmed(given) as CallOffPreparation;
        callOff.portalReference = portalReference;
        await moveCallOff(t, callOff, 'prepare');
        return callOff;
      },
      (id) => t.em.findOneOrFail(CallOff, id),
    ),
  );
}

function isIn(lot: string): (member: KnownStanding) => boolean {
  return ({ standing }) => standing.memberships.some((each) => each.status === 'ADMITTED' && each.lots.includes(lot));
}

function trimmed(given: Preparation): Preparation {
  const { costPct, qualityPct, setBy, lot, bidsDueAt, shorterBecause, portalReference } = given;
  const questions = given.questions.map(({ code, text, criterion, maximum, weight }) => {
    return { code, text: text.trim(), criterion: criterion.trim(), maximum, weight };
  });
  const reason = shorterBecause?.trim() ?? null;
  return {
    costPct,
    qualityPct,
    questions,
    setBy: [...new Set(setBy)],
    lot,
    bidsDueAt,
    shorterBecause: reason,
    portalReference,
  };
}
