import fc from 'fast-check';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import {
  type ImprovementPlan,
  improvementPlanCompliant,
  itemsNeedingPlan,
  planShareBy,
  uncoveredItems,
} from '../../../../subgraphs/providers/rules/cqc/improvement-plan.js';
import { IMPROVEMENT_PLAN_STATES } from '../../../../subgraphs/providers/rules/cqc/improvement-plan-states.js';
import {
  itemsBelowGood,
  NOT_YET_RATED,
  RATED_ITEMS,
  type RatedItem,
} from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { anyDay, anyRatingSet, rated } from '../fixtures.js';

const today = '2026-03-20';
const unsafe = rated('GOOD', { SAFE: 'REQUIRES_IMPROVEMENT' });

function aPlan(changes: Partial<ImprovementPlan> = {}): ImprovementPlan {
  const sharedAt = new Date('2026-03-10T09:00:00Z');
  return { state: 'ACTIVE', items: ['SAFE'], endsOn: '2026-06-30', sharedAt, ...changes };
}

describe('an improvement plan that complies', () => {
  it.each<[string, ImprovementPlan[], string | null]>([
    ['active, shared and running', [aPlan()], null],
    ['on its last day', [aPlan({ endsOn: today })], null],
    ['the day after its last day', [aPlan({ endsOn: '2026-03-19' })], 'EXPIRED'],
    ['overdue', [aPlan({ state: 'OVERDUE' })], 'EXPIRED'],
    ['active but never shared', [aPlan({ sharedAt: null })], 'NOT_SHARED'],
    ['active without an end', [aPlan({ endsOn: null })], 'EXPIRED'],
    ['only required', [aPlan({ state: 'REQUIRED' })], 'NOT_ACTIVE'],
    ['only drafted', [aPlan({ state: 'DRAFTED' })], 'NOT_ACTIVE'],
    ['shared and not active yet', [aPlan({ state: 'SHARED' })], 'NOT_ACTIVE'],
    ['met, with the rating unchanged', [aPlan({ state: 'MET' })], 'NOT_ACTIVE'],
    ['for another item', [aPlan({ items: ['WELL_LED'] })], 'NO_PLAN'],
    ['none', [], 'NO_PLAN'],
    ['an expired one and a running one', [aPlan({ endsOn: '2026-03-19' }), aPlan()], null],
    ['a draft beside an expired one', [aPlan({ state: 'DRAFTED' }), aPlan({ endsOn: '2026-03-19' })], 'EXPIRED'],
  ])('PROV-05: a plan %s', (_name, plans, fault) => {
    expect(uncoveredItems(unsafe, plans, today)).toEqual(fault ? [{ item: 'SAFE', fault }] : []);
    expect(improvementPlanCompliant(unsafe, plans, today)).toBe(fault === null);
  });

  it('PROV-05: every item below Good must be covered, by one plan or by several', () => {
    const both = rated('REQUIRES_IMPROVEMENT', { SAFE: 'REQUIRES_IMPROVEMENT' });
    expect(improvementPlanCompliant(both, [aPlan({ items: ['OVERALL', 'SAFE'] })], today)).toBe(true);
    expect(improvementPlanCompliant(both, [aPlan({ items: ['OVERALL'] }), aPlan()], today)).toBe(true);
    expect(uncoveredItems(both, [aPlan()], today)).toEqual([{ item: 'OVERALL', fault: 'NO_PLAN' }]);
  });

  it('PROV-05: without an item below Good nothing is asked for', () => {
    expect(improvementPlanCompliant(rated('OUTSTANDING'), [], today)).toBe(true);
    expect(improvementPlanCompliant(NOT_YET_RATED, [], today)).toBe(true);
  });

  it('PROV-05: compliance is exactly that each item below Good has a plan that is active, shared and not over', () => {
    const anyPlan: fc.Arbitrary<ImprovementPlan> = fc.record({
      state: fc.constantFrom(...IMPROVEMENT_PLAN_STATES),
      items: fc.subarray<RatedItem>([...RATED_ITEMS]),
      endsOn: fc.option(anyDay),
      sharedAt: fc.option(fc.constant(new Date('2026-02-01T09:00:00Z'))),
    });
    fc.assert(
      fc.property(anyRatingSet, fc.array(anyPlan, { maxLength: 6 }), anyDay, (ratings, plans, day) => {
        const good = plans.filter(
          ({ state, endsOn, sharedAt }) => state === 'ACTIVE' && endsOn !== null && endsOn >= day && sharedAt !== null,
        );
        const covered = new Set(good.flatMap(({ items }) => items));
        expect(improvementPlanCompliant(ratings, plans, day)).toBe(
          itemsBelowGood(ratings).every((item) => covered.has(item)),
        );
      }),
    );
  });
});

describe('a plan that must be made', () => {
  it.each<[string, ImprovementPlan[], string[]]>([
    ['without a plan', [], ['SAFE']],
    ['with one required already', [aPlan({ state: 'REQUIRED' })], []],
    ['with one under way', [aPlan()], []],
    ['with one that is over', [aPlan({ state: 'CLOSED' })], ['SAFE']],
    ['with one overdue', [aPlan({ state: 'OVERDUE' })], ['SAFE']],
    ['with one for another item', [aPlan({ items: ['CARING'] })], ['SAFE']],
  ])('PROV-05: %s', (_name, plans, items) => {
    expect(itemsNeedingPlan(unsafe, plans)).toEqual(items);
  });

  it.each([
    ['over Easter', '2026-03-27', '2026-04-14'],
    ['published on a Monday', '2026-03-02', '2026-03-16'],
    ['published on a Saturday', '2026-03-07', '2026-03-20'],
  ])('PROV-05: it is shared within 10 working days of publication, %s', (_name, publishedOn, lastDay) => {
    const by = planShareBy(publishedOn, 10, englandCalendar());
    const zone = lastDay < '2026-03-29' ? 'Z' : '+01:00';
    expect(by).toEqual(new Date(`${lastDay}T23:59:59.999${zone}`));
  });
});
