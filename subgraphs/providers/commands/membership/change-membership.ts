import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, type Refusal, refused, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Location } from '../../entities/cqc/location.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import { MEMBERSHIP, type MembershipEvent } from '../../rules/membership/membership.js';
import { foundFor, notFound } from '../../steps/register/found.js';
import { moved } from '../../steps/register/moved.js';
import { refreshStanding } from '../cqc/refresh-standing.js';
import { lockedPlaces, noPlace } from './admit-member.js';

export interface ChangeMembership {
  readonly membershipId: string;
  /** In the officer's words; kept on the membership, and in no event. */
  readonly reason: string;
}

/** No call-offs from now on, by a gate or a contract action [SM-5]. */
export function suspendMember(work: Work, input: ChangeMembership): Promise<Outcome<Membership>> {
  return change(work, input, 'suspend');
}

/**
 * Call-offs again [SM-5]. Refuses `NOT_REGISTERED` (PROV-02), and `PATCH_FULL` where others have taken the place
 * meanwhile (PROV-17).
 */
export function restoreMember(work: Work, input: ChangeMembership): Promise<Outcome<Membership>> {
  return change(work, input, 'restore');
}

/** The membership ends today, for good [SM-5]. Placements under way are not touched. */
export function exitMember(work: Work, input: ChangeMembership): Promise<Outcome<Membership>> {
  return change(work, input, 'exit');
}

async function change(
  work: Work,
  { membershipId, reason }: ChangeMembership,
  event: Exclude<MembershipEvent, 'admit'>,
): Promise<Outcome<Membership>> {
  authorise(work.caller, { scope: 'register:write', roles: REGISTER });
  const found = await foundFor(work, Membership, membershipId);
  if (!found) return refused(notFound('membership', 'membershipId'));
  const { council, providerId } = found;
  authorise(work.caller, { scope: 'register:write', council });
  return inTransaction(work, council, async (t) => {
    unlessRefused(reason.trim() ? inputLimitRefusals({ reason }) : REASON_REQUIRED);
    const { provider } = await lockedPlaces(t, council, found.patch, providerId);
    const member = await t.em.findOneOrFail(Membership, { id: membershipId });
    const now = await t.now();
    const status = moved(MEMBERSHIP, member.status, event);
    if (event === 'restore') {
      const { policy } = await policyInForce(t.em, council, now);
      const location = await t.em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
      const { patch, from, to } = member;
      unlessRefused(
        location?.registered ? null : NOT_REGISTERED,
        patch !== null ? await noPlace(t, council, patch, providerId, { from, to }, policy) : null,
      );
    }
    member.status = status;
    member.reason = event === 'restore' ? null : reason.trim();
    if (event === 'exit') {
      const today = localDateOf(now);
      // One that has not begun ends on the day on which it would have begun.
      const lastDay = [today, member.from].sort().at(-1)!;
      if (member.to === null || member.to > lastDay) member.to = lastDay;
    }
    await refreshStanding(t, providerId);
    return member;
  });
}

const REASON_REQUIRED: Refusal = {
  rule: 'SM-5',
  code: 'REASON_REQUIRED',
  message: 'A change of a membership says why it is made.',
  field: 'reason',
};

const NOT_REGISTERED: Refusal = {
  rule: 'PROV-02',
  code: 'NOT_REGISTERED',
  message: 'A member must be registered with CQC.',
};
