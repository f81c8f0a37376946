import { addLocalDays } from '../../../../kernel/time/working-time.js';
import type { SuspensionChased, VariationEffective } from '../../../../schema/events/cases.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { asking, said, startCases } from '../harness.js';

type Told = VariationEffective['data'];
const IPOS = `query ($id: ID!) { placement(id: $id) {
  ipos { version effectiveFrom weeklyWorkerMinutes suspendedFrom suspendedTo } } }`;

describe('a suspension', () => {
  let hub: TestSubgraph;
  let cases: ReturnType<typeof asking>;
  let placementId: string;
  beforeEach(async () => {
    hub = await startCases();
    cases = asking(hub);
    // Care begins on Monday 1 June 2026.
    placementId = await cases.placedUpTo('ACTIVE');
  });
  afterEach(() => hub.stop());

  const record = async (kind: string, effectiveFrom: string, more: Record<string, unknown> = {}) =>
    said(await cases.vary(placementId, { kind, effectiveFrom, ...more }));
  const passTo = (day: string, time = '09:00:00Z') => hub.time.freezeAt(new Date(`${day}T${time}`));
  const state = () => cases.stateOf('placement', placementId);
  const effects = () => cases.toldOf<Told>(placementId, 'VariationEffective');
  const effect = ({ kind, effectiveFrom, effectiveTo }: Told) => [kind, effectiveFrom, effectiveTo];
  const chased = async () =>
    (await hub.told('SuspensionChased'))
      .filter(({ subject }) => subject === `placement/${placementId}`)
      .map(({ occurredAt, audience, data }) => ({ occurredAt, audience, data: data as SuspensionChased['data'] }));
  const orders = async () =>
    ((await cases.ask('oak', IPOS, { id: placementId })) as { ipos: Array<Record<string, unknown>> }).ipos.map(
      ({ effectiveFrom, weeklyWorkerMinutes, suspendedFrom, suspendedTo }) => [
        effectiveFrom,
        weeklyWorkerMinutes,
        suspendedFrom,
        suspendedTo,
      ],
    );

  it('VAR-02, VAR-03, AWRD-05: with a known end is resumed by itself, under an id of its own, and ordered by its days', async () => {
    expect(await record('SUSPEND', '2026-06-08', { effectiveTo: '2026-06-10' })).toEqual([]);
    await passTo('2026-06-10', '22:59:59.999Z');
    expect(await state()).toBe('SUSPENDED');
    await passTo('2026-06-10', '23:00:00Z');
    expect(await state()).toBe('ACTIVE');
    const [suspended, resumed] = (await effects()) as [Told, Told];
    expect(effect(suspended)).toEqual(['SUSPEND', '2026-06-08', '2026-06-10']);
    expect(effect(resumed)).toEqual(['RESUME', '2026-06-11', null]);
    expect(suspended.changes).toBeNull();
    expect(resumed.changes).toBe(suspended.variationId);
    expect(resumed.variationId).not.toBe(suspended.variationId);
    expect((await orders()).slice(1)).toEqual([
      ['2026-06-08', 315, '2026-06-08', '2026-06-10'],
      ['2026-06-11', 315, null, null],
    ]);
    const seen = 'query ($id: ID!) { placement(id: $id) { variations { id kind changes state } } }';
    expect(await cases.ask('oak', seen, { id: placementId })).toEqual({
      variations: [
        { id: suspended.variationId, kind: 'SUSPEND', changes: null, state: 'RESUMED' },
        { id: resumed.variationId, kind: 'RESUME', changes: suspended.variationId, state: 'EFFECTIVE' },
      ],
    });
  });

  it('NTF-16, VAR-03: is told when it is recorded, as its resumption is, and again as the day of each comes', async () => {
    const agreed = async () => (await cases.toldOf<Told>(placementId, 'VariationAgreed')).map(effect);
    await record('SUSPEND', '2026-06-08');
    expect([await agreed(), await effects()]).toEqual([[['SUSPEND', '2026-06-08', null]], []]);
    await passTo('2026-06-10');
    await record('RESUME', '2026-06-12');
    const both = [
      ['SUSPEND', '2026-06-08', null],
      ['RESUME', '2026-06-12', null],
    ];
    expect(await agreed()).toEqual(both);
    expect(await effects()).toHaveLength(1);
    await passTo('2026-06-12');
    expect((await effects()).map(effect)).toEqual(both);
    // What begins at once is told once.
    await record('SUSPEND', '2026-06-12');
    expect(await agreed()).toEqual(both);
    const [told] = await hub.told('VariationAgreed');
    expect(told!.audience).toEqual({
      providers: [expect.any(String)],
      roles: ['broker', 'practitioner', 'case-system'],
    });
  });

  it('VAR-03: is extended, and lasts until its new last day', async () => {
    await record('SUSPEND', '2026-06-02', { effectiveTo: '2026-06-10' });
    await passTo('2026-06-04');
    expect(await record('CHANGE_SUSPENSION', '2026-06-04', { effectiveTo: '2026-06-14' })).toEqual([]);
    const states: string[] = [];
    for (const day of ['2026-06-10', '2026-06-11', '2026-06-14', '2026-06-15']) {
      await passTo(day);
      states.push(await state());
    }
    expect(states).toEqual(['SUSPENDED', 'SUSPENDED', 'SUSPENDED', 'ACTIVE']);
    const told = await effects();
    expect(told.map(effect)).toEqual([
      ['SUSPEND', '2026-06-02', '2026-06-10'],
      ['CHANGE_SUSPENSION', '2026-06-04', '2026-06-14'],
      ['RESUME', '2026-06-15', null],
    ]);
    const [{ variationId }] = told as [Told];
    expect(told.map(({ changes }) => changes)).toEqual([null, variationId, variationId]);
    expect(new Set(told.map((each) => each.variationId)).size).toBe(3);
    expect((await orders()).slice(1)).toEqual([
      ['2026-06-02', 315, '2026-06-02', '2026-06-10'],
      ['2026-06-02', 315, '2026-06-02', '2026-06-14'],
      ['2026-06-15', 315, null, null],
    ]);
  });

  it('VAR-03: is shortened, to a day that has passed already as well', async () => {
    await record('SUSPEND', '2026-06-02', { effectiveTo: '2026-06-20' });
    await passTo('2026-06-10');
    expect(await record('CHANGE_SUSPENSION', '2026-06-10', { effectiveTo: '2026-06-08' })).toEqual([]);
    expect(await state()).toBe('ACTIVE');
    expect((await effects()).slice(1).map(effect)).toEqual([
      ['CHANGE_SUSPENSION', '2026-06-10', '2026-06-08'],
      ['RESUME', '2026-06-09', null],
    ]);
    expect(await record('CHANGE_SUSPENSION', '2026-06-08', { effectiveTo: '2026-06-30' })).toEqual([
      'VAR-03 NOT_SUSPENDED input.effectiveFrom',
    ]);
    await passTo('2026-06-25');
    expect(await effects()).toHaveLength(3);
  });

  it('VAR-03: changed before it has begun is told with its beginning', async () => {
    await record('SUSPEND', '2026-06-08', { effectiveTo: '2026-06-10' });
    expect(await record('CHANGE_SUSPENSION', '2026-06-08', { effectiveTo: '2026-06-12' })).toEqual([]);
    expect(await record('CHANGE_SUSPENSION', '2026-06-08', { effectiveTo: '2026-06-11' })).toEqual([]);
    expect(await effects()).toEqual([]);
    await passTo('2026-06-12');
    expect((await effects()).map(effect)).toEqual([
      ['SUSPEND', '2026-06-08', '2026-06-11'],
      ['CHANGE_SUSPENSION', '2026-06-08', '2026-06-11'],
      ['RESUME', '2026-06-12', null],
    ]);
    const failing = await hub.pool.query('select rule from cases.deadline where attempts > 0');
    expect(failing.rows).toEqual([]);
  });

  it('VAR-03: whose resumption was recorded ahead may still be changed: the last word holds', async () => {
    await record('SUSPEND', '2026-06-01');
    expect(await record('RESUME', '2026-06-08')).toEqual([]);
    expect(await record('CHANGE_SUSPENSION', '2026-06-05', { effectiveTo: '2026-06-09' })).toEqual([]);
    await passTo('2026-06-08');
    expect(await state()).toBe('SUSPENDED');
    await passTo('2026-06-10');
    expect(await state()).toBe('ACTIVE');
    expect((await effects()).map(effect)).toEqual([
      ['SUSPEND', '2026-06-01', null],
      ['CHANGE_SUSPENSION', '2026-06-05', '2026-06-09'],
      ['RESUME', '2026-06-10', null],
    ]);
  });

  it('VAR-03: without a known end is chased week by week, until its end is known', async () => {
    await record('SUSPEND', '2026-06-02');
    await passTo('2026-06-08', '22:59:59.999Z');
    expect(await chased()).toEqual([]);
    await passTo('2026-06-08', '23:00:00Z');
    const [first] = await chased();
    const [{ variationId }] = (await effects()) as [Told];
    expect(first!.data).toMatchObject({ placementId, variationId, effectiveFrom: '2026-06-02' });
    expect(first!.audience).toEqual({ providers: [expect.any(String)], roles: ['broker', 'practitioner'] });
    await passTo('2026-06-16');
    expect(await chased()).toHaveLength(2);
    expect(await record('CHANGE_SUSPENSION', '2026-06-16', { effectiveTo: '2026-06-28' })).toEqual([]);
    await passTo('2026-06-24');
    expect(await chased()).toHaveLength(2);
    expect(await record('CHANGE_SUSPENSION', '2026-06-16', { effectiveTo: null })).toEqual([]);
    await passTo('2026-06-30');
    expect(await state()).toBe('SUSPENDED');
    expect(await chased()).toHaveLength(3);
    expect(await record('RESUME', '2026-07-01')).toEqual([]);
    await passTo('2026-07-20');
    expect(await chased()).toHaveLength(3);
    expect(await state()).toBe('ACTIVE');
  });

  it('VAR-03, AWRD-12: is chased no more once its placement has ended', async () => {
    await record('SUSPEND', '2026-06-02');
    await passTo('2026-06-05');
    const ending = { placementId, reason: 'HOSPITAL', endDate: '2026-06-05' };
    expect((await cases.act('las', 'endPlacement', ending)).refusals).toEqual([]);
    await passTo('2026-06-20');
    expect(await chased()).toEqual([]);
  });

  it('VAR-14: begins as another one ends, whichever is woken first, and does not overlap it', async () => {
    await record('SUSPEND', '2026-06-02', { effectiveTo: '2026-06-04' });
    expect(await record('SUSPEND', '2026-06-04')).toEqual(['VAR-14 ALREADY_SUSPENDED input.effectiveFrom']);
    expect(await record('SUSPEND', '2026-06-05', { effectiveTo: '2026-06-06' })).toEqual([]);
    expect(await record('CHANGE_SUSPENSION', '2026-06-03', { effectiveTo: '2026-06-05' })).toEqual([
      'VAR-14 ALREADY_SUSPENDED input.effectiveTo',
    ]);
    await passTo('2026-06-05');
    expect(await state()).toBe('SUSPENDED');
    await passTo('2026-06-07');
    expect(await state()).toBe('ACTIVE');
    expect((await effects()).map(effect).sort()).toEqual([
      ['RESUME', '2026-06-05', null],
      ['RESUME', '2026-06-07', null],
      ['SUSPEND', '2026-06-02', '2026-06-04'],
      ['SUSPEND', '2026-06-05', '2026-06-06'],
    ]);
    const failing = await hub.pool.query('select rule from cases.deadline where attempts > 0');
    expect(failing.rows).toEqual([]);
  });

  it('VAR-02, VAR-03, AWRD-05: that is over when it is recorded suspends nothing now, and every day is ordered as it was', async () => {
    await passTo('2026-06-20');
    const less = { kind: 'REDUCE', effectiveFrom: '2026-06-10', weeklyWorkerMinutes: 210 };
    expect(said(await cases.vary(placementId, less))).toEqual([]);
    expect(await record('SUSPEND', '2026-06-05', { effectiveTo: '2026-06-07' })).toEqual([]);
    expect(await state()).toBe('ACTIVE');
    expect((await effects()).map(effect)).toEqual([
      ['REDUCE', '2026-06-10', null],
      ['SUSPEND', '2026-06-05', '2026-06-07'],
      ['RESUME', '2026-06-08', null],
    ]);
    const issued = await orders();
    const inForce = (day: string) => issued.findLast(([from]) => (from as string) <= day)!;
    const days = Array.from({ length: 10 }, (_, nth) => addLocalDays('2026-06-03', nth));
    expect(days.map((day) => [day, inForce(day)[1], inForce(day)[2]])).toEqual([
      ['2026-06-03', 315, null],
      ['2026-06-04', 315, null],
      ['2026-06-05', 315, '2026-06-05'],
      ['2026-06-06', 315, '2026-06-05'],
      ['2026-06-07', 315, '2026-06-05'],
      ['2026-06-08', 315, null],
      ['2026-06-09', 315, null],
      ['2026-06-10', 210, null],
      ['2026-06-11', 210, null],
      ['2026-06-12', 210, null],
    ]);
  });

  it('AWRD-04, AWRD-05: of two levels that begin on one day, the order says the later', async () => {
    const at = { effectiveFrom: '2026-06-03' };
    expect(said(await cases.vary(placementId, { kind: 'REDUCE', weeklyWorkerMinutes: 210, ...at }))).toEqual([]);
    expect(said(await cases.vary(placementId, { kind: 'INCREASE', weeklyWorkerMinutes: 420, ...at }))).toEqual([]);
    await passTo('2026-06-03');
    expect((await orders()).slice(1)).toEqual([['2026-06-03', 420, null, null]]);
    expect(said(await cases.vary(placementId, { kind: 'REDUCE', weeklyWorkerMinutes: 315, ...at }))).toEqual([]);
    expect((await orders()).slice(2)).toEqual([['2026-06-03', 315, null, null]]);
  });

  it('AWRD-04: a placement without a line on LAS is varied, and ordered once the line is there, day by day', async () => {
    const late = await cases.placedUpTo('CONFIRMED');
    await hub.pool.query("update cases.placement set care_type = 'D2A' where id = $1", [late]);
    await cases.firstCallMade(late, await hub.time.now());
    const less = { kind: 'REDUCE', effectiveFrom: '2026-06-03', weeklyWorkerMinutes: 210 };
    expect(said(await cases.vary(late, less))).toEqual([]);
    await passTo('2026-06-04');
    const line = { placementId: late, lasLineId: 'LINE-LATE' };
    expect(said(await cases.act('las', 'recordServiceLine', line))).toEqual([]);
    placementId = late;
    expect(await orders()).toEqual([
      ['2026-06-01', 315, null, null],
      ['2026-06-03', 210, null, null],
    ]);
  });
});
