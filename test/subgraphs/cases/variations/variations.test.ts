import type { PlacementsTakenOver, VariationEffective } from '../../../../schema/events/cases.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aPerson, aPlan, asking, fresh, OAK, said, startCases } from '../harness.js';

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
    cases.act(caller, 'recordVariation', { placementId, lasVariationId: fresh('VAR'), ...changes });
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
      const record = (placementId: string, changes: Record<string, unknown>) =>
        there.act('las', 'recordVariation', { placementId, lasVariationId: fresh('VAR'), ...changes });
      await record(suspended, { kind: 'SUSPEND', effectiveFrom: '2026-06-08', effectiveTo: '2026-06-10' });
      await record(increased, {
        kind: 'TEMPORARY_INCREASE',
        effectiveFrom: '2026-06-08',
        effectiveTo: '2026-06-09',
        weeklyWorkerMinutes: 400,
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
        ['2026-06-07T23:00:00Z', ['SUSPENDED', 400]],
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
