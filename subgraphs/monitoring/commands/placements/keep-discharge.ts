import type { Transaction } from '../../../../kernel/database/work.js';
import type { Told } from '../../../../kernel/log/reactions.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { DischargeFinalised } from '../../../../schema/events/cases.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';

/** A discharge was agreed, or agreed anew: the formal message by which D2A activity is validated (IDG-13, PAY-05). */
export async function keepDischarge(t: Transaction, told: Told<DischargeFinalised>): Promise<void> {
  const { council, seq, callOffId, providerId, dischargeAt } = told;
  // A placement that was taken over was awarded elsewhere, and no message about it is in this log.
  if (!callOffId || (await t.em.findOne(FormalMessage, seq))) return;
  const of = { council, providerId, callOffId, kind: 'DISCHARGE_FINALISED' as const };
  t.em.persist(t.em.create(FormalMessage, { seq, ...of, day: localDateOf(new Date(dischargeAt)) }));
}
