import { logWarnings, planWarnings } from '../../../../subgraphs/monitoring/rules/reports/row-warnings.js';
import type { LogFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import type { VisitFlag } from '../../../../subgraphs/monitoring/rules/visits/visit-flags.js';
import { aLog, at } from '../a-visit.js';

const NOW = at(60);

describe('what the sender of a row is told at once', () => {
  it.each<[string, VisitFlag[], number, string[]]>([
    ['nothing', [], 0, []],
    ['what a plan brings about', ['WORKER_OVERLAP', 'SUSPENDED'], 0, ['WORKER_OVERLAP', 'SUSPENDED']],
    ['not what a log brings about', ['LATE', 'UNKNOWN_WORKER'], 0, []],
    ['that its clock runs ahead', [], 60.001, ['CLOCK_AHEAD']],
  ])('DEL-01: of a plan %s', (_what, flags, asOf, warnings) => {
    expect(planWarnings(at(asOf), flags, NOW)).toEqual(warnings);
  });

  it.each<[string, VisitFlag[] | null, Partial<LogFacts>, string[]]>([
    ['nothing', [], {}, []],
    ['what a log brings about', ['UNKNOWN_WORKER', 'LATE'], {}, ['UNKNOWN_WORKER']],
    ['that it is out of place', [], { arrivedMetres: 201 }, ['OUT_OF_PLACE']],
    ['that it belongs to no visit', null, {}, ['NO_VISIT']],
    ['nothing, if it is taken back', null, { removed: true }, []],
    ['that its clock runs ahead', [], { arrivedAt: at(60.001) }, ['CLOCK_AHEAD']],
  ])('DEL-02: of a log %s', (_what, flags, over, warnings) => {
    expect(logWarnings({ ...aLog(over), asOf: at(30) }, flags, 200, NOW)).toEqual(warnings);
  });
});
