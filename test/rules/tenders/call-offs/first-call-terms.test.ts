import { firstCallNotice } from '../../../../subgraphs/tenders/rules/call-offs/first-call-terms.js';
import { aCall, aDischarge, aNeed, at, england, policy } from '../fixtures.js';

const EVERY_DAY = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

/** Somebody who leaves hospital then, and is called on at these times of every day. */
function discharged(at_: string, times: readonly string[] = ['08:00', '12:30', '18:00'], days = EVERY_DAY as never) {
  const discharge = {
    callsPerDay: times.length,
    callMinutes: 30,
    expectedAt: at(at_).toISOString(),
    twoWorkers: false,
  };
  return aDischarge({
    neededFrom: at_.slice(0, 10),
    calls: times.map((startTime) => aCall({ days, startTime })),
    discharge,
  });
}

describe('first call', () => {
  const notice = (notifiedAt: string, need = discharged('2026-03-04 16:00')) =>
    firstCallNotice(need, at(notifiedAt), policy.d2a, england);
  const terms = (notifiedAt: string, firstCall: string) => notice(notifiedAt, discharged(`${firstCall} 07:00`))?.terms;

  it('WIN-06: only a discharge has terms', () => {
    expect(firstCallNotice(aNeed(), at('2026-03-04 10:00'), policy.d2a, england)).toBeNull();
  });

  it.each([
    ['Wednesday 15:00', '2026-03-04 15:00', '2026-03-04', 'SAME_DAY'],
    ['Wednesday one millisecond past 15:00', '2026-03-04 15:00:00.001', '2026-03-04', 'BY_AGREEMENT'],
    ['Saturday 13:00', '2026-03-07 13:00', '2026-03-07', 'SAME_DAY'],
    ['Saturday 13:01', '2026-03-07 13:01', '2026-03-07', 'BY_AGREEMENT'],
    ['Sunday 13:00', '2026-03-08 13:00', '2026-03-08', 'SAME_DAY'],
    ['Sunday 14:00', '2026-03-08 14:00', '2026-03-08', 'BY_AGREEMENT'],
    ['Easter Monday 13:00', '2026-04-06 13:00', '2026-04-06', 'SAME_DAY'],
    ['Easter Monday 15:00', '2026-04-06 15:00', '2026-04-06', 'BY_AGREEMENT'],
    ['a Wednesday in summer, 15:00 by the London clock', '2026-07-01 15:00', '2026-07-01', 'SAME_DAY'],
  ])('WIN-06: notified on %s, a call the same day is %s', (_, notifiedAt, firstCall, expected) => {
    expect(terms(notifiedAt, firstCall)).toBe(expected);
  });

  it.each([
    ['Wednesday 17:00', '2026-03-04 17:00', '2026-03-05', 'NEXT_MORNING'],
    ['Wednesday 17:00:01', '2026-03-04 17:00:01', '2026-03-05', 'BY_AGREEMENT'],
    ['Friday 17:00, for Saturday', '2026-03-06 17:00', '2026-03-07', 'NEXT_MORNING'],
    ['Saturday 13:00', '2026-03-07 13:00', '2026-03-08', 'NEXT_MORNING'],
    ['Sunday 13:01, for Monday', '2026-03-08 13:01', '2026-03-09', 'BY_AGREEMENT'],
    ['Good Friday 13:00', '2026-04-03 13:00', '2026-04-04', 'NEXT_MORNING'],
    ['Good Friday 16:00', '2026-04-03 16:00', '2026-04-04', 'BY_AGREEMENT'],
    ['New Year’s Eve 17:00', '2026-12-31 17:00', '2027-01-01', 'NEXT_MORNING'],
  ])('WIN-07: notified on %s, a call next morning is %s', (_, notifiedAt, firstCall, expected) => {
    expect(terms(notifiedAt, firstCall)).toBe(expected);
  });

  it.each(['2026-03-06', '2026-03-03'])('WIN-07: any other day is by agreement, here %s', (firstCall) => {
    expect(terms('2026-03-04 09:00', firstCall)).toBe('BY_AGREEMENT');
  });

  it.each([
    ['by the cut-off of the day', '2026-03-04 15:00', '2026-03-04'],
    ['by that of the next morning', '2026-03-04 17:00', '2026-03-05'],
    ['later', '2026-03-04 17:00:00.001', '2026-03-06'],
    ['later on a Saturday', '2026-03-07 13:00:00.001', '2026-03-09'],
  ])('WIN-06, WIN-07: notified %s, a provider is held to a call from the right day on', (_, notifiedAt, expected) => {
    expect(notice(notifiedAt)?.requiredFrom).toBe(expected);
  });

  it.each([
    ['the call after the discharge', discharged('2026-03-04 16:00'), '2026-03-04'],
    ['a call at the very minute', discharged('2026-03-04 18:00'), '2026-03-04'],
    ['the next morning, if none is left that day', discharged('2026-03-04 18:01'), '2026-03-05'],
    [
      'the next morning, if one is left too late to be booked',
      discharged('2026-03-04 19:00', ['08:00', '20:31']),
      '2026-03-05',
    ],
    ['the last that is booked', discharged('2026-03-04 19:00', ['08:00', '20:30']), '2026-03-04'],
    ['the next day that has a call', discharged('2026-03-04 19:00', ['08:00'], ['SAT'] as never), '2026-03-07'],
    ['the same weekday a week on', discharged('2026-03-04 19:00', ['08:00'], ['WED'] as never), '2026-03-11'],
    [
      'the day on which care is needed, if later',
      { ...discharged('2026-03-04 16:00'), neededFrom: '2026-03-06' },
      '2026-03-06',
    ],
    ['the day of the discharge, if no call is named', { ...discharged('2026-03-04 16:00'), calls: [] }, '2026-03-04'],
  ])('WIN-06, WIN-07, WIN-19: what is asked for is %s', (_, need, expected) => {
    expect(notice('2026-03-04 10:00', need)?.requestedOn).toBe(expected);
  });

  it('WIN-07: an evening discharge asks for next morning, so the later cut-off holds', () => {
    const need = discharged('2026-03-04 19:00');
    expect(notice('2026-03-04 16:59', need)).toMatchObject({ requestedOn: '2026-03-05', terms: 'NEXT_MORNING' });
    expect(notice('2026-03-04 17:01', need)).toMatchObject({ requestedOn: '2026-03-05', terms: 'BY_AGREEMENT' });
  });

  it.each([
    ['at 06:59, before the hours of such calls', '06:59', 'BY_AGREEMENT'],
    ['at 07:00', '07:00', 'NEXT_MORNING'],
    ['at 11:59', '11:59', 'NEXT_MORNING'],
    ['at noon', '12:00', 'BY_AGREEMENT'],
    ['at 14:00', '14:00', 'BY_AGREEMENT'],
    ['at 04:00', '04:00', 'BY_AGREEMENT'],
  ])('WIN-07: a call next day %s', (_, time, expected) => {
    const need = discharged('2026-03-04 23:00', [time]);
    expect(notice('2026-03-04 10:00', need)).toMatchObject({
      requestedOn: '2026-03-05',
      requiredFrom: '2026-03-04',
      terms: expected,
    });
  });

  it('WIN-06: a call the same day in the afternoon is one, before the hours of such calls it is by agreement', () => {
    expect(notice('2026-03-04 05:00', discharged('2026-03-04 05:30', ['14:00']))?.terms).toBe('SAME_DAY');
    expect(notice('2026-03-04 05:00', discharged('2026-03-04 05:30', ['06:59', '14:00']))?.terms).toBe('BY_AGREEMENT');
  });
});
