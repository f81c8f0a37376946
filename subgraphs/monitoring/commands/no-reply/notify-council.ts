import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { NO_REPLY_OFFICE } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: NO_REPLY_OFFICE } satisfies Allowed;

export interface NotifyCouncil extends NoReplyAct {
  /** Whom the provider told. */
  readonly route: NoReplyRoute;
  readonly at: Date;
  /** Out of hours the care manager is sent an email at once after the call. */
  readonly careManagerEmailedAt: Date | null;
}

/**
 * The provider told the council of the no reply (DEL-36). A report that was late, or went to the wrong desk, is taken as
 * well: it is kept as a breach, for which the council must issue a default notice (CM-14). Refuses what `takeNoReplyStep` does.
 */
export async function notifyCouncil(work: Work, input: NotifyCouncil): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { route, at, careManagerEmailedAt } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'notifyCouncil',
      input,
      at: { at, careManagerEmailedAt },
      follows: ({ managerInformedAt }) => managerInformedAt,
      take: (held) => {
        const emailed = careManagerEmailedAt?.toISOString() ?? null;
        held.councilNotified = { route, at: at.toISOString(), careManagerEmailedAt: emailed };
      },
    }),
  );
}
