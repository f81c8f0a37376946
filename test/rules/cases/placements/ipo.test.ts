import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { type IpoFacts, ipoFor, isOrderedAnew } from '../../../../subgraphs/cases/rules/placements/ipo.js';
import { at, told } from '../given.js';

const placed: IpoFacts = {
  reference: 'IPO-7KX2M9Q',
  councilPersonId: 'LAS-0001',
  providerId: 'provider-1',
  serviceType: 'DOMICILIARY',
  weeklyWorkerMinutes: 315,
  hourlyRatePence: 2150,
  startDate: '2026-06-02',
  effectiveFrom: '2026-06-02',
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
        version: 1,
      },
    });
  });

  it.each([
    ['the provider has not confirmed', { confirmedAt: null }, ['AWRD-03']],
    ['the service is not on LAS', { lasLineId: null }, ['AWRD-02']],
    ['neither', { confirmedAt: null, lasLineId: null }, ['AWRD-03', 'AWRD-02']],
    ['no rate is known', { hourlyRatePence: null }, ['AWRD-03 input.hourlyRatePence']],
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
    ['with a rate, where an order is demanded', 2100, null, true, true],
    ['with a rate, on LAS', 2100, 'L-1', false, true],
    ['with a rate, neither', 2100, null, false, false],
    ['without a rate', null, 'L-1', true, false],
  ])(
    'AWRD-04, AWRD-05: a change of hours is ordered anew %s: %#',
    (_, hourlyRatePence, lasLineId, ipoRequired, anew) => {
      const policy = { award: { ...DEFAULT_POLICY.award, ipoRequired } };
      expect(isOrderedAnew({ hourlyRatePence, lasLineId }, policy)).toBe(anew);
    },
  );
});
