import { readFile } from 'node:fs/promises';
import { type Figure, figure, median } from './figures.js';
import { startGround } from './ground.js';
import { HEAVY_FEED, LIVE_FEED } from './live-feed.js';
import {
  LiveClients,
  type LiveGround,
  type LiveServer,
  type Received,
  startLiveGround,
  watchIdle,
} from './live-ground.js';

/** Every CQC-regulated home-care location in England; fewer to try it out. */
const SUBSCRIBERS = Number(process.env.BENCH_SUBSCRIBERS ?? 15_232);
/** An upstream and an execution for each: more of them would only take longer. */
const PASSED_THROUGH = Math.min(500, SUBSCRIBERS);
const STALLING = Math.min(500, SUBSCRIBERS);
/** Of 64 KB each. */
const EVENTS_TO_THE_CUT = 70;
const ROUNDS = 5;
const BURST = 10;
const SLOW_BURST = 2;
const MISSED = 20;
const KB = 1024;

/** One call-off to every home-care provider of the country, each floor measured in turns with it. [live.md] */
export default async function liveGroup(): Promise<Figure[]> {
  const ground = await startLiveGround(SUBSCRIBERS);
  const told = (step: string) => process.stderr.write(`  ${step}\n`);
  try {
    const figures: Figure[] = [];
    const few = await subscribed(ground, 'live-gateway', 10);
    const statementsForFew = await statementsOf(ground, few);
    await ended(few);
    told(`${SUBSCRIBERS} subscribers each of the hub, of a plain broadcast and of graphql-ws`);
    const ours = await subscribed(ground, 'live-gateway', SUBSCRIBERS);
    const raw = await subscribed(ground, 'plain-push', SUBSCRIBERS);
    figures.push(
      figure('live: subscribers of one hub process', SUBSCRIBERS, 'sockets', {
        goal: '>= 15232',
        met: (value) => value >= 15_232,
      }),
      ...memory(ours, raw),
      figure(
        `live: SQL statements an event at ${SUBSCRIBERS} subscribers, against 10`,
        await statementsOf(ground, ours),
        'statements',
        { floor: statementsForFew, goal: 'ratio = 1', met: (_, ratio) => ratio === 1 },
      ),
    );
    const message = await exampleOf(ground, ours);
    told('commit to client');
    figures.push(...(await commitToClient(ground, ours, raw, message)));
    told('deliveries per second');
    const plain = await subscribed(ground, 'plain-graphql', SUBSCRIBERS);
    const hive = await subscribed(ground, 'hive-push', PASSED_THROUGH, true);
    figures.push(...(await throughput(ground, { ours, raw, plain, hive }, message)));
    await Promise.all([raw, plain, hive].map(ended));
    told('all come back');
    figures.push(...(await reconnect(ground, ours)));
    await ended(ours);
    told('half of them stand still');
    figures.push(...(await stalled(ground)));
    await ground.stop();
    told('the whole hub');
    figures.push(...(await wholeHub()));
    return figures;
  } finally {
    await ground.stop();
  }
}

interface Subscribed {
  readonly server: LiveServer;
  readonly clients: LiveClients;
  readonly count: number;
  /** That the server has grown by, in bytes a socket: of its heap and buffers, and resident. */
  readonly heapBytes: number;
  readonly residentBytes: number;
}

async function subscribed(
  ground: LiveGround,
  kind: LiveServer['kind'],
  count: number,
  eventStreams = false,
  query = LIVE_FEED,
): Promise<Subscribed> {
  const server = await ground.serve(kind);
  const clients = new LiveClients(2);
  const before = await server.usage();
  await clients.open({ url: server.url, query, authorizations: ground.authorizations.slice(0, count), eventStreams });
  const after = await server.usage();
  const held = ({ heapBytes, externalBytes }: typeof before) => heapBytes + externalBytes;
  return {
    server,
    clients,
    count,
    heapBytes: (held(after) - held(before)) / count,
    residentBytes: (after.residentBytes - before.residentBytes) / count,
  };
}

async function ended({ server, clients }: Subscribed): Promise<void> {
  await clients.stop();
  await server.stop();
}

function memory(ours: Subscribed, raw: Subscribed): Figure[] {
  const beyond = (ours.heapBytes - raw.heapBytes) / KB;
  return [
    figure('live: memory of an idle socket, heap and buffers, against ws', ours.heapBytes / KB, 'KB', {
      floor: raw.heapBytes / KB,
    }),
    figure('live: memory of an idle socket beyond ws, heap and buffers', beyond, 'KB', {
      goal: '<= 20 KB',
      met: (value) => value <= 20,
    }),
    figure('live: memory of an idle socket beyond ws, resident', (ours.residentBytes - raw.residentBytes) / KB, 'KB', {
      goal: '<= 20 KB',
      met: (value) => value <= 20,
    }),
  ];
}

