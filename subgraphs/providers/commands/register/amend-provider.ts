import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, isCouncil, isProvider, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ProviderAmended } from '../../../../schema/events/providers.js';
import { Membership } from '../../entities/membership/membership.js';
import { REGISTER } from '../../entities/readers.js';
import type { Provider } from '../../entities/register/provider.js';
import { changedParts, providerRecordRefusals, tidyRecord } from '../../rules/register/provider-record.js';
import { lockedProvider } from '../../steps/register/found.js';
import { refreshStanding } from '../cqc/refresh-standing.js';
import { contactsOf, type RegisterProvider, valuesOf } from './register-provider.js';

/** The parts that change, each in place of what was held; what is left out stays. */
export type AmendProvider = { readonly providerId: string } & {
  readonly [Part in Amendable]?: RegisterProvider[Part] | null;
};
type Amendable = 'categories' | 'groups' | 'skills' | 'areas' | 'postsFilled' | 'offices' | 'contacts';

/**
 * A provider, or an officer, brings its record up to date: posts, offices, contacts, categories, groups, skills, areas.
 * Each change is a version, and the provider and the contract officers of its councils are told what changed [PROV-01,
 * PROV-13, IDG-16]. A post may fall vacant. Name and CQC location belong to the registration and stay; an amendment
 * that changes nothing is none.
 *
 * Refuses what `providerRecordRefusals` does of the record that would result. An officer whose council a provider does
 * not work for may amend it while it works for none [IDG-26].
 */
export async function amendProvider(work: Work, input: AmendProvider): Promise<Outcome<Provider>> {
  const { caller } = work;
  authorise(
    caller,
    isProvider(caller)
      ? { scope: 'capacity:write', roles: ['provider-user'], provider: input.providerId }
      : { scope: 'register:write', roles: REGISTER },
  );
  // One record for all councils, so no council's transaction.
  return inTransaction(work, '*', async (t) => {
    const provider = await lockedProvider(t, input.providerId);
    const memberships = await t.em.find(Membership, { providerId: provider.id, status: { $ne: 'EXITED' } });
    const councils = [...new Set(memberships.map(({ council }) => council))].sort();
    if (isCouncil(caller) && councils.length > 0 && !councils.includes(caller.organisation)) {
      throw new NotAuthorisedError('IDG-26', 'This provider works for other councils, which keep its record.');
    }
    const before = tidyRecord(provider);
    const after = tidyRecord({
      ...before,
      categories: input.categories ?? before.categories,
      groups: input.groups ?? before.groups,
      skills: input.skills ?? before.skills,
      areas: input.areas ?? before.areas,
      postsFilled: input.postsFilled ?? before.postsFilled,
      offices: input.offices ?? before.offices,
      contacts: input.contacts ? contactsOf(input.contacts) : before.contacts,
    });
    unlessRefused(providerRecordRefusals(after));
    const changed = changedParts(before, after);
    if (changed.length === 0) return provider;

    Object.assign(provider, valuesOf(after));
    provider.version += 1;
    const { id: providerId, version } = provider;
    // Whoever is no member yet is told all the same, and the log keeps it.
    for (const council of councils.length > 0 ? councils : [null]) {
      await t.tell({
        type: 'ProviderAmended',
        subject: `provider/${providerId}`,
        council,
        audience: { providers: [providerId], roles: ['contract-officer'] },
        data: { providerId, version, changed },
      } satisfies Omit<ProviderAmended, 'actor' | 'occurredAt'>);
    }
    await refreshStanding(t, providerId);
    return provider;
  });
}
