import { type ChildProcess, fork, type StdioOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { preparePlatform } from '../../kernel/database/platform.js';
import { createTestDatabase } from '../harness/database.js';
import { type IdentityProvider, identityProvider } from './clients.js';
import type { GatewayCounts, GatewayProcessOptions, GatewayRequest } from './gateway-process.js';
import { type Follower, follow } from './live/follower.js';

/** Several gateway processes over one database and its log. */
export interface Gateways {
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly provider: IdentityProvider;
  start(
    options?: Pick<GatewayProcessOptions, 'wake' | 'port' | 'limits' | 'silentMs'> & {
      /** How many files and connections it may hold open. */
      readonly descriptors?: number;
    },
  ): Promise<GatewayProcess>;
  /** Writes an event for these providers, in a transaction of its own or the one given. */
  record(providers: readonly string[], client?: pg.ClientBase): Promise<void>;
  /** Numbers of the events for a provider, once everything is numbered. */
  logged(provider: string): Promise<number[]>;
  follow(subject: string, url: () => string, query?: string): Promise<Follower>;
  /** How many processes have ended that nobody here has ended. */
  exits(): number;
  stop(): Promise<void>;
}

export interface GatewayProcess {
  readonly url: string;
  readonly child: ChildProcess;
  counts(): Promise<GatewayCounts>;
  /** Subgraphs that do not answer from now on. */
  down(...subgraphs: string[]): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export const SECRET = 'test';
export const FEED =
  'subscription ($after: Place) { callOffFeed(after: $after) { cursor callOff { reference patch { name } } } }';
/** As it is built: a process of its own reads no TypeScript with decorators. */
const PROCESS = fileURLToPath(new URL('../../dist/test/gateway/gateway-process.js', import.meta.url));

export function subjectOf(provider: string): string {
  return `machine:rostering@${provider}`;
}

const STDIO: StdioOptions = ['ignore', 'inherit', 'inherit', 'ipc'];

function forkWithin(descriptors: number): ChildProcess {
  const run = `ulimit -n ${descriptors}; exec "$0" --expose-gc "$1"`;
  return spawn('sh', ['-c', run, process.execPath, PROCESS], { stdio: STDIO });
}

/** @param databaseUrl of an empty database that is the caller's to drop; one is made unless given */
export async function gateways(providers: readonly string[], databaseUrl?: string): Promise<Gateways> {
  const database = databaseUrl ? undefined : await createTestDatabase();
  const url = databaseUrl ?? database!.url;
  await preparePlatform(url, SECRET, []);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  for (const provider of providers) {
    await pool.query(
      `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from)
       values ($1, 'rostering', $2, '{bromley}', '{offers:read}', now() - interval '1 day')`,
      [subjectOf(provider), provider],
    );
  }
  const provider = await identityProvider();
  const processes = new Set<GatewayProcess>();
  const followers: Follower[] = [];
  let exits = 0;
  return {
    exits: () => exits,
    pool,
    databaseUrl: url,
    provider,
    async start({ descriptors, ...options } = {}) {
      const child = descriptors ? forkWithin(descriptors) : fork(PROCESS, { stdio: STDIO, execArgv: ['--expose-gc'] });
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const told = new Promise<{ url: string }>((resolve, reject) => {
        child.once('message', (message) => resolve(message as { url: string }));
        child.once('exit', (code) => reject(new Error(`the gateway ended with ${code} before it was ready`)));
      });
      child.send({ databaseUrl: url, secret: SECRET, issuers: [provider.issuer], ...options });
      const asked = (request: GatewayRequest) =>
        new Promise<never>((resolve) => {
          child.once('message', (answer) => resolve(answer as never));
          child.send(request);
        });
      let wanted = false;
      child.once('exit', () => {
        if (!wanted) exits += 1;
      });
      const running: GatewayProcess = {
        url: (await told).url,
        child,
        counts: () => asked({ ask: 'counts' }),
        down: (...subgraphs) => asked({ ask: 'down', subgraphs }),
        async kill() {
          wanted = true;
          child.kill('SIGKILL');
          await ended;
          processes.delete(running);
        },
      };
      processes.add(running);
      return running;
    },
    async record(recipients, client) {
      await (client ?? pool).query(
        `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
         values ('CallOffPublished', 'call-off/1', 'bromley', $1, '{}', now(), now(), '{}')`,
        [{ providers: recipients }],
      );
    },
    async logged(recipient) {
      for (;;) {
        const { rows } = await pool.query<{ seq: string | null }>(
          `select seq from platform.event where audience->'providers' ? $1 order by seq`,
          [recipient],
        );
        if (rows.every(({ seq }) => seq !== null)) return rows.map(({ seq }) => Number(seq));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async follow(subject, whereTo, query = FEED) {
      const authorization = `Bearer ${await provider.token(subject)}`;
      const follower = follow({ url: whereTo, authorization, query, after: '0', read: Number });
      followers.push(follower);
      return follower;
    },
    async stop() {
      for (const each of followers) each.stop();
      await Promise.all([...processes].map((each) => each.kill()));
      await pool.end();
      await database?.drop();
    },
  };
}
