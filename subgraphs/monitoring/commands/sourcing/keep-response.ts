import type { Transaction } from '../../../../kernel/database/work.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { InvitationAnswered, InvitationDeclined } from '../../../../schema/events/tenders.js';
import { Invitation } from '../../entities/sourcing/invitation.js';
import { InvitationResponse } from '../../entities/sourcing/invitation-response.js';
import type { Answer } from '../../entities/sourcing/words.js';
import { flagPersistentDecline } from '../../steps/sourcing/flag-persistent-decline.js';
import { tellWeekendDuty } from '../../steps/sourcing/tell-weekend-duty.js';

/**
 * Enters a bid, a decline, a refusal after award or silence in the register (ROUT-12), and checks whether the provider
 * declines persistently (CM-06). An invitation that falls due while its provider is gated is marked, and not held
 * against it: tenders says so, which makes the checks. Silence about a discharge in a patch provider's weekend hours is told
 * (WIN-17).
 */
export async function keepResponse(
  t: Transaction,
  event: LoggedEvent & (InvitationDeclined | InvitationAnswered),
): Promise<void> {
  const { callOffId, providerId, stage, patch } = event.data;
  const council = event.council!;
  const declined = event.type === 'InvitationDeclined' ? event.data : null;
  const response: Answer = declined?.response ?? 'BID';
  const key = { callOffId, providerId, stage, response };
  if (await t.em.findOne(InvitationResponse, key)) return;
  const kept = t.em.create(InvitationResponse, {
    ...key,
    council,
    patch,
    reasonCode: declined?.reasonCode ?? null,
    kind: declined?.kind ?? null,
    at: declined?.answeredAt ? new Date(declined.answeredAt) : event.occurredAt,
  });
  t.em.persist(kept);
  const invitation = await t.em.findOne(Invitation, { callOffId, stage, providerId });
  if (!invitation) return;
  if (declined?.eligible === false) invitation.gated = true;
  await tellWeekendDuty(t, invitation, kept);
  if (stage !== 'FRAMEWORK') await flagPersistentDecline(t, council, providerId);
}
