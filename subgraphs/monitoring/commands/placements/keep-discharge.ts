import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { DischargeFinalised } from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';

/** A discharge was agreed, or agreed anew: the formal message that D2A activity is validated by (IDG-13, PAY-05). */
export async function keepDischarge(t: Transaction, event: LoggedEvent & DischargeFinalised): Promise<void> {
  const { callOffId, providerId, dischargeAt } = event.data;
  // What was taken over was awarded elsewhere, and no message of it is in this log.
  if (!callOffId || (await t.em.findOne(FormalMessage, event.seq))) return;
  const of = { council: event.council!, providerId, callOffId, kind: 'DISCHARGE_FINALISED' as const };
  t.em.persist(t.em.create(FormalMessage, { seq: event.seq, ...of, day: localDateOf(new Date(dischargeAt)) }));
}
