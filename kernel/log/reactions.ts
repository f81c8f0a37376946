import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent, NewEvent } from '../../schema/events/envelope.js';
import { isDatabaseAway } from '../database/away.js';
import type { EntityManager, SubgraphDatabase } from '../database/orm.js';
import type { Transaction, Work } from '../database/work.js';
import { inTransaction } from '../database/work.js';
import { PeerUnavailableError } from '../graphql/peers.js';
import { causeInWords, causeOf, type Logger } from '../values/logging.js';
import { RefusedError } from '../values/refusal.js';
import type { EventLogReader } from './event-log.js';

/** What a subgraph does on hearing of a foreign event: one line per event type, one command each. */
export type Reactions = Readonly<Record<string, (transaction: Transaction, event: never) => Promise<void>>>;

/** What an event tells, as a command takes it: its data, its council, when it happened and its number in the log. */
export type Told<Event extends NewEvent> = Event['data'] & {
  readonly council: string;
  readonly occurredAt: Date;
  readonly seq: number;
};

/** A reaction that hands what an event tells to a command. */
export function on<Event extends NewEvent>(
  command: (transaction: Transaction, told: Told<Event>) => Promise<unknown>,
): (transaction: Transaction, event: LoggedEvent<Event['type'], Event['data']>) => Promise<void> {
  return async (transaction, { data, council, occurredAt, seq }) => {
    await command(transaction, { ...(data as object), council, occurredAt, seq } as Told<Event>);
  };
}

/** Several reactions to one event, in its one transaction. */
export function inTurn<Event extends LoggedEvent>(
  ...reactions: ReadonlyArray<(transaction: Transaction, event: Event) => Promise<void>>
): (transaction: Transaction, event: Event) => Promise<void> {
  return async (transaction, event) => {
    for (const react of reactions) await react(transaction, event);
  };
}

const ATTEMPTS = 3;

/** How often the event at the cursor has failed here, and why at last. */
interface Failing {
  readonly seq: number;
  readonly times: number;
  readonly reason: string;
}

/**
 * Reads the log in order and applies each event in one transaction together with the cursor, so that an effect happens
 * exactly once whatever dies when. One process at a time reacts for a subgraph; the others wait on the cursor's row.
 *
 * An event that cannot be applied is quarantined with its reason after three tries, and the next is not kept waiting
 * for it. While another subgraph or the database is unreachable nothing is quarantined: that event is tried until they
 * answer.
 */
export class Reactor {
  private readonly stopping = new AbortController();
  private failing: Failing | undefined;
  private trying: LoggedEvent | undefined;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};
  private unsubscribe: () => void = () => {};

  constructor(
    private readonly db: SubgraphDatabase,
    private readonly reactions: Reactions,
    private readonly events: EventLogReader,
    private readonly work: (em: EntityManager) => Work,
    private readonly log: Logger,
    /** Waited for whenever it has nothing to do, before it looks again: what of this process goes first. */
    private readonly quiet: () => Promise<void> = async () => {},
  ) {}

  async start(): Promise<void> {
    await this.system().execute(`insert into ${this.table} (name) values ('reactions') on conflict do nothing`, [], {
      method: 'run',
    });
    this.unsubscribe = this.events.onNumbered(() => this.wake());
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.unsubscribe();
    this.wake();
    await this.running;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
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
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      try {
        const reacted = await this.reactToNext();
        if (reacted) continue;
        await Promise.race([woken, sleep(500, undefined, { ref: false })]);
        if (!this.stopped) await this.quiet();
      } catch (error) {
        if (this.stopped) return;
        const times = this.count(error as Error);
        this.log.warn({ seq: this.trying?.seq, ...causeOf(error), times }, 'reaction failed');
        if (times === ATTEMPTS) continue;
        await sleep(100 * 2 ** times, undefined, { signal: this.stopping.signal }).catch(() => {});
      }
    }
  }

  /** Counts what is the event's own fault; answers how often it has failed by that. */
  private count(error: Error): number {
    if (!this.trying || error instanceof PeerUnavailableError || isDatabaseAway(error)) return 0;
    const { seq } = this.trying;
    const times = this.failing?.seq === seq ? this.failing.times + 1 : 1;
    this.failing = { seq, times, reason: error instanceof RefusedError ? error.message : causeInWords(causeOf(error)) };
    return times;
  }

  /** Applies the next event of interest. False when there is none. */
  private async reactToNext(): Promise<boolean> {
    const types = Object.keys(this.reactions);
    this.trying = undefined;
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
      this.trying = event;
      const failed = this.failing?.seq === event.seq ? this.failing : undefined;
      if (failed && failed.times >= ATTEMPTS) await this.quarantine(em, event, failed.reason);
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
