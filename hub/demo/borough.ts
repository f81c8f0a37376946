import { createHash } from 'node:crypto';
import type { Skill } from '../../schema/events/cases.js';
import type { Rating } from '../../schema/policy.js';

/**
 * The demo: Bromley with its real 22 wards and 4 patches, and Ashdown, a small council that does not exist, so that a
 * provider is seen to work for two. Bracknell sources home care by Care to Place and places in homes by matching, Doncaster
 * specialist support by its open framework, and Islington support for one person, a small group or a whole scheme by a dynamic purchasing system; their wards are
 * made up. Ravensbourne, which does not exist either, sources by micro procurement. Made up are providers too, and which postcode
 * lies in which ward.
 */
export const COUNCILS = [
  // It has just joined: what was before the hub is still being brought in.
  // Bromley's specification knows no IPO: care may begin before it (SM-4, AMB-36).
  { id: 'bromley', name: 'Bromley', policy: { award: { ipoRequired: false }, visit: { teamBackdatedDays: 200 } } },
  {
    id: 'ashdown',
    name: 'Ashdown',
    policy: { window: { patchMinutes: 90 }, patch: { maxProviders: { Hill: 2, Vale: 2 }, escalateToOtherPatches: [] } },
  },
  {
    id: 'bracknell',
    name: 'Bracknell Forest',
    policy: { route: { enabled: ['C2P_DOMICILIARY', 'RESIDENTIAL_MATCH', 'RESPITE_MATCH'] } },
  },
  { id: 'ravensbourne', name: 'Ravensbourne', policy: { route: { enabled: ['MICRO_PROCUREMENT'] } } },
  { id: 'doncaster', name: 'Doncaster', policy: { route: { enabled: ['SPECIALIST_FRAMEWORK'] } } },
  {
    id: 'islington',
    name: 'Islington',
    policy: { route: { enabled: ['DPS_INDIVIDUAL', 'DPS_SMALL_GROUP', 'DPS_SCHEME'] } },
  },
] as const;

/** Wards of the council that does not exist. The statistics office has not given out codes of this series. */
export const ASHDOWN_WARDS = [
  { code: 'E05999901', name: 'Beacon Hill', patch: 'Hill' },
  { code: 'E05999902', name: 'Forest Row', patch: 'Hill' },
  { code: 'E05999903', name: 'Mill Vale', patch: 'Vale' },
  { code: 'E05999904', name: 'Long Meadow', patch: 'Vale' },
] as const;
/** Wards of Bracknell for this demo alone; what is called a patch here is its one area. */
export const BRACKNELL_WARDS = [
  { code: 'E05999911', name: 'Forest North', patch: 'Forest' },
  { code: 'E05999912', name: 'Forest South', patch: 'Forest' },
] as const;
/** Wards of Ravensbourne, made up like the council. */
export const RAVENSBOURNE_WARDS = [
  { code: 'E05999921', name: 'Mill Pond', patch: 'Riverside' },
  { code: 'E05999922', name: 'Long Bridge', patch: 'Riverside' },
  { code: 'E05999923', name: 'Weir Hill', patch: 'Weir' },
] as const;
/** Wards of Doncaster and of Islington for this demo alone. */
export const DONCASTER_WARDS = [
  { code: 'E05999941', name: 'Donside North', patch: 'Donside' },
  { code: 'E05999942', name: 'Donside South', patch: 'Donside' },
] as const;
export const ISLINGTON_WARDS = [
  { code: 'E05999931', name: 'Canalside East', patch: 'Canalside' },
  { code: 'E05999932', name: 'Canalside West', patch: 'Canalside' },
] as const;
export const ASHDOWN_FROM = '2024-04-01';

export interface DemoProvider {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly cqcLocationId: string;
  readonly rating: Rating;
  readonly skills: readonly Skill[];
  readonly children: boolean;
  /** Blended hourly rate. */
  readonly pence: number;
  readonly privateWeeklyMinutes: number;
  readonly memberships: ReadonlyArray<{
    readonly council: string;
    readonly vehicle: 'PATCH' | 'FRAMEWORK' | 'SPOT' | 'FLEXIBLE_CONTRACTING_ARRANGEMENT' | 'OPEN_FRAMEWORK' | 'DPS';
    readonly patch: string | null;
  }>;
}

