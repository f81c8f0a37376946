import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import { changeMembership } from '../../steps/membership/change-membership.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RestoreMember {
  readonly membershipId: string;
  /** In the officer's words; kept on the membership, and in no event. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Restores a suspended membership: call-offs again. Refuses `NOT_REGISTERED` (PROV-02), and `PATCH_FULL` if others have
 * taken the place meanwhile (PROV-17). [SM-5]
 */
export async function restoreMember(work: Work, input: RestoreMember): Promise<Outcome<Membership>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, Membership, input.membershipId);
  if (!seen) return refused(notFound('membership', 'membershipId'));
  authorise(work.caller, allowed, { council: seen.council });
  return inTransaction(work, seen.council, (t) => changeMembership(t, 'restoreMember', 'restore', seen, input));
}
