import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runOnce } from '../../adapters/las/las.js';
import { madeUpServiceLine } from '../../adapters/las/outbound.js';
import { cursorsOf } from '../harness/cursors.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, bid, CASE_SYSTEM, request, rostering } from './borough.js';
import { type Answer, Walk, type Watcher } from './walk.js';

const SAMPLES = fileURLToPath(new URL('../../adapters/las/samples/', import.meta.url));

describe('with programs of others', () => {
  let hub: TestHub;
  let folder: string;
  beforeEach(async () => {
    hub = await startTestHub();
    folder = await mkdtemp(join(tmpdir(), 'hub-walk-'));
  });
  afterEach(async () => {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('ASM-36, ASM-05, AWRD-03: a file of good and bad rows, and an order that comes back', async () => {
    const walk = new Walk(
      hub,
      'las-file',
      'A case system’s file with good and bad rows',
      'The council’s case system exports a file. Each good row becomes a live call-off; each bad row is reported with its line, column, rule and fix, without any of its contents. The same file again changes nothing. The order comes back as a document.',
    );
    const file = 'srf-2026-06-02-with-faults.csv';
    await cp(join(SAMPLES, file), join(folder, file));
    await writeFile(join(folder, 'srf-2026-06-03.csv.part'), 'half a fi');
    const outbound = join(folder, 'out');
    await mkdir(outbound);
    const las = () =>
      runOnce({
        folder,
        outbound,
        pdfPassword: 'a password of the council',
        serviceLineOf: madeUpServiceLine,
        mapping: join(SAMPLES, 'bromley.mapping.json'),
        council: 'bromley',
        gatewayUrl: hub.url,
        token: () => hub.token(CASE_SYSTEM),
        settleMs: 20,
        log: () => {},
      });
    const watchers = [await walk.watches(rostering('oakwood')), await walk.watches(rostering('thornfield'))];
    const first = await las();
    await hub.time.settled();
    const [report] = first.files;
    expect(report).toMatchObject({ file, status: 'TAKEN' });
    expect(report!.accepted).toBeGreaterThan(0);
    expect(report!.refused).toBeGreaterThan(0);
    for (const refusal of report!.refusals)
      expect(refusal).toMatchObject({ rule: expect.any(String), fix: expect.any(String) });
    walk.tell(
      `The adapter reads the file: ${report!.accepted} rows accepted, ${report!.refused} refused. Beside it lies the report:`,
    );
    walk.show(
      (await readFile(join(folder, `${file}.report.txt`), 'utf8')).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '‹time›'),
    );

    const before = await hub.pool.query('select count(*)::int from platform.event');
    await las();
    await hub.time.settled();
    const packages = await hub.pool.query('select count(*)::int from cases.package');
    expect(packages.rows[0].count).toBe(report!.accepted);
    expect((await hub.pool.query('select count(*)::int from platform.event')).rows).toEqual(before.rows);

    walk.tell('One of them is bid for and awarded; the service is put on LAS, and the order is collected.');
    const watcher = (await firstTold(watchers))!;
    const provider = watcher.subject.split('@')[1]!;
    const published = await walk.told(watcher, 'CallOffPublished');
    const answered = await bid(walk, provider, published, {
      doubleHanded: true,
      timeCritical: true,
      skills: published.callOff!.need.skills,
    });
    expect(answered.refusals).toEqual([]);
    await walk.timePassesTo(afterClose(published));
    const awarded = await award(hub, walk, published.callOffId);
    expect(awarded.refusals).toEqual([]);
    const documents = await walk.told(watcher, 'FullDocumentsAvailable');
    const confirmed = await hub.graphql<Answer>(
      watcher.subject,
      'mutation($input: ConfirmFirstCallInput!) { confirmFirstCall(input: $input) { refusals { code field message } } }',
      {
        input: {
          placementId: documents.placementId,
          firstCallAt: `${published.callOff!.need.neededFrom}T08:00:00Z`,
          assessmentCompletedOn: '2026-06-01',
          idempotencyKey: 'walk-las-confirm',
        },
      },
    );
    expect(confirmed.data!.confirmFirstCall.refusals).toEqual([]);
    await las();
    await hub.time.settled();
    await las();
    const documentsOut = (await readdir(outbound)).filter((name) => !name.startsWith('.')).sort();
    expect(documentsOut.map((name) => name.split('.').pop())).toEqual(['json', 'pdf']);
    const pdf = await readFile(join(outbound, documentsOut[1]!), 'latin1');
    expect(pdf.startsWith('%PDF')).toBe(true);
    expect(pdf).toContain('/Encrypt');
    walk.tell('In the outbound folder: the order as JSON for programs and as an encrypted PDF for people.');
    await walk.end();
  });

  it('ASM-06, ASM-08, ASM-22: the samples of other requests than care at home are taken as they are', async () => {
    const files = ['rrf-residential-2026-06-01.csv', 'rrf-respite-2026-06-01.csv', 'specialist-2026-06-01.csv'];
    for (const file of files) await cp(join(SAMPLES, file), join(folder, file));
    const { files: reports } = await runOnce({
      folder,
      mapping: join(SAMPLES, 'bromley.mapping.json'),
      council: 'bromley',
      gatewayUrl: hub.url,
      token: () => hub.token(CASE_SYSTEM),
      settleMs: 20,
      log: () => {},
    });
    expect(reports.map(({ file, accepted, refusals }) => ({ file, accepted, refusals }))).toEqual(
      files.map((file) => ({ file, accepted: 1, refusals: [] })),
    );
    const { rows } = await hub.pool.query(
      `select service_type, form_kind, need->'specialist' as specialist, need->'home'->'lengthOfStayNights' as nights
       from cases.package order by source_id`,
    );
    expect(rows).toEqual([
      { service_type: 'RESIDENTIAL', form_kind: 'RRF', specialist: false, nights: null },
      { service_type: 'RESPITE', form_kind: 'RRF', specialist: false, nights: 14 },
      { service_type: 'DOMICILIARY', form_kind: 'SRF', specialist: true, nights: null },
    ]);
  });

  it('NTF-01: a vendor’s system is restarted in the middle and misses nothing', async () => {
    const walk = new Walk(
      hub,
      'vendor-restarts',
      'A vendor’s system restarts and misses nothing',
      'A rostering system watches, keeps its cursor, and is cut off. While it is away things happen. It comes back with its cursor and is told each of them once, in order.',
    );
    const before = await walk.watches(rostering('oakwood'));
    await request(hub, walk, 1, { patch: 'East' });
    const first = await walk.told(before, 'CallOffPublished');
    await before.watching.stop();
    walk.tell('It is away.');
    await request(hub, walk, 2, { patch: 'East' });
    await walk.timePassesTo(new Date('2026-06-01T09:30:00.001Z'));
    await request(hub, walk, 3, { patch: 'East' });
    const after = await walk.watches(rostering('oakwood'), first.cursor);
    const second = await walk.told(after, 'CallOffPublished');
    await walk.told(after, 'CallOffClosingSoon');
    await walk.told(after, 'CallOffClosingSoon');
    const third = await walk.told(after, 'CallOffPublished');
    await request(hub, walk, 4, { patch: 'East' });
    const fourth = await walk.told(after, 'CallOffPublished');
    const cursors = await cursorsOf(hub.pool);
    const seqs = after.watching.all.map((each) => cursors.read(each.callOffFeed!.cursor)!);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set([first, second, third, fourth].map((each) => each.callOffId)).size).toBe(4);
    expect(new Set(after.watching.all.map((each) => each.callOffFeed!.cursor)).size).toBe(after.watching.all.length);
    await walk.end();
  });
});

/** The one that is told something first. */
async function firstTold(watchers: readonly Watcher[]): Promise<Watcher | undefined> {
  for (let looks = 0; looks < 4000; looks++) {
    const told = watchers.find(({ watching }) => watching.all.length > 0);
    if (told) return told;
    await sleep(25);
  }
  return undefined;
}
