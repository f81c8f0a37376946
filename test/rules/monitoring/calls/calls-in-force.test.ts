import type { CommissionedCall } from '../../../../schema/events/cases.js';
import { callsOn, type ToldVersion } from '../../../../subgraphs/monitoring/rules/calls/calls-in-force.js';
import { aCommissionedCall } from './a-placement.js';

const told = (minute: number) => new Date(Date.UTC(2026, 4, 1, 12, minute));
const version = (toldAt: Date, calls: readonly CommissionedCall[], days: Partial<ToldVersion> = {}): ToldVersion => ({
  ...{ from: null, to: null, toldAt, calls },
  ...days,
});

const morning = aCommissionedCall({ callId: 'morning' });
const evening = aCommissionedCall({ callId: 'evening', requestedStart: '19:00' });
const longer = { ...morning, minutes: 45 };

/** The ids of the calls of a Monday, each with when it was dropped; they begin when all is told, unless said otherwise. */
function inForce(versions: readonly ToldVersion[], day = '2026-06-01', start = told(59)) {
  const calls = callsOn(versions, day, 'MON', () => start);
  return calls.map(({ call, droppedAt }) => [call.callId, call.minutes, droppedAt]);
}

describe('the calls of a day by the council’s word', () => {
  it('DEL-01: those of the version that covers it, on the days of the week that each has', () => {
    const weekend = aCommissionedCall({ callId: 'weekend', days: ['SAT', 'SUN'] });
    expect(inForce([version(told(0), [morning, weekend])])).toEqual([['morning', 30, null]]);
    expect(inForce([])).toEqual([]);
  });

  it('VAR-14: of two that cover a day the one that was told later', () => {
    expect(inForce([version(told(0), [morning]), version(told(1), [longer])])).toEqual([['morning', 45, null]]);
  });

  it.each([
    ['2026-05-31', 30],
    ['2026-06-01', 45],
    ['2026-06-07', 45],
    ['2026-06-08', 30],
  ])('VAR-14: a temporary increase from the first to the seventh ends by itself: %s', (day, minutes) => {
    const versions = [
      version(told(0), [morning]),
      version(told(1), [longer], { from: '2026-06-01', to: '2026-06-07' }),
    ];
    expect(inForce(versions, day)).toEqual([['morning', minutes, null]]);
  });

  it('AWRD-04: a call that the later version has no more comes with the instant since when it is dropped', () => {
    const versions = [version(told(0), [morning, evening]), version(told(1), [evening])];
    expect(inForce(versions)).toEqual([
      ['morning', 30, told(1)],
      ['evening', 30, null],
    ]);
  });

  it('VAR-14: one dropped twice was dropped when it was first told, and one that comes back is in force', () => {
    const dropped = [version(told(0), [morning, evening]), version(told(1), [evening]), version(told(2), [evening])];
    expect(inForce(dropped)).toContainEqual(['morning', 30, told(1)]);
    expect(inForce([...dropped, version(told(3), [longer, evening])])).toContainEqual(['morning', 45, null]);
  });

  it('VAR-14: a call that moves to another day of the week is dropped on the day that it had', () => {
    const versions = [version(told(0), [morning]), version(told(1), [{ ...morning, days: ['TUE'] }])];
    expect(inForce(versions)).toEqual([['morning', 30, told(1)]]);
  });

  it('VAR-14, ASM-13: a change of a call that is told after it was to begin takes nothing from it but the whole call', () => {
    const start = told(1);
    const long = { ...morning, minutes: 60, workers: 2 as const };
    const short = { ...morning, requestedStart: '10:00', timeCritical: true, minutes: 45, workers: 1 as const };
    const after = (said: CommissionedCall, toldAt: Date) =>
      callsOn([version(told(0), [long]), version(toldAt, [said])], '2026-06-01', 'MON', () => start)[0]!.call;
    expect(after(short, told(1))).toEqual(short);
    expect(after(short, told(2))).toEqual(long);
    expect(after({ ...short, minutes: 75 }, told(2))).toEqual({ ...long, minutes: 75 });
    expect(inForce([version(told(0), [long]), version(told(2), [])], '2026-06-01', start)).toEqual([
      ['morning', 60, told(2)],
    ]);
  });
});
