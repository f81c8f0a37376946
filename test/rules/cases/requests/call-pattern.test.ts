import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  bandOf,
  callAtRefusal,
  callPatternRefusals,
  callTwiceRefusal,
  type RequestedCall,
  weeklyClockMinutes,
  weeklyWorkerMinutes,
} from '../../../../subgraphs/cases/rules/requests/call-pattern.js';
import { aCall, EVERY_DAY, told } from '../given.js';

function refusalsOf(...calls: RequestedCall[]) {
  return told(callPatternRefusals(calls, 'input.calls', DEFAULT_POLICY));
}

describe('a week of calls', () => {
  it.each([
    ['one call every day', [aCall], 315, 315],
    ['the same with two workers', [{ ...aCall, workers: 2 }], 630, 315],
    ['a second call on two days', [aCall, { ...aCall, days: ['SAT', 'SUN'], minutes: 30 }], 375, 375],
    ['no call', [], 0, 0],
  ] as ReadonlyArray<[string, RequestedCall[], number, number]>)(
    'ASM-30: %s',
    (_, calls, workerMinutes, clockMinutes) => {
      expect(weeklyWorkerMinutes(calls)).toBe(workerMinutes);
      expect(weeklyClockMinutes(calls)).toBe(clockMinutes);
    },
  );

  it('ASM-30: worker-minutes lie between the clock-minutes and twice as many', () => {
    const calls = fc.array(
      fc.record({
        days: fc.subarray([...EVERY_DAY]),
        minutes: fc.integer({ min: 2, max: 40 }).map((units) => units * 15),
        workers: fc.constantFrom(1, 2),
      }),
    );
    fc.assert(
      fc.property(calls, (parts) => {
        const week = parts.map((part) => ({ ...aCall, ...part }));
        const clock = weeklyClockMinutes(week);
        const doubled = weeklyClockMinutes(week.filter((call) => call.workers === 2));
        expect(weeklyWorkerMinutes(week)).toBe(clock + doubled);
      }),
    );
  });

  it.each([
    ['06:59', 'NIGHT'],
    ['07:00', 'DAY'],
    ['22:59', 'DAY'],
    ['23:00', 'NIGHT'],
    ['00:00', 'NIGHT'],
  ])('WIN-15: a start at %s falls in the band %s', (startTime, band) => {
    expect(bandOf(startTime, DEFAULT_POLICY)).toBe(band);
  });

  it.each([
    ['06:59', undefined, ['WIN-15 input.calls.0.startTime']],
    ['07:00', undefined, []],
    ['22:59', undefined, []],
    ['23:00', undefined, ['WIN-15 input.calls.0.startTime']],
    ['23:00', 'SLEEP_IN', []],
    ['03:00', 'WAKING_NIGHT', []],
    ['22:00', 'WAKING_NIGHT', []],
  ] as const)('WIN-15: a call at %s marked as night %s', (startTime, night, refusals) => {
    expect(refusalsOf({ ...aCall, startTime, ...(night && { night, minutes: 480 }) })).toEqual(refusals);
  });

  const night = { night: 'WAKING_NIGHT', minutes: 480 } as const;
  it.each([
    ['its start alone', '08:00', '08:00', '08:00', {}, []],
    ['exactly four hours', '08:00', '08:00', '12:00', {}, []],
    ['a minute more', '08:00', '08:00', '12:01', {}, ['DEL-01 input.calls.0.window']],
    ['from just after its start', '08:00', '08:01', '09:00', {}, ['DEL-01 input.calls.0.window']],
    ['until just before its start', '08:00', '07:30', '07:59', {}, ['DEL-01 input.calls.0.window']],
    ['the wrong way round', '08:00', '09:00', '07:00', {}, ['DEL-01 input.calls.0.window']],
    ['to the end of the day band', '22:00', '21:00', '22:59', {}, []],
    ['past the end of the day band', '22:00', '21:00', '23:00', {}, ['WIN-15 input.calls.0.window']],
    ['before the day band', '07:30', '06:59', '08:00', {}, ['WIN-15 input.calls.0.window']],
    ['a night over midnight', '00:30', '22:30', '02:30', night, []],
    ['a night over midnight, its start before it', '23:00', '22:30', '01:00', night, []],
    ['a night over midnight, a minute too long', '00:30', '22:30', '02:31', night, ['DEL-01 input.calls.0.window']],
    ['a night over midnight, its start after it', '02:31', '22:30', '02:30', night, ['DEL-01 input.calls.0.window']],
    ['a time-critical call', '08:00', '07:45', '08:15', { timeCritical: true }, ['ASM-13 input.calls.0.window']],
    ['no time of day', '08:00', '07:60', '08:15', {}, ['DEL-01 input.calls.0.window']],
  ] as ReadonlyArray<[string, string, string, string, Partial<RequestedCall>, string[]]>)(
    'DEL-01, ASM-13, WIN-15: a window of %s: %#',
    (_, startTime, earliest, latest, more, refusals) => {
      expect(refusalsOf({ ...aCall, startTime, window: { earliest, latest }, ...more })).toEqual(refusals);
    },
  );

  it.each([0, 3, 1.5])('ASM-30: %d workers are refused', (workers) => {
    expect(refusalsOf({ ...aCall, workers })).toEqual(['ASM-30 input.calls.0.workers']);
  });

  it.each([
    ['no day', { days: [] }, ['ASM-14 input.calls.0.days']],
    ['a day twice', { days: ['MON', 'MON'] }, ['ASM-14 input.calls.0.days']],
    ['no time of day', { startTime: '8 am' }, ['ASM-14 input.calls.0.startTime']],
    ['an hour that does not exist', { startTime: '24:00' }, ['ASM-14 input.calls.0.startTime']],
  ] as ReadonlyArray<[string, Partial<RequestedCall>, string[]]>)('ASM-14: a call with %s', (_, change, refusals) => {
    expect(refusalsOf({ ...aCall, ...change })).toEqual(refusals);
  });

  it('DEL-06: every call that is no unit of service is told by its place in the list', () => {
    expect(refusalsOf(aCall, { ...aCall, minutes: 15 }, { ...aCall, minutes: 40 })).toEqual([
      'DEL-06 input.calls.1.minutes',
      'DEL-06 input.calls.2.minutes',
    ]);
  });
});

it.each([
  [0, true],
  [1, true],
  [2, false],
  [-1, false],
  [0.5, false],
])('ASM-14: of two calls, there is one at %s: %s', (place, isThere) => {
  expect(callAtRefusal(['first', 'second'], place, 'input.call')?.code).toBe(isThere ? undefined : 'CALL_UNKNOWN');
});

it.each([
  [[], undefined],
  [[0, 1], undefined],
  [[1, 0, 1], 'CALL_TWICE'],
])('ASM-14: the calls %j are each named once: %s', (places, code) => {
  expect(callTwiceRefusal(places, 'input.times')?.code).toBe(code);
});
