import { timeOf, type Work } from '../../kernel/database/work.js';
import { localDateOf } from '../../kernel/time/working-time.js';
import type { ServiceType } from '../../schema/events/cases.js';
import type { ProviderCategory } from '../../schema/events/providers.js';
import { recordQafRating } from '../../subgraphs/providers/commands/quality/record-qaf-rating.js';
import { recordScheme } from '../../subgraphs/providers/commands/schemes/record-scheme.js';
import { recordLongListKeys } from '../../subgraphs/providers/commands/sourcing/record-long-list-keys.js';
import { type DemoProvider, demoPostcode, providerNamed } from './borough.js';
import { done } from './done.js';

const COUNCIL = 'ravensbourne';
const DAY_MS = 86_400_000;
const HOME_AND_LIVING: readonly ServiceType[] = ['DOMICILIARY', 'SUPPORTED_LIVING'];

/** By which keys each member is on Ravensbourne's long lists, and its quality rating; null was never rated. */
const MEMBERS: ReadonlyArray<
  readonly [key: string, serviceTypes: readonly ServiceType[], patches: readonly string[] | null, score: number | null]
> = [
  ['millrace', HOME_AND_LIVING, null, 72],
  ['wharfside', HOME_AND_LIVING, ['Riverside'], 88],
  ['kingfisher', HOME_AND_LIVING, null, 64],
  ['otterbank', ['DOMICILIARY'], null, null],
];
/** The provider that comes with the scheme of the demo: it works for the council, and is on no long list. */
const ON_SITE = 'sluicegate';

/** For what a membership of the demo is: the flexible contracting arrangement is for supported living as well. */
export function categoriesOf(vehicle: DemoProvider['memberships'][number]['vehicle']): ProviderCategory[] {
  return vehicle === 'FLEXIBLE_CONTRACTING_ARRANGEMENT'
    ? ['HOME_SUPPORT', 'CARE_AND_SUPPORT_SUPPORTED_LIVING']
    : ['HOME_SUPPORT'];
}

/** What Ravensbourne asks its long lists by, how it ranks them, and a supported-living scheme with its own provider. */
export async function buildLongList(providers: () => Work): Promise<void> {
  const now = await timeOf(providers().em);
  for (const [key, serviceTypes, patches, score] of MEMBERS) {
    const of = { council: COUNCIL, providerId: providerNamed(key).id };
    const keys = { ...of, serviceTypes, patches, idempotencyKey: `demo-long-list-${key}` };
    await done(() => recordLongListKeys(providers(), keys));
    if (score === null) continue;
    await done(() =>
      recordQafRating(providers(), {
        ...of,
        score,
        assessor: 'Quality Assurance Team',
        assessedOn: localDateOf(now),
        expiresOn: localDateOf(new Date(now.getTime() + 730 * DAY_MS)),
        idempotencyKey: `demo-qaf-${key}`,
      }),
    );
  }
  await done(() =>
    recordScheme(providers(), {
      council: COUNCIL,
      name: 'Sluice Gate Court',
      area: 'Riverside',
      postcode: demoPostcode('Riverside', 0, 1),
      propertyTypes: ['SELF_CONTAINED_FLAT'],
      capacity: 8,
      occupants: [],
      onSiteProviderId: providerNamed(ON_SITE).id,
      agreementId: null,
      coreWeeklyPence: 298_000,
      idempotencyKey: 'demo-scheme-ravensbourne',
    }),
  );
}
