import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ImportVisits, importVisits } from '../../../adapters/visits/import-visits.js';
import { layoutNames, layoutOf, readLayout } from '../../../adapters/visits/layout.js';
import { startTestHub, type TestHub } from '../../harness/hub.js';
import { proposePlacement } from '../../harness/placement.js';
import { aCall } from '../../subgraphs/monitoring/visits/visits-harness.js';

const SAMPLES = fileURLToPath(new URL('../../../adapters/visits/samples/', import.meta.url));

describe('visits of a file', () => {
  let hub: TestHub;
  let folder: string;
  let token: string;
  beforeAll(async () => {
    // The samples are of the first of June.
    hub = await startTestHub({ at: new Date('2026-06-02T05:00:00Z') });
    folder = await mkdtemp(join(tmpdir(), 'visits-'));
    const { rows } = await hub.pool.query(
      `select subject, organisation from platform.access_grant where role = 'rostering' order by subject limit 1`,
    );
    token = await hub.token(rows[0].subject);
    const providerId = rows[0].organisation as string;
    // What the samples tell of, as their council commissioned it.
    const window = { earliest: '07:45', latest: '08:30' };
    const calls = {
      'PL-SAMPLE1': [
        aCall({ requestedStart: '08:00', window, timeCritical: true }),
        aCall({ requestedStart: '12:30' }),
        aCall({ requestedStart: '17:00' }),
      ],
      'PL-SAMPLE2': [
        aCall({ requestedStart: '09:00', minutes: 60, workers: 2 }),
        aCall({ requestedStart: '22:00', minutes: 540, night: 'SLEEP_IN' }),
      ],
    } as const;
    for (const [placementReference, own] of Object.entries(calls)) {
      await proposePlacement(hub, { providerId, placementReference, calls: own });
    }
  });
  afterAll(async () => {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const take = (file: string, over: Partial<ImportVisits> = {}) =>
    importVisits({ file, council: 'bromley', hubUrl: hub.url.replace('/graphql', ''), token, ...over });
  const sample = async (name: string) => {
    await cp(join(SAMPLES, name), join(folder, name));
    return join(folder, name);
  };
  const written = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const stateOf = async (externalId: string) =>
    (
      await hub.pool.query(
        `select state, flags from monitoring.visit
         where id in (select visit_id from monitoring.planned_visit where external_id = $1 and source = 'rota-export')`,
        [externalId],
      )
    ).rows[0];

  it('DEL-01, DEL-02: a rota and the calls that were logged, in the two layouts', async () => {
    const shares: number[] = [];
    const rota = await take(await sample('rota-2026-06-01.csv'), {
      layout: 'rota-export',
      progress: (share) => shares.push(share),
    });
    expect(rota).toMatchObject({ kind: 'PLAN', status: 'TAKEN', rows: 4, accepted: 4, refused: 0, pending: 0 });
    expect(shares.at(-1)).toBe(1);
    const calls = await take(await sample('calls-2026-06-01.csv'), { layout: 'call-log' });
    expect(calls).toMatchObject({ kind: 'LOG', status: 'TAKEN', rows: 4, accepted: 4, refused: 0 });
    expect(await stateOf('R-1001')).toEqual({ state: 'COMPLETED', flags: [] });
    expect(await stateOf('R-1002')).toMatchObject({ state: 'COMPLETED', flags: ['MANUAL'] });
    expect(await stateOf('R-1003')).toEqual({ state: 'CANCELLED', flags: [] });
    const { rows } = await hub.pool.query(
      'select manual_reason, refused from monitoring.call_log where external_id = any($1) order by external_id',
      [['L-3', 'L-4']],
    );
    expect(rows).toEqual([
      { manual_reason: 'NO_SIGNAL', refused: null },
      { manual_reason: null, refused: { reason: 'CARE_NOT_WANTED', capacityConcern: false } },
    ]);
  });

  it('DEL-20: lines of JSON as the hub takes them; the same file again changes nothing', async () => {
    const file = await sample('visits-2026-06-01.ndjson');
    expect(await take(file)).toMatchObject({ kind: 'NDJSON', status: 'TAKEN', rows: 2, accepted: 2 });
    expect(await take(file)).toMatchObject({ rows: 2, accepted: 0, unchanged: 2 });
  });

  it('DEL-20: each bad row is told with its line, column, rule and fix, and keeps no other away', async () => {
    const file = await sample('rota-2026-06-02-with-faults.csv');
    const report = await take(file, { layout: 'rota-export' });
    expect(report).toMatchObject({ status: 'TAKEN', rows: 7, accepted: 1, refused: 6, pending: 0 });
    expect(report.refusals.map(({ row, line, column, rule, code }) => [row, line, column, rule, code]).sort()).toEqual([
      [1, 2, 'End', 'DEL-06', 'VISIT_MINUTES_NOT_ALLOWED'],
      [2, 3, 'End', 'DEL-20', 'DATE_AND_TIME_NOT_READABLE'],
      [2, 3, 'Start', 'DEL-20', 'DATE_AND_TIME_NOT_READABLE'],
      [3, 4, 'Visit ID', 'DEL-20', 'FORMULA_IN_CELL'],
      [4, 5, 'Cancelled by', 'DEL-20', 'WORD_NOT_KNOWN'],
      [5, 6, null, 'DEL-20', 'ROW_NOT_WHOLE'],
      [7, 8, null, 'DEL-20', 'ROW_CUT_OFF'],
    ]);
    const told = await readFile(`${file}.report.txt`, 'utf8');
    expect(told).toContain(
      'Line 2, End\n  A visit is at least 30 minutes and a multiple of 15; nights are exempt.\n  DEL-06',
    );
    expect(told).not.toContain('HYPERLINK');
    expect(told).not.toContain('NEIGHBOUR');
    expect(JSON.parse(await readFile(`${file}.report.json`, 'utf8'))).toEqual(report);
  });

  it('DEL-20: what an exception code means is settled for each council', async () => {
    const text = await readFile(join(SAMPLES, '../layouts/call-log.json'), 'utf8');
    const ofAshdown = layoutOf(text, 'ashdown');
    expect(ofAshdown.written.codes.exception).toHaveProperty('S', 'NO_SIGNAL');
    expect(ofAshdown.written.codes.exception).not.toHaveProperty('01');
    const file = await written(
      'other-codes.csv',
      (await readFile(join(SAMPLES, 'calls-2026-06-01.csv'), 'utf8')).replace(';01;', ';S;'),
    );
    const { refusals } = await take(file, { layout: 'call-log', source: 'other' });
    expect(refusals).toMatchObject([{ line: 4, column: 'exception_code', code: 'WORD_NOT_KNOWN' }]);
  });

  it.each<[string, string | Uint8Array, string, RegExp]>([
    ['another layout', 'Visit ID,Start\nR-1,01/06/2026 08:00\n', 'COLUMN_MISSING', /"Last changed", "Order", "End"/],
    ['no header', '', 'NO_HEADER', /names its columns/],
    ['windows-1252', Buffer.from([0x56, 0x20, 0xe9, 0x0a]), 'NOT_UTF_8', /windows-1252/],
    ['UTF-16 without its mark', Buffer.from('Visit ID\n', 'utf16le'), 'NOT_TEXT', /UTF-16/],
    ['NUL bytes', Buffer.from([0x56, 0x00, 0x0a]), 'NOT_TEXT', /UTF-8/],
  ])('DEL-20: a file of %s is refused whole, and says why', async (what, content, code, fix) => {
    const report = await take(await written(`${what}.csv`, content), { layout: 'rota-export' });
    expect(report).toMatchObject({
      status: 'REFUSED',
      accepted: 0,
      refusals: [{ code, fix: expect.stringMatching(fix) }],
    });
  });

  it('DEL-20: of a file of lines of JSON that is cut off all is taken but its last line', async () => {
    const whole = await readFile(join(SAMPLES, 'visits-2026-06-01.ndjson'), 'utf8');
    const file = await written('cut-off.ndjson', whole.slice(0, -40));
    expect(await take(file, { source: 'cut-off' })).toMatchObject({
      rows: 2,
      accepted: 1,
      refusals: [{ line: 2, code: 'ROW_CUT_OFF' }],
    });
  });

  it('DEL-01: rows of a placement that is not known here are held, and told as such', async () => {
    const file = await written(
      'unknown.csv',
      (await readFile(join(SAMPLES, 'rota-2026-06-01.csv'), 'utf8')).replaceAll('PL-SAMPLE2', 'PL-NOBODY'),
    );
    const report = await take(file, { layout: 'rota-export', source: 'unknown' });
    expect(report).toMatchObject({ accepted: 2, pending: 2, pendingBecause: 'HELD' });
    expect(report.refusals).toMatchObject([
      { line: 3, column: 'Order', code: 'PLACEMENT_UNKNOWN' },
      { line: 5, column: 'Order', code: 'PLACEMENT_UNKNOWN' },
    ]);
  });

  it('DEL-20: windows-1252 and UTF-16 are read like UTF-8, and a file that is not what is said is refused', async () => {
    const rota = await readFile(join(SAMPLES, 'rota-2026-06-01.csv'), 'utf8');
    const content = rota.replaceAll('C-17', 'C-\u00e9').replaceAll('R-', 'E-');
    const latin = await written('latin.csv', Buffer.from(content, 'latin1'));
    expect(await take(latin, { layout: 'rota-export', source: 'latin' })).toMatchObject({
      status: 'REFUSED',
      refusals: [{ code: 'NOT_UTF_8' }],
    });
    const options = { layout: 'rota-export', source: 'latin', encoding: 'windows-1252' } as const;
    expect(await take(latin, options)).toMatchObject({ status: 'TAKEN', accepted: 4 });
    const wide = await written('wide.csv', Buffer.from(`\ufeff${content.replaceAll('E-', 'W-')}`, 'utf16le'));
    expect(await take(wide, { ...options, source: 'wide' })).toMatchObject({ status: 'TAKEN', accepted: 4 });
    const { rows } = await hub.pool.query(
      `select distinct planned_workers[1] as worker from monitoring.planned_visit where external_id in ('E-1001', 'W-1001')`,
    );
    expect(rows).toEqual([{ worker: 'C-\u00e9' }]);
    const mixed = await written('mixed.csv', Buffer.from(content));
    expect(await take(mixed, options)).toMatchObject({ refusals: [{ code: 'ENCODING_IS_UTF_8' }] });
  });

  it('DEL-20: a run that sends nothing judges each row, and leaves no report', async () => {
    const file = await sample('rota-2026-06-02-with-faults.csv');
    await rm(`${file}.report.json`, { force: true });
    const report = await take(file, { layout: 'rota-export', dryRun: true, hubUrl: 'http://127.0.0.1:1' });
    expect(report).toMatchObject({ rows: 7, pending: 2, pendingBecause: 'DRY_RUN', refused: 5, accepted: 0 });
    expect(await readdir(folder)).not.toContain('rota-2026-06-02-with-faults.csv.report.json');
  });

  it('NFR-07: where the hub is away or does not know the caller, the file is left as it is', async () => {
    const file = await sample('rota-2026-06-01.csv');
    expect(await take(file, { layout: 'rota-export', hubUrl: 'http://127.0.0.1:4499' })).toMatchObject({
      status: 'PENDING',
      pendingBecause: 'ECONNREFUSED',
      accepted: 0,
    });
    expect(await take(file, { layout: 'rota-export', token: 'x.y.z' })).toMatchObject({
      status: 'REFUSED',
      refusals: [{ code: 'UNAUTHENTICATED' }],
    });
  });

  it('DEL-20: many rows are sent as the hub takes them', async () => {
    const [head] = (await readFile(join(SAMPLES, 'rota-2026-06-01.csv'), 'utf8')).split('\n');
    const rows = Array.from({ length: 5000 }, (_, nth) => {
      const day = String((nth % 28) + 1).padStart(2, '0');
      return `M-${nth},01/02/2026 18:00,PL-SAMPLE1,${day}/03/2026 08:00,${day}/03/2026 08:30,,,,No,1,,,,Planned,,,,,`;
    });
    const file = await written('many.csv', `${[head, ...rows].join('\r\n')}\r\n`);
    expect(await take(file, { layout: 'rota-export' })).toMatchObject({ rows: 5000, accepted: 5000, refused: 0 });
  });

  it('DEL-20: there are two layouts, and one of one’s own is held against the contract before it is used', async () => {
    expect(await layoutNames()).toEqual(['call-log', 'rota-export']);
    await expect(readLayout('no-such', 'bromley')).rejects.toThrow('call-log, rota-export');
    const own = await written(
      'own.json',
      JSON.stringify({ kind: 'PLAN', dates: ['YYYY-MM-DD'], fields: { colour: 'Colour' } }),
    );
    await expect(take(await sample('rota-2026-06-01.csv'), { layout: own })).rejects.toThrow(
      'colour: is no field of PlanRowInput',
    );
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