/** Statements by the gateway while one event is told: the least of several, for polls run beside it. */
async function statementsOf(ground: LiveGround, { server, clients }: Subscribed): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < 10; nth++) {
    await ground.pool.query('select pg_stat_statements_reset()');
    await clients.receive(1, () => ground.publish(server.kind, 1));
    const { rows } = await ground.pool.query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where userid = 'platform_reader'::regrole`,
    );
    fewest = Math.min(fewest, rows[0]!.calls);
  }
  return fewest;
}

/** A message as the hub sends it, for those who send the same bytes. */
async function exampleOf(ground: LiveGround, { server, clients }: Subscribed): Promise<string> {
  await clients.receive(1, () => ground.publish(server.kind, 1));
  return clients.sample();
}

function publishing(ground: LiveGround, { server }: Subscribed, count: number, message: string) {
  return () => ground.publish(server.kind, count, message);
}

async function commitToClient(
  ground: LiveGround,
  ours: Subscribed,
  raw: Subscribed,
  message: string,
): Promise<Figure[]> {
  const percentiles = { ours: [] as number[], raw: [] as number[] };
  const idle: number[] = [];
  for (let round = 0; round < ROUNDS + 1; round++) {
    const idleShare = watchIdle();
    const mine = await ours.clients.receive(1, publishing(ground, ours, 1, message));
    const share = idleShare();
    const plain = await raw.clients.receive(1, publishing(ground, raw, 1, message));
    // The first is for warmth.
    if (round === 0) continue;
    idle.push(share);
    percentiles.ours.push(p99(mine));
    percentiles.raw.push(p99(plain));
  }
  const goal = { goal: '<= 500 ms', met: (value: number) => value <= 500 };
  return [
    figure(
      `live: commit to client, p99 of ${SUBSCRIBERS}, against a plain broadcast, best of 5`,
      Math.min(...percentiles.ours),
      'ms',
      {
        floor: Math.min(...percentiles.raw),
        ...goal,
      },
    ),
    figure(
      `live: commit to client, p99 of ${SUBSCRIBERS}, against a plain broadcast, median of 5`,
      median(percentiles.ours),
      'ms',
      {
        floor: median(percentiles.raw),
        ...goal,
      },
    ),
    figure('live: idle share of the machine meanwhile, median', median(idle), 'of 1'),
  ];
}

function p99({ from, at }: Received): number {
  return at[Math.ceil(at.length * 0.99) - 1]! - from;
}

interface Pace {
  readonly perSecond: number[];
  /** Of the server alone, in microseconds for each message delivered. */
  readonly cpuMicros: number[];
  readonly idle: number[];
}

async function throughput(
  ground: LiveGround,
  all: Readonly<Record<'ours' | 'raw' | 'plain' | 'hive', Subscribed>>,
  message: string,
): Promise<Figure[]> {
  const pace = (): Pace => ({ perSecond: [], cpuMicros: [], idle: [] });
  const paces = { ours: pace(), raw: pace(), plain: pace(), hive: pace() };
  const names = ['ours', 'raw', 'plain', 'hive'] as const;
  for (let round = 0; round < ROUNDS + 1; round++) {
    for (const name of names) {
      const { server, clients, count } = all[name];
      const burst = name === 'ours' || name === 'raw' ? BURST : SLOW_BURST;
      const before = await server.usage();
      const idleShare = watchIdle();
      const { from, at } = await clients.receive(burst, publishing(ground, all[name], burst, message));
      const idle = idleShare();
      const after = await server.usage();
      if (round === 0) continue;
      const deliveries = count * burst;
      paces[name].perSecond.push((deliveries / (at.at(-1)! - from)) * 1000);
      paces[name].cpuMicros.push(((after.cpuMs - before.cpuMs) * 1000) / deliveries);
      paces[name].idle.push(idle);
    }
  }
  const best = (name: (typeof names)[number]) => Math.max(...paces[name].perSecond);
  const typical = (name: (typeof names)[number]) => median(paces[name].perSecond);
  const rate = (against: (typeof names)[number], label: string, least?: number) =>
    (
      [
        ['best', best],
        ['median', typical],
      ] as const
    ).map(([word, of]) =>
      figure(`live: deliveries per second, against ${label}, ${word} of 5`, of('ours'), '/s', {
        floor: of(against),
        ...(least === undefined
          ? {}
          : { goal: `ratio >= ${least}`, met: (_: number, ratio: number) => ratio >= least }),
      }),
    );
  const cpu = (word: string, of: (values: number[]) => number) =>
    figure(`live: CPU a delivery, against raw ws, ${word} of 5`, of(paces.ours.cpuMicros), 'us', {
      floor: of(paces.raw.cpuMicros),
      goal: 'ratio <= 1.5',
      met: (_, ratio) => ratio <= 1.5,
    });
  return [
    ...rate('raw', 'raw ws'),
    ...rate('plain', 'graphql-ws executing for each subscriber', 5),
    ...rate('hive', `Hive pass-through of ${PASSED_THROUGH}`, 15),
    cpu('best', (values) => Math.min(...values)),
    cpu('median', median),
    figure(
      'live: CPU a delivery, graphql-ws executing for each subscriber, median',
      median(paces.plain.cpuMicros),
      'us',
    ),
    figure('live: CPU a delivery, Hive pass-through, median', median(paces.hive.cpuMicros), 'us'),
    figure('live: idle share of the machine while the hub delivers, median', median(paces.ours.idle), 'of 1'),
  ];
}

/** All connections break at once; events go on; all come back and have each of them once. */
async function reconnect(ground: LiveGround, { server, clients }: Subscribed): Promise<Figure[]> {
  const seconds: number[] = [];
  let faults = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await clients.drop();
    await ground.publish(server.kind, MISSED);
    const began = performance.timeOrigin + performance.now();
    const { at, gaps, repeats } = await clients.receive(MISSED, async () => {
      await clients.back();
      return began;
    });
    seconds.push((at.at(-1)! - began) / 1000);
    faults = gaps + repeats;
  }
  const goal = { goal: '<= 20 s', met: (value: number) => value <= 20 };
  return [
    figure(`live: all ${SUBSCRIBERS} back with a replay of ${MISSED}, best of 5`, Math.min(...seconds), 's', goal),
    figure(`live: all ${SUBSCRIBERS} back with a replay of ${MISSED}, median of 5`, median(seconds), 's', goal),
    figure('live: gaps and repeats meanwhile', faults, 'events', { goal: '0', met: (value) => value === 0 }),
  ];
}

/** Half of the sockets read nothing: how the others fare, against when all read. */
async function stalled(ground: LiveGround): Promise<Figure[]> {
  const rounds = async ({ server, clients }: Subscribed, count: number) => {
    const results: number[] = [];
    for (let round = 0; round < count + 1; round++) {
      const received = await clients.receive(1, () => ground.publish(server.kind, 1));
      if (round > 0) results.push(p99(received));
    }
    return results;
  };
  const compared = async (label: string, count: number, query: string, during: number) => {
    const all = await subscribed(ground, 'live-gateway', count, false, query);
    await all.clients.leaveOut(0.5, false);
    const before = await rounds(all, ROUNDS);
    await all.clients.leaveOut(0.5, true);
    const meanwhile = await rounds(all, during);
    await ended(all);
    const within = { goal: 'ratio <= 1.2', met: (_: number, ratio: number) => ratio <= 1.2 };
    const name = `live: p99 of those who read while half of ${count} ${label}, against when all do`;
    return [
      figure(`${name}, best`, Math.min(...meanwhile), 'ms', { floor: Math.min(...before), ...within }),
      figure(`${name}, median`, median(meanwhile), 'ms', { floor: median(before), ...within }),
    ];
  };
  return [
    ...(await compared('read nothing', SUBSCRIBERS, LIVE_FEED, ROUNDS)),
    // Long enough for the system to take no more for them, and for the hub to cut them.
    ...(await compared('are cut', STALLING, HEAVY_FEED, EVENTS_TO_THE_CUT)),
  ];
}

/**
 * The same with nothing left out: the real subgraphs render a real call-off by the document promised to rostering
 * systems, in the one process that also serves them.
 */
async function wholeHub(): Promise<Figure[]> {
  const ground = await startGround();
  try {
    const hub = await ground.serve('hub');
    const providers = Array.from(
      { length: SUBSCRIBERS },
      (_, nth) => `00000000-0000-7000-8000-${String(nth).padStart(12, '0')}`,
    );
    await ground.pool.query(
      `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from)
       select 'machine:rostering@' || provider, 'rostering', provider, '{bromley}', '{offers:read}', '2026-01-01'
       from unnest($1::text[]) as provider`,
      [providers],
    );
    const authorizations: string[] = [];
    for (const each of providers) authorizations.push(await ground.authorization(`machine:rostering@${each}`));
    await ground.openCallOffs(hub, 1);
    const clients = new LiveClients(2);
    const query = await readFile('schema/operations/watch-call-offs.graphql', 'utf8');
    await clients.open({ url: hub.url, query, authorizations });
    // The call-off is told again, to all.
    const publish = async () => {
      const { rows } = await ground.pool.query<{ at: number }>(
        `with event as (
           insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
           select type, subject, council, $1, actor, occurred_at, recorded_at, data
           from platform.event where type = 'CallOffPublished' order by position limit 1 returning position)
         select position as at from event`,
        [JSON.stringify({ providers })],
      );
      const committed = await ground.pool.query<{ at: number }>(
        `select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at
         from platform.event where position = $1`,
        [rows[0]!.at],
      );
      return committed.rows[0]!.at;
    };
    const results: number[] = [];
    for (let round = 0; round < ROUNDS + 1; round++) {
      // One call-off at a time: the reactions to one are no part of how fast the next is told.
      await ground.settled();
      const received = await clients.receive(1, publish);
      if (round > 0) results.push(p99(received));
    }
    await clients.stop();
    const goal = { goal: '<= 500 ms', met: (value: number) => value <= 500 };
    return [
      figure(
        `live: the whole hub, commit to client, p99 of ${SUBSCRIBERS}, best of 5`,
        Math.min(...results),
        'ms',
        goal,
      ),
      figure(`live: the whole hub, commit to client, p99 of ${SUBSCRIBERS}, median of 5`, median(results), 'ms', goal),
    ];
  } finally {
    await ground.stop();
  }
}
