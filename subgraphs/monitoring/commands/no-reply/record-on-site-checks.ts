import type { Work } from '../../../../kernel/database/work.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { NoReplyCase } from '../../entities/no-reply/no-reply-case.js';
import { type CheckMade, onSiteChecksRefusals } from '../../rules/no-reply/no-reply.js';
import { AT_THE_DOOR, type OnNoReply, onNoReply } from '../../steps/no-reply/on-no-reply.js';

export interface RecordOnSiteChecks extends OnNoReply {
  readonly checks: readonly CheckMade[];
}

/**
 * The carer has made the five checks at the door and told the office what they found (DEL-31, DEL-32). Refuses a list
 * that is not whole, a check without its finding, and what `onNoReply` does.
 */
export function recordOnSiteChecks(work: Work, input: RecordOnSiteChecks): Promise<Outcome<NoReplyCase>> {
  const { checks } = input;
  return onNoReply(work, input, {
    act: 'recordOnSiteChecks',
    roles: AT_THE_DOOR,
    at: Object.fromEntries(checks.map(({ at }, place) => [`checks.${place}.at`, at])),
    refusals: () => onSiteChecksRefusals(checks),
    take: (noReply) => {
      noReply.checks = checks.map((each) => ({ ...each, at: each.at.toISOString() }));
    },
  });
}
