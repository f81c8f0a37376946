import type { Gate } from '../../../../subgraphs/providers/rules/cqc/gate.js';
import type { Freshness } from '../../../../subgraphs/providers/rules/homes/freshness.js';
import {
  type Candidate,
  type LongListAsked,
  longListMatch,
  longListStanding,
  placeKindAsked,
  placeKindsAsked,
} from '../../../../subgraphs/providers/rules/sourcing/long-list.js';

const asked: LongListAsked = {
  category: 'CARE_HOME_WITHOUT_NURSING',
  patch: null,
  serviceType: null,
  groups: [],
  skills: [],
  on: '2026-06-01',
};
const atHome = { category: 'HOME_SUPPORT' } as const;
type Membership = Candidate['memberships'][number];
const member = (over: Partial<Membership> = {}): Membership => ({
  ...{ vehicle: 'FRAMEWORK', patch: null, status: 'ADMITTED', from: '2026-01-01', to: null },
  ...{ lots: [], expertise: [] },
  categories: ['HOME_SUPPORT', 'CARE_HOME_WITHOUT_NURSING', 'CARE_HOME_WITH_NURSING'],
  ...over,
});
const aHome = (over: Partial<NonNullable<Candidate['home']>> = {}): NonNullable<Candidate['home']> => ({
  ...{
    kinds: ['RESIDENTIAL', 'RESPITE'],
    groups: ['OLDER_PEOPLE', 'DEMENTIA'],
    skills: ['DEMENTIA_CARE'],
    patch: 'East',
  },
  ...over,
});
const home = (over: Partial<Candidate> = {}): Candidate => ({
  ...{ memberships: [member()], keys: { serviceTypes: ['RESIDENTIAL', 'RESPITE'], patches: null } },
  ...{ groups: ['MENTAL_HEALTH'], skills: ['AUTISM'], home: aHome() },
  ...over,
});
const provider = (over: Partial<Candidate> = {}): Candidate => home({ home: null, keys: null, ...over });

