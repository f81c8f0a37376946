import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, type Role } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { Visit } from '../../entities/visits/visit.js';
import { VisitEntry } from '../../entities/visits/visit-entry.js';
import type { NoReplyState } from '../../rules/no-reply/no-reply-states.js';
import { stepAtRefusal } from '../../rules/visits/reported-at.js';
import { roundOf } from '../../rules/visits/round.js';
import { notFound, policyOf } from '../alerts/on-alert.js';
import { lockVisits } from '../visits/lock-visits.js';
import { settleVisits } from '../visits/settle-visits.js';
import { factsOf, keepNoReplyClocks, settleNoReply } from './settle-no-reply.js';

/** Who speaks for the office; what happens at the door the carer's own device may report as well. [IDG-27] */
export const NO_REPLY_OFFICE: readonly Role[] = ['provider-user', 'rostering'];
export const AT_THE_DOOR: readonly Role[] = [...NO_REPLY_OFFICE, 'call-monitoring'];

export interface OnNoReply {
  readonly caseId: string;
  readonly idempotencyKey: string;
}

/** One step of the procedure. */
export interface NoReplyStep {
  readonly act: string;
  readonly roles: readonly Role[];
  /** When what is reported happened, by field of the input. */
  readonly at: Readonly<Record<string, Date | null>>;
  /** Why it cannot be so, beside what holds for every step. */
  readonly refusals?: (noReply: NoReplyCase) => ReadonlyArray<Refusal | undefined>;
  readonly take: (noReply: NoReplyCase, now: Date) => void;
  /** Told of it, once it is taken. */
  readonly after?: (t: Transaction, noReply: NoReplyCase) => Promise<void>;
}

/**
 * One step of a no reply, done once for its key. While the case is open a step may be reported again: the last word
 * counts, and every one is kept beside the visit. Refuses a case that is not this provider's or is closed, and an
 * instant that cannot be. [DEL-30 to DEL-38]
 */
export async function onNoReply<Input extends OnNoReply>(
  work: Work,
  input: Input,
  step: NoReplyStep,
): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, { scope: 'alerts:write', roles: step.roles });
  const missing = notFound('no-reply case', 'input.caseId');
  // Row-level security: the reader finds its own cases only.
  const seen = isId(input.caseId) ? await work.em.findOne(NoReplyCase, { id: input.caseId }) : null;
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: step.act, key: input.idempotencyKey, input },
      async () => {
        await lockVisits(t, seen);
        const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
        const noReply = await t.em.findOneOrFail(NoReplyCase, { id: seen.id }, lock);
        const visit = await t.em.findOneOrFail(Visit, { id: noReply.visitId });
        const policy = await policyOf(t, noReply);
        const now = await t.now();
        unlessRefused(
          closedRefusal(noReply.state),
          ...Object.entries(step.at).map(([field, at]) =>
            at ? stepAtRefusal(at, visit, now, policy.visit.clockSkewMinutes, `input.${field}`) : undefined,
          ),
          ...(step.refusals?.(noReply) ?? []),
        );
        step.take(noReply, now);
        await keepStep(t, noReply, step.act, input);
        await settleNoReply(t, noReply, policy);
        await keepNoReplyClocks(t, noReply, policy);
        await step.after?.(t, noReply);
        await bringToVisit(t, noReply, visit);
        return noReply;
      },
      (id) => t.em.findOneOrFail(NoReplyCase, { id }),
    ),
  );
}

function closedRefusal(state: NoReplyState): Refusal | undefined {
  if (state !== 'CLOSED') return undefined;
  return {
    rule: 'DEL-38',
    code: 'NO_REPLY_CLOSED',
    message: 'This case is closed: the person was found, or the procedure was complete.',
    field: 'input.caseId',
  };
}

/** What was reported, as it was reported: beside the visit, where nothing is ever changed. [IDG-16] */
export async function keepStep(
  t: Transaction,
  noReply: NoReplyCase,
  act: string,
  input: OnNoReply | object,
): Promise<void> {
  const { idempotencyKey: _key, ...facts } = input as OnNoReply;
  const { council, providerId, visitId: subjectId } = noReply;
  const now = await t.now();
  t.em.persist(
    t.em.create(VisitEntry, {
      council,
      providerId,
      subjectId,
      kind: 'NO_REPLY',
      asOf: now,
      recordedAt: now,
      actor: t.caller.subject,
      facts: { act, ...facts },
    }),
  );
}

/** The visit follows its no-reply case: what became of it is derived anew when that has changed. [DEL-38] */
export async function bringToVisit(t: Transaction, noReply: NoReplyCase, visit: Visit): Promise<void> {
  const { emergency, foundAt, closedAt } = factsOf(noReply);
  const outcome = emergency || foundAt ? 'FOUND' : closedAt ? 'PROCEDURE_COMPLETE' : 'OPEN';
  if (visit.noReply === outcome) return;
  visit.noReply = outcome;
  await settleVisits(t, visit, [roundOf(visit)]);
}
