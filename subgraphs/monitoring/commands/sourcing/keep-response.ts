import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { InvitationAnswered, InvitationDeclined } from '../../../../schema/events/tenders.js';
import { Invitation } from '../../entities/sourcing/invitation.js';
import { InvitationResponse } from '../../entities/sourcing/invitation-response.js';
import { ProviderStanding } from '../../entities/sourcing/provider-standing.js';
import type { Answer } from '../../entities/sourcing/words.js';
import { gatedFromPatch } from '../../rules/sourcing/gated-from-patch.js';
import { flagPersistentDecline } from '../../steps/sourcing/flag-persistent-decline.js';

/**
 * Enters a bid, a decline, a refusal after award or silence in the register (ROUT-12), and checks whether the provider
 * declines persistently (CM-06). A round that falls due while the provider is gated is marked, and not held against it.
 */
export async function keepResponse(
  t: Transaction,
  event: LoggedEvent & (InvitationDeclined | InvitationAnswered),
): Promise<void> {
  const { callOffId, providerId, stage, patch } = event.data;
  const council = event.council!;
  const response: Answer = event.type === 'InvitationAnswered' ? 'BID' : event.data.response;
  const key = { callOffId, providerId, stage, response };
  if (await t.em.findOne(InvitationResponse, key)) return;
  t.em.persist(
    t.em.create(InvitationResponse, {
      ...key,
      council,
      patch,
      reasonCode: event.type === 'InvitationAnswered' ? null : event.data.reasonCode,
      at: event.occurredAt,
    }),
  );
  const invitation = await t.em.findOne(Invitation, { callOffId, stage, providerId });
  if (!invitation) return;
  const standing = await t.em.findOne(ProviderStanding, { council, providerId });
  const { policy } = await policyInForce(t.em, council, event.occurredAt);
  if (response !== 'BID' && standing && gatedFromPatch(standing, policy)) invitation.gated = true;
  if (stage !== 'FRAMEWORK') await flagPersistentDecline(t, council, providerId);
}
