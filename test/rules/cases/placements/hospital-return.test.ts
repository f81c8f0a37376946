import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  type HospitalReturn,
  hospitalReturnRefusals,
  returnAnswerDue,
} from '../../../../subgraphs/cases/rules/placements/hospital-return.js';
import { at } from '../given.js';

const report: HospitalReturn = {
  dischargedAt: at('09:00'),
  nextOfKinInformedAt: null,
  answer: null,
  reason: null,
  rationale: null,
};
const since = at('08:00');
const now = at('12:00');
const next = (instant: Date, by = 1) => new Date(instant.getTime() + by);

describe('a return from hospital', () => {
  it.each<[string, Partial<HospitalReturn>, string[]]>([
    ['with the discharge alone', {}, []],
    ['discharged this very instant', { dischargedAt: now }, []],
    ['discharged as care began', { dischargedAt: since }, []],
    ['still in hospital', { dischargedAt: next(now) }, ['DISCHARGED_OUTSIDE_CARE']],
    ['discharged before any care', { dischargedAt: next(since, -1) }, ['DISCHARGED_OUTSIDE_CARE']],
    ['with next of kin told now', { nextOfKinInformedAt: now }, []],
    ['with next of kin to be told', { nextOfKinInformedAt: next(now) }, ['INFORMED_IN_FUTURE']],
    ['with a revised plan', { answer: 'PLAN_REVISED' }, []],
    ['with a plan as before', { answer: 'PLAN_UNCHANGED' }, []],
    ['with an inability and its rationale', { answer: 'CANNOT_MEET_NEEDS', reason: 'SKILL', rationale: 'x' }, []],
    ['with an inability alone', { answer: 'CANNOT_MEET_NEEDS' }, ['RATIONALE_MISSING']],
    ['with a code alone', { answer: 'CANNOT_MEET_NEEDS', reason: 'SKILL' }, ['RATIONALE_MISSING']],
    [
      'with an empty rationale',
      { answer: 'CANNOT_MEET_NEEDS', reason: 'SKILL', rationale: ' ' },
      ['RATIONALE_MISSING'],
    ],
    ['with a rationale of nothing', { answer: 'PLAN_REVISED', rationale: 'x' }, ['RATIONALE_WITHOUT_INABILITY']],
    ['with a reason before any answer', { reason: 'SAFETY' }, ['RATIONALE_WITHOUT_INABILITY']],
  ])('ROUT-20: %s', (_, change, codes) => {
    expect(hospitalReturnRefusals({ ...report, ...change }, since, now).map(({ code }) => code)).toEqual(codes);
  });

  it('ROUT-20: of somebody whom the provider did not support before is none', () => {
    expect(hospitalReturnRefusals(report, null, now).map(({ code }) => code)).toEqual(['NOT_A_RETURN']);
  });

  it('ROUT-20: the answer is due 48 elapsed hours after the discharge, over a change of the clocks too', () => {
    for (const discharge of ['2026-06-02T13:00:00Z', '2026-10-24T20:00:00Z', '2026-03-28T20:00:00Z']) {
      const due = returnAnswerDue(new Date(discharge), DEFAULT_POLICY);
      expect(due.getTime() - new Date(discharge).getTime()).toBe(48 * 3_600_000);
    }
  });
});
