import type { Transaction } from '../../../kernel/database.js';
import type { LoggedEvent } from '../../../schema/events/envelope.js';
import type { InvitationAnswered, InvitationDeclined } from '../../../schema/events/tenders.js';
import { InvitationResponse, type Response } from '../entities/invitation-response.js';

/** Enters a bid, a decline, a refusal after award or silence in the register (ROUT-12). */
export async function keepResponse(
  t: Transaction,
  event: LoggedEvent & (InvitationDeclined | InvitationAnswered),
): Promise<void> {
  const { callOffId, providerId, stage, patch } = event.data;
  const response: Response = event.type === 'InvitationAnswered' ? 'BID' : event.data.response;
  const key = { callOffId, providerId, stage, response };
  if (await t.em.findOne(InvitationResponse, key)) return;
  t.em.persist(
    t.em.create(InvitationResponse, {
      ...key,
      council: event.council!,
      patch,
      reasonCode: event.type === 'InvitationAnswered' ? null : event.data.reasonCode,
      at: event.occurredAt,
    }),
  );
}
