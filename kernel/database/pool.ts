import type pg from 'pg';

/** Sets up each pool of connections that the ORM makes. */
export function onPoolCreated(pool: pg.Pool): void {
  giveBackWhatIsLost(pool);
  pool.on('connect', sendTogether);
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
