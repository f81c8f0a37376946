import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operation } from '../../../adapters/contract.js';
import { runOnce } from '../../../adapters/las/las.js';
import { parseMapping } from '../../../adapters/las/mapping.js';
import { madeUpServiceLine } from '../../../adapters/las/outbound.js';
import type { Memory } from '../../../adapters/rostering/memory.js';
import type { Roster } from '../../../adapters/rostering/roster.js';
import { type RosteringOptions, runRostering } from '../../../adapters/rostering/rostering.js';
import { People } from '../../../hub/demo/people.js';
import { addMinutes } from '../../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../../harness/hub.js';
import { sample } from '../las/exports.js';

// biome-ignore lint/suspicious/noExplicitAny: answers as they come over the wire, held against what a test expects
type Answer = Record<string, any>;

describe('a rostering system on the running hub', () => {
  let hub: TestHub;
  let folder: string;
  beforeEach(async () => {
    hub = await startTestHub();
    folder = await mkdtemp(join(tmpdir(), 'rostering-'));
  });
  afterEach(async () => {
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const people = new People(11);
  const roster: Roster = {
    statedAt: '2026-06-01T06:00:00Z',
    free: (['MORNING', 'LUNCH', 'TEA', 'BED'] as const).map((timeBand) => ({
      council: 'bromley',
      patch: 'East',
      timeBand,
      freeWeeklyMinutes: 1000,
    })),
    skills: ['PEG_FEEDING'],
    languages: [],
    carerGenders: ['FEMALE', 'MALE'],
    twoWorkers: true,
    keepsTimes: true,
    earliestStart: '2026-06-02',
    noticeMinutes: 60,
    deliveryStatement: 'Two regular carers, known to the person before the first call.',
  };

  /** A rostering system that runs until it has dealt with an item of this type. */
  async function runUntil(provider: string, type: string, over: Partial<RosteringOptions> = {}): Promise<string[]> {
    const stop = new AbortController();
    const did: string[] = [];
    const giveUp = setTimeout(() => stop.abort(), 90_000);
    let clock = await hub.time.now();
    await runRostering(
      {
        gatewayUrl: hub.url,
        token: () => hub.token(`machine:rostering@${provider}`),
        roster,
        memoryFile: join(folder, `${provider}.json`),
        now: () => clock,
        log: () => {},
        lookEveryMs: 50,
        onItem(item, what) {
          did.push(`${item.type}: ${what}`);
          if (item.type === type) stop.abort();
        },
        ...over,
      },
      stop.signal,
    );
    clearTimeout(giveUp);
    await hub.time.settled();
    clock = await hub.time.now();
    return did;
  }

  const memoryOf = async (provider: string) =>
    JSON.parse(await readFile(join(folder, `${provider}.json`), 'utf8')) as Memory;

  it('NTF-01, ROUT-04, NTF-07, AWRD-08, ROUT-10, ROUT-11: from being told to the first call', async () => {
    const input = people.request(1, await hub.time.now(), { patch: 'East' });
    const { data } = await hub.graphql<Answer>(
      'machine:case-system@bromley',
      await operation('submit-service-request'),
      { input },
    );
    expect(data!.submitServiceRequest.refusals).toEqual([]);

    expect(await runUntil('oakwood', 'BidReceived')).toEqual([
      'CallOffPublished: submit-bid taken',
      'BidReceived: noted',
    ]);
    const [[callOffId, answered]] = Object.entries((await memoryOf('oakwood')).answers) as unknown as [
      [string, Answer],
    ];
    expect(answered).toMatchObject({ standing: 'BID', patch: 'East', minutes: { MORNING: 315, TEA: 210 } });

    await hub.time.freezeAt(new Date('2026-06-01T10:00:00.001Z'));
    const awarded = await hub.graphql<Answer>('user:broker@bromley', await operation('award-call-off'), {
      input: {
        callOffId,
        involvement: [{ who: 'FAMILY', how: 'By telephone', at: '2026-06-01T09:50:00Z' }],
        idempotencyKey: randomUUID(),
      },
    });
    expect(awarded.data!.awardCallOff.refusals).toEqual([]);

    // It was away meanwhile, and resumes.
    const referrals: Answer[] = [];
    const did = await runUntil('oakwood', 'FullDocumentsAvailable', {
      onReferral: async (placement) => void referrals.push(placement),
    });
    expect(did).toEqual(
      expect.arrayContaining(['BidOutcome: won', 'FullDocumentsAvailable: confirm-first-call taken']),
    );
    expect(did.filter((each) => each.startsWith('CallOffPublished'))).toEqual([]);
    expect(referrals[0]!.person.name).toBe(input.person.name);
    const { firstCalls } = await memoryOf('oakwood');
    expect(Object.values(firstCalls)).toEqual([{ reference: referrals[0]!.reference, at: '2026-06-03T07:00:00.000Z' }]);
    expect(JSON.stringify(await memoryOf('oakwood'))).not.toContain(input.person.name);

    // The case system gives the service its line, and collects the order.
    const outbound = await mkdtemp(join(folder, 'out-'));
    const las = await runOnce({
      serviceLineOf: madeUpServiceLine,
      folder: await mkdtemp(join(folder, 'in-')),
      outbound,
      pdfPassword: 'a password of the council',
      mapping: parseMapping((await sample('bromley.mapping.json')).toString()),
      council: 'bromley',
      gatewayUrl: hub.url,
      token: () => hub.token('machine:case-system@bromley'),
      settleMs: 1,
      log: () => {},
    });
    expect(las.outbound).toMatchObject({ serviceLines: 1, iposWritten: 1, iposAcknowledged: 1, refused: [] });
    expect(await readdir(outbound)).toHaveLength(2);
    expect(await runUntil('oakwood', 'IpoIssued')).toContain('IpoIssued: acknowledge-ipo taken');

    await hub.time.freezeAt(new Date('2026-06-03T07:30:00Z'));
    const lines: string[] = [];
    const stop = new AbortController();
    const running = runRostering(
      {
        gatewayUrl: hub.url,
        token: () => hub.token('machine:rostering@oakwood'),
        roster,
        memoryFile: join(folder, 'oakwood.json'),
        now: () => new Date('2026-06-03T07:30:00Z'),
        lookEveryMs: 20,
        log(line) {
          lines.push(line);
          if (line.includes('report-first-call')) stop.abort();
        },
      },
      stop.signal,
    );
    const giveUp = setTimeout(() => stop.abort(), 90_000);
    await running;
    clearTimeout(giveUp);
    expect(lines.join('\n')).toContain('report-first-call taken');
    await hub.time.settled();
    const { data: placed } = await hub.graphql<Answer>(
      'machine:rostering@oakwood',
      await operation('my-placements'),
      {},
    );
    expect(placed!.placements.edges[0].node).toMatchObject({ state: 'ACTIVE' });
    expect(lines.join('\n')).not.toContain(input.person.name);
  });

  it('WIN-14: an amended need is confirmed where it still fits, and taken back and declined where it does not', async () => {
    const input = people.request(2, await hub.time.now(), { patch: 'East' });
    await hub.graphql<Answer>('machine:case-system@bromley', await operation('submit-service-request'), { input });
    await runUntil('oakwood', 'BidReceived');
    const [callOffId] = Object.keys((await memoryOf('oakwood')).answers);
    const amend = async (change: object) => {
      await hub.time.freezeAt(addMinutes(await hub.time.now(), 5));
      const { data } = await hub.graphql<Answer>('user:broker@bromley', await operation('amend-call-off'), {
        input: { callOffId, idempotencyKey: randomUUID(), ...change },
      });
      expect(data!.amendCallOff.refusals).toEqual([]);
    };
    const heard = async () =>
      (await runUntil('oakwood', 'CallOffAmended')).filter((each) => each.startsWith('CallOffAmended'));

    // No more is asked than the bid says.
    await amend({ languages: [], carerGender: 'FEMALE' });
    expect(await heard()).toEqual(['CallOffAmended: reconfirm-bid taken']);

    // A skill that the workers have, and that the bid does not speak of.
    await amend({ skills: ['PEG_FEEDING'] });
    expect(await heard()).toEqual(['CallOffAmended: withdraw-bid taken; submit-bid taken']);

    // A language that nobody speaks.
    await amend({ languages: ['ta'] });
    expect(await heard()).toEqual(['CallOffAmended: withdraw-bid taken; decline-invitation taken']);
    expect(Object.values((await memoryOf('oakwood')).answers)).toMatchObject([
      { standing: 'OVER', operation: 'decline-invitation' },
    ]);
  });
});
