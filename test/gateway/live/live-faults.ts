import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startEmbeddedPostgres } from '../../../hub/postgres/embedded-postgres.js';
import { comesTrue, newSeed, randomFrom } from '../../kernel/ground.js';
import { FEED, type GatewayProcess, type Gateways, gateways, subjectOf } from '../gateways.js';
import { FAULTLESS, type Follower, faultsOf } from './follower.js';

/**
 * What may go wrong while thousands are told, each as one act over gateway processes, a real log and clients that keep
 * a history of all they got. A little of it is in every run of the tests, the rest in the soak.
 */
export interface Share {
  readonly followers: number;
  readonly events: number;
  /** How often the fault comes. */
  readonly rounds: number;
}

interface Scene {
  readonly hub: Gateways;
  readonly random: () => number;
  /** The gateways that may be connected to; a fault may put another in a place. */
  readonly running: GatewayProcess[];
  readonly followers: readonly Follower[];
  write(count: number): Promise<void>;
}

const HEAVY = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor padding(kilobytes: 200) } }';
/** Of 200 kilobytes each: what the kernel takes for a reader that stands still is some 36 MB. */
const MORE_THAN_BUFFERS = 260;
const IN_TIME = 60_000;
const MB = 1024 * 1024;
/** What the gateway keeps for those who catch up. */
const RENDERINGS_KEPT = 64 * MB;

/**
 * Followers of several providers, some events, a fault and some more events, so many times over; then everybody must
 * have what was for them: no gap, no repeat, no other order, and no process may have ended by itself.
 */
async function underFault(
  share: Share,
  fault: (scene: Scene, round: number) => Promise<void>,
  { count = 1, open = gateways }: { readonly count?: number; readonly open?: typeof gateways } = {},
): Promise<void> {
  const providers = Array.from({ length: Math.min(share.followers, 20) }, (_, nth) => `provider-${nth}`);
  const hub = await open(providers);
  const seed = newSeed();
  const random = randomFrom(seed);
  try {
    const running: GatewayProcess[] = [];
    for (let nth = 0; nth < count; nth++) running.push(await hub.start());
    const following = await Promise.all(
      Array.from({ length: share.followers }, async (_, nth) => {
        const provider = providers[nth % providers.length]!;
        let attempt = nth;
        return { provider, follower: await hub.follow(subjectOf(provider), () => running[attempt++ % count]!.url) };
      }),
    );
    const scene: Scene = {
      hub,
      random,
      running,
      followers: following.map(({ follower }) => follower),
      async write(events) {
        for (let nth = 0; nth < events; nth++) await hub.record(providers.filter(() => random() < 0.5));
      },
    };
    expect(await comesTrue(() => scene.followers.every((each) => each.connected()), IN_TIME)).toBe(true);
    const each = Math.ceil(share.events / share.rounds / 2);
    for (let round = 0; round < share.rounds; round++) {
      await scene.write(each);
      await fault(scene, round);
      await scene.write(each);
    }
    for (const { provider, follower } of following) {
      const expected = await hub.logged(provider);
      await comesTrue(() => follower.got.length >= expected.length, IN_TIME);
      expect({ seed, provider, ...faultsOf(follower.got, expected) }).toEqual({ seed, provider, ...FAULTLESS });
    }
    expect({ seed, exits: hub.exits() }).toEqual({ seed, exits: 0 });
  } finally {
    await hub.stop();
  }
}

/** Connections break at random and come back, while events go on. */
export function clientsAreCut(share: Share): Promise<void> {
  return underFault(share, async ({ followers, random, write }) => {
    for (let cut = 0; cut < followers.length; cut++) {
      followers[Math.floor(random() * followers.length)]!.cut();
      if (random() < 0.5) await write(1);
    }
  });
}

/** A gateway is killed and another is started in its place; or its clients go to the other. */
export function gatewayIsKilled(share: Share): Promise<void> {
  return underFault(
    share,
    async ({ hub, running, write }, round) => {
      const dead = running[round % 2]!;
      await dead.kill();
      await write(10);
      running[round % 2] = await hub.start({ port: Number(new URL(dead.url).port) });
    },
    { count: 2 },
  );
}

/** The subgraph that renders events does not answer, shorter than the gateway tries again for. */
export function tendersIsKilled(share: Share): Promise<void> {
  return underFault(share, async ({ running, write, random }) => {
    await running[0]!.down('tenders');
    await write(5);
    await sleep(200 + random() * 500);
    await running[0]!.down();
  });
}

/** Who numbers the log dies between the commit of events and their numbering; another takes over where it was. */
export function leaderIsKilled(share: Share): Promise<void> {
  return underFault(
    share,
    async ({ hub, running, write }, round) => {
      // Whichever leads: both stand still while events are committed, so that nobody can have numbered them.
      for (const { child } of running) child.kill('SIGSTOP');
      await write(10);
      const { rows } = await hub.pool.query('select count(*)::int as n from platform.event where seq is null');
      expect(rows[0].n).toBeGreaterThan(0);
      const dead = running[round % 2]!;
      await dead.kill();
      for (const { child } of running) child.kill('SIGCONT');
      running[round % 2] = await hub.start({ port: Number(new URL(dead.url).port) });
    },
    { count: 2 },
  );
}

