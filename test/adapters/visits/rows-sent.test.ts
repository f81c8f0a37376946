import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from '../../../adapters/file-report.js';
import { type ImportVisits, importVisits } from '../../../adapters/visits/import-visits.js';
import { type StreamStandIn, startStreamStandIn } from './stream-stand-in.js';

const HANDED = fileURLToPath(new URL('../../handed/', import.meta.url));
const LAYOUTS = fileURLToPath(new URL('../../../adapters/visits/layouts/', import.meta.url));
const ROTA = '14-visits-rota-by-two-paths.csv';
const CALLS = '15-visits-logs-of-no-length.csv';

describe('the rows of a file as they are sent', () => {
  let folder: string;
  let hub: StreamStandIn;
  let answer: Parameters<typeof startStreamStandIn>[0];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rows-'));
    answer = undefined;
    hub = await startStreamStandIn((row) => (answer ? answer(row) : {}));
  });
  afterEach(async () => {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const take = async (content: string, over: Partial<ImportVisits> = {}) => {
    const file = join(folder, 'visits.csv');
    await writeFile(file, content);
    const options = { file, council: 'bromley', hubUrl: hub.hubUrl, token: 'token', layout: 'rota-export' };
    return importVisits({ ...options, ...over });
  };
  const handed = (name: string) => readFile(join(HANDED, name), 'utf8');
  const told = () => readFile(join(folder, 'visits.csv.report.txt'), 'utf8');
  const rowsSent = () => hub.sent.flatMap(({ rows }) => rows);

  describe('which system they are of', () => {
    const ours = async (change: (layout: Record<string, unknown>) => void = () => {}, at = folder) => {
      const layout = JSON.parse(await readFile(join(LAYOUTS, 'rota-export.json'), 'utf8'));
      change(layout);
      await writeFile(join(at, 'ours.json'), JSON.stringify(layout));
      return join(at, 'ours.json');
    };

    it('DEL-01: one layout is one source, by whichever path it is found and wherever it was copied (14)', async () => {
      await mkdir(join(folder, 'other'));
      await copyFile(join(LAYOUTS, 'rota-export.json'), join(folder, 'other', 'copy.json'));
      const path = await ours();
      const spellings = ['rota-export', path, relative('.', path), `./${relative('.', path)}`];
      for (const layout of [...spellings, join(folder, 'other', 'copy.json')]) {
        expect(await take(await handed(ROTA), { layout })).toMatchObject({ status: 'TAKEN', accepted: 1 });
      }
      expect(hub.sent.map(({ source }) => source)).toEqual(Array(5).fill('rota-export'));
    });

    it('DEL-01: a source that is given counts before the layout’s, without the blanks around it', async () => {
      await take(await handed(ROTA), { source: ' planner\u00a0' });
      const silent = await ours((layout) => delete layout.source);
      await take(await handed(ROTA), { layout: silent, source: 'planner' });
      await take('{"kind":"PLAN"}\n', { layout: undefined as never });
      expect(hub.sent.map(({ source }) => source)).toEqual(['planner', 'planner', 'ndjson']);
    });

    it('DEL-01: where nobody names the system, nothing is sent', async () => {
      const silent = await ours((layout) => delete layout.source);
      await expect(take(await handed(ROTA), { layout: silent })).rejects.toThrow('source: name the system');
      await expect(take(await handed(ROTA), { source: ' ' })).rejects.toThrow('source: name the system');
      const blank = await ours((layout) => Object.assign(layout, { source: '  ' }));
      await expect(take(await handed(ROTA), { layout: blank })).rejects.toThrow('source:');
      expect(hub.sent).toEqual([]);
    });
  });

  describe('in the nights in which the clocks change', () => {
    const TWICE = '12-visits-rota-in-the-hour-that-comes-twice.csv';
    const call = (arrived: string, departed: string) => async () =>
      (await handed(CALLS))
        .replace('2026-06-23 08:00', `2026-10-25 ${arrived}`)
        .replace('2026-06-23 08:00', `2026-10-25 ${departed}`)
        .replace('2026-06-23 08:40', '2026-10-25 09:00');

    it('DEL-01: a call from half past one to two in the hour that comes twice has thirty minutes (12)', async () => {
      expect(await take(await handed(TWICE))).toMatchObject({ accepted: 1, warnings: [] });
      expect(rowsSent()).toMatchObject([
        { plannedStart: '2026-10-25T01:30:00.000Z', plannedEnd: '2026-10-25T02:00:00.000Z' },
      ]);
    });

    it('DEL-01: where both readings are as good the first is taken, and the row is told with its columns (12)', async () => {
      const rota = (await handed(TWICE)).replace('01:30,25', '01:10,25').replace('02:00', '01:40');
      const report = await take(rota);
      expect(rowsSent()).toMatchObject([
        { plannedStart: '2026-10-25T00:10:00.000Z', plannedEnd: '2026-10-25T00:40:00.000Z' },
      ]);
      expect(report.warnings).toMatchObject([
        { row: 1, line: 2, column: 'Start', code: 'AMBIGUOUS_TIME' },
        { row: 1, line: 2, column: 'End', code: 'AMBIGUOUS_TIME' },
      ]);
      expect(exitCodeOf([report])).toBe(0);
      expect(await told()).toContain('Line 2, Start\n  London clocks show this time twice in this night');
    });

    it('DEL-02: a departure before its arrival is the later one (12)', async () => {
      const log = { layout: 'call-log' };
      expect(await take(await call('01:50', '01:10')(), log)).toMatchObject({ accepted: 1, warnings: [] });
      expect(await take(await call('00:50', '01:20')(), log)).toMatchObject({ accepted: 1, warnings: [] });
      expect(await take(await call('01:30', '01:30')(), log)).toMatchObject({ accepted: 1, warnings: [{}, {}] });
      expect(rowsSent()).toMatchObject([
        { arrivedAt: '2026-10-25T00:50:00.000Z', departedAt: '2026-10-25T01:10:00.000Z' },
        { arrivedAt: '2026-10-24T23:50:00.000Z', departedAt: '2026-10-25T00:20:00.000Z' },
        { arrivedAt: '2026-10-25T00:30:00.000Z', departedAt: '2026-10-25T00:30:00.000Z' },
      ]);
    });

    it('DEL-01: a time that no clock shows is refused with its column and what would be taken (12)', async () => {
      const report = await take((await handed(TWICE)).replaceAll('25/10/2026', '28/03/2027'));
      expect(report).toMatchObject({ accepted: 0, refused: 1 });
      expect(report.refusals).toMatchObject([
        { line: 2, column: 'Start', code: 'TIME_SKIPPED', fix: expect.stringContaining('before 01:00 or from 02:00') },
      ]);
      expect(rowsSent()).toEqual([]);
    });
  });

  it('DEL-20: what the hub says about a row that it kept is told with the row and its column', async () => {
    const notice = { rule: 'DEL-07', code: 'WORKER_OVERLAP', message: 'Send another worker.', field: 'plannedWorkers' };
    answer = () => ({ notices: [notice] });
    const report = await take(await handed(ROTA));
    expect(report).toMatchObject({ status: 'TAKEN', accepted: 1, refused: 0 });
    expect(report.warnings).toMatchObject([
      { row: 1, line: 2, column: 'Carers', code: 'WORKER_OVERLAP', fix: 'Send another worker.' },
    ]);
    expect(await told()).toContain('Send another worker.\n  DEL-07 WORKER_OVERLAP at plannedWorkers\n');
  });

  it('NFR-07: a row that the hub does not answer is left, and the file is to be sent again', async () => {
    answer = ({ externalId }) => (externalId === 'T13-3' ? null : {});
    const report = await take(await handed('13-visits-rota-sleep-in-in-three-parts.csv'));
    expect(report).toMatchObject({ status: 'PENDING', rows: 3, accepted: 2, pending: 1, pendingBecause: 'UNANSWERED' });
    expect(report.refusals).toMatchObject([{ row: null, fix: expect.stringContaining('send the file again') }]);
    expect(exitCodeOf([report])).toBe(2);
  });

  it('DEL-11: a reason that holds the sign between parts is refused, and none of it falls away', async () => {
    const calls = (await handed(CALLS)).replace('PERSONAL_CARE:D', 'PERSONAL_CARE:N:asleep: did not wake');
    const report = await take(calls, { layout: 'call-log' });
    expect(report.refusals).toMatchObject([{ line: 2, column: 'tasks', code: 'TOO_MANY_PARTS' }]);
    expect(rowsSent()).toEqual([]);
  });

  it('DEL-20: a refusal of what was read from several columns names them', async () => {
    const refusal = { rule: 'VAR-10', code: 'NOT_YET', message: 'Not yet.', field: 'cancellation' };
    answer = () => ({ verdict: 'REJECTED', refusal });
    const report = await take(await handed('10-visits-rota-called-off-after-its-start.csv'));
    expect(report.refusals.map(({ line }) => line)).toEqual([3, 2]);
    expect(report.refusals[0]).toMatchObject({
      field: 'cancellation',
      column: expect.stringContaining('Cancelled at'),
    });
  });

  it('DEL-01: a column that a file may leave out is read where it is there, and must be one that is read', async () => {
    const own = async (optional: readonly string[]) => {
      const layout = JSON.parse(await readFile(join(LAYOUTS, 'rota-export.json'), 'utf8'));
      layout.fields.movedFrom = 'Moved from';
      await writeFile(
        join(folder, 'own.json'),
        JSON.stringify({ ...layout, optional: [...layout.optional, ...optional] }),
      );
      return { layout: join(folder, 'own.json') };
    };
    const rota = await handed(ROTA);
    const [head, row] = rota.trim().split(/\r?\n/);
    const moved = `${head},Moved from\n${row},13/07/2026 09:00\n`;
    expect(await take(rota, await own(['Moved from']))).toMatchObject({ accepted: 1 });
    expect(await take(moved, await own(['Moved from']))).toMatchObject({ accepted: 1 });
    expect(rowsSent().map(({ movedFrom }) => movedFrom)).toEqual([undefined, '2026-07-13T08:00:00.000Z']);
    expect(await take(rota, await own([]))).toMatchObject({
      status: 'REFUSED',
      refusals: [{ code: 'COLUMN_MISSING' }],
    });
    await expect(take(rota, await own(['Colour']))).rejects.toThrow('optional: no field reads "Colour"');
  });

  it('DEL-01: a worker’s id that a spreadsheet has rounded is refused with its column', async () => {
    const rota = (await handed(ROTA)).replace('C-17', '2.60612E+11');
    expect((await take(rota)).refusals).toMatchObject([{ column: 'Carers', code: 'ROUNDED_NUMBER' }]);
  });
});
