import {
  APPROVAL_REASON_CHARACTERS,
  approvalReasonRefusals,
  budgetRefusal,
  isOverBudget,
  valueForMoney,
} from '../../../../subgraphs/tenders/rules/awards/budget.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { answer } from './awarding.js';

describe('the individual budget', () => {
  it('ROUT-45: exactly the budget is within it, and a penny more is not', () => {
    expect([isOverBudget(50_000, 50_000), isOverBudget(50_001, 50_000)]).toEqual([false, true]);
  });

  it.each([
    [50_000, 50_000, null, undefined],
    [50_001, 50_000, null, 'ROUT-45 OVER_BUDGET'],
    [50_001, 50_000, 50_000, 'ROUT-45 OVER_BUDGET'],
    [50_001, 50_000, 50_001, undefined],
    [50_000, null, 60_000, 'ASM-23 BUDGET_NOT_AGREED'],
  ])(
    'ROUT-45, ASM-23: %s pence beside a budget of %s, with %s approved: %s',
    (weeklyCostPence, budgetPence, approvedPence, refusal) => {
      const found = budgetRefusal({ weeklyCostPence, budgetPence, approvedPence });
      expect(found && `${found.rule} ${found.code}`).toBe(refusal);
      expect(answer({ budget: { weeklyCostPence, budgetPence, approvedPence } })).toEqual(refusal ? [refusal] : []);
    },
  );

  it('ROUT-45, IDG-05: an approval says why, shortly, and names nobody', () => {
    expect(approvalReasonRefusals('Nothing less would be safe.')).toEqual([]);
    expect(approvalReasonRefusals('x'.repeat(APPROVAL_REASON_CHARACTERS))).toEqual([]);
    for (const reason of [' ', 'x'.repeat(APPROVAL_REASON_CHARACTERS + 1)]) {
      expect(approvalReasonRefusals(reason)).toMatchObject([{ code: 'REASON_MISSING', field: 'input.reason' }]);
    }
    expect(approvalReasonRefusals('Mrs Madeup needs it.')).toMatchObject([{ code: 'PERSONAL_DATA_IN_TEXT' }]);
  });

  it.each([
    [50_000, 62_500, 12_500, 25],
    [50_000, 45_000, -5_000, -10],
    [50_000, 50_000, 0, 0],
    [30_000, 40_000, 10_000, 33.33],
    [30_000, 20_000, -10_000, -33.33],
    // 0.005 per cent: half away from zero.
    [200_000, 200_010, 10, 0.01],
    [200_000, 199_990, -10, -0.01],
    [0, 0, 0, null],
  ])(
    'EVAL-14: a budget of %s and a cost of %s differ by %s pence, %s per cent',
    (budgetPence, weeklyCostPence, differencePence, differencePct) => {
      expect(valueForMoney(budgetPence, weeklyCostPence)).toEqual({
        ...{ budgetPence, weeklyCostPence, differencePence, differencePct },
      });
    },
  );

  it('EVAL-14: the total of many differs by the sum of their differences', () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const pence = () => Math.floor(random() * 2_000_000);
    const all = Array.from({ length: 50 }, () => [pence(), pence()] as const);
    const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
    const total = valueForMoney(sum(all.map(([budget]) => budget)), sum(all.map(([, cost]) => cost)));
    const differences = sum(all.map(([budget, cost]) => valueForMoney(budget, cost).differencePence));
    expect({ seed, difference: total.differencePence }).toEqual({ seed, difference: differences });
  });
});
