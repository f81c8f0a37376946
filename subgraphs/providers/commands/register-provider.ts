import { authorise } from '../../../kernel/caller.js';
import { inTransaction, type Work } from '../../../kernel/database.js';
import { newId } from '../../../kernel/ids.js';
import { parsePostcode } from '../../../kernel/postcode.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../kernel/refusal.js';
import type { ServiceUserGroup } from '../../../schema/events/cases.js';
import { Workload } from '../entities/capacity.js';
import { Location } from '../entities/location.js';
import { Provider } from '../entities/provider.js';
import { REGISTER } from '../entities/readers.js';
import { type ProviderRecord, providerRecordRefusals } from '../rules/provider-record.js';

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
  readonly contacts: ProviderRecord['contacts'];
}

/**
 * Puts a provider on the register, for all councils [PROV-01, PROV-13]. Until the record of its CQC location has been
 * imported it is neither registered with CQC nor rated, so nothing can be placed with it.
 *
 * Refuses what `providerRecordRefusals` lacks, and `ALREADY_ON_REGISTER` where the location is somebody's.
 */
export async function registerProvider(work: Work, input: RegisterProvider): Promise<Outcome<Provider>> {
  authorise(work.caller, { scope: 'register:write', roles: REGISTER });
  return inTransaction(work, '*', async (t) => {
    const now = await t.now();
    const contacts = input.contacts.map(({ route, telephone, email }) => ({
      route,
      telephone: telephone ?? null,
      email: email ?? null,
    }));
    const record: ProviderRecord = { ...input, organisation: input.name, clientGroups: input.groups, contacts };
    const cqcLocationId = input.cqcLocationId.trim().toUpperCase();
    const held = await t.em.count(Location, { cqcLocationId });
    unlessRefused(providerRecordRefusals(record), held > 0 ? alreadyOnRegister() : null);

    const provider = t.em.create(Provider, {
      id: input.id ?? newId(),
      name: input.name.trim(),
      cqcLocationId,
      categories: [...new Set(input.categories)],
      groups: [...new Set(input.groups)],
      skills: [...new Set(input.skills ?? [])],
      areas: [...new Set(input.areas)],
      postsFilled: [...new Set(input.postsFilled)],
      offices: input.offices.map(({ postcode }) => ({ postcode: parsePostcode(postcode)!.full })),
      contacts,
      registeredAt: now,
    });
    t.em.persist(provider);
    t.em.persist(t.em.create(Location, { providerId: provider.id, cqcLocationId }));
    t.em.persist(t.em.create(Workload, { providerId: provider.id }));
    await t.em.flush();
    return provider;
  });
}

function alreadyOnRegister(): Refusal {
  return {
    rule: 'PROV-01',
    code: 'ALREADY_ON_REGISTER',
    message: 'A CQC location is on the register once; this one is already there.',
    field: 'cqcLocationId',
  };
}
