import type { ExecutionResult } from 'graphql';
import { parse } from 'graphql';
import pg from 'pg';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { migrate } from '../../kernel/database/orm.js';
import { preparePlatform, urlFor } from '../../kernel/database/platform.js';
import type { Ask } from '../../kernel/graphql/peers.js';
import { type RunningSubgraph, type SubgraphDefinition, startSubgraph } from '../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { createLogger, type Logger } from '../../kernel/values/logging.js';
import type { LoggedEvent, NewEvent } from '../../schema/events/envelope.js';
import { plantCouncil } from './councils.js';
import { createTestDatabase, ensureTemplate } from './database.js';

const SECRET = 'test';
export const ACTOR = { subject: 'service:test', role: 'hub', organisation: 'hub' };

/** One subgraph alone on a real database: what it hears is told by hand, what it asks is answered by hand. */
export interface TestSubgraph {
  readonly subgraph: RunningSubgraph;
  readonly time: SandboxTime;
  /** As superuser: to look, not to act. */
  readonly pool: pg.Pool;
  /** Runs an operation as one of the callers handed in. */
  as(
    caller: string,
    document: string,
    variables?: Record<string, unknown>,
  ): Promise<ExecutionResult<Record<string, never>>>;
  /** Writes events to the log as another subgraph would, and waits until this one has reacted to them. */
  hear(
    ...events: Array<
      Omit<NewEvent, 'actor' | 'occurredAt' | 'audience'> & Partial<Pick<NewEvent, 'occurredAt' | 'audience'>>
    >
  ): Promise<void>;
  /** What the log holds, in order; of these types. */
  told(...types: string[]): Promise<LoggedEvent[]>;
  stop(): Promise<void>;
}

export async function startTestSubgraph(
  definition: SubgraphDefinition,
  options: {
    readonly callers: Readonly<Record<string, Caller>>;
    readonly ask?: Ask;
    readonly councils?: Readonly<Record<string, unknown>>;
    /** Where the frozen clock begins. */
    readonly at?: Date;
    /** Where the subgraph logs, for a test that reads what is logged. */
    readonly log?: Logger;
  },
): Promise<TestSubgraph> {
  const { name, entities, migrations } = definition;
  await ensureTemplate(`one_${name}`, async (url) => {
    await preparePlatform(url, SECRET, [definition]);
    await migrate({ subgraph: name, ownerUrl: urlFor(url, `${name}_owner`, SECRET), entities, migrations });
  });
  const database = await createTestDatabase({ template: `one_${name}` });
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  // Idle connections end with the database.
  pool.on('error', () => {});
  for (const [id, policy] of Object.entries(options.councils ?? { bromley: {}, ashdown: {} })) {
    await plantCouncil(pool, { id, name: id }, policy);
  }
  const time = new SandboxTime(pool, [definition]);
  await time.clock.freezeAt(options.at ?? new Date('2026-06-01T09:00:00Z'));
  const log = options.log ?? createLogger(name, process.env.LOG_LEVEL ?? 'fatal');
  const sequencer = new Sequencer(urlFor(database.url, 'platform_sequencer', SECRET), log);
  sequencer.start();
  const subgraph = await startSubgraph(definition, {
    databaseUrl: urlFor(database.url, `${name}_app`, SECRET),
    verifyIdentity: async (token) => {
      const caller = options.callers[token];
      if (!caller) throw new Error(`no caller ${token}`);
      return caller;
    },
    ask:
      options.ask ??
      (async (asked) => {
        throw new Error(`nobody answers for ${asked}`);
      }),
    log,
  });

  return {
    subgraph,
    time,
    pool,
    async as(caller, document, variables = {}) {
      const headers = { authorization: `Bearer ${caller}` };
      return (await subgraph.executor({
        document: parse(document),
        variables,
        extensions: { headers },
      })) as ExecutionResult<Record<string, never>>;
    },
    async hear(...events) {
      const now = await time.now();
      for (const event of events) {
        await pool.query(
          `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            event.type,
            event.subject,
            event.council,
            event.audience ?? {},
            ACTOR,
            event.occurredAt ?? now,
            now,
            JSON.stringify(event.data),
          ],
        );
      }
      await time.settled();
    },
    async told(...types) {
      await time.settled();
      const { rows } = await pool.query(
        `select id, seq::int, type, subject, council, audience, actor, occurred_at as "occurredAt", recorded_at as "recordedAt", data
         from platform.event where type = any($1) order by seq`,
        [types],
      );
      return rows;
    },
    async stop() {
      await subgraph.stop();
      await sequencer.stop();
      await pool.end();
      await database.drop();
    },
  };
}
