import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { startTestHub, type TestHub } from '../../harness/hub.js';
import { proposePlacement } from '../../harness/placement.js';

const RECORD = readFileSync(new URL('../../../schema/operations/record-visits.graphql', import.meta.url), 'utf8');

let hub: TestHub;
let machine: string;
beforeAll(async () => {
  hub = await startTestHub();
  const { rows } = await hub.pool.query(
    `select subject, organisation from platform.access_grant where role = 'rostering' order by subject limit 1`,
  );
  machine = rows[0].subject;
  await proposePlacement(hub, { providerId: rows[0].organisation, placementReference: 'PL-STREAM1' });
});
afterAll(() => hub.stop());

const aRow = (externalId: string, over: Record<string, unknown> = {}) => ({
  kind: 'PLAN',
  externalId,
  asOf: '2026-05-30T00:00:00Z',
  placement: 'PL-STREAM1',
  plannedStart: '2026-06-01T10:00:00Z',
  plannedEnd: '2026-06-01T10:30:00Z',
  ...over,
});
const lines = (...rows: unknown[]) =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  { subject = machine, query = 'council=bromley&source=ecm', type = 'application/x-ndjson' } = {},
) {
  const response = await fetch(`${hub.url.replace('/graphql', '/visits')}?${query}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${await hub.token(subject)}`, 'content-type': type },
  });
  const text = await response.text();
  return {
    status: response.status,
    answers: text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  };
}
const kept = async (like: string) =>
  (await hub.pool.query('select count(*)::int from monitoring.planned_visit where external_id like $1', [like])).rows[0]
    .count;

const handed = (name: string) =>
  readFileSync(new URL(`../../handed/${name}`, import.meta.url), 'utf8').replaceAll('PL-SAMPLE1', 'PL-STREAM1');

