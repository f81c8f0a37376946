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
export type Reactions = Readonly<Record<string, Reaction | Together>>;

type Reaction = (transaction: Transaction, event: never) => Promise<void>;

/** A reaction that is given the events which follow one another in the log all at once, in their order. */
interface Together {
  readonly together: (transaction: Transaction, events: never) => Promise<void>;
}

/** One command for all events of its types that come in a row: for what is told thousands of times in a minute. */
export function together<Event extends LoggedEvent>(
  command: (transaction: Transaction, events: readonly Event[]) => Promise<void>,
): Together {
  return { together: command };
}

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

/** So many events are read ahead, and at most taken together. */
const READ_AHEAD = 200;

/** How often the event at the cursor has failed here, and why at last. */
interface Failing {
  readonly seq: number;
  readonly times: number;
  readonly reason: string;
}

/**
 * Reads the log in order and applies each event in one transaction together with the cursor, so that an effect happens
 * exactly once whatever dies when. One process at a time reacts for a subgraph; the others wait on the cursor's row.
 * Where a reaction takes events together, they share the transaction; if that fails, each is applied by itself.
 *
 * An event that cannot be applied is quarantined with its reason after three tries, and the next is not kept waiting
 * for it. While another subgraph or the database is unreachable nothing is quarantined: that event is tried until they
 * answer.
 */
export class Reactor {
  private readonly stopping = new AbortController();
  private failing: Failing | undefined;
  private trying: LoggedEvent | undefined;
  /** Events of interest that were read and come next: the log never changes behind a cursor. */
  private ahead: readonly LoggedEvent[] = [];
  /** Events up to here are applied each by itself, since they failed together. */
  private aloneUntil = 0;
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

  /** Applies the next event of interest, or those that are taken together. False when there is none. */
  private async reactToNext(): Promise<boolean> {
    this.trying = undefined;
    return this.system().transactional(async (inner) => {
      const em = inner as EntityManager;
      const [cursor] = (await em.execute(
        `select seq from ${this.table} where name = 'reactions' for update skip locked`,
      )) as Array<{ seq: string }>;
      if (!cursor) return false;
      const head = await this.readAhead(Number(cursor.seq));
      const next = this.next();
      const [first] = next;
      if (!first) {
        // Nothing of interest up to here: saying so lets anyone see that this subgraph has heard everything.
        if (head > Number(cursor.seq)) await this.moveTo(em, head);
        return false;
      }
      this.trying = first;
      const failed = this.failing?.seq === first.seq ? this.failing : undefined;
      if (failed && failed.times >= ATTEMPTS) await this.quarantine(em, first, failed.reason);
      else await this.apply(em, next);
      await this.moveTo(em, next.at(-1)!.seq);
      return true;
    });
  }

  /** Answers how far the log goes at least. */
  private async readAhead(after: number): Promise<number> {
    this.ahead = this.ahead.filter(({ seq }) => seq > after);
    if (this.ahead.length > 0) return this.ahead.at(-1)!.seq;
    const head = await this.events.head();
    this.ahead = await this.events.read(after, READ_AHEAD, Object.keys(this.reactions));
    return head;
  }

  /** The next event; with it those right behind it that its reaction takes together with it. */
  private next(): readonly LoggedEvent[] {
    const [first] = this.ahead;
    if (!first) return [];
    const reaction = this.reactions[first.type];
    const alone = this.ahead.slice(0, 1);
    if (typeof reaction === 'function' || first.seq <= this.aloneUntil) return alone;
    const end = this.ahead.findIndex(({ type }) => this.reactions[type] !== reaction);
    return end === -1 ? this.ahead : this.ahead.slice(0, end);
  }

  private async moveTo(em: EntityManager, seq: number): Promise<void> {
    await em.execute(`update ${this.table} set seq = ? where name = 'reactions'`, [seq], { method: 'run' });
  }

  private async apply(em: EntityManager, events: readonly LoggedEvent[]): Promise<void> {
    const [first] = events as readonly [LoggedEvent];
    const reaction = this.reactions[first.type]! as Reaction | Together;
    const work = { ...this.work(em), em, inOpenTransaction: true };
    try {
      await inTransaction(work, first.council ?? '*', (transaction) =>
        typeof reaction === 'function'
          ? reaction(transaction, first as never)
          : reaction.together(transaction, events as never),
      );
    } catch (error) {
      if (events.length > 1) this.aloneUntil = events.at(-1)!.seq;
      throw error;
    }
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
