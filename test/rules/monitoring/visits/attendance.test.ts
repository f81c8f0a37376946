import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { attendances, minutesOf, type Place } from '../../../../subgraphs/monitoring/rules/visits/attendance.js';
import type { LogFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aLog, aPlace, at, NINE } from '../a-visit.js';

const reach = DEFAULT_POLICY.visit;
const place = (id: string, minutes: number, over: Partial<Place> = {}) =>
  aPlace({ id, expectedStart: at(minutes), plans: [{ source: 'roster', externalId: id }], ...over });
/** A log from one minute after nine to another; null while the worker is there. */
const log = (externalId: string, from: number, to: number | null = from + 30, over: Partial<LogFacts> = {}) =>
  aLog({
    ...{ externalId, arrivedAt: at(from), departedAt: to === null ? null : at(to) },
    departedBy: to === null ? null : 'GPS',
    ...over,
  });
const byHand = { arrivedBy: 'MANUAL' } as const;

const minute = (instant: Date | null) => instant && (+instant - +NINE) / 60_000;

/** Who was at each visit, from when to when, in minutes after nine. */
function came(places: readonly Place[], logs: readonly LogFacts[]) {
  const { at: there } = attendances(places, logs, reach);
  return Object.fromEntries(
    places.flatMap((each) => {
      const stays = there.get(each)?.map(({ worker, from, to }) => `${worker} ${minute(from)}-${minute(to) ?? ''}`);
      return stays ? [[each.id, stays]] : [];
    }),
  );
}
/** The visit that each log is shown with. */
function shownWith(places: readonly Place[], logs: readonly LogFacts[]) {
  const { placeOf } = attendances(places, logs, reach);
  return Object.fromEntries(logs.map((each) => [each.externalId, placeOf.get(each)?.id ?? null]));
}

describe('which visit a worker was at', () => {
  it.each([
    [-120.001, null],
    [-120, 'V1'],
    [120, 'V1'],
    [120.001, null],
  ])('DEL-02: who names none and comes %d minutes off the only one', (minutes, visit) => {
    expect(shownWith([place('V1', 0)], [log('L1', minutes)])).toEqual({ L1: visit });
  });

  it.each([
    [-240.001, null],
    [-240, 'V1'],
    [240, 'V1'],
    [240.001, null],
    [780, null],
  ])('DEL-02, DEL-10: who names it and comes %d minutes off', (minutes, visit) => {
    expect(shownWith([place('V1', 0)], [log('L1', minutes, minutes + 30, { visitExternalId: 'V1' })])).toEqual({
      L1: visit,
    });
  });

  it('DEL-02: the nearest start, and of two as near the earlier', () => {
    const places = [place('V1', 0), place('V2', 60)];
    expect(shownWith(places, [log('L1', 31)])).toEqual({ L1: 'V2' });
    expect(shownWith(places, [log('L1', 30)])).toEqual({ L1: 'V1' });
  });

  it('DEL-02: the one that is named, before any that is near', () => {
    const logs = [log('L1', 0, 30, { worker: 'W1', visitExternalId: 'V2' }), log('L2', 5, 35, { worker: 'W2' })];
    expect(shownWith([place('V1', 0), place('V2', 200)], logs)).toEqual({ L1: 'V2', L2: 'V1' });
  });

  it('DEL-02: a name of its own system first, then of another, and one that leads nowhere leaves it to the times', () => {
    const places = [
      place('A', 0, { plans: [{ source: 'roster', externalId: '7' }] }),
      place('B', 60, { plans: [{ source: 'ecm', externalId: '7' }] }),
    ];
    expect(shownWith(places, [log('L1', 0, 30, { visitExternalId: '7' })])).toEqual({ L1: 'B' });
    expect(shownWith(places, [log('L1', 60, 90, { visitExternalId: '7', source: 'other' })])).toEqual({ L1: 'A' });
    expect(shownWith(places, [log('L1', 60, 90, { visitExternalId: '8' })])).toEqual({ L1: 'B' });
  });

  it('DEL-02: a visit takes no more workers than it needs: a third is at none', () => {
    const logs = ['W1', 'W2', 'W3'].map((worker, nth) => log(`L${nth + 1}`, nth, 30, { worker }));
    expect(shownWith([place('V1', 0)], logs)).toEqual({ L1: 'V1', L2: null, L3: null });
    expect(shownWith([place('V1', 0, { workersNeeded: 2 })], logs)).toEqual({ L1: 'V1', L2: 'V1', L3: null });
  });

  it.each([
    ['at the next nearest', 34.999, 'V2'],
    ['at none if they were gone when that was to begin', 35, null],
  ])('DEL-02, DEL-10: who finds a visit taken is %s', (_what, second, place2) => {
    const logs = [log('L1', 0, 30, { worker: 'W1' }), log('L2', 5, 35, { worker: 'W2' })];
    expect(shownWith([place('V1', 0), place('V2', second)], logs)).toEqual({ L1: 'V1', L2: place2 });
  });

  it('DEL-02, DEL-10: who names a visit that has its workers is at no other', () => {
    const named = (id: string, from: number, worker: string) => log(id, from, 60, { worker, visitExternalId: 'V1' });
    const logs = [named('L1', 0, 'W1'), named('L2', 5, 'W2')];
    expect(shownWith([place('V1', 0), place('V2', 30)], logs)).toEqual({ L1: 'V1', L2: null });
  });

  it('DEL-01, VAR-02: what the council does not expect comes after all that it does', () => {
    const places = [place('V1', 0, { isExpected: false }), place('V2', 90)];
    expect(shownWith(places, [log('L1', 0)])).toEqual({ L1: 'V2' });
    expect(shownWith(places, [log('L1', -60)])).toEqual({ L1: 'V1' });
    const two = [log('L1', 0, 30, { worker: 'W1' }), log('L2', 1, 31, { worker: 'W2' })];
    expect(shownWith(places, two)).toEqual({ L1: 'V1', L2: 'V2' });
  });
});

