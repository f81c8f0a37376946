import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, isProvider } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { SERVICE_TYPES, type ServiceType } from '../../../../schema/events/cases.js';
import type { LongListKeysRecorded } from '../../../../schema/events/providers.js';
import { Patch } from '../../entities/geography/patch.js';
import { REGISTER } from '../../entities/readers.js';
import { LongListKeys } from '../../entities/sourcing/long-list-keys.js';
import { councilsOf } from '../../reads/register/councils-of.js';
import { longListKeysRefusals } from '../../rules/sourcing/long-list-keys.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';

/** An officer of the council may record them; the provider's own people may as well, under a scope of their own. */
export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;
export const allowedItself = { scope: 'capacity:write', roles: ['provider-user'] } satisfies Allowed;

export interface RecordLongListKeys {
  readonly council: string;
  readonly providerId: string;
  readonly serviceTypes: readonly ServiceType[];
  /** Codes of patches; the whole borough if left out. */
  readonly patches?: readonly string[] | null;
  readonly idempotencyKey: string;
}

/**
 * Records by what a member is put on a council's long lists, in place of what was recorded before; the same again changes
 * nothing. Refuses what `longListKeysRefusals` does. [PROV-14]
 */
export async function recordLongListKeys(
  work: Work,
  { idempotencyKey, ...input }: RecordLongListKeys,
): Promise<Outcome<LongListKeys>> {
  const { caller } = work;
  const { council, providerId } = input;
  if (isProvider(caller)) authorise(caller, allowedItself, { council, provider: providerId });
  else authorise(caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordLongListKeys', key: idempotencyKey, input },
      () => record(t, input),
      (id) => t.em.findOneOrFail(LongListKeys, { id }),
    ),
  );
}

async function record(t: Transaction, input: Omit<RecordLongListKeys, 'idempotencyKey'>): Promise<LongListKeys> {
  const { council } = input;
  const { id: providerId } = await lockedProvider(t, input.providerId);
  const serviceTypes = SERVICE_TYPES.filter((type) => input.serviceTypes.includes(type));
  const patches = input.patches ? [...new Set(input.patches)].sort() : null;
  const known = (await t.em.find(Patch, { council }, { orderBy: { code: 'asc' } })).map(({ code }) => code);
  const isMember = (await councilsOf(t.em, providerId)).includes(council);
  unlessRefused(longListKeysRefusals({ serviceTypes, patches }, { isMember, patches: known }));
  const held = await t.em.findOne(LongListKeys, { providerId, council });
  const isSame = held?.serviceTypes.join() === serviceTypes.join() && held.patches?.join() === patches?.join();
  if (held && isSame) return held;
  const facts = { serviceTypes, patches, recordedAt: await t.now() };
  const keys = held ? t.em.assign(held, facts) : t.em.create(LongListKeys, { providerId, council, ...facts });
  t.em.persist(keys);
  await t.tell({
    type: 'LongListKeysRecorded',
    subject: `provider/${providerId}`,
    council,
    audience: { providers: [providerId], roles: ['broker', 'contract-officer'] },
    data: { providerId, serviceTypes, patches },
  } satisfies Omit<LongListKeysRecorded, 'actor' | 'occurredAt'>);
  await refreshStanding(t, providerId);
  return keys;
}
