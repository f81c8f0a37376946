import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import { changeMembership } from '../../steps/membership/change-membership.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface ExitMember {
  readonly membershipId: string;
  /** In the officer's words; kept on the membership, and in no event. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** Ends a membership today, for good. Placements under way are not touched. [SM-5] */
export async function exitMember(work: Work, input: ExitMember): Promise<Outcome<Membership>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, Membership, input.membershipId);
  if (!seen) return refused(notFound('membership', 'membershipId'));
  authorise(work.caller, allowed, { council: seen.council });
  return inTransaction(work, seen.council, (t) => changeMembership(t, 'exitMember', 'exit', seen, input));
}
