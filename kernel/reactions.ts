import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent } from '../schema/events/envelope.js';
import type { EntityManager, SubgraphDatabase, Transaction, Work } from './database.js';
import { inTransaction } from './database.js';
import type { EventLogReader } from './event-log.js';
import type { Logger } from './logging.js';
import { PeerUnavailableError } from './peers.js';

/** What a subgraph does on hearing of a foreign event: one line per event type, one command each. */
export type Reactions = Readonly<Record<string, (transaction: Transaction, event: never) => Promise<void>>>;

const ATTEMPTS = 3;

/**
 * Reads the log in order and applies each event in one transaction together with the cursor, so that an effect happens
 * exactly once whatever dies when. One process at a time reacts for a subgraph; the others wait on the cursor's row.
 *
 * An event that cannot be applied is quarantined with its reason after three tries, and the next is not kept waiting
 * for it. While another subgraph is unreachable nothing is quarantined: that event is tried until it answers.
 */
export class Reactor {
  private stopped = false;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};
  private unsubscribe: () => void = () => {};

  constructor(
    private readonly db: SubgraphDatabase,
    private readonly reactions: Reactions,
    private readonly events: EventLogReader,
    private readonly work: (em: EntityManager) => Work,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    await this.system().execute(`insert into ${this.table} (name) values ('reactions') on conflict do nothing`, [], {
      method: 'run',
    });
    this.unsubscribe = this.events.onNumbered(() => this.wake());
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe();
    this.wake();
    await this.running;
  }

  private get table(): string {
    return `${this.db.subgraph}.reaction_cursor`;
  }

  private system(): EntityManager {
    const em = this.db.orm.em.fork();
    em.setSessionContext({ role: `${this.db.subgraph}_system`, variables: {} });
    return em;
  }

  private async run(): Promise<void> {
    let failures = 0;
    let reason = '';
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      try {
        const reacted = await this.reactToNext(failures, reason);
        failures = 0;
        if (!reacted) await Promise.race([woken, sleep(500, undefined, { ref: false })]);
      } catch (error) {
        if (this.stopped) return;
        failures = error instanceof PeerUnavailableError ? 0 : failures + 1;
        reason = (error as Error).message;
        this.log.warn({ error: reason, failures }, 'reaction failed');
        await Promise.race([sleep(Math.min(2000, 100 * 2 ** failures)), woken]);
        await sleep(50);
      }
    }
  }

  /** Applies the next event of interest. False when there is none. */
  private async reactToNext(failures: number, reason: string): Promise<boolean> {
    const types = Object.keys(this.reactions);
    return this.system().transactional(async (inner) => {
      const em = inner as EntityManager;
      const [cursor] = (await em.execute(
        `select seq from ${this.table} where name = 'reactions' for update skip locked`,
      )) as Array<{ seq: string }>;
      if (!cursor) return false;
      const head = await this.events.head();
      const [event] = await this.events.read(Number(cursor.seq), 1, types);
      if (!event) {
        // Nothing of interest up to here: saying so lets anyone see that this subgraph has heard everything.
        if (head > Number(cursor.seq)) await this.moveTo(em, head);
        return false;
      }
      if (failures >= ATTEMPTS) await this.quarantine(em, event, reason);
      else await this.apply(em, event);
      await this.moveTo(em, event.seq);
      return true;
    });
  }

  private async moveTo(em: EntityManager, seq: number): Promise<void> {
    await em.execute(`update ${this.table} set seq = ? where name = 'reactions'`, [seq], { method: 'run' });
  }

  private async apply(em: EntityManager, event: LoggedEvent): Promise<void> {
    const reaction = this.reactions[event.type]! as (transaction: Transaction, event: LoggedEvent) => Promise<void>;
    await inTransaction({ ...this.work(em), em, inOpenTransaction: true }, event.council ?? '*', (transaction) =>
      reaction(transaction, event),
    );
  }

  private async quarantine(em: EntityManager, event: LoggedEvent, reason: string): Promise<void> {
    this.log.error({ seq: event.seq, type: event.type, subject: event.subject, reason }, 'event quarantined');
    await em.execute(
      `insert into ${this.db.subgraph}.quarantined_event (name, seq, reason, at)
       values ('reactions', ?, ?, platform.now()) on conflict do nothing`,
      [event.seq, reason.slice(0, 500)],
      { method: 'run' },
    );
  }
}
