import type { SubgraphDatabase } from '../database/orm.js';
import type { WakeUps } from '../log/wake.js';
import { causeOf, type Logger } from '../values/logging.js';

/** Work that falls due by itself: rows, each with its own instant. */
export interface DueWork {
  /** The channel that tells when something may be due sooner than was known. */
  readonly channel: string;
  /** SQL that selects the instants at which something is due, as `due`. */
  readonly instants: string;
  /** Runs before any due work: at the start, and at each turn. Answers whether due work may be done now. */
  first?(): Promise<boolean>;
  /** Does some of the due work, in a transaction of its own; false if there is nothing that it could take. */
  take(): Promise<boolean>;
}

const SLOW_POLL_MS = 5000;
const HELD_POLL_MS = 1000;

/**
 * Sleeps until something is due and has it done. Several processes may run one, and whichever is first does the work.
 * The database's time, inside the deciding transaction, decides what is due: the timer only wakes.
 */
export class DueTimer {
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private failed = false;
  private readonly unsubscribe: Array<() => void> = [];

  constructor(
    private readonly db: SubgraphDatabase,
    private readonly due: DueWork,
    private readonly wakeUps: WakeUps,
    private readonly log: Logger,
  ) {}

  /** Answers once `first` has run. */
  async start(): Promise<void> {
    await this.due.first?.();
    const wake = () => this.turn();
    this.unsubscribe.push(this.wakeUps.on(this.due.channel, wake), this.wakeUps.on('clock_moved', wake));
    this.turn();
  }

  /** Whether it could look at what is due the last time it tried. */
  get works(): boolean {
    return !this.failed;
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
      .then((sleepMs) => {
        this.failed = false;
        return sleepMs;
      })
      .catch((error) => {
        this.failed = true;
        this.log.error({ channel: this.due.channel, ...causeOf(error) }, 'timer');
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

  /** Does all due work. Answers how long to sleep: to the next instant, and never past the slow poll. */
  private async takeAll(): Promise<number> {
    if ((await this.due.first?.()) === false) return HELD_POLL_MS;
    while (!this.stopped && (await this.due.take()));
    const em = this.db.orm.em.fork();
    em.setSessionContext({ role: `${this.db.subgraph}_system`, variables: {} });
    const [next] = (await em.execute(
      `select extract(epoch from (min(due) - platform.now())) * 1000 as ms,
         (select frozen_at is not null from platform.sandbox_clock) as frozen
       from (${this.due.instants}) as instants`,
    )) as Array<{ ms: string | null; frozen: boolean | null }>;
    // Time that stands still brings nothing nearer; whoever moves it wakes us.
    if (next?.ms == null || next.frozen) return SLOW_POLL_MS;
    const ms = Number(next.ms);
    // Overdue work that was not taken is in another process's hands: look again soon whether it is done.
    return ms < 0 ? 10 : Math.min(ms + 1, SLOW_POLL_MS);
  }
}