describe('the stay of one worker', () => {
  it('DEL-03, KPI-26: one logged by telephone and by tag was there once', () => {
    const logs = [log('L1', 0, 30, { arrivedBy: 'TELEPHONE' }), log('L2', 1, 29, { arrivedBy: 'TAG' })];
    expect(came([place('V1', 0, { workersNeeded: 2 })], logs)).toEqual({ V1: ['W1 0-30'] });
    expect(shownWith([place('V1', 0)], logs)).toEqual({ L1: 'V1', L2: 'V1' });
  });

  it('DEL-10, PAY-02: one that was written down within another is no stay, whatever call it names', () => {
    const places = [place('V1', 0), place('V2', 30)];
    const logs = [log('L1', 0, 70), log('L2', 30, 60, { visitExternalId: 'V2' })];
    const { within } = attendances([places[0]!, place('V2', 31)], logs, reach);
    expect(came([places[0]!, place('V2', 31)], logs)).toEqual({ V1: ['W1 0-70'] });
    expect([...within].map(({ externalId }) => externalId)).toEqual(['L2']);
    // Of two that begin together the longer holds the other.
    expect(came([place('V1', 0), place('V2', 45)], [log('L1', 0, 20), log('L2', 0, 30)])).toEqual({ V1: ['W1 0-30'] });
  });

  it('DEL-02: logs that touch or overlap are one stay, and those of another worker are not', () => {
    expect(came([place('V1', 0)], [log('L1', 0, 15), log('L2', 15, 30)])).toEqual({ V1: ['W1 0-30'] });
    expect(came([place('V1', 0)], [log('L1', 0, 15), log('L2', 10, 30)])).toEqual({ V1: ['W1 0-30'] });
    expect(came([place('V1', 0)], [log('L1', 0, 15), log('L2', 15.001, 30)])).toEqual({
      V1: ['W1 0-15', 'W1 15.001-30'],
    });
    const two = [log('L1', 0, 15), log('L2', 15, 30, { worker: 'W2' })];
    expect(came([place('V1', 0, { workersNeeded: 2 })], two)).toEqual({ V1: ['W1 0-15', 'W2 15-30'] });
  });

  it('DEL-02: a night that the system splits at midnight is one stay', () => {
    const night = place('N', 780, { expectedEnd: at(1380) });
    expect(came([night], [log('L1', 780, 900), log('L2', 900, 1380)])).toEqual({ N: ['W1 780-1380'] });
  });

  it('DEL-02: two that touch and name different calls are two, and where they overlap one is cut', () => {
    const places = [place('V1', 0), place('V2', 30)];
    const named = (from: number) => [
      log('L1', 0, 30, { visitExternalId: 'V1' }),
      log('L2', from, 60, { visitExternalId: 'V2' }),
    ];
    expect(came(places, named(30))).toEqual({ V1: ['W1 0-30'], V2: ['W1 30-60'] });
    expect(came(places, named(20))).toEqual({ V1: ['W1 0-30'], V2: ['W1 30-60'] });
  });

  it('DEL-06: parts of one night that name each its own plan of it are one stay', () => {
    const plans = ['P1', 'P2'].map((externalId) => ({ source: 'roster', externalId }));
    const night = place('N', 0, { expectedEnd: at(540), plans });
    const logs = [log('L1', 0, 200, { visitExternalId: 'P1' }), log('L2', 200, 540, { visitExternalId: 'P2' })];
    expect(came([night], logs)).toEqual({ N: ['W1 0-540'] });
  });

  it('DEL-02: who has not left yet has not gone on: what follows is another stay', () => {
    expect(came([place('V1', 0)], [log('L1', 0, null), log('L2', 10, 30)])).toEqual({ V1: ['W1 0-', 'W1 10-30'] });
  });

  it('DEL-02: the seconds between an arrival and a departure are no length, unless the person refused', () => {
    const [empty] = [log('L1', 5, 5.99)];
    const found = attendances([place('V1', 0)], [empty!], reach);
    expect([found.at.size, [...found.noLength.values()]]).toEqual([0, [[empty]]]);
    expect(shownWith([place('V1', 0)], [empty!])).toEqual({ L1: 'V1' });
    expect(shownWith([place('V1', 0)], [log('L1', 121, 121)])).toEqual({ L1: null });
    expect(came([place('V1', 0)], [log('L1', 5, 6)])).toEqual({ V1: ['W1 5-6'] });
    const refused = { reason: 'NOT_TODAY', capacityConcern: false };
    expect(came([place('V1', 0)], [log('L1', 5, 5, { refused })])).toEqual({ V1: ['W1 5-5'] });
  });
});

