import { freshnessOf, freshUntil } from '../../../../subgraphs/providers/rules/homes/freshness.js';

const statedAt = new Date('2026-06-01T09:00:00Z');

describe('vacancies that were stated', () => {
  it('PROV-22, AMB-43: count to the end of the London day so many days later', () => {
    expect(freshUntil(statedAt, 7).toISOString()).toBe('2026-06-08T22:59:59.999Z');
    // In summer it is already the next day in London.
    expect(freshUntil(new Date('2026-06-01T23:30:00Z'), 7).toISOString()).toBe('2026-06-09T22:59:59.999Z');
  });

  it.each([
    ['2026-06-08T22:59:59.999Z', 7, 'FRESH'],
    ['2026-06-08T23:00:00.000Z', 7, 'STALE'],
    ['2026-06-08T23:00:00.000Z', 8, 'FRESH'],
    ['2026-06-02T23:00:00.000Z', 1, 'STALE'],
  ])('PROV-22: at %s of a council that gives them %d days they are %s', (now, days, freshness) => {
    expect(freshnessOf(statedAt, new Date(now), days)).toBe(freshness);
  });

  it('PROV-22: or never were', () => {
    expect(freshnessOf(null, statedAt, 7)).toBe('NEVER_DECLARED');
  });
});
