import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { newId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup, Skill } from '../../../../schema/events/cases.js';
import type { ProviderRegistered } from '../../../../schema/events/providers.js';
import { Location } from '../../entities/cqc/location.js';
import { Workload } from '../../entities/hours/capacity.js';
import { REGISTER } from '../../entities/readers.js';
import { columnsOf, Provider } from '../../entities/register/provider.js';
import { contactsOf, type GivenContact } from '../../rules/register/contact.js';
import {
  alreadyOnRegisterRefusal,
  type ProviderRecord,
  postsRefusals,
  providerRecordRefusals,
  tidyRecord,
} from '../../rules/register/provider-record.js';

export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;

export interface RegisterProvider {
  /** Given if it is known before, as in a demo that is built again; else the provider gets a new id. */
  readonly id?: string;
  readonly name: string;
  readonly cqcLocationId: string;
  readonly categories: ProviderRecord['categories'];
  readonly groups: readonly ServiceUserGroup[];
  readonly skills?: readonly Skill[] | null;
  readonly areas: readonly string[];
  readonly postsFilled: ProviderRecord['postsFilled'];
  readonly offices: ProviderRecord['offices'];
  readonly contacts: readonly GivenContact[];
  readonly idempotencyKey: string;
}

/**
 * Puts a provider on the register, for all councils. Until the record of its CQC location has been imported it is
 * neither registered with CQC nor rated, so nothing can be placed with it.
 *
 * Refuses what `providerRecordRefusals`, `postsRefusals` and `alreadyOnRegisterRefusal` do. [PROV-01, PROV-13]
 */
export async function registerProvider(
  work: Work,
  { idempotencyKey, ...input }: RegisterProvider,
): Promise<Outcome<Provider>> {
  authorise(work.caller, allowed);
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'registerProvider', key: idempotencyKey, input },
      () => register(t, input),
      (id) => t.em.findOneOrFail(Provider, { id }),
    ),
  );
}

async function register(t: Transaction, { id, ...input }: Omit<RegisterProvider, 'idempotencyKey'>): Promise<Provider> {
  const record = tidyRecord({ ...input, skills: input.skills ?? [], contacts: contactsOf(input.contacts) });
  const { cqcLocationId } = record;
  const held = await t.em.count(Location, { cqcLocationId });
  unlessRefused(providerRecordRefusals(record), postsRefusals(record), alreadyOnRegisterRefusal(held > 0));

  const provider = t.em.create(Provider, { id: id ?? newId(), ...columnsOf(record), registeredAt: await t.now() });
  t.em.persist(provider);
  t.em.persist(t.em.create(Location, { providerId: provider.id, cqcLocationId }));
  t.em.persist(t.em.create(Workload, { providerId: provider.id }));
  await t.em.flush();
  await t.tell({
    type: 'ProviderRegistered',
    subject: `provider/${provider.id}`,
    council: null,
    audience: {},
    data: { providerId: provider.id, cqcLocationId },
  } satisfies Omit<ProviderRegistered, 'actor' | 'occurredAt'>);
  return provider;
}
