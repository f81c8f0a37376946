import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../kernel/values/logging.js';
import type { Allowance } from './allowance.js';
import { Fault } from './faults.js';
import { together, writeFrame } from './frames.js';
import type { Identity, Session } from './identity.js';
import type { Admitted, Limits } from './limits.js';
import type { Live, OpenFeed, Outlet } from './live/fan-out.js';
import type { FeedPlan } from './live/feed-plan.js';
import type { Operations, Paid } from './operations.js';

/** Ends of a connection that are ours to say, beside those of the protocol; LIVE.md says what a client does on each. */
export const CLOSE = { GOING_AWAY: 1001, FORBIDDEN: 4403, SLOW_READER: 4480, TOO_MANY_SOCKETS: 4481 } as const;

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly identity: Identity;
  readonly operations: Operations;
  readonly live: Live;
  readonly planFeed: (admitted: Admitted) => FeedPlan;
  readonly allowance: Allowance;
  readonly limits: Limits;
  readonly log: Logger;
  readonly unreadBytes: number;
  readonly pingEveryMs: number;
  readonly initWithinMs: number;
}

export interface Sockets {
  /** Closes every connection with the cursor to resume after; cuts those that do not go in time. */
  stop(withinMs: number): Promise<void>;
}

const RETRY_AFTER_SECONDS = 5;

/** One socket of one client. */
interface Connection {
  readonly socket: WebSocket;
  /** What the socket is spoken over: frames of feeds are written here. */
  readonly wire: Duplex;
  session: Session | undefined;
  /** By operation id. */
  readonly feeds: Map<string, OpenFeed>;
  /** Undoes what is counted and watched for this connection. */
  leave: () => void;
  /** Since the last look it has answered a ping. */
  answered: boolean;
}

/** What graphql-ws carries for us from a `subscribe` message to its execution. */
interface Job {
  readonly connection: Connection;
  readonly paid: Paid;
  readonly lifetime?: Lifetime;
}

