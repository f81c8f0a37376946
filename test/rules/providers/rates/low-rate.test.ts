import fc from 'fast-check';
import {
  explanationRefusal,
  isLowRate,
  type LowRateQuery,
  lowRateQueriesToOpen,
  lowRateQueryOpen,
  twiceMedianPence,
} from '../../../../subgraphs/providers/rules/rates/low-rate.js';

describe('an artificially low rate', () => {
  it.each([
    [[], null],
    [[2_000], 4_000],
    [[2_000, 2_001], 4_001],
    [[3_000, 1_000, 2_000], 4_000],
    [[1_000, 2_000, 2_101, 9_000], 4_101],
    [[10_000, 9_000, 100, 200], 9_200],
  ])('PROV-33: twice the median of %j is %s', (rates, expected) => {
    expect(twiceMedianPence(rates)).toBe(expected);
  });

  it.each<[string, number, number[], number, boolean]>([
    ['exactly 85% of the median', 1_700, [2_000], 85, false],
    ['a penny less', 1_699, [2_000], 85, true],
    ['exactly 85% of a median between two rates', 1_615, [1_800, 2_000], 85, false],
    ['a penny less than that', 1_614, [1_800, 2_000], 85, true],
    ['85% that falls between two pennies, the upper', 1_701, [2_001], 85, false],
    ['85% that falls between two pennies, the lower', 1_700, [2_001], 85, true],
    ['a percentage with a fraction, at it', 841, [1_000], 84.1, false],
    ['a percentage with a fraction, below it', 840, [1_000], 84.1, true],
    ['the only rate there is', 100, [100], 85, false],
    ['no rate to compare with', 1, [], 85, false],
    ['a high rate', 9_999, [2_000, 2_100], 85, false],
  ])('PROV-33: %s', (_name, pence, framework, pct, low) => {
    expect(isLowRate(pence, framework, pct)).toBe(low);
  });

  it('PROV-33: low is below the share of the median, by exact arithmetic and in any order', () => {
    const pence = fc.integer({ min: 1, max: 20_000 });
    const rates = fc.array(pence, { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(pence, rates, fc.integer({ min: 0, max: 100 }), (own, framework, pct) => {
        const sorted = framework.toSorted((one, other) => one - other).map(BigInt);
        // Half the sorted rates from either end, until one or two are left.
        const [lower, upper] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
        const low = BigInt(own) * 200n < (lower + upper) * BigInt(pct);
        expect(isLowRate(own, framework, pct)).toBe(low);
        expect(isLowRate(own, framework.toReversed(), pct)).toBe(low);
      }),
    );
  });
});

describe('queries about low rates', () => {
  const framework = { STANDARD_ADULT: [2_000, 2_100, 2_200], D2A: [2_000, 2_100, 2_200] };
  const query = (pence: number, closedAt: Date | null = null): LowRateQuery => ({ careType: 'D2A', pence, closedAt });
  const closed = new Date('2026-03-20T10:00:00Z');

  it.each<[string, Record<string, number>, LowRateQuery[], string[]]>([
    ['for each care type that is low', { STANDARD_ADULT: 1_000, D2A: 1_000 }, [], ['STANDARD_ADULT', 'D2A']],
    ['for none at 85%', { D2A: 1_785 }, [], []],
    ['for a penny less', { D2A: 1_784 }, [], ['D2A']],
    ['not while one is open about this rate', { D2A: 1_000 }, [query(1_000)], []],
    ['not once this rate was explained', { D2A: 1_000 }, [query(1_000, closed)], []],
    ['for another rate than was explained', { D2A: 999 }, [query(1_000, closed)], ['D2A']],
    ['not where nobody else has a rate', { PALLIATIVE_EOL: 1 }, [], []],
  ])('PROV-33: are opened %s', (_name, own, queries, expected) => {
    expect(lowRateQueriesToOpen(own, framework, queries, 85)).toEqual(expected);
  });

  it('PROV-33: an open query holds awards, a closed one does not', () => {
    expect(lowRateQueryOpen([query(1_000, closed), query(999)])).toBe(true);
    expect(lowRateQueryOpen([query(1_000, closed)])).toBe(false);
    expect(lowRateQueryOpen([])).toBe(false);
  });

  it('PROV-33: a query is closed with an explanation', () => {
    expect(explanationRefusal('two carers share a car')).toBeUndefined();
    expect(explanationRefusal(' ')).toMatchObject({ code: 'EXPLANATION_REQUIRED', field: 'explanation' });
  });
});
