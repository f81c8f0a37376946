import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { importVisits } from '../../adapters/visits/import-visits.js';
import { People } from '../../hub/demo/people.js';
import { asOfNow } from '../../hub/demo/visit-files.js';
import { type CallPattern, WEEKDAYS } from '../../schema/events/cases.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { type Answer, promised } from '../walks/walk.js';

/**
 * Visit files as providers have handed them over, on a hub of their own. Each is of a placement that the council's case
 * system has taken over, with the calls that the council commissioned; what lies before that day is history.
 */
const HANDED = new URL('../handed/', import.meta.url);
const OAKWOOD = 'machine:rostering@oakwood';
const OFFICER = 'user:contract-officer@bromley';

describe('visits as they are handed over', () => {
  let hub: TestHub;
  let folder: string;
  let providerId: string;
  beforeAll(async () => {
    hub = await startTestHub({ at: new Date('2026-07-20T07:00:00Z') });
    folder = await mkdtemp(join(tmpdir(), 'handed-visits-'));
    const { rows } = await hub.pool.query(`select organisation from platform.access_grant where subject = $1`, [
      OAKWOOD,
    ]);
    providerId = rows[0].organisation;
  });
  afterAll(async () => {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  });

  let nth = 0;
  type Call = readonly [startTime: string, minutes: number, more?: Partial<CallPattern>];

  /** A placement of Oakwood with these calls every day; answers its id and its reference. */
  async function placement(
    calls: readonly Call[],
    startedOn = '2026-05-01',
  ): Promise<{ id: string; reference: string }> {
    nth += 1;
    const week = calls.map(
      ([startTime, minutes, more]): CallPattern => ({
        ...{ days: WEEKDAYS, startTime, minutes, workers: 1, activities: ['PERSONAL_CARE'], timeCritical: false },
        ...more,
      }),
    );
    const {
      endOfLife: _none,
      nightRatesPence: _noNights,
      ...person
    } = new People(61).running({
      ...{ nth, patch: 'East', calls: week, startedOn, endsOn: null, varied: null, team: [] },
      provider: { id: providerId, pence: 2100 } as never,
    });
    const { data, errors } = await hub.graphql<Answer>(
      'machine:case-system@bromley',
      await promised('take-over-placements'),
      {
        input: { idempotencyKey: `handed-visits-${nth}`, placements: [person] },
      },
    );
    expect({ errors, refusals: data?.takeOverPlacements.refusals }).toEqual({ errors: undefined, refusals: [] });
    return data!.takeOverPlacements.placements[0];
  }

  async function take(name: string, reference: string, layout?: string, weeks = 0) {
    const file = join(folder, name);
    const content = await readFile(new URL(name, HANDED), 'latin1');
    await writeFile(file, asOfNow(content, [reference, reference], weeks), 'latin1');
    const report = await importVisits({
      ...{ file, council: 'bromley', ...(layout && { layout }) },
      hubUrl: hub.url.replace('/graphql', ''),
      token: await hub.token(OAKWOOD),
    });
    expect(report).toMatchObject({ status: 'TAKEN', refused: 0 });
    return report;
  }
  const rota = (name: string, reference: string, weeks = 0) => take(name, reference, 'rota-export', weeks);
  const logs = (name: string, reference: string) => take(name, reference, 'call-log');

  /** The visits of a placement on a day that are not as if nobody had ever spoken of them, in the order of their starts. */
  async function visits(placementId: string, from: string, to = from): Promise<Answer[]> {
    const listed = await asked('list-visits', { from, to, placement: placementId });
    const ids: string[] = listed.visits.edges.map(({ node }: Answer) => node.id);
    const read: Answer[] = [];
    for (const id of ids) read.push((await asked('read-visit', { id })).visit);
    return read;
  }
  /** Waits, as any client does, when it is told that it asks faster than it may. */
  async function asked(operation: string, variables: Record<string, unknown>): Promise<Answer> {
    for (let tries = 0; tries < 20; tries++) {
      const { data, errors } = await hub.graphql<Answer>(OFFICER, await promised(operation), variables);
      if (errors?.[0]?.extensions?.code !== 'THROTTLED') {
        expect(errors).toBeUndefined();
        return data!;
      }
      await setTimeout(Number(errors[0].extensions.retryAfter) * 1000);
    }
    throw new Error('The hub lets nobody in.');
  }
  const unmatched = async (from: string, to = from) => {
    const { unmatchedLogs } = await asked('unmatched-logs', { from, to, provider: providerId });
    return unmatchedLogs.totalCount;
  };

  it('DEL-02, DEL-10: a call at four in the morning is made by who comes at four minutes to (06)', async () => {
    const { id, reference } = await placement([['04:00', 30, { night: 'WAKING_NIGHT' }]]);
    await rota('06-visits-rota-at-four.csv', reference);
    await logs('06-visits-logs-at-four.csv', reference);
    expect(await visits(id, '2026-06-19')).toMatchObject([{ state: 'COMPLETED', payableMinutes: 30, breach: null }]);
    expect(await unmatched('2026-06-18', '2026-06-19')).toBe(0);
  });

  it('DEL-03, PAY-02: one carer logged by phone and by tag is one, and another was needed (07)', async () => {
    const { id, reference } = await placement([['09:00', 60, { workers: 2 }]]);
    await rota('07-visits-rota-for-two.csv', reference);
    await logs('07-visits-logs-one-carer-by-phone-and-tag.csv', reference);
    const [visit, ...more] = await visits(id, '2026-06-11');
    expect(more).toEqual([]);
    expect(visit).toMatchObject({
      state: 'COMPLETED',
      workersCame: 1,
      workersLogged: 1,
      payableMinutes: 60,
      commissionedMinutes: 120,
    });
    expect(visit.flags).toContain('FEWER_WORKERS');
    expect(visit.flags).not.toContain('WORKER_OVERLAP');
  });

  it('ASM-30, PAY-02: one carer who stays twice as long at a call for two is still one (08)', async () => {
    const { id, reference } = await placement([['18:00', 30, { workers: 2 }]]);
    await rota('08-visits-rota-for-two-half-an-hour.csv', reference);
    const report = await logs('08-visits-logs-one-alone-twice-as-long.csv', reference);
    expect(report.warnings).toContainEqual(expect.objectContaining({ rule: 'ASM-30', code: 'FEWER_WORKERS' }));
    const [visit] = await visits(id, '2026-06-15');
    expect(visit).toMatchObject({ workersCame: 1, actualMinutes: 62, payableMinutes: 30 });
    expect(visit.flags).toEqual(expect.arrayContaining(['FEWER_WORKERS', 'OVERLONG']));
  });

  it('PAY-01, DEL-10: a bedtime call that is written down within the tea call was not made (09)', async () => {
    const { id, reference } = await placement([
      ['16:30', 30],
      ['20:30', 30, { timeCritical: true }],
    ]);
    await rota('09-visits-rota-tea-and-bed.csv', reference);
    const report = await logs('09-visits-logs-bed-within-tea.csv', reference);
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ line: 3, rule: 'PAY-01', code: 'WITHIN_ANOTHER' }),
    );
    expect(await visits(id, '2026-07-08')).toMatchObject([
      { state: 'COMPLETED', payableMinutes: 30, workersCame: 1 },
      { state: 'MISSED', payableMinutes: 0, breach: 'CRITICAL' },
    ]);
  });

  it('VAR-10, DEL-10: called off after its start is no cancellation; before it is (10)', async () => {
    const { id, reference } = await placement([['08:00', 30]]);
    const report = await rota('10-visits-rota-called-off-after-its-start.csv', reference);
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ line: 2, rule: 'VAR-10', code: 'CALLED_OFF_AFTER_START' }),
    );
    const [first, second, ...more] = await visits(id, '2026-07-01', '2026-07-02');
    expect(more).toEqual([]);
    expect(first).toMatchObject({ state: 'MISSED', payableMinutes: 0 });
    expect(first.flags).toContain('CALLED_OFF_AFTER_START');
    expect(second).toMatchObject({ state: 'CANCELLED', flags: [], off: null });
  });

  it('PAY-02, AWRD-06: a visit before the first day of care pays nothing until somebody decides so (11)', async () => {
    const { id, reference } = await placement([['08:00', 60]], '2026-06-08');
    await take('11-visits-before-the-first-day-of-care.ndjson', reference);
    const [visit] = await visits(id, '2026-06-01');
    expect(visit).toMatchObject({
      off: 'NOT_BEGUN',
      query: 'MADE_BUT_NOT_EXPECTED',
      commissionedMinutes: 0,
      payableMinutes: 0,
    });
    expect(visit.flags).toContain('NOT_BEGUN');
    const { payableStatement } = await asked('payable-visits', { placement: id, from: '2026-06-01', to: '2026-06-07' });
    expect(payableStatement).toMatchObject({ commissionedMinutes: 0, amountPence: 0 });
    const { correctVisit } = await asked('correct-visit', {
      input: {
        ...{ idempotencyKey: 'accept-11', visitId: visit.id, state: 'COMPLETED', acceptedMinutes: 60 },
        ...{ reason: 'AGREED_ON_THE_TELEPHONE', evidence: 'note 14' },
      },
    });
    expect(correctVisit).toMatchObject({ refusals: [], visit: { query: null, payableMinutes: 60 } });
  });

  it('DEL-01: half an hour in the hour that comes twice is half an hour (12)', async () => {
    const { id, reference } = await placement([['01:30', 30, { night: 'WAKING_NIGHT' }]], '2025-05-01');
    // A year before, that hour came in the same night of October.
    await rota('12-visits-rota-in-the-hour-that-comes-twice.csv', reference, -52);
    const [visit, ...more] = await visits(id, '2025-10-26');
    expect(more).toEqual([]);
    expect(visit).toMatchObject({ minutes: 30, commissionedMinutes: 30 });
    expect(visit.flags).not.toContain('LENGTH_DIFFERS');
  });

  it('DEL-02, DEL-10: one log through a night in three parts is an attendance at each (13)', async () => {
    const { id, reference } = await placement([
      ['21:00', 60],
      ['22:00', 480, { night: 'SLEEP_IN' }],
      ['06:00', 60, { night: 'WAKING_NIGHT' }],
    ]);
    await rota('13-visits-rota-sleep-in-in-three-parts.csv', reference);
    await logs('13-visits-logs-one-for-the-night.csv', reference);
    const night = (await visits(id, '2026-06-08', '2026-06-09')).filter(({ plans }) => plans.length > 0);
    expect(night).toMatchObject([
      { state: 'COMPLETED', actualMinutes: 62, payableMinutes: 60 },
      { state: 'COMPLETED', actualMinutes: 480, payableMinutes: 480 },
      { state: 'COMPLETED', actualMinutes: 63, payableMinutes: 60 },
    ]);
  });

  it('DEL-01: one rota under two names of its system is one visit (14)', async () => {
    const { id, reference } = await placement([['08:00', 30]]);
    await rota('14-visits-rota-by-two-paths.csv', reference);
    const file = join(folder, '14-visits-rota-by-two-paths.csv');
    await importVisits({
      ...{ file, council: 'bromley', layout: 'rota-export', source: 'another-name' },
      ...{ hubUrl: hub.url.replace('/graphql', ''), token: await hub.token(OAKWOOD) },
    });
    await logs('14-visits-logs-by-two-paths.csv', reference);
    expect(await visits(id, '2026-07-13')).toMatchObject([{ state: 'COMPLETED', payableMinutes: 30, plans: [{}, {}] }]);
  });

  it('DEL-02, DEL-03: a log of no length is no call made (15)', async () => {
    const { id, reference } = await placement([['08:00', 30]]);
    await rota('15-visits-rota-of-half-an-hour.csv', reference);
    const report = await logs('15-visits-logs-of-no-length.csv', reference);
    expect(report.warnings).toContainEqual(expect.objectContaining({ rule: 'DEL-02', code: 'NO_LENGTH' }));
    const [visit] = await visits(id, '2026-06-23');
    expect(visit).toMatchObject({ state: 'MISSED', workersCame: 0, workersLogged: 0, payableMinutes: 0 });
    expect(visit.flags).toContain('NO_LENGTH');
  });
});
