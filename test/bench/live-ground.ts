import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { publicHalf, signClientToken } from '../../hub/home.js';
import { preparePlatform } from '../../kernel/database/platform.js';
import { aClientKey } from '../harness/hub.js';
import { aWatchedPostgres } from './ground.js';
import type { Arrivals, LiveClientActs, Opening } from './live-clients.js';
import { BELL } from './live-servers.js';
import { type Process, startProcess } from './processes.js';
import type { ServerActs, ServerKind, Usage } from './server.js';

const SECRET = 'bench';

/** What the group `live` stands on: a durable PostgreSQL with the log and the grants, and nothing of the domain. */
export interface LiveGround {
  readonly pool: pg.Pool;
  readonly authorizations: readonly string[];
  serve(kind: ServerKind): Promise<LiveServer>;
  /**
   * Commits so many events, told to every subscriber; for servers other than the hub's, with `message` where they tell
   * what they read.
   * @returns when they were committed, in milliseconds of wall-clock time
   */
  publish(kind: ServerKind, count: number, message?: string): Promise<number>;
  stop(): Promise<void>;
}

export interface LiveServer {
  readonly kind: ServerKind;
  readonly url: string;
  readonly usage: () => Promise<Usage>;
  stop(): Promise<void>;
}

export async function startLiveGround(subscribers: number): Promise<LiveGround> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  const ends: Array<() => Promise<unknown>> = [() => rm(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  };
  const interrupted = () => void stop().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, interrupted);
    ends.push(async () => process.off(signal, interrupted));
  }
  const { url: databaseUrl, stop: stopPostgres } = await aWatchedPostgres(directory);
  ends.push(stopPostgres);
  await preparePlatform(databaseUrl, SECRET, []);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => {});
  ends.push(() => pool.end());
  const key = await aClientKey();
  const providers = Array.from({ length: subscribers }, (_, nth) => `location-${String(nth).padStart(6, '0')}`);
  await pool.query(
    `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from)
     select 'machine:rostering@' || provider, 'rostering', provider, '{bromley}', '{offers:read}', now() - interval '1 day'
     from unnest($1::text[]) as provider`,
    [providers],
  );
  const authorizations: string[] = [];
  for (const provider of providers) {
    authorizations.push(`Bearer ${await signClientToken(key, `machine:rostering@${provider}`)}`);
  }
  const audience = JSON.stringify({ providers });
  let bell = 0;

  async function insert(kind: ServerKind, count: number, message: string | undefined): Promise<string> {
    if (kind === 'live-gateway') {
      await pool.query(
        `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
         select 'CallOffPublished', 'call-off/1', 'bromley', $1, '{}', now(), now(), '{}' from generate_series(1, $2::int)`,
        [audience, count],
      );
      return 'platform.event where position = (select max(position) from platform.event)';
    }
    if (kind === 'plain-push') {
      await pool.query(
        `with event as (insert into public.plain_event (message) select $1 from generate_series(1, $2::int) returning id)
         select pg_notify('plain_event', id::text) from event`,
        [message, count],
      );
      return 'public.plain_event where id = (select max(id) from public.plain_event)';
    }
    await pool.query('create table if not exists public.bell (id integer)');
    await pool.query(
      `with rung as (insert into public.bell select generate_series($1::int, $2::int) returning id)
       select pg_notify('${BELL}', id::text) from rung`,
      [bell + 1, bell + count],
    );
    bell += count;
    return `public.bell where id = ${bell}`;
  }

  return {
    pool,
    authorizations,
    async serve(kind) {
      const server: Process<ServerActs> = startProcess('./server.js', ['--expose-gc']);
      ends.push(() => server.stop());
      const options = { databaseUrl, secret: SECRET, clientKeys: { keys: [publicHalf(key)] } };
      const url = await server.ask('start', { kind, ...options });
      return { kind, url, usage: () => server.ask('usage'), stop: () => server.stop() };
    },
    async publish(kind, count, message) {
      const row = await insert(kind, count, message);
      const { rows } = await pool.query<{ at: number }>(
        `select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from ${row}`,
      );
      return rows[0]!.at;
    },
    stop,
  };
}

/** The load, in several processes: one would reach the descriptors that it may hold, and the processor that it may have. */
export class LiveClients {
  private readonly processes: Array<Process<LiveClientActs>>;

  constructor(private readonly count: number) {
    this.processes = Array.from({ length: count }, () => startProcess('./live-clients.js'));
  }

  async open({ authorizations, ...opening }: Opening): Promise<void> {
    const share = Math.ceil(authorizations.length / this.count);
    await this.all((each, nth) =>
      each.ask('open', { ...opening, authorizations: authorizations.slice(nth * share, (nth + 1) * share) }),
    );
  }

  /** @param act after which so many messages are to come to each who reads */
  async receive(each: number, act: () => Promise<number>, withinMs = 120_000): Promise<Received> {
    await this.all((process) => process.ask('expect', { each }));
    const from = await act();
    const arrivals: Arrivals[] = await this.all((process) => process.ask('arrived', { withinMs }));
    const at = Float64Array.from(arrivals.flatMap((some) => [...some.at])).sort();
    const sum = (of: (some: Arrivals) => number) => arrivals.reduce((total, some) => total + of(some), 0);
    return { from, at, gaps: sum(({ gaps }) => gaps), repeats: sum(({ repeats }) => repeats) };
  }

  async drop(): Promise<void> {
    await this.all((each) => each.ask('drop'));
  }

  async back(): Promise<void> {
    await this.all((each) => each.ask('back'));
  }

  async leaveOut(share: number, standing: boolean): Promise<void> {
    await this.all((each) => each.ask('leaveOut', { share, standing }));
  }

  async sample(): Promise<string> {
    const [sample] = await this.all((each) => each.ask('sample'));
    return sample!;
  }

  async stop(): Promise<void> {
    await this.all((each) => each.stop());
  }

  private all<T>(act: (process: Process<LiveClientActs>, nth: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.processes.map(act));
  }
}

export interface Received {
  /** When it was committed. */
  readonly from: number;
  /** When each message came, in order. */
  readonly at: Float64Array;
  readonly gaps: number;
  readonly repeats: number;
}

/** Share of the machine that had nothing to do, since the call. */
export function watchIdle(): () => number {
  const times = () =>
    cpus().reduce(
      ({ idle, all }, { times: t }) => ({ idle: idle + t.idle, all: all + t.idle + t.user + t.sys + t.nice + t.irq }),
      { idle: 0, all: 0 },
    );
  const before = times();
  return () => {
    const now = times();
    return (now.idle - before.idle) / (now.all - before.all);
  };
}
