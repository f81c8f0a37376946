import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { parsePostcode } from '../../../../kernel/values/postcode.js';
import { notFound, type Outcome, RefusedError, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { SchemeRecorded } from '../../../../schema/events/providers.js';
import { REGISTER } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { NominationsAgreement, SupportedLivingScheme } from '../../entities/schemes/supported-living-scheme.js';
import { type Scheme, schemeLinkRefusals, schemeRefusals } from '../../rules/schemes/scheme.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RecordScheme extends Scheme {
  readonly council: string;
  /** The scheme that is written anew; a new one if left out. */
  readonly schemeId?: string | null;
  readonly idempotencyKey: string;
}

/**
 * Records a supported-living scheme, or writes one anew: its homes, places, occupants and landlord as they are now.
 * Refuses what `schemeRefusals` and `schemeLinkRefusals` do. [PROV-20, PROV-36]
 */
export async function recordScheme(
  work: Work,
  { idempotencyKey, ...input }: RecordScheme,
): Promise<Outcome<SupportedLivingScheme>> {
  const { council } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordScheme', key: idempotencyKey, input },
      () => record(t, input),
      (id) => t.em.findOneOrFail(SupportedLivingScheme, { id }),
    ),
  );
}

async function record(
  t: Transaction,
  { schemeId, ...input }: Omit<RecordScheme, 'idempotencyKey'>,
): Promise<SupportedLivingScheme> {
  const { council, onSiteProviderId, agreementId } = input;
  // One at a time: an occupant lives in one scheme.
  await lockNamed(t, `schemes/${council}`);
  const recordedAt = await t.now();
  const held = schemeId == null ? null : await heldScheme(t, council, schemeId);
  unlessRefused(schemeRefusals(input));
  const occupants = input.occupants.map((each) => each.toLowerCase());
  const others = await t.em.find(SupportedLivingScheme, { council, ...(held && { id: { $ne: held.id } }) });
  unlessRefused(
    schemeLinkRefusals({
      hasProvider: onSiteProviderId === null || (await isThere(t, Provider, onSiteProviderId)),
      hasAgreement: agreementId === null || (await isThere(t, NominationsAgreement, agreementId)),
      occupantElsewhere: others.some((other) => other.occupants.some((each) => occupants.includes(each))),
    }),
  );
  const scheme = {
    name: input.name.trim(),
    area: input.area.trim(),
    postcode: parsePostcode(input.postcode)!.full,
    propertyTypes: [...input.propertyTypes],
    capacity: input.capacity,
    occupants,
    onSiteProviderId,
    agreementId,
    coreWeeklyPence: input.coreWeeklyPence,
    recordedAt,
  };
  const kept = held ? t.em.assign(held, scheme) : t.em.create(SupportedLivingScheme, { council, ...scheme });
  t.em.persist(kept);
  await t.tell({
    type: 'SchemeRecorded',
    subject: `scheme/${kept.id}`,
    council,
    audience: { roles: ['broker', 'contract-officer'] },
    data: { schemeId: kept.id },
  } satisfies Omit<SchemeRecorded, 'actor' | 'occurredAt'>);
  return kept;
}

async function heldScheme(t: Transaction, council: string, id: string): Promise<SupportedLivingScheme> {
  const scheme = isId(id) ? await t.em.findOne(SupportedLivingScheme, { id, council }) : null;
  if (!scheme) throw new RefusedError([notFound('scheme', 'input.schemeId')]);
  return scheme;
}

async function isThere(
  t: Transaction,
  entity: typeof Provider | typeof NominationsAgreement,
  id: string,
): Promise<boolean> {
  return isId(id) && (await t.em.findOne(entity as typeof Provider, { id })) !== null;
}
