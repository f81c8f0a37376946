import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { DEFAULT_POLICY, type Policy } from '../../../../schema/policy.js';
import {
  type IncreaseFacts,
  increaseAnswer,
  STANDING_NOT_KNOWN,
} from '../../../../subgraphs/cases/rules/variations/increase.js';
import { told } from '../given.js';

const standing: ProviderStanding = {
  providerId: '11111111-1111-4111-8111-111111111111',
  council: 'bromley',
  version: 7,
  name: 'Oakwood Homecare',
  registered: true,
  overall: 'GOOD',
  keyQuestions: { SAFE: 'GOOD', EFFECTIVE: 'GOOD', CARING: 'GOOD', RESPONSIVE: 'GOOD', WELL_LED: 'GOOD' },
  doubts: [],
  ageBands: ['ADULTS_18_PLUS'],
  memberships: [
    { vehicle: 'PATCH', patch: 'East', status: 'ADMITTED', from: '2025-01-01', to: null, lots: [], expertise: [] },
  ],
  qaf: null,
  groups: [],
  skills: [],
  improvementPlanCompliant: true,
  capacity: { privateWeeklyMinutes: 1180 * 60, declaredAt: null, committedWeeklyMinutes: 1800 * 60, countedTo: 0 },
  blendedRatePence: {},
  nightRatesPence: { SLEEP_IN: null, WAKING_NIGHT: null },
  lowRateQueryOpen: false,
};
const answer = (
  over: Partial<ProviderStanding> = {},
  facts: Partial<IncreaseFacts> = {},
  policy: Policy = DEFAULT_POLICY,
) => {
  const asked = {
    standing: { ...standing, ...over },
    uncountedWeeklyMinutes: 0,
    moreWeeklyMinutes: 60,
    on: '2026-06-08',
  };
  const { refusals, warnings } = increaseAnswer({ ...asked, ...facts }, policy);
  return [told(refusals), warnings];
};

describe('whether a provider may be asked for more', () => {
  it.each([
    ['OUTSTANDING', [], []],
    ['GOOD', [], []],
    ['REQUIRES_IMPROVEMENT', [], ['RATING']],
    ['NOT_YET_RATED', [], ['RATING']],
    ['INADEQUATE', ['PROV-08'], []],
  ] as const)('PROV-08, PROV-07: rated %s: %j, %j', (overall, refusals, warnings) => {
    expect(answer({ overall })).toEqual([refusals, warnings]);
  });

  it('PROV-08: the council may bar increases by its matrix, and look at the five questions as well', () => {
    const { INCREASE } = DEFAULT_POLICY.cqc.gate.matrix;
    const gate = (over: object): Policy => ({
      ...DEFAULT_POLICY,
      cqc: { ...DEFAULT_POLICY.cqc, gate: { ...DEFAULT_POLICY.cqc.gate, ...over } },
    });
    const barring = { ...DEFAULT_POLICY.cqc.gate.matrix, INCREASE: { ...INCREASE, REQUIRES_IMPROVEMENT: 'BLOCK' } };
    expect(answer({ overall: 'REQUIRES_IMPROVEMENT' }, {}, gate({ matrix: barring }))).toEqual([['PROV-08'], []]);
    const unsafe = { keyQuestions: { ...standing.keyQuestions, SAFE: 'INADEQUATE' } } as const;
    expect(answer(unsafe)).toEqual([[], []]);
    expect(answer(unsafe, {}, gate({ scope: 'ANY_KEY_QUESTION' }))).toEqual([['PROV-08'], []]);
  });

  it('PROV-02: one that CQC does not register may not', () => {
    expect(answer({ registered: false })).toEqual([['PROV-02'], []]);
  });

  it.each([
    [20 * 60, 0, []],
    [20 * 60 + 15, 0, ['PROV-23 input.calls']],
    [10 * 60, 10 * 60, []],
    [10 * 60, 10 * 60 + 15, ['PROV-23 input.calls']],
  ])(
    'PROV-23: 1,180 private and 1,800 allocated hours, %i minutes more and %i not counted yet: %j',
    (moreWeeklyMinutes, uncountedWeeklyMinutes, refusals) => {
      expect(answer({}, { moreWeeklyMinutes, uncountedWeeklyMinutes })).toEqual([refusals, []]);
    },
  );

  it.each([
    ['a framework provider', [{ ...standing.memberships[0]!, vehicle: 'FRAMEWORK', patch: null }]],
    ['one that has left its patch', [{ ...standing.memberships[0]!, to: '2026-06-07' }]],
    ['one that exited', [{ ...standing.memberships[0]!, status: 'EXITED' }]],
  ] as ReadonlyArray<[string, ProviderStanding['memberships']]>)(
    'PROV-23, AMB-03: above the ceiling %s is warned of alone',
    (_, memberships) => {
      expect(answer({ memberships }, { moreWeeklyMinutes: 20 * 60 + 15 })).toEqual([[], ['ABOVE_CEILING']]);
    },
  );

  it('PROV-23: private hours that are not declared are warned of, and the known ones tested alone', () => {
    const capacity = { ...standing.capacity, privateWeeklyMinutes: null };
    expect(answer({ capacity })).toEqual([[], ['PRIVATE_HOURS_UNDECLARED']]);
    expect(answer({ capacity }, { moreWeeklyMinutes: 1200 * 60 + 15 })).toEqual([
      ['PROV-23 input.calls'],
      ['PRIVATE_HOURS_UNDECLARED'],
    ]);
  });

  it('PROV-08: when nobody can say, the same request may be sent again', () => {
    expect(STANDING_NOT_KNOWN.code).toBe('FACTS_UNAVAILABLE');
  });

  it('PROV-08: what CQC says of the location beside its rating is a warning', () => {
    expect(answer({ doubts: ['DORMANT', 'NO_REGISTERED_MANAGER'] })).toEqual([
      [],
      ['DORMANT', 'NO_REGISTERED_MANAGER'],
    ]);
  });
});