describe('what was entered by hand', () => {
  it('DEL-03: it comes after what a device logged, however near', () => {
    const logs = [log('L1', 0, 30, { ...byHand, worker: 'W1' }), log('L2', 40, 70, { worker: 'W2' })];
    expect(came([place('V1', 0)], logs)).toEqual({ V1: ['W2 40-70'] });
    const named = logs.map((each) => (each.worker === 'W1' ? { ...each, visitExternalId: 'V1' } : each));
    expect(came([place('V1', 0)], named)).toEqual({ V1: ['W2 40-70'] });
  });

  it('DEL-03: what a device logged of the same worker is left out of it', () => {
    const places = [place('V1', 0)];
    expect(came(places, [log('L1', -10, 20, byHand), log('L2', 0, 30)])).toEqual({ V1: ['W1 -10-0', 'W1 0-30'] });
    expect(came(places, [log('L1', 10, 45, byHand), log('L2', 0, 30)])).toEqual({ V1: ['W1 0-30', 'W1 30-45'] });
    expect(came(places, [log('L1', 0, 30, byHand), log('L2', 0, 30)])).toEqual({ V1: ['W1 0-30'] });
    expect([...attendances(places, [log('L1', 5, 25, byHand), log('L2', 0, 30)], reach).within]).toHaveLength(1);
  });
});

