import {
  type IpoFacts,
  ipoFor,
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

  it.each([
    [null, 1],
    [1, 2],
    [7, 8],
  ])('AWRD-03: after version %s comes version %d', (previousVersion, version) => {
    expect(ipoFor({ ...placed, previousVersion })).toHaveProperty('ipo.version', version);
  });

  it.each([
    ['with a rate, on LAS', 2100, 'L-1', true],
    ['with a rate, not on LAS yet', 2100, null, false],
    ['without a rate', null, 'L-1', false],
  ])('AWRD-04, AWRD-05: a variation is ordered anew %s: %#', (_, hourlyRatePence, lasLineId, anew) => {
    expect(isOrderedAnew({ hourlyRatePence, lasLineId })).toBe(anew);
  });

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
