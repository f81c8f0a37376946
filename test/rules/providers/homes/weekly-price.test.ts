import {
  agreedPriceRefusal,
  type HomePrice,
  homePriceOn,
  penceAboveFee,
  priceOn,
  replacedBy,
  type WeeklyPrice,
  weeklyPriceRefusals,
} from '../../../../subgraphs/providers/rules/homes/weekly-price.js';

const today = '2026-06-01';
const price = (from: string, pence = 80_000): WeeklyPrice => ({ pence, from });

describe('a price a week', () => {
  it.each<[string, WeeklyPrice, readonly WeeklyPrice[], string[]]>([
    ['of a penny', price(today, 1), [], []],
    ['of nothing', price(today, 0), [], ['WEEKLY_PENCE_INVALID input.pence']],
    ['below nothing', price(today, -1), [], ['WEEKLY_PENCE_INVALID input.pence']],
    ['of half a penny', price(today, 0.5), [], ['WEEKLY_PENCE_INVALID input.pence']],
    ['of £10,000', price(today, 1_000_000), [], []],
    ['of a penny more', price(today, 1_000_001), [], ['WEEKLY_PENCE_INVALID input.pence']],
    ['that begins a year and a day back', price('2025-05-31'), [], []],
    ['that begins a day before that', price('2025-05-30'), [], ['PRICE_DAY_TOO_FAR input.from']],
    ['that begins 366 days ahead', price('2027-06-02'), [], []],
    ['that begins 367 days ahead', price('2027-06-03'), [], ['PRICE_DAY_TOO_FAR input.from']],
    ['that begins before one to come', price('2026-08-31'), [price('2026-09-01'), price('2026-04-01')], []],
    [
      'that begins before the one in force',
      price('2026-04-30'),
      [price('2026-05-01')],
      ['PRICE_BEFORE_LATEST input.from'],
    ],
    [
      'that would have begun since, with one to come',
      price('2026-05-31'),
      [price('2026-05-01'), price('2026-09-01')],
      ['PRICE_IN_FORCE input.from'],
    ],
    ['that begins with the latest, which is to come', price('2026-09-01'), [price('2026-09-01')], []],
    ['that begins after the latest', price('2026-09-02'), [price('2026-09-01'), price('2025-04-01')], []],
    ['that begins today, after one in force', price(today), [price('2026-05-31')], []],
    ['that begins today with one in force', price(today), [price(today)], ['PRICE_IN_FORCE input.from']],
    ['that began with the one in force', price('2026-05-01'), [price('2026-05-01')], ['PRICE_IN_FORCE input.from']],
    ['that would have begun since', price('2026-05-31'), [price('2026-05-01')], ['PRICE_IN_FORCE input.from']],
    ['the first, back-dated', price('2026-04-01'), [], []],
    ['the first, back-dated, before one to come', price('2026-04-01'), [price('2026-09-01')], []],
  ])('PROV-21: is taken or refused: %s', (_, given, held, expected) => {
    const refusals = weeklyPriceRefusals(given, held, today);
    expect(refusals.map(({ rule, code, field }) => `${code} ${field}${rule === 'PROV-21' ? '' : rule}`)).toEqual(
      expected,
    );
  });

  it('PROV-21: replaces versions to come that begin with it or later, and nothing of the past', () => {
    const held = ['2026-04-01', today, '2026-07-01', '2026-08-01', '2026-09-01'].map((from) => price(from));
    const days = (from: string) => replacedBy(from, held, today).map((each) => each.from);
    expect(days('2026-08-01')).toEqual(['2026-08-01', '2026-09-01']);
    expect(days('2026-09-02')).toEqual([]);
    expect(days('2026-03-01')).toEqual(['2026-07-01', '2026-08-01', '2026-09-01']);
  });

  it('PROV-12: is agreed with members alone', () => {
    expect(agreedPriceRefusal(true)).toBeUndefined();
    expect(agreedPriceRefusal(false)).toMatchObject({ rule: 'PROV-12', code: 'NOT_A_MEMBER', field: 'input.council' });
  });

  it('PROV-21: is that of the latest version that has begun', () => {
    const versions = [price('2026-04-01', 2), price('2026-07-01', 3), price('2025-04-01', 1)];
    expect(priceOn(versions, '2025-03-31')).toBeNull();
    expect(priceOn(versions, '2025-04-01')?.pence).toBe(1);
    expect(priceOn(versions, '2026-06-30')?.pence).toBe(2);
    expect(priceOn(versions, '2026-07-01')?.pence).toBe(3);
  });

  it('PROV-21: what was agreed with a council counts for that council before the home’s own', () => {
    const of = (over: Partial<HomePrice>): HomePrice => ({
      ...{ kind: 'NURSING', council: null, pence: 100, from: '2026-01-01' },
      ...over,
    });
    const prices = [
      of({}),
      of({ council: 'bromley', pence: 90, from: '2026-06-01' }),
      of({ kind: 'RESPITE', pence: 1 }),
    ];
    const on = (council: string, day: string) =>
      homePriceOn(prices, { kind: 'NURSING', council, on: day })?.pence ?? null;
    expect(on('bromley', '2025-12-31')).toBeNull();
    expect(on('bromley', '2026-05-31')).toBe(100);
    expect(on('bromley', '2026-06-01')).toBe(90);
    expect(on('ashdown', '2026-06-01')).toBe(100);
    expect(homePriceOn(prices, { kind: 'RESIDENTIAL', council: 'bromley', on: today })).toBeNull();
  });

  it('PROV-21: lies above the standard fee by the difference, and never below it', () => {
    expect(penceAboveFee(87_000, 80_000)).toBe(7_000);
    expect(penceAboveFee(80_001, 80_000)).toBe(1);
    expect(penceAboveFee(80_000, 80_000)).toBe(0);
    expect(penceAboveFee(79_999, 80_000)).toBe(0);
  });
});
