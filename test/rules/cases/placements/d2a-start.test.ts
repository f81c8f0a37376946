import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  d2aStartDue,
  d2aStartRefusal,
  isStartedInTime,
} from '../../../../subgraphs/cases/rules/placements/d2a-start.js';
import { at } from '../given.js';

const HOUR = 3_600_000;

describe('the start of discharge to assess', () => {
  it.each([
    ['the award, when the person was home before', at('12:00'), at('09:00'), '2026-06-02T11:00:00.000Z'],
    ['the discharge, when it comes after the award', at('12:00'), at('17:00'), '2026-06-02T16:00:00.000Z'],
    ['both at once', at('12:00'), at('12:00'), '2026-06-02T11:00:00.000Z'],
  ])('ROUT-15: the 24 hours run from %s', (_, awardedAt, dischargeAt, due) => {
    expect(d2aStartDue({ awardedAt, dischargeAt }, DEFAULT_POLICY)?.toISOString()).toBe(due);
  });

  it('ROUT-15, AMB-51: without a discharge the clock has not started', () => {
    expect(d2aStartDue({ awardedAt: at('12:00'), dischargeAt: null }, DEFAULT_POLICY)).toBeNull();
  });

  it('ROUT-15: hours elapse whatever the clocks do, in the night of either change', () => {
    for (const night of ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z']) {
      const dischargeAt = new Date(night);
      const due = d2aStartDue({ awardedAt: new Date(0), dischargeAt }, DEFAULT_POLICY);
      expect(due!.getTime() - dischargeAt.getTime()).toBe(24 * HOUR);
    }
  });

  it.each([
    [-1, 'FIRST_CALL_BEFORE_DISCHARGE'],
    [0, undefined],
    [24 * HOUR, undefined],
    [24 * HOUR + 1, 'FIRST_CALL_TOO_LATE'],
  ])('ROUT-15: a first call %d ms after the discharge', (later, code) => {
    const facts = { awardedAt: at('12:00'), dischargeAt: at('17:00') };
    const firstCallAt = new Date(at('17:00').getTime() + later);
    expect(d2aStartRefusal(facts, firstCallAt, DEFAULT_POLICY)?.code).toBe(code);
  });

  it.each([
    ['at the last instant', 0, true],
    ['a millisecond later', 1, false],
  ])('ROUT-15: a first call made %s meets its clock: %s', (_, later, inTime) => {
    const due = at('17:00');
    expect(isStartedInTime(new Date(due.getTime() + later), due)).toBe(inTime);
    expect(isStartedInTime(new Date(due.getTime() + later), null)).toBe(true);
  });

  it('ROUT-15: with no discharge agreed any first call may be planned', () => {
    const facts = { awardedAt: at('12:00'), dischargeAt: null };
    expect(d2aStartRefusal(facts, new Date('2026-06-20T08:00:00Z'), DEFAULT_POLICY)).toBeUndefined();
  });

  it('ROUT-15: award and discharge in any order, the limit is never less than the hours after either', () => {
    const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (awardedAt, dischargeAt) => {
        const due = d2aStartDue({ awardedAt, dischargeAt }, DEFAULT_POLICY)!.getTime();
        const sinceAward = due - awardedAt.getTime();
        const sinceDischarge = due - dischargeAt.getTime();
        expect(Math.min(sinceAward, sinceDischarge)).toBe(24 * HOUR);
      }),
    );
  });
});
