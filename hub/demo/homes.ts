import type { Work } from '../../kernel/database/work.js';
import { addLocalDays, addMinutes, localDateOf } from '../../kernel/time/working-time.js';
import type { ServiceUserGroup, Skill } from '../../schema/events/cases.js';
import type { PlaceKind } from '../../schema/events/providers.js';
import type { Rating } from '../../schema/policy.js';
import { grantAccess } from '../../subgraphs/providers/commands/councils/grant-access.js';
import { importCqcRecord } from '../../subgraphs/providers/commands/cqc/import-cqc-record.js';
import { agreeHomePrice } from '../../subgraphs/providers/commands/homes/agree-home-price.js';
import { declareHomePrice } from '../../subgraphs/providers/commands/homes/declare-home-price.js';
import { declareVacancies } from '../../subgraphs/providers/commands/homes/declare-vacancies.js';
import { recordCareHome } from '../../subgraphs/providers/commands/homes/record-care-home.js';
import { setStandardFee } from '../../subgraphs/providers/commands/homes/set-standard-fee.js';
import { admitMember } from '../../subgraphs/providers/commands/membership/admit-member.js';
import { recordQafRating } from '../../subgraphs/providers/commands/quality/record-qaf-rating.js';
import { registerProvider } from '../../subgraphs/providers/commands/register/register-provider.js';
import { recordLongListKeys } from '../../subgraphs/providers/commands/sourcing/record-long-list-keys.js';
import type { ProviderCategory } from '../../subgraphs/providers/rules/register/provider-record.js';
import { cqcRecordOf, demoId, demoPostcode } from './borough.js';
import { BROMLEY_PATCHES } from './bromley-map.js';
import { managerOf } from './callers.js';
import { done } from './done.js';
import { type DemoGrant, demoContacts } from './register.js';

/** Care homes that do not exist, of providers that do not exist: what a broker's long list and vacancy board show. */
interface DemoHome {
  readonly name: string;
  readonly cqcLocationId: string;
  /** Code of the patch in which it lies; null outside of the borough. */
  readonly patch: string | null;
  readonly rating: Rating;
  readonly beds: number;
  readonly groups: readonly ServiceUserGroup[];
  readonly skills: readonly Skill[];
  /** Pence a week, by the kinds of place that it gives. */
  readonly prices: Readonly<Partial<Record<PlaceKind, number>>>;
  /** Places that are free, and how long ago it said so. */
  readonly free: Readonly<Partial<Record<PlaceKind, number>>>;
  readonly statedDaysAgo: number;
}

interface DemoHomeProvider {
  readonly key: string;
  readonly name: string;
  readonly council: 'bromley' | 'bracknell' | 'ravensbourne';
  readonly vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT' | 'SPOT';
  readonly categories: readonly ProviderCategory[];
  /** The council's quality rating, out of 100; left out, it was never rated. */
  readonly qafScore?: number;
  readonly homes: readonly DemoHome[];
}

