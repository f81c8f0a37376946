import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { Visit } from '../../entities/visits/visit.js';
import { closedCaseRefusal } from '../../rules/no-reply/no-reply.js';
import { reportedAtRefusal } from '../../rules/reported-at.js';
import { policyOf } from '../policy-of.js';
import { lockVisits } from '../visits/lock-visits.js';
import { bringToVisit, keepStep, settleNoReply } from './settle-no-reply.js';

/** What every step of a no reply is given. */
export interface NoReplyAct {
  readonly caseId: string;
  readonly idempotencyKey: string;
}

/** One step of the procedure: its name, what it was given, and what it does to the case. */
export interface NoReplyStep {
  readonly act: string;
  readonly input: NoReplyAct;
  /** When what is reported happened, by field of the input. */
  readonly at?: Readonly<Record<string, Date | null>>;
  /** What it all follows; left out, that nobody answered. */
  readonly follows?: (noReply: NoReplyCase) => Date;
  /** Why it cannot be taken, beside what holds for every step. */
  readonly refusals?: (noReply: NoReplyCase, visit: Visit) => ReadonlyArray<Refusal | undefined>;
  readonly take: (noReply: NoReplyCase, now: Date) => void;
  /** Tells others about it, once it is taken. */
  readonly after?: (noReply: NoReplyCase) => Promise<void>;
}

/**
 * Takes one step of a no reply, once for its key. While the case is open a step may be reported again: the last report
 * counts, and every one is kept beside the visit. Refuses a case that is closed, and an instant that is still to come or
 * lies before what the step follows.
 * [DEL-30 to DEL-38]
 */
export async function takeNoReplyStep(
  t: Transaction,
  seen: NoReplyCase,
  { act, input, at = {}, follows: followed = ({ noReplyAt }) => noReplyAt, refusals, take, after }: NoReplyStep,
): Promise<NoReplyCase> {
  return once(
    t,
    { act, key: input.idempotencyKey, input },
    async () => {
      await lockVisits(t, seen);
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
      const noReply = await t.em.findOneOrFail(NoReplyCase, { id: seen.id }, lock);
      const visit = await t.em.findOneOrFail(Visit, { id: noReply.visitId });
      const policy = await policyOf(t, noReply);
      const now = await t.now();
      const span = { follows: followed(noReply), now, clockSkewMinutes: policy.visit.clockSkewMinutes };
      unlessRefused(
        closedCaseRefusal(noReply.state),
        ...Object.entries(at).map(([field, instant]) => reportedAtRefusal('DEL-28', instant, span, `input.${field}`)),
        ...(refusals?.(noReply, visit) ?? []),
      );
      take(noReply, now);
      await keepStep(t, noReply, act, input);
      await settleNoReply(t, noReply, policy);
      await after?.(noReply);
      await bringToVisit(t, noReply, visit);
      return noReply;
    },
    (id) => t.em.findOneOrFail(NoReplyCase, { id }),
  );
}
