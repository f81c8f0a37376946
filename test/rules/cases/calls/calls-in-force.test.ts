import fc from 'fast-check';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import {
  type CallsOverDays,
  callsOn,
  rewritten,
  stretches,
} from '../../../../subgraphs/cases/rules/calls/calls-in-force.js';
import { commissioned, withCall } from '../../../../subgraphs/cases/rules/calls/commissioned-week.js';
import { aCall } from '../given.js';

const week = (minutes: number) => [commissioned({ ...aCall, minutes }, 'morning')];
const version = (from: string | null, to: string | null, minutes: number): CallsOverDays => ({
  from,
  to,
  calls: week(minutes),
});
const minutesOn = (versions: readonly CallsOverDays[], day: string) => callsOn(versions, day)[0]?.minutes;

describe('the calls in force', () => {
  it.each([
    ['2025-01-01', 45],
    ['2026-06-09', 45],
    ['2026-06-10', 60],
    ['2026-06-20', 60],
    ['2026-06-21', 45],
  ])('DEL-01, VAR-14: 60 minutes from 10 to 20 June, and 45 otherwise: on %s %i', (day, minutes) => {
    expect(minutesOn([version(null, null, 45), version('2026-06-10', '2026-06-20', 60)], day)).toBe(minutes);
  });

  it.each([
    ['2026-06-09', 45],
    ['2026-06-10', 30],
    ['2026-06-14', 30],
    ['2026-06-15', 90],
    ['2026-06-16', 30],
  ])('VAR-14: of versions that cover a day the one recorded last holds: on %s %i', (day, minutes) => {
    const versions = [
      version(null, null, 45),
      version('2026-06-10', '2026-06-20', 60),
      version('2026-06-10', null, 30),
      version('2026-06-15', '2026-06-15', 90),
    ];
    expect(minutesOn(versions, day)).toBe(minutes);
  });

  it('DEL-01: there are none before the first version', () => {
    expect(callsOn([], '2026-06-10')).toEqual([]);
    expect(callsOn([version('2026-06-10', null, 45)], '2026-06-09')).toEqual([]);
  });

  it('VAR-14: days are cut where a version begins or ends, the days of a change of the clocks like any other', () => {
    const versions = [
      version(null, null, 45),
      version('2026-10-25', '2026-10-25', 60),
      version('2026-03-29', null, 30),
    ];
    expect(stretches(versions, { from: '2026-03-28', to: '2026-11-01' })).toEqual([
      { from: '2026-03-28', to: '2026-03-28' },
      { from: '2026-03-29', to: '2026-10-24' },
      { from: '2026-10-25', to: '2026-10-25' },
      { from: '2026-10-26', to: '2026-11-01' },
    ]);
    expect(stretches(versions, { from: null, to: null })[0]).toEqual({ from: null, to: '2026-03-28' });
  });

  it('VAR-14, ASM-13: a change from today on is one version for each stretch, and what ends by itself still ends', () => {
    const versions = [version(null, null, 45), version('2026-06-10', '2026-06-20', 60)];
    const mark = rewritten(versions, { from: '2026-06-05', to: null }, (inForce) =>
      withCall(inForce, 'morning', (call) => ({ ...call, timeCritical: true })),
    );
    expect(mark.map(({ from, to, calls }) => [from, to, calls[0]!.minutes, calls[0]!.timeCritical])).toEqual([
      ['2026-06-05', '2026-06-09', 45, true],
      ['2026-06-10', '2026-06-20', 60, true],
      ['2026-06-21', null, 45, true],
    ]);
  });

  it('VAR-14: nothing is written where nothing changes, and neighbours that come to the same are one version', () => {
    const versions = [
      version(null, null, 45),
      version('2026-06-10', '2026-06-20', 60),
      version('2026-06-12', null, 45),
    ];
    expect(rewritten(versions, { from: '2026-06-01', to: null }, (inForce) => inForce)).toEqual([]);
    expect(rewritten(versions, { from: '2026-06-01', to: null }, () => week(60))).toEqual([
      { from: '2026-06-01', to: '2026-06-09', calls: week(60) },
      { from: '2026-06-12', to: null, calls: week(60) },
    ]);
    expect(rewritten(versions, { from: '2026-06-11', to: null }, () => week(30))).toEqual([
      { from: '2026-06-11', to: null, calls: week(30) },
    ]);
  });

  it('VAR-14: on every day of a year, whatever was recorded, as a calendar kept by hand would have it', () => {
    const FIRST = '2026-01-01';
    const year = Array.from({ length: 365 }, (_, nth) => addLocalDays(FIRST, nth));
    const day = fc.nat(364);
    const open = fc.option(day);
    const act = fc.record({ from: open, to: open, minutes: fc.integer({ min: 1, max: 4 }), isMark: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const versions = [version(null, null, 45)];
        const calendar = year.map(() => ({ minutes: 45, timeCritical: false }));
        for (const { from, to, minutes, isMark } of acts) {
          if (from !== null && to !== null && to < from) continue;
          const days = { from: from === null ? null : year[from]!, to: to === null ? null : year[to]! };
          versions.push(
            ...rewritten(versions, days, (inForce) =>
              inForce.map((call) => (isMark ? { ...call, timeCritical: !call.timeCritical } : { ...call, minutes })),
            ),
          );
          for (let nth = from ?? 0; nth <= (to ?? 364); nth += 1) {
            const held = calendar[nth]!;
            calendar[nth] = isMark ? { ...held, timeCritical: !held.timeCritical } : { ...held, minutes };
          }
        }
        const inForce = year.map((each) => {
          const [{ minutes, timeCritical }] = callsOn(versions, each) as [ReturnType<typeof commissioned>];
          return { minutes, timeCritical };
        });
        expect(inForce).toEqual(calendar);
      }),
    );
  });
});
