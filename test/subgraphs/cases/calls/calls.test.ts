import type {
  CommissionedCall,
  CommissionedCallsChanged,
  PlacementProposed,
  PlacementsTakenOver,
} from '../../../../schema/events/cases.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aPerson, aPlan, aRequest, asking, fresh, OAK, said, startCases } from '../harness.js';

type Changed = CommissionedCallsChanged['data'];
const CALLS = `query ($id: ID!, $on: LocalDate) { placement(id: $id) { calls(on: $on) {
  callId days requestedStart agreedStart window { earliest latest } minutes workers activities timeCritical night } } }`;
const VERSIONS = `query ($id: ID!) { placement(id: $id) {
  callsVersions { from to because agreedWith agreedAt calls { callId minutes } } } }`;

describe('commissioned calls', () => {
  let hub: TestSubgraph;
  let cases: ReturnType<typeof asking>;
  beforeEach(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterEach(() => hub.stop());

  const window = { earliest: '11:30', latest: '13:30' };
  const request = () => aRequest({ calls: [aCall(), aCall({ startTime: '12:00', window, days: ['MON', 'WED'] })] });
  const callsOn = async (id: string, on?: string, caller = 'oak') =>
    (await cases.ask<{ calls: CommissionedCall[] }>(caller, CALLS, { id, on })).calls;
  const idsOf = async (id: string) => (await callsOn(id)).map(({ callId }) => callId) as [string, string];
  const changes = (id: string) => cases.toldOf<Changed>(id, 'CommissionedCallsChanged');
  const daysOf = ({ because, versions }: Changed) => [because, ...versions.map(({ from, to }) => [from, to])];
  const passTo = (instant: string) => hub.time.freezeAt(new Date(instant));
  const agree = async (placementId: string, callId: string, more: Record<string, unknown>, caller = 'oak') =>
    said(
      await cases.act(caller, 'agreeCallTime', {
        ...{ placementId, callId, from: '2026-06-02', startTime: '09:00', agreedWith: 'PERSON' },
        ...{ agreedAt: await hub.time.now(), ...more },
      }),
    );

  describe('as they are placed', () => {
    it('DEL-01, AWRD-10: are those of the need from the first day of care on, and told with the award', async () => {
      const id = await cases.placedUpTo('DOCS_SENT', request());
      const [proposed] = await cases.toldOf<PlacementProposed['data']>(id, 'PlacementProposed');
      expect(proposed!.startsOn).toBe('2026-06-08');
      expect(proposed!.calls).toMatchObject({ from: null, to: null });
      expect(await callsOn(id)).toEqual(proposed!.calls.calls);
      expect(await callsOn(id, '2025-01-01', 'broker')).toEqual(proposed!.calls.calls);
      expect(proposed!.calls.calls).toEqual([
        {
          ...{ callId: expect.any(String), days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] },
          ...{ requestedStart: '08:00', agreedStart: null, window: null, minutes: 45, workers: 1 },
          ...{ activities: ['PERSONAL_CARE'], timeCritical: false, night: null },
        },
        {
          ...{ callId: expect.any(String), days: ['MON', 'WED'] },
          ...{ requestedStart: '12:00', agreedStart: null, window, minutes: 45, workers: 1 },
          ...{ activities: ['PERSONAL_CARE'], timeCritical: false, night: null },
        },
      ]);
      const versions = await cases.ask('broker', VERSIONS, { id });
      expect(versions).toMatchObject({ callsVersions: [{ from: null, to: null, because: null, agreedWith: null }] });
    });

    it('DEL-01, ASM-37: are told of each placement that is taken over', async () => {
      const running = (startTime: string) => ({
        ...{ lasLineId: fresh('LINE'), providerId: OAK, person: aPerson(), careType: 'STANDARD_ADULT' },
        ...{ groups: ['OLDER_PEOPLE'], calls: [aCall({ startTime })], startedOn: '2025-02-03' },
        ...{ hourlyRatePence: 2150, carePlan: aPlan() },
      });
      const { placements } = await cases.ask<{ placements: Array<{ id: string }> }>(
        'las',
        'mutation ($input: TakeOverPlacementsInput!) { takeOverPlacements(input: $input) { placements { id } } }',
        { input: { idempotencyKey: fresh(), placements: [running('08:00'), running('09:30')] } },
      );
      const [event] = await hub.told('PlacementsTakenOver');
      const told = (event!.data as PlacementsTakenOver['data']).placements;
      expect(told.map(({ calls }) => calls.calls[0]!.requestedStart).sort()).toEqual(['08:00', '09:30']);
      for (const { id } of placements) {
        expect(await callsOn(id)).toEqual(told.find(({ placementId }) => placementId === id)!.calls.calls);
      }
    });

    it('DEL-01, IDG-05: are seen as the need is: by council and provider, while the placement is live', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      for (const caller of ['broker', 'practitioner', 'commissioner', 'oakStaff', 'oakMonitoring']) {
        expect(await callsOn(id, undefined, caller)).toHaveLength(2);
      }
      for (const caller of ['elm', 'ashdown']) expect(await cases.ask(caller, CALLS, { id })).toBeNull();
      const ending = { placementId: id, reason: 'DEATH', endDate: '2026-06-01' };
      expect(said(await cases.act('las', 'endPlacement', ending))).toEqual([]);
      expect(await callsOn(id)).toBeNull();
      expect(await cases.ask('oak', VERSIONS, { id })).toEqual({ callsVersions: null });
      expect(await callsOn(id, undefined, 'broker')).toHaveLength(2);
    });
  });

  it('ASM-13: a mark is one version for each stretch of days from today on, and what is temporary still ends', async () => {
    const id = await cases.placedUpTo('ACTIVE', request());
    const [daily, lunch] = await idsOf(id);
    const more = { kind: 'TEMPORARY_INCREASE', effectiveFrom: '2026-06-10', effectiveTo: '2026-06-12' };
    const calls = [aCall({ minutes: 60 }), aCall({ startTime: '12:00', days: ['WED', 'MON'] })];
    expect(said(await cases.vary(id, { ...more, calls }))).toEqual([]);
    const mark = async (input: Record<string, unknown>) =>
      said(await cases.act('practitioner', 'markTimeCritical', { placementId: id, ...input }));
    expect(await mark({ callId: lunch, timeCritical: true })).toEqual([]);
    expect((await changes(id)).map(daysOf)).toEqual([
      ['VARIATION', ['2026-06-10', '2026-06-12']],
      ['TIME_CRITICAL', ['2026-06-01', '2026-06-09'], ['2026-06-10', '2026-06-12'], ['2026-06-13', null]],
    ]);
    const seen = (await Promise.all(['2026-06-01', '2026-06-11', '2026-06-13'].map((day) => callsOn(id, day)))).map(
      (week) => week.map(({ callId, minutes, timeCritical, window }) => [callId, minutes, timeCritical, window]),
    );
    expect(seen).toEqual([
      [
        [daily, 45, false, null],
        [lunch, 45, true, null],
      ],
      [
        [daily, 60, false, null],
        [lunch, 45, true, null],
      ],
      [
        [daily, 45, false, null],
        [lunch, 45, true, null],
      ],
    ]);
    expect(await cases.toldOf(id, 'CallMarkedTimeCritical')).toMatchObject([
      { callId: lunch, call: 1, timeCritical: true },
    ]);
    expect(await mark({ call: 1, timeCritical: true })).toEqual([]);
    expect(await changes(id)).toHaveLength(2);
    expect(await mark({ callId: fresh(), timeCritical: true })).toEqual(['ASM-14 CALL_UNKNOWN input.callId']);
    expect(await mark({ timeCritical: true })).toEqual(['ASM-14 CALL_UNKNOWN input.call']);
  });

  describe('at an agreed time', () => {
    it('ASM-14: a standing one moves the call from its first day on, and the requested one takes it back', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      const [daily] = await idsOf(id);
      expect(await agree(id, daily, {})).toEqual([]);
      const startsOn = async (day: string) => (await callsOn(id, day))[0]!.agreedStart;
      expect([await startsOn('2026-06-01'), await startsOn('2026-06-02')]).toEqual([null, '09:00']);
      expect(await agree(id, daily, { from: '2026-06-05', startTime: '08:00', agreedWith: 'NEXT_OF_KIN' })).toEqual([]);
      expect([await startsOn('2026-06-04'), await startsOn('2026-06-05')]).toEqual(['09:00', null]);
      expect((await changes(id)).map(daysOf)).toEqual([
        ['AGREED_TIME', ['2026-06-02', null]],
        ['AGREED_TIME', ['2026-06-05', null]],
      ]);
      expect(await cases.ask('broker', VERSIONS, { id })).toMatchObject({
        callsVersions: [
          { agreedWith: null, agreedAt: null },
          { because: 'AGREED_TIME', agreedWith: 'PERSON', agreedAt: '2026-06-01T09:00:00.000Z' },
          { agreedWith: 'NEXT_OF_KIN' },
        ],
      });
      expect(await agree(id, daily, { from: '2026-06-05', startTime: '08:00' })).toEqual([]);
      expect(await changes(id)).toHaveLength(2);
    });

    it('ASM-14: one for a day moves that day alone, and leaves a window behind', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      const [, lunch] = await idsOf(id);
      expect(await agree(id, lunch, { from: '2026-06-03', to: '2026-06-03', startTime: '14:00' }, 'broker')).toEqual(
        [],
      );
      const times = async (day: string) => {
        const { agreedStart, window } = (await callsOn(id, day))[1]!;
        return [agreedStart, window];
      };
      expect(await times('2026-06-02')).toEqual([null, window]);
      expect(await times('2026-06-03')).toEqual(['14:00', null]);
      expect(await times('2026-06-04')).toEqual([null, window]);
    });

    it('ASM-13, ASM-14, WIN-15: is refused after its start, outside the day band, in the future, and of no call', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      const [daily, lunch] = await idsOf(id);
      // It is ten in the morning on Monday 1 June.
      expect(await agree(id, daily, { from: '2026-06-01' })).toEqual(['ASM-14 TOO_LATE input.from']);
      expect(await agree(id, lunch, { from: '2026-06-01', startTime: '10:00' })).toEqual([
        'ASM-14 TOO_LATE input.from',
      ]);
      expect(await agree(id, daily, { startTime: '23:00' })).toEqual(['WIN-15 CALL_OUTSIDE_DAY_BAND input.startTime']);
      expect(await agree(id, daily, { agreedAt: '2026-06-01T09:00:01Z' })).toEqual([
        'ASM-14 AGREED_IN_FUTURE input.agreedAt',
      ]);
      expect(await agree(id, daily, { to: '2026-06-01' })).toEqual(['ASM-14 ENDS_BEFORE_START input.to']);
      expect(await agree(id, lunch, { from: '2026-06-04', to: '2026-06-07' })).toEqual([
        'ASM-14 CALL_NOT_ON_DAYS input.from',
      ]);
      expect(await agree(id, fresh(), {})).toEqual(['ASM-14 CALL_UNKNOWN input.callId']);
      expect(await changes(id)).toEqual([]);
      await cases.act('practitioner', 'markTimeCritical', { placementId: id, callId: daily, timeCritical: true });
      expect(await agree(id, daily, {})).toEqual(['ASM-13 TIME_CRITICAL_IS_THE_COUNCILS input.callId']);
      expect(await agree(id, daily, {}, 'practitioner')).toEqual([]);
      for (const caller of ['las', 'elm', 'commissioner', 'oakMonitoring', 'ashdown']) {
        const answer = await agree(id, daily, {}, caller).catch(() => ['IDG-06']);
        expect({ caller, isRefused: answer.length > 0 }).toEqual({ caller, isRefused: true });
      }
      const ending = { placementId: id, reason: 'DEATH', endDate: '2026-06-01' };
      expect(said(await cases.act('las', 'endPlacement', ending))).toEqual([]);
      expect(await agree(id, daily, {}, 'broker')).toEqual(['SM-4 PLACEMENT_OVER']);
    });

    it('ASM-14: a time that is offered before care begins is agreed from its first day on', async () => {
      const id = await cases.placedUpTo('DOCS_SENT', request());
      const advisedAt = await hub.time.now();
      const advise = async (...times: unknown[]) =>
        said(await cases.act('oak', 'adviseOfferedTimes', { placementId: id, times }));
      expect(await advise({ call: 0, offered: '09:00', advisedAt }, { call: 1, offered: '12:00' })).toEqual([]);
      expect((await callsOn(id, '2026-06-08')).map((call) => [call.agreedStart, call.window])).toEqual([
        ['09:00', null],
        [null, window],
      ]);
      expect((await changes(id)).map(daysOf)).toEqual([['AGREED_TIME', [null, null]]]);
      expect(await advise({ call: 0, offered: '08:00' })).toEqual([]);
      expect((await callsOn(id, '2026-06-08'))[0]!.agreedStart).toBeNull();
      expect(await advise({ call: 0, offered: '23:00', advisedAt })).toEqual([
        'WIN-15 CALL_OUTSIDE_DAY_BAND input.times.0.offered',
      ]);
    });

    it('ASM-14: what is offered once care has begun is a statement, and moves nothing', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      const times = [{ call: 0, offered: '09:00', advisedAt: await hub.time.now() }];
      expect(said(await cases.act('oak', 'adviseOfferedTimes', { placementId: id, times }))).toEqual([]);
      expect(await changes(id)).toEqual([]);
    });
  });

  describe('as they are varied', () => {
    it('VAR-14, VAR-15: are told when they are recorded, hold from their day, and come to the level', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      const [daily, lunch] = await idsOf(id);
      await agree(id, daily, { from: '2026-06-08', to: '2026-06-08', startTime: '09:00' });
      const calls = [aCall({ minutes: 30 }), aCall({ startTime: '18:00', days: ['MON'], minutes: 30 })];
      const less = { kind: 'REDUCE', effectiveFrom: '2026-06-05', calls };
      expect(said(await cases.vary(id, { ...less, weeklyWorkerMinutes: 241 }))).toEqual([
        'VAR-15 LEVEL_DIFFERS input.weeklyWorkerMinutes',
      ]);
      expect(said(await cases.vary(id, { ...less, calls: null }))).toEqual(['VAR-15 CALLS_MISSING input.calls']);
      expect(said(await cases.vary(id, { ...less, calls: [] }))).toEqual(['VAR-15 CALLS_MISSING input.calls']);
      expect(said(await cases.vary(id, { ...less, calls: [{ ...calls[0], callId: fresh() }] }))).toEqual([
        'ASM-14 CALL_UNKNOWN input.calls.0.callId',
      ]);
      expect(said(await cases.vary(id, { ...less, calls: [aCall({ minutes: 31 })] }))).toEqual([
        'DEL-06 VISIT_MINUTES_NOT_ALLOWED input.calls.0.minutes',
      ]);
      const suspended = { kind: 'SUSPEND', effectiveFrom: '2026-06-05', calls };
      expect(said(await cases.vary(id, suspended))).toEqual(['VAR-15 CALLS_NOT_EXPECTED input.calls']);
      expect(said(await cases.vary(id, { ...less, weeklyWorkerMinutes: 240 }))).toEqual([]);
      expect((await changes(id)).map(daysOf)).toEqual([
        ['AGREED_TIME', ['2026-06-08', '2026-06-08']],
        ['VARIATION', ['2026-06-05', '2026-06-07'], ['2026-06-08', '2026-06-08'], ['2026-06-09', null]],
      ]);
      const level = async () =>
        (
          await cases.ask<{ now: number }>(
            'oak',
            'query ($id: ID!) { placement(id: $id) { now: currentWeeklyWorkerMinutes } }',
            { id },
          )
        ).now;
      expect([(await callsOn(id)).map(({ callId }) => callId), await level()]).toEqual([[daily, lunch], 405]);
      await passTo('2026-06-05T09:00:00Z');
      const [first, second] = (await callsOn(id)) as [CommissionedCall, CommissionedCall];
      expect([first.callId, first.minutes, await level()]).toEqual([daily, 30, 240]);
      expect([daily, lunch]).not.toContain(second.callId);
      expect((await callsOn(id, '2026-06-08')).map(({ agreedStart }) => agreedStart)).toEqual(['09:00', null]);
    });

    it('VAR-06, VAR-14: come back as a temporary increase is ended early, with the times agreed meanwhile', async () => {
      const id = await cases.placedUpTo('ACTIVE', request());
      const [daily, lunch] = await idsOf(id);
      const more = { kind: 'TEMPORARY_INCREASE', effectiveFrom: '2026-06-02', effectiveTo: '2026-06-20' };
      expect(said(await cases.vary(id, { ...more, calls: [aCall({ minutes: 90 })] }))).toEqual([]);
      await passTo('2026-06-03T10:00:00Z');
      expect(await agree(id, daily, { from: '2026-06-04', startTime: '08:30' })).toEqual([]);
      expect(said(await cases.vary(id, { kind: 'END_TEMPORARY_INCREASE', effectiveFrom: '2026-06-10' }))).toEqual([]);
      const seen = async (day: string) =>
        (await callsOn(id, day)).map(({ callId, minutes, agreedStart }) => [callId, minutes, agreedStart]);
      expect(await seen('2026-06-09')).toEqual([[daily, 90, '08:30']]);
      for (const day of ['2026-06-10', '2026-06-20', '2026-06-21']) {
        expect([day, await seen(day)]).toEqual([
          day,
          [
            [daily, 45, '08:30'],
            [lunch, 45, null],
          ],
        ]);
      }
      await passTo('2026-06-10T09:00:00Z');
      const told = await cases.toldOf<{ kind: string; changes: string | null; variationId: string }>(
        id,
        'VariationEffective',
      );
      expect(told.map(({ kind, changes }) => [kind, changes])).toEqual([
        ['TEMPORARY_INCREASE', null],
        ['END_TEMPORARY_INCREASE', told[0]!.variationId],
      ]);
    });
  });
});
