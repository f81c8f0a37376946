import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { newId } from '../../../../kernel/values/ids.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { ProviderRegistered } from '../../../../schema/events/providers.js';
import { Location } from '../../entities/cqc/location.js';
import { Workload } from '../../entities/hours/capacity.js';
import { REGISTER } from '../../entities/readers.js';
import { type Contact, Provider } from '../../entities/register/provider.js';
import {
  type ProviderRecord,
  postsRefusals,
  providerRecordRefusals,
  tidyRecord,
} from '../../rules/register/provider-record.js';

export interface RegisterProvider {
  /** Where the id is known before, as in a demo that is built again; else a new one is given. */
  readonly id?: string;
  readonly name: string;
  readonly cqcLocationId: string;
  readonly categories: ProviderRecord['categories'];
  readonly groups: readonly ServiceUserGroup[];
  readonly skills?: readonly string[] | null;
  readonly areas: readonly string[];
  readonly postsFilled: ProviderRecord['postsFilled'];
  readonly offices: ProviderRecord['offices'];
  readonly contacts: readonly GivenContact[];
}

/** A contact as clients give it: what is left out is none. */
export type GivenContact = Pick<Contact, 'route'> & Partial<Contact>;

/**
 * Puts a provider on the register, for all councils [PROV-01, PROV-13]. Until the record of its CQC location has been
 * imported it is neither registered with CQC nor rated, so nothing can be placed with it.
 *
 * Refuses what `providerRecordRefusals` and `postsRefusals` do, and `ALREADY_ON_REGISTER` where the location is somebody's.
 */
export async function registerProvider(work: Work, input: RegisterProvider): Promise<Outcome<Provider>> {
  authorise(work.caller, { scope: 'register:write', roles: REGISTER });
  return inTransaction(work, '*', async (t) => {
    const { id, ...given } = input;
    const record = tidyRecord({ ...given, skills: input.skills ?? [], contacts: contactsOf(input.contacts) });
    const { cqcLocationId } = record;
    const held = await t.em.count(Location, { cqcLocationId });
    unlessRefused(providerRecordRefusals(record), postsRefusals(record), held > 0 ? alreadyOnRegister() : null);

    const provider = t.em.create(Provider, { id: id ?? newId(), ...valuesOf(record), registeredAt: await t.now() });
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
  });
}

export function contactsOf(contacts: readonly GivenContact[]): Contact[] {
  return contacts.map(({ route, telephone, email }) => ({ route, telephone: telephone ?? null, email: email ?? null }));
}

/** The columns of a record. */
export function valuesOf(record: ProviderRecord) {
  return {
    name: record.name,
    cqcLocationId: record.cqcLocationId,
    categories: [...record.categories],
    groups: [...record.groups],
    skills: [...record.skills],
    areas: [...record.areas],
    postsFilled: [...record.postsFilled],
    offices: record.offices.map(({ postcode }) => ({ postcode })),
    contacts: contactsOf(record.contacts),
  };
}

function alreadyOnRegister(): Refusal {
  return {
    rule: 'PROV-01',
    code: 'ALREADY_ON_REGISTER',
    message: 'A CQC location is on the register once; this one is already there.',
    field: 'cqcLocationId',
  };
}
