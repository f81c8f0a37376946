import type pg from 'pg';
import { causeOf, type Logger } from '../values/logging.js';
import { type Asker, askedBy, whoAsks } from './asker.js';
import { GivenUpError } from './given-up.js';
import { Places } from './places.js';

/** Sets up each pool of connections that the ORM makes. */
export function onPoolCreated(pool: pg.Pool): void {
  giveBackWhatIsLost(pool);
  pool.on('connect', sendTogether);
  serveInTurn(pool);
}

/** Keeps a connection that is lost while nobody has it from ending the process, and tells of it. */
export function tellOfLost(pool: pg.Pool, log: Logger): void {
  pool.on('error', (error) => {
    // A pool that ends says goodbye to the server and does not wait: a server that stops then may still cut it short.
    if (!pool.ending) log.warn(causeOf(error), 'idle connection lost');
  });
}

/** For whom a connection works that is taken. */
const holders = new WeakMap<pg.ClientBase, Asker>();

/**
 * Gives connections to askers in their turn. What an asker has given up is cancelled in the database; until that is done
 * the connection goes to nobody else, who would be cancelled instead.
 */
export function serveInTurn(pool: pg.Pool): Places {
  const places = new Places(pool.options.max);
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;

  async function connectInTurn(): Promise<pg.PoolClient> {
    const asker = whoAsks();
    const leave = await places.take(asker);
    try {
      // What the connection does by itself is done for nobody.
      const client = await askedBy(undefined, connect);
      hold(client, asker, leave);
      return client;
    } catch (error) {
      leave();
      throw error;
    }
  }

  function hold(client: pg.PoolClient, asker: Asker | undefined, leave: () => void): void {
    const giveBack = client.release;
    let cancelled: Promise<unknown> | undefined;
    const cancel = () => {
      const { processID } = client as unknown as { readonly processID: number };
      cancelled = askedBy(undefined, () => pool.query('select pg_cancel_backend($1)', [processID])).catch(() => {});
    };
    asker?.givenUp?.addEventListener('abort', cancel, { once: true });
    if (asker) holders.set(client, asker);
    client.release = (error) => {
      asker?.givenUp?.removeEventListener('abort', cancel);
      holders.delete(client);
      const end = () => {
        giveBack(error);
        leave();
      };
      if (cancelled) void cancelled.then(end);
      else end();
    };
  }

  type Told = (error: Error | undefined, client: pg.PoolClient | undefined, release: pg.PoolClient['release']) => void;
  pool.connect = ((told?: Told) => {
    const connected = connectInTurn();
    if (!told) return connected;
    connected.then(
      (client) => told(undefined, client, client.release),
      (error: Error) => told(error, undefined, () => {}),
    );
    return undefined;
  }) as typeof pool.connect;
  return places;
}

/** Statements whose answers nobody reads: those that the ORM and the kernel send, and what `sendUnread` marks. */
const UNREAD =
  /^(\/\* unread \*\/|begin|start transaction|set local role|select set_config\(|insert into platform\.event |update \w+\.idempotency )/;

/**
 * In a transaction, a statement whose answer nobody reads waits for the next and goes out in one message with it, which
 * saves a round trip: a transaction begins and takes on its session with its first statement, and tells its event with
 * its last. The next statement, at the latest the commit, throws whatever goes wrong.
 */
function sendTogether(client: pg.PoolClient): void {
  const send = (message: string, rest: unknown[]): Promise<pg.QueryResult | pg.QueryResult[]> =>
    Object.getPrototypeOf(client).query.call(client, message, ...rest);
  let inTransaction = false;
  let waiting = '';
  client.query = (async (text: string, ...rest: unknown[]) => {
    // A transaction that is given up between two statements has nothing that could be cancelled.
    if (holders.get(client)?.givenUp?.aborted && !text.startsWith('rollback')) return refused(rest.at(-1));
    if (/^(begin|start transaction)/.test(text)) inTransaction = true;
    if (/^(commit|rollback)$/.test(text)) inTransaction = false;
    // A statement with bound parameters goes alone.
    const bound = (rest[0] as unknown[] | undefined)?.length;
    if (inTransaction && !bound && UNREAD.test(text)) {
      waiting += `${text};`;
      return { rows: [] };
    }
    // A statement that is undone need not be sent, and none may delay the rollback.
    const unsent = text.startsWith('rollback') ? '' : waiting;
    waiting = '';
    if (bound && unsent) await send(unsent, []);
    const message = bound ? text : unsent + text;
    const results = await send(message, rest);
    return Array.isArray(results) ? results.at(-1) : results;
  }) as typeof client.query;
}

/** To whoever waits for a promise, or is called back. */
function refused(told: unknown): void {
  if (typeof told !== 'function') throw new GivenUpError();
  told(new GivenUpError());
}

/**
 * A transaction ends by a statement, and only then gives its connection back to the pool. If the connection was lost, it
 * cannot end that way: without this it would keep its place, and a pool that loses all its places hangs.
 */
function giveBackWhatIsLost(pool: pg.Pool): void {
  const taken = new WeakSet<pg.ClientBase>();
  pool.on('acquire', (client) => void taken.add(client));
  pool.on('release', (_error, client) => void taken.delete(client));
  pool.on('connect', (client: pg.PoolClient) => {
    client.on('error', (error) => {
      if (!taken.has(client)) return;
      client.release(error);
      // Its holder may still give it back.
      client.release = () => {};
    });
  });
}
