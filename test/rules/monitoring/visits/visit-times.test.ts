import { DEFAULT_POLICY } from '../../../../schema/policy.js';

import {
  alertAt,
  attendedUntil,
  departureDueAt,
  missedAt,
} from '../../../../subgraphs/monitoring/rules/visits/visit-times.js';
import { aCall, at } from '../a-visit.js';

describe('when time alone changes a visit', () => {
  it.each([
    ['half an hour long', {}, 30, 90],
    ['time-critical', { timeCritical: true }, 15, 90],
    ['with a window to 09:45', { windowFrom: at(-15), windowTo: at(45) }, 75, 135],
    ['two hours long', { minutes: 120 }, 30, 120],
  ])('DEL-21, DEL-10: one %s', (_what, over, alert, missed) => {
    expect(alertAt(aCall(over), DEFAULT_POLICY)).toEqual(at(alert));
    expect(missedAt(aCall(over), DEFAULT_POLICY)).toEqual(at(missed));
  });

  it.each([
    [0, 90],
    [60, 90],
    [80, 110],
  ])('DEL-02: after an arrival %d minutes late, a departure is missing after %d', (arrived, due) => {
    expect(departureDueAt(aCall(), at(arrived), DEFAULT_POLICY)).toEqual(at(due));
  });

  it.each<[string, number | null, number]>([
    ['the last of the day', null, 240],
    ['the next within four hours', 180, 180 - 1 / 60_000],
    ['the next exactly four hours later', 240, 240 - 1 / 60_000],
    ['the next later than that', 241, 240],
    ['the next before it was missed', 60, 90],
  ])('DEL-10: an arrival is still one at this call: %s', (_what, next, until) => {
    expect(+attendedUntil(aCall(), next === null ? null : at(next), DEFAULT_POLICY)).toBe(Math.round(+at(until)));
  });

  it('DEL-10: a long call may be attended while it lasts', () => {
    expect(attendedUntil(aCall({ minutes: 600 }), at(300), DEFAULT_POLICY)).toEqual(at(600));
  });
});
