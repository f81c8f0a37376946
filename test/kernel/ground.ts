import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { PostgreSqlConnection } from '@mikro-orm/postgresql';
import pg from 'pg';
import { pino } from 'pino';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { migrate, openDatabase, type SubgraphDatabase } from '../../kernel/database/orm.js';
import { preparePlatform, urlFor } from '../../kernel/database/platform.js';
import { readerFor } from '../../kernel/database/reader.js';
import type { Work } from '../../kernel/database/work.js';
import type { Ask } from '../../kernel/graphql/peers.js';
import { type RunningSubgraph, startSubgraph } from '../../kernel/graphql/subgraph-server.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { type EventLogReader, eventLogReader } from '../../kernel/log/event-log.js';
import { Sequencer } from '../../kernel/log/sequencer.js';
import { ListeningWakeUps } from '../../kernel/log/wake.js';
import { plantCouncil } from '../harness/councils.js';
import { createTestDatabase, ensureTemplate } from '../harness/database.js';
import { CALLERS, toy } from './toy.js';

export { newSeed, randomFrom } from '../harness/random.js';

const SECRET = 'test';

/** A database prepared for the toy subgraph, and any number of its processes over it. `stop` closes all of it. */
export interface Ground {
  /** As superuser: to look, and to break things. */
  readonly admin: pg.Pool;
  readonly time: SandboxTime;
  /** What the processes logged, of warnings and worse. */
  readonly logged: Array<Record<string, unknown>>;
  /** A connection of its own that acts as a role, also as one that cannot log in. */
  client(role: string): Promise<pg.Client>;
  /** @param broker that it tells as well */
  startSequencer(broker?: string): Sequencer;
  openDatabase(poolSize?: number): Promise<SubgraphDatabase>;
  workFor(db: SubgraphDatabase, caller: Caller): Work;
  openEvents(): Promise<EventLogReader>;
  openWakeUps(): Promise<ListeningWakeUps>;
  /** One more process of the subgraph: its reactor, its timer, its executor. */
  startProcess(parts?: Parameters<typeof toy>[0], ask?: Ask): Promise<RunningSubgraph>;
  /** Writes events as another subgraph would. */
  write(...events: Array<{ type: string; subject?: string; data?: unknown }>): Promise<void>;
  /** Ends connections of a role as an administrator would; of all its connections, those whose last statement matches. */
  kill(role: string, statement?: string): Promise<number>;
  stop(): Promise<void>;
}

export async function toyGround(): Promise<Ground> {
  await ensureTemplate('toy', async (url) => {
    await preparePlatform(url, SECRET, [{ name: 'toy' }]);
    const { entities, migrations } = toy();
    await migrate({ subgraph: 'toy', ownerUrl: urlFor(url, 'toy_owner', SECRET), entities, migrations });
  });
  const database = await createTestDatabase({ template: 'toy' });
  const as = (role: string) => urlFor(database.url, role, SECRET);
  const admin = new pg.Pool({ connectionString: database.url, max: 4 });
  admin.on('error', () => {});
  for (const id of ['bromley', 'ashdown']) await plantCouncil(admin, { id, name: id });
  const logged: Ground['logged'] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const nobody: Ask = async (subgraph) => {
    throw new Error(`nobody answers for ${subgraph}`);
  };
  const closing: Array<() => Promise<unknown>> = [];
  const openWakeUps = async () => {
    const wakeUps = new ListeningWakeUps(as('toy_app'), log);
    await wakeUps.start();
    closing.push(() => wakeUps.stop());
    return wakeUps;
  };

  return {
    admin,
    time: new SandboxTime(admin, [{ name: 'toy' }]),
    logged,
    async client(role) {
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', () => {});
      await client.connect();
      await client.query(`set role ${role}`);
      closing.push(() => client.end());
      return client;
    },
    startSequencer(broker) {
      const sequencer = new Sequencer(as('platform_sequencer'), log, broker);
      sequencer.start();
      closing.push(() => sequencer.stop());
      return sequencer;
    },
    async openDatabase(poolSize) {
      const db = await openDatabase({ subgraph: 'toy', url: as('toy_app'), entities: toy().entities, poolSize });
      closing.push(() => db.orm.close(true));
      return db;
    },
    workFor: (db, caller) => ({
      db,
      caller,
      log,
      ask: nobody,
      em: readerFor(db, caller),
      inOpenTransaction: false,
    }),
    async openEvents() {
      const pool = new pg.Pool({ connectionString: as('toy_app'), max: 2 });
      pool.on('error', () => {});
      closing.push(() => pool.end());
      return eventLogReader(pool, await openWakeUps());
    },
    openWakeUps,
    async startProcess(parts, ask = nobody) {
      const process = await startSubgraph(toy(parts), {
        databaseUrl: as('toy_app'),
        verifyIdentity: async (token) => {
          const caller = CALLERS[token as keyof typeof CALLERS];
          if (!caller) throw new Error(`no caller ${token}`);
          return caller;
        },
        ask,
        log,
      });
      let stopped: Promise<void> | undefined;
      const stop = () => {
        stopped ??= process.stop();
        return stopped;
      };
      closing.push(stop);
      return { ...process, stop };
    },
    async write(...events) {
      for (const { type, subject = 'note/0', data = {} } of events)
        await admin.query(INSERT_EVENT, [type, subject, JSON.stringify(data)]);
    },
    async kill(role, statement = '%') {
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = $1 and query like $2`,
        [role, statement],
      );
      return rowCount ?? 0;
    },
    async stop() {
      for (const close of closing.reverse()) await close();
      await admin.end();
      await database.drop();
    },
  };
}

export const INSERT_EVENT = `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
  values ($1, $2, 'bromley', '{}', '{"subject":"service:test","role":"hub","organisation":"hub"}', platform.now(), platform.now(), $3)`;

/** Texts of the statements that are sent through a subgraph's pool while `act` runs. */
export async function statementsOf(db: SubgraphDatabase, act: () => Promise<unknown>): Promise<string[]> {
  const pool = await (db.orm.em.getConnection() as PostgreSqlConnection).getNativeClient();
  const { Client } = pool as unknown as { Client: typeof pg.Client };
  const query = jest.spyOn(Client.prototype, 'query');
  try {
    await act();
    // Other pools of this process are busy meanwhile.
    const { _clients: clients } = pool as unknown as { _clients: unknown[] };
    const calls = query.mock.calls.filter((_call, nth) => clients.includes(query.mock.contexts[nth]));
    return calls.map(([statement]) =>
      typeof statement === 'string' ? statement : String((statement as unknown as { text: string }).text),
    );
  } finally {
    query.mockRestore();
  }
}

/** Waits until `holds` does; answers whether it came to that in time. */
export async function comesTrue(holds: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<boolean> {
  const giveUp = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > giveUp) return false;
    await sleep(5);
  }
  return true;
}
