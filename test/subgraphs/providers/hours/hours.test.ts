import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Told } from '../../../../kernel/log/reactions.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { CallOffAwarded } from '../../../../schema/events/tenders.js';
import { countCommittedHours } from '../../../../subgraphs/providers/commands/hours/count-committed-hours.js';
import { CasesBeside } from '../../../harness/cases-beside.js';
import { aCall } from '../../cases/harness.js';
import { type AProvider, after, anAward, type Register, startRegister } from '../harness.js';

const HOUR = 60;

describe("a provider's weekly hours", () => {
  let hub: Register;
  let provider: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    await hub.bromleyMap();
  });
  beforeEach(async () => {
    provider = await hub.aProvider();
    await hub.admitted(provider, { vehicle: 'PATCH', patch: 'East' });
    await hub.admitted(provider, { council: 'ashdown' });
  });
  afterEach(() => hub.pool.query('delete from providers.membership'));
  afterAll(() => hub.stop());

  const declare = (hours: number, idempotencyKey: string = randomUUID()) =>
    hub.act(provider.token, 'declarePrivateHours', { weeklyMinutes: hours * HOUR, idempotencyKey });
  const ceiling = async (caller = 'bromley broker') =>
    (
      await hub.ask(
        caller,
        `query ($id: ID!) { provider(id: $id) { ceiling(council: "bromley") {
          privateWeeklyMinutes declaredAt committedWeeklyMinutes ceilingWeeklyMinutes pct } } }`,
        { id: provider.id },
      )
    ).provider.ceiling;
  const told = async (...types: string[]) =>
    (await hub.told(...types)).filter(({ subject }) => subject === `provider/${provider.id}`);

  it('PROV-23: private and awarded hours are one sum, over all councils and for each of them', async () => {
    expect(await ceiling()).toMatchObject({
      privateWeeklyMinutes: null,
      declaredAt: null,
      committedWeeklyMinutes: 0,
      pct: 0,
    });
    await declare(1180);
    await hub.hear(anAward(provider, 1000 * HOUR), anAward(provider, 800 * HOUR, 'ashdown'));
    const expected = {
      privateWeeklyMinutes: 1180 * HOUR,
      committedWeeklyMinutes: 1800 * HOUR,
      ceilingWeeklyMinutes: 3000 * HOUR,
      pct: 99,
    };
    expect(await ceiling()).toMatchObject(expected);
    expect(await ceiling(provider.token)).toMatchObject(expected);
    for (const council of ['bromley', 'ashdown']) {
      expect((await hub.standing(provider, council))!.capacity).toMatchObject({
        privateWeeklyMinutes: 1180 * HOUR,
        committedWeeklyMinutes: 1800 * HOUR,
      });
    }
  });

  describe('as the council varies and ends its placements', () => {
    let cases: CasesBeside;
    beforeEach(async () => {
      cases = await CasesBeside.beside(hub, new Date('2026-06-01T09:00:00Z'));
    });
    afterEach(() => cases.stop());
    const committed = async () => (await ceiling()).committedWeeklyMinutes;
    const aCallOf = (minutes: number) => aCall({ minutes });

    it('PROV-23, ASM-37: placements taken over from before the hub take up hours until they end', async () => {
      const first = await cases.placement(provider.id, { calls: [aCallOf(60)] });
      await cases.placement(provider.id, { calls: [aCallOf(30)] });
      expect(await committed()).toBe(7 * 60 + 7 * 30);
      await cases.vary(first, { kind: 'REDUCE', effectiveFrom: '2026-06-01', weeklyWorkerMinutes: 300 });
      expect(await committed()).toBe(300 + 7 * 30);
      await cases.end(first, '2026-06-01');
      expect(await committed()).toBe(7 * 30);
    });

    it('PROV-23: a variation changes the hours of an award, and a suspension none', async () => {
      const placementId = await cases.awarded(provider.id);
      const awarded = await committed();
      await cases.started(placementId);
      await cases.vary(placementId, { kind: 'INCREASE', effectiveFrom: '2026-06-01', weeklyWorkerMinutes: 1050 });
      expect(await committed()).toBe(1050);
      await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-01' });
      expect(await committed()).toBe(1050);
      await cases.end(placementId, '2026-06-01');
      expect(await committed()).toBe(0);
      expect(awarded).toBeGreaterThan(0);
    });

    it('PROV-23, VAR-06, VAR-14: after a temporary increase whatever level then holds is counted', async () => {
      const placementId = await cases.placement(provider.id, { calls: [aCallOf(60)] });
      const more = { kind: 'TEMPORARY_INCREASE', effectiveFrom: '2026-06-01', effectiveTo: '2026-06-10' };
      await cases.vary(placementId, { ...more, weeklyWorkerMinutes: 600 });
      expect(await committed()).toBe(600);
      await cases.vary(placementId, { kind: 'END_TEMPORARY_INCREASE', effectiveFrom: '2026-06-05' });
      await cases.vary(placementId, { kind: 'REDUCE', effectiveFrom: '2026-06-05', weeklyWorkerMinutes: 360 });
      expect(await committed()).toBe(600);
      await cases.passTo(new Date('2026-06-05T09:00:00Z'));
      expect(await committed()).toBe(360);
      await cases.passTo(new Date('2026-06-12T09:00:00Z'));
      expect(await committed()).toBe(360);
    });

    it('PROV-23, AWRD-12: an end that is announced frees its hours as the last day passes, and not before', async () => {
      const placementId = await cases.placement(provider.id, { calls: [aCallOf(60)] });
      const now = await cases.hub.time.now();
      const lastDay = localDateOf(new Date(now.getTime() + 3 * 24 * 3600_000));
      await cases.end(placementId, lastDay);
      expect(await committed()).toBe(420);
      await cases.passTo(new Date(`${lastDay}T22:59:59.999Z`));
      expect(await committed()).toBe(420);
      await cases.passTo(new Date(`${lastDay}T23:00:00Z`));
      expect(await committed()).toBe(0);
    });
  });

  it.each([
    ['NTF-28: below nine tenths nothing', 2699.75, null],
    ['NTF-28: at nine tenths that it is near', 2700, { type: 'CapacityCeilingNear', pct: 90 }],
    ['NTF-28: just below the ceiling that it is near', 2999.75, { type: 'CapacityCeilingNear', pct: 99 }],
    ['NTF-28: at the ceiling that it is reached', 3000, { type: 'CapacityCeilingReached', pct: 100 }],
  ])('%s is told, to the provider and to brokers of each council', async (_title, hours, notice) => {
    await declare(1000);
    await hub.hear(anAward(provider, (hours - 1000) * HOUR));
    const notices = await told('CapacityCeilingNear', 'CapacityCeilingReached');
    expect(notices.map(({ type, council, audience, data }) => ({ type, council, audience, data }))).toEqual(
      notice
        ? ['ashdown', 'bromley'].map((council) => ({
            type: notice.type,
            council,
            audience: { providers: [provider.id], roles: ['broker'] },
            data: { providerId: provider.id, pct: notice.pct },
          }))
        : [],
    );
  });

  it('NTF-28: each mark is told on the way up alone', async () => {
    await declare(0);
    const awards = [anAward(provider, 2700 * HOUR), anAward(provider, 200 * HOUR), anAward(provider, 100 * HOUR)];
    await hub.hear(...awards);
    await hub.hear(after(awards[2]!, 'AwardRefused'));
    await hub.hear(anAward(provider, 100 * HOUR));
    expect(
      (await told('CapacityCeilingNear', 'CapacityCeilingReached'))
        .filter(({ council }) => council === 'bromley')
        .map(({ type }) => type),
    ).toEqual(['CapacityCeilingNear', 'CapacityCeilingReached', 'CapacityCeilingReached']);
  });

  it.each(['AwardRefused', 'PlacementWithdrawn'])('PROV-23: %s frees the hours of its award, once', async (type) => {
    const [award, other] = [anAward(provider, 20 * HOUR), anAward(provider, 7 * HOUR)];
    await hub.hear(award, other);
    await hub.hear(after(award, type), after(award, type));
    expect(await ceiling()).toMatchObject({ committedWeeklyMinutes: 7 * HOUR });
  });

  it('PROV-23, ROUT-39: of an award for several people each placement counts, and ends, by itself', async () => {
    const award = anAward(provider, 30 * HOUR);
    const { data } = award;
    const placements = [10, 12, 8].map((hours, nth) => ({
      placementId: nth === 0 ? data.placementId : randomUUID(),
      need: { weeklyWorkerMinutes: hours * HOUR },
    }));
    const several = { ...award, data: { ...data, placements } };
    await hub.hear(several, several);
    expect(await ceiling()).toMatchObject({ committedWeeklyMinutes: 30 * HOUR });
    const [, second, third] = placements.map((each) => ({ ...award, data: { ...data, ...each } }));
    await hub.hear(after(second!, 'PlacementEnded'), after(second!, 'PlacementEnded'));
    expect(await ceiling()).toMatchObject({ committedWeeklyMinutes: 18 * HOUR });
    await hub.hear(after(third!, 'PlacementWithdrawn'));
    expect(await ceiling()).toMatchObject({ committedWeeklyMinutes: 10 * HOUR });
    await hub.hear(after(award, 'AwardRefused'));
    expect(await ceiling()).toMatchObject({ committedWeeklyMinutes: 0 });
  });

  it('PROV-23: an award told twice is counted once, up to its place in the log', async () => {
    const award = anAward(provider, 20 * HOUR);
    await hub.hear(award, award);
    const events = await hub.told('CallOffAwarded');
    expect((await hub.standing(provider))!.capacity).toMatchObject({
      committedWeeklyMinutes: 20 * HOUR,
      countedTo: events.at(-1)!.seq,
    });
  });

  it('PROV-23: awards counted at once are all counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 2, maxLength: 8 }), async (minutes) => {
        const before = (await ceiling()).committedWeeklyMinutes;
        await Promise.all(
          minutes.map((weeklyMinutes, seq) => {
            const { data } = anAward(provider, weeklyMinutes);
            const council = seq % 2 ? 'bromley' : 'ashdown';
            const told = { ...data, council, occurredAt: new Date(), seq };
            return countCommittedHours(hub.subgraph.work(), told as unknown as Told<CallOffAwarded>);
          }),
        );
        const sum = minutes.reduce((one, other) => one + other, 0);
        expect((await ceiling()).committedWeeklyMinutes).toBe(before + sum);
        expect((await hub.standing(provider))!.capacity.committedWeeklyMinutes).toBe(before + sum);
      }),
      { numRuns: 4 },
    );
  });

  it('PROV-23: an award to nobody on the register stops nothing', async () => {
    const stranger = { ...provider, id: randomUUID() };
    const award = anAward(stranger, 20 * HOUR);
    await hub.hear(award, after(award, 'AwardRefused'), anAward(provider, 3 * HOUR));
    expect(await ceiling()).toMatchObject({ committedWeeklyMinutes: 3 * HOUR });
    expect((await hub.pool.query('select 1 from providers.quarantined_event')).rowCount).toBe(0);
  });

  it('PROV-23: a declaration sent again under its key is one declaration', async () => {
    const key = randomUUID();
    const answers = await Promise.all([declare(100, key), declare(100, key), declare(100, key)]);
    expect(answers.every(({ refusals }) => refusals.length === 0)).toBe(true);
    expect((await declare(200, key)).refusals).toMatchObject([{ rule: 'IDG-27', code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect(await ceiling()).toMatchObject({ privateWeeklyMinutes: 100 * HOUR });
  });

  it('PROV-23: hours below nothing are refused', async () => {
    expect((await declare(-1)).refusals).toMatchObject([
      { rule: 'PROV-23', code: 'PRIVATE_HOURS_INVALID', field: 'weeklyMinutes' },
    ]);
  });

  it('PROV-23: a declaration counts for 31 days, and declaring again keeps it alive', async () => {
    const begun = await hub.time.now();
    const day = (n: number, millisecond = 0) => {
      // The frozen clock begins in summer time: a London day ends at 23:00 UTC.
      const midnight = new Date(`${new Date(begun.getTime() + 3600_000).toISOString().slice(0, 10)}T23:00:00Z`);
      return new Date(midnight.getTime() + n * 24 * 3600_000 + millisecond);
    };
    await declare(100);
    await hub.time.freezeAt(day(20));
    await declare(110);
    await hub.time.freezeAt(day(20, 3600_000));
    await declare(120);
    await hub.time.freezeAt(day(51));
    expect(await ceiling()).toMatchObject({ privateWeeklyMinutes: 120 * HOUR });
    const missed = () =>
      hub
        .told('DeadlineMissed')
        .then((events) => events.filter(({ data }) => (data as { rule: string }).rule === 'PROV-23'));
    const before = (await missed()).length;
    await hub.time.freezeAt(day(52));
    expect(await ceiling()).toMatchObject({ privateWeeklyMinutes: null, declaredAt: day(20, 3600_000).toISOString() });
    expect(await missed()).toHaveLength(before + 2);
    const last = (await told('ProviderStandingChanged')).slice(-2);
    expect(last.map(({ council, data }) => [council, (data as { capacity: object }).capacity])).toEqual(
      ['ashdown', 'bromley'].map((council) => [council, expect.objectContaining({ privateWeeklyMinutes: null })]),
    );
  });

  describe('what it has free', () => {
    const state = (over: Record<string, unknown> = {}, caller = provider.token) =>
      hub.act(caller, 'declareCapacity', {
        council: 'bromley',
        statedAt: '2026-06-01T08:00:00Z',
        free: [{ patch: 'East', timeBand: 'MORNING', freeWeeklyMinutes: 600 }],
        idempotencyKey: randomUUID(),
        ...over,
      });
    const seen = async (caller = 'bromley broker') =>
      (
        await hub.ask(
          caller,
          'query ($id: ID!) { provider(id: $id) { capacityStatements { council { id } statedAt free { patch timeBand skill freeWeeklyMinutes } } } }',
          { id: provider.id },
        )
      ).provider.capacityStatements;

    it('PROV-24: is what its rostering system stated last, by patch, time band and skill', async () => {
      const free = [
        { patch: 'East', timeBand: 'MORNING', skill: null, freeWeeklyMinutes: 600 },
        { patch: 'East', timeBand: 'MORNING', skill: 'PEG_FEEDING', freeWeeklyMinutes: 120 },
        { patch: 'West', timeBand: 'NIGHT', skill: null, freeWeeklyMinutes: 0 },
      ];
      await state();
      expect((await state({ statedAt: '2026-06-01T08:00:00.001Z', free })).refusals).toEqual([]);
      expect(await seen()).toEqual([{ council: { id: 'bromley' }, statedAt: '2026-06-01T08:00:00.001Z', free }]);
      expect(await seen('ashdown broker')).toEqual([]);
    });

    it('PROV-24: a statement that was overtaken changes nothing', async () => {
      await state();
      const { statement, refusals } = await state({ statedAt: '2026-06-01T07:59:59Z', free: [] });
      expect(refusals).toEqual([]);
      expect(statement).toMatchObject({ statedAt: '2026-06-01T08:00:00.000Z', free: [{ freeWeeklyMinutes: 600 }] });
    });

    it('PROV-24: of statements that overtake each other the newest stays', async () => {
      const minutes = [5, 1, 9, 3, 7];
      await Promise.all(minutes.map((minute) => state({ statedAt: `2026-06-01T08:0${minute}:00Z` })));
      expect(await seen()).toMatchObject([{ statedAt: '2026-06-01T08:09:00.000Z' }]);
    });

    it.each([
      ['of the future', { statedAt: '2030-01-01T00:00:00Z' }, 'STATED_IN_FUTURE'],
      [
        'of no patch of the council',
        { free: [{ patch: 'North', timeBand: 'TEA', freeWeeklyMinutes: 1 }] },
        'PATCH_UNKNOWN',
      ],
      [
        'of less than nothing',
        { free: [{ patch: 'East', timeBand: 'TEA', freeWeeklyMinutes: -1 }] },
        'FREE_MINUTES_INVALID',
      ],
    ])('PROV-24: a statement %s is refused', async (_name, over, code) => {
      expect((await state(over)).refusals).toMatchObject([{ rule: 'PROV-24', code }]);
      expect(await seen()).toEqual([]);
    });

    it('PROV-12: capacity is stated to a council that has admitted the provider', async () => {
      const stranger = await hub.aProvider();
      expect((await state({}, stranger.token)).refusals).toMatchObject([{ rule: 'PROV-12', code: 'NOT_A_MEMBER' }]);
    });
  });
});
