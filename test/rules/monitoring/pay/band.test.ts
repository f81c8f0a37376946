import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { bandOf } from '../../../../subgraphs/monitoring/rules/pay/band.js';

const policy = DEFAULT_POLICY;

describe('the band of a call', () => {
  it.each([
    ['2026-06-01T05:59:59Z', 'NIGHT'],
    ['2026-06-01T06:00:00Z', 'DAY'],
    ['2026-06-01T21:59:59Z', 'DAY'],
    ['2026-06-01T22:00:00Z', 'NIGHT'],
    ['2026-01-05T06:59:59Z', 'NIGHT'],
    ['2026-01-05T07:00:00Z', 'DAY'],
    ['2026-06-01T21:59:59.999Z', 'DAY'],
    ['2026-01-05T22:59:59.999Z', 'DAY'],
    ['2026-01-05T23:00:00Z', 'NIGHT'],
    ['2026-01-05T06:59:59.999Z', 'NIGHT'],
    // The night in which the clocks go forward, and that in which they go back.
    ['2026-03-28T22:59:59.999Z', 'DAY'],
    ['2026-03-28T23:00:00Z', 'NIGHT'],
    ['2026-03-29T05:59:59.999Z', 'NIGHT'],
    ['2026-03-29T06:00:00Z', 'DAY'],
    ['2026-10-24T21:59:59.999Z', 'DAY'],
    ['2026-10-24T22:00:00Z', 'NIGHT'],
    ['2026-10-25T06:59:59.999Z', 'NIGHT'],
    ['2026-10-25T07:00:00Z', 'DAY'],
  ])('PAY-03, WIN-15: a call planned for %s is in the band %s', (start, band) => {
    expect(bandOf(new Date(start), null, policy)).toBe(band);
    expect(bandOf(new Date(start), 'SLEEP_IN', policy)).toBe('SLEEP_IN');
    expect(bandOf(new Date(start), 'WAKING_NIGHT', policy)).toBe('WAKING_NIGHT');
  });
});
