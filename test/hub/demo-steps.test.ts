import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { JWK } from 'jose';
import { runRostering } from '../../adapters/rostering/rostering.js';
import { awardAll } from '../../hub/demo/award.js';
import { requestCare } from '../../hub/demo/request.js';
import { lastEvent, printEvents } from '../../hub/events.js';
import { type Home, publicHalf, signClientToken } from '../../hub/home.js';
import { sandboxIssuer } from '../../hub/issuers.js';
import type { Reached } from '../../hub/reach.js';
import { aClientKey, MONDAY_NINE, startTestHub, type TestHub } from '../harness/hub.js';

/** What `npm start` proposes to try, step by step, as the commands do it. */
let hub: TestHub;
let key: JWK;
let folder: string;
let reached: Reached;

beforeAll(async () => {
  key = await aClientKey();
  hub = await startTestHub({ at: MONDAY_NINE, issuers: [sandboxIssuer({ keys: [publicHalf(key)] })] });
  folder = await mkdtemp(join(tmpdir(), 'hub-steps-'));
  const running = { pid: process.pid, gatewayUrl: hub.hub.url, databaseUrl: hub.databaseUrl };
  const home = { directory: folder, clientKey: async () => key, running: async () => running } as unknown as Home;
  reached = { running, home, pool: hub.pool };
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The sample rostering system of a provider, until it has dealt with an item of this type. */
async function rosteringUntil(type: string): Promise<readonly string[]> {
  const stop = new AbortController();
  const did: string[] = [];
  const clock = await hub.time.now();
  const giveUp = setTimeout(() => stop.abort(), 90_000);
  await runRostering(
    {
      gatewayUrl: hub.hub.url,
      token: () => signClientToken(key, 'machine:rostering@oakwood', { expiresIn: '1h' }),
      memoryFile: join(folder, 'rostering.json'),
      roster: {
        statedAt: MONDAY_NINE.toISOString(),
        free: (['MORNING', 'LUNCH', 'TEA', 'BED', 'NIGHT'] as const).map((timeBand) => ({
          council: 'bromley',
          patch: 'East',
          timeBand,
          freeWeeklyMinutes: 3000,
        })),
        skills: ['PEG_FEEDING'],
        languages: [],
        carerGenders: ['FEMALE', 'MALE'],
        twoWorkers: true,
        keepsTimes: true,
        earliestStart: '2026-06-02',
        noticeMinutes: 120,
        deliveryStatement: 'The same two carers through the week.',
      },
      now: () => clock,
      log: () => {},
      lookEveryMs: 50,
      onItem(item, what) {
        did.push(`${item.type}: ${what}`);
        if (item.type === type) stop.abort();
      },
    },
    stop.signal,
  );
  clearTimeout(giveUp);
  await hub.time.settled();
  return did;
}

async function said(act: () => Promise<void>): Promise<readonly string[]> {
  const lines: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  await act().finally(() => out.mockRestore());
  return lines;
}

it('AWRD-08, NTF-07: care is asked for, bid for, awarded by the broker, and the winner confirms its first call', async () => {
  expect(await awardAll(reached)).toEqual([]);
  const before = await lastEvent(hub.pool);
  await requestCare(reached, 'East');
  await hub.time.settled();
  expect(await rosteringUntil('BidReceived')).toContain('CallOffPublished: submit-bid taken');
  // The window is open: there is nothing to award yet.
  expect(await awardAll(reached)).toEqual([]);

  await hub.time.freezeAt(new Date(MONDAY_NINE.getTime() + 2 * 3_600_000 + 1));
  const awarded = await awardAll(reached);
  await hub.time.settled();
  expect(awarded).toEqual([{ reference: expect.stringMatching(/^CO-/), provider: 'Oakwood Homecare', because: [] }]);
  expect(await awardAll(reached)).toEqual([]);
  const told = await rosteringUntil('BidOutcome');
  expect(told.join('\n')).toMatch(/BidOutcome/);

  // What happened is listed, and a list that is cut says so.
  const all = await said(() => printEvents(hub.pool, before));
  expect(all.join('')).toMatch(/CallOffPublished[\s\S]*BidOutcome/);
  const three = await said(() => printEvents(hub.pool, before, { limit: 3 }));
  expect(three).toHaveLength(4);
  expect(three.at(-1)).toMatch(new RegExp(`${all.length - 3} more: npm run hub -- events --after ${before + 3}`));
  expect(all.join('')).not.toContain(' more: ');
});
