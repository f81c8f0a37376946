import type { ExecutionResult } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pg from 'pg';
import WebSocket from 'ws';
import { buildRegister } from '../../hub/demo/register.js';
import { publicHalf, signClientToken } from '../../hub/home.js';
import { type HubOptions, type RunningHub, startHub } from '../../hub/hub.js';
import { startSubgraphsInOneProcess } from '../../hub/in-one-process.js';
import { sandboxIssuer } from '../../hub/issuers.js';
import { prepareDatabase } from '../../hub/prepare.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { urlFor } from '../../kernel/database/platform.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { createLogger } from '../../kernel/values/logging.js';
import { createTestDatabase, ensureTemplate } from './database.js';

const SECRET = 'test';

/** Monday 1 June 2026, 09:00 in London: where every walk begins. */
export const MONDAY_NINE = new Date('2026-06-01T08:00:00.000Z');

/** The whole hub over a real database with the demo's register in it, its clock standing still. */
export interface TestHub {
  readonly url: string;
  readonly hub: RunningHub;
  readonly time: SandboxTime;
  /** As superuser: to look, not to act. */
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly clientKeys: { readonly keys: JWK[] };
  token(subject: string, options?: { expiresIn?: string }): Promise<string>;
  /** One operation over HTTP as one of the demo's credentials; then waits until all that follows from it is done. */
  graphql<Data = Record<string, unknown>>(
    subject: string,
    document: string,
    variables?: Record<string, unknown>,
  ): Promise<ExecutionResult<Data>>;
  /** Subscribes over WebSocket. */
  watch<Item = Record<string, unknown>>(
    subject: string,
    document: string,
    variables?: Record<string, unknown>,
  ): Promise<Watching<Item>>;
  wallTime(instant: Date): string;
  stop(): Promise<void>;
}

export interface Watching<Item> {
  /** What has come since the last look, waiting at most so long for `count` of them. */
  take(count: number, withinMs?: number): Promise<Item[]>;
  /** Everything so far. */
  readonly all: readonly Item[];
  readonly closed: Promise<{ code?: number; reason?: string } | undefined>;
  stop(): Promise<void>;
}

/** A database in which the demo's register has been built at `MONDAY_NINE`: made once a run, copied for each hub. */
export async function aRegisteredDatabase() {
  await ensureTemplate('hub', async (url) => {
    await prepareDatabase(url, SECRET);
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    const log = createLogger('hub', 'fatal');
    const sequencer = new Sequencer(urlFor(url, 'platform_sequencer', SECRET), log);
    sequencer.start();
    const time = new SandboxTime(pool, SUBGRAPHS);
    await time.clock.freezeAt(MONDAY_NINE);
    const running = await startSubgraphsInOneProcess({ databaseUrl: url, secret: SECRET, log, poolSize: 3 });
    await buildRegister(() => running.subgraphs.get('providers')!.work());
    await time.settled();
    await running.stop();
    await sequencer.stop();
    await pool.end();
  });
  return createTestDatabase({ template: 'hub' });
}

export async function startTestHub(options: Partial<HubOptions> & { readonly at?: Date } = {}): Promise<TestHub> {
  const database = await aRegisteredDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  // Idle connections end with the database.
  pool.on('error', () => {});
  const time = new SandboxTime(pool, SUBGRAPHS);
  const key = await aClientKey();
  const clientKeys = { keys: [publicHalf(key)] };
  const hub = await startHub({
    databaseUrl: database.url,
    secret: SECRET,
    issuers: [sandboxIssuer(clientKeys)],
    log: createLogger('hub', process.env.LOG_LEVEL ?? 'fatal'),
    poolSize: 5,
    ...options,
  });
  if (options.at) await time.freezeAt(options.at);
  const client = hubClient(hub.url, key, time);
  return {
    ...client,
    hub,
    time,
    pool,
    databaseUrl: database.url,
    secret: SECRET,
    clientKeys,
    async stop() {
      await client.close();
      await hub.stop();
      await pool.end();
      await database.drop();
    },
  };
}

export async function aClientKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'test', alg: 'EdDSA' };
}

/** The public door, as tests use it: over HTTP and WebSocket, with tokens of the given key. */
export function hubClient(gatewayUrl: string, key: JWK, time: SandboxTime) {
  const url = `${gatewayUrl.replace(/\/graphql$/, '')}/graphql`;
  const tokens = new Map<string, Promise<string>>();
  const token = (subject: string, options?: { expiresIn?: string }) => {
    const cacheKey = `${subject} ${options?.expiresIn ?? ''}`;
    const known = tokens.get(cacheKey) ?? signClientToken(key, subject, { expiresIn: '1h', ...options });
    tokens.set(cacheKey, known);
    return known;
  };
  const open = new Set<Client>();
  return {
    url,
    token,
    async graphql<Data>(
      subject: string,
      document: string,
      variables: Record<string, unknown> = {},
    ): Promise<ExecutionResult<Data>> {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          authorization: `Bearer ${await token(subject)}`,
        },
        body: JSON.stringify({ query: document, variables }),
      });
      const answer = (await response.json()) as ExecutionResult<Data> & { extensions?: unknown };
      await time.settled();
      const { extensions: _cost, ...plain } = answer;
      return plain as ExecutionResult<Data>;
    },
    async watch<Item>(
      subject: string,
      document: string,
      variables: Record<string, unknown> = {},
    ): Promise<Watching<Item>> {
      const authorization = `Bearer ${await token(subject)}`;
      let close: (event: { code?: number; reason?: string } | undefined) => void = () => {};
      const closed = new Promise<{ code?: number; reason?: string } | undefined>((resolve) => {
        close = resolve;
      });
      const client = createClient({
        url: url.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization },
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => {},
        on: { closed: (event) => close(event as { code?: number; reason?: string }) },
      });
      open.add(client);
      const all: Item[] = [];
      let taken = 0;
      let arrived = () => {};
      const unsubscribe = client.subscribe<Item>(
        { query: document, variables },
        {
          next: (item) => {
            all.push((item.errors ? item : item.data) as Item);
            arrived();
          },
          error: () => arrived(),
          complete: () => arrived(),
        },
      );
      // The subscription is live once the server has taken it: a query over the same socket is answered after it.
      await new Promise<void>((resolve, reject) => {
        client.subscribe({ query: '{ __typename }' }, { next: () => {}, error: reject, complete: resolve });
      });
      return {
        all,
        closed,
        async take(count, withinMs = 30_000) {
          const giveUp = Date.now() + withinMs;
          while (all.length - taken < count && Date.now() < giveUp) {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, Math.max(1, giveUp - Date.now()));
              arrived = () => {
                clearTimeout(timer);
                resolve();
              };
            });
          }
          const items = all.slice(taken, taken + count);
          taken += items.length;
          return items;
        },
        async stop() {
          unsubscribe();
          open.delete(client);
          await client.dispose();
        },
      };
    },
    wallTime(instant: Date): string {
      return new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Europe/London',
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
      }).format(instant);
    },
    async close() {
      for (const client of open) await client.dispose();
    },
  };
}