/** GraphQL over WebSocket (graphql-transport-ws): queries, mutations and feeds on one socket. */
export function serveSockets(options: SocketOptions): Sockets {
  const { server, path, schema, identity, operations, live, planFeed, allowance, limits, log, unreadBytes } = options;
  const connections = new Set<Connection>();
  let stopping = false;

  const settings = {
    noServer: true,
    clientTracking: false,
    handleProtocols,
    maxPayload: limits.bodyBytes,
    perMessageDeflate: false,
    // So long has a slow reader to take what was written before its close frame. Not yet in the types of `ws`.
    closeTimeout: 10_000,
  };
  const sockets = new WebSocketServer(settings);

  // graphql-ws keeps the protocol: handshake, ids, completes. Frames of a feed are written beside it, around bytes
  // that all its listeners share.
  const protocol = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: options.initWithinMs,
    async onConnect({ extra: connection, connectionParams }) {
      const { authorization, Authorization } = connectionParams ?? {};
      try {
        connection.session ??= await identity.authenticate(String(authorization ?? Authorization ?? ''));
      } catch {
        close(connection, CLOSE.FORBIDDEN, 'UNAUTHENTICATED');
        return false;
      }
      return join(connection, connection.session);
    },
    async onSubscribe({ extra: connection, subscriptions }, id, { query, variables, operationName }) {
      try {
        if (Object.keys(subscriptions).length > limits.operationsPerSocket) {
          throw new Fault('THROTTLED', `A socket may run ${limits.operationsPerSocket} operations at once.`, {
            retryAfter: 1,
          });
        }
        const bytes = query.length + (variables ? JSON.stringify(variables).length : 0);
        const paid = operations.admit({ query, variables, operationName, bytes }, connection.session!);
        const isFeed = paid.operation.operation === 'subscription';
        const lifetime = isFeed ? await openFeed(connection, id, planFeed(paid)) : undefined;
        const contextValue: Job = { connection, paid, lifetime };
        return { schema, document: paid.document, operationName: paid.operationName, contextValue };
      } catch (thrown) {
        return operations.present(thrown).map(({ message, ...rest }) => new GraphQLError(message, rest));
      }
    },
    execute: (args) => {
      const { connection, paid } = jobOf(args);
      return operations.execute(paid, connection.session!) as never;
    },
    subscribe: (args) => jobOf(args).lifetime as never,
    // What is executed here is already as clients see it.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
  });

  async function openFeed(connection: Connection, id: string, plan: FeedPlan): Promise<Lifetime> {
    const { socket, wire, feeds } = connection;
    const before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    const lifetime = new Lifetime(() => {
      feeds.get(id)?.close();
      feeds.delete(id);
    });
    const outlet: Outlet = {
      write: ({ closed }, taken) => {
        if (socket.readyState !== socket.OPEN) return taken?.();
        writeFrame(wire, before, closed, taken);
      },
      together: (write) => together(wire, write),
      unread: () => socket.bufferedAmount,
      end: (fault) => lifetime.end({ errors: operations.present(fault) }),
      cut: () => close(connection, CLOSE.SLOW_READER, 'SLOW_READER'),
    };
    const feed = await live.open(plan, connection.session!, outlet);
    if (lifetime.ended) feed.close();
    else feeds.set(id, feed);
    return lifetime;
  }

  /** Counts a connection whose client is known, and ends it with its session. */
  function join(connection: Connection, session: Session): boolean {
    if (connection.socket.readyState !== connection.socket.OPEN) return false;
    try {
      const uncount = allowance.open(session.caller);
      const unwatch = session.onEnd((why) => close(connection, CLOSE.FORBIDDEN, why));
      connection.leave = () => {
        uncount();
        unwatch();
      };
      return true;
    } catch {
      close(connection, CLOSE.TOO_MANY_SOCKETS, 'TOO_MANY_SOCKETS');
      return false;
    }
  }

  /** @param code of the reason, which also says where to resume: `{"code":"SLOW_READER","after":"…"}` */
  function close({ socket, feeds }: Connection, closeCode: number, code: string): void {
    const [behind] = [...feeds.values()].sort((one, other) => one.position() - other.position());
    const after = behind?.cursor();
    for (const feed of feeds.values()) feed.close();
    socket.close(closeCode, JSON.stringify({ code, after }));
  }

  function accept(socket: WebSocket, wire: Duplex, session: Session | undefined): void {
    const connection: Connection = { socket, wire, session, feeds: new Map(), leave: () => {}, answered: true };
    connections.add(connection);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        close: (code, reason) => socket.close(code, reason),
        send(text) {
          if (socket.readyState !== socket.OPEN) return;
          if (socket.bufferedAmount > unreadBytes) return close(connection, CLOSE.SLOW_READER, 'SLOW_READER');
          socket.send(text);
        },
        onMessage(handle) {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: Error) => {
              log.error({ error: error.message, stack: error.stack }, 'message could not be handled');
              socket.close(CloseCode.InternalServerError, 'INTERNAL');
            });
          });
        },
      },
      connection,
    );
    socket.on('pong', () => {
      connection.answered = true;
    });
    socket.on('error', (error) => log.debug({ error: error.message }, 'socket failed'));
    socket.once('close', (code, reason) => {
      connections.delete(connection);
      connection.leave();
      void closed(code, String(reason));
    });
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => {});
    if (request.url?.split('?')[0] !== path) return refuse(socket, '404 Not Found');
    if (stopping) return refuse(socket, '503 Service Unavailable');
    if (allowance.isFull()) return refuse(socket, '429 Too Many Requests', RETRY_AFTER_SECONDS);
    const { authorization } = request.headers;
    const session = authorization ? await identity.authenticate(authorization) : undefined;
    sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, socket, session));
  }
  server.on('upgrade', (request, socket, head) => {
    upgrade(request, socket, head).catch(() => refuse(socket, '401 Unauthorized'));
  });

  const pings = setInterval(async () => {
    let pinged = 0;
    for (const connection of connections) {
      const { socket, answered } = connection;
      if (socket.readyState !== socket.OPEN) continue;
      if (!answered) {
        log.debug('connection did not answer');
        socket.terminate();
      }
      connection.answered = false;
      socket.ping();
      pinged += 1;
      if (pinged % 500 === 0) await nextTurn();
    }
  }, options.pingEveryMs).unref();

  return {
    async stop(withinMs) {
      stopping = true;
      clearInterval(pings);
      for (const connection of connections) close(connection, CLOSE.GOING_AWAY, 'SHUTTING_DOWN');
      const until = performance.now() + withinMs;
      while (connections.size > 0 && performance.now() < until) await sleep(10);
      for (const { socket } of connections) socket.terminate();
      sockets.close();
    },
  };
}

function jobOf({ contextValue }: ExecutionArgs): Job {
  return contextValue as Job;
}

function refuse(socket: Duplex, status: string, retryAfter?: number): void {
  const wait = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`;
  socket.end(`HTTP/1.1 ${status}\r\n${wait}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Stands in graphql-ws for a feed that is written beside it: yields nothing but a last word, if there is one, when the
 * feed ends. Not an `async function*`: that could not be stopped while it waits.
 */
class Lifetime implements AsyncGenerator<FormattedExecutionResult, void, void> {
  ended = false;
  private tell: (last: IteratorResult<FormattedExecutionResult, void>) => void = () => {};
  private readonly last = new Promise<IteratorResult<FormattedExecutionResult, void>>((resolve) => {
    this.tell = resolve;
  });
  private told = false;

  constructor(private readonly onEnd: () => void) {}

  end(word?: FormattedExecutionResult): void {
    if (this.ended) return;
    this.ended = true;
    this.tell(word ? { value: word, done: false } : { value: undefined, done: true });
    this.onEnd();
  }

  async next(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    if (this.told) return { value: undefined, done: true };
    const last = await this.last;
    this.told = true;
    return last;
  }

  async return(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    this.end();
    return { value: undefined, done: true };
  }

  async throw(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }
}
