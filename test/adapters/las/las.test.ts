import {
  appendFile,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileReport } from '../../../adapters/file-report.js';
import { exitCodeOfRun, type LasOptions, runOnce, watch } from '../../../adapters/las/las.js';
import type { Mapping } from '../../../adapters/las/mapping.js';
import { madeUpServiceLine } from '../../../adapters/las/outbound.js';
import { type HubStandIn, publicSchema, startHubStandIn } from '../hub-stand-in.js';
import { aMapping, csv, ROW, sample, sampleMapping } from './exports.js';

const PATIENCE = { attempts: 2, firstWaitMs: 1, longestWaitMs: 2, answerMs: 2_000 };
const ACCEPTED = { package: { id: 'p', reference: 'PK-1', state: 'SOURCING' }, refusals: [] };

describe('the adapter of a council’s case system', () => {
  let hub: HubStandIn;
  let folder: string;
  let outbound: string;
  let options: LasOptions;

  beforeEach(async () => {
    hub = await startHubStandIn({ submitServiceRequest: () => ACCEPTED, submitDischargePassport: () => ACCEPTED });
    folder = await mkdtemp(join(tmpdir(), 'las-'));
    outbound = await mkdtemp(join(tmpdir(), 'las-out-'));
    options = {
      folder,
      mapping: aMapping(),
      council: 'bromley',
      gatewayUrl: hub.url,
      token: 'token',
      schema: await publicSchema(),
      settleMs: 5,
      patience: PATIENCE,
      log: () => {},
    };
  });
  afterEach(async () => {
    await hub.stop();
    await rm(folder, { recursive: true });
    await rm(outbound, { recursive: true });
  });

  const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  const reportOf = async (name: string): Promise<FileReport> =>
    JSON.parse(await readFile(join(folder, `${name}.report.json`), 'utf8')) as FileReport;
  const row = (id: string, version: number, name = 'Ada Quill') =>
    ROW.replace('R-1,1', `${id},${version}`).replace('Ada Quill', name);
  const keys = () =>
    hub.asked.map(({ variables }) => (variables as { input: { idempotencyKey: string } }).input.idempotencyKey);

  describe('ASM-36: what is exported is taken once', () => {
    it('ASM-36: each row is sent, and the report counts them', async () => {
      await put('requests.csv', csv({}, row('R-1', 1), row('R-2', 1)));
      const run = await runOnce(options);
      expect(run).toMatchObject({ hubDown: null, waiting: [], unrecognised: [], outbound: null });
      expect(await reportOf('requests.csv')).toMatchObject({
        status: 'TAKEN',
        rows: 2,
        accepted: 2,
        unchanged: 0,
        refused: 0,
        pending: 0,
        refusals: [],
      });
      expect(hub.asked.map(({ operation }) => operation)).toEqual(['SubmitServiceRequest', 'SubmitServiceRequest']);
    });

    it('ASM-03: a time that clocks show twice is sent as the earlier, and told with its row', async () => {
      await put('requests.csv', csv({ tray: '25/10/2026 01:30' }));
      const run = await runOnce({ ...options, mapping: aMapping({}, { withBrokerageAt: 'tray' }) });
      expect(hub.asked).toMatchObject([{ variables: { input: { withBrokerageAt: '2026-10-25T00:30:00.000Z' } } }]);
      expect(exitCodeOfRun(run)).toBe(0);
      expect(await reportOf('requests.csv')).toMatchObject({
        accepted: 1,
        refusals: [],
        warnings: [{ row: 1, line: 2, column: 'tray', field: 'input.withBrokerageAt', code: 'AMBIGUOUS_TIME' }],
      });
    });

    it('ASM-36: the same file again is not even read; the same rows in another file change nothing', async () => {
      await put('requests.csv', csv({}, row('R-1', 1)));
      await runOnce(options);
      await runOnce(options);
      await put('requests-again.csv', csv({}, row('R-1', 1), row('R-2', 1)));
      await runOnce(options);
      expect(hub.asked).toHaveLength(2);
      expect(await reportOf('requests-again.csv')).toMatchObject({ accepted: 1, unchanged: 1 });
    });

    it('ASM-36: a key is of council, id, version and content: sent again it is the same, whatever file it comes in', async () => {
      await put('requests.csv', csv({}, row('R-1', 1), row('R-1', 2), row('R-2', 1)));
      await runOnce(options);
      const first = keys();
      expect(new Set(first).size).toBe(3);
      for (const key of first) expect(key).toMatch(/^las-[0-9a-f]{64}$/);
      // The adapter has forgotten all that it knew.
      await rm(join(folder, '.las'), { recursive: true });
      await unlink(join(folder, 'requests.csv.report.json'));
      await rename(join(folder, 'requests.csv'), join(folder, 'requests-moved.csv'));
      await runOnce(options);
      expect(keys().slice(3).sort()).toEqual(first.toSorted());
    });

    it('ASM-36: versions of one request are sent in the order in which they stand', async () => {
      await put('requests.csv', csv({}, row('R-1', 1), row('R-1', 2), row('R-1', 3)));
      await runOnce({ ...options, atOnce: 8 });
      expect(
        hub.asked.map(({ variables }) => (variables as unknown as { input: { version: number } }).input.version),
      ).toEqual([1, 2, 3]);
    });

    it('ASM-36: a change without a higher version is pointed out, for the hub would not see it', async () => {
      await put('requests.csv', csv({}, row('R-1', 2)));
      await runOnce(options);
      await put('requests-2.csv', csv({}, row('R-1', 2, 'Ada Quillon'), row('R-1', 1, 'Ada Quills')));
      await runOnce(options);
      expect(await reportOf('requests-2.csv')).toMatchObject({
        refused: 1,
        unchanged: 1,
        refusals: [{ line: 2, column: 'version', field: 'input.version', rule: 'ASM-36', code: 'VERSION_NOT_RAISED' }],
      });
      expect(hub.asked).toHaveLength(1);
    });

    it('ASM-36: what the adapter remembers of a crash in the middle of a line does no harm', async () => {
      await put('requests.csv', csv({}, row('R-1', 1)));
      await runOnce(options);
      await appendFile(join(folder, '.las', 'taken.jsonl'), '{"request":"abc","ver');
      await put('requests-2.csv', csv({}, row('R-1', 1), row('R-2', 1)));
      await runOnce(options);
      await put('requests-3.csv', csv({}, row('R-2', 1)));
      await runOnce(options);
      expect(await reportOf('requests-3.csv')).toMatchObject({ unchanged: 1, accepted: 0 });
    });
  });

  describe('ASM-05: a bad row does not stop the good ones', () => {
    it('ASM-05: refusals of the adapter and of the hub name line, column, field, rule, code and what to do', async () => {
      hub.answer({
        submitServiceRequest: ({ input }: { input: { lasRequestId: string } }) =>
          input.lasRequestId === 'R-2'
            ? {
                package: null,
                refusals: [
                  {
                    rule: 'PROV-16',
                    code: 'POSTCODE_OUTSIDE_PATCHES',
                    message: 'The postcode must lie in one of the council’s patches.',
                    field: 'input.person.postcode',
                  },
                  {
                    rule: 'ASM-03',
                    code: 'PANEL_MISSING',
                    message: 'The panel must agree.',
                    field: 'input.panelDecision',
                  },
                ],
              }
            : ACCEPTED,
      } as never);
      await put('requests.csv', csv({}, row('R-1', 1).replace('Older', 'Elderly'), row('R-2', 1), row('R-3', 1)));
      await runOnce(options);
      const report = await reportOf('requests.csv');
      expect(report).toMatchObject({ status: 'TAKEN', rows: 3, accepted: 1, refused: 2, pending: 0 });
      expect(report.refusals).toEqual([
        {
          row: 1,
          line: 2,
          column: 'groups',
          field: 'input.groups',
          rule: 'ASM-05',
          code: 'WORD_NOT_KNOWN',
          fix: 'Use one of: Older, Dementia.',
        },
        {
          row: 2,
          line: 3,
          column: 'postcode',
          field: 'input.person.postcode',
          rule: 'PROV-16',
          code: 'POSTCODE_OUTSIDE_PATCHES',
          fix: 'The postcode must lie in one of the council’s patches.',
        },
        {
          row: 2,
          line: 3,
          column: null,
          field: 'input.panelDecision',
          rule: 'ASM-03',
          code: 'PANEL_MISSING',
          fix: 'The panel must agree.',
        },
      ]);
      expect(await readFile(join(folder, 'requests.csv.report.txt'), 'utf8')).toContain('Line 3, postcode\n');
    });

    it('ASM-05: a value that the hub’s types do not take is a refusal of that row alone', async () => {
      hub.answer({ submitServiceRequest: () => ACCEPTED } as never);
      hub.fail({
        code: 'BAD_USER_INPUT',
        status: 400,
        message: 'input.person.postcode: It takes a whole UK postcode such as BR1 1AB.',
        field: 'input.person.postcode',
      });
      await put('requests.csv', csv({}, row('R-1', 1)));
      const run = await runOnce(options);
      expect(run.hubDown).toBeNull();
      expect((await reportOf('requests.csv')).refusals).toEqual([
        expect.objectContaining({
          column: 'postcode',
          field: 'input.person.postcode',
          code: 'BAD_USER_INPUT',
          fix: 'It takes a whole UK postcode such as BR1 1AB.',
        }),
      ]);
    });

    it('ASM-05: a row that is too large for the hub does not keep the others from being sent', async () => {
      hub.fail({ code: 'TOO_LARGE', status: 413, message: 'The variables may be 524288 bytes at most.' });
      await put('requests.csv', csv({}, row('R-1', 1)));
      expect((await runOnce(options)).hubDown).toBeNull();
      expect(await reportOf('requests.csv')).toMatchObject({
        status: 'TAKEN',
        refused: 1,
        refusals: [{ code: 'TOO_LARGE', field: null }],
      });
    });

    it('ASM-24, IDG-05: no report and no line of the log repeats a cell', async () => {
      const lines: string[] = [];
      const mapping = await sampleMapping();
      const marked = (bytes: Buffer, encoding: BufferEncoding) =>
        Buffer.from(
          bytes
            .toString(encoding)
            .replaceAll(
              /Ren.e|Ashdown|Tarrant|Crossthwaite|Vantongeren|Linnow|Underhay|Penhallick|P9000\d\d|999\d{7}|SR-26\d+-\d+|DP-26\d+-\d+|Elderly/g,
              'CANARY',
            ),
          encoding,
        );
      await put('srf-1.csv', marked(await sample('srf-2026-06-01.csv'), 'latin1'));
      await put('srf-2.csv', marked(await sample('srf-2026-06-02-with-faults.csv'), 'latin1'));
      await put('srf-3.csv', Buffer.from('CANARY "CANARY" CANARY\nCANARY\n'));
      await put('discharge-passports-1.json', marked(await sample('discharge-passports-2026-06-01.json'), 'utf8'));
      hub.answer({
        submitServiceRequest: () => ({
          package: null,
          refusals: [
            {
              rule: 'IDG-01',
              code: 'NAMES_THE_PERSON',
              message: 'Leave out names.',
              field: 'input.complexNeedsDetail',
            },
          ],
        }),
      } as never);
      await runOnce({ ...options, mapping, log: (line) => lines.push(line) });
      for (const name of await readdir(folder)) {
        if (!name.includes('.report.')) continue;
        expect([name, await readFile(join(folder, name), 'utf8')]).toEqual([
          name,
          expect.not.stringContaining('CANARY'),
        ]);
      }
      expect(lines.join('\n')).not.toContain('CANARY');
      const kept = await readFile(join(folder, '.las', 'taken.jsonl'), 'utf8').catch(() => '');
      expect(kept).not.toContain('CANARY');
    });
  });

  describe('ASM-36: one look at all rows of a file', () => {
    const born = (id: string, version: number, person: string, name: string, date: string) =>
      row(id, version, name).replace('P-1', person).replace('04/11/1938', date);

    it('ASM-36, IDG-07: one id for two people: none of its rows is sent, and all the others are', async () => {
      await put(
        'requests.csv',
        csv(
          {},
          born('R-1', 1, 'P-1', 'Ada Quill', '04/11/1938'),
          row('R-2', 1),
          born('R-1', 2, 'P-2', 'Ida Moss', '01/01/1950'),
        ),
      );
      await runOnce(options);
      const report = await reportOf('requests.csv');
      expect(report).toMatchObject({ accepted: 1, refused: 2 });
      expect(report.refusals.map(({ line, column, code }) => [line, column, code])).toEqual([
        [2, 'id', 'ID_OF_TWO_PEOPLE'],
        [4, 'id', 'ID_OF_TWO_PEOPLE'],
      ]);
      expect(hub.asked).toHaveLength(1);
    });

    it('ASM-36: a later version may correct a name', async () => {
      await put('requests.csv', csv({}, row('R-1', 1), row('R-1', 2, 'Ada Quillon')));
      await runOnce(options);
      expect(await reportOf('requests.csv')).toMatchObject({ accepted: 2, refused: 0 });
    });

    it('ASM-36: ids that have lost the nought they began with are refused', async () => {
      await put('requests.csv', csv({}, row('00123456', 1), row('123457', 1), row('12345678', 1)));
      await runOnce(options);
      expect((await reportOf('requests.csv')).refusals).toMatchObject([{ line: 3, column: 'id', code: 'NOUGHT_LOST' }]);
      expect(hub.asked).toHaveLength(2);
    });
  });

  describe('ASM-36: a run that sends nothing', () => {
    it('ASM-36: it says what would be sent and all that is wrong, and leaves no trace', async () => {
      await put(
        'requests.csv',
        csv({}, row('R-1', 1), row('R-2', 1).replace('Older', 'Elderly').replace('08/06/2026', 'soon')),
      );
      const before = (await readdir(folder)).sort();
      const { files } = await runOnce({ ...options, dryRun: true, outbound, pdfPassword: 'open sesame, please' });
      expect(files).toMatchObject([{ rows: 2, pending: 1, pendingBecause: 'DRY_RUN', refused: 1, accepted: 0 }]);
      expect(files[0]!.refusals.map(({ column, code }) => [column, code])).toEqual([
        ['groups', 'WORD_NOT_KNOWN'],
        ['needed', 'DATE_NOT_READABLE'],
      ]);
      expect(hub.asked).toEqual([]);
      expect((await readdir(folder)).sort()).toEqual(before);
      await runOnce(options);
      expect((await runOnce({ ...options, dryRun: true })).files).toMatchObject([
        { pending: 0, unchanged: 1, refused: 1 },
      ]);
    });
  });

  describe('ASM-36: how a pass ends', () => {
    const endOf = async (content: string | null, name = 'requests.csv', over: Partial<LasOptions> = {}) => {
      if (content !== null) await put(name, content);
      return exitCodeOfRun(await runOnce({ ...options, ...over }));
    };
    const good = csv({}, row('R-1', 1)).toString();
    const bad = csv({}, row('R-1', 1).replace('Older', 'Elderly')).toString();

    it('ASM-36: 0 when everything was taken, or would be, or was before; 0 when there is nothing', async () => {
      expect(await endOf(null)).toBe(0);
      expect(await endOf(good, 'requests.csv', { dryRun: true })).toBe(0);
      expect(await endOf(good)).toBe(0);
      expect(await endOf(null)).toBe(0);
    });
    it('ASM-36: 2 when some rows were refused, also the second time', async () => {
      expect(await endOf(bad)).toBe(2);
      const again = await runOnce(options);
      expect([exitCodeOfRun(again), again.files[0]!.again]).toEqual([2, true]);
    });
    it('ASM-36: 1 when nothing was read, 2 when something else was', async () => {
      expect(await endOf('no table\n')).toBe(1);
      expect(await endOf(good, 'requests-2.csv')).toBe(2);
    });
    it('ASM-36: a file that nobody knows, or that is not whole, is not read', async () => {
      expect(await endOf(good, 'notes.csv')).toBe(1);
      await unlink(join(folder, 'notes.csv'));
      expect(await endOf(good.slice(0, -5))).toBe(1);
    });
    it('NFR-07: what could not be sent is left to do', async () => {
      hub.fail('SILENT');
      expect(await endOf(good)).toBe(2);
    });
  });

  describe('ASM-37, NFR-07: a hub that cannot answer refuses nothing', () => {
    it.each([
      ['is not there', 'SILENT' as const, 'UNREACHABLE'],
      ['has too much to do', { code: 'THROTTLED' }, 'THROTTLED'],
      ['has one part missing', { code: 'SUBGRAPH_UNAVAILABLE', status: 200 }, 'SUBGRAPH_UNAVAILABLE'],
      ['does not take the token', { code: 'UNAUTHENTICATED', status: 401 }, 'UNAUTHENTICATED'],
    ])('NFR-07: it %s: rows are pending, and sent with the next pass', async (_, failure, code) => {
      await put('requests.csv', csv({}, row('R-1', 1).replace('Older', 'Elderly'), row('R-2', 1), row('R-3', 1)));
      hub.fail(failure);
      expect((await runOnce({ ...options, outbound, pdfPassword: 'a long password' })).hubDown).toBe(code);
      expect(await reportOf('requests.csv')).toMatchObject({
        status: 'PENDING',
        accepted: 0,
        refused: 1,
        pending: 2,
        pendingBecause: code,
      });
      hub.fail(null);
      expect((await runOnce(options)).hubDown).toBeNull();
      expect(await reportOf('requests.csv')).toMatchObject({
        status: 'TAKEN',
        accepted: 2,
        refused: 1,
        pending: 0,
        pendingBecause: null,
      });
    });

    it('NFR-07: it lacks a fact: asked again a few times, then with the next pass', async () => {
      let lacking = true;
      const refusals = [{ rule: 'PROV-16', code: 'FACTS_UNAVAILABLE', message: 'Not now.' }];
      hub.answer({ submitServiceRequest: () => (lacking ? { package: null, refusals } : ACCEPTED) } as never);
      await put('requests.csv', csv({}, row('R-1', 1)));
      await runOnce(options);
      expect(hub.asked).toHaveLength(PATIENCE.attempts);
      expect(await reportOf('requests.csv')).toMatchObject({ status: 'PENDING', pendingBecause: 'FACTS_UNAVAILABLE' });
      lacking = false;
      await runOnce(options);
      expect(await reportOf('requests.csv')).toMatchObject({ status: 'TAKEN', accepted: 1 });
    });

    it('NFR-07: an answer that was lost is asked for again under the same key', async () => {
      let answers = 0;
      hub.answer({
        submitServiceRequest: () => {
          answers += 1;
          if (answers === 1) throw new Error('lost');
          return ACCEPTED;
        },
      } as never);
      await put('requests.csv', csv({}, row('R-1', 1)));
      await runOnce(options);
      await runOnce(options);
      expect(await reportOf('requests.csv')).toMatchObject({ status: 'TAKEN', accepted: 1 });
      expect(new Set(keys()).size).toBe(1);
    });
  });

  describe('ASM-36: a file is read when it is whole', () => {
    it('ASM-36: hidden, unfinished and unknown files, reports and links are left alone', async () => {
      for (const name of ['.requests.csv', 'requests.csv.part', 'requests.csv.tmp', 'notes.txt'])
        await put(name, csv({}, row('R-1', 1)));
      const run = await runOnce(options);
      expect(run).toMatchObject({ files: [], unrecognised: ['notes.txt'] });
      expect(hub.asked).toEqual([]);
    });

    it('ASM-36: while it grows it waits; written whole elsewhere and renamed, it is read', async () => {
      const whole = csv({}, row('R-1', 1), row('R-2', 1));
      await put('requests.csv', whole.subarray(0, 150));
      expect((await runOnce(options)).waiting).toEqual(['requests.csv']);
      await put('requests.csv.part', whole);
      await rename(join(folder, 'requests.csv.part'), join(folder, 'requests.csv'));
      expect((await runOnce(options)).files).toMatchObject([{ status: 'TAKEN', accepted: 2 }]);
    });

    it('ASM-36: one that changes while it settles is looked at again', async () => {
      await put('requests.csv', csv({}, row('R-1', 1)));
      const running = runOnce({ ...options, settleMs: 300 });
      await new Promise((resolve) => setTimeout(resolve, 100));
      await appendFile(join(folder, 'requests.csv'), `${row('R-2', 1)}\n`);
      expect(await running).toMatchObject({ files: [], waiting: ['requests.csv'] });
    });

    it('ASM-36: one that stays cut off is reported as incomplete after a while, and nothing of it is sent', async () => {
      await put('requests.csv', csv({}, row('R-1', 1), row('R-2', 1)).subarray(0, 150));
      const changedAt = new Date('2026-06-01T09:00:00Z');
      await utimes(join(folder, 'requests.csv'), changedAt, changedAt);
      const at = (minutes: number) => ({ ...options, now: () => new Date(changedAt.getTime() + minutes * 60_000) });
      expect((await runOnce(at(14))).waiting).toEqual(['requests.csv']);
      expect((await runOnce(at(15))).files).toMatchObject([
        { status: 'INCOMPLETE', refusals: [{ rule: 'ASM-36', code: 'FILE_INCOMPLETE', row: null, line: null }] },
      ]);
      expect(hub.asked).toEqual([]);
      await put('requests.csv', csv({}, row('R-1', 1)));
      expect((await runOnce(options)).files).toMatchObject([{ status: 'TAKEN', accepted: 1 }]);
    });

    it('ASM-36: one that is too large is refused unread', async () => {
      await put('requests.csv', csv({}, row('R-1', 1)));
      const mapping: Mapping = { ...aMapping(), limits: { fileBytes: 50, rows: 10, cellCharacters: 100 } };
      expect((await runOnce({ ...options, mapping })).files).toMatchObject([
        { status: 'REFUSED', refusals: [{ code: 'FILE_TOO_LARGE' }] },
      ]);
    });

    it('ASM-36: corrected and put there again under the same name, it is read again', async () => {
      await put('requests.csv', Buffer.from(csv({}, row('R-1', 1)).toString(), 'utf16le'));
      expect((await runOnce(options)).files).toMatchObject([
        { status: 'REFUSED', refusals: [{ rule: 'ASM-36', code: 'NOT_TEXT' }] },
      ]);
      await put('requests.csv', csv({}, row('R-1', 1)));
      expect((await runOnce(options)).files).toMatchObject([{ status: 'TAKEN', accepted: 1 }]);
    });
  });

  it('ASM-36: watching, it takes what arrives until it is told to end', async () => {
    const stop = new AbortController();
    const passes: number[] = [];
    const watching = watch(
      {
        ...options,
        settleMs: 20,
        everyMs: 20,
        onPass: ({ files }) => {
          passes.push(files.length);
          if (files.length > 0) stop.abort();
        },
      },
      stop.signal,
    );
    await put('requests.csv', csv({}, row('R-1', 1)));
    await watching;
    expect(passes.at(-1)).toBe(1);
    expect(await reportOf('requests.csv')).toMatchObject({ status: 'TAKEN', accepted: 1 });
  });

  it('ASM-05: a mapping of another council is not used', async () => {
    await expect(runOnce({ ...options, council: 'ashdown' })).rejects.toThrow(/written for bromley/);
  });

  describe('AWRD-02, AWRD-03: what was awarded comes back', () => {
    const page = (nodes: readonly object[]) => ({
      edges: nodes.map((node) => ({ cursor: 'c', node })),
      pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
    });
    const ipo = {
      id: 'ipo-1',
      council: { id: 'bromley', name: 'Bromley' },
      reference: 'IPO-7KX2M9Q',
      version: 1,
      issuedAt: '2026-06-01T10:00:00.000Z',
      councilPersonId: 'CANARYPERSON',
      serviceType: 'DOMICILIARY',
      weeklyWorkerMinutes: 525,
      hourlyRatePence: 2200,
      weeklyPricePence: 19250,
      startDate: '2026-06-08',
      effectiveFrom: '2026-06-15',
      lengthOfStayNights: null,
      provider: { id: 'prov', name: 'Canary Homecare' },
      placement: {
        ...{ reference: 'PL-1', packageReference: 'PK-1', lasLineId: 'SL-1' },
        ...{ home: null, councilSharePence: 19250, virtualBudgetPence: 14250, isfWeeklyPence: 5000 },
      },
    };
    let waiting: object[];
    let ipos: object[];
    let lines: string[];
    let acknowledged: string[];
    const out = () => ({
      ...options,
      outbound,
      pdfPassword: 'open sesame, please',
      serviceLineOf: madeUpServiceLine,
    });

    beforeEach(() => {
      waiting = [
        {
          id: '11111111-1111-4111-8111-111111111111',
          reference: 'PL-1',
          packageReference: 'PK-1',
          serviceType: 'DOMICILIARY',
          weeklyWorkerMinutes: 525,
          startDate: '2026-06-08',
        },
      ];
      ipos = [];
      lines = [];
      acknowledged = [];
      hub.answer({
        placementsAwaitingServiceLine: () => page(waiting),
        recordServiceLine: ({ input }: { input: { lasLineId: string } }) => {
          lines.push(input.lasLineId);
          waiting = [];
          ipos = [ipo];
          return { placement: null, refusals: [] };
        },
        iposToCollect: () => page(ipos),
        acknowledgeIpo: ({ input }: { input: { ipoId: string } }) => {
          acknowledged.push(input.ipoId);
          ipos = [];
          return { ipo: null, refusals: [] };
        },
      } as never);
    });

    it('AWRD-02: a placement gets its line, the same each time', async () => {
      const run = await runOnce(out());
      expect(run.outbound).toMatchObject({ serviceLines: 1, refused: [] });
      const again = waiting;
      waiting = [
        {
          ...(again[0] as object),
          id: '11111111-1111-4111-8111-111111111111',
          reference: 'PL-1',
          packageReference: 'PK-1',
          serviceType: 'DOMICILIARY',
          weeklyWorkerMinutes: 1,
          startDate: '2026-06-08',
        },
      ];
      await runOnce(out());
      expect(lines).toEqual([expect.stringMatching(/^SL-\d{8}$/), lines[0]]);
    });

    describe('AWRD-02: the council’s system gives the line, in a file', () => {
      const waitsForFile = () => ({ ...out(), serviceLineOf: undefined }) as unknown as LasOptions;

      it('AWRD-02: none is made up; the list says which placements wait', async () => {
        const said: string[] = [];
        const run = await runOnce({ ...waitsForFile(), log: (line) => said.push(line) });
        expect(run.outbound).toMatchObject({ serviceLines: 0, waitingForLine: 1, iposWritten: 0 });
        expect(lines).toEqual([]);
        expect(said).toContain('1 placements wait for their service line: placements-awaiting-service-line.csv');
        expect(await readFile(join(outbound, 'placements-awaiting-service-line.csv'), 'utf8')).toBe(
          'Placement,Package,Service line\r\nPL-1,PK-1,\r\n',
        );
      });

      it.each([
        ['the list, filled in', 'service-lines-1.csv', 'Placement,Package,Service line\r\nPL-1,PK-1,SL-4711\r\n'],
        ['as another system writes it', 'service-lines.csv', 'service line;placement\n SL-4711;PL-1\n'],
        ['JSON', 'service-lines-2.json', '[{"placement": "PL-1", "line": "SL-4711"}]'],
      ])(
        'AWRD-02: %s: the line is recorded, the order comes in the same pass, and again changes nothing',
        async (_, name, content) => {
          await put(name, content);
          const run = await runOnce(waitsForFile());
          expect(lines).toEqual(['SL-4711']);
          expect(run.outbound).toMatchObject({ iposWritten: 1, waitingForLine: 0 });
          expect(await reportOf(name)).toMatchObject({
            kind: 'service-line',
            status: 'TAKEN',
            accepted: 1,
            refused: 0,
          });
          await unlink(join(folder, `${name}.report.json`));
          await runOnce(waitsForFile());
          expect(await reportOf(name)).toMatchObject({ accepted: 0, unchanged: 1 });
          expect(lines).toHaveLength(1);
        },
      );

      it('AWRD-02: what cannot be a line is reported beside the file, and nothing of it is sent', async () => {
        const row = (placement: string, line: string) => `${placement},,${line}\n`;
        await put(
          'service-lines.csv',
          `Placement,Package,Service line\n${row('PL-9', 'SL-1')}${row('PL-1', '')}${row('PL-1', '4.711E+11')}${row('PL-1', '4711.0')}`,
        );
        await runOnce(waitsForFile());
        expect(
          (await reportOf('service-lines.csv')).refusals.map(({ line, column, rule, code }) => [
            line,
            column,
            rule,
            code,
          ]),
        ).toEqual([
          [2, 'Placement', 'AWRD-02', 'PLACEMENT_NOT_WAITING'],
          [3, 'Service line', 'AWRD-02', 'VALUE_MISSING'],
          [4, 'Service line', 'AWRD-02', 'ROUNDED_NUMBER'],
          [5, 'Service line', 'AWRD-02', 'NUMBER_WITH_DECIMALS'],
        ]);
        expect(lines).toEqual([]);
      });

      it('AWRD-02: another line for a placement that has one is refused', async () => {
        await put('service-lines-1.csv', 'Placement,Service line\nPL-1,SL-1\n');
        await runOnce(waitsForFile());
        await put('service-lines-2.csv', 'Placement,Service line\nPL-1,SL-2\n');
        await runOnce(waitsForFile());
        expect(await reportOf('service-lines-2.csv')).toMatchObject({
          refusals: [{ rule: 'AWRD-02', code: 'LINE_GIVEN_BEFORE', column: 'Service line' }],
        });
        expect(lines).toEqual(['SL-1']);
      });
    });

    it('IDG-14: a link under the name of an order is replaced and never followed', async () => {
      const elsewhere = join(folder, '.elsewhere');
      await writeFile(elsewhere, 'as it was');
      for (const name of ['IPO-7KX2M9Q-v1.json', 'IPO-7KX2M9Q-v1.pdf']) await symlink(elsewhere, join(outbound, name));
      expect((await runOnce(out())).outbound).toMatchObject({ iposWritten: 1, iposAcknowledged: 1 });
      expect(await readFile(elsewhere, 'utf8')).toBe('as it was');
      for (const name of await readdir(outbound)) {
        const found = await lstat(join(outbound, name));
        expect([name, found.isFile(), found.mode & 0o777]).toEqual([name, true, 0o600]);
      }
    });

    it('AWRD-02: while the case system has no line for it, nothing is said', async () => {
      expect((await runOnce({ ...out(), serviceLineOf: async () => undefined })).outbound).toMatchObject({
        serviceLines: 0,
      });
      expect(lines).toEqual([]);
    });

    it('AWRD-03: an IPO is put into the folder as JSON and as a PDF, and then acknowledged', async () => {
      const run = await runOnce(out());
      expect(run.outbound).toEqual({
        serviceLines: 1,
        waitingForLine: 0,
        iposWritten: 1,
        iposAcknowledged: 1,
        refused: [],
      });
      expect((await readdir(outbound)).sort()).toEqual(['IPO-7KX2M9Q-v1.json', 'IPO-7KX2M9Q-v1.pdf']);
      expect(JSON.parse(await readFile(join(outbound, 'IPO-7KX2M9Q-v1.json'), 'utf8'))).toEqual({
        document: 'IPO',
        ...ipo,
        council: 'bromley',
      });
      expect(acknowledged).toEqual(['ipo-1']);
    });

    it('IDG-14, AWRD-03: the PDF is encrypted: what it says is not in it as text', async () => {
      await runOnce(out());
      const pdf = (await readFile(join(outbound, 'IPO-7KX2M9Q-v1.pdf'))).toString('latin1');
      expect(pdf.slice(0, 5)).toBe('%PDF-');
      expect(pdf).toContain('/Encrypt');
      expect(pdf).toContain('/CFM /AESV3');
      for (const text of ['CANARYPERSON', 'Canary Homecare', 'open sesame', 'IPO-7KX2M9Q'])
        expect(pdf).not.toContain(text);
      expect(pdf).not.toContain('43414e415259');
    });

    it('AWRD-03: when acknowledging fails, the next pass acknowledges and writes nothing again', async () => {
      let lost = true;
      const acknowledge = (args: { input: { ipoId: string } }) => {
        if (lost) throw new Error('lost');
        acknowledged.push(args.input.ipoId);
        ipos = [];
        return { ipo: null, refusals: [] };
      };
      hub.answer({ acknowledgeIpo: acknowledge } as never);
      expect(await runOnce(out())).toMatchObject({ hubDown: 'INTERNAL', outbound: null });
      const written = await readFile(join(outbound, 'IPO-7KX2M9Q-v1.pdf'));
      lost = false;
      expect((await runOnce(out())).outbound).toMatchObject({ iposWritten: 0, iposAcknowledged: 1 });
      expect((await readdir(outbound)).sort()).toEqual(['IPO-7KX2M9Q-v1.json', 'IPO-7KX2M9Q-v1.pdf']);
      expect((await readFile(join(outbound, 'IPO-7KX2M9Q-v1.pdf'))).equals(written)).toBe(true);
    });

    it('AWRD-03: a crash between the two files leaves one of each in the end', async () => {
      await writeFile(join(outbound, 'IPO-7KX2M9Q-v1.pdf'), 'half');
      const unfinished = join(outbound, '.IPO-7KX2M9Q-v1.json.0123456789abcdef.tmp');
      await writeFile(unfinished, '{"half');
      await utimes(unfinished, new Date('2026-06-01T09:00:00Z'), new Date('2026-06-01T09:00:00Z'));
      expect((await runOnce(out())).outbound).toMatchObject({ iposWritten: 1, iposAcknowledged: 1 });
      expect((await readdir(outbound)).sort()).toEqual(['IPO-7KX2M9Q-v1.json', 'IPO-7KX2M9Q-v1.pdf']);
      expect((await readFile(join(outbound, 'IPO-7KX2M9Q-v1.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    });

    it.each(['../../etc/passwd', 'IPO/1', '', 'a b'])('AWRD-03: a reference %p names no file', async (reference) => {
      waiting = [];
      ipos = [{ ...ipo, reference }];
      await expect(runOnce(out())).rejects.toThrow(/cannot name a file/);
      expect(await readdir(outbound)).toEqual([]);
    });

    it('IDG-14: without a password of some length nothing is sent out', async () => {
      await expect(runOnce({ ...options, outbound, pdfPassword: 'short' })).rejects.toThrow(/at least 12 characters/);
    });
  });
});
