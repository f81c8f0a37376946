import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLogReader } from '../../kernel/log/event-log.js';
import { causeOf, type Logger } from '../../kernel/values/logging.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';

/** The part of an event that decides who is told. Its content is rendered by its subgraph, never here. */
export interface Told {
  readonly seq: number;
  readonly type: string;
  readonly council: string | null;
  readonly providers: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

function told({ seq, type, council, audience }: LoggedEvent): Told {
  return { seq, type, council, providers: new Set(audience.providers), roles: new Set(audience.roles) };
}

/**
 * One reader of the event log per process, however many listen: it hands on each event once, in order, and keeps the
 * last ones, so that clients who were cut off for a moment all catch up from memory.
 */
export interface Tail {
  /** Everything up to here has been handed on. */
  position(): number;
  /** Events after a cursor, in order, at most `limit`; from memory if that reaches back far enough. */
  read(after: number, limit: number): Promise<readonly Told[]>;
  /** Resolves when all that the log holds now has been handed on, or could not be read. */
  caughtUp(): Promise<void>;
  /** Whether the log reaches as far as this now. */
  reaches(cursor: number): Promise<boolean>;
  stop(): Promise<void>;
}

const BATCH = 100;
const KEPT = 10_000;
/** Recipients of the events that are kept, all together: one event may be for every provider of the country. */
const KEPT_RECIPIENTS = 500_000;
const POLL_MS = 500;
/** Clients resuming from further back than memory reaches share this many reads of the log. */
const READS_AT_ONCE = 4;

export async function startTail(options: {
  readonly log: Logger;
  readonly events: EventLogReader;
  readonly types: readonly string[];
  /** Called for each event, in order, from the moment of starting. */
  readonly next: (event: Told, logged: LoggedEvent) => void;
}): Promise<Tail> {
  const { events, types, log, next } = options;
  let position = await events.head();
  /** Memory holds every event after `keptFrom`, up to `position`. */
  let keptFrom = Math.max(0, position - KEPT);
  let kept: Told[] = [];
  let stopped = false;
  let wake = () => {};

  let recipients = 0;

  function keep(event: Told): void {
    kept.push(event);
    recipients += event.providers.size;
    if (kept.length <= KEPT * 1.25 && recipients <= KEPT_RECIPIENTS * 1.25) return;
    let dropped = 0;
    while (kept.length - dropped > KEPT || (recipients > KEPT_RECIPIENTS && dropped < kept.length)) {
      recipients -= kept[dropped]!.providers.size;
      dropped += 1;
    }
    keptFrom = kept[dropped - 1]!.seq;
    kept = kept.slice(dropped);
  }

  // A process that starts anew is about to be asked for what its clients missed.
  for (let from = keptFrom; from < position; ) {
    const batch = await events.read(from, BATCH, types);
    for (const event of batch) if (event.seq <= position) keep(told(event));
    from = batch.length < BATCH ? position : batch.at(-1)!.seq;
  }

  let waiting: Array<() => void> = [];

  async function run(): Promise<void> {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      // Whoever asks from here on asks for more than the read that now begins.
      const asked = waiting;
      waiting = [];
      try {
        const batch = await events.read(position, BATCH, types);
        for (const logged of batch) {
          const event = told(logged);
          keep(event);
          position = event.seq;
          next(event, logged);
        }
        if (batch.length === BATCH) {
          waiting = [...asked, ...waiting];
          continue;
        }
      } catch (error) {
        log.warn(causeOf(error), 'event log could not be read');
      }
      for (const settle of asked) settle();
      await Promise.race([woken, sleep(POLL_MS, undefined, { ref: false })]);
    }
    for (const settle of waiting) settle();
  }
  const unsubscribe = events.onNumbered(() => wake());
  const running = run();

  const reading = atMost(READS_AT_ONCE);
  /** Clients that were cut off at the same event are read to together. */
  const underWay = new Map<string, Promise<readonly Told[]>>();

  function readLog(after: number, limit: number): Promise<readonly Told[]> {
    const key = `${after} ${limit}`;
    const known = underWay.get(key);
    if (known) return known;
    const read = reading(async () => (await events.read(after, limit, types)).map(told)).finally(() => {
      underWay.delete(key);
    });
    underWay.set(key, read);
    return read;
  }

  let looking: Promise<number> | undefined;
  return {
    position: () => position,
    async read(after, limit) {
      if (after < keptFrom) return readLog(after, limit);
      const first = firstAfter(kept, after);
      return kept.slice(first, first + limit);
    },
    async caughtUp() {
      if (stopped) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        wake();
      });
    },
    async reaches(cursor) {
      if (cursor <= position) return true;
      looking ??= events.head().finally(() => {
        looking = undefined;
      });
      return cursor <= (await looking);
    },
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await running;
    },
  };
}

function firstAfter(events: readonly Told[], cursor: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[middle]!.seq <= cursor) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lets so many of the given acts run at once; the others wait their turn. */
function atMost(limit: number): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: Array<() => void> = [];
  let running = 0;
  return async (act) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await act();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