/** The database dies as in a power cut, and comes back. What was acknowledged has to be told. */
export async function postgresIsKilled(share: Share): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-live-'));
  try {
    let server = await startEmbeddedPostgres({ directory });
    const { port, url, dataDirectory } = server;
    await underFault(
      share,
      async ({ hub, write }) => {
        const [pid] = (await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n');
        process.kill(Number(pid), 'SIGKILL');
        server = await startEmbeddedPostgres({ directory, port });
        expect(await comesTrue(async () => (await hub.pool.query('select 1').catch(() => null)) !== null)).toBe(true);
        await write(5);
      },
      { open: (providers) => gateways(providers, url) },
    );
    await server.stop();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Some of the sockets read nothing while heavy events are told; they are cut, and catch up when they read again. */
export function socketsStall(share: Share, stalledShare: number): Promise<void> {
  return underFault({ ...share, rounds: 1 }, async ({ hub, running, followers }) => {
    const [gateway] = running;
    const before = (await gateway!.counts()).heapBytes;
    const providers = [...new Set(followers.map((_, nth) => `provider-${nth % 20}`))];
    const stalled = Math.max(1, Math.round(share.followers * stalledShare));
    const heavy = await Promise.all(
      Array.from({ length: stalled }, (_, nth) =>
        hub.follow(subjectOf(providers[nth % providers.length]!), () => gateway!.url, HEAVY),
      ),
    );
    expect(await comesTrue(() => heavy.every((each) => each.connected()), IN_TIME)).toBe(true);
    expect(await comesTrue(async () => (await gateway!.counts()).catchingUp === 0, IN_TIME)).toBe(true);
    for (const each of heavy) each.pause();
    const told = followers.map((each) => each.got.length);
    for (let nth = 0; nth < MORE_THAN_BUFFERS; nth++) await hub.record(providers);
    // Whoever reads has all of it, and who stands still has been cut.
    const has = (each: Follower, nth: number) => each.got.length >= told[nth]! + MORE_THAN_BUFFERS;
    expect(await comesTrue(() => followers.every(has), IN_TIME)).toBe(true);
    expect(await comesTrue(async () => (await gateway!.counts()).feeds === followers.length, IN_TIME)).toBe(true);
    expect((await gateway!.counts()).heapBytes - before).toBeLessThan(RENDERINGS_KEPT + 20 * MB);
    for (const each of heavy) each.resume();
    for (const [nth, each] of heavy.entries()) {
      const expected = await hub.logged(providers[nth % providers.length]!);
      await comesTrue(() => each.got.length >= expected.length, IN_TIME);
      expect(faultsOf(each.got, expected)).toEqual(FAULTLESS);
      expect(each.closes).toContain(4480);
      each.stop();
    }
  });
}

/** One client subscribes again and again over one socket, and leaves each time. */
export async function oneSubscribesAgainAndAgain(times: number): Promise<void> {
  const hub = await gateways(['oakwood']);
  try {
    const gateway = await hub.start({ limits: { cost: everyRole(1e9) } });
    const authorization = `Bearer ${await hub.provider.token(subjectOf('oakwood'))}`;
    const rounds = async (count: number) => {
      const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      const answered = new Set<string>();
      socket.on('message', (data) => {
        const { type, id } = JSON.parse(String(data));
        if (type !== 'next') answered.add(type === 'connection_ack' ? 'ack' : `${type} ${id ?? ''}`);
      });
      const say = (message: object) => socket.send(JSON.stringify(message));
      say({ type: 'connection_init', payload: { authorization } });
      expect(await comesTrue(() => answered.has('ack'), IN_TIME)).toBe(true);
      for (let nth = 0; nth < count; nth++) {
        say({ id: `${nth}`, type: 'subscribe', payload: { query: FEED, variables: { after: '0' } } });
        say({ id: `${nth}`, type: 'complete' });
        // No more at once than a socket may run.
        if (nth % 10 === 9) {
          answered.delete('pong ');
          say({ type: 'ping' });
          expect(await comesTrue(() => answered.has('pong '), IN_TIME)).toBe(true);
        }
      }
      expect([...answered].filter((each) => each.startsWith('error'))).toEqual([]);
      socket.terminate();
    };
    await rounds(Math.ceil(times / 10));
    const quiet = async () => {
      const { feeds, groups } = await gateway.counts();
      return feeds === 0 && groups === 0;
    };
    expect(await comesTrue(quiet, IN_TIME)).toBe(true);
    const before = (await gateway.counts()).heapBytes;
    await rounds(times);
    expect(await comesTrue(quiet, IN_TIME)).toBe(true);
    expect((await gateway.counts()).heapBytes - before).toBeLessThan(10 * MB);
    expect(hub.exits()).toBe(0);
  } finally {
    await hub.stop();
  }
}

/** A client that is there before the gateway is: it comes back until there is one, and has all of it. */
export async function subscribesBeforeTheSchema(events: number): Promise<void> {
  const hub = await gateways(['oakwood']);
  try {
    const first = await hub.start();
    const port = Number(new URL(first.url).port);
    await first.kill();
    const follower = await hub.follow(subjectOf('oakwood'), () => first.url);
    for (let nth = 0; nth < events; nth++) await hub.record(['oakwood']);
    expect(await comesTrue(() => follower.closes.length > 2)).toBe(true);
    await hub.start({ port });
    const expected = await hub.logged('oakwood');
    await comesTrue(() => follower.got.length >= expected.length, IN_TIME);
    expect(faultsOf(follower.got, expected)).toEqual(FAULTLESS);
  } finally {
    await hub.stop();
  }
}

function everyRole(cost: number) {
  return { rostering: cost } as never;
}
