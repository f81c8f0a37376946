import { allOn, listOn } from '../../../../subgraphs/monitoring/rules/workers/known-workers.js';

describe('lists of workers', () => {
  it('DEL-13: the latest that has begun counts', () => {
    const [first, second] = [
      { from: '2026-01-01', workers: ['W1'] },
      { from: '2026-06-01', workers: ['W2'] },
    ];
    expect(listOn([second, first], '2025-12-31')).toBeUndefined();
    expect(listOn([second, first], '2026-05-31')).toBe(first);
    expect(listOn([second, first], '2026-06-01')).toBe(second);
  });

  it.each([
    [['W1', 'W2'], true],
    [['W1', 'W9'], false],
    [[], null],
  ])('DEL-13, DEL-16: whether %j are all on the list: %s', (workers, all) => {
    expect(allOn({ from: '2026-01-01', workers: ['W1', 'W2'] }, workers)).toBe(all);
  });

  it('DEL-16: nobody is a stranger before the first list', () => {
    expect(allOn(undefined, ['W1'])).toBeNull();
  });
});
