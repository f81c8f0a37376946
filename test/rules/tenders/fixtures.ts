import { englandCalendar } from '../../../kernel/time/bank-holidays.js';
import { instantOf } from '../../../kernel/time/working-time.js';
import type { CallPattern, HomeNeed, NeedProfile, ServiceType } from '../../../schema/events/cases.js';
import type {
  AgeBand,
  HomeStanding,
  LongListStanding,
  ProviderStanding,
  Vehicle,
} from '../../../schema/events/providers.js';
import { DEFAULT_POLICY, type Policy, type Rating } from '../../../schema/policy.js';
import type { Answered } from '../../../subgraphs/tenders/rules/bids/answer-form.js';
import type { BidContent } from '../../../subgraphs/tenders/rules/bids/bid-content.js';
import { requirementsOf } from '../../../subgraphs/tenders/rules/bids/requirements.js';
import type { EligibilityFacts } from '../../../subgraphs/tenders/rules/invitations/check.js';
import type { RoutedCare } from '../../../subgraphs/tenders/rules/routes/definition.js';

export const england = englandCalendar();
export const policy = DEFAULT_POLICY;

/** A London wall-clock instant, `2026-03-04 10:00`, with seconds and milliseconds if wanted: `10:00:00.001`. */
export function at(wall: string): Date {
  const [date = '', time = ''] = wall.split(' ');
  const [, seconds = '0'] = time.match(/^\d\d:\d\d:(.+)$/) ?? [];
  return new Date(instantOf(date, time.slice(0, 5)).getTime() + Math.round(Number(seconds) * 1000));
}

