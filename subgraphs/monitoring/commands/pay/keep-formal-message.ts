import type { Transaction } from '../../../../kernel/database/work.js';
import type { OfPlacement } from '../../../../schema/events/cases.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { type FormalEvent, formalMessage } from '../../rules/pay/formal-message.js';

/**
 * Keeps an event as a message about its D2A package: who sent it and to whom, when, what it changed, and the hash of what
 * it says as the log has it. Of any other care nothing is kept. A placement that was taken over was awarded elsewhere, and
 * no message about it is in this log. [IDG-13, PAY-05]
 */
export async function keepFormalMessage(t: Transaction, event: LoggedEvent): Promise<void> {
  const { id, seq, council, actor, audience, occurredAt: toldAt } = event;
  const { callOffId, providerId } = event.data as OfPlacement;
  if (!callOffId || !(await isD2a(t, event)) || (await t.em.findOne(FormalMessage, id))) return;
  const [logged] = (await t.em.execute(
    `select encode(sha256(convert_to(data::text, 'UTF8')), 'hex') as hash from platform.event where id = ?`,
    [id],
  )) as Array<{ hash: string }>;
  t.em.persist(
    t.em.create(FormalMessage, {
      ...{ id, seq, council: council!, providerId, callOffId, toldAt },
      ...formalMessage(event.type as FormalEvent, event.data),
      senderRole: actor.role,
      senderOrganisation: actor.organisation,
      toProvider: audience.providers?.includes(providerId) ?? false,
      toRoles: [...(audience.roles ?? [])],
      contentHash: logged!.hash,
    }),
  );
}

async function isD2a(t: Transaction, { type, data }: LoggedEvent): Promise<boolean> {
  if (type === 'CallOffAwarded') return (data as CallOffAwarded['data']).need.careType === 'D2A';
  const placement = await t.em.findOne(ExpectedPlacement, (data as OfPlacement).placementId);
  return placement?.careType === 'D2A';
}
