import type { Transaction } from '../../../../kernel/database/work.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { AwardRefused, BidReceived, CallOffAwarded, CallOffPublished } from '../../../../schema/events/tenders.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';
import { Invitation } from '../../entities/sourcing/invitation.js';

/** Each provider that a stage was told to has been asked: a referral received (KPI-1.1). */
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

/** When a provider's first bid came: its response time (KPI-32). The receipt is told to its author alone. */
export async function keepReceipt(t: Transaction, event: LoggedEvent & BidReceived): Promise<void> {
  const { callOffId, stage, receivedAt } = event.data;
  const [providerId] = event.audience.providers ?? [];
  const invitation = providerId ? await t.em.findOne(Invitation, { callOffId, stage, providerId }) : null;
  if (invitation) invitation.bidAt ??= new Date(receivedAt);
}

/** The package was given to a provider: its invitation led to an award, and of D2A it is a formal message (PAY-05). */
export async function keepAward(t: Transaction, event: LoggedEvent & CallOffAwarded): Promise<void> {
  const { callOffId, stage, providerId, need } = event.data;
  const invitation = await t.em.findOne(Invitation, { callOffId, stage, providerId });
  if (invitation) invitation.awarded = true;
  if (need.careType !== 'D2A' || (await t.em.findOne(FormalMessage, event.seq))) return;
  const of = { council: event.council!, providerId, callOffId };
  t.em.persist(
    t.em.create(FormalMessage, { seq: event.seq, ...of, kind: 'AWARDED', day: localDateOf(event.occurredAt) }),
  );
}

/** The winner gave it back (AWRD-09). */
export async function keepAwardRefused(t: Transaction, { data }: LoggedEvent & AwardRefused): Promise<void> {
  const { callOffId, providerId } = data;
  for (const invitation of await t.em.find(Invitation, { callOffId, providerId })) invitation.awarded = false;
}
