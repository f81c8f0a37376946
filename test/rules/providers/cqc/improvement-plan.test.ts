import fc from 'fast-check';
import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { transition } from '../../../../kernel/values/state-table.js';
import {
  IMPROVEMENT_PLAN,
  IMPROVEMENT_PLAN_STATES,
  type ImprovementPlan,
  type ImprovementPlanEvent,
  improvementPlanCompliant,
  itemsNeedingPlan,
  planDraftRefusals,
  planShareBy,
  settlingEvent,
  uncoveredItems,
} from '../../../../subgraphs/providers/rules/cqc/improvement-plan.js';
import {
  itemsBelowGood,
  NOT_YET_RATED,
  RATED_ITEMS,
  type RatedItem,
} from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { anyDay, anyRatingSet, rated, reachable } from '../fixtures.js';

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

  it.each<[string, { items: RatedItem[]; endsOn: string | null }, string[]]>([
    ['for what is below Good, ending later', { items: ['SAFE'], endsOn: '2026-06-30' }, []],
    ['ending today', { items: ['SAFE'], endsOn: today }, []],
    ['ended yesterday', { items: ['SAFE'], endsOn: '2026-03-19' }, ['PLAN_END_NOT_IN_FUTURE']],
    ['without an end', { items: ['SAFE'], endsOn: null }, ['PLAN_END_NOT_IN_FUTURE']],
    ['for an item that is Good', { items: ['SAFE', 'CARING'], endsOn: '2026-06-30' }, ['PLAN_ITEM_NOT_BELOW_GOOD']],
    ['for nothing, with no end', { items: [], endsOn: null }, ['PLAN_WITHOUT_ITEMS', 'PLAN_END_NOT_IN_FUTURE']],
  ])('PROV-05: a draft %s', (_name, draft, codes) => {
    expect(planDraftRefusals(draft, unsafe, today).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the states of a plan', () => {
  it.each([
    ['REQUIRED', 'CLOSED'],
    ['DRAFTED', 'CLOSED'],
    ['SHARED', 'CLOSED'],
    ['ACTIVE', 'MET'],
    ['MET', 'CLOSED'],
    ['OVERDUE', 'CLOSED'],
    ['CLOSED', null],
  ] as const)('PROV-05: once its ratings are Good, a plan that is %s is %s', (state, becomes) => {
    const settled = transition(IMPROVEMENT_PLAN, state, settlingEvent(state));
    expect('to' in settled ? settled.to : null).toBe(becomes);
  });

  it('PROV-05: every state can be reached, and CLOSED is the end', () => {
    expect([...reachable(IMPROVEMENT_PLAN)].toSorted()).toEqual([...IMPROVEMENT_PLAN_STATES].toSorted());
    expect(IMPROVEMENT_PLAN.edges.filter(({ from }) => from === 'CLOSED')).toEqual([]);
    const left = new Set<string>(IMPROVEMENT_PLAN.edges.map(({ from }) => from));
    expect(IMPROVEMENT_PLAN_STATES.filter((state) => !left.has(state))).toEqual(IMPROVEMENT_PLAN.terminal);
  });

  it('PROV-05: no sequence of events makes a plan active that was not drafted and shared first', () => {
    const events: ImprovementPlanEvent[] = ['require', 'draft', 'share', 'activate', 'meet', 'expire', 'lift', 'close'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (sequence) => {
        let state: ImprovementPlan['state'] | '(new)' = '(new)';
        const taken: ImprovementPlanEvent[] = [];
        for (const event of sequence) {
          const step: ReturnType<typeof transition<ImprovementPlan['state'], ImprovementPlanEvent>> = transition(
            IMPROVEMENT_PLAN,
            state,
            event,
          );
          if ('refusal' in step) {
            expect(step.refusal).toMatchObject({ rule: 'PROV-05', code: 'ILLEGAL_TRANSITION' });
            continue;
          }
          state = step.to;
          taken.push(event);
        }
        const has = (event: ImprovementPlanEvent) => taken.includes(event);
        if (['ACTIVE', 'MET', 'OVERDUE'].includes(state)) expect(has('draft') && has('share')).toBe(true);
        if (has('meet')) expect(has('expire')).toBe(false);
        if (taken.length > 0) expect(taken[0]).toBe('require');
      }),
    );
  });
});
