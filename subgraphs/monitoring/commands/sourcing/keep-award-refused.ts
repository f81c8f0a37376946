import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import type { AwardRefused } from '../../../../schema/events/tenders.js';
import { Invitation } from '../../entities/sourcing/invitation.js';

/** The winner gave the package back (AWRD-09). */
export async function keepAwardRefused(t: Transaction, { callOffId, providerId }: Told<AwardRefused>): Promise<void> {
  for (const invitation of await t.em.find(Invitation, { callOffId, providerId })) invitation.awarded = false;
}
