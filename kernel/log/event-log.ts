import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { LoggedEvent, NewEvent } from '../../schema/events/envelope.js';
import { bulk, rowset } from '../database/bulk.js';
import type { Logger } from '../values/logging.js';
import { Announcer, BROKERED } from './broker.js';
import { type Cursors, cursorsUnder } from './cursors.js';
import type { WakeUps } from './wake.js';

/**
 * The event log is outbox, subscription source, audit and the way subgraphs hear each other.
 *
 * An event is written in the transaction of the change it tells of. Its place in the world's order is given after
 * commit, by one sequencer, as a dense integer: a reader that asks `seq > cursor` therefore never skips an event of a
 * transaction that committed late, which it would with a serial taken inside the transaction.
 */

/** Records an event in the current transaction. `recordedAt` is the command's one `now`. */
export async function record(em: EntityManager, recordedAt: Date, event: NewEvent): Promise<void> {
  await em.execute(
    `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
     values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?::jsonb)`,
    [
      event.type,
      event.subject,
      event.council,
      JSON.stringify(event.audience),
      JSON.stringify(event.actor),
      event.occurredAt,
      recordedAt,
      JSON.stringify(event.data),
    ],
    { method: 'run' },
  );
}

const RECORDED = [
  { name: 'type', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'council', type: 'text' },
  { name: 'audience', type: 'jsonb' },
  { name: 'actor', type: 'jsonb' },
  { name: 'occurredAt', type: 'timestamptz' },
  { name: 'recordedAt', type: 'timestamptz' },
  { name: 'data', type: 'jsonb' },
];

/** The same of any number of events, in their order. */
export async function recordAll(em: EntityManager, recordedAt: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const { from, parameters } = rowset(
    RECORDED,
    events.map((event) => ({ ...event, recordedAt })),
  );
  await bulk(
    em,
    `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
     select * from ${from}`,
    parameters,
  );
}

export interface EventLogReader {
  /** Greatest seq given so far; 0 for none. */
  head(): Promise<number>;
  /** Events with `seq > after`, in order, at most `limit`; of all types, or of these. */
  read(after: number, limit: number, types?: readonly string[]): Promise<LoggedEvent[]>;
  /** How clients are shown places in this log. */
  cursors(): Promise<Cursors>;
  /** Calls `wake` whenever something may have been numbered: a hint; poll slowly beside it. Returns the way to stop. */
  onNumbered(wake: () => void): () => void;
}

const COLUMNS = 'id, seq, type, subject, council, audience, actor, occurred_at, recorded_at, data';

export function eventLogReader(pool: pg.Pool, wakeUps: WakeUps): EventLogReader {
  let cursors: Cursors | undefined;
  return {
    async cursors() {
      if (cursors) return cursors;
      const { rows } = await pool.query<{ secret: string }>('select secret from platform.cursor_secret');
      cursors = cursorsUnder(rows[0]!.secret);
      return cursors;
    },
    async head() {
      const { rows } = await pool.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from platform.event');
      return Number(rows[0]!.seq);
    },
    async read(after, limit, types) {
      const { rows } = types
        ? await pool.query(
            `select ${COLUMNS} from platform.event where seq > $1 and type = any($3) order by seq limit $2`,
            [after, limit, types],
          )
        : await pool.query(`select ${COLUMNS} from platform.event where seq > $1 order by seq limit $2`, [
            after,
            limit,
          ]);
      return rows.map((row) => ({
        id: row.id,
        seq: Number(row.seq),
        type: row.type,
        subject: row.subject,
        council: row.council,
        audience: row.audience,
        actor: row.actor,
        occurredAt: row.occurred_at,
        recordedAt: row.recorded_at,
        data: row.data,
      }));
    },
    onNumbered: (wake) => wakeUps.on('event_numbered', wake),
  };
}

/**
 * The log from `after` on, without end: what is there, then what comes, in order and without gap.
 * @param signal ends it, also while it waits
 */
export async function* followEvents(
  events: EventLogReader,
  after: number,
  types: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<LoggedEvent, void, undefined> {
  let cursor = after;
  let wake = () => {};
  const look = () => wake();
  const unsubscribe = events.onNumbered(look);
  signal.addEventListener('abort', look);
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const batch = await events.read(cursor, 100, types);
      for (const event of batch) {
        if (signal.aborted) return;
        yield event;
        cursor = event.seq;
      }
      if (batch.length === 0) await Promise.race([woken, sleep(1000, undefined, { ref: false })]);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', look);
  }
}

const SEQUENCER_LOCK = 4119002;
const BATCH = 500;

/**
 * Numbers committed events. Every process runs one; the holder of a session advisory lock works and the others wait
 * to take over when its connection ends. `unique (seq)` stands behind the lock.
 */
export class Sequencer {
  private stopped = false;
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};

  /** @param broker servers of the broker that is told as well, where wake-ups go over one */
  constructor(
    private readonly url: string,
    private readonly log: Logger,
    private readonly broker?: string,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.client?.end().catch(() => {});
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const client = new pg.Client({ connectionString: this.url });
      client.on('error', () => this.wake());
      try {
        await client.connect();
        // Not before: a client that is ended while it connects never says so.
        this.client = client;
        if (!this.stopped) await this.work(client);
      } catch (error) {
        if (!this.stopped) this.log.warn({ error: (error as Error).message }, 'sequencer lost its connection');
      }
      await client.end().catch(() => {});
      if (!this.stopped) await sleep(250);
    }
  }

  private async work(client: pg.Client): Promise<void> {
    await client.query(`select pg_advisory_lock(${SEQUENCER_LOCK})`);
    const announcer = this.broker ? new Announcer(this.broker, this.log) : undefined;
    client.on('notification', ({ channel }) => {
      if (channel === 'event_recorded') this.wake();
      else announcer?.tell(channel);
    });
    try {
      // Only who works listens: every listener costs each commit of an event something.
      await client.query('listen event_recorded');
      if (announcer) for (const channel of BROKERED) await client.query(`listen ${channel}`);
      while (!this.stopped) {
        // Armed before the look, so that what commits in between wakes us again.
        const woken = new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        if ((await this.number(client)) < BATCH) await Promise.race([woken, sleep(500, undefined, { ref: false })]);
      }
    } finally {
      await announcer?.stop();
    }
  }

  private async number(client: pg.Client): Promise<number> {
    const { rowCount } = await client.query(
      `with unnumbered as (
         select position, row_number() over (order by position) as nth
         from (select position from platform.event where seq is null order by position limit ${BATCH}) as batch
       ), numbered as (
         update platform.event as event
         set seq = (select coalesce(max(seq), 0) from platform.event) + unnumbered.nth
         from unnumbered where event.position = unnumbered.position
         returning event.seq
       )
       select pg_notify('event_numbered', '') from numbered limit 1`,
    );
    if (!rowCount) return 0;
    const { rows } = await client.query('select 1 from platform.event where seq is null limit 1');
    return rows.length > 0 ? BATCH : 1;
  }
}
