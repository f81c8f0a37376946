import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';
import { Invitation } from '../../entities/sourcing/invitation.js';

/** A provider was given the package: its invitation led to an award, and for D2A that is a formal message (PAY-05). */
export async function keepAward(t: Transaction, award: Told<CallOffAwarded>): Promise<void> {
  const { council, callOffId, stage, providerId, need, occurredAt, seq } = award;
  const invitation = await t.em.findOne(Invitation, { callOffId, stage, providerId });
  if (invitation) invitation.awarded = true;
  if (need.careType !== 'D2A' || (await t.em.findOne(FormalMessage, seq))) return;
  const of = { council, providerId, callOffId };
  t.em.persist(t.em.create(FormalMessage, { seq, ...of, kind: 'AWARDED', day: localDateOf(occurredAt) }));
}
