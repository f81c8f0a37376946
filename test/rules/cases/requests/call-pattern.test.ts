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
