import { NO_NIGHT_RATES } from '../../../../schema/events/cases.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type IpoFacts,
  ipoFor,
  isOrdered,
  isOrderedAnew,
  orderInForce,
  saysTheSame,
} from '../../../../subgraphs/cases/rules/placements/ipo.js';
import { at, told } from '../given.js';

const placed: IpoFacts = {
  reference: 'IPO-7KX2M9Q',
  councilPersonId: 'LAS-0001',
  providerId: 'provider-1',
  serviceType: 'DOMICILIARY',
  weeklyWorkerMinutes: 315,
  hourlyRatePence: 2150,
  weeklyPricePence: 11_288,
  startDate: '2026-06-02',
  effectiveFrom: '2026-06-02',
  suspendedFrom: null,
  suspendedTo: null,
  lengthOfStayNights: null,
  previousVersion: null,
  confirmedAt: at('11:00'),
  lasLineId: 'LINE-1',
  awaitsAssessment: false,
};

function refusalsOf(change: Partial<IpoFacts>) {
  const answer = ipoFor({ ...placed, ...change });
  return 'refusals' in answer ? told(answer.refusals) : [];
}

describe('an IPO', () => {
  it('AWRD-03: states reference, person, provider, service, hours, price, rate, start and version', () => {
    expect(ipoFor(placed)).toEqual({
      ipo: {
        reference: 'IPO-7KX2M9Q',
        councilPersonId: 'LAS-0001',
        providerId: 'provider-1',
        serviceType: 'DOMICILIARY',
        weeklyWorkerMinutes: 315,
        hourlyRatePence: 2150,
        weeklyPricePence: 11_288,
        startDate: '2026-06-02',
        lengthOfStayNights: null,
        effectiveFrom: '2026-06-02',
        suspendedFrom: null,
        suspendedTo: null,
        version: 1,
      },
    });
  });

  it('AWRD-03, ROUT-46: of a package at one price it states the price of a week, and no rate', () => {
    const atOnePrice = { hourlyRatePence: null, weeklyPricePence: 62_500, isAtOnePrice: true };
    expect(ipoFor({ ...placed, ...atOnePrice })).toMatchObject({
      ipo: { hourlyRatePence: null, weeklyPricePence: 62_500 },
    });
    expect(refusalsOf({ ...atOnePrice, isAtOnePrice: false })).toEqual(['AWRD-03 input.hourlyRatePence']);
    const priced = { serviceType: 'DOMICILIARY', hourlyRatePence: null, weeklyPricePence: 62_500 } as const;
    for (const nightRatesPence of [undefined, NO_NIGHT_RATES]) {
      const is = nightRatesPence !== undefined;
      expect(
        isOrdered({ ...priced, nightRatesPence }, { award: { ...DEFAULT_POLICY.award, ipoRequired: false } }),
      ).toBe(is);
      expect(isOrderedAnew({ ...priced, nightRatesPence, lasLineId: 'LINE-1' })).toBe(is);
    }
  });

  it.each([
    ['the provider has not confirmed', { confirmedAt: null }, ['AWRD-03']],
    ['the service is not on LAS', { lasLineId: null }, ['AWRD-02']],
    ['neither', { confirmedAt: null, lasLineId: null }, ['AWRD-03', 'AWRD-02']],
    ['no rate is known', { hourlyRatePence: null }, ['AWRD-03 input.hourlyRatePence']],
    ['no price is known, for want of the rate of its nights', { weeklyPricePence: null }, ['AWRD-03']],
    ['no start is known', { startDate: null }, ['AWRD-03 input.startDate']],
  ] as ReadonlyArray<[string, Partial<IpoFacts>, string[]]>)(
    'AWRD-03: none is issued when %s',
    (_, change, refusals) => {
      expect(refusalsOf(change)).toEqual(refusals);
    },
  );

  it('AWRD-03: respite states its length of stay, and no other service does', () => {
    expect(refusalsOf({ serviceType: 'RESPITE' })).toEqual(['AWRD-03 input.lengthOfStayNights']);
    expect(ipoFor({ ...placed, serviceType: 'RESPITE', lengthOfStayNights: 14 })).toHaveProperty(
      'ipo.lengthOfStayNights',
      14,
    );
    expect(ipoFor({ ...placed, lengthOfStayNights: 14 })).toHaveProperty('ipo.lengthOfStayNights', null);
  });

  it('ROUT-34, ROUT-36, AWRD-03: of a place in a home it says the price of a week, the admission, and no hourly rate', () => {
    const home = {
      serviceType: 'NURSING',
      hourlyRatePence: null,
      weeklyPricePence: 95_000,
      weeklyWorkerMinutes: 0,
    } as const;
    expect(ipoFor({ ...placed, ...home })).toMatchObject({
      ipo: { hourlyRatePence: null, weeklyPricePence: 95_000, startDate: '2026-06-02', lengthOfStayNights: null },
    });
    expect(refusalsOf({ ...home, weeklyPricePence: null })).toEqual(['AWRD-03']);
    expect(refusalsOf({ ...home, startDate: null })).toEqual(['AWRD-03 input.startDate']);
    expect(refusalsOf({ ...home, confirmedAt: null })).toEqual(['AWRD-03']);
  });

  it('ROUT-29: none is issued before the assessment that comes first', () => {
    expect(refusalsOf({ awaitsAssessment: true })).toEqual(['ROUT-29']);
  });

  it.each([
    ['by the hour, with both', 'DOMICILIARY', 2100, 11_000, true],
    ['by the hour, without a rate', 'DOMICILIARY', null, 11_000, false],
    ['by the hour, without a price', 'DOMICILIARY', 2100, null, false],
    ['by the week, with a price', 'RESIDENTIAL', null, 87_000, true],
    ['by the week, without', 'RESPITE', null, null, false],
  ] as const)(
    'AWRD-03: where no order is demanded, one follows %s: %#',
    (_, serviceType, hourlyRatePence, weeklyPricePence, is) => {
      const placement = { serviceType, hourlyRatePence, weeklyPricePence };
      const award = (ipoRequired: boolean) => ({ award: { ...DEFAULT_POLICY.award, ipoRequired } });
      expect(isOrdered(placement, award(false))).toBe(is);
      expect(isOrdered(placement, award(true))).toBe(true);
    },
  );

  it.each([
    [null, 1],
    [1, 2],
    [7, 8],
  ])('AWRD-03: after version %s comes version %d', (previousVersion, version) => {
    expect(ipoFor({ ...placed, previousVersion })).toHaveProperty('ipo.version', version);
  });

  it.each([
    ['with a rate, on LAS', 'DOMICILIARY', 2100, 'L-1', true],
    ['with a rate, not on LAS yet', 'DOMICILIARY', 2100, null, false],
    ['without a rate', 'DOMICILIARY', null, 'L-1', false],
    ['of a place in a home', 'NURSING', null, 'L-1', true],
  ] as const)(
    'AWRD-04, AWRD-05: a variation is ordered anew %s: %#',
    (_, serviceType, hourlyRatePence, lasLineId, anew) => {
      expect(isOrderedAnew({ serviceType, hourlyRatePence, weeklyPricePence: 87_000, lasLineId })).toBe(anew);
    },
  );

  it.each([
    ['2026-06-01', undefined],
    ['2026-06-02', 1],
    ['2026-06-09', 1],
    ['2026-06-10', 3],
    ['2026-06-14', 3],
    ['2026-06-15', 4],
  ])('AWRD-04: on %s version %s is in force: the latest whose first day has come', (day, version) => {
    const orders = ['2026-06-02', '2026-06-12', '2026-06-10', '2026-06-15'].map((effectiveFrom, nth) => ({
      effectiveFrom,
      version: nth + 1,
    }));
    expect(orderInForce(orders, day)?.version).toBe(version);
  });

  it('AWRD-05: other hours or other suspended days are another order; an older one says nothing of suspensions', () => {
    const order = {
      weeklyWorkerMinutes: 315,
      weeklyPricePence: 11_288,
      suspendedFrom: '2026-06-08',
      suspendedTo: null,
    };
    expect(saysTheSame(order, { ...order })).toBe(true);
    expect(saysTheSame(order, { ...order, weeklyWorkerMinutes: 330 })).toBe(false);
    expect(saysTheSame(order, { ...order, suspendedTo: '2026-06-10' })).toBe(false);
    expect(saysTheSame(order, { ...order, weeklyPricePence: 11_289 })).toBe(false);
    const older = { weeklyWorkerMinutes: 315, weeklyPricePence: 11_288 };
    expect(saysTheSame(order, older)).toBe(false);
    expect(saysTheSame(older, { ...order, suspendedFrom: null })).toBe(true);
  });
});
