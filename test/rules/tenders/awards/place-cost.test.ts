import fc from 'fast-check';
import type { HomeNeed } from '../../../../schema/events/cases.js';
import {
  costMovedRefusal,
  feeKindOf,
  feeVersionOf,
  type PlaceFacts,
  placeCost,
  placeCostRefusals,
  topUpPence,
} from '../../../../subgraphs/tenders/rules/awards/place-cost.js';
import { aHome, aHomeNeed } from '../fixtures.js';

const priceOf = (kind: 'RESIDENTIAL' | 'NURSING' | 'RESPITE', pence: number, from = '2026-01-01') => ({
  ...{ kind, agreed: false, pence, from },
});
const fee = { pence: 80_000, from: '2026-04-01' };
const asked = (home: Partial<HomeNeed> = {}) => aHomeNeed(home).home!;
const place = (pricePence: number, change: Partial<PlaceFacts> = {}): PlaceFacts => ({
  asked: asked({ nursing: true }),
  home: aHome('elm-court', { prices: [priceOf('NURSING', pricePence)] }),
  ...{ on: '2026-12-31', fee },
  ...change,
});

describe('what a place costs', () => {
  it.each([
    [79_999, 0],
    [80_000, 0],
    [80_001, 1],
    [87_000, 7_000],
  ])('CHOI-06, PAY-09: a price of %i against a fee of 80000 is topped up by %i', (pricePence, topUp) => {
    expect(topUpPence({ pricePence, feePence: 80_000 })).toBe(topUp);
    expect(placeCost(place(pricePence))).toEqual({
      ...{ on: '2026-12-31', pricePence, feeKind: 'NURSING', feePence: 80_000, feeFrom: '2026-04-01' },
      topUpPence: topUp,
    });
  });

  it.each([
    [{}, 'RESIDENTIAL', 'RESIDENTIAL'],
    [{ nursing: true }, 'NURSING', 'NURSING'],
    [{ lengthOfStayNights: 14 }, 'RESIDENTIAL', 'RESPITE'],
    [{ nursing: true, lengthOfStayNights: 14 }, 'NURSING', 'RESPITE'],
  ] as const)('CHOI-06, PROV-21: a need of %j is held against the %s fee, at the %s price', (home, feeKind, kind) => {
    expect(feeKindOf(asked(home))).toBe(feeKind);
    const prices = (['RESIDENTIAL', 'NURSING', 'RESPITE'] as const).map((each, n) => priceOf(each, 80_000 + n));
    const cost = placeCost(place(0, { asked: asked(home), home: aHome('elm-court', { prices }) }));
    expect(cost).toMatchObject({ feeKind, pricePence: prices.find((each) => each.kind === kind)!.pence });
    expect(feeVersionOf(cost!)).toBe(`${feeKind} 2026-04-01`);
  });

  it('CHOI-06, PROV-21: the price is that of the day of admission, the first day included', () => {
    const prices = [priceOf('NURSING', 80_000), priceOf('NURSING', 87_000, '2026-12-31')];
    const home = aHome('elm-court', { prices });
    expect(placeCost(place(0, { home, on: '2026-12-30' }))).toMatchObject({ topUpPence: 0 });
    expect(placeCost(place(0, { home, on: '2026-12-31' }))).toMatchObject({ topUpPence: 7_000 });
  });

  it.each([
    ['price', { home: aHome('elm-court', { prices: [] }) }, ['PLACE_PRICE_NOT_KNOWN']],
    ['nursing fee', { fee: null }, ['STANDARD_FEE_MISSING']],
    [
      'one of the two',
      { fee: null, home: aHome('elm-court', { prices: [] }) },
      ['PLACE_PRICE_NOT_KNOWN', 'STANDARD_FEE_MISSING'],
    ],
  ])('CHOI-06: without a %s on record it is refused by what is to be recorded', (_, change, codes) => {
    const facts = place(80_000, change);
    expect(placeCost(facts)).toBeNull();
    expect(placeCostRefusals(facts).map(({ code }) => code)).toEqual(codes);
  });

  it('CHOI-06: the fee that is missing is named', () => {
    const named = (home: Partial<HomeNeed>) =>
      placeCostRefusals(place(80_000, { asked: asked(home), fee: null })).at(-1)!.message;
    expect(named({ nursing: true })).toContain('Standard Nursing Fee for 2026-12-31');
    expect(named({})).toContain('Standard Residential Fee for 2026-12-31');
  });

  it.each([
    ['as it was', 87_000, 80_000, false],
    ['a penny dearer', 87_001, 80_000, true],
    ['a penny cheaper', 86_999, 80_000, true],
    ['against a fee a penny higher', 87_000, 80_001, true],
    ['down to the fee', 80_000, 80_000, false],
    ['below a fee that has risen', 87_000, 87_000, false],
  ])('CHOI-06: what is %s since it was chosen is chosen anew: %#', (_, pricePence, feePence, isRefused) => {
    const then = placeCost(place(87_000))!;
    const now = placeCost(place(pricePence, { fee: { ...fee, pence: feePence } }))!;
    expect(costMovedRefusal(then, now, 'input.callOffId')?.code).toBe(isRefused ? 'PLACE_COST_CHANGED' : undefined);
  });

  it('CHOI-06: what has moved is told in pounds and pence, and of a choice that kept no cost alone what it is now', () => {
    const now = placeCost(place(87_005))!;
    const moved = costMovedRefusal(placeCost(place(80_000)), now, 'input.choiceId')!;
    expect(moved.field).toBe('input.choiceId');
    expect(moved.message).toBe(
      'A week costs £870.05 and the standard fee is £800.00 on 2026-12-31. When the choice was recorded they were £800.00 and £800.00. Record the choice anew.',
    );
    expect(costMovedRefusal(null, now, 'input.choiceId')!.message).not.toContain('When');
    expect(costMovedRefusal(null, placeCost(place(80_000))!, 'input.choiceId')).toBeUndefined();
  });

  it('PAY-09: fee and top-up together are the price wherever there is a top-up, whatever they are', () => {
    const pence = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(pence, pence, (price, feePence) => {
        const cost = placeCost(place(price, { fee: { ...fee, pence: feePence } }))!;
        expect(cost.topUpPence > 0).toBe(price > feePence);
        expect(cost.topUpPence > 0 ? cost.feePence + cost.topUpPence : price).toBe(price);
      }),
      { seed: 21 },
    );
  });
});
