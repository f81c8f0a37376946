import { ROLES } from '../../../../kernel/identity/caller.js';
import {
  adjustmentRefusals,
  agreedBudgetPence,
  agreementRefusal,
  budgetPence,
  budgetUsedRefusal,
  NO_STARTER_BUDGET,
  rasRefusal,
  type StarterBudget,
  sideOf,
} from '../../../../subgraphs/cases/rules/requests/starter-budget.js';
import { told } from '../given.js';

const budget: StarterBudget = { rasPence: 50_000, adjustments: [{ amountPence: 7_500 }], agreedBy: [] };
const agreed: StarterBudget = { ...budget, agreedBy: ['COMMISSIONER', 'CARE_MANAGER'] };

describe('a starter budget', () => {
  it('ASM-23: each side has a role of its own, and no other role speaks for either', () => {
    expect(ROLES.flatMap((role) => (sideOf(role) ? [[role, sideOf(role)]] : []))).toEqual([
      ['practitioner', 'CARE_MANAGER'],
      ['commissioner', 'COMMISSIONER'],
    ]);
  });

  it.each([
    [0, false],
    [1, true],
    [2_000_000, true],
    [2_000_001, false],
    [-1, false],
  ])('ASM-23: a figure of %s pence a week: %s', (pence, may) => {
    expect(rasRefusal(pence)?.field).toBe(may ? undefined : 'input.rasWeeklyPence');
  });

  it('ASM-23, ISF-01: it comes to the figure with its adjustments, and is used once both sides agree', () => {
    expect(budgetPence(budget)).toBe(57_500);
    expect(agreedBudgetPence(null)).toBeNull();
    expect(agreedBudgetPence(budget)).toBeNull();
    expect(agreedBudgetPence({ ...budget, agreedBy: ['CARE_MANAGER'] })).toBeNull();
    expect(agreedBudgetPence({ ...budget, agreedBy: ['COMMISSIONER', 'COMMISSIONER'] })).toBeNull();
    expect(agreedBudgetPence(agreed)).toBe(57_500);
  });

  it.each([
    ['of nothing', 0, 'Needs more.', ['ASM-23 input.amountPence']],
    ['of a penny less', -1, 'Needs less.', []],
    ['that leaves a penny', -57_499, 'Needs less.', []],
    ['that leaves nothing', -57_500, 'Needs less.', ['ASM-23 input.amountPence']],
    ['up to the limit', 1_942_500, 'Needs more.', []],
    ['a penny above it', 1_942_501, 'Needs more.', ['ASM-23 input.amountPence']],
    ['without a reason', 100, ' ', ['ASM-23 input.reason']],
    ['with a reason of 500 characters', 100, 'x'.repeat(500), []],
    ['with one of 501', 100, 'x'.repeat(501), ['ASM-23 input.reason']],
  ])('ASM-23: an adjustment %s', (_, amountPence, reason, refusals) => {
    expect(told(adjustmentRefusals({ amountPence, reason }, budget))).toEqual(refusals);
  });

  it.each([
    [49, true],
    [50, false],
  ])('ASM-23: after %s adjustments another is taken: %s', (count, may) => {
    const adjusted = { ...budget, adjustments: Array(count).fill({ amountPence: 1 }) };
    const refusals = told(adjustmentRefusals({ amountPence: 1, reason: 'Needs more.' }, adjusted));
    expect(refusals).toEqual(may ? [] : ['ASM-23 input.packageId']);
  });

  it('ASM-23: one side does not agree twice, and never for the other', () => {
    expect(agreementRefusal('CARE_MANAGER', budget)).toBeUndefined();
    expect(agreementRefusal('CARE_MANAGER', { ...budget, agreedBy: ['CARE_MANAGER'] })).toMatchObject({
      code: 'AGREED_ALREADY',
    });
    expect(agreementRefusal('COMMISSIONER', { ...budget, agreedBy: ['CARE_MANAGER'] })).toBeUndefined();
  });

  it.each([
    ['without a starter budget', 40_000, null, undefined],
    ['that says no budget', null, budget, undefined],
    ['before both agree', 57_500, { ...budget, agreedBy: ['COMMISSIONER'] }, 'BUDGET_NOT_AGREED'],
    ['as agreed', 57_500, agreed, undefined],
    ['with a penny more', 57_501, agreed, 'BUDGET_DIFFERS'],
    ['with a penny less', 57_499, agreed, 'BUDGET_DIFFERS'],
  ] as ReadonlyArray<[string, number | null, StarterBudget | null, string | undefined]>)(
    'ASM-23, ASM-21: a plan %s',
    (_, pence, of, code) => {
      expect(budgetUsedRefusal(pence, of, 'input.carePlan.availableBudgetPence')?.code).toBe(code);
    },
  );

  it('ASM-23: nothing is adjusted or agreed to before there is a figure', () => {
    expect(NO_STARTER_BUDGET).toMatchObject({ rule: 'ASM-23', field: 'input.packageId' });
  });
});
