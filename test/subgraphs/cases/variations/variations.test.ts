import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import type {
  CommissionedCallsChanged,
  PlacementsTakenOver,
  VariationEffective,
} from '../../../../schema/events/cases.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aPerson, aPlan, asking, ELM, fresh, OAK, register, said, startCases } from '../harness.js';

const TAKE_OVER = `mutation ($input: TakeOverPlacementsInput!) { takeOverPlacements(input: $input) {
  placements { id state reference startDate weeklyWorkerMinutes currentWeeklyWorkerMinutes callOffId lasLineId }
  refusals { rule code field message } } }`;
const PLACEMENT = `query ($id: ID!) { placement(id: $id) {
  id state weeklyWorkerMinutes currentWeeklyWorkerMinutes person { councilPersonId } carePlan { status }
  variations { kind state effectiveFrom effectiveTo minutesBefore minutesAfter }
  ipos { version effectiveFrom weeklyWorkerMinutes } } }`;

describe('placements that run', () => {
  let hub: TestSubgraph;
  let cases: ReturnType<typeof asking>;
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  const aRunning = (changes: Record<string, unknown> = {}) => ({
    lasLineId: fresh('LINE'),
    providerId: OAK,
    person: aPerson(),
    careType: 'STANDARD_ADULT',
    groups: ['OLDER_PEOPLE'],
    calls: [aCall()],
    startedOn: '2025-02-03',
    hourlyRatePence: 2150,
    carePlan: aPlan(),
    ...changes,
  });
  const takeOver = (placements: object[], idempotencyKey = fresh(), caller = 'las') =>
    cases.ask<{ placements: Array<Record<string, unknown>> | null; refusals: never[] }>(caller, TAKE_OVER, {
      input: { idempotencyKey, placements },
    });
  const look = (caller: string, id: string) => cases.ask<Record<string, unknown> | null>(caller, PLACEMENT, { id });
  const vary = (placementId: string, changes: Record<string, unknown>, caller = 'las') =>
    cases.vary(placementId, changes, caller);
  const effects = (id: string) => cases.toldOf<VariationEffective['data']>(id, 'VariationEffective');

  describe('taken over from before the hub', () => {
    it('ASM-37: are live, with person and plan in the hands of their provider, and told once', async () => {
      const rows = [aRunning(), aRunning({ startedOn: '2026-06-01' })];
      const key = fresh();
      const first = await takeOver(rows, key);
      expect(first.refusals).toEqual([]);
      expect(first.placements).toMatchObject([
        { state: 'ACTIVE', startDate: '2025-02-03', weeklyWorkerMinutes: 315, callOffId: null },
        { state: 'ACTIVE', startDate: '2026-06-01' },
      ]);
      const id = first.placements![0]!.id as string;
      expect(await look('oak', id)).toMatchObject({ state: 'ACTIVE', carePlan: { status: 'AUTHORISED' } });
      expect(await look('elm', id)).toBeNull();
      expect(await look('ashdown', id)).toBeNull();
      const again = [await takeOver(rows, key), await takeOver(rows)];
      const ids = first.placements!.map((each) => each.id).sort();
      for (const { placements } of again) expect(placements!.map((each) => each.id).sort()).toEqual(ids);
      const told = (await hub.told('PlacementsTakenOver'))
        .flatMap(({ data }) => (data as PlacementsTakenOver['data']).placements)
        .filter((each) => ids.includes(each.placementId));
      expect(told.map(({ placementId, weeklyWorkerMinutes }) => [placementId, weeklyWorkerMinutes]).sort()).toEqual(
        ids.map((each) => [each, 315]),
      );
    });

    it('ASM-37: a line that is held is not taken for another person or by another provider, and nothing beside it', async () => {
      const held = aRunning();
      expect((await takeOver([held])).refusals).toEqual([]);
      const beside = aRunning();
      expect(said((await takeOver([beside, { ...held, person: aPerson() }])) as never)).toEqual([
        'ASM-37 LINE_HELD_OTHERWISE input.placements.1.person.councilPersonId',
      ]);
      expect(said((await takeOver([beside, { ...held, providerId: ELM }])) as never)).toEqual([
        'ASM-37 LINE_HELD_OTHERWISE input.placements.1.providerId',
      ]);
      const { rowCount } = await hub.pool.query('select from cases.placement where las_line_id = $1', [
        beside.lasLineId,
      ]);
      expect(rowCount).toBe(0);
    });

    it('ASM-37, PROV-32: bring what a whole night costs, or no such rate', async () => {
      const { placements } = await takeOver([aRunning({ wakingNightRatePence: 16_000 })]);
      const told = (await hub.told('PlacementsTakenOver'))
        .flatMap(({ data }) => (data as PlacementsTakenOver['data']).placements)
        .find(({ placementId }) => placementId === placements![0]!.id);
      expect(told!.nightRatesPence).toEqual({ SLEEP_IN: null, WAKING_NIGHT: 16_000 });
    });

    it('ASM-37: all or none, each fault by the place of its placement', async () => {
      const good = aRunning();
      const answer = await takeOver([
        good,
        aRunning({ startedOn: '2026-06-02' }),
        aRunning({ lasLineId: good.lasLineId }),
      ]);
      expect(answer.placements).toBeNull();
      expect(said(answer as never)).toEqual([
        'ASM-37 STARTS_IN_FUTURE input.placements.1.startedOn',
        'AWRD-02 LINE_ID_TWICE input.placements.2.lasLineId',
      ]);
      const { rowCount } = await hub.pool.query('select from cases.placement where las_line_id = $1', [good.lasLineId]);
      expect(rowCount).toBe(0);
    });

    it('ASM-37: a postcode outside every patch, and more than 200 at once, are refused', async () => {
      const outside = await takeOver([aRunning({ person: aPerson({ postcode: 'SE25 6AA' }) })]);
      expect(said(outside as never)).toEqual(['PROV-16 POSTCODE_OUTSIDE_PATCHES input.placements.0.person.postcode']);
      const many = await takeOver(Array.from({ length: 201 }, () => aRunning()));
      expect(said(many as never)).toEqual(['ASM-37 TAKE_OVER_SIZE input.placements']);
    });

    it('ASM-37: is for the case system alone', async () => {
      await expect(takeOver([aRunning()], fresh(), 'broker')).rejects.toThrow();
      await expect(takeOver([aRunning()], fresh(), 'oak')).rejects.toThrow();
    });

    it('AWRD-12: end as any other', async () => {
      const { placements } = await takeOver([aRunning()]);
      const placementId = placements![0]!.id as string;
      const ended = await cases.act('las', 'endPlacement', {
        placementId,
        reason: 'RESIDENTIAL',
        endDate: '2026-06-01',
      });
      expect(ended.refusals).toEqual([]);
      expect(await cases.toldOf(placementId, 'PlacementEnded')).toMatchObject([
        { callOffId: null, reason: 'RESIDENTIAL' },
      ]);
    });
  });

  describe('varied', () => {
    it('SM-6, AWRD-04: a reduction from today is in effect at once: told, and ordered anew', async () => {
      const placementId = await cases.placedUpTo('ACTIVE');
      const answer = await vary(placementId, { kind: 'REDUCE', effectiveFrom: '2026-06-01', weeklyWorkerMinutes: 210 });
      expect(answer.refusals).toEqual([]);
      expect(await effects(placementId)).toEqual([
        expect.objectContaining({
          kind: 'REDUCE',
          weeklyWorkerMinutes: { before: 315, after: 210 },
          effectiveTo: null,
        }),
      ]);
      expect(await look('oak', placementId)).toMatchObject({
        weeklyWorkerMinutes: 315,
        currentWeeklyWorkerMinutes: 210,
        ipos: [
          { version: 1, weeklyWorkerMinutes: 315 },
          { version: 2, weeklyWorkerMinutes: 210, effectiveFrom: '2026-06-01' },
        ],
      });
    });

    it('SM-6: the same variation again changes nothing', async () => {
      const placementId = await cases.placedUpTo('ACTIVE');
      const variation = {
        lasVariationId: fresh('VAR'),
        kind: 'INCREASE',
        effectiveFrom: '2026-06-01',
        weeklyWorkerMinutes: 420,
      };
      for (const _ of [1, 2]) expect((await vary(placementId, variation)).refusals).toEqual([]);
      expect(await effects(placementId)).toHaveLength(1);
    });

    it('SM-6: is the case system’s to record, of care that runs', async () => {
      const placementId = await cases.placedUpTo('CONFIRMED');
      const suspension = { kind: 'SUSPEND', effectiveFrom: '2026-06-08' };
      expect(said(await vary(placementId, suspension))).toContain('SM-6 NOT_RUNNING');
      for (const caller of ['oak', 'broker', 'practitioner']) {
        await expect(vary(placementId, suspension, caller)).rejects.toThrow();
      }
    });
  });

  it('VAR-03, VAR-06, VAR-14: what is agreed for later takes effect on its day and ends on its own', async () => {
    const later = await startCases();
    const there = asking(later);
    try {
      const suspended = await there.placedUpTo('ACTIVE');
      const increased = await there.placedUpTo('ACTIVE');
      const record = there.vary;
      await record(suspended, { kind: 'SUSPEND', effectiveFrom: '2026-06-08', effectiveTo: '2026-06-10' });
      await record(increased, {
        kind: 'TEMPORARY_INCREASE',
        effectiveFrom: '2026-06-08',
        effectiveTo: '2026-06-09',
        weeklyWorkerMinutes: 405,
      });
      const stand = async () => [
        await there.stateOf('placement', suspended),
        (
          await later.pool.query<{ now: number }>(
            'select current_weekly_worker_minutes as now from cases.placement where id = $1',
            [increased],
          )
        ).rows[0]!.now,
      ];
      const moments: Array<[string, unknown[]]> = [];
      for (const at of [
        '2026-06-07T22:59:59.999Z',
        '2026-06-07T23:00:00Z',
        '2026-06-09T23:00:00Z',
        '2026-06-10T23:00:00Z',
      ]) {
        await later.time.freezeAt(new Date(at));
        moments.push([at, await stand()]);
      }
      expect(moments).toEqual([
        ['2026-06-07T22:59:59.999Z', ['ACTIVE', 315]],
        ['2026-06-07T23:00:00Z', ['SUSPENDED', 405]],
        ['2026-06-09T23:00:00Z', ['SUSPENDED', 315]],
        ['2026-06-10T23:00:00Z', ['ACTIVE', 315]],
      ]);
      const kinds = async (id: string) =>
        (await there.toldOf<VariationEffective['data']>(id, 'VariationEffective')).map(({ kind, effectiveFrom }) => [
          kind,
          effectiveFrom,
        ]);
      expect(await kinds(suspended)).toEqual([
        ['SUSPEND', '2026-06-08'],
        ['RESUME', '2026-06-11'],
      ]);
      expect(await kinds(increased)).toEqual([
        ['TEMPORARY_INCREASE', '2026-06-08'],
        ['END_TEMPORARY_INCREASE', '2026-06-10'],
      ]);
    } finally {
      await later.stop();
    }
  });

  describe('asked of the provider', () => {
    const LOOK = `query ($id: ID!) { placement(id: $id) { currentWeeklyWorkerMinutes variations { kind warnings } } }`;
    const increase = (weeklyWorkerMinutes: number, over: Record<string, unknown> = {}) => ({
      kind: 'INCREASE',
      effectiveFrom: '2026-06-01',
      weeklyWorkerMinutes,
      ...over,
    });
    const capacity = (committedWeeklyMinutes: number) => ({
      privateWeeklyMinutes: 0,
      declaredAt: null,
      committedWeeklyMinutes,
      countedTo: 0,
    });
    beforeEach(() => {
      Object.assign(register, { down: false, standing: { capacity: capacity(0) } });
    });
    afterAll(() => {
      Object.assign(register, { down: false, standing: {} });
    });

    it('PROV-07, PROV-08: an increase is refused where the gate is closed, a reduction is not, and nothing is changed', async () => {
      const placementId = await cases.placedUpTo('ACTIVE');
      Object.assign(register, { standing: { overall: 'INADEQUATE', capacity: capacity(0) } });
      for (const kind of ['INCREASE', 'TEMPORARY_INCREASE']) {
        const effectiveTo = kind === 'INCREASE' ? null : '2026-06-30';
        const asked = increase(420, { kind, effectiveTo });
        expect(said(await vary(placementId, asked))).toEqual(['PROV-08 GATE_CLOSED']);
      }
      expect(await cases.ask('las', LOOK, { id: placementId })).toEqual({
        currentWeeklyWorkerMinutes: 315,
        variations: [],
      });
      expect(await effects(placementId)).toEqual([]);
      expect(said(await vary(placementId, increase(210, { kind: 'REDUCE' })))).toEqual([]);
    });

    it('PROV-08: what the council should look at is kept with the increase, for the council alone', async () => {
      const placementId = await cases.placedUpTo('ACTIVE');
      Object.assign(register, { standing: { overall: 'REQUIRES_IMPROVEMENT', version: 41, capacity: capacity(0) } });
      expect(said(await vary(placementId, increase(420)))).toEqual([]);
      expect(await cases.ask('broker', LOOK, { id: placementId })).toMatchObject({
        variations: [{ kind: 'INCREASE', warnings: ['RATING'] }],
      });
      const seen = await hub.as('oak', LOOK, { id: placementId });
      expect(JSON.stringify(seen)).not.toContain('RATING');
      const { rows } = await hub.pool.query('select standing_version from cases.variation where placement_id = $1', [
        placementId,
      ]);
      expect(rows).toEqual([{ standing_version: 41 }]);
    });

    it('PROV-23: exactly the ceiling complies, and what the register has not counted yet counts', async () => {
      const [one, other] = [await cases.placedUpTo('ACTIVE'), await cases.placedUpTo('ACTIVE')];
      const held = await hub.pool.query<{ sum: number }>(
        `select coalesce(sum(minutes_after - minutes_before), 0)::int as sum from cases.variation
         where kind in ('INCREASE', 'TEMPORARY_INCREASE') and state in ('AGREED', 'EFFECTIVE')`,
      );
      const room = (minutes: number) =>
        Object.assign(register, { standing: { capacity: capacity(3000 * 60 - held.rows[0]!.sum - minutes) } });
      room(104);
      expect(said(await vary(one, increase(420)))).toEqual(['PROV-23 CEILING input.calls']);
      room(105 + 14);
      expect(said(await vary(one, increase(420)))).toEqual([]);
      expect(said(await vary(other, increase(330)))).toEqual(['PROV-23 CEILING input.calls']);
      // The register has read of the first one meanwhile.
      const { rows } = await hub.pool.query<{ seq: number }>('select max(seq)::int as seq from platform.event');
      const counted = { ...capacity(3000 * 60 - 15), countedTo: rows[0]!.seq };
      Object.assign(register, { standing: { capacity: counted } });
      expect(said(await vary(other, increase(330)))).toEqual([]);
    });

    it('PROV-08, PROV-23: no answer, no increase; the same request may be sent again', async () => {
      const placementId = await cases.placedUpTo('ACTIVE');
      const input = { lasVariationId: fresh('VAR'), idempotencyKey: fresh(), ...increase(420) };
      register.down = true;
      expect(said(await vary(placementId, input))).toEqual(['PROV-08 FACTS_UNAVAILABLE']);
      expect(await effects(placementId)).toEqual([]);
      Object.assign(register, { down: false, standing: null });
      expect(said(await vary(placementId, input))).toEqual(['PROV-08 FACTS_UNAVAILABLE']);
      Object.assign(register, { standing: { capacity: capacity(0) } });
      expect(said(await vary(placementId, input))).toEqual([]);
      expect(await effects(placementId)).toHaveLength(1);
    });
  });

  it('VAR-14, VAR-06, AWRD-04: levels follow each other on one timeline, each ordered from its own day', async () => {
    const later = await startCases();
    const there = asking(later);
    try {
      const { placements } = await there.ask<{ placements: Array<{ id: string }> }>('las', TAKE_OVER, {
        input: { idempotencyKey: fresh(), placements: [aRunning()] },
      });
      const placementId = placements[0]!.id;
      const record = async (changes: Record<string, unknown>) => said(await there.vary(placementId, changes));
      const more = { kind: 'TEMPORARY_INCREASE', effectiveFrom: '2026-05-28', effectiveTo: '2026-06-10' };
      expect(await record({ ...more, weeklyWorkerMinutes: 405 })).toEqual([]);
      const less = { kind: 'REDUCE', effectiveFrom: '2026-06-05', weeklyWorkerMinutes: 210 };
      expect(await record(less)).toEqual(['VAR-14 INCREASED_FOR_A_WHILE input.effectiveFrom']);
      const ended = { kind: 'END_TEMPORARY_INCREASE', effectiveFrom: '2026-06-05' };
      expect(await record(ended)).toEqual([]);
      expect(await record(ended)).toEqual(['VAR-06 NOT_INCREASED input.effectiveFrom']);
      expect(await record(less)).toEqual([]);
      expect(await record({ kind: 'INCREASE', effectiveFrom: '2026-05-27', weeklyWorkerMinutes: 495 })).toEqual([
        'VAR-14 LATER_LEVEL input.effectiveFrom',
      ]);
      const level = async () =>
        (
          await later.pool.query<{ now: number }>(
            'select current_weekly_worker_minutes as now from cases.placement where id = $1',
            [placementId],
          )
        ).rows[0]!.now;
      const levels: number[] = [await level()];
      for (const day of ['2026-06-05', '2026-06-10', '2026-06-11', '2026-06-12']) {
        await later.time.freezeAt(new Date(`${day}T09:00:00Z`));
        levels.push(await level());
      }
      expect(levels).toEqual([405, 210, 210, 210, 210]);
      expect(
        (await there.toldOf<VariationEffective['data']>(placementId, 'VariationEffective'))
          .map(({ kind, effectiveFrom, weeklyWorkerMinutes: { before, after } }) => [
            kind,
            effectiveFrom,
            before,
            after,
          ])
          .sort(),
      ).toEqual([
        ['END_TEMPORARY_INCREASE', '2026-06-05', 405, 210],
        ['REDUCE', '2026-06-05', 315, 210],
        ['TEMPORARY_INCREASE', '2026-05-28', 315, 405],
      ]);
      const { ipos } = (await there.ask('oak', PLACEMENT, { id: placementId })) as { ipos: unknown[] };
      expect(ipos).toEqual([
        { version: 1, effectiveFrom: '2026-05-28', weeklyWorkerMinutes: 405 },
        { version: 2, effectiveFrom: '2026-06-05', weeklyWorkerMinutes: 210 },
      ]);
    } finally {
      await later.stop();
    }
  });

  it('AWRD-12, VAR-14: what is varied for a while ends with its placement, and what was to come never begins', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const record = async (changes: Record<string, unknown>) => said(await vary(placementId, changes));
    const today = localDateOf(await hub.time.now());
    const [far, after] = [addLocalDays(today, 20), addLocalDays(today, 21)];
    const startDate = (await hub.pool.query('select start_date from cases.placement where id = $1', [placementId]))
      .rows[0].start_date;
    const more = { kind: 'TEMPORARY_INCREASE', effectiveFrom: startDate, effectiveTo: far, weeklyWorkerMinutes: 405 };
    expect(await record(more)).toEqual([]);
    expect(await record({ kind: 'SUSPEND', effectiveFrom: startDate })).toEqual([]);
    expect(await record({ kind: 'REDUCE', effectiveFrom: after, weeklyWorkerMinutes: 60 })).toEqual([]);
    const ended = await cases.act('las', 'endPlacement', { placementId, reason: 'DEATH', endDate: today });
    expect(ended.refusals).toEqual([]);
    const { rows } = await hub.pool.query(
      'select kind, state, effective_to from cases.variation where placement_id = $1 order by recorded_at, kind desc',
      [placementId],
    );
    expect(rows).toEqual([
      { kind: 'TEMPORARY_INCREASE', state: 'EXPIRED', effective_to: today },
      { kind: 'SUSPEND', state: 'EXPIRED', effective_to: today },
      { kind: 'REDUCE', state: 'CANCELLED', effective_to: null },
    ]);
    const running = await hub.pool.query(
      `select deadline.rule from cases.deadline join cases.variation on subject = 'variation/' || variation.id
       where placement_id = $1 and status = 'RUNNING'`,
      [placementId],
    );
    expect(running.rows).toEqual([]);
    // The calls that were to come with the reduction never do.
    const told = await cases.toldOf<CommissionedCallsChanged['data']>(placementId, 'CommissionedCallsChanged');
    expect(told.map(({ versions }) => versions.map(({ from, to, calls }) => [from, to, calls[0]!.minutes]))).toEqual([
      [[startDate, far, 135]],
      [[after, null, 30]],
      [[after, null, 45]],
    ]);
  });

  it('VAR-03: a suspension is resumed sooner than it was to end, and the day may be moved forward again', async () => {
    const later = await startCases();
    const there = asking(later);
    try {
      const placementId = await there.placedUpTo('ACTIVE');
      const record = async (changes: Record<string, unknown>) => said(await there.vary(placementId, changes));
      expect(await record({ kind: 'SUSPEND', effectiveFrom: '2026-06-08', effectiveTo: '2026-06-30' })).toEqual([]);
      expect(await record({ kind: 'RESUME', effectiveFrom: '2026-06-20' })).toEqual([]);
      expect(await record({ kind: 'RESUME', effectiveFrom: '2026-06-15' })).toEqual([]);
      expect(await record({ kind: 'RESUME', effectiveFrom: '2026-06-16' })).toEqual([
        'VAR-03 NOT_SUSPENDED input.effectiveFrom',
      ]);
      const states: string[] = [];
      for (const day of ['2026-06-08', '2026-06-14', '2026-06-15', '2026-06-20', '2026-07-02']) {
        await later.time.freezeAt(new Date(`${day}T09:00:00Z`));
        states.push(await there.stateOf('placement', placementId));
      }
      expect(states).toEqual(['SUSPENDED', 'SUSPENDED', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
      const told = await there.toldOf<VariationEffective['data']>(placementId, 'VariationEffective');
      expect(told.map(({ kind, effectiveFrom }) => [kind, effectiveFrom])).toEqual([
        ['SUSPEND', '2026-06-08'],
        ['RESUME', '2026-06-15'],
      ]);
      expect(told[1]!.variationId).not.toBe(told[0]!.variationId);
      expect(told.map(({ changes }) => changes)).toEqual([null, told[0]!.variationId]);
      const { rows } = await later.pool.query(
        `select kind, state, effective_from, changes from cases.variation where placement_id = $1 order by effective_from, kind desc`,
        [placementId],
      );
      expect(rows.map(({ kind, state, effective_from: from }) => [kind, state, from])).toEqual([
        ['SUSPEND', 'RESUMED', '2026-06-08'],
        ['RESUME', 'EFFECTIVE', '2026-06-15'],
        ['RESUME', 'CANCELLED', '2026-06-20'],
      ]);
      const failing = await later.pool.query('select rule from cases.deadline where attempts > 0');
      expect(failing.rows).toEqual([]);
    } finally {
      await later.stop();
    }
  });

  it('VAR-02, VAR-03: a suspension without a known end lasts until it is resumed', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    expect((await vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-01' })).refusals).toEqual([]);
    expect(await cases.stateOf('placement', placementId)).toBe('SUSPENDED');
    await hub.time.freezeAt(new Date('2026-06-20T09:00:00Z'));
    expect(await cases.stateOf('placement', placementId)).toBe('SUSPENDED');
    expect((await vary(placementId, { kind: 'RESUME', effectiveFrom: '2026-06-20' })).refusals).toEqual([]);
    expect(await look('oak', placementId)).toMatchObject({
      state: 'ACTIVE',
      variations: [
        { kind: 'SUSPEND', state: 'RESUMED', effectiveTo: '2026-06-19' },
        { kind: 'RESUME', state: 'EFFECTIVE' },
      ],
    });
  });
});
