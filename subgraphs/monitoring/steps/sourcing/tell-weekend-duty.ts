import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { WeekendDutyMissed } from '../../../../schema/events/monitoring.js';
import type { Invitation } from '../../entities/sourcing/invitation.js';
import type { InvitationResponse } from '../../entities/sourcing/invitation-response.js';
import { missesWeekendDuty } from '../../rules/sourcing/weekend-duty.js';

/**
 * Marks silence about a discharge that came in a patch provider's weekend hours, and tells it, by the policy of the day on which
 * it was invited. [WIN-17]
 */
export async function tellWeekendDuty(
  t: Transaction,
  { route, stage, at: invitedAt, gated: isGated }: Invitation,
  kept: InvitationResponse,
): Promise<void> {
  const { council, providerId, callOffId, response } = kept;
  const { policy } = await policyInForce(t.em, council, invitedAt);
  const isAnswered = response !== 'NO_RESPONSE';
  if (!missesWeekendDuty({ route, stage, invitedAt, isAnswered, isGated }, policy)) return;
  kept.weekendDutyMissed = true;
  await t.tell({
    type: 'WeekendDutyMissed',
    subject: `call-off/${callOffId}`,
    council,
    audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
    data: { providerId, callOffId, rule: 'WIN-17' } satisfies WeekendDutyMissed['data'],
  });
}
