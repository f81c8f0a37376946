import { DEFAULT_POLICY } from '../../../../schema/policy.js';

import { alertAt, departureDueAt, missedAt } from '../../../../subgraphs/monitoring/rules/visits/visit-times.js';
import { aPlan, at } from '../a-visit.js';

describe('when time alone changes a visit', () => {
  it.each([
    ['half an hour long', {}, 30, 90],
    ['time-critical', { timeCritical: true }, 15, 90],
    ['with a window to 09:45', { windowFrom: at(-15), windowTo: at(45) }, 75, 135],
    ['two hours long', { plannedEnd: at(120) }, 30, 120],
  ])('DEL-21, DEL-10: one %s', (_what, over, alert, missed) => {
    expect(alertAt(aPlan(over), DEFAULT_POLICY)).toEqual(at(alert));
    expect(missedAt(aPlan(over), DEFAULT_POLICY)).toEqual(at(missed));
  });

  it.each([
    [0, 90],
    [60, 90],
    [80, 110],
  ])('DEL-02: after an arrival %d minutes late, a departure is missing after %d', (arrived, due) => {
    expect(departureDueAt(aPlan(), at(arrived), DEFAULT_POLICY)).toEqual(at(due));
  });
});
