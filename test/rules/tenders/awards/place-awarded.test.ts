import { type PlaceAwarded, placeRefusals } from '../../../../subgraphs/tenders/rules/awards/place-awarded.js';
import { placeCost } from '../../../../subgraphs/tenders/rules/awards/place-cost.js';
import { randomFrom } from '../../../harness/random.js';
import { aHome, aHomeNeed } from '../fixtures.js';

const FEE = 80_000;
const facts = (pence: number, feePence: number | null = FEE) => ({
  asked: aHomeNeed({ nursing: true }).home!,
  home: aHome('elm-court', { prices: [{ kind: 'NURSING', agreed: false, pence, from: '2026-01-01' }] }),
  on: '2026-12-31',
  fee: feePence === null ? null : { pence: feePence, from: '2026-04-01' },
});
const agreement = { status: 'SIGNED', requestedOn: '2026-03-02', signedOn: '2026-03-04' } as const;
const signed = { understoodBy: { who: 'PERSON' }, agreement, exceptionalCircumstances: null };
const excepted = { understoodBy: null, agreement: null, exceptionalCircumstances: 'Near the clinic.' };
type Chosen = PlaceAwarded['chosen'];
const chosen = (pence: number, change: Partial<Chosen> = {}): Chosen => ({
  ...{ cost: placeCost(facts(pence)), terms: null, exception: null },
  ...change,
});
const codes = (place: PlaceAwarded) => placeRefusals(place).map(({ rule, code }) => `${rule} ${code}`);

describe('a place that is to be awarded', () => {
  it.each([
    ['below the fee', FEE - 1, {}, []],
    ['at the fee', FEE, {}, []],
    ['a penny above it', FEE + 1, {}, ['CHOI-06 TOP_UP_NOT_SETTLED']],
    ['signed for', FEE + 1, { terms: signed }, []],
    [
      'signed for, and not understood',
      FEE + 1,
      { terms: { ...signed, understoodBy: null } },
      ['CHOI-06 TOP_UP_NOT_SETTLED'],
    ],
    ['that the council excused', FEE + 1, { terms: excepted, exception: 'GRANTED' }, []],
    [
      'that the council did not excuse',
      FEE + 1,
      { terms: excepted, exception: 'REFUSED' },
      ['CHOI-06 TOP_UP_NOT_SETTLED'],
    ],
  ] as ReadonlyArray<[string, number, Partial<Chosen>, string[]]>)(
    'CHOI-06: %s is refused only while who pays is open',
    (_, pence, change, expected) => {
      expect(codes({ facts: facts(pence), chosen: chosen(pence, change) })).toEqual(expected);
    },
  );

  it('CHOI-06: is chosen anew if its cost has moved, and if none was kept with the choice', () => {
    const moved = ['CHOI-06 PLACE_COST_CHANGED'];
    expect(codes({ facts: facts(87_000), chosen: chosen(86_000, { terms: signed }) })).toEqual(moved);
    expect(codes({ facts: facts(87_000), chosen: chosen(0, { cost: null, terms: signed }) })).toEqual(moved);
    expect(codes({ facts: facts(FEE), chosen: chosen(0, { cost: null }) })).toEqual([]);
  });

  it('CHOI-06: waits for the fee', () => {
    expect(codes({ facts: facts(87_000, null), chosen: chosen(87_000) })).toEqual(['CHOI-06 STANDARD_FEE_MISSING']);
  });

  it.each([1, 2, 3, 4])('CHOI-06: is never awarded above the fee unsettled, whatever came before (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const any = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
    for (let run = 0; run < 500; run += 1) {
      const [price, fee] = [FEE + any([-1, 0, 1, 7_000]), FEE + any([-1, 0, 1])];
      const then = any([price, price, FEE + 1]);
      const terms = any([null, signed, excepted, { ...signed, understoodBy: null }]);
      const exception = terms === excepted ? any(['GRANTED', 'REFUSED', null] as const) : null;
      const place = { facts: facts(price, fee), chosen: { cost: placeCost(facts(then, fee)), terms, exception } };
      const isSettled = price <= fee || (then === price && (terms === signed || exception === 'GRANTED'));
      const seen = { price, fee, then, terms, exception };
      expect({ seen, refused: codes(place).length > 0 }).toEqual({ seen, refused: !isSettled });
    }
  });
});
