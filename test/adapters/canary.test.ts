import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { DRY_RUN } from '../../adapters/file-report.js';
import { runOnce } from '../../adapters/las/las.js';
import { importVisits } from '../../adapters/visits/import-visits.js';
import type { Reached } from '../../hub/reach.js';
import { importCqcRecords, importWardPostcodesFile } from '../../hub/register-imports.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { type HubStandIn, publicSchema, startHubStandIn } from './hub-stand-in.js';
import { sample, sampleMapping } from './las/exports.js';

/**
 * Every cell of every sample file, wrong in each way, one after the other: nothing that is written or said afterwards
 * holds it. The hub that answers here repeats all that it is given, as the real one never does.
 */
const WRONG: ReadonlyArray<readonly [way: string, cell: string]> = [
  ['a word', 'CANARY'],
  ['a date that there is not', '31/02/7391739'],
  ['a formula', '=CANARY()'],
  ['a rounded number', '7.391739E+11'],
  ['a number with decimals', '7391739.00'],
  ['too long', 'CANARY'.repeat(2000)],
  ['with quotes, commas and lines', 'CANARY "7391739",\nCANARY'],
  ['invisible', '\u00a0CANARY\u200b'],
  ['a list', 'CANARY;CANARY/CANARY|CANARY:CANARY'],
];
const MARK = /CANARY|7\.?391739/;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csvOf = (rows: ReadonlyArray<readonly string[]>, delimiter: string) =>
  `${rows.map((row) => row.map(quoted).join(delimiter)).join('\r\n')}\r\n`;

/** The file with one cell after the other made wrong in one way, in a row by itself, below one header. */
function marked(text: string, delimiter: string, cell: string): string {
  const [header, first] = parse(text, { delimiter, bom: true, relax_column_count: true }) as string[][];
  const rows = header!.map((_, place) =>
    // Each is a request, a visit or a log of its own: the first column is its id.
    first!.map((value, nth) => (nth === place ? cell : nth === 0 ? `${value}-${place}` : value)),
  );
  return csvOf([header!, ...rows], delimiter);
}

