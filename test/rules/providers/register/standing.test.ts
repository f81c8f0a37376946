import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type StandingFacts,
  standingChanged,
  standingOf,
} from '../../../../subgraphs/providers/rules/register/standing.js';
import { rated } from '../fixtures.js';

const now = new Date('2026-03-20T10:00:00Z');

const qaf = {
  score: 72,
  max: 100,
  band: 'Good',
  assessedOn: '2026-03-01',
  expiresOn: '2026-03-20',
  recordedAt: new Date('2026-03-02T09:00:00Z'),
};
type Member = StandingFacts['memberships'][number];
const member = (changes: Partial<Member>): Member => ({
  vehicle: 'PATCH',
  patch: null,
  status: 'SUSPENDED',
  from: '2021-08-27',
  to: '2027-08-26',
  lots: [],
  expertise: [],
  categories: ['HOME_SUPPORT'],
  ...changes,
});

function facts(changes: Partial<StandingFacts> = {}): StandingFacts {
  return {
    providerId: 'provider-1',
    council: 'bromley',
    name: 'Oakwood Home Care',
    registered: true,
    ratings: rated(),
    doubts: [],
    ageBands: ['ADULTS_18_PLUS', 'CHILDREN_0_18'],
    memberships: [
      member({ patch: 'East', status: 'ADMITTED', to: null }),
      member({ vehicle: 'DPS', lots: ['COMPLEX', 'BEHAVIOUR'], expertise: ['MENTAL_HEALTH', 'DEMENTIA'] }),
    ],
    longListKeys: null,
    overallRatedOn: null,
    qafRatings: [],
    groups: ['OLDER_PEOPLE'],
    skills: ['PEG_FEEDING', 'CATHETER_CARE'],
    plans: [],
    privateHours: { weeklyMinutes: 600, declaredAt: new Date('2026-03-02T09:00:00Z') },
    committedWeeklyMinutes: 6_000,
    countedTo: 41,
    rates: [
      {
        kind: 'BLENDED',
        careType: 'STANDARD_ADULT',
        label: null,
        packageId: null,
        pence: 2_184,
        approvedBy: null,
        reason: null,
        from: '2026-03-20',
        to: null,
      },
    ],
    queries: [],
    ...changes,
  };
}

const standing = (changes: Partial<StandingFacts> = {}, version = 7, at = now) =>
  standingOf(facts(changes), version, at, DEFAULT_POLICY);

