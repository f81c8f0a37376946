import { stepAtRefusal } from '../../../../subgraphs/monitoring/rules/alerts/reported-at.js';

describe('when a step was taken', () => {
  const plannedStart = new Date('2026-06-01T08:00:00Z');
  const now = new Date('2026-06-01T09:00:00Z');
  it.each([
    [0, undefined],
    [5 * 60_000, undefined],
    [5 * 60_000 + 1, 'STEP_IN_FUTURE'],
    [-25 * 3_600_000, undefined],
    [-25 * 3_600_000 - 1, 'STEP_BEFORE_CALL'],
  ])('DEL-28: %d ms from now is answered with %s', (ms, code) => {
    expect(stepAtRefusal(new Date(now.getTime() + ms), { plannedStart }, now, 5, 'input.at')?.code).toBe(code);
  });
});
