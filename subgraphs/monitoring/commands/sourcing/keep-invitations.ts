import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { CallOffPublished } from '../../../../schema/events/tenders.js';
import { Invitation } from '../../entities/sourcing/invitation.js';

/** Each provider that was told of a stage has been asked: a referral received (KPI-1.1). */
export async function keepInvitations(t: Transaction, event: LoggedEvent & CallOffPublished): Promise<void> {
  const { callOffId, stage, route } = event.data;
  const known = new Set((await t.em.find(Invitation, { callOffId, stage })).map(({ providerId }) => providerId));
  const at = event.occurredAt;
  for (const providerId of event.audience.providers ?? []) {
    if (known.has(providerId)) continue;
    const of = { council: event.council!, providerId, callOffId, stage, route };
    t.em.persist(t.em.create(Invitation, { ...of, at, day: localDateOf(at), awarded: false, gated: false }));
  }
}
