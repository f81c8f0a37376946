import type { Transaction } from '../../../../kernel/database/work.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { BidReceived } from '../../../../schema/events/tenders.js';
import { Invitation } from '../../entities/sourcing/invitation.js';

/** A provider's first bid came: its response time (KPI-32). The receipt is told to the author of the bid alone. */
export async function keepReceipt(t: Transaction, event: LoggedEvent & BidReceived): Promise<void> {
  const { callOffId, stage, receivedAt } = event.data;
  const [providerId] = event.audience.providers ?? [];
  const invitation = providerId ? await t.em.findOne(Invitation, { callOffId, stage, providerId }) : null;
  if (invitation) invitation.bidAt ??= new Date(receivedAt);
}
