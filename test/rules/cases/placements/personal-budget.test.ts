import { personalBudget } from '../../../../subgraphs/cases/rules/placements/personal-budget.js';

describe('a personal budget', () => {
  it.each([
    ['ISF-04: 500 pounds less a share of 100 leave 400', 10_000, 50_000, 40_000],
    ['ISF-04: a budget that is the share leaves nothing', 50_000, 50_000, 0],
    ['ISF-04: a share above the budget leaves nothing to pay out', 50_001, 50_000, null],
    ['ASM-23: nothing is left of a budget that is not agreed', 10_000, null, null],
  ])('%s', (_what, share, budget, isfWeeklyPence) => {
    expect(personalBudget(share, budget)).toEqual({ virtualBudgetPence: share, isfWeeklyPence });
  });

  it('ISF-03: whoever lives in no scheme has no virtual budget', () => {
    expect(personalBudget(null, 50_000)).toEqual({ virtualBudgetPence: null, isfWeeklyPence: null });
  });
});
