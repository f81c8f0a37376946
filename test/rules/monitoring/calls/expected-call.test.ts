import {
  type ExpectedCall,
  type ExpectingPlacement,
  expectedCalls,
  firstDayOf,
  offUncalled,
} from '../../../../subgraphs/monitoring/rules/calls/expected-call.js';
import { AWARDED_AT, aCommissionedCall, aPlacement, aVersion } from './a-placement.js';

const NOON = new Date('2026-05-20T11:00:00Z');
const ofDay = (placement: Partial<ExpectingPlacement>, careDay = '2026-06-01') =>
  expectedCalls(aPlacement(placement), careDay);
/** When each call of a day is expected, and why it is not. */
const shown = (calls: readonly ExpectedCall[]) =>
  calls.map(({ expectedStart, off }) => [expectedStart.toISOString(), off?.because ?? null]);
const offOn = (placement: Partial<ExpectingPlacement>, careDay: string) =>
  ofDay(placement, careDay).map(({ off }) => off?.because ?? null)[0];
const callsAt = (...times: string[]) => [
  aVersion(times.map((requestedStart) => aCommissionedCall({ callId: `at ${requestedStart}`, requestedStart }))),
];

describe('a call that is expected', () => {
  it('DEL-01: it is as the council commissioned it, for one day', () => {
    const call = aCommissionedCall({
      ...{ minutes: 45, workers: 2, activities: ['MEDICATION'], timeCritical: true, night: 'SLEEP_IN' },
    });
    expect(ofDay({ versions: [aVersion([call])] })).toEqual([
      {
        id: expect.any(String),
        callId: 'call',
        day: '2026-06-01',
        expectedStart: new Date('2026-06-01T08:00:00Z'),
        expectedEnd: new Date('2026-06-01T08:45:00Z'),
        windowFrom: null,
        windowTo: null,
        ...{ minutes: 45, workersNeeded: 2, timeCritical: true, tasks: ['MEDICATION'], night: 'SLEEP_IN', off: null },
      },
    ]);
  });

  it('DEL-01: its id is the same whenever it is made and whatever becomes of it, and another’s for each call and day', () => {
    const [call] = ofDay({});
    expect(call!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    const later = aVersion([aCommissionedCall({ requestedStart: '10:00', minutes: 60 })], { toldAt: NOON });
    expect(ofDay({ versions: [...aPlacement().versions, later] })[0]!.id).toBe(call!.id);
    expect(ofDay({ end: { lastDay: '2026-05-20', toldAt: NOON } })[0]!.id).toBe(call!.id);
    expect(ofDay({}, '2026-06-02')[0]!.id).not.toBe(call!.id);
    expect(ofDay({ versions: callsAt('09:00') })[0]!.id).not.toBe(call!.id);
  });

  it('ASM-14: the time that was agreed takes the place of the one that was asked for', () => {
    const versions = [aVersion([aCommissionedCall({ agreedStart: '09:45' })])];
    expect(shown(ofDay({ versions }))).toEqual([['2026-06-01T08:45:00.000Z', null]]);
  });

  it.each<[string, string, [string, string], [string, string]]>([
    ['around its time', '09:00', ['08:30', '10:00'], ['2026-06-01T07:30', '2026-06-01T09:00']],
    ['over midnight, before it', '23:30', ['23:00', '00:30'], ['2026-06-01T22:00', '2026-06-01T23:30']],
    ['over midnight, after it', '00:15', ['23:45', '00:45'], ['2026-06-01T22:45', '2026-06-01T23:45']],
    ['from its time on', '09:00', ['09:00', '10:00'], ['2026-06-01T08:00', '2026-06-01T09:00']],
  ])('DEL-01: a window %s', (_what, requestedStart, [earliest, latest], [from, to]) => {
    const versions = [aVersion([aCommissionedCall({ requestedStart, window: { earliest, latest } })])];
    expect(ofDay({ versions })).toMatchObject([
      { windowFrom: new Date(`${from}:00Z`), windowTo: new Date(`${to}:00Z`) },
    ]);
  });

  it('DEL-01: the care day turns at four: a call after midnight comes last, under its own date', () => {
    const versions = callsAt('00:30', '03:59', '04:00', '22:00');
    expect(ofDay({ versions }).map(({ day, callId }) => [day, callId])).toEqual([
      ['2026-06-01', 'at 04:00'],
      ['2026-06-01', 'at 22:00'],
      ['2026-06-02', 'at 00:30'],
      ['2026-06-02', 'at 03:59'],
    ]);
  });

  it('DEL-01: it is expected on the days of the week that it has, and after midnight the day is that of its date', () => {
    const weekly = (requestedStart: string) => [aVersion([aCommissionedCall({ requestedStart, days: ['MON'] })])];
    expect(ofDay({ versions: weekly('09:00') })).toHaveLength(1);
    expect(ofDay({ versions: weekly('09:00') }, '2026-06-02')).toEqual([]);
    // In the night from Sunday to Monday.
    expect(ofDay({ versions: weekly('01:00') }, '2026-05-31').map(({ day }) => day)).toEqual(['2026-06-01']);
    expect(ofDay({ versions: weekly('01:00') })).toEqual([]);
  });

  it.each([
    ['goes forward', '2026-03-28', '00:59', '2026-03-29T00:59:00.000Z'],
    ['goes forward', '2026-03-28', '01:00', '2026-03-29T01:00:00.000Z'],
    ['goes forward', '2026-03-28', '01:30', '2026-03-29T01:30:00.000Z'],
    ['goes forward', '2026-03-28', '02:00', '2026-03-29T01:00:00.000Z'],
    ['goes forward', '2026-03-29', '09:00', '2026-03-29T08:00:00.000Z'],
    ['goes back', '2026-10-24', '01:30', '2026-10-25T00:30:00.000Z'],
    ['goes back', '2026-10-24', '02:00', '2026-10-25T02:00:00.000Z'],
    ['goes back', '2026-10-25', '09:00', '2026-10-25T09:00:00.000Z'],
  ])('DEL-01: in the night when the clock %s, on the care day %s, a call at %s', (_what, careDay, time, start) => {
    expect(shown(ofDay({ versions: callsAt(time) }, careDay))).toEqual([[start, null]]);
  });

  it.each([
    ['2026-03-28', '2026-03-29T08:00:00.000Z'],
    ['2026-10-24', '2026-10-25T07:00:00.000Z'],
  ])('DEL-06: a night of ten hours lasts ten hours when the clock is changed: %s', (careDay, end) => {
    const night = aCommissionedCall({ requestedStart: '22:00', minutes: 600, night: 'WAKING_NIGHT' });
    expect(ofDay({ versions: [aVersion([night])] }, careDay)[0]!.expectedEnd).toEqual(new Date(end));
  });
});

describe('a call that is not expected', () => {
  it.each([
    ['2026-06-09', 'NOT_BEGUN'],
    ['2026-06-10', null],
  ])('AWRD-01: care is to begin on the tenth: on %s %s', (day, because) => {
    expect(offOn({ startsOn: '2026-06-10' }, day)).toBe(because);
  });

  it('AWRD-01: while nothing is known of a first day, none is expected', () => {
    expect(offOn({ startsOn: null }, '2026-06-01')).toBe('NOT_BEGUN');
  });

  it.each([
    ['2026-06-01', null, null, '2026-06-01'],
    ['2026-06-01', '2026-06-03T08:00:00Z', null, '2026-06-03'],
    ['2026-06-01', '2026-06-03T08:00:00Z', '2026-06-02', '2026-06-02'],
    ['2026-06-01', '2026-06-03T08:00:00Z', '2026-06-04', '2026-06-03'],
    ['2026-06-01', null, '2026-06-04', '2026-06-01'],
    [null, null, '2026-06-04', '2026-06-04'],
    [null, null, null, null],
  ])(
    'ROUT-10, SM-4: agreed for %s, the first call confirmed for %s, begun on %s: care is expected from %s on',
    (startsOn, confirmed, startedOn, first) => {
      const firstCallAt = confirmed === null ? null : new Date(confirmed);
      expect(firstDayOf(aPlacement({ startsOn, firstCallAt, startedOn }))).toBe(first);
    },
  );

  it('ROUT-10: the call nearest to the confirmed first call is made at that time, and none is expected before it', () => {
    const confirmed = { versions: callsAt('09:00', '13:00', '19:00'), firstCallAt: new Date('2026-06-01T12:30:00Z') };
    const [before, first, after] = ofDay(confirmed);
    expect(shown([before!, first!, after!])).toEqual([
      ['2026-06-01T08:00:00.000Z', 'NOT_BEGUN'],
      ['2026-06-01T12:30:00.000Z', null],
      ['2026-06-01T18:00:00.000Z', null],
    ]);
    expect(first).toMatchObject({ callId: 'at 13:00', expectedEnd: new Date('2026-06-01T13:00:00Z') });
    // Every other day goes by the council's times.
    expect(shown(ofDay(confirmed, '2026-06-02'))[1]).toEqual(['2026-06-02T12:00:00.000Z', null]);
    expect(offOn(confirmed, '2026-05-31')).toBe('NOT_BEGUN');
  });

  it('ROUT-10, DEL-10: a first call that is confirmed too late takes back no call that was to begin until then', () => {
    const confirmed = {
      ...{ versions: callsAt('09:00', '13:00', '19:00'), startsOn: '2026-05-31' },
      firstCallAt: new Date('2026-06-01T18:30:00Z'),
      confirmedLateAt: new Date('2026-06-01T10:00:00Z'),
    };
    expect(shown(ofDay(confirmed, '2026-05-30')).map(([, because]) => because)).toEqual(Array(3).fill('NOT_BEGUN'));
    expect(shown(ofDay(confirmed, '2026-05-31')).map(([, because]) => because)).toEqual([null, null, null]);
    expect(shown(ofDay(confirmed))).toEqual([
      ['2026-06-01T08:00:00.000Z', null],
      ['2026-06-01T12:00:00.000Z', 'NOT_BEGUN'],
      ['2026-06-01T18:30:00.000Z', null],
    ]);
    const ended = { ...confirmed, end: { lastDay: '2026-05-30', toldAt: NOON } };
    expect(offOn(ended, '2026-05-31')).toBe('ENDED');
  });

  it('ROUT-10: a first call that was made sooner leaves the calls of the confirmed day as they are', () => {
    const firstCallAt = new Date('2026-06-01T12:30:00Z');
    expect(shown(ofDay({ firstCallAt, startedOn: '2026-05-31' }))).toEqual([['2026-06-01T08:00:00.000Z', null]]);
  });

  it.each([
    ['2026-06-09', null],
    ['2026-06-10', 'SUSPENDED'],
    ['2026-06-20', 'SUSPENDED'],
    ['2026-06-21', null],
  ])('VAR-02, VAR-03: suspended from the tenth to the twentieth: on %s %s', (day, because) => {
    const suspensions = [{ from: '2026-06-10', to: '2026-06-20', toldAt: NOON }];
    expect(offOn({ suspensions }, day)).toBe(because);
  });

  it('VAR-02: suspended without an end, and known since it was told', () => {
    const suspensions = [{ from: '2026-06-10', to: null, toldAt: NOON }];
    expect(ofDay({ suspensions }, '2027-06-10')[0]!.off).toEqual({ because: 'SUSPENDED', toldAt: NOON });
  });

  it('VAR-03: a suspension that was over before its first day suspends nothing', () => {
    const suspensions = [{ from: '2026-06-10', to: '2026-06-09', toldAt: NOON }];
    expect(offOn({ suspensions }, '2026-06-10')).toBeNull();
  });

  it.each([
    ['2026-06-20', null],
    ['2026-06-21', 'ENDED'],
  ])('AWRD-12, PAY-10: the twentieth is the last day: on %s %s', (day, because) => {
    expect(offOn({ end: { lastDay: '2026-06-20', toldAt: NOON } }, day)).toBe(because);
  });

  it.each([
    ['2026-06-20', null],
    ['2026-06-21', 'D2A_TERM_OVER'],
  ])('ROUT-16: the twentieth is the last permitted day of a discharge to assess: on %s %s', (day, because) => {
    expect(offOn({ d2aLastDay: '2026-06-20' }, day)).toBe(because);
    expect(ofDay({ d2aLastDay: '2026-06-20' }, '2026-06-21')[0]!.off!.toldAt).toBeNull();
  });

  it('VAR-14: a call that a later version has no more is varied away since that was told', () => {
    const versions = [...callsAt('09:00', '19:00'), { ...callsAt('19:00')[0]!, toldAt: NOON }];
    expect(ofDay({ versions }).map(({ off }) => off)).toEqual([{ because: 'VARIED', toldAt: NOON }, null]);
  });

  it('DEL-01: what answers no call is not commissioned, but on days from before the council’s calls were told it stands for one', () => {
    const reason = (over: Partial<ExpectingPlacement>, day: string) =>
      offUncalled(aPlacement(over), day, new Date(`${day}T08:00:00Z`))?.because ?? null;
    const versions = [aVersion([aCommissionedCall()], { from: '2026-06-02', to: '2026-06-03' })];
    expect(reason({}, '2026-06-01')).toBe('NOT_COMMISSIONED');
    expect(['01', '02', '03', '04'].map((day) => reason({ versions }, `2026-06-${day}`))).toEqual([
      ...[null, 'NOT_COMMISSIONED'],
      ...['NOT_COMMISSIONED', null],
    ]);
    expect(reason({ versions, end: { lastDay: '2026-05-31', toldAt: NOON } }, '2026-06-01')).toBe('ENDED');
    expect(reason({ versions, suspensions: [{ from: '2026-06-01', to: null, toldAt: NOON }] }, '2026-06-01')).toBe(
      'SUSPENDED',
    );
  });

  it('PAY-10: of several reasons the end comes first, and before care has begun there is no other', () => {
    const suspensions = [{ from: '2026-06-01', to: null, toldAt: NOON }];
    const end = { lastDay: '2026-06-10', toldAt: NOON };
    expect(offOn({ suspensions, end }, '2026-06-10')).toBe('SUSPENDED');
    expect(offOn({ suspensions, end }, '2026-06-11')).toBe('ENDED');
    expect(offOn({ suspensions, startsOn: '2026-06-05' }, '2026-06-04')).toBe('NOT_BEGUN');
  });

  it('ASM-37, VAR-14: of a day before the hub knew the placement, what was told later was known in its time', () => {
    const shorter = aVersion([aCommissionedCall({ minutes: 15 })], { from: '2026-03-02', toldAt: AWARDED_AT });
    const versions = [aVersion([aCommissionedCall({ minutes: 45 })]), shorter];
    const suspensions = [{ from: '2026-03-10', to: '2026-03-11', toldAt: AWARDED_AT }];
    const live = aPlacement({ versions, suspensions });
    const history = aPlacement({ versions, suspensions, knownOn: '2026-05-01' });
    const minutesOn = (placement: typeof live, day: string) =>
      expectedCalls(placement, day).map((call) => call.minutes);
    expect([minutesOn(live, '2026-03-02'), minutesOn(history, '2026-03-02')]).toEqual([[45], [15]]);
    expect(expectedCalls(live, '2026-03-10')[0]!.off).toEqual({ because: 'SUSPENDED', toldAt: AWARDED_AT });
    expect(expectedCalls(history, '2026-03-10')[0]!.off).toEqual({
      because: 'SUSPENDED',
      toldAt: new Date('2026-03-10T00:00:00Z'),
    });
  });
});
