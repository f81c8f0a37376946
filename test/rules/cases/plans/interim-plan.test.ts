import { englandCalendar } from '../../../../kernel/time/bank-holidays.js';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  interimPlanDue,
  interimPlanRefusals,
  interimSince,
} from '../../../../subgraphs/cases/rules/plans/interim-plan.js';
import { aCarePlan, at, told } from '../given.js';

const calendar = englandCalendar();

describe('interim documentation', () => {
  it.each([
    ['a reason and all details', 'Care records are down for maintenance', aCarePlan, []],
    ['no reason', ' ', aCarePlan, ['ASM-12 input.reason']],
    ['a detail missing', 'Outage', { ...aCarePlan, careManagerId: null }, ['ASM-10 input.carePlan.careManagerId']],
  ])('ASM-12: with %s', (_, reason, content, refusals) => {
    expect(told(interimPlanRefusals({ reason, content }))).toEqual(refusals);
  });

  it.each([
    ['on a Monday', '2026-06-01T09:00:00Z', '2026-06-03T22:59:59.999Z'],
    ['late on a Thursday', '2026-06-04T22:30:00Z', '2026-06-08T22:59:59.999Z'],
    ['on a Saturday', '2026-06-06T09:00:00Z', '2026-06-09T22:59:59.999Z'],
    ['before the long Easter weekend', '2026-04-02T09:00:00Z', '2026-04-08T22:59:59.999Z'],
    ['before the clocks change', '2026-03-27T09:00:00Z', '2026-03-31T22:59:59.999Z'],
  ])('ASM-12: issued %s it is replaced within two working days', (_, issuedAt, due) => {
    expect(interimPlanDue(new Date(issuedAt), DEFAULT_POLICY, calendar).toISOString()).toBe(due);
  });

  it.each<[string, ReadonlyArray<[boolean, string]>, string | null]>([
    ['nothing issued', [], null],
    [
      'the first of two',
      [
        [true, '09:00'],
        [true, '10:00'],
      ],
      '09:00',
    ],
    [
      'the first after another plan',
      [
        [true, '09:00'],
        [false, '10:00'],
        [true, '11:00'],
        [true, '12:00'],
      ],
      '11:00',
    ],
    [
      'an authorised plan as the latest',
      [
        [true, '09:00'],
        [false, '10:00'],
      ],
      null,
    ],
  ])('ASM-12: it is waited for since %s', (_, versions, expected) => {
    const issued = versions.map(([isInterim, time]) => ({ interimReason: isInterim ? 'x' : null, issuedAt: at(time) }));
    expect(interimSince(issued)).toEqual(expected && at(expected));
  });
});
