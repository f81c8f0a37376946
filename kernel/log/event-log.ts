import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import { type Cursors, cursorsUnder } from './cursors.js';
import type { WakeUps } from './wake.js';

/**
 * Reading the event log, which is outbox, subscription source, audit and the way subgraphs hear each other.
 *
 * An event is written in the transaction of the change that it tells (kernel/log/record.ts). After commit, one sequencer
 * (kernel/log/sequencer.ts) gives it its place in the world's order, as a dense integer. A reader that asks
 * `seq > cursor` therefore never skips an event of a transaction that committed late, as it would with a serial taken
 * inside the transaction.
 */

export interface EventLogReader {
  /** The greatest seq given so far; 0 before the first. */
  head(): Promise<number>;
  /** Events with `seq > after`, in order, at most `limit`; of these types, or of all. */
  read(after: number, limit: number, types?: readonly string[]): Promise<LoggedEvent[]>;
  /** How clients are shown places in this log. */
  cursors(): Promise<Cursors>;
  /** Calls `wake` whenever an event may have been numbered: a hint, so poll slowly beside it. Returns the way to stop. */
  onNumbered(wake: () => void): () => void;
}

const COLUMNS = 'id, seq, type, subject, council, audience, actor, occurred_at, recorded_at, data';

/** Reads over a pool of its own, so that a reader never waits for a subgraph's work. */
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
 * The log from `after` on, without end: the events that are there, then those that come, in order and without a gap.
 *
 * @param signal ends it, even while it waits
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
