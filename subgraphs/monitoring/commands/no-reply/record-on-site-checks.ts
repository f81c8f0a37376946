import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { AT_THE_DOOR } from '../../entities/readers.js';
import { findOwn } from '../../reads/find-own.js';
import { type CheckMade, onSiteChecksRefusals } from '../../rules/no-reply/no-reply.js';
import { type NoReplyAct, takeNoReplyStep } from '../../steps/no-reply/take-no-reply-step.js';

export const allowed = { scope: 'alerts:write', roles: AT_THE_DOOR } satisfies Allowed;

export interface RecordOnSiteChecks extends NoReplyAct {
  readonly checks: readonly CheckMade[];
}

/**
 * The carer has made the five checks at the door and told the office what they found (DEL-31, DEL-32). Refuses a list
 * that is not whole, a check without its finding, and what `takeNoReplyStep` does.
 */
export async function recordOnSiteChecks(work: Work, input: RecordOnSiteChecks): Promise<Outcome<NoReplyCase>> {
  authorise(work.caller, allowed);
  const { checks } = input;
  const noReply = await findOwn(work.em, NoReplyCase, input.caseId);
  if (!noReply) return refused(notFound('no-reply case', 'input.caseId'));
  return inTransaction(work, noReply.council, (t) =>
    takeNoReplyStep(t, noReply, {
      act: 'recordOnSiteChecks',
      input,
      at: Object.fromEntries(checks.map(({ at }, place) => [`checks.${place}.at`, at])),
      refusals: () => onSiteChecksRefusals(checks),
      take: (held) => {
        held.checks = checks.map((each) => ({ ...each, at: each.at.toISOString() }));
      },
    }),
  );
}
