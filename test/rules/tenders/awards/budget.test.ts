import {
  APPROVAL_REASON_CHARACTERS,
  approvalReasonRefusals,
  approvalRefusal,
  budgetRefusal,
  isOverBudget,
  valueForMoney,
} from '../../../../subgraphs/tenders/rules/awards/budget.js';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { answer } from './awarding.js';

describe('the individual budget', () => {
  it('ROUT-45: exactly the budget is within it, and a penny more is not', () => {
    expect([isOverBudget(50_000, 50_000), isOverBudget(50_001, 50_000)]).toEqual([false, true]);
  });

  it.each([
    [50_000, 50_000, null, null, undefined],
    [50_001, 50_000, null, null, 'ROUT-45 OVER_BUDGET'],
    [50_001, 50_000, 50_000, 50_000, 'ROUT-45 OVER_BUDGET'],
    [50_001, 50_000, 50_001, 50_000, undefined],
    // A budget that rose is covered, and one that fell by a penny is not.
    [50_001, 50_000, 50_001, 49_999, undefined],
    [50_001, 49_999, 50_001, 50_000, 'ROUT-45 OVER_BUDGET'],
    [50_000, 50_000, 50_001, 60_000, undefined],
    [50_001, 50_000, 50_001, null, undefined],
    [50_000, null, 60_000, 50_000, 'ASM-23 BUDGET_NOT_AGREED'],
  ])(
    'ROUT-45, ASM-23: %s pence beside a budget of %s, with %s approved beside one of %s: %s',
    (weeklyCostPence, budgetPence, approvedPence, approvedBudgetPence, refusal) => {
      const budget = { weeklyCostPence, budgetPence, approvedPence, approvedBudgetPence };
      const found = budgetRefusal(budget);
      expect(found && `${found.rule} ${found.code}`).toBe(refusal);
      expect(answer({ budget })).toEqual(refusal ? [refusal] : []);
    },
  );

  it('ROUT-45, SM-2: only a response that may still be awarded is approved, while a provider is sought', () => {
    const facts = { withinBudget: true, callOff: 'AWAITING_CHOICE', response: 'SHORTLISTED' } as const;
    expect(approvalRefusal(facts)).toBeUndefined();
    for (const callOff of ['AWARDED', ...callOffStates.terminal] as const) {
      expect(approvalRefusal({ ...facts, callOff })?.code).toBe('NOTHING_TO_APPROVE');
    }
    expect(approvalRefusal({ ...facts, response: null })?.code).toBe('NOTHING_TO_APPROVE');
    expect(approvalRefusal({ ...facts, response: 'UNSUCCESSFUL' })?.code).toBe('NOTHING_TO_APPROVE');
    expect(approvalRefusal({ ...facts, withinBudget: false })?.code).toBe('NOTHING_TO_APPROVE');
  });

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
