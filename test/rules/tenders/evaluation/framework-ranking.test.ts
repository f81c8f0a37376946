import { frameworkOrder } from '../../../../subgraphs/tenders/rules/evaluation/framework-ranking.js';
import { aNeed, aProvider, at, policy } from '../fixtures.js';

describe('framework ranking', () => {
  const bid = (
    providerId: string,
    pence: number | null,
    change: { startDate?: string; groups?: string[]; query?: boolean } = {},
  ) => ({
    bidId: `bid-${providerId}`,
    providerId,
    content: { startDate: change.startDate ?? '2026-03-09', startTime: '08:30' },
    standing: aProvider(providerId).with({
      groups: change.groups ?? ['OLDER_PEOPLE', 'DEMENTIA'],
      blendedRatePence: pence === null ? {} : { STANDARD_ADULT: pence },
      lowRateQueryOpen: change.query ?? false,
    }).facts,
  });
  const ranking = (bids: ReturnType<typeof bid>[]) =>
    frameworkOrder(bids, aNeed(), 'seed', at('2026-03-04 12:00'), policy.d2a);

  it('EVAL-05: of those available and fit the lowest blended rate comes first', () => {
    const { order: ranked } = ranking([bid('oak', 2200), bid('elm', 2100), bid('ash', 2150)]);
    expect(ranked.map(({ providerId, place, beforeNextBy }) => [providerId, place, beforeNextBy])).toEqual([
      ['elm', 1, 'RATE'],
      ['ash', 2, 'RATE'],
      ['oak', 3, null],
    ]);
  });

  it.each([
    ['ROUT-07: one who cannot start in time', bid('elm', 1900, { startDate: '2026-03-10' }), 'AVAILABLE'],
    ['ROUT-07: one who does not serve the group', bid('elm', 1900, { groups: ['DEMENTIA'] }), 'SERVES_GROUPS'],
    ['PROV-32: one without a rate for the care type', bid('elm', null), 'HAS_RATE'],
  ])('%s is not ranked, however cheap, and is told why', (_, unfit, check) => {
    const { order: ranked, notRanked } = ranking([bid('oak', 2200), unfit]);
    expect(ranked.map((each) => each.providerId)).toEqual(['oak']);
    expect(notRanked[0]?.checks.filter((each) => each.result === 'FAIL').map((each) => each.id)).toEqual([check]);
  });

  it('EVAL-05: equal rates are drawn for, and the order told does not matter', () => {
    const bids = [bid('oak', 2200), bid('elm', 2200), bid('ash', 2200)];
    const { order: ranked } = ranking(bids);
    expect(ranked.map((each) => each.beforeNextBy)).toEqual(['DRAW', 'DRAW', null]);
    expect(ranking([...bids].reverse()).order).toEqual(ranked);
  });

  it('PROV-33: an open query on a low rate holds its bid, in its place', () => {
    const { order: ranked } = ranking([bid('oak', 2200), bid('elm', 1500, { query: true })]);
    expect(ranked.map(({ providerId, held }) => [providerId, held])).toEqual([
      ['elm', true],
      ['oak', false],
    ]);
  });
});
