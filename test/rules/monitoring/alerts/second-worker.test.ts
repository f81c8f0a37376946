import {
  completeAt,
  endOfSecondWorker,
  missingWorkers,
  needsSecondWorker,
  secondWorkerDueAt,
} from '../../../../subgraphs/monitoring/rules/alerts/second-worker.js';
import { VISIT_STATES } from '../../../../subgraphs/monitoring/rules/visits/visit-states.js';

/** The alert time of a call for two. */
const alertAt = new Date('2026-06-01T08:30:00Z');
const at = (minutes: number, ms = 0) => new Date(alertAt.getTime() + minutes * 60_000 + ms);
const missedAt = at(60);
const came = (...lines: Array<[string, Date]>) => lines.map(([worker, arrivedAt]) => ({ worker, arrivedAt }));
const one = came(['W1', at(-20)]);

describe('workers who have not come, though somebody has', () => {
  it.each([
    ['nobody came, which is another alert', 2, [], 0],
    ['one of two', 2, one, 1],
    ['one of two, logged twice', 2, [...one, ...came(['W1', at(-10)])], 1],
    ['both, the second exactly at the alert time', 2, [...one, ...came(['W2', at(0)])], 0],
    ['the second one millisecond later', 2, [...one, ...came(['W2', at(0, 1)])], 1],
    ['one of three', 3, one, 2],
    ['one where one is needed', 1, one, 0],
    ['more than are needed', 2, [...one, ...came(['W2', at(-5)], ['W3', at(-4)])], 0],
  ] as const)('DEL-21: %s', (_who, workersNeeded, arrivals, missing) => {
    expect(missingWorkers({ workersNeeded, arrivals }, alertAt)).toBe(missing);
  });

  it('DEL-21: a call waits for its other workers up to the alert time itself', () => {
    const staffed = { workersNeeded: 2, arrivals: one };
    expect(secondWorkerDueAt(staffed, alertAt, at(-15))).toEqual(alertAt);
    expect(secondWorkerDueAt(staffed, alertAt, at(0))).toEqual(alertAt);
    expect(secondWorkerDueAt(staffed, alertAt, at(0, 1))).toBeNull();
    expect(secondWorkerDueAt({ ...staffed, workersNeeded: 1 }, alertAt, at(0))).toBeNull();
  });

  it.each([
    ['at the alert time: not yet', at(0), false],
    ['one millisecond past it', at(0, 1), true],
    ['at the last instant before the call is missed', at(60), true],
    ['after that it is history', at(60, 1), false],
  ])('DEL-21: an alert %s', (_when, now, needed) => {
    const call = { state: 'IN_PROGRESS', workersNeeded: 2, arrivals: one } as const;
    expect(needsSecondWorker(call, { alertAt, missedAt }, now)).toBe(needed);
  });

  it('DEL-21: only a call that is being made needs it', () => {
    const needed = VISIT_STATES.filter((state) =>
      needsSecondWorker({ state, workersNeeded: 2, arrivals: one }, { alertAt, missedAt }, at(5)),
    );
    expect(needed).toEqual(['IN_PROGRESS']);
  });

  it('DEL-21: a call is complete when the last different worker that it needs came', () => {
    const arrivals = came(['W2', at(9)], ['W1', at(-20)], ['W1', at(3)]);
    expect(completeAt({ workersNeeded: 2, arrivals })).toEqual(at(9));
    expect(completeAt({ workersNeeded: 3, arrivals })).toBeNull();
  });

  it('SM-9, DEL-21: how the alert of a missing worker ends', () => {
    const endOf = (arrivals: ReturnType<typeof came>) =>
      Object.fromEntries(
        VISIT_STATES.map((state) => [state, endOfSecondWorker({ state, workersNeeded: 2, arrivals })]),
      );
    const off = { CANCELLED: 'VISIT_CANCELLED', REFUSED: 'VISIT_CANCELLED' };
    const atTheDoor = { NO_REPLY: 'LOGGED_IN', NO_REPLY_CLOSED: 'LOGGED_IN' };
    const waiting = { PLANNED: null, ALERTED: null, IN_PROGRESS: null };
    expect(endOf(one)).toEqual({
      ...off,
      ...atTheDoor,
      ...waiting,
      COMPLETED: 'VISIT_MISSED',
      MISSED: 'VISIT_MISSED',
    });
    expect(endOf([...one, ...came(['W2', at(5)])])).toMatchObject({
      ...off,
      IN_PROGRESS: 'LOGGED_IN',
      COMPLETED: 'LOGGED_IN',
    });
  });
});
