import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { causeOf, type Logger } from '../values/logging.js';
import { Announcer, BROKERED } from './broker.js';

const SEQUENCER_LOCK = 4119002;
const BATCH = 500;

/** Fails if no sequencer is at work: what is written would be told to nobody. */
export async function ensureNumbered(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query(
    `select from pg_locks where locktype = 'advisory' and granted and classid = 0 and objid = ${SEQUENCER_LOCK} and objsubid = 1
       and database = (select oid from pg_database where datname = current_database())`,
  );
  if (!rowCount) throw new Error('Nobody numbers the log.');
}

/**
 * Numbers committed events. Every process runs one; the holder of a session advisory lock works, and the others wait
 * to take over when its connection ends. `unique (seq)` stands behind the lock.
 */
export class Sequencer {
  private stopped = false;
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};

  /** @param broker servers of the broker that is told as well, if wake-ups go over one */
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
        if (!this.stopped) this.log.warn(causeOf(error), 'sequencer lost its connection');
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
      // Only the one that works listens: every listener makes each commit of an event dearer.
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
