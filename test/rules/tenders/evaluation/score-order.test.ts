import { scoreOrder } from '../../../../subgraphs/tenders/rules/evaluation/score-order.js';
import { newSeed, randomFrom } from '../../../harness/random.js';

const question = (code: string, maximum: number, weight: number) => ({
  code,
  text: '',
  criterion: '',
  maximum,
  weight,
});
const ONE = [question('Q', 100, 1)];
const bid = (bidId: string, weeklyCostPence: number, ...scores: number[]) => ({
  ...{ bidId, providerId: `provider-${bidId}`, weeklyCostPence },
  scores: scores.map((score, nth) => ({ question: ['Q', 'R', 'S'][nth]!, score })),
});

describe('cost and quality', () => {
  it('EVAL-07: £500 and £625 with qualities of 70 and 90 at 40/60 make 82 and 86', () => {
    const terms = { costPct: 40, qualityPct: 60, questions: ONE };
    const [first, second] = scoreOrder([bid('a', 50_000, 70), bid('b', 62_500, 90)], terms, 'seed');
    expect(first).toMatchObject({
      bidId: 'b',
      place: 1,
      beforeNextBy: 'TOTAL_SCORE',
      costScore: 80,
      qualityScore: 90,
      totalScore: 86,
    });
    expect(second).toMatchObject({
      bidId: 'a',
      place: 2,
      beforeNextBy: null,
      costScore: 100,
      qualityScore: 70,
      totalScore: 82,
    });
    expect(first).not.toHaveProperty('total');
  });

  it('EVAL-08: quality weighs each question by its weight and its own scale', () => {
    const questions = [question('Q', 5, 3), question('R', 10, 1)];
    // (3×4 + 1×5) of (3×5 + 1×10).
    const [only] = scoreOrder([bid('a', 1, 4, 5)], { costPct: 50, qualityPct: 50, questions }, 'seed');
    expect(only).toMatchObject({ costScore: 100, qualityScore: 68, totalScore: 84 });
  });

  it('EVAL-07: figures are rounded half up for reading, and the order is by the exact ones', () => {
    const terms = { costPct: 1, qualityPct: 99, questions: ONE };
    // 100/3 is shown as 33.33 and 200/3 as 66.67; 1/16 of 100 is 6.25, and of 12.5 in 10,000 the half goes up.
    expect(scoreOrder([bid('a', 1, 0), bid('b', 3, 0)], terms, 's').map(({ costScore }) => costScore)).toEqual([
      100, 33.33,
    ]);
    expect(scoreOrder([bid('a', 2, 0), bid('b', 3, 0)], terms, 's').map(({ costScore }) => costScore)).toEqual([
      100, 66.67,
    ]);
    const near = scoreOrder([bid('a', 1_999_999, 50), bid('b', 2_000_000, 50)], terms, 's');
    expect(near.map(({ bidId, totalScore }) => [bidId, totalScore])).toEqual([
      ['a', 50.5],
      ['b', 50.5],
    ]);
    expect(near[0]!.beforeNextBy).toBe('TOTAL_SCORE');
  });

  it('EVAL-07: what is equal is drawn for, and what only looks equal by floating point is not', () => {
    // 50×L/c + 50×q: c = 100 and q = 0.5 beside c = 200 and q = 1.
    const terms = { costPct: 50, qualityPct: 50, questions: ONE };
    const order = scoreOrder([bid('a', 100, 50), bid('b', 200, 100)], terms, 'seed');
    expect(order.map(({ totalScore }) => totalScore)).toEqual([75, 75]);
    expect(order[0]!.beforeNextBy).toBe('DRAW');
    expect(scoreOrder([], terms, 'seed')).toEqual([]);
  });

  it('EVAL-07, EVAL-12: a better answer never worsens a place, whichever order bids came in', () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const upTo = (most: number) => Math.floor(random() * (most + 1));
    for (let round = 0; round < 200; round += 1) {
      const costPct = 1 + upTo(98);
      const questions = [question('Q', 1 + upTo(9), 1 + upTo(99)), question('R', 1 + upTo(99), 1 + upTo(99))];
      const terms = { costPct, qualityPct: 100 - costPct, questions };
      const bids = Array.from({ length: 2 + upTo(4) }, (_, nth) =>
        bid(`bid-${nth}`, 1 + upTo(2_000_000), ...questions.map(({ maximum }) => upTo(maximum))),
      );
      const order = scoreOrder(bids, terms, 'seed');
      expect({ seed, order: scoreOrder(bids.toReversed(), terms, 'seed') }).toEqual({ seed, order });
      for (const { totalScore, costScore, qualityScore } of order) {
        for (const figure of [totalScore, costScore, qualityScore]) expect(figure >= 0 && figure <= 100).toBe(true);
      }
      for (const [nth, { totalScore }] of order.entries()) {
        expect({ seed, falls: totalScore <= (order[nth - 1]?.totalScore ?? 100) }).toEqual({ seed, falls: true });
      }
      const { bidId } = order[0]!;
      const better = bids.map((each) => {
        if (each.bidId !== bidId) return each;
        const scores = each.scores.map(({ question: code }, q) => ({ question: code, score: questions[q]!.maximum }));
        return { ...each, scores };
      });
      expect({ seed, first: scoreOrder(better, terms, 'seed')[0]!.bidId }).toEqual({ seed, first: bidId });
    }
  });
});
