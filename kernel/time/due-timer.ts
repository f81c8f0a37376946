import type { SubgraphDatabase } from '../database/orm.js';
import type { WakeUps } from '../log/wake.js';
import type { Logger } from '../values/logging.js';

/** What falls due by itself: rows, each with its own instant. */
export interface DueWork {
  /** Told when something may be due sooner than was known. */
  readonly channel: string;
  /** SQL of the instants at which something is due, as `due`. */
  readonly instants: string;
  /** Done before anything that is due: at the start, and at each turn. */
  first?(): Promise<void>;
  /** Does some of what is due, in a transaction of its own; false when there is nothing that it could take. */
  take(): Promise<boolean>;
}

const SLOW_POLL_MS = 5000;

/**
 * Sleeps until something is due, and has it done, by whichever process is first; several may run. What is due is
 * decided by the database's time inside the deciding transaction: the timer only wakes.
 */
export class DueTimer {
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private readonly unsubscribe: Array<() => void> = [];

  constructor(
    private readonly db: SubgraphDatabase,
    private readonly due: DueWork,
    private readonly wakeUps: WakeUps,
    private readonly log: Logger,
  ) {}

  /** Answers once what comes first is done. */
  async start(): Promise<void> {
    await this.due.first?.();
    const wake = () => this.turn();
    this.unsubscribe.push(this.wakeUps.on(this.due.channel, wake), this.wakeUps.on('clock_moved', wake));
    this.turn();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const each of this.unsubscribe) each();
    await this.turning;
  }

  private turn(): void {
    if (this.stopped) return;
    if (this.turning) {
      this.again = true;
      return;
    }
    this.turning = this.takeAll()
      .catch((error) => {
        this.log.error({ channel: this.due.channel, error: (error as Error).message }, 'timer');
        return 1000;
      })
      .then((sleepMs) => {
        this.turning = undefined;
        clearTimeout(this.timer);
        if (this.stopped) return;
        if (this.again) {
          this.again = false;
          this.turn();
        } else {
          this.timer = setTimeout(() => this.turn(), sleepMs);
        }
      });
  }

  /** Does all that is due; answers how long to sleep: to the next instant, and never past the slow poll. */
  private async takeAll(): Promise<number> {
    await this.due.first?.();
    while (!this.stopped && (await this.due.take()));
    const em = this.db.orm.em.fork();
    em.setSessionContext({ role: `${this.db.subgraph}_system`, variables: {} });
    const [next] = (await em.execute(
      `select extract(epoch from (min(due) - platform.now())) * 1000 as ms,
         (select frozen_at is not null from platform.sandbox_clock) as frozen
       from (${this.due.instants}) as instants`,
    )) as Array<{ ms: string | null; frozen: boolean | null }>;
    // Standing time brings nothing nearer; whoever moves it wakes us.
    if (next?.ms == null || next.frozen) return SLOW_POLL_MS;
    const ms = Number(next.ms);
    // What is overdue and was not taken is in the hands of another process: there is time to look whether it was.
    return ms < 0 ? 10 : Math.min(ms + 1, SLOW_POLL_MS);
  }
}
