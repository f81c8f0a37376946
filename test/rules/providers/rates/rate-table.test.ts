import fc from 'fast-check';
import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import { covers } from '../../../../subgraphs/providers/rules/date-span.js';
import type { Rate } from '../../../../subgraphs/providers/rules/rates/rate.js';
import {
  blendedRatePence,
  nightRatesPence,
  rateTableRefusals,
  withNewRates,
} from '../../../../subgraphs/providers/rules/rates/rate-table.js';
import { anyDay, anySpan, days } from '../fixtures.js';
import { aRate, codes } from './fixtures.js';

const everyCareType = (changes: Partial<Rate>) => CARE_TYPES.map((careType) => aRate({ ...changes, careType }));

describe('the rates of a provider', () => {
  it.each<[string, Rate[], string[]]>([
    ['one price for all care types', everyCareType({}), []],
    [
      'another price for one care type',
      [...everyCareType({}).slice(1), aRate({ pence: 2_200 })],
      ['MORE_THAN_ONE_PRICE'],
    ],
    [
      'another price from the day after',
      [aRate({ to: '2026-04-30' }), aRate({ careType: 'D2A', pence: 2_200, from: '2026-05-01' })],
      [],
    ],
    [
      'another price from the same day',
      [aRate({ to: '2026-05-01' }), aRate({ careType: 'D2A', pence: 2_200, from: '2026-05-01' })],
      ['MORE_THAN_ONE_PRICE'],
    ],
    ['two rates that meet', [aRate({ to: '2026-04-30' }), aRate({ pence: 2_200, from: '2026-05-01' })], []],
    ['two rates that share a day', [aRate({ to: '2026-05-01' }), aRate({ from: '2026-05-01' })], ['RATES_OVERLAP']],
    ['a negotiated rate beside the contracted one', [aRate(), aRate({ packageId: 'package-1', pence: 2_900 })], []],
    [
      'two negotiated rates of two packages',
      [aRate({ packageId: 'p1', pence: 2_900 }), aRate({ packageId: 'p2', pence: 3_000 })],
      [],
    ],
    [
      'two negotiated rates of one package',
      [aRate({ packageId: 'p1', pence: 2_900 }), aRate({ packageId: 'p1', pence: 3_000 })],
      ['RATES_OVERLAP'],
    ],
    ['a sleep-in at its own price', [aRate(), aRate({ kind: 'SLEEP_IN', careType: null, pence: 6_000 })], []],
  ])('PROV-32: %s', (_name, table, expected) => {
    expect(codes(rateTableRefusals(table))).toEqual(expected);
  });

  it('PROV-32: a table is accepted exactly when each day has one rate a care type, all at one price', () => {
    const anyRate = fc
      .tuple(anySpan, fc.constantFrom<CareType>('STANDARD_ADULT', 'D2A'), fc.constantFrom(2_000, 2_100))
      .map(([span, careType, pence]) => aRate({ ...span, careType, pence }));
    fc.assert(
      fc.property(fc.array(anyRate, { maxLength: 5 }), (table) => {
        const sound = days.every((day) => {
          const inForce = table.filter((rate) => covers(rate, day));
          const types = new Set(inForce.map(({ careType }) => careType));
          return types.size === inForce.length && new Set(inForce.map(({ pence }) => pence)).size <= 1;
        });
        expect(rateTableRefusals(table).length === 0).toBe(sound);
      }),
    );
  });

  it('PROV-32: a new rate ends the one it replaces on the day before, and leaves the others', () => {
    const held = [aRate(), aRate({ kind: 'SLEEP_IN', careType: null, pence: 6_000 })];
    const table = withNewRates(held, [aRate({ pence: 2_300, from: '2027-04-01' })]);
    expect(table.map(({ pence, from, to }) => [pence, from, to])).toEqual([
      [2_184, '2026-04-01', '2027-03-31'],
      [6_000, '2026-04-01', null],
      [2_300, '2027-04-01', null],
    ]);
    expect(rateTableRefusals(table)).toEqual([]);
  });

  it.each([
    ['on the first day of the present one', '2026-04-01'],
    ['before the present one', '2026-03-01'],
  ])('PROV-32: a new rate cannot begin %s', (_name, from) => {
    expect(codes(rateTableRefusals(withNewRates([aRate()], [aRate({ from })])))).toEqual(['RATES_OVERLAP']);
  });

  it('PROV-32: of new prices for all care types, each begun after the last, every day has one price', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyDay, { minLength: 1, maxLength: 6 }), (starts) => {
        const sorted = starts.toSorted();
        const table = sorted.reduce<readonly Rate[]>(
          (held, from, index) => withNewRates(held, everyCareType({ from, pence: 2_000 + index })),
          [],
        );
        expect(rateTableRefusals(table)).toEqual([]);
        for (const day of days.filter((each) => each >= sorted[0]!)) {
          const latest = 2_000 + sorted.filter((from) => from <= day).length - 1;
          expect(blendedRatePence(table, day)).toEqual(Object.fromEntries(CARE_TYPES.map((type) => [type, latest])));
        }
      }),
    );
  });

  it('PROV-32: blended rates of a day are by care type, without negotiated ones, other kinds and other days', () => {
    const table = [
      aRate({ to: '2026-12-31' }),
      aRate({ careType: 'D2A', from: '2026-06-01' }),
      aRate({ packageId: 'package-1', pence: 2_900 }),
      aRate({ kind: 'SLEEP_IN', careType: null, pence: 6_000 }),
    ];
    expect(blendedRatePence(table, '2026-05-31')).toEqual({ STANDARD_ADULT: 2_184 });
    expect(blendedRatePence(table, '2026-06-01')).toEqual({ STANDARD_ADULT: 2_184, D2A: 2_184 });
    expect(blendedRatePence(table, '2027-01-01')).toEqual({ D2A: 2_184 });
  });

  it('PROV-32, PAY-03: the night rates of a day are by the kind of night, without negotiated ones and other days', () => {
    const table = [
      aRate(),
      aRate({ kind: 'SLEEP_IN', careType: null, pence: 6_150, from: '2026-06-01', to: '2026-06-30' }),
      aRate({ kind: 'SLEEP_IN', careType: null, pence: 6_500, from: '2026-07-01' }),
      aRate({ kind: 'WAKING_NIGHT', careType: null, pence: 16_000, packageId: 'package-1', from: '2026-06-01' }),
      aRate({ kind: 'OTHER', careType: null, label: 'NIGHT', pence: 1, from: '2026-06-01' }),
    ];
    expect(nightRatesPence(table, '2026-05-31')).toEqual({ SLEEP_IN: null, WAKING_NIGHT: null });
    expect(nightRatesPence(table, '2026-06-01')).toEqual({ SLEEP_IN: 6_150, WAKING_NIGHT: null });
    expect(nightRatesPence(table, '2026-06-30')).toEqual({ SLEEP_IN: 6_150, WAKING_NIGHT: null });
    expect(nightRatesPence(table, '2026-07-01')).toEqual({ SLEEP_IN: 6_500, WAKING_NIGHT: null });
  });
});
