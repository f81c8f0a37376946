import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type LogReport,
  logRefusal,
  type PlanReport,
  planRefusal,
} from '../../../../subgraphs/monitoring/rules/reports/visit-report.js';
import { aLog, aPlan, at, NINE } from '../a-visit.js';

const NOW = at(600);

function planned(over: Partial<PlanReport>): PlanReport {
  return { ...aPlan(), placement: 'PL-1', night: null, ...over };
}
function logged(over: Partial<LogReport>): LogReport {
  return { ...aLog(), asOf: at(30), placement: 'PL-1', manualReason: null, ...over };
}
const codeOfPlan = (over: Partial<PlanReport>) => planRefusal(planned(over), NOW, DEFAULT_POLICY)?.code;
const codeOfLog = (over: Partial<LogReport>, now = NOW) => logRefusal(logged(over), now, DEFAULT_POLICY)?.code;

describe('a planned visit as it is reported', () => {
  it('DEL-06: one of a length that is no unit of service', () => {
    expect(codeOfPlan({ plannedEnd: at(29) })).toBe('VISIT_MINUTES_NOT_ALLOWED');
  });

  it.each<[string, Partial<PlanReport>, string | undefined, string | undefined]>([
    ['as it should be', {}, undefined, undefined],
    ['without an id', { externalId: '' }, 'TEXT_LENGTH', 'externalId'],
    ['with an id of 100 characters', { externalId: 'x'.repeat(100) }, undefined, undefined],
    ['with an id of 101 characters', { externalId: 'x'.repeat(101) }, 'TEXT_LENGTH', 'externalId'],
    ['changed five minutes ahead of our clock', { asOf: at(605) }, undefined, undefined],
    ['changed later than that', { asOf: at(605.001) }, 'INSTANT_IN_FUTURE', 'asOf'],
    ['with half a window', { windowFrom: NINE }, 'WINDOW_INCOMPLETE', 'windowTo'],
    ['with a window that ends first', { windowFrom: at(1), windowTo: NINE }, 'WINDOW_INCOMPLETE', 'windowTo'],
    ['for no worker', { workersNeeded: 0 }, 'OUT_OF_RANGE', 'workersNeeded'],
    ['for two', { workersNeeded: 2 }, undefined, undefined],
    ['for three', { workersNeeded: 3 }, 'OUT_OF_RANGE', 'workersNeeded'],
    ['with three planned', { plannedWorkers: ['a', 'b', 'c'] }, 'TOO_MANY', 'plannedWorkers'],
    ['with 51 tasks', { tasks: Array(51).fill('MEAL') }, 'TOO_MANY', 'tasks'],
    ['that names a visit by its id', { visit: '0b7f2f5e-8f5d-8c35-a2b1-0d6f5c1a9e11' }, undefined, undefined],
    ['that names a visit by something else', { visit: 'V-17' }, 'NOT_AN_ID', 'visit'],
    [
      '401 days ahead',
      { plannedStart: at(401 * 1440), plannedEnd: at(401 * 1440 + 30) },
      'PLANNED_TOO_FAR_AHEAD',
      'plannedStart',
    ],
  ])('DEL-01: one %s', (_what, over, code, field) => {
    const refusal = planRefusal(planned(over), NOW, DEFAULT_POLICY);
    expect([refusal?.code, refusal?.field]).toEqual([code, field]);
  });

  it('DEL-15: what the person was told lies behind us, and is no endless list', () => {
    const told = { about: 'LATE', to: 'PERSON', at: at(606).toISOString() } as const;
    expect(codeOfPlan({ told: [told] })).toBe('INSTANT_IN_FUTURE');
    expect(codeOfPlan({ told: Array(21).fill({ ...told, at: NINE.toISOString() }) })).toBe('TOO_MANY');
  });
});

describe('a log as it is reported', () => {
  it.each<[string, Partial<LogReport>, string | undefined]>([
    ['as it should be', {}, undefined],
    ['departed before the arrival', { departedAt: at(-0.001) }, 'DEPARTED_BEFORE_ARRIVAL'],
    ['departed as they arrived', { departedAt: NINE }, undefined],
    ['still there', { departedAt: null, departedBy: null }, undefined],
    ['departed in an unknown way', { departedBy: null }, 'DEPARTURE_INCOMPLETE'],
    ['a day long', { departedAt: at(1440) }, 'INSTANT_IN_FUTURE'],
    ['that lasted a day', { arrivedAt: at(-1440), departedAt: NINE }, undefined],
    ['that lasted longer', { arrivedAt: at(-1440.001), departedAt: NINE }, 'STAYED_TOO_LONG'],
    ['by hand without a reason', { arrivedBy: 'MANUAL' }, 'MANUAL_WITHOUT_REASON'],
    ['departed by hand without a reason', { departedBy: 'MANUAL' }, 'MANUAL_WITHOUT_REASON'],
    ['by hand with a reason', { arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL' }, undefined],
    ['at a negative distance', { arrivedMetres: -1 }, 'OUT_OF_RANGE'],
    ['without a worker', { worker: '' }, 'TEXT_LENGTH'],
    [
      'of a task left without a reason',
      { tasks: [{ task: 'MEAL', outcome: 'NOT_DONE', reason: null }] },
      'TASK_WITHOUT_REASON',
    ],
    ['of a refusal in too many words', { refused: { reason: 'x'.repeat(201), capacityConcern: false } }, 'TEXT_LENGTH'],
  ])('DEL-02: one %s', (_what, over, code) => {
    expect(codeOfLog(over)).toBe(code);
  });

  it.each([
    [0, undefined],
    [-5, undefined],
    [-5.001, 'INSTANT_IN_FUTURE'],
  ])('DEL-02: an arrival is reported %d minutes after it: %s', (after, code) => {
    expect(codeOfLog({ asOf: at(-60), departedAt: null, departedBy: null }, at(after))).toBe(code);
  });
});
