import { asOfNow, weeksTo } from '../../hub/demo/visit-files.js';

describe('the samples of visits as the demo’s providers would export them', () => {
  it.each([
    ['2026-06-03T00:00:00Z', 0],
    ['2026-06-02T23:59:59Z', -1],
    ['2026-06-09T23:59:59Z', 0],
    ['2026-06-10T00:00:00Z', 1],
    ['2025-12-31T12:00:00Z', -22],
  ])('DEL-20: at %s all that they tell is over, by whole weeks', (now, weeks) => {
    expect(weeksTo(new Date(now)) + 0).toBe(weeks);
  });

  it('DEL-20: dates move in each way of writing them, and placements are the provider’s own', () => {
    const text = 'PL-SAMPLE1,31/05/2026 18:00,2026-06-01T18:00:00Z,PL-SAMPLE2,2026-06-01 08:04,PL-SAMPLE1';
    expect(asOfNow(text, ['PL-AAA', 'PL-BBB'], 5)).toBe(
      'PL-AAA,05/07/2026 18:00,2026-07-06T18:00:00Z,PL-BBB,2026-07-06 08:04,PL-AAA',
    );
  });
});
