import {
  councilSharePence,
  type TopUp,
  thirdPartyPence,
  topUpOfAward,
  topUpRefusals,
} from '../../../../subgraphs/cases/rules/placements/top-up.js';
import { told } from '../given.js';

const TODAY = '2026-06-01';
const share = (weeklyPricePence: number | null, held: TopUp | null) =>
  councilSharePence({ weeklyPricePence, thirdPartyWeeklyPence: held ? thirdPartyPence(held) : 0 });
const agreement = {
  ...({
    thirdParty: 'Orla Quillfeather',
    status: 'SIGNED',
    requestedOn: '2026-05-20',
    signedOn: '2026-05-28',
  } as const),
};
const exception = { outcome: 'GRANTED', decidedOn: '2026-05-29', reason: 'No home at the fee has a place.' } as const;
const topUp: TopUp = {
  ...{ amountPence: 7_000, standardFeePence: 80_000, feeVersion: 'bromley/3' },
  ...{ agreement, exception: null },
};
const home = { serviceType: 'RESIDENTIAL', weeklyPricePence: 87_000 } as const;
const refusalsOf = (change: Partial<TopUp>, placement: Parameters<typeof topUpRefusals>[1] = home) =>
  told(topUpRefusals({ ...topUp, ...change }, placement, TODAY));

describe('a third-party top-up', () => {
  it('AWRD-11: is held with its agreement, or with an exceptional decision in its place', () => {
    expect(refusalsOf({})).toEqual([]);
    expect(refusalsOf({}, { ...home, serviceType: 'NURSING' })).toEqual([]);
    expect(refusalsOf({ agreement: null, exception })).toEqual([]);
    expect(refusalsOf({ exception })).toEqual(['AWRD-11 input.agreement']);
    expect(refusalsOf({ agreement: null })).toEqual(['AWRD-11 input.agreement']);
  });

  it.each([
    [7_000, true],
    [7_001, false],
    [6_999, false],
  ])(
    'PAY-09, CHOI-06: with a fee of £800 and a price of £870 it is £70 a week, not %s pence: %s',
    (amountPence, may) => {
      expect(refusalsOf({ amountPence })).toEqual(may ? [] : ['PAY-09 input.amountPence']);
    },
  );

  it('PAY-09: a price that is not above the fee has none', () => {
    expect(refusalsOf({ amountPence: 0 }, { ...home, weeklyPricePence: 80_000 })).toEqual(['PAY-09 input.amountPence']);
    expect(refusalsOf({ amountPence: -1 }, { ...home, weeklyPricePence: 79_999 })).toEqual([
      'PAY-09 input.amountPence',
    ]);
  });

  it.each([
    ['of care at home', {}, { ...home, serviceType: 'DOMICILIARY' }, ['AWRD-11 input.placementId']],
    ['of a respite stay', {}, { ...home, serviceType: 'RESPITE' }, []],
    ['while no price is known', {}, { ...home, weeklyPricePence: null }, ['AWRD-11 input.placementId']],
    ['without a fee', { standardFeePence: 0 }, home, ['AWRD-11 input.standardFeePence']],
    ['without the version of the fee', { feeVersion: ' ' }, home, ['AWRD-11 input.feeVersion']],
    ['that nobody pays', { agreement: { ...agreement, thirdParty: '' } }, home, ['AWRD-11 input.agreement.thirdParty']],
    ['signed on no day', { agreement: { ...agreement, signedOn: null } }, home, ['AWRD-11 input.agreement.signedOn']],
    [
      'requested alone, with a day of signing',
      { agreement: { ...agreement, status: 'REQUESTED' } },
      home,
      ['AWRD-11 input.agreement.signedOn'],
    ],
    [
      'signed before it was requested',
      { agreement: { ...agreement, signedOn: '2026-05-19' } },
      home,
      ['AWRD-11 input.agreement.signedOn'],
    ],
    ['signed today', { agreement: { ...agreement, signedOn: TODAY } }, home, []],
    [
      'signed tomorrow',
      { agreement: { ...agreement, signedOn: '2026-06-02' } },
      home,
      ['AWRD-11 input.agreement.signedOn'],
    ],
    [
      'requested tomorrow',
      { agreement: { ...agreement, status: 'REQUESTED', signedOn: null, requestedOn: '2026-06-02' } },
      home,
      ['AWRD-11 input.agreement.requestedOn'],
    ],
    [
      'decided tomorrow, and for no reason',
      { agreement: null, exception: { ...exception, decidedOn: '2026-06-02', reason: '' } },
      home,
      ['AWRD-11 input.exception.decidedOn', 'AWRD-11 input.exception.reason'],
    ],
  ] as ReadonlyArray<[string, Partial<TopUp>, Parameters<typeof topUpRefusals>[1], string[]]>)(
    'AWRD-11: one %s',
    (_, change, placement, refusals) => {
      expect(refusalsOf(change, placement)).toEqual(refusals);
    },
  );

  const awarded = { weeklyPence: 7_000, standardFeePence: 80_000, feeVersion: 'NURSING 2026-04-01' } as const;

  it('AWRD-11, PAY-09: that an award settled by a signed agreement leaves the council the fee, and names nobody', () => {
    const [requestedOn, settledOn] = ['2026-05-20', '2026-05-28'];
    const held = topUpOfAward({ ...awarded, ground: 'SIGNED', requestedOn, settledOn });
    expect(held).toEqual({
      ...{ amountPence: 7_000, standardFeePence: 80_000, feeVersion: 'NURSING 2026-04-01', exception: null },
      agreement: { thirdParty: '', status: 'SIGNED', requestedOn, signedOn: settledOn },
    });
    expect(share(87_000, held)).toBe(80_000);
  });

  it('AWRD-11, PAY-09: that an award settled by an exception is borne by the council', () => {
    const held = topUpOfAward({ ...awarded, ground: 'GRANTED', requestedOn: null, settledOn: '2026-05-29' });
    expect(held).toMatchObject({
      agreement: null,
      exception: { outcome: 'GRANTED', decidedOn: '2026-05-29', reason: '' },
    });
    expect(share(87_000, held)).toBe(87_000);
  });

  it.each([
    ['without a top-up', 87_000, null, 87_000],
    ['with one that is signed', 87_000, topUp, 80_000],
    ['with one that is only requested', 87_000, { ...topUp, agreement: { ...agreement, status: 'REQUESTED' } }, 87_000],
    ['with an exceptional decision', 87_000, { ...topUp, agreement: null, exception }, 87_000],
    ['without a price', null, topUp, null],
  ] as ReadonlyArray<[string, number | null, TopUp | null, number | null]>)(
    'PAY-09: the council pays %s: %#',
    (_, price, held, expected) => {
      expect(share(price, held)).toBe(expected);
    },
  );
});