describe('IDG-05, IDG-27: no report, name of a file or line of a console repeats a cell', () => {
  let folder: string;
  const lines: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'canary-'));
    lines.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        lines.push(String(text));
        return true;
      });
    }
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  /** All that was written beside the files and said, and the names of what was written. */
  async function told(): Promise<string> {
    const names = await readdir(folder, { recursive: true });
    const reports = names.filter((name) => name.includes('.report.') || name.includes('taken'));
    const written = await Promise.all(reports.map((name) => readFile(join(folder, name), 'utf8')));
    return [...names, ...written, ...lines].join('\n');
  }

  describe('of a case system', () => {
    let hub: HubStandIn;
    beforeAll(async () => {
      const echo = ({ input }: { input: { contacts?: unknown } }) => ({
        package: null,
        refusals: [
          { rule: 'ASM-05', code: 'ECHO', message: `It was ${JSON.stringify(input)}.`, field: 'input.person' },
        ],
      });
      hub = await startHubStandIn({ submitServiceRequest: echo, submitDischargePassport: echo } as never);
    });
    afterAll(() => hub.stop());

    async function taken(dryRun: boolean): Promise<void> {
      const { files } = await runOnce({
        folder,
        mapping: await sampleMapping(),
        council: 'bromley',
        gatewayUrl: hub.url,
        token: 'token',
        schema: await publicSchema(),
        settleMs: 1,
        dryRun,
        log: (line) => lines.push(line),
      });
      for (const file of files) for (const refusal of file.refusals) lines.push(JSON.stringify(refusal));
    }

    it.each(WRONG)('IDG-05: requests as CSV: %s', async (_, cell) => {
      for (const name of ['srf-2026-06-01.csv', 'srf-2026-06-02-with-faults.csv']) {
        const text = marked((await sample(name)).toString('latin1'), ',', cell);
        await writeFile(join(folder, name), text.replaceAll('\u200b', ''), 'latin1');
      }
      await taken(true);
      await taken(false);
      const all = await told();
      expect(all).toMatch(/ECHO|CELL_TOO_LONG/);
      expect(all).not.toMatch(MARK);
    });

    it.each(WRONG)('IDG-05: discharge passports as JSON: %s', async (_, cell) => {
      const document = JSON.parse((await sample('discharge-passports-2026-06-01.json')).toString()) as {
        passports: object[];
      };
      const passport = document.passports[0]!;
      const passports = pathsOf(passport).map((path, nth) =>
        withAt({ ...passport, reference: `DP-${nth}` }, path, cell),
      );
      await writeFile(join(folder, 'discharge-passports-1.json'), JSON.stringify({ passports }));
      await taken(false);
      const all = await told();
      expect(all).toMatch(/ECHO|CELL_TOO_LONG/);
      expect(all).not.toMatch(MARK);
    });

    it.each([
      ['no header', 'CANARY,07391739 CANARY\nCANARY,CANARY\n'],
      ['a cell twice in a header', 'CANARY,CANARY,Request ID\n'],
      ['no CSV', 'Request ID,CANARY "CANARY" CANARY\n'],
      ['another encoding', '\ud83d\ude00CANARY\n'],
    ])('IDG-05: a file that is not read: %s', async (_, text) => {
      await writeFile(join(folder, 'srf-1.csv'), text);
      await taken(false);
      const all = await told();
      expect(all).toContain('REFUSED');
      expect(all).not.toMatch(MARK);
    });
  });

  describe('of visits and of the register', () => {
    let hub: TestHub;
    let token: string;
    beforeAll(async () => {
      hub = await startTestHub({ at: new Date('2026-06-05T07:00:00Z') });
      token = await hub.token('machine:rostering@oakwood');
    });
    afterAll(() => hub.stop());

    const visits = async (name: string, layout?: string) => {
      const given = { file: join(folder, name), council: 'bromley', hubUrl: hub.url.replace('/graphql', ''), token };
      for (const dryRun of [true, false]) {
        const report = await importVisits({ ...given, ...(layout && { layout }), dryRun });
        expect(report.pendingBecause === DRY_RUN || report.refused + report.pending > 0).toBe(true);
        lines.push(JSON.stringify(report));
      }
    };
    const sampleOf = (name: string) =>
      readFile(new URL(`../../adapters/visits/samples/${name}`, import.meta.url), 'utf8');

    it.each(WRONG)('IDG-05: visits: %s', async (_, cell) => {
      await writeFile(join(folder, 'rota.csv'), marked(await sampleOf('rota-2026-06-01.csv'), ',', cell));
      await writeFile(join(folder, 'calls.csv'), marked(await sampleOf('calls-2026-06-01.csv'), ';', cell));
      const rows = (await sampleOf('visits-2026-06-01.ndjson'))
        .trim()
        .split('\n')
        .flatMap((line) =>
          pathsOf(JSON.parse(line)).map((path) => JSON.stringify(withAt(JSON.parse(line), path, cell))),
        );
      const named = JSON.stringify({ kind: 'PLAN', CANARY: 1 });
      await writeFile(join(folder, 'visits.ndjson'), `${[...rows, named, '{CANARY'].join('\n')}\n`);
      await visits('rota.csv', 'rota-export');
      await visits('calls.csv', 'call-log');
      await visits('visits.ndjson');
      expect(await told()).not.toMatch(MARK);
    });

    it.each(WRONG)('IDG-05: postcodes and CQC records: %s', async (_, cell) => {
      const reached = { pool: hub.pool } as unknown as Reached;
      const table = marked('postcode,ward,validFrom,validTo\nBR1 1AA,Penge & Cator,2021-08-27,\n', ',', cell);
      await writeFile(join(folder, 'geo.csv'), table);
      await importWardPostcodesFile(reached, 'bromley', join(folder, 'geo.csv'), { dryRun: true });
      const record = { locationId: cell, name: cell, registrationStatus: cell, postalCode: cell, currentRatings: cell };
      await writeFile(join(folder, 'cqc.json'), JSON.stringify(record));
      await importCqcRecords(reached, [join(folder, 'cqc.json')], { dryRun: true });
      process.exitCode = undefined;
      const all = await told();
      expect(all).toContain('refused');
      expect(all).not.toMatch(MARK);
    });
  });
});

/** Paths of the single values of a document. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
}

function withAt(document: object, path: readonly string[], value: unknown): object {
  const copy = structuredClone(document);
  const last = path.slice(0, -1).reduce((within, key) => (within as Record<string, object>)[key]!, copy as object);
  (last as Record<string, unknown>)[path.at(-1)!] = value;
  return copy;
}
