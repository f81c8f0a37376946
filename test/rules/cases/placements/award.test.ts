import { NO_NIGHT_RATES } from '../../../../schema/events/cases.js';
import { awardRefusal, termsAtAward } from '../../../../subgraphs/cases/rules/placements/award.js';
import { PLACEMENT_STATES } from '../../../../subgraphs/cases/rules/placements/placement-states.js';

describe('an award', () => {
  it('AWRD-01: a package without placements, or only with ones that are over, is placed', () => {
    expect(awardRefusal([])).toBeUndefined();
    expect(awardRefusal(['WITHDRAWN', 'ENDED', 'WITHDRAWN'])).toBeUndefined();
  });

  it.each(PLACEMENT_STATES.filter((state) => state !== 'ENDED' && state !== 'WITHDRAWN'))(
    'AWRD-01: a package is not placed twice: one of its placements is %s',
    (state) => {
      expect(awardRefusal(['WITHDRAWN', state])).toMatchObject({ rule: 'AWRD-01', code: 'PLACEMENT_ALREADY_LIVE' });
    },
  );

  it('AWRD-10: plan version, hours, rate, budget and policy are pinned, with the price that follows', () => {
    const award = {
      ...{ weeklyWorkerMinutes: 315, hourlyRatePence: 2150, nightRatesPence: NO_NIGHT_RATES, calls: [] },
      policyVersion: 'bromley/3',
      byTheWeek: null,
    };
    expect(termsAtAward(award, { version: 2, totalBudgetPence: 600_000 })).toEqual({
      carePlanVersion: 2,
      weeklyWorkerMinutes: 315,
      hourlyRatePence: 2150,
      weeklyPricePence: 11_288,
      totalBudgetPence: 600_000,
      policyVersion: 'bromley/3',
    });
    expect(termsAtAward(award, null)).toMatchObject({ carePlanVersion: null, totalBudgetPence: null });
  });

  it.each([87_000, null])(
    'AWRD-10, AWRD-03: a place in a home is pinned at the price of its week, %s, and no hour',
    (weeklyPricePence) => {
      const award = {
        ...{ weeklyWorkerMinutes: 0, hourlyRatePence: 2150, nightRatesPence: NO_NIGHT_RATES, calls: [] },
        policyVersion: 'bromley/3',
        byTheWeek: { weeklyPricePence },
      };
      expect(termsAtAward(award, null)).toMatchObject({
        weeklyWorkerMinutes: 0,
        hourlyRatePence: null,
        weeklyPricePence,
      });
    },
  );
});