describe('a long list', () => {
  it.each<[string, Partial<LongListAsked>, Candidate, boolean]>([
    ['a home of a member', {}, home(), true],
    ['a home of nobody’s member', {}, home({ memberships: [] }), false],
    ['a home of a suspended member', {}, home({ memberships: [member({ status: 'SUSPENDED' })] }), false],
    ['on its last day', {}, home({ memberships: [member({ to: '2026-06-01' })] }), true],
    ['after it', {}, home({ memberships: [member({ to: '2026-05-31' })] }), false],
    ['before its first', {}, home({ memberships: [member({ from: '2026-06-02' })] }), false],
    ['a member for another category', {}, home({ memberships: [member({ categories: ['HOME_SUPPORT'] })] }), false],
    ['without nursing, asked for nursing', { category: 'CARE_HOME_WITH_NURSING' }, home(), false],
    [
      'with nursing, asked for it',
      { category: 'CARE_HOME_WITH_NURSING' },
      home({ home: aHome({ kinds: ['RESIDENTIAL', 'NURSING'] }) }),
      true,
    ],
    ['with nursing alone, asked for none', {}, home({ home: aHome({ kinds: ['NURSING'] }) }), false],
    ['in the patch', { patch: 'East' }, home(), true],
    ['in another patch', { patch: 'West' }, home(), false],
    ['outside of the borough', { patch: 'East' }, home({ home: aHome({ patch: null }) }), false],
    ['outside of the borough, asked for anywhere', {}, home({ home: aHome({ patch: null }) }), true],
    ['for respite', { serviceType: 'RESPITE' }, home(), true],
    ['a home without respite', { serviceType: 'RESPITE' }, home({ home: aHome({ kinds: ['RESIDENTIAL'] }) }), false],
    [
      'respite not among its keys',
      { serviceType: 'RESPITE' },
      home({ keys: { serviceTypes: ['RESIDENTIAL'], patches: null } }),
      false,
    ],
    ['without any keys', { serviceType: 'RESIDENTIAL' }, home({ keys: null }), false],
    ['without any keys, and none asked for', {}, home({ keys: null }), true],
    ['all of the groups', { groups: ['DEMENTIA', 'OLDER_PEOPLE'] }, home(), true],
    ['one group too few', { groups: ['DEMENTIA', 'PHYSICAL_DISABILITY'] }, home(), false],
    ['a group of the provider, not of the home', { groups: ['MENTAL_HEALTH'] }, home(), false],
    ['the skill', { skills: ['DEMENTIA_CARE'] }, home(), true],
    ['another skill', { skills: ['PEG_FEEDING'] }, home(), false],
    ['a member, asked for homes', {}, provider(), false],
    ['a home, asked for care at home', atHome, home(), false],
    ['a member, for care at home', atHome, provider(), true],
    ['a member’s groups and skills', { ...atHome, groups: ['MENTAL_HEALTH'], skills: ['AUTISM'] }, provider(), true],
    ['a member without the skill', { ...atHome, skills: ['PEG_FEEDING'] }, provider(), false],
    [
      'a patch provider, in its patch',
      { ...atHome, patch: 'East' },
      provider({ memberships: [member({ vehicle: 'PATCH', patch: 'East' })] }),
      true,
    ],
    [
      'a patch provider, elsewhere',
      { ...atHome, patch: 'West' },
      provider({ memberships: [member({ vehicle: 'PATCH', patch: 'East' })] }),
      false,
    ],
    [
      'a patch that its keys have',
      { ...atHome, patch: 'East' },
      provider({ keys: { serviceTypes: ['DOMICILIARY'], patches: ['East'] } }),
      true,
    ],
    [
      'a patch that its keys have not',
      { ...atHome, patch: 'West' },
      provider({ keys: { serviceTypes: ['DOMICILIARY'], patches: ['East'] } }),
      false,
    ],
  ])('ROUT-23, PROV-14: holds, or does not: %s', (_, change, candidate, isIn) => {
    expect(longListMatch({ ...asked, ...change }, candidate) !== null).toBe(isIn);
  });

  it.each<[Partial<LongListAsked>, Candidate, object]>([
    [{}, home(), { vehicles: ['FRAMEWORK'], area: 'ANYWHERE' }],
    [{ patch: 'East' }, home(), { vehicles: ['FRAMEWORK'], area: 'HOME_IN_PATCH' }],
    [
      { ...atHome, patch: 'East' },
      provider({ memberships: [member({ vehicle: 'SPOT' }), member(), member()] }),
      { vehicles: ['FRAMEWORK', 'SPOT'], area: 'COVERS_BOROUGH' },
    ],
    [
      { ...atHome, patch: 'East' },
      provider({ memberships: [member({ vehicle: 'PATCH', patch: 'East' })] }),
      { vehicles: ['PATCH'], area: 'COVERS_PATCH' },
    ],
    [
      { ...atHome, patch: 'East' },
      provider({ keys: { serviceTypes: ['DOMICILIARY'], patches: ['East'] } }),
      { vehicles: ['FRAMEWORK'], area: 'COVERS_PATCH' },
    ],
  ])('ROUT-23: says why: %#', (change, candidate, match) => {
    expect(longListMatch({ ...asked, ...change }, candidate)).toEqual(match);
  });

  it('PROV-13, PROV-21: is about the kind of place of the category, or of the service', () => {
    const of = (category: LongListAsked['category'], serviceType: LongListAsked['serviceType']) => [
      placeKindsAsked({ category, serviceType }),
      placeKindAsked({ category, serviceType }),
    ];
    expect(of('CARE_HOME_WITH_NURSING', null)).toEqual([['NURSING'], 'NURSING']);
    expect(of('CARE_HOME_WITH_NURSING', 'NURSING')).toEqual([['NURSING'], 'NURSING']);
    expect(of('CARE_HOME_WITH_NURSING', 'RESPITE')).toEqual([['NURSING', 'RESPITE'], 'RESPITE']);
    expect(of('CARE_HOME_WITHOUT_NURSING', null)).toEqual([['RESIDENTIAL'], 'RESIDENTIAL']);
    expect(of('CARE_HOME_WITHOUT_NURSING', 'DOMICILIARY')).toEqual([['RESIDENTIAL'], 'RESIDENTIAL']);
    expect(of('HOME_SUPPORT', 'RESPITE')).toEqual([[], null]);
  });

  it.each<[Gate['answer'], Freshness | null, boolean, object]>([
    ['ALLOW', 'FRESH', true, { listed: true, excludedFor: [], warnings: [] }],
    ['WARN', 'FRESH', true, { listed: true, excludedFor: [], warnings: ['CQC_GATE'] }],
    ['BLOCK', 'FRESH', false, { listed: false, excludedFor: ['CQC_GATE'], warnings: [] }],
    ['ALLOW', 'STALE', false, { listed: true, excludedFor: [], warnings: ['VACANCIES_STALE'] }],
    ['ALLOW', 'STALE', true, { listed: false, excludedFor: ['VACANCIES_STALE'], warnings: [] }],
    ['ALLOW', 'NEVER_DECLARED', false, { listed: true, excludedFor: [], warnings: ['VACANCIES_NEVER_DECLARED'] }],
    ['ALLOW', 'NEVER_DECLARED', true, { listed: false, excludedFor: ['VACANCIES_NEVER_DECLARED'], warnings: [] }],
    ['BLOCK', 'STALE', false, { listed: false, excludedFor: ['CQC_GATE'], warnings: ['VACANCIES_STALE'] }],
    ['WARN', 'STALE', true, { listed: false, excludedFor: ['VACANCIES_STALE'], warnings: ['CQC_GATE'] }],
    ['ALLOW', null, true, { listed: true, excludedFor: [], warnings: [] }],
  ])(
    'PROV-08, PROV-22: with the gate at %s and vacancies %s, and stale ones excluded: %s',
    (answer, freshness, staleExcludes, expected) => {
      const gate = { answer, reason: 'GOOD' } as const;
      expect(longListStanding({ gate, freshness }, { vacancy: { staleDays: 7, staleExcludes } })).toEqual(expected);
    },
  );
});