describe('one stay through several calls', () => {
  const night = [0, 180, 360].map((start, nth) => place(`N${nth + 1}`, start, { expectedEnd: at(start + 180) }));

  it('DEL-06, DEL-10: a night in three parts with one log is an attendance at each', () => {
    const all = { N1: ['W1 -5-180'], N2: ['W1 180-360'], N3: ['W1 360-545'] };
    expect(came(night, [log('L1', -5, 545)])).toEqual(all);
    // Whichever part it names.
    expect(came(night, [log('L1', -5, 545, { visitExternalId: 'N2' })])).toEqual(all);
    expect(shownWith(night, [log('L1', -5, 545)])).toEqual({ L1: 'N1' });
  });

  it.each([
    [535, ['N1', 'N2', 'N3']],
    [534.999, ['N1', 'N2']],
    [355, ['N1', 'N2']],
    [354.999, ['N1']],
  ])('DEL-08: a part is covered if it is covered but for five minutes: to the %d. minute', (to, covered) => {
    expect(Object.keys(came(night, [log('L1', 0, to)]))).toEqual(covered);
  });

  it.each([
    [185, ['N2', 'N3']],
    [185.001, ['N3']],
  ])('DEL-08: backwards too: a stay from the %d. minute that names the last part', (from, covered) => {
    expect(Object.keys(came(night, [log('L1', from, 540, { visitExternalId: 'N3' })]))).toEqual(covered);
  });

  it('DEL-10: it ends at a gap, at a call that has its workers, and at one that is not expected', () => {
    const apart = [night[0]!, place('N2', 181, { expectedEnd: at(360) })];
    expect(Object.keys(came(apart, [log('L1', 0, 400)]))).toEqual(['N1']);
    const off = [night[0]!, { ...night[1]!, isExpected: false }];
    expect(Object.keys(came(off, [log('L1', 0, 400)]))).toEqual(['N1']);
    const taken = [log('L1', 0, 400), log('L2', 180, 360, { worker: 'W2' })];
    expect(came(night.slice(0, 2), taken)).toEqual({ N1: ['W1 0-400'], N2: ['W2 180-360'] });
  });

  it.each([
    ['who came when its own call was over', log('L1', 190, 545, { visitExternalId: 'N1' }), { N1: ['W1 190-545'] }],
    ['who left before its own call', log('L1', 125, 355, { visitExternalId: 'N3' }), { N3: ['W1 125-355'] }],
  ])('DEL-10: %s was at no other', (_who, only, there) => {
    expect(came(night, [only])).toEqual(there);
  });

  it('DEL-10: who is still there is at the first alone', () => {
    expect(came(night, [log('L1', 0, null)])).toEqual({ N1: ['W1 0-'] });
  });
});

describe('the order of what is reported', () => {
  const anyLog = fc.record({
    id: fc.integer({ min: 1, max: 12 }),
    from: fc.integer({ min: -12, max: 40 }),
    stayed: fc.constantFrom(null, 0, 1, 2, 3, 6, 18),
    worker: fc.constantFrom('W1', 'W1', 'W2', 'W3'),
    names: fc.constantFrom(null, null, 'V1', 'V2', 'V4'),
    byHand: fc.boolean(),
  });
  type AnyLog = typeof anyLog extends fc.Arbitrary<infer Each> ? Each : never;
  const logs = fc.uniqueArray(anyLog, { maxLength: 10, selector: ({ id }) => id });
  const places = [
    place('V1', 0, { workersNeeded: 2 }),
    place('V2', 30),
    place('V3', 60, { workersNeeded: 2 }),
    place('V4', 180, { isExpected: false }),
    place('V5', 200),
  ];
  const reported = (each: AnyLog): LogFacts =>
    log(`L${each.id}`, each.from * 5, each.stayed === null ? null : (each.from + each.stayed) * 5, {
      ...{ worker: each.worker, visitExternalId: each.names, arrivedBy: each.byHand ? 'MANUAL' : 'GPS' },
    });
  const seen = (some: readonly LogFacts[]) => {
    const { noLength, within } = attendances(places, some, reach);
    const ids = (each: Iterable<LogFacts>) => [...each].map(({ externalId }) => externalId).sort();
    return {
      ...{ came: came(places, some), shown: shownWith(places, some), within: ids(within) },
      noLength: [...noLength.values()].map(ids).sort(),
    };
  };

  it('DEL-02: it decides nothing: shuffled, they say the same', () => {
    fc.assert(
      fc.property(
        logs.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))),
        ([some, shuffled]) => expect(seen(shuffled.map(reported))).toEqual(seen(some.map(reported))),
      ),
      { numRuns: 500 },
    );
  });

  it('DEL-02, DEL-10: no visit has more workers than it needs, and nobody is logged at two at once', () => {
    fc.assert(
      fc.property(logs, (some) => {
        const all = some.map(reported);
        const { at: there } = attendances(places, all, reach);
        for (const [visit, stays] of there) {
          expect(new Set(stays.map(({ worker }) => worker)).size).toBeLessThanOrEqual(visit.workersNeeded);
        }
        const byDevice = [...there].flatMap(([visit, stays]) => stays.map((stay) => ({ ...stay, visit })));
        for (const a of byDevice) {
          for (const b of byDevice) {
            if (a.visit === b.visit || a.worker !== b.worker || !a.to || !b.to) continue;
            if ([...a.logs, ...b.logs].some(({ arrivedBy }) => arrivedBy === 'MANUAL')) continue;
            expect(Math.min(+a.to, +b.to)).toBeLessThanOrEqual(Math.max(+a.from, +b.from));
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('DEL-02: minutes are whole ones', () => {
  expect([minutesOf(NINE, at(29.999)), minutesOf(NINE, at(30))]).toEqual([29, 30]);
});
