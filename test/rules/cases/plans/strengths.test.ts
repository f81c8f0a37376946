import { type PlanBeyond, planBeyondRefusals } from '../../../../subgraphs/cases/rules/plans/strengths.js';
import { told } from '../given.js';

const OAK = '11111111-1111-4111-8111-111111111111';
const ELM = '22222222-2222-4222-8222-222222222222';
const strengths = {
  goals: ['Cooks for herself'],
  pathway: [
    { service: 'Enabling calls', weeklyCostPence: 12_000 },
    { service: 'Cookery club', weeklyCostPence: null },
  ],
  informalSupport: [{ support: 'A neighbour shops on Fridays', sustainedBy: 'The club meets next door' }],
  snapshot: 'Two calls a week and a neighbour.',
};
const plan: PlanBeyond = {
  outcomes: ['Cooks for herself', 'Goes out twice a week'],
  strengths,
  availableBudgetPence: 40_000,
  partners: [{ outcome: 1, providerId: ELM }],
  involvement: [{ who: 'PERSON', how: 'Wrote it with her care manager', chose: 'Enabling calls, and no day centre' }],
};
const refusalsOf = (change: Partial<PlanBeyond>, lead: string | null = OAK) =>
  told(planBeyondRefusals({ ...plan, ...change }, lead, 'input.carePlan'));
const ofStrengths = (change: Partial<typeof strengths>) => refusalsOf({ strengths: { ...strengths, ...change } });

describe('what a plan says beyond its seven contents', () => {
  it('ASM-20, ASM-21, ASM-38, CHOI-11: a whole one is kept, and so is one that says nothing of it', () => {
    expect(refusalsOf({})).toEqual([]);
    expect(refusalsOf({ strengths: null, availableBudgetPence: null, partners: [], involvement: [] })).toEqual([]);
  });

  it.each([
    ['no goal', { goals: [] }, ['ASM-20 input.carePlan.strengths.goals']],
    ['an empty goal', { goals: [' '] }, ['ASM-20 input.carePlan.strengths.goals.0']],
    ['a goal of 500 characters', { goals: ['x'.repeat(500)] }, []],
    ['a goal of 501', { goals: ['x'.repeat(501)] }, ['ASM-20 input.carePlan.strengths.goals.0']],
    ['20 goals', { goals: Array(20).fill('Walks') }, []],
    ['21 goals', { goals: Array(21).fill('Walks') }, ['IDG-27 input.carePlan.strengths.goals']],
    ['a snapshot of 2,001 characters', { snapshot: 'x'.repeat(2001) }, ['ASM-20 input.carePlan.strengths.snapshot']],
    [
      'a costed service that costs nothing',
      { pathway: [{ service: 'Calls', weeklyCostPence: 0 }] },
      ['ASM-20 input.carePlan.strengths.pathway.0.weeklyCostPence'],
    ],
    [
      'support without a word',
      { informalSupport: [{ support: '', sustainedBy: ' ' }] },
      [
        'ASM-20 input.carePlan.strengths.informalSupport.0.support',
        'ASM-20 input.carePlan.strengths.informalSupport.0.sustainedBy',
      ],
    ],
  ] as ReadonlyArray<[string, object, string[]]>)('ASM-20: a summary with %s', (_, change, refusals) => {
    expect(ofStrengths(change)).toEqual(refusals);
  });

  it.each([
    [0, false],
    [1, true],
    [2_000_000, true],
    [2_000_001, false],
  ])('ASM-21: an available budget of %s pence a week: %s', (availableBudgetPence, may) => {
    expect(refusalsOf({ availableBudgetPence })).toEqual(may ? [] : ['ASM-21 input.carePlan.availableBudgetPence']);
  });

  it.each([
    [
      'of an outcome that there is not',
      [{ outcome: 2, providerId: ELM }],
      ['ASM-38 input.carePlan.partners.0.outcome'],
    ],
    [
      'of an outcome before the first',
      [{ outcome: -1, providerId: ELM }],
      ['ASM-38 input.carePlan.partners.0.outcome'],
    ],
    ['without an id', [{ outcome: 0, providerId: 'elm' }], ['ASM-38 input.carePlan.partners.0.providerId']],
    ['that leads the plan', [{ outcome: 0, providerId: OAK }], ['ASM-38 input.carePlan.partners.0.providerId']],
    [
      'named twice for one outcome',
      [
        { outcome: 0, providerId: ELM },
        { outcome: 0, providerId: ELM },
      ],
      ['ASM-38 input.carePlan.partners.1'],
    ],
    [
      'of two outcomes',
      [
        { outcome: 0, providerId: ELM },
        { outcome: 1, providerId: ELM },
      ],
      [],
    ],
    ['too many', Array(21).fill({ outcome: 0, providerId: ELM }), ['IDG-27 input.carePlan.partners']],
  ])('ASM-38: a partner %s', (_, partners, refusals) => {
    expect(refusalsOf({ partners })).toEqual(refusals);
  });

  it('ASM-38: while nobody is awarded, whoever will lead is not known', () => {
    expect(refusalsOf({ partners: [{ outcome: 0, providerId: OAK }] }, null)).toEqual([]);
  });

  const entry = { who: 'FAMILY', how: 'By telephone', chose: null } as const;
  it.each<[string, PlanBeyond['involvement'], readonly string[]]>([
    ['in 500 characters', [{ ...entry, how: 'x'.repeat(500), chose: 'x'.repeat(500) }], []],
    ['who did nothing', [entry, { ...entry, how: ' ' }], ['CHOI-11 input.carePlan.involvement.1.how']],
    ['in 501 characters', [{ ...entry, how: 'x'.repeat(501) }], ['CHOI-11 input.carePlan.involvement.0.how']],
    ['who chose nothing', [{ ...entry, chose: '' }], ['CHOI-11 input.carePlan.involvement.0.chose']],
    ['whose choice takes 501', [{ ...entry, chose: 'x'.repeat(501) }], ['CHOI-11 input.carePlan.involvement.0.chose']],
    ['among 20', Array(20).fill(entry), []],
    ['among 21', Array(21).fill(entry), ['IDG-27 input.carePlan.involvement']],
  ])('CHOI-11: somebody who took part %s', (_, involvement, refusals) => {
    expect(refusalsOf({ involvement })).toEqual(refusals);
  });
});
