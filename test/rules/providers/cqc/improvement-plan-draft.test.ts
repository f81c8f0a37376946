import {
  planDraftRefusals,
  planSharingRefusal,
} from '../../../../subgraphs/providers/rules/cqc/improvement-plan-draft.js';
import type { RatedItem } from '../../../../subgraphs/providers/rules/cqc/ratings.js';
import { rated } from '../fixtures.js';

const today = '2026-03-20';
const unsafe = rated('GOOD', { SAFE: 'REQUIRES_IMPROVEMENT' });

describe('a plan that is drafted', () => {
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

  it.each([
    ['today', today, false],
    ['yesterday', '2026-03-19', true],
    ['never', null, true],
  ])('PROV-05: a draft whose last day is %s is shared no more: %s', (_name, endsOn, refused) => {
    const refusal = planSharingRefusal({ endsOn }, today);
    if (refused) expect(refusal).toMatchObject({ rule: 'PROV-05', code: 'PLAN_ENDED', field: 'planId' });
    else expect(refusal).toBeUndefined();
  });
});