/** The same id for the same name, in every demo: what a README names must be there. */
export function demoId(name: string): string {
  const digest = createHash('sha256').update(`demo/${name}`).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

const patch = (council: string, code: string) => ({ council, vehicle: 'PATCH' as const, patch: code });
const framework = (council: string) => ({ council, vehicle: 'FRAMEWORK' as const, patch: null });
const flexible = (council: string) => ({
  council,
  vehicle: 'FLEXIBLE_CONTRACTING_ARRANGEMENT' as const,
  patch: null,
});
const spot = (council: string) => ({ council, vehicle: 'SPOT' as const, patch: null });

const openFramework = (council: string) => ({ council, vehicle: 'OPEN_FRAMEWORK' as const, patch: null });
const dps = (council: string) => ({ council, vehicle: 'DPS' as const, patch: null });

type Row = [
  key: string,
  name: string,
  memberships: DemoProvider['memberships'],
  facts?: Partial<Pick<DemoProvider, 'rating' | 'skills' | 'children' | 'pence' | 'privateWeeklyMinutes'>>,
];
const ROWS: readonly Row[] = [
  [
    'oakwood',
    'Oakwood Homecare',
    [patch('bromley', 'East'), patch('ashdown', 'Hill')],
    { rating: 'OUTSTANDING', skills: ['PEG_FEEDING', 'STOMA_CARE'] },
  ],
  ['linden', 'Linden Care at Home', [patch('bromley', 'East')], { skills: ['PEG_FEEDING'] }],
  ['meadowlark', 'Meadowlark Care', [patch('bromley', 'East')], { children: true }],
  ['bramble', 'Beech and Bramble Homecare', [patch('bromley', 'West')], { skills: ['DEMENTIA_CARE'] }],
  ['kestrel', 'Kestrel Home Support', [patch('bromley', 'West')], { privateWeeklyMinutes: 60 * 2950 }],
  ['rowan', 'Rowan Tree Care', [patch('bromley', 'Central')]],
  ['harbour', 'Harbour Lane Homecare', [patch('bromley', 'Central')], { skills: ['DEMENTIA_CARE', 'STOMA_CARE'] }],
  ['thornfield', 'Thornfield Care', [patch('bromley', 'South')]],
  ['larkspur', 'Larkspur Community Care', [framework('bromley'), framework('ashdown')], { pence: 2190 }],
  ['bluebell', 'Bluebell Home Carers', [framework('bromley')], { pence: 2240 }],
  ['foxglove', 'Foxglove Care Services', [framework('bromley')], { pence: 2310, skills: ['PEG_FEEDING'] }],
  ['silverbirch', 'Silver Birch Homecare', [framework('bromley')], { pence: 2275 }],
  ['heron', 'Heron House Care', [framework('bromley')], { pence: 2260, children: true }],
  ['juniper', 'Juniper Care', [framework('bromley')], { pence: 2205 }],
  ['willowgate', 'Willow Gate Care', [framework('bromley')], { rating: 'REQUIRES_IMPROVEMENT', pence: 2180 }],
  ['stonebridge', 'Stonebridge Homecare', [framework('bromley')], { rating: 'INADEQUATE', pence: 2150 }],
  ['newleaf', 'New Leaf Homecare', [framework('bromley')], { rating: 'NOT_YET_RATED', pence: 2225 }],
  ['ashgrove', 'Ash Grove Support', [framework('bromley')], { pence: 2330 }],
  [
    'hollybank',
    'Holly Bank Care',
    [framework('bromley')],
    { rating: 'OUTSTANDING', pence: 2350, skills: ['VENTILATION'] },
  ],
  ['dovecote', 'Dovecote Care', [framework('bromley')], { pence: 2290 }],
  ['greenway', 'Greenway Home Support', [patch('ashdown', 'Vale')]],
  ['fernhill', 'Fern Hill Homecare', [spot('bracknell')]],
  ['coppice', 'Coppice Care', [spot('bracknell')], { rating: 'OUTSTANDING' }],
  ['heathside', 'Heathside Support', [spot('bracknell')]],
  ['millrace', 'Mill Race Home Support', [flexible('ravensbourne')]],
  ['wharfside', 'Wharfside Care', [flexible('ravensbourne')], { rating: 'OUTSTANDING', skills: ['DEMENTIA_CARE'] }],
  ['kingfisher', 'Kingfisher Living', [flexible('ravensbourne')]],
  ['otterbank', 'Otter Bank Care', [flexible('ravensbourne')]],
  ['sluicegate', 'Sluice Gate Support', [spot('ravensbourne')]],
  ['riverbank', 'Riverbank Support', [openFramework('doncaster')]],
  ['sandhill', 'Sandhill Community Care', [openFramework('doncaster')], { rating: 'OUTSTANDING' }],
  ['weirside', 'Weir Side Support', [openFramework('doncaster')]],
  ['lockside', 'Lockside Support', [dps('islington')], { rating: 'OUTSTANDING' }],
  ['towpath', 'Towpath Care', [dps('islington')]],
  ['wharfgate', 'Wharf Gate Support', [dps('islington')]],
];

export const PROVIDERS: readonly DemoProvider[] = ROWS.map(([key, name, memberships, facts = {}], index) => ({
  key,
  id: demoId(`provider/${key}`),
  name,
  cqcLocationId: `1-99900${String(index + 1).padStart(4, '0')}`,
  rating: 'GOOD',
  skills: [],
  children: false,
  pence: 2200 + index * 5,
  privateWeeklyMinutes: 60 * (200 + 35 * index),
  memberships,
  ...facts,
}));

export function providerNamed(key: string): DemoProvider {
  const provider = PROVIDERS.find((each) => each.key === key);
  if (!provider) throw new Error(`The demo has no provider ${key}.`);
  return provider;
}

const INWARD = 'ABDEFGHJLNPQRSTUWXYZ';
const OUTWARD: Readonly<Record<string, readonly string[]>> = {
  East: ['BR5', 'BR6'],
  West: ['BR3', 'BR4'],
  Central: ['BR1', 'BR2'],
  South: ['TN16'],
  Hill: ['ZE8'],
  Vale: ['ZE9'],
  Forest: ['RG12', 'RG42'],
  Riverside: ['ZE7'],
  Weir: ['ZE6'],
  Donside: ['DN1', 'DN4'],
  Canalside: ['N1', 'N7'],
};

/** The nth made-up postcode of a ward: of the right form, each in one ward. */
export function demoPostcode(patchCode: string, wardIndex: number, nth: number): string {
  const outward = OUTWARD[patchCode]!;
  const letters = INWARD[wardIndex % INWARD.length]! + INWARD[nth % INWARD.length]!;
  return `${outward[nth % outward.length]} ${1 + Math.floor(nth / INWARD.length)}${letters}`;
}

/** A location record of the form that the CQC syndicates, for a provider that does not exist. */
export function cqcRecordOf(
  provider: Pick<DemoProvider, 'name' | 'cqcLocationId' | 'rating' | 'children'>,
): Record<string, unknown> {
  const words: Record<Rating, string> = {
    OUTSTANDING: 'Outstanding',
    GOOD: 'Good',
    REQUIRES_IMPROVEMENT: 'Requires improvement',
    INADEQUATE: 'Inadequate',
    NOT_YET_RATED: 'No published rating',
  };
  const reportDate = '2025-11-04';
  const rated = provider.rating !== 'NOT_YET_RATED';
  return {
    locationId: provider.cqcLocationId,
    providerId: provider.cqcLocationId.replace('1-999', '1-998'),
    organisationType: 'Location',
    type: 'Social Care Org',
    name: provider.name,
    registrationStatus: 'Registered',
    registrationDate: '2016-05-10',
    postalCode: 'BR1 1AA',
    careHome: 'N',
    regulatedActivities: [{ name: 'Personal care', code: 'RA1', contacts: [{ personRoles: ['Registered Manager'] }] }],
    gacServiceTypes: [{ name: 'Domiciliary care service', description: 'Domiciliary care service' }],
    specialisms: [
      { name: 'Caring for adults over 65 yrs' },
      { name: 'Caring for adults under 65 yrs' },
      ...(provider.children ? [{ name: 'Caring for children' }] : []),
      { name: 'Dementia' },
    ],
    ...(rated
      ? {
          currentRatings: {
            overall: {
              rating: words[provider.rating],
              reportDate,
              keyQuestionRatings: ['Safe', 'Well-led', 'Caring', 'Responsive', 'Effective'].map((name) => ({
                name,
                rating: words[provider.rating],
                reportDate,
              })),
            },
            reportDate,
          },
        }
      : {}),
  };
}