const BROMLEYS = { council: 'bromley', vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT' } as const;
const RAVENSBOURNES = { council: 'ravensbourne', vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT' } as const;
const BRACKNELLS = { council: 'bracknell', vehicle: 'SPOT' } as const;
const WITHOUT: ProviderCategory = 'CARE_HOME_WITHOUT_NURSING';
const WITH: ProviderCategory = 'CARE_HOME_WITH_NURSING';

const HOME_PROVIDERS: readonly DemoHomeProvider[] = [
  {
    key: 'rosehill',
    ...BROMLEYS,
    name: 'Rosehill Homes',
    categories: [WITHOUT, WITH],
    homes: [
      {
        name: 'Rosehill House',
        cqcLocationId: '1-999100001',
        patch: 'East',
        rating: 'GOOD',
        beds: 32,
        groups: ['OLDER_PEOPLE', 'DEMENTIA'],
        skills: ['DEMENTIA_CARE'],
        prices: { RESIDENTIAL: 82_000, RESPITE: 90_000 },
        free: { RESIDENTIAL: 2, RESPITE: 1 },
        statedDaysAgo: 1,
      },
      {
        name: 'Elm Court',
        cqcLocationId: '1-999100002',
        patch: 'West',
        rating: 'OUTSTANDING',
        beds: 48,
        groups: ['OLDER_PEOPLE', 'DEMENTIA', 'PHYSICAL_DISABILITY'],
        skills: ['DEMENTIA_CARE', 'PEG_FEEDING', 'PALLIATIVE_CARE'],
        prices: { RESIDENTIAL: 87_000, NURSING: 112_500 },
        free: { NURSING: 1 },
        statedDaysAgo: 3,
      },
    ],
  },
  {
    key: 'saltmarsh',
    ...BROMLEYS,
    name: 'Saltmarsh Care',
    categories: [WITH],
    homes: [
      {
        name: 'Saltmarsh Lodge',
        cqcLocationId: '1-999100003',
        patch: null,
        rating: 'GOOD',
        beds: 60,
        groups: ['OLDER_PEOPLE', 'PHYSICAL_DISABILITY'],
        skills: ['PALLIATIVE_CARE'],
        prices: { NURSING: 104_000 },
        free: { NURSING: 4 },
        // Nobody has said for more than a week whether they still are.
        statedDaysAgo: 9,
      },
    ],
  },
  {
    key: 'fernbank',
    ...BROMLEYS,
    name: 'Fernbank Homes',
    categories: [WITHOUT],
    homes: [
      {
        name: 'Fernbank',
        cqcLocationId: '1-999100004',
        patch: 'Central',
        rating: 'REQUIRES_IMPROVEMENT',
        beds: 18,
        groups: ['OLDER_PEOPLE'],
        skills: [],
        prices: { RESIDENTIAL: 76_000 },
        free: { RESIDENTIAL: 3 },
        statedDaysAgo: 0,
      },
    ],
  },
  // Bracknell matches homes; there is a choice of three for most people, and of one for a respite stay.
  {
    key: 'larchmere',
    ...BRACKNELLS,
    name: 'Larchmere Homes',
    categories: [WITHOUT, WITH],
    homes: [
      {
        name: 'Larchmere House',
        cqcLocationId: '1-999100005',
        patch: 'Forest',
        rating: 'GOOD',
        beds: 40,
        groups: ['OLDER_PEOPLE', 'DEMENTIA'],
        skills: ['DEMENTIA_CARE'],
        prices: { RESIDENTIAL: 84_000, NURSING: 108_000, RESPITE: 91_000 },
        free: { RESIDENTIAL: 1, NURSING: 2, RESPITE: 1 },
        statedDaysAgo: 2,
      },
      {
        name: 'Pinehurst',
        cqcLocationId: '1-999100006',
        patch: 'Forest',
        rating: 'OUTSTANDING',
        beds: 24,
        groups: ['OLDER_PEOPLE'],
        skills: [],
        prices: { RESIDENTIAL: 88_500 },
        free: { RESIDENTIAL: 3 },
        statedDaysAgo: 1,
      },
    ],
  },
  {
    key: 'warfield',
    ...BRACKNELLS,
    name: 'Warfield Care Homes',
    categories: [WITHOUT],
    homes: [
      {
        name: 'Warfield Grange',
        cqcLocationId: '1-999100007',
        patch: null,
        rating: 'GOOD',
        beds: 30,
        groups: ['OLDER_PEOPLE', 'PHYSICAL_DISABILITY'],
        skills: [],
        prices: { RESIDENTIAL: 79_500 },
        free: { RESIDENTIAL: 2 },
        statedDaysAgo: 4,
      },
    ],
  },
  // Ravensbourne asks for tenders: one home is above its standard fee, one at it.
  {
    key: 'quayside',
    ...RAVENSBOURNES,
    name: 'Quayside Homes',
    categories: [WITHOUT, WITH],
    qafScore: 86,
    homes: [
      {
        name: 'Quayside House',
        cqcLocationId: '1-999100008',
        patch: 'Riverside',
        rating: 'GOOD',
        beds: 36,
        groups: ['OLDER_PEOPLE', 'DEMENTIA'],
        skills: ['DEMENTIA_CARE'],
        prices: { RESIDENTIAL: 71_000, NURSING: 87_000, RESPITE: 79_000 },
        free: { RESIDENTIAL: 1, NURSING: 2, RESPITE: 1 },
        statedDaysAgo: 1,
      },
    ],
  },
  {
    key: 'longbridge',
    ...RAVENSBOURNES,
    name: 'Long Bridge Care',
    categories: [WITHOUT, WITH],
    qafScore: 70,
    homes: [
      {
        name: 'Long Bridge Lodge',
        cqcLocationId: '1-999100009',
        patch: 'Riverside',
        rating: 'GOOD',
        beds: 44,
        groups: ['OLDER_PEOPLE', 'DEMENTIA', 'PHYSICAL_DISABILITY'],
        skills: ['DEMENTIA_CARE', 'PALLIATIVE_CARE'],
        prices: { RESIDENTIAL: 64_000, NURSING: 80_000 },
        free: { RESIDENTIAL: 3, NURSING: 1 },
        statedDaysAgo: 2,
      },
    ],
  },
];

/** What each council pays for a place as its standard, a week. */
const STANDARD_FEES = [
  ['bromley', 'RESIDENTIAL', 80_000],
  ['bracknell', 'RESIDENTIAL', 80_000],
  ['ravensbourne', 'RESIDENTIAL', 65_000],
  ['bromley', 'NURSING', 105_000],
  ['bracknell', 'NURSING', 105_000],
  ['ravensbourne', 'NURSING', 80_000],
] as const;

/** Somebody of each provider of homes: they decide about people, and keep their vacancies. */
export const HOME_MANAGERS: readonly DemoGrant[] = HOME_PROVIDERS.map(({ key, council }) => ({
  subject: `user:manager@${key}`,
  role: 'provider-user',
  organisation: demoId(`provider/${key}`),
  councils: [council],
}));
/** The one whom the explorer shows. */
export const HOME_MANAGER = HOME_MANAGERS[0]!;

/**
 * Adds the homes to a register that has been built: each act by the command that a council or a provider would use.
 *
 * @param providers work of the providers subgraph, as the hub itself
 */
export async function buildHomes(providers: () => Work, now: Date): Promise<void> {
  const today = localDateOf(now);
  const lastYear = addLocalDays(today, -300);
  for (const [council, kind, pence] of STANDARD_FEES) {
    const idempotencyKey = `demo-fee-${council}-${kind}`;
    await done(() => setStandardFee(providers(), { council, kind, pence, from: lastYear, idempotencyKey }));
  }
  for (const [index, provider] of HOME_PROVIDERS.entries()) {
    const id = demoId(`provider/${provider.key}`);
    const { council } = provider;
    const asProvider = { ...providers(), caller: managerOf(provider.key, id, [council]) };
    const keyOf = (act: string) => `demo-${act}-${provider.key}`;
    await done(() =>
      registerProvider(providers(), {
        id,
        name: provider.name,
        cqcLocationId: provider.homes[0]!.cqcLocationId,
        categories: provider.categories,
        groups: [...new Set(provider.homes.flatMap(({ groups }) => groups))],
        skills: [...new Set(provider.homes.flatMap(({ skills }) => skills))],
        areas: [council],
        postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
        offices: [{ postcode: 'BR1 1AA' }],
        contacts: demoContacts(provider.key, 100 + index),
        idempotencyKey: keyOf('register'),
      }),
    );
    for (const home of provider.homes) {
      const record = cqcRecordOfHome(home);
      const idempotencyKey = `demo-cqc-${home.cqcLocationId}`;
      await done(() => importCqcRecord(providers(), { record, providerId: id, idempotencyKey }));
    }
    await done(() =>
      admitMember(providers(), {
        council,
        providerId: id,
        vehicle: provider.vehicle,
        from: lastYear,
        termsVersion: '2024/1',
        categories: provider.categories,
        idempotencyKey: keyOf('admit'),
      }),
    );
    await done(() =>
      recordLongListKeys(providers(), {
        council,
        providerId: id,
        serviceTypes: [...new Set(provider.homes.flatMap(kindsOf))],
        idempotencyKey: keyOf('keys'),
      }),
    );
    if (provider.qafScore !== undefined) await rate(providers, council, id, provider.qafScore, now);
    for (const home of provider.homes) await buildHome(providers, asProvider, id, home, now);
  }
  // Beside its own price for all, one that was agreed.
  const { id: homeId } = await done(() => recordCareHome(providers(), homeRecord(demoId('provider/rosehill'), ELM)));
  const agreed = { council: 'bromley', homeId, kind: 'NURSING', pence: 106_500, from: today } as const;
  await done(() => agreeHomePrice(providers(), { ...agreed, idempotencyKey: 'demo-agreed-elm-court' }));
  for (const grant of HOME_MANAGERS)
    await done(() => grantAccess(providers(), { ...grant, idempotencyKey: `demo-grant-${grant.subject}` }));
}

/** Rated by the council's Quality Assurance Framework today, for two years. */
async function rate(providers: () => Work, council: string, providerId: string, score: number, now: Date) {
  const assessedOn = localDateOf(now);
  const rating = { council, providerId, score, assessor: 'Quality Assurance Team', assessedOn };
  const idempotencyKey = `demo-qaf-${providerId}`;
  const expiresOn = addLocalDays(assessedOn, 730);
  await done(() => recordQafRating(providers(), { ...rating, expiresOn, idempotencyKey }));
}

const ELM = HOME_PROVIDERS[0]!.homes[1]!;

async function buildHome(
  providers: () => Work,
  asProvider: Work,
  providerId: string,
  home: DemoHome,
  now: Date,
): Promise<void> {
  const { cqcLocationId, prices, free, statedDaysAgo } = home;
  const { id: homeId } = await done(() => recordCareHome(providers(), homeRecord(providerId, home)));
  const from = addLocalDays(localDateOf(now), -300);
  for (const [kind, pence] of Object.entries(prices) as Array<[PlaceKind, number]>) {
    const idempotencyKey = `demo-price-${cqcLocationId}-${kind}`;
    await done(() => declareHomePrice(asProvider, { homeId, kind, pence, from, idempotencyKey }));
  }
  const statedAt = addMinutes(now, -(statedDaysAgo * 24 * 60 + 5));
  const vacancies = (Object.entries(free) as Array<[PlaceKind, number]>).map(([kind, count]) => ({
    kind,
    count,
    from: localDateOf(statedAt),
  }));
  const idempotencyKey = `demo-vacancies-${cqcLocationId}`;
  await done(() => declareVacancies(asProvider, { homeId, statedAt, vacancies, idempotencyKey }));
}

function homeRecord(providerId: string, home: DemoHome) {
  const { cqcLocationId, groups, skills } = home;
  const idempotencyKey = `demo-home-${cqcLocationId}`;
  return { providerId, cqcLocationId, kinds: kindsOf(home), groups, skills, idempotencyKey };
}

function kindsOf({ prices }: DemoHome): PlaceKind[] {
  return Object.keys(prices) as PlaceKind[];
}

/** A location record as CQC would give it of a home. */
function cqcRecordOfHome(home: DemoHome): Record<string, unknown> {
  const { name, cqcLocationId, rating, beds, patch } = home;
  const types: Readonly<Record<PlaceKind, string>> = {
    RESIDENTIAL: 'Residential homes',
    NURSING: 'Nursing homes',
    RESPITE: 'Residential homes',
  };
  return {
    ...cqcRecordOf({ name, cqcLocationId, rating, children: false }),
    careHome: 'Y',
    numberOfBeds: beds,
    postalCode: patch === null ? 'ZE7 1AA' : demoPostcode(patch, firstWardOf(patch), 4),
    gacServiceTypes: [...new Set(kindsOf(home).map((kind) => types[kind]))].map((each) => ({ name: each })),
  };
}

function firstWardOf(patch: string): number {
  return Math.max(
    0,
    BROMLEY_PATCHES.findIndex((ward) => ward.patch === patch),
  );
}
