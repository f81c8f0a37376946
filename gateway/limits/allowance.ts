import type { Caller } from '../../kernel/identity/caller.js';
import { noRoom, RETRY_CONNECTING_SECONDS, throttled } from '../shared-faults.js';
import type { Limits } from './limits.js';

/**
 * What one client may take over time and at once. A client is a credential: everything it opens counts together,
 * whatever address it comes from.
 */
export interface Allowance {
  /**
   * Takes the cost of one operation from the client's bucket.
   * @returns points left, for the answer's `extensions.cost`
   * @throws Fault `THROTTLED` with the seconds after which the client can pay
   */
  spend(caller: Caller, cost: number): { readonly available: number; readonly restoredPerSecond: number };
  /** Takes what has been used up already; a client in debt waits until it is restored. */
  charge(caller: Caller, cost: number): void;
  /**
   * Counts an operation as running until it is ended.
   * @throws Fault `THROTTLED` if the client or the process runs as many as it may
   */
  begin(caller: Caller, operation: 'query' | 'mutation'): () => void;
  /**
   * Counts a request as being read and judged, until it is.
   * @throws Fault `THROTTLED` if the client sends as many as it may run
   */
  ask(caller: Caller): () => void;
  /**
   * Counts a socket or event stream as open until it is closed.
   * @throws Fault `THROTTLED` if the client or the process holds as many as it may
   */
  open(caller: Caller): () => void;
  /** Whether the process holds as many sockets and event streams as it may, so that another need not be read at all. */
  isFull(): boolean;
}

const BUCKET = 4;
const REFILLED_IN_SECONDS = 20;

export function createAllowance(limits: Limits, nowMs: () => number = () => performance.now()): Allowance {
  interface Client {
    points: number;
    at: number;
    running: number;
    asking: number;
    streams: number;
  }
  // Grows no larger than the table of grants: callers are authenticated before they get here.
  const clients = new Map<string, Client>();
  let running = 0;
  let streams = 0;

  function clientOf(caller: Caller): Client {
    const known = clients.get(caller.subject);
    if (known) return known;
    const client = { points: BUCKET * limits.cost[caller.role], at: nowMs(), running: 0, asking: 0, streams: 0 };
    clients.set(caller.subject, client);
    return client;
  }

  function restored(caller: Caller) {
    const client = clientOf(caller);
    const size = BUCKET * limits.cost[caller.role];
    const restoredPerSecond = size / REFILLED_IN_SECONDS;
    const now = nowMs();
    client.points = Math.min(size, client.points + ((now - client.at) / 1000) * restoredPerSecond);
    client.at = now;
    return { client, restoredPerSecond };
  }

  return {
    spend(caller, cost) {
      const { client, restoredPerSecond } = restored(caller);
      if (cost > client.points) {
        const retryAfter = Math.max(1, Math.ceil((cost - client.points) / restoredPerSecond));
        const message = `This client asks faster than it may: wait ${retryAfter} seconds.`;
        throw throttled(message, retryAfter, { cost });
      }
      client.points -= cost;
      return { available: Math.floor(client.points), restoredPerSecond };
    },
    charge(caller, cost) {
      restored(caller).client.points -= cost;
    },
    begin(caller, operation) {
      const client = clientOf(caller);
      if (client.running >= limits.operationsPerClient) {
        throw throttled(`A client may run ${limits.operationsPerClient} operations at once.`, 1);
      }
      if (running >= limits.operations * (operation === 'mutation' ? 1 : 0.8)) {
        throw throttled('The hub runs as many operations as it may: try again.', 1);
      }
      client.running += 1;
      running += 1;
      return once(() => {
        client.running -= 1;
        running -= 1;
      });
    },
    ask(caller) {
      const client = clientOf(caller);
      if (client.asking >= limits.operationsPerClient) {
        throw throttled(`A client may send ${limits.operationsPerClient} requests at once.`, 1);
      }
      client.asking += 1;
      return once(() => {
        client.asking -= 1;
      });
    },
    open(caller) {
      const client = clientOf(caller);
      if (streams >= limits.streams) throw noRoom();
      if (client.streams >= limits.streamsPerClient) {
        const limit = limits.streamsPerClient;
        throw throttled(`A client may hold ${limit} sockets and event streams.`, RETRY_CONNECTING_SECONDS, { limit });
      }
      client.streams += 1;
      streams += 1;
      return once(() => {
        client.streams -= 1;
        streams -= 1;
      });
    },
    isFull: () => streams >= limits.streams,
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