describe('visits as a stream of lines', () => {
  it('IDG-16, DEL-20: a text that cannot be kept is refused with its row, and the others are taken', async () => {
    const refused = { verdict: 'REJECTED', refusal: { code: 'TEXT_UNREADABLE', field: 'tasks' } };
    const { status, answers } = await post(handed('01-text-nul-in-a-task.ndjson'));
    expect(status).toBe(200);
    expect(answers).toMatchObject([
      { externalId: 'T01-1', verdict: 'NEW' },
      { externalId: 'T01-2', ...refused },
      { externalId: 'T01-3', verdict: 'NEW' },
      { done: true, rows: { NEW: 2, REJECTED: 1 } },
    ]);
    const { rows } = await hub.pool.query(`select tasks from monitoring.planned_visit where external_id = 'T01-3'`);
    expect(rows).toEqual([{ tasks: ['TEA \u{1f375}'] }]);

    const { query, variables } = JSON.parse(handed('01-text-nul-in-a-task.graphql.json'));
    expect(await hub.graphql(machine, query, variables)).toEqual({
      data: {
        recordVisits: {
          rows: [{ externalId: 'T01-2', verdict: 'REJECTED', refusal: { code: 'TEXT_UNREADABLE', field: 'tasks' } }],
          refusals: [],
        },
      },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['externalId', { externalId: 'X\0' }],
    ['placement', { placement: 'PL-\0' }],
    ['plannedWorkers', { plannedWorkers: ['W-1', 'W\ud83c'] }],
    ['tasks', { tasks: ['MEAL', '\udf75'] }],
    [
      'cancellation',
      {
        cancellation: { at: '2026-05-31T07:00:00Z', requestedBy: 'FAM\0ILY' },
      },
    ],
    ['worker', { kind: 'LOG', worker: 'W\0' }],
    ['visitExternalId', { kind: 'LOG', visitExternalId: 'V\ud800' }],
    ['manualReason', { kind: 'LOG', arrivedBy: 'MANUAL', manualReason: 'NO\0SIGNAL' }],
    ['tasks', { kind: 'LOG', tasks: [{ task: 'MEAL', outcome: 'NOT_DONE', reason: 'A\0' }] }],
    ['refused', { kind: 'LOG', refused: { reason: 'A\0', capacityConcern: false } }],
  ])('IDG-16: no %s holds what a database cannot keep', async (field, over) => {
    const aLog = {
      worker: 'W-1',
      arrivedAt: '2026-05-31T10:00:00Z',
      arrivedBy: 'GPS',
      plannedStart: undefined,
      plannedEnd: undefined,
    };
    const { answers } = await post(lines(aRow('U1', { ...(over.kind === 'LOG' ? aLog : {}), ...over }), aRow('U2')));
    expect(answers).toMatchObject([
      { line: 1, verdict: 'REJECTED', refusal: { rule: 'IDG-16', code: 'TEXT_UNREADABLE', field } },
      { line: 2, externalId: 'U2' },
      { done: true },
    ]);
    expect(answers[1].verdict).not.toBe('REJECTED');
  });

  it('IDG-16: no source is named by what a database cannot keep', async () => {
    const { answers } = await post(lines(aRow('U3')), { query: 'council=bromley&source=a%00b' });
    expect(answers).toMatchObject([
      { line: 1, verdict: 'REJECTED', refusal: { code: 'TEXT_UNREADABLE', field: 'input.source' } },
      { done: true },
    ]);
  });

  it('DEL-20: each line is answered by itself, with rule, line and fix, and a bad one keeps no other away', async () => {
    const bytes = Buffer.concat([
      Buffer.from(
        lines(
          aRow('A1'),
          aRow('A2', { asOf: 'soon' }),
          'not json',
          '',
          aRow('A3', { kind: 'ROTA' }),
          aRow('A4', { plannedEnd: '2026-06-01T10:20:00Z' }),
          aRow('A5', { told: [{ about: 'LATE', at: '2026-06-01T07:00:00Z', to: 'NEIGHBOUR' }] }),
          aRow('A6', { placement: 'PL-NOBODY' }),
          aRow('A7', { note: 'x'.repeat(70_000) }),
          aRow('A8', { colour: 'red' }),
        ),
      ),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`${JSON.stringify(aRow('A9'))}\n{"kind":"PLAN","externalId":"A1`),
    ]);
    const { status, answers } = await post(bytes);
    expect(status).toBe(200);
    const said = answers.map(({ line, verdict, refusal }) => [
      line,
      verdict,
      refusal?.rule,
      refusal?.code,
      refusal?.field,
    ]);
    expect(said).toEqual([
      [1, 'NEW', undefined, undefined, undefined],
      [2, 'REJECTED', 'DEL-20', 'ROW_MALFORMED', 'asOf'],
      [3, 'REJECTED', 'DEL-20', 'LINE_NOT_JSON', null],
      [5, 'REJECTED', 'DEL-20', 'KIND_UNKNOWN', null],
      [6, 'REJECTED', 'DEL-06', 'VISIT_MINUTES_NOT_ALLOWED', 'plannedEnd'],
      [7, 'REJECTED', 'DEL-20', 'ROW_MALFORMED', 'told.0.to'],
      [8, 'HELD', 'DEL-01', 'PLACEMENT_UNKNOWN', 'placement'],
      [9, 'REJECTED', 'DEL-20', 'LINE_TOO_LONG', null],
      [10, 'REJECTED', 'DEL-20', 'ROW_MALFORMED', null],
      [11, 'REJECTED', 'DEL-20', 'LINE_NOT_UTF_8', null],
      [12, 'NEW', undefined, undefined, undefined],
      [13, 'REJECTED', 'DEL-20', 'LINE_CUT_OFF', null],
      [undefined, undefined, undefined, undefined, undefined],
    ]);
    expect(answers.at(-1)).toEqual({ done: true, rows: { NEW: 2, REJECTED: 9, HELD: 1 } });
    expect(JSON.stringify(answers)).not.toContain('NEIGHBOUR');
    expect(answers[5].refusal.message).toContain('PERSON');
    expect(await kept('A_')).toBe(2);
  });

  it('DEL-20: a stream longer than a batch is kept whole, and sent again changes nothing', async () => {
    const many = lines(
      ...Array.from({ length: 4500 }, (_, nth) => {
        const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1) + (nth * 15 + minutes) * 60_000).toISOString();
        return aRow(`B${nth}`, { plannedStart: at(0), plannedEnd: at(30), asOf: '2026-02-01T00:00:00Z' });
      }),
    );
    expect((await post(many)).answers.at(-1)).toEqual({ done: true, rows: { NEW: 4500 } });
    expect((await post(many)).answers.at(-1)).toEqual({ done: true, rows: { UNCHANGED: 4500 } });
    expect(await kept('B%')).toBe(4500);
  });

  it.each<[string, number, string, object]>([
    ['nobody is known', 401, 'UNAUTHENTICATED', { subject: 'machine:nobody' }],
    ['the act is not for its role', 403, 'FORBIDDEN', { subject: 'user:broker@bromley' }],
    ['the council is not named', 400, 'BAD_REQUEST', { query: 'source=ecm' }],
    ['it is no stream of lines', 415, 'UNSUPPORTED_MEDIA_TYPE', { type: 'application/json' }],
  ])('IDG-27: where %s, the answer is %d', async (_what, status, code, options) => {
    const answer = await post(lines(aRow('C1')), options);
    expect(answer.status).toBe(status);
    expect(answer.answers).toMatchObject([{ errors: [{ extensions: { code } }] }]);
  });

  it('NFR-07: what a client sent before it broke off is kept', async () => {
    const request = rawRequest(`${hub.url.replace('/graphql', '/visits')}?council=bromley&source=ecm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await hub.token(machine)}`, 'content-type': 'application/x-ndjson' },
    });
    request.on('error', () => {});
    request.write(lines(...Array.from({ length: 2000 }, (_, nth) => aRow(`D${nth}`))));
    const [response] = await once(request, 'response');
    await once(response, 'data');
    request.destroy();
    expect(await kept('D%')).toBe(2000);
  });
});

