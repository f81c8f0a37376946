import fc from 'fast-check';
import { startOrder } from '../../../../subgraphs/tenders/rules/evaluation/start-order.js';
import { at, later } from '../fixtures.js';

const offer = (bidId: string, startDate: string, minutes = 0) => ({
  ...{ bidId, startDate, providerId: `provider-${bidId}` },
  receivedAt: later(at('2026-03-04 10:00'), minutes * 60_000),
});

describe('the order of offers', () => {
  it('ROUT-28: the earliest start comes first, then the earliest reply, each with what decided it', () => {
    const offers = [offer('late', '2026-03-09', 0), offer('second', '2026-03-06', 5), offer('first', '2026-03-06', 1)];
    expect(startOrder(offers, 'seed').map(({ bidId, beforeNextBy }) => [bidId, beforeNextBy])).toEqual([
      ['first', 'EARLIER_REPLY'],
      ['second', 'EARLIER_START'],
      ['late', null],
    ]);
  });

  it('ROUT-28: of equals the draw decides, and never the order in which they came', () => {
    const some = fc.array(
      fc.tuple(fc.uuid(), fc.constantFrom('2026-03-06', '2026-03-07'), fc.integer({ min: 0, max: 2 })),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(some, fc.string(), (drawn, seed) => {
        const offers = [...new Map(drawn.map(([id, day, minute]) => [id, offer(id, day, minute)])).values()];
        const order = (each: typeof offers) => startOrder(each, seed).map(({ bidId }) => bidId);
        expect(order(offers.toReversed())).toEqual(order(offers));
      }),
    );
  });
});