export function later(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

/** Some of a section of the default policy changed. */
export function policyWith<Section extends keyof Policy>(section: Section, change: Partial<Policy[Section]>): Policy {
  return { ...DEFAULT_POLICY, [section]: { ...DEFAULT_POLICY[section], ...change } };
}

export function aCall(change: Partial<CallPattern> = {}): CallPattern {
  return {
    days: ['MON', 'WED', 'FRI'],
    startTime: '08:30',
    minutes: 45,
    workers: 1,
    activities: ['PERSONAL_CARE'],
    timeCritical: false,
    ...change,
  };
}

/** Morning care for an older person in the East patch, 20 worker-hours a week. */
export function aNeed(change: Partial<NeedProfile> = {}): NeedProfile {
  return {
    postcode: 'BR5 1AA',
    patch: 'East',
    careType: 'STANDARD_ADULT',
    groups: ['OLDER_PEOPLE'],
    cohort: 'ADULT',
    cypAge: null,
    urgency: 'STANDARD',
    specialist: false,
    neededFrom: '2026-03-09',
    calls: [aCall()],
    weeklyWorkerMinutes: 1200,
    weeklyClockMinutes: 1200,
    skills: [],
    carerGender: null,
    languages: [],
    complexNeeds: null,
    discharge: null,
    home: null,
    ...change,
  };
}

/** The same for somebody who leaves hospital on 5 March at 18:00. */
export function aDischarge(change: Partial<NeedProfile> = {}): NeedProfile {
  return aNeed({
    careType: 'D2A',
    urgency: 'D2A',
    neededFrom: '2026-03-05',
    discharge: { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-03-05T18:00:00.000Z', twoWorkers: false },
    ...change,
  });
}

/** A patch provider of the East, rated Good, for adults, with room for more. */
export class AProvider {
  constructor(private readonly standing: ProviderStanding) {}

  with(change: Partial<ProviderStanding>): AProvider {
    return new AProvider({ ...this.standing, ...change });
  }

  rated(overall: Rating, keyQuestion: Rating = 'GOOD'): AProvider {
    return this.with({ overall, keyQuestions: { ...this.standing.keyQuestions, SAFE: keyQuestion } });
  }

  registeredFor(...ageBands: AgeBand[]): AProvider {
    return this.with({ ageBands });
  }

  memberOf(vehicle: Vehicle, patch: string | null = null, change: Partial<Membership> = {}): AProvider {
    const admitted = { status: 'ADMITTED', from: '2025-04-01', to: null, lots: [], expertise: [] } as const;
    const membership: Membership = { vehicle, patch, ...admitted, ...change };
    return this.with({ memberships: [...this.standing.memberships, membership] });
  }

  in(patch: string, change: Partial<Membership> = {}): AProvider {
    return this.memberOf('PATCH', patch, change);
  }

  onTheFramework(change: Partial<Membership> = {}): AProvider {
    return this.memberOf('FRAMEWORK', null, change);
  }

  /** A member of the flexible contracting arrangement for home support and supported living, in the whole borough. */
  onLongList(change: Partial<LongListStanding> = {}, membership: Partial<Membership> = {}): AProvider {
    const categories = ['HOME_SUPPORT', 'CARE_AND_SUPPORT_SUPPORTED_LIVING'] as const;
    const longList = { serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'], patches: null, ...change } as const;
    return this.memberOf('FLEXIBLE_CONTRACTING_ARRANGEMENT', null, { categories, ...membership }).with({ longList });
  }

  /** Rated by its council under the Quality Assurance Framework, out of 100. */
  scored(score: number, expiresOn = '2027-03-31'): AProvider {
    const qaf = { score, max: 100, band: null, assessedOn: '2026-01-15', expiresOn, expired: false };
    return this.with({ qaf });
  }

  /** Hours a week. */
  caringFor(hours: { readonly privately: number | null; readonly allocated: number }): AProvider {
    return this.with({
      capacity: {
        privateWeeklyMinutes: hours.privately === null ? null : hours.privately * 60,
        declaredAt: hours.privately === null ? null : '2026-03-01T09:00:00.000Z',
        committedWeeklyMinutes: hours.allocated * 60,
        countedTo: 100,
      },
    });
  }

  get facts(): ProviderStanding {
    return this.standing;
  }
}
type Membership = ProviderStanding['memberships'][number];

export function aProvider(providerId = 'provider-oak'): AProvider {
  return new AProvider({
    providerId,
    council: 'bromley',
    version: 7,
    name: 'Oak Care',
    registered: true,
    overall: 'GOOD',
    keyQuestions: { SAFE: 'GOOD', EFFECTIVE: 'GOOD', CARING: 'GOOD', RESPONSIVE: 'GOOD', WELL_LED: 'GOOD' },
    doubts: [],
    ageBands: ['ADULTS_18_PLUS'],
    memberships: [],
    longList: null,
    overallRatedOn: null,
    qaf: null,
    groups: ['OLDER_PEOPLE', 'DEMENTIA'],
    skills: [],
    improvementPlanCompliant: true,
    capacity: {
      privateWeeklyMinutes: 6000,
      declaredAt: '2026-03-01T09:00:00.000Z',
      committedWeeklyMinutes: 6000,
      countedTo: 100,
    },
    blendedRatePence: { STANDARD_ADULT: 2150, D2A: 2150 },
    nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null },
    lowRateQueryOpen: false,
  });
}

export function aPatchProvider(providerId?: string): AProvider {
  return aProvider(providerId).in('East');
}

/** A home of that provider in the East, rated Good, for older people, with a place free at £800 a week. */
export function aHome(homeId: string, change: Partial<HomeStanding> = {}): HomeStanding {
  return {
    homeId,
    providerId: 'provider-oak',
    council: 'bromley',
    version: 1,
    name: 'Elm Court',
    kinds: ['RESIDENTIAL', 'NURSING', 'RESPITE'],
    groups: ['OLDER_PEOPLE', 'DEMENTIA'],
    skills: [],
    patch: 'East',
    registered: true,
    overall: 'GOOD',
    keyQuestions: { SAFE: 'GOOD', EFFECTIVE: 'GOOD', CARING: 'GOOD', RESPONSIVE: 'GOOD', WELL_LED: 'GOOD' },
    doubts: [],
    prices: (['NURSING', 'RESIDENTIAL', 'RESPITE'] as const).map((kind) => ({
      ...{ kind, agreed: false, pence: 80_000, from: '2026-01-01' },
    })),
    vacancies: {
      statedAt: '2026-03-03T09:00:00.000Z',
      freshTo: '2026-12-31',
      free: (['NURSING', 'RESIDENTIAL', 'RESPITE'] as const).map((kind) => ({ kind, count: 1, from: '2026-03-03' })),
    },
    ...change,
  };
}

/** A place in a home without nursing, for good. */
export function aHomeNeed(home: Partial<HomeNeed> = {}, change: Partial<NeedProfile> = {}): NeedProfile {
  return aNeed({
    calls: [],
    weeklyWorkerMinutes: 0,
    weeklyClockMinutes: 0,
    home: {
      ...{ nursing: false, contractBasis: 'SPOT', equipment: [], preferredPatches: [], lengthOfStayNights: null },
      ...home,
    },
    ...change,
  });
}

/** What eligibility is asked upon, on 4 March 2026 in the patch stage. */
export function asking(provider: AProvider, change: Partial<EligibilityFacts> = {}): EligibilityFacts {
  return {
    standing: provider.facts,
    need: aNeed(),
    serviceType: 'DOMICILIARY',
    stage: 'PATCH',
    purpose: 'INVITE',
    on: '2026-03-04',
    uncountedWeeklyMinutes: 0,
    lot: null,
    policy,
    ...change,
  };
}

/** A complete bid for `aNeed`. */
export function aBid(change: Partial<BidContent> = {}): BidContent {
  return {
    startDate: '2026-03-09',
    startTime: '08:30',
    deliveryStatement: 'Two regular workers who live in the patch.',
    doubleHanded: null,
    timeCritical: null,
    skills: null,
    canAssess: null,
    offeredTimes: null,
    suitable: null,
    canMeetNeeds: null,
    requirementAnswers: null,
    weeklyPricePence: null,
    ...change,
  };
}

/** The same as it is measured: a bid, as a patch is answered by. */
export function answered(content: BidContent = aBid()): Answered {
  return { form: 'BID', content };
}

/** A complete offer for `aNeed`, as an agency makes it. */
export function anOffer(change: Partial<BidContent> = {}): BidContent {
  return aBid({ deliveryStatement: null, canAssess: true, offeredTimes: ['08:30'], ...change });
}

/** Care as it is sought: by its clock, and by the long list. */
export function sought(
  need: NeedProfile = aNeed(),
  serviceType: ServiceType = 'DOMICILIARY',
): RoutedCare & { readonly need: NeedProfile } {
  return { serviceType, need };
}

/** A complete tender for a need, which meets each of its requirements. */
export function aTender(need: NeedProfile = aNeed(), change: Partial<BidContent> = {}): BidContent {
  const requirementAnswers = requirementsOf(need).map(({ code }) => ({ code, met: true }));
  return aBid({ deliveryStatement: null, canMeetNeeds: true, requirementAnswers, ...change });
}
