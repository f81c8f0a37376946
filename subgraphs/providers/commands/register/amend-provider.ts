import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, isProvider } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ProviderAmended } from '../../../../schema/events/providers.js';
import { REGISTER } from '../../entities/readers.js';
import { columnsOf, Provider } from '../../entities/register/provider.js';
import { changedParts } from '../../rules/register/changed-parts.js';
import { contactsOf } from '../../rules/register/contact.js';
import { providerRecordRefusals, tidyRecord } from '../../rules/register/provider-record.js';
import { lockedProvider } from '../../steps/register/locked-provider.js';
import { mayKeepRecord } from '../../steps/register/may-keep-record.js';
import { refreshStanding } from '../../steps/register/refresh-standing.js';
import type { RegisterProvider } from './register-provider.js';

/** An officer may amend a provider's record; its own people may as well, under a scope of their own. */
export const allowed = { scope: 'register:write', roles: REGISTER } satisfies Allowed;
export const allowedItself = { scope: 'capacity:write', roles: ['provider-user'] } satisfies Allowed;

/** The parts that change, each in place of the part held; a part that is left out stays. */
export type AmendProvider = { readonly providerId: string; readonly idempotencyKey: string } & {
  readonly [Part in Amendable]?: RegisterProvider[Part] | null;
};
type Amendable = 'categories' | 'groups' | 'skills' | 'areas' | 'postsFilled' | 'offices' | 'contacts';

/**
 * Brings a provider's record up to date: posts, offices, contacts, categories, groups, skills, areas. Each change is a
 * version, and the provider and the contract officers of its councils are told what changed. A post may fall vacant.
 * Name and CQC location belong to the registration and stay. An amendment that changes nothing makes no version.
 *
 * Refuses what `providerRecordRefusals` does of the record that would result. An officer of a council that the provider
 * does not work for may amend it only while it works for none. [PROV-01, PROV-13, IDG-16, IDG-26]
 */
export async function amendProvider(
  work: Work,
  { idempotencyKey, ...input }: AmendProvider,
): Promise<Outcome<Provider>> {
  const { caller } = work;
  if (isProvider(caller)) authorise(caller, allowedItself, { provider: input.providerId });
  else authorise(caller, allowed);
  // One record for all councils, so no council's transaction.
  return inTransaction(work, '*', (t) =>
    once(
      t,
      { act: 'amendProvider', key: idempotencyKey, input },
      () => amend(t, input),
      (id) => t.em.findOneOrFail(Provider, { id }),
    ),
  );
}

async function amend(t: Transaction, input: Omit<AmendProvider, 'idempotencyKey'>): Promise<Provider> {
  const provider = await lockedProvider(t, input.providerId);
  const councils = await mayKeepRecord(t, provider.id);
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

  Object.assign(provider, columnsOf(after));
  provider.version += 1;
  const { id: providerId, version } = provider;
  // A provider that is no member yet is told all the same, and the log keeps it.
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
}
