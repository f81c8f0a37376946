import fc from 'fast-check';
import { type Comparison, ranked } from '../../../../subgraphs/tenders/rules/evaluation/ranking.js';

interface Bid {
  readonly id: string;
  readonly share: number;
  readonly hours: number;
}

const COMPARISONS: readonly Comparison<Bid, 'SHARE' | 'HOURS' | 'ID'>[] = [
  { name: 'SHARE', compare: (one, other) => one.share - other.share },
  { name: 'HOURS', compare: (one, other) => one.hours - other.hours },
  { name: 'ID', compare: (one, other) => (one.id < other.id ? -1 : 1) },
];
const bid = (id: string, share: number, hours: number): Bid => ({ id, share, hours });

describe('ranking', () => {
  it('EVAL-13: each bid says its place and what put it before the next; the last says nothing', () => {
    const order = ranked([bid('d', 2, 0), bid('b', 1, 5), bid('a', 1, 3), bid('c', 1, 5)], COMPARISONS);
    expect(order.map(({ id, place, beforeNextBy }) => [id, place, beforeNextBy])).toEqual([
      ['a', 1, 'HOURS'],
      ['b', 2, 'ID'],
      ['c', 3, 'SHARE'],
      ['d', 4, null],
    ]);
  });

  it('EVAL-02, EVAL-05: the order in which bids came never matters', () => {
    const bids = fc.uniqueArray(fc.record({ id: fc.string(), share: fc.nat(3), hours: fc.nat(3) }), {
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(bids, (made) => {
        expect(ranked([...made].reverse(), COMPARISONS)).toEqual(ranked(made, COMPARISONS));
      }),
    );
  });

  it('EVAL-02: of no bids there is no order', () => {
    expect(ranked([], COMPARISONS)).toEqual([]);
  });
});
