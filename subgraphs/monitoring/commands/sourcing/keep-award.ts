import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { Invitation } from '../../entities/sourcing/invitation.js';

/** A provider was given the package: its invitation led to an award (CM-06). */
export async function keepAward(t: Transaction, award: Told<CallOffAwarded>): Promise<void> {
  const { callOffId, stage, providerId } = award;
  const invitation = await t.em.findOne(Invitation, { callOffId, stage, providerId });
  if (invitation) invitation.awarded = true;
}
