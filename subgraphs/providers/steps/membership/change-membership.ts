import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import { Location } from '../../entities/cqc/location.js';
import { Membership } from '../../entities/membership/membership.js';
import { changeReasonRefusal, lastDayOnExit, restoringRefusal } from '../../rules/membership/membership-change.js';
import { MEMBERSHIP, type MembershipEvent } from '../../rules/membership/membership-states.js';
import { comparePricesAgain } from '../rates/compare-prices-again.js';
import { nextState } from '../register/next-state.js';
import { refreshStanding } from '../register/refresh-standing.js';
import { lockedPlaces, placeRefusal } from './places.js';
import { tellMembership } from './tell-membership.js';

/** A change of a membership, as an officer asks for it. */
export interface MembershipChange {
  /** In the officer's words; kept on the membership, and in no event. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** Moves a membership along SM-5, once for each key, and tells of it. */
export function changeMembership(
  t: Transaction,
  act: string,
  event: Exclude<MembershipEvent, 'admit'>,
  seen: Membership,
  { reason, idempotencyKey }: MembershipChange,
): Promise<Membership> {
  return once(
    t,
    { act, key: idempotencyKey, input: { membershipId: seen.id, reason } },
    () => change(t, event, seen, reason),
    (id) => t.em.findOneOrFail(Membership, { id }),
  );
}

async function change(
  t: Transaction,
  event: Exclude<MembershipEvent, 'admit'>,
  { id, council, patch, providerId }: Membership,
  reason: string,
): Promise<Membership> {
  unlessRefused(changeReasonRefusal(reason));
  const { provider } = await lockedPlaces(t, council, patch, providerId);
  const member = await t.em.findOneOrFail(Membership, { id });
  const now = await t.now();
  const status = nextState(MEMBERSHIP, member.status, event);
  if (event === 'restore') {
    const { policy } = await policyInForce(t.em, council, now);
    const location = await t.em.findOne(Location, { cqcLocationId: provider.cqcLocationId });
    const { from, to } = member;
    unlessRefused(
      restoringRefusal(location?.registered ?? false),
      patch !== null ? await placeRefusal(t, council, patch, providerId, { from, to }, policy) : null,
    );
  }
  member.status = status;
  member.reason = event === 'restore' ? null : reason.trim();
  if (event === 'exit') member.to = lastDayOnExit(member, localDateOf(now));
  await tellMembership(t, member);
  if (member.vehicle === 'FRAMEWORK') await comparePricesAgain(t, council, localDateOf(now));
  await refreshStanding(t, providerId);
  return member;
}
