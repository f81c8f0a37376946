import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  callsOutsideD2aBand,
  dischargeDayCallRefusal,
  isLateOnDischargeDay,
  lateCallsOnDischargeDay,
  passportWarnings,
} from '../../../../subgraphs/cases/rules/placements/d2a-call-times.js';

/** Discharged at two in the afternoon of 1 June 2026, London time. */
function refusalOf(callAt: string, laterCallAgreed = false) {
  const dischargeAt = new Date('2026-06-01T14:00:00+01:00');
  return dischargeDayCallRefusal({ callAt: new Date(callAt), dischargeAt, laterCallAgreed }, DEFAULT_POLICY)?.rule;
}

describe('call times of discharge to assess', () => {
  it.each([
    ['at 20:29', '2026-06-01T20:29:00+01:00', undefined],
    ['at exactly 20:30', '2026-06-01T20:30:00+01:00', undefined],
    ['a millisecond later', '2026-06-01T20:30:00.001+01:00', 'WIN-19'],
    ['at 23:59', '2026-06-01T23:59:00+01:00', 'WIN-19'],
    ['past midnight, which is the next day', '2026-06-02T00:00:00+01:00', undefined],
    ['the next evening', '2026-06-02T21:00:00+01:00', undefined],
  ])('WIN-19: a call on the day of discharge booked %s', (_, callAt, rule) => {
    expect(refusalOf(callAt)).toBe(rule);
    expect(refusalOf(callAt, true)).toBeUndefined();
  });

  it('WIN-19: the limit is of the London clock in winter too', () => {
    const dischargeAt = new Date('2026-12-01T14:00:00Z');
    const booked = (callAt: string) =>
      dischargeDayCallRefusal({ callAt: new Date(callAt), dischargeAt, laterCallAgreed: false }, DEFAULT_POLICY);
    expect(booked('2026-12-01T20:30:00Z')).toBeUndefined();
    expect(booked('2026-12-01T20:31:00Z')?.code).toBe('DISCHARGE_DAY_CALL_TOO_LATE');
  });

  it('WIN-19, AMB-26: calls before 07:00 and after 22:00 are pointed out', () => {
    const calls = ['06:59', '07:00', '12:00', '22:00', '22:01'].map((startTime) => ({ startTime }));
    expect(callsOutsideD2aBand(calls, DEFAULT_POLICY)).toEqual([{ startTime: '06:59' }, { startTime: '22:01' }]);
  });

  it.each([
    ['2026-06-01T20:30:00+01:00', false],
    ['2026-06-01T20:30:00.001+01:00', true],
    ['2026-06-02T20:31:00+01:00', false],
  ])('WIN-19: a call at %s is by agreement because of its hour: %s', (callAt, isLate) => {
    const dischargeAt = new Date('2026-06-01T14:00:00+01:00');
    expect(isLateOnDischargeDay({ callAt: new Date(callAt), dischargeAt }, DEFAULT_POLICY)).toBe(isLate);
  });

  it.each([
    ['after the last that is booked', '14:00', ['20:31', '21:45']],
    ['and after the discharge', '21:00', ['21:45']],
    ['at the very minute of it', '21:45', ['21:45']],
  ])(
    'WIN-19, AMB-26: calls of a passport on the day of the discharge %s are by agreement',
    (_, dischargedAt, expected) => {
      const days = ['MON', 'TUE'] as const;
      const calls = ['08:00', '20:30', '20:31', '21:45'].map((startTime) => ({ days, startTime }));
      const monday = new Date(`2026-06-01T${dischargedAt}:00+01:00`);
      expect(lateCallsOnDischargeDay(calls, monday, DEFAULT_POLICY).map(({ startTime }) => startTime)).toEqual(
        expected,
      );
      const wednesday = new Date(`2026-06-03T${dischargedAt}:00+01:00`);
      expect(lateCallsOnDischargeDay(calls, wednesday, DEFAULT_POLICY)).toEqual([]);
    },
  );

  it.each([
    ['20:30', []],
    ['20:31', ['D2A_CALLS_BY_AGREEMENT']],
    ['06:59', ['D2A_CALLS_BY_AGREEMENT']],
  ])('WIN-19: a passport with a daily call at %s', (startTime, expected) => {
    const days = ['MON'] as const;
    const monday = new Date('2026-06-01T14:00:00+01:00');
    expect(passportWarnings([{ days, startTime }], monday, DEFAULT_POLICY)).toEqual(expected);
  });
});
