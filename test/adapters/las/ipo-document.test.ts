import { type CollectedIpo, ipoJson, ipoLines } from '../../../adapters/las/ipo-document.js';

const order: CollectedIpo = {
  ...{ id: 'ipo-1', council: { id: 'bromley', name: 'Bromley' }, reference: 'IPO-7KX2M9Q', version: 1 },
  ...{ issuedAt: '2026-06-01T09:00:00.000Z', councilPersonId: 'P900011', serviceType: 'DOMICILIARY' },
  ...{ weeklyWorkerMinutes: 345, hourlyRatePence: 2_150, weeklyPricePence: 12_363, startDate: '2026-06-08' },
  ...{ effectiveFrom: '2026-06-08', lengthOfStayNights: null, provider: null, placement: null },
};
const linesOf = (change: Partial<CollectedIpo>) => Object.fromEntries(ipoLines({ ...order, ...change }));

describe('an order as people read it', () => {
  it('AWRD-03: of care at home it says the hours, their rate and the start', () => {
    expect(linesOf({})).toMatchObject({
      ...{ 'Worker hours a week': '5 h 45 min', 'Rate an hour': '£21.50', 'Price a week': '£123.63' },
      ...{ Start: '2026-06-08' },
    });
    expect(linesOf({})).not.toHaveProperty('Nights');
  });

  it('ROUT-34, ROUT-36: of a place in a home it says the price of a week, the admission and the nights, and no hours', () => {
    const home = { serviceType: 'RESPITE', weeklyWorkerMinutes: 0, hourlyRatePence: null, weeklyPricePence: 87_000 };
    const lines = linesOf({ ...home, lengthOfStayNights: 14 });
    expect(lines).toMatchObject({ 'Price a week': '£870.00', Admission: '2026-06-08', Nights: '14' });
    for (const name of ['Worker hours a week', 'Rate an hour', 'Start']) expect(lines).not.toHaveProperty([name]);
    expect(JSON.parse(ipoJson({ ...order, ...home }))).toMatchObject({
      hourlyRatePence: null,
      weeklyPricePence: 87_000,
    });
  });
});