describe('visits as one mutation', () => {
  const sized = (count: number) =>
    Array.from({ length: count }, (_, nth) => {
      const { kind: _kind, ...row } = aRow(`E${nth}`, { tasks: Array(15).fill('PERSONAL_CARE') });
      return row;
    });
  const ask = async (subject: string, query: string, variables: object) => {
    const response = await fetch(hub.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${await hub.token(subject)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  const input = { council: 'bromley', source: 'roster', plans: sized(5000) };

  it('DEL-01: 5,000 rows are taken at once, from those who report them', async () => {
    expect(JSON.stringify(input).length).toBeGreaterThan(1024 * 1024);
    const { data } = await ask(machine, RECORD, { input, only: ['REJECTED'] });
    expect(data.recordVisits).toEqual({
      new: 5000,
      updated: 0,
      unchanged: 0,
      held: 0,
      rejected: 0,
      rows: [],
      refusals: [],
    });
  });

  it('NFR-06: so large a body is read from nobody else, and is for no other act', async () => {
    const tooLarge = { errors: [{ extensions: { code: 'TOO_LARGE' } }] };
    expect(await ask('user:broker@bromley', RECORD, { input })).toMatchObject(tooLarge);
    expect(await ask(machine, '{ __typename }', { input })).toMatchObject(tooLarge);
    const both = RECORD.replace(
      /\}\s*$/,
      ' reportFirstCall(input: {placementId: "1", madeAt: "2026-01-01T00:00:00Z", workerRole: CARE_WORKER, nextCarerAdvised: true, idempotencyKey: "12345678"}) { refusals { code } } }',
    );
    expect(await ask(machine, both, { input })).toMatchObject(tooLarge);
  });
});
