import fc from 'fast-check';
import { type QafBid, qafOrder, topRanked } from '../../../../subgraphs/tenders/rules/evaluation/qaf-order.js';
import { at, later } from '../fixtures.js';

const TODAY = '2026-03-04';
const first = at('2026-03-04 10:00');

/** A tender of a provider with this score out of `max`; null was never rated. */
function tender(
  bidId: string,
  score: number | null,
  change: { max?: number; expiresOn?: string; ratedOn?: string | null; minutes?: number } = {},
): QafBid {
  const { max = 100, expiresOn = '2026-12-31', ratedOn = '2025-01-01', minutes = 0 } = change;
  const qaf = score === null ? null : { score, max, band: null, assessedOn: '2025-06-01', expiresOn, expired: false };
  return {
    bidId,
    providerId: `provider-${bidId}`,
    receivedAt: later(first, minutes * 60_000),
    standing: { qaf, overallRatedOn: ratedOn },
  };
}
const order = (...bids: QafBid[]) => qafOrder(bids, 'seed', TODAY);
const ids = (...bids: QafBid[]) => order(...bids).map(({ bidId }) => bidId);

describe('the order of tenders', () => {
  it.each([
    ['the better rating first', [tender('a', 60), tender('b', 61)], ['b', 'a'], 'QAF_SCORE'],
    ['as a share of its scale', [tender('a', 79), tender('b', 4, { max: 5 })], ['b', 'a'], 'QAF_SCORE'],
    [
      'of one share the later CQC rating',
      [tender('a', 80), tender('b', 4, { max: 5, ratedOn: '2025-01-02' })],
      ['b', 'a'],
      'CQC_RATING_DATE',
    ],
    [
      'who has no CQC rating after who has one',
      [tender('a', 80, { ratedOn: null }), tender('b', 80)],
      ['b', 'a'],
      'CQC_RATING_DATE',
    ],
    ['then the earlier answer', [tender('a', 80, { minutes: 1 }), tender('b', 80)], ['b', 'a'], 'EARLIER_REPLY'],
    ['one that was never rated last', [tender('a', null), tender('b', 0)], ['b', 'a'], 'QAF_SCORE'],
    [
      'one that expired yesterday last',
      [tender('a', 99, { expiresOn: '2026-03-03' }), tender('b', 1)],
      ['b', 'a'],
      'QAF_SCORE',
    ],
    [
      'one that expires today in its place',
      [tender('a', 99, { expiresOn: TODAY }), tender('b', 1)],
      ['a', 'b'],
      'QAF_SCORE',
    ],
  ] as const)('EVAL-06: puts %s', (_, bids, expected, because) => {
    const found = order(...bids);
    expect(found.map(({ bidId }) => bidId)).toEqual(expected);
    expect(found.map(({ beforeNextBy }) => beforeNextBy)).toEqual([because, null]);
  });

  it('EVAL-06: what the register has found expired stays so', () => {
    const expired = tender('a', 99);
    const held = { ...expired, standing: { ...expired.standing, qaf: { ...expired.standing.qaf!, expired: true } } };
    expect(ids(held, tender('b', 1))).toEqual(['b', 'a']);
    expect(order(held)[0]).toMatchObject({ qafScore: null, qafMax: null });
  });

  it('EVAL-06: is the same however the tenders came in, unranked ones are last, and scores never rise', () => {
    const any = fc.uniqueArray(
      fc.record({
        bidId: fc.stringMatching(/^[a-f0-9]{6}$/),
        score: fc.option(fc.integer({ min: 0, max: 5 })),
        ratedOn: fc.option(fc.constantFrom('2025-01-01', '2025-02-01')),
        minutes: fc.integer({ min: 0, max: 2 }),
        expiresOn: fc.constantFrom('2026-03-03', TODAY),
      }),
      { selector: ({ bidId }) => bidId, maxLength: 8 },
    );
    fc.assert(
      fc.property(any, fc.gen(), (rows, gen) => {
        const bids = rows.map(({ bidId, score, ...change }) => tender(bidId, score, { max: 5, ...change }));
        const shuffled = [...bids].sort(() => (gen(fc.boolean) ? 1 : -1));
        const placed = order(...bids);
        expect(ids(...shuffled)).toEqual(placed.map(({ bidId }) => bidId));
        const scores = placed.map(({ qafScore }) => qafScore ?? -1);
        expect(scores).toEqual([...scores].sort((one, other) => other - one));
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('who is shown', () => {
  const ranked = order(tender('a', 90), tender('b', 80), tender('c', 70), tender('d', 60), tender('e', null));

  it.each([
    [1, ['a']],
    [3, ['a', 'b', 'c']],
    [4, ['a', 'b', 'c', 'd']],
    // The fifth is unranked.
    [5, ['a', 'b', 'c', 'd']],
  ])('ROUT-25, CHOI-01, AMB-33: the top %i of those that are ranked', (most, expected) => {
    expect(topRanked(ranked, most).map(({ bidId }) => bidId)).toEqual(expected);
  });

  it('ROUT-25: of the unranked as many, if none is ranked: somebody must be there to choose', () => {
    const unranked = order(tender('a', null, { minutes: 2 }), tender('b', null, { minutes: 1 }), tender('c', null));
    expect(topRanked(unranked, 2).map(({ bidId }) => bidId)).toEqual(['c', 'b']);
    expect(topRanked(order(), 3)).toEqual([]);
  });
});
