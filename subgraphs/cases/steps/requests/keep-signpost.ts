import type { Transaction } from '../../../../kernel/database/work.js';
import { newId, referenceFor } from '../../../../kernel/values/ids.js';
import { Signpost } from '../../entities/requests/signpost.js';
import type { Funding, ServiceType } from '../../rules/requests/request-type.js';

/** Keeps that somebody who pays without the council was pointed to providers, once for each request. [ASM-19] */
export async function keepSignpost(
  t: Transaction,
  council: string,
  request: {
    readonly lasRequestId: string;
    readonly councilPersonId: string;
    readonly funding: Funding;
    readonly serviceType: ServiceType;
  },
): Promise<Signpost> {
  const { lasRequestId: sourceId, councilPersonId, funding, serviceType } = request;
  const held = await t.em.findOne(Signpost, { council, sourceId });
  if (held) return held;
  const id = newId();
  const signpost = t.em.create(Signpost, {
    id,
    council,
    reference: referenceFor('SP', id),
    sourceId,
    councilPersonId,
    funding,
    serviceType,
    at: await t.now(),
  });
  t.em.persist(signpost);
  return signpost;
}
