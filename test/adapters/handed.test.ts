import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runOnce } from '../../adapters/las/las.js';
import { importVisits } from '../../adapters/visits/import-visits.js';
import { asOfNow } from '../../hub/demo/visit-files.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { proposePlacement } from '../harness/placement.js';
import { SAMPLES } from './las/exports.js';

/** Files as councils and providers have handed them over, on a hub of their own: what must come of each. */
const HANDED = new URL('../handed/', import.meta.url);

describe('files as they are handed over', () => {
  let hub: TestHub;
  let folder: string;
  beforeAll(async () => {
    hub = await startTestHub({ at: new Date('2026-06-05T07:00:00Z') });
    const { rows } = await hub.pool.query(
      `select organisation from platform.access_grant where subject = 'machine:rostering@oakwood'`,
    );
    await proposePlacement(hub, { providerId: rows[0].organisation, placementReference: 'PL-SAMPLE1' });
  });
  afterAll(() => hub.stop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handed-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const text = async (name: string) => (await readFile(new URL(name, HANDED))).toString('latin1');
  const packages = async () => Number((await hub.pool.query('select count(*) from cases.package')).rows[0].count);

  async function requests(name: string, change: (content: string) => string = (content) => content) {
    await writeFile(join(folder, 'srf-handed.csv'), Buffer.from(change(await text(name)), 'latin1'));
    const { files } = await runOnce({
      folder,
      council: 'bromley',
      mapping: new URL('bromley.mapping.json', SAMPLES).pathname,
      gatewayUrl: hub.url,
      token: () => hub.token('machine:case-system@bromley'),
      settleMs: 5,
      log: () => {},
    });
    return { ...files[0]!, told: await readFile(join(folder, 'srf-handed.csv.report.txt'), 'utf8') };
  }

  async function rota(name: string, { layout = 'rota-export', weeks = 0 } = {}) {
    const file = join(folder, 'rota.csv');
    await writeFile(file, asOfNow(await text(name), ['PL-SAMPLE1', 'PL-SAMPLE2'], weeks), 'latin1');
    return importVisits({
      file,
      council: 'bromley',
      layout,
      hubUrl: hub.url.replace('/graphql', ''),
      token: await hub.token('machine:rostering@oakwood'),
    });
  }

  it('ASM-36, IDG-07: request ids that a spreadsheet has rounded are refused, and nothing is sent (02)', async () => {
    const before = await packages();
    const report = await requests('02-files-srf-request-ids-of-a-spreadsheet.csv');
    expect(report).toMatchObject({ rows: 3, accepted: 0, refused: 3 });
    expect(report.refusals.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Request ID', 'ROUNDED_NUMBER'],
      [3, 'Request ID', 'ROUNDED_NUMBER'],
      [4, 'Request ID', 'ROUNDED_NUMBER'],
    ]);
    expect(report.told).toContain('export this column as text');
    expect(await packages()).toBe(before);
  });

  it('ASM-36, IDG-07: where the digits are gone without a trace, one id for three people is refused, and nothing is sent (02)', async () => {
    const before = await packages();
    const report = await requests('02-files-srf-request-ids-of-a-spreadsheet.csv', (content) =>
      content.replaceAll('2.60612E+11', '260612000000'),
    );
    expect(report.refusals.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Request ID', 'ID_OF_TWO_PEOPLE'],
      [3, 'Request ID', 'ID_OF_TWO_PEOPLE'],
      [4, 'Request ID', 'ID_OF_TWO_PEOPLE'],
    ]);
    expect(await packages()).toBe(before);
  });

  it('ASM-36, IDG-07: and in files one after the other, the hub gives no package to another person (02)', async () => {
    const rows = (lines: readonly number[]) => (content: string) => {
      const all = content.replaceAll('2.60612E+11', '260612000000').split(/\r?\n/);
      return `${[all[0], ...lines.map((line) => all[line - 1])].join('\n')}\n`;
    };
    const name = '02-files-srf-request-ids-of-a-spreadsheet.csv';
    expect(await requests(name, rows([2]))).toMatchObject({ accepted: 1 });
    const third = await requests(name, rows([4]));
    expect(third.refusals).toMatchObject([{ column: 'Request ID', rule: 'ASM-36', code: 'REQUEST_OF_ANOTHER_PERSON' }]);
    const { rows: held } = await hub.pool.query(
      `select p.council_person_id, k.source_version from cases.package k join cases.person p on p.id = k.person_id
       where k.source_id = '260612000000'`,
    );
    expect(held).toEqual([{ council_person_id: 'P900101', source_version: 1 }]);
  });

  it('DEL-20: a start without a time is refused with its column and the form that has one (16)', async () => {
    const report = await rota('16-files-rota-start-without-a-time.csv');
    expect(report).toMatchObject({ rows: 1, accepted: 0, refused: 1 });
    expect(report.refusals).toMatchObject([
      {
        line: 2,
        column: 'Start',
        code: 'DATE_AND_TIME_NOT_READABLE',
        fix: expect.stringContaining('DD/MM/YYYY HH:mm'),
      },
    ]);
  });

  it('DEL-20: a telephone number in a column that is not read is none of anybody’s business (17)', async () => {
    expect(await rota('17-files-rota-with-a-phone-column.csv')).toMatchObject({ rows: 1, accepted: 1, refused: 0 });
  });

  it('DEL-01: a rota by three paths of one layout is one rota to the hub (14)', async () => {
    const ours = join(folder, 'ours.json');
    await copyFile(new URL('../../adapters/visits/layouts/rota-export.json', import.meta.url), ours);
    const counts: Array<readonly [accepted: number, unchanged: number]> = [];
    for (const layout of ['rota-export', ours, `./${relative('.', ours)}`]) {
      const { accepted, unchanged } = await rota('14-visits-rota-by-two-paths.csv', { layout, weeks: -7 });
      counts.push([accepted, unchanged]);
    }
    expect(counts).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
  });

  it('DEL-01: a call in the hour that comes twice is taken as it was meant (12)', async () => {
    // A year before, that hour came in the same night of October.
    const report = await rota('12-visits-rota-in-the-hour-that-comes-twice.csv', { weeks: -52 });
    expect(report).toMatchObject({ rows: 1, accepted: 1, refused: 0 });
    expect(report.warnings.filter(({ code }) => code === 'AMBIGUOUS_TIME')).toEqual([]);
  });

  it('ASM-05: rows of commas and of blanks are counted in one line (18)', async () => {
    const report = await requests('18-files-srf-rows-of-commas.csv');
    expect(report).toMatchObject({ status: 'TAKEN', rows: 2, accepted: 2, refused: 0, refusals: [], passedOver: 4 });
    expect(report.told).toContain('4 empty rows were passed over');
  });

  it('ASM-05: a header with a no-break blank is the header that everybody sees (19)', async () => {
    const change = (content: string) => content.replaceAll('SR-260610-0001', 'SR-260610-0019');
    expect(await requests('19-files-srf-header-with-no-break-blank.csv', change)).toMatchObject({
      status: 'TAKEN',
      rows: 1,
      accepted: 1,
    });
  });

  it('IDG-07: an NHS number is read with no-break blanks, and refused with its column and never its digits (20)', async () => {
    const report = await requests('20-files-srf-nhs-numbers.csv');
    expect(report).toMatchObject({ rows: 2, accepted: 1, refused: 1 });
    expect(report.refusals).toMatchObject([{ line: 3, column: 'NHS number', code: 'NHS_NUMBER_NOT_VALID' }]);
    const { rows } = await hub.pool.query(`select nhs_number from cases.person where council_person_id = 'P900205'`);
    expect(rows).toEqual([{ nhs_number: '9990001014' }]);
    const json = await readFile(join(folder, 'srf-handed.csv.report.json'), 'utf8');
    for (const written of [report.told, json]) expect(written).not.toMatch(/999\D*000\D*101/);
  });
});
