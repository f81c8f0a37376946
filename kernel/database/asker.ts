import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * For whom the database works. It is not an argument, because a connection is taken deep inside the ORM, which hands
 * nothing on: whoever begins an operation of a client says it once, around everything that the operation does.
 */
export interface Asker {
  /** Everything of one client waits behind itself; the hub's own services are nobody's client. */
  readonly client?: string;
  readonly lane: Lane;
  /** Comes when nobody waits for the answer any more: what the database does for it is cancelled. */
  readonly givenUp?: AbortSignal;
}

/**
 * What is asked, from what must never wait to what may: `own` is the hub's own work, its clocks and reactions, the
 * questions of its services, and acts for which a clock of the procedure runs; `act` is what clients do, and what feeds
 * tell; `read` is what clients read.
 */
export type Lane = 'own' | 'act' | 'read';

const asking = new AsyncLocalStorage<Asker | undefined>();

/** Does this for that asker: every connection it takes meanwhile is taken in the asker's turn. */
export function askedBy<T>(asker: Asker | undefined, act: () => T): T {
  return asking.run(asker, act);
}

/** Undefined for the hub's own work, which nobody asked for. */
export function whoAsks(): Asker | undefined {
  return asking.getStore();
}