describe('where a provider stands', () => {
  it('PROV-08: everything an invitation or an award asks for is in the one snapshot', () => {
    expect(standing()).toEqual<ProviderStanding>({
      providerId: 'provider-1',
      council: 'bromley',
      version: 7,
      name: 'Oakwood Home Care',
      registered: true,
      overall: 'GOOD',
      keyQuestions: { SAFE: 'GOOD', EFFECTIVE: 'GOOD', CARING: 'GOOD', RESPONSIVE: 'GOOD', WELL_LED: 'GOOD' },
      doubts: [],
      ageBands: ['ADULTS_18_PLUS', 'CHILDREN_0_18'],
      memberships: [
        member({ vehicle: 'DPS', lots: ['BEHAVIOUR', 'COMPLEX'], expertise: ['DEMENTIA', 'MENTAL_HEALTH'] }),
        member({ patch: 'East', status: 'ADMITTED', to: null }),
      ],
      longList: null,
      overallRatedOn: null,
      qaf: null,
      groups: ['OLDER_PEOPLE'],
      skills: ['CATHETER_CARE', 'PEG_FEEDING'],
      improvementPlanCompliant: true,
      capacity: {
        privateWeeklyMinutes: 600,
        declaredAt: '2026-03-02T09:00:00.000Z',
        committedWeeklyMinutes: 6_000,
        countedTo: 41,
      },
      blendedRatePence: { STANDARD_ADULT: 2_184 },
      nightRatesPence: { SLEEP_IN: null, WAKING_NIGHT: null },
      lowRateQueryOpen: false,
    });
  });

  it('PROV-23: an old declaration is shown with its date and counted as none', () => {
    const later = standing({}, 7, new Date('2026-04-03T10:00:00Z'));
    expect(later.capacity).toMatchObject({ privateWeeklyMinutes: null, declaredAt: '2026-03-02T09:00:00.000Z' });
    expect(standing({ privateHours: null }).capacity).toMatchObject({ privateWeeklyMinutes: null, declaredAt: null });
  });

  it('PROV-05: an item below Good without a plan does not comply', () => {
    expect(standing({ ratings: rated('REQUIRES_IMPROVEMENT') }).improvementPlanCompliant).toBe(false);
  });

  it('PROV-19, PROV-28: the lots and the areas of expertise of a membership are told, in order', () => {
    expect(standing().memberships[0]).toMatchObject({
      lots: ['BEHAVIOUR', 'COMPLEX'],
      expertise: ['DEMENTIA', 'MENTAL_HEALTH'],
    });
  });

  it('PROV-13, PROV-14: categories and long-list keys are told, in order', () => {
    const keys = { serviceTypes: ['SUPPORTED_LIVING', 'DOMICILIARY'], patches: ['West', 'East'] } as const;
    const memberships = [member({ categories: ['HOME_SUPPORT', 'CARE_AND_SUPPORT_SUPPORTED_LIVING'] })];
    const told = standing({ memberships, longListKeys: keys });
    expect(told.longList).toEqual({ serviceTypes: ['DOMICILIARY', 'SUPPORTED_LIVING'], patches: ['East', 'West'] });
    expect(told.memberships[0]!.categories).toEqual(['CARE_AND_SUPPORT_SUPPORTED_LIVING', 'HOME_SUPPORT']);
    expect(standing({ longListKeys: { ...keys, patches: null } }).longList?.patches).toBeNull();
  });

  it('EVAL-06: the day of the latest overall rating is told', () => {
    expect(standing({ overallRatedOn: '2026-01-15' }).overallRatedOn).toBe('2026-01-15');
  });

  it('PROV-34: the QAF rating is told, and that it has expired', () => {
    const { recordedAt: _, ...told } = qaf;
    expect(standing({ qafRatings: [qaf] }).qaf).toEqual({ ...told, expired: false });
    expect(standing({ qafRatings: [qaf] }, 7, new Date('2026-03-21T00:00:00Z')).qaf).toEqual({
      ...told,
      expired: true,
    });
  });

  it('PROV-33: an open query is told', () => {
    const queries = [{ careType: 'STANDARD_ADULT', pence: 2_184, closedAt: null }];
    expect(standing({ queries }).lowRateQueryOpen).toBe(true);
  });

  it('PROV-32: the rate is the one of the London date', () => {
    const lateOnTheEve = new Date('2026-03-19T23:59:59Z');
    expect(standing({}, 7, lateOnTheEve).blendedRatePence).toEqual({});
  });

  it('PROV-08: the same facts in another order, stored and read back, are no change', () => {
    const before = standing();
    const reversed = (value: unknown): unknown =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, part]) => [key, reversed(part)]),
          )
        : value;
    const stored = reversed(JSON.parse(JSON.stringify(before))) as ProviderStanding;
    const again = standing(
      {
        memberships: facts().memberships.toReversed(),
        skills: facts().skills.toReversed(),
        ageBands: facts().ageBands.toReversed(),
      },
      8,
    );
    expect(standingChanged(stored, again)).toBe(false);
  });

  it.each<[string, Partial<StandingFacts>]>([
    ['registration', { registered: false }],
    ['a key question', { ratings: rated('GOOD', { SAFE: 'OUTSTANDING' }) }],
    ['a membership', { memberships: [{ ...facts().memberships[0]!, status: 'SUSPENDED' }, facts().memberships[1]!] }],
    ['committed hours', { committedWeeklyMinutes: 6_015 }],
    ['the position they are counted to', { countedTo: 42 }],
    ['a rate', { rates: [{ ...facts().rates[0]!, pence: 2_185 }] }],
    ['lot', { memberships: [facts().memberships[0]!, { ...facts().memberships[1]!, lots: ['COMPLEX'] }] }],
    ['QAF rating', { qafRatings: [qaf] }],
    ['the name', { name: 'Oakwood Care' }],
  ])('PROV-08: another %s is a change', (_name, changes) => {
    expect(standingChanged(standing(), standing(changes))).toBe(true);
  });

  it('PROV-08: the first standing is a change', () => {
    expect(standingChanged(null, standing())).toBe(true);
  });
});
