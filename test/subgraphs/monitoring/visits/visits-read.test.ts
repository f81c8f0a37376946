import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { aLog, aPlan, at, callAt, startVisits, type VisitsGround } from './visits-harness.js';

const operation = (name: string) =>
  readFileSync(new URL(`../../../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

/** What any of these operations answers, as far as a test looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape.
type Answer = any;

let ground: VisitsGround;
let mine: string;
let other: string;
const today = { from: '2026-06-01', to: '2026-06-01' };

const ask = async (caller: string, name: string, variables: Record<string, unknown>): Promise<Answer> =>
  ground.hub.as(caller, operation(name), variables);
const ids = (answer: Answer, list = 'visits') =>
  answer.data[list].edges.map(({ node }: { node: { id: string } }) => node.id);

/** As a system would write it: without what it leaves to the defaults. */
const row = (report: object) => Object.fromEntries(Object.entries(report).filter(([, value]) => value !== null));

beforeAll(async () => {
  ground = await startVisits();
  // What was before the hub knew them.
  const [startsOn, calls] = ['2026-01-01', [-120, -240, -360].map((minutes) => callAt(minutes))] as const;
  mine = await ground.placement({ startsOn, calls });
  other = await ground.placement({ startsOn, calls: [callAt(-240)], providerId: ground.oak, patch: 'West' });
  const [late, missed, fine] = [at(-120), at(-240), at(-360)];
  await ground.record({
    plans: [late, missed, fine].map((plannedStart, nth) => aPlan(mine, { plannedStart, externalId: `V${nth}` })),
    logs: [
      aLog(mine, { arrivedAt: at(-95), departedAt: at(-80), externalId: 'L1' }),
      aLog(mine, { arrivedAt: fine, externalId: 'L2', worker: 'W7' }),
      aLog(mine, { arrivedAt: at(-700), externalId: 'L3' }),
    ],
  });
  await ground.record({ plans: [aPlan(other, { plannedStart: at(-240) })] }, 'oak');
});
afterAll(() => ground.hub.stop());

it('DEL-01, DEL-02: rows are reported by the promised operation, each answered by line, rule and fix', async () => {
  const placement = await ground.placement({ calls: [callAt(900)] });
  const input = {
    council: 'bromley',
    source: 'roster',
    plans: [
      row(aPlan(placement, { plannedStart: at(900), externalId: 'R1' })),
      row(aPlan(placement, { plannedStart: at(900), plannedEnd: at(920), externalId: 'R2' })),
    ],
    logs: [row(aLog(randomUUID(), { arrivedAt: at(-60), externalId: 'R3' }))],
  };
  const answer = await ask('maple', 'record-visits', { input });
  expect(answer.data.recordVisits).toMatchObject({
    rows: [
      { kind: 'PLAN', line: 1, externalId: 'R1', verdict: 'NEW', refusal: null, warnings: [] },
      {
        kind: 'PLAN',
        line: 2,
        externalId: 'R2',
        verdict: 'REJECTED',
        refusal: expect.objectContaining({ rule: 'DEL-06', code: 'VISIT_MINUTES_NOT_ALLOWED', field: 'plannedEnd' }),
        warnings: [],
      },
      {
        kind: 'LOG',
        line: 1,
        externalId: 'R3',
        verdict: 'HELD',
        refusal: expect.objectContaining({ rule: 'DEL-01', code: 'PLACEMENT_UNKNOWN' }),
        warnings: [],
      },
    ],
    refusals: [],
  });
  const again = await ask('maple', 'record-visits', { input, only: ['HELD', 'UNCHANGED'] });
  expect(again.data.recordVisits.rows.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
    'UNCHANGED',
    'HELD',
  ]);
  expect((await ask('maple', 'held-reports', {})).data.heldReports.edges).toMatchObject([
    { node: { kind: 'LOG', externalId: 'R3', because: 'PLACEMENT_UNKNOWN' } },
  ]);
  expect((await ask('maple', 'held-reports', { to: '2020-01-01' })).data.heldReports).toMatchObject({ totalCount: 0 });
  expect(ids(await ask('oak', 'held-reports', {}), 'heldReports')).toEqual([]);
  expect((await ask('broker', 'record-visits', { input })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
});

it('DEL-01, IDG-07: a plan answers the call that it names, in whichever case its ids are written', async () => {
  const placement = await ground.placement({ calls: [callAt(300), callAt(480)] });
  const rows = await ground.rows(
    'select id from monitoring.visit where placement_id = $1 order by expected_start offset 1 limit 1',
    [placement],
  );
  const later = String(rows[0]!.id);
  const plan = aPlan(placement.toUpperCase(), {
    plannedStart: at(1000),
    visit: later.toUpperCase(),
    externalId: 'UP1',
  });
  const input = { council: 'bromley', source: 'roster', plans: [row(plan)], logs: [] };
  const answer = await ask('maple', 'record-visits', { input });
  expect(answer.data.recordVisits.rows).toMatchObject([
    { externalId: 'UP1', verdict: 'NEW', warnings: ['OUTSIDE_AGREED_WINDOW'] },
  ]);
  expect(await ground.rows(`select visit_id from monitoring.planned_visit where external_id = 'UP1'`)).toEqual([
    { visit_id: later },
  ]);
});

it('DEL-01: a plan that names a call of somebody else is kept, and told that it answers another', async () => {
  const [placement, elsewhere] = [
    await ground.placement({ calls: [callAt(300)] }),
    await ground.placement({ calls: [callAt(300)] }),
  ];
  const [theirs] = await ground.rows('select id from monitoring.visit where placement_id = $1 limit 1', [elsewhere]);
  const plan = aPlan(placement, { plannedStart: at(300), visit: String(theirs!.id), externalId: 'AN1' });
  const input = { council: 'bromley', source: 'roster', plans: [row(plan)], logs: [] };
  expect((await ask('maple', 'record-visits', { input })).data.recordVisits.rows).toMatchObject([
    { verdict: 'NEW', notices: [{ code: 'ANOTHER_VISIT', rule: 'DEL-01', field: 'visit' }] },
  ]);
});

it('DEL-04, SHOW-14: exceptions by kind, provider, placement, day and time of day', async () => {
  const states = async (caller: string, variables: object) =>
    (await ask(caller, 'list-visits', { ...today, ...variables })).data.visits.edges.map(
      ({ node }: Answer) => `${node.state}${node.flags.includes('LATE') ? ' LATE' : ''}`,
    );
  expect(await states('maple', { exceptions: ['LATE', 'MISSED'] })).toEqual(['MISSED', 'COMPLETED LATE']);
  expect(await states('broker', { exceptions: ['MISSED'] })).toEqual(['MISSED', 'MISSED']);
  expect(await states('broker', { exceptions: ['MISSED'], provider: ground.oak })).toEqual(['MISSED']);
  expect(await states('officer', { placement: mine, exceptions: ['SHORT'] })).toEqual(['COMPLETED LATE']);
  expect(await states('officer', { startsFrom: '04:00', startsBefore: '06:00' })).toEqual(['MISSED', 'MISSED']);
  expect(await states('officer', { flag: 'LATE' })).toEqual(['COMPLETED LATE']);
  expect(await states('officer', { states: ['MISSED'] })).toEqual(['MISSED', 'MISSED']);
  const counted = await ask('officer', 'list-visits', { ...today, states: ['MISSED'], first: 1 });
  expect(counted.data.visits).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  expect(await states('stranger', {})).toEqual([]);
  for (const name of ['placement', 'provider']) {
    const { errors } = await ask('broker', 'list-visits', { ...today, [name]: 'PL-7KX2M9Q' });
    expect([errors[0].extensions.code, errors[0].message]).toEqual([
      'BAD_USER_INPUT',
      expect.stringContaining(`${name} takes the id of a ${name}`),
    ]);
  }
  // A provider sees its own, whatever it asks for.
  expect(await states('oak', { provider: ground.maple })).toEqual(['MISSED']);
  const wide = await ask('broker', 'list-visits', { from: '2026-06-01', to: '2026-06-08' });
  expect(wide.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

it('DEL-04: exceptions added up by time, location and person', async () => {
  const count = async (by: string) =>
    (await ask('officer', 'count-visit-exceptions', { ...today, by })).data.visitExceptions;
  expect(await count('PATCH')).toMatchObject([
    { key: 'East', late: 1, short: 1, missed: 1 },
    { key: 'West', scheduled: 1, late: 0, missed: 1 },
  ]);
  expect(await count('HOUR')).toContainEqual({ key: '06:00', scheduled: 1, late: 1, short: 1, missed: 0 });
  expect((await count('PLACEMENT')).map(({ key }: { key: string }) => key).sort()).toEqual(
    expect.arrayContaining([mine, other]),
  );
});

it('DEL-04: visits are paged without gap or repeat', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < 9; page++) {
    const answer = await ask('broker', 'list-visits', { ...today, first: 1, after });
    seen.push(...ids(answer));
    if (!answer.data.visits.pageInfo.hasNextPage) break;
    after = answer.data.visits.pageInfo.endCursor;
  }
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(new Set(seen).size).toBe(seen.length);
});

it('IDG-16, DEL-02: a visit is read with its logs and all that was reported of it, by its own alone', async () => {
  const [visit] = ids(await ask('maple', 'list-visits', { ...today, exceptions: ['LATE'] }));
  const read = (await ask('officer', 'read-visit', { id: visit })).data.visit;
  expect(read).toMatchObject({
    callId: expect.any(String),
    expectedStart: at(-120).toISOString(),
    plans: [{ source: 'roster', externalId: 'V0', plannedStart: at(-120).toISOString() }],
    ...{ off: null, query: null, commissionedMinutes: 30, actualMinutes: 15 },
    state: 'COMPLETED',
    deviationMinutes: 25,
    breach: null,
    logs: [{ worker: 'W1', arrivedBy: 'GPS', refused: false, tasks: [] }],
    history: [
      { kind: 'PLAN', actor: `machine:rostering:${ground.maple}` },
      { kind: 'LOG', actor: `machine:rostering:${ground.maple}` },
    ],
  });
  expect(JSON.parse(read.history[0].facts)).toMatchObject({ plannedStart: at(-120).toISOString() });
  expect((await ask('oak', 'read-visit', { id: visit })).data.visit).toBeNull();
  expect((await ask('stranger', 'read-visit', { id: visit })).data.visit).toBeNull();
  expect(
    (await ask('maple', 'unmatched-logs', { from: '2026-05-31', to: '2026-06-01' })).data.unmatchedLogs.edges,
  ).toMatchObject([{ node: { externalId: 'L3' } }]);
});

it('DEL-10: a missed visit is a breach, and an officer corrects it on evidence', async () => {
  const [id] = ids(await ask('maple', 'list-visits', { ...today, exceptions: ['MISSED'] }));
  expect((await ask('maple', 'read-visit', { id })).data.visit).toMatchObject({ breach: 'HIGH', payableMinutes: 0 });
  const input = {
    visitId: id,
    state: 'COMPLETED',
    actualMinutes: 30,
    reason: 'PHONE_OUT_OF_ORDER',
    evidence: 'DOC-17',
    idempotencyKey: randomUUID(),
  };
  const corrected = await ask('officer', 'correct-visit', { input });
  expect(corrected.data.correctVisit).toMatchObject({
    visit: { state: 'COMPLETED', payableMinutes: 30 },
    refusals: [],
  });
  expect(await ask('officer', 'correct-visit', { input })).toEqual(corrected);
  expect((await ask('maple', 'correct-visit', { input })).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
});

it('DEL-01, DEL-02: a row that is taken and is not as it should be is told why, by rule and field', async () => {
  const placement = await ground.placement({ calls: [callAt(900)] });
  const plan = row(aPlan(placement, { plannedStart: at(900), plannedEnd: at(960), externalId: 'R4' }));
  const answer = await ask('maple', 'record-visits', {
    input: { council: 'bromley', source: 'roster', plans: [plan] },
  });
  expect(answer.data.recordVisits.rows).toMatchObject([
    {
      verdict: 'NEW',
      warnings: ['LENGTH_DIFFERS'],
      notices: [{ code: 'LENGTH_DIFFERS', rule: 'DEL-01', field: 'plannedEnd' }],
    },
  ]);
});

it('DEL-10, PAY-02: what the council is asked about is listed until an officer answers', async () => {
  const claim = aLog(other, { arrivedAt: at(-240), arrivedBy: 'MANUAL', manualReason: 'NO_SIGNAL' });
  await ground.record({ logs: [claim] }, 'oak');
  const queried = async (caller: string) =>
    (await ask(caller, 'list-visits', { ...today, queried: true })).data.visits.edges.map(({ node }: Answer) => node);
  const [asked] = await queried('officer');
  expect(asked).toMatchObject({ state: 'MISSED', query: 'CLAIMED_AFTER_MISSED', actualMinutes: 0 });
  expect(await queried('oak')).toHaveLength(1);
  expect(await queried('maple')).toEqual([]);
  const finding = { visitId: asked.id, state: 'MISSED', reason: 'NOT_SEEN', evidence: 'DOC-18' };
  const answered = await ask('officer', 'correct-visit', { input: { ...finding, idempotencyKey: randomUUID() } });
  expect(answered.data.correctVisit).toMatchObject({ visit: { state: 'MISSED' }, refusals: [] });
  expect(await queried('officer')).toEqual([]);
});

it('DEL-13, DEL-16, DEL-17: teams, staff and spot checks are kept by the promised operations', async () => {
  const idempotencyKey = randomUUID();
  const team = { placementId: mine, from: '2026-06-01', keyWorker: 'W1', workers: ['W1', 'W7'], idempotencyKey };
  expect((await ask('maple', 'name-regular-team', { input: team })).data.nameRegularTeam).toMatchObject({
    team: { keyWorker: 'W1', workers: ['W1', 'W7'] },
    refusals: [],
  });
  expect((await ask('oak', 'name-regular-team', { input: team })).errors).toMatchObject([
    { extensions: { rule: 'IDG-05' } },
  ]);
  const staff = { council: 'bromley', from: '2026-06-01', workers: ['W1'], idempotencyKey };
  expect((await ask('maple', 'declare-staff', { input: staff })).data.declareStaff).toMatchObject({ refusals: [] });
  const check = { placementId: mine, at: at(-5), checker: 'S1', worker: 'W1', result: 'ABSENT', idempotencyKey };
  expect((await ask('maple', 'record-spot-check', { input: check })).data.recordSpotCheck).toMatchObject({
    refusals: [],
  });
  expect((await ask('officer', 'spot-checks', { provider: ground.maple })).data.spotChecks.edges).toMatchObject([
    { node: { worker: 'W1', result: 'ABSENT', placement: { id: mine } } },
  ]);
  expect(ids(await ask('oak', 'spot-checks', {}), 'spotChecks')).toEqual([]);
  const teams = await ground.hub.as(
    'practitioner',
    'query($id: ID!) { regularTeams(placement: $id) { from keyWorker } }',
    { id: mine },
  );
  expect(teams).toMatchObject({ data: { regularTeams: [{ from: '2026-06-01', keyWorker: 'W1' }] } });
});
