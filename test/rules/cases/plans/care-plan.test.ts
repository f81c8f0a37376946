import {
  type CarePlanContent,
  carePlanRefusals,
  contentOf,
  NOTHING_PLANNED,
  saysTheSame,
} from '../../../../subgraphs/cases/rules/plans/care-plan.js';
import { aCarePlan, told } from '../given.js';

describe('the content of a care plan', () => {
  it('ASM-10: a plan with all seven contents may be authorised', () => {
    expect(carePlanRefusals(aCarePlan)).toEqual([]);
  });

  it.each([
    ['personId', { personId: null }],
    ['careManagerId', { careManagerId: null }],
    ['providerId', { providerId: '' }],
    ['weeklyMinutes', { weeklyMinutes: null }],
    ['weeklyMinutes', { weeklyMinutes: 0 }],
    ['weeklyMinutes', { weeklyMinutes: 31.5 }],
    ['activities', { activities: [] }],
    ['outcomes', { outcomes: [] }],
    ['outcomes', { outcomes: [' '] }],
    ['totalBudgetPence', { totalBudgetPence: null }],
    ['totalBudgetPence', { totalBudgetPence: -1 }],
  ] as ReadonlyArray<[string, Partial<CarePlanContent>]>)('ASM-10: not without %s: %j', (field, change) => {
    expect(told(carePlanRefusals({ ...aCarePlan, ...change }))).toEqual([`ASM-10 input.carePlan.${field}`]);
  });

  it.each(['RESIDENTIAL', 'NURSING', 'RESPITE'] as const)(
    'ASM-10: a plan of a place in a home has no hours: %s',
    (serviceType) => {
      expect(carePlanRefusals({ ...aCarePlan, serviceType, weeklyMinutes: null })).toEqual([]);
    },
  );

  it('ASM-10: an empty plan is told all seven', () => {
    const empty: CarePlanContent = {
      personId: null,
      careManagerId: null,
      providerId: null,
      weeklyMinutes: null,
      activities: [],
      outcomes: [],
      totalBudgetPence: null,
      medication: [],
      serviceType: 'DOMICILIARY',
    };
    expect(new Set(told(carePlanRefusals(empty))).size).toBe(7);
  });

  it.each([
    [['MEDICATION'], [], false],
    [['MEDICATION'], [''], false],
    [['MEDICATION'], ['Prompt for the morning tablets from their original box'], true],
    [['PERSONAL_CARE'], [], true],
  ] as const)('ASM-29: activities %j with medication entries %j: %s', (activities, medication, may) => {
    const refusals = carePlanRefusals({ ...aCarePlan, activities, medication });
    expect(told(refusals)).toEqual(may ? [] : ['ASM-29 input.carePlan.medication']);
  });

  it('ASM-10: two plans say the same whoever delivers them, and not if one content differs', () => {
    const plan = { ...NOTHING_PLANNED, outcomes: ['Washed and dressed by ten'] };
    expect(saysTheSame(plan, { ...plan, ...{ providerId: 'another' } })).toBe(true);
    expect(saysTheSame(plan, { ...plan, weeklyMinutes: 315 })).toBe(false);
    expect(saysTheSame(plan, { ...plan, availableBudgetPence: 40_000 })).toBe(false);
    const of = { personId: 'person', providerId: null, serviceType: 'NURSING' } as const;
    expect(contentOf(plan, of)).toEqual({ ...plan, ...of });
  });
});
