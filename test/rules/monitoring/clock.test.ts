import { earliest, isOverdue, latest } from '../../../subgraphs/monitoring/rules/clock.js';

const dueAt = new Date('2026-06-01T09:00:00Z');
const after = (ms: number) => new Date(dueAt.getTime() + ms);

describe('a clock of a procedure', () => {
  it.each([
    ['unmet, at its limit', null, 0, false],
    ['unmet, past its limit', null, 1, true],
    ['met at its limit', 0, 60_000, false],
    ['met past its limit', 1, 60_000, true],
    ['met past its limit, which nobody waited for', 60_000, 0, false],
  ])('WIN-21: %s', (_what, met, end, overdue) => {
    expect(isOverdue({ dueAt, metAt: met === null ? null : after(met) }, after(end))).toBe(overdue);
  });

  it('WIN-21: the first and the last of several instants', () => {
    expect(earliest(after(2), after(1), after(3))).toEqual(after(1));
    expect(latest(after(2), after(3), after(1))).toEqual(after(3));
  });
});
