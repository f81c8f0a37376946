import { logWarnings, planWarnings } from '../../../../subgraphs/monitoring/rules/reports/row-warnings.js';
import type { LogFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import type { VisitFlag } from '../../../../subgraphs/monitoring/rules/visits/visit-flags.js';
import { aLog, at } from '../a-visit.js';

const NOW = at(60);

describe('what the sender of a row is told at once', () => {
  it.each<[string, VisitFlag[], number, string[]]>([
    ['nothing', [], 0, []],
    ['what a plan brings about', ['WORKER_OVERLAP', 'SUSPENDED'], 0, ['WORKER_OVERLAP', 'SUSPENDED']],
    [
      'what differs from the council’s word',
      ['LENGTH_DIFFERS', 'OUTSIDE_AGREED_WINDOW'],
      0,
      ['LENGTH_DIFFERS', 'OUTSIDE_AGREED_WINDOW'],
    ],
    [
      'that it came after the start',
      ['CHANGED_AFTER_START', 'CALLED_OFF_AFTER_START', 'REMOVED_AFTER_START'],
      0,
      ['CHANGED_AFTER_START', 'CALLED_OFF_AFTER_START', 'REMOVED_AFTER_START'],
    ],
    ['that nobody commissioned it', ['NOT_COMMISSIONED'], 0, ['NOT_COMMISSIONED']],
    ['not what a log brings about', ['LATE', 'UNKNOWN_WORKER', 'NO_LENGTH'], 0, []],
    ['that its clock runs ahead', [], 60.001, ['CLOCK_AHEAD']],
  ])('DEL-01: of a plan %s', (_what, flags, asOf, warnings) => {
    const plan = { asOf: at(asOf), named: null, answers: 'a', removed: false };
    expect(planWarnings(plan, flags, NOW)).toEqual(warnings);
  });

  it.each<[string, Partial<Parameters<typeof planWarnings>[0]>, string[]]>([
    ['nothing, if it answers the call that it names', {}, []],
    ['that it answers another call', { answers: 'b' }, ['ANOTHER_VISIT']],
    ['that it answers none', { answers: null }, ['ANOTHER_VISIT']],
    ['nothing, if it names none', { named: null }, []],
    ['nothing, if it is taken back', { answers: null, removed: true }, []],
  ])('DEL-01: of a plan that names its call %s', (_what, over, warnings) => {
    expect(planWarnings({ asOf: at(0), named: 'a', answers: 'a', removed: false, ...over }, [], NOW)).toEqual(warnings);
  });

  it.each<[string, VisitFlag[] | null, Partial<LogFacts> & { isWithin?: boolean }, string[]]>([
    ['nothing', [], {}, []],
    ['what a log brings about', ['UNKNOWN_WORKER', 'LATE'], {}, ['UNKNOWN_WORKER']],
    ['what it comes to too late for', ['CLAIMED_AFTER_MISSED', 'ENDED'], {}, ['CLAIMED_AFTER_MISSED', 'ENDED']],
    ['that it has no length, or too much', ['OVERLONG', 'NO_LENGTH'], {}, ['OVERLONG', 'NO_LENGTH']],
    [
      'that its worker was elsewhere, or too few came',
      ['WORKED_ELSEWHERE', 'FEWER_WORKERS'],
      {},
      ['WORKED_ELSEWHERE', 'FEWER_WORKERS'],
    ],
    ['that it lies within another', [], { isWithin: true }, ['WITHIN_ANOTHER']],
    ['that it is out of place', [], { arrivedMetres: 201 }, ['OUT_OF_PLACE']],
    ['that it belongs to no visit', null, {}, ['NO_VISIT']],
    ['nothing, if it is taken back', null, { removed: true }, []],
    ['that its clock runs ahead', [], { arrivedAt: at(60.001) }, ['CLOCK_AHEAD']],
  ])('DEL-02: of a log %s', (_what, flags, over, warnings) => {
    expect(logWarnings({ ...aLog(), isWithin: false, asOf: at(30), ...over }, flags, 200, NOW)).toEqual(warnings);
  });
});
