import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import type { NoReplyRoute } from '../../rules/no-reply/no-reply-route.js';
import { NO_REPLY_OFFICE, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface NotifyCouncil extends OnNoReply {
  /** Whom the provider told. */
  readonly route: NoReplyRoute;
  readonly at: Date;
  /** Out of hours the care manager is sent an email at once after the call. */
  readonly careManagerEmailedAt: Date | null;
}

/**
 * The provider told the council of the no reply (DEL-36). Told late, or told the wrong desk, is taken as well: it is
 * kept as a breach, for which the council must issue a default notice (CM-14). Refuses what `onNoReply` does.
 */
export function notifyCouncil(work: Work, input: NotifyCouncil): Promise<Outcome<NoReplyCase>> {
  const { route, at, careManagerEmailedAt } = input;
  return onNoReply(work, input, {
    act: 'notifyCouncil',
    roles: NO_REPLY_OFFICE,
    at: { at, careManagerEmailedAt },
    take: (noReply) => {
      const emailed = careManagerEmailedAt?.toISOString() ?? null;
      noReply.councilNotified = { route, at: at.toISOString(), careManagerEmailedAt: emailed };
    },
  });
}
