import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { causeOf, type Logger } from '../../kernel/values/logging.js';
import { Fault } from '../faults.js';
import type { Session } from '../identity.js';
import { RETRY_CONNECTING_SECONDS } from '../shared-faults.js';
import { challengeOf } from '../unauthenticated.js';
import { CLOSE, type Connection, closeConnection } from './connection.js';
import { createProtocol, type ProtocolOptions } from './protocol.js';

export interface SocketOptions extends ProtocolOptions {
  readonly server: Server;
  readonly path: string;
  readonly log: Logger;
  readonly unreadBytes: number;
  readonly pingEveryMs: number;
}

export interface Sockets {
  /** Closes every connection with the cursor to resume after; cuts those that do not go in time. */
  stop(withinMs: number): Promise<void>;
}

/** GraphQL over WebSocket (graphql-transport-ws): queries, mutations and feeds on one socket. */
export function serveSockets(options: SocketOptions): Sockets {
  const { server, path, identity, allowance, connections, limits, log, unreadBytes } = options;
  const protocol = createProtocol(options);
  const opened = new Set<Connection>();
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

  function accept(socket: WebSocket, wire: Duplex, session: Session | undefined): void {
    const hungUp = new AbortController();
    const connection: Connection = {
      ...{ socket, wire, session, feeds: new Map(), leave: () => {}, answered: true },
      hungUp: hungUp.signal,
    };
    opened.add(connection);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        // The protocol repeats the operation's id, which is the client's own.
        close: (code, reason) =>
          socket.close(code, code === CloseCode.SubscriberAlreadyExists ? 'Subscriber already exists' : reason),
        send(text) {
          if (socket.readyState !== socket.OPEN) return;
          if (socket.bufferedAmount <= unreadBytes) socket.send(text);
          else closeConnection(connection, CLOSE.SLOW_READER, 'SLOW_READER');
        },
        onMessage(handle) {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: Error) => {
              log.error(causeOf(error), 'message could not be handled');
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
    socket.on('error', (error) => log.debug(causeOf(error), 'socket failed'));
    socket.once('close', (code, reason) => {
      opened.delete(connection);
      connection.leave();
      hungUp.abort();
      closed(code, String(reason)).catch((error) => log.error(causeOf(error), 'connection could not be ended'));
    });
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => {});
    if (request.url?.split('?')[0] !== path) return refuse(socket, '404 Not Found');
    if (stopping) return refuse(socket, '503 Service Unavailable');
    if (allowance.isFull() || connections.isTurnedAway(socket))
      return refuse(socket, '429 Too Many Requests', { 'Retry-After': RETRY_CONNECTING_SECONDS });
    const { authorization } = request.headers;
    const session = authorization ? await sessionOr401(authorization, socket) : undefined;
    if (session === null) return;
    sockets.handleUpgrade(request, socket, head, (upgraded) => accept(upgraded, socket, session));
  }
  async function sessionOr401(authorization: string, socket: Duplex): Promise<Session | null> {
    try {
      return await identity.authenticate(authorization);
    } catch (thrown) {
      const challenge = thrown instanceof Fault ? challengeOf(thrown) : undefined;
      if (challenge === undefined) throw thrown;
      refuse(socket, '401 Unauthorized', { 'WWW-Authenticate': challenge });
      return null;
    }
  }
  server.on('upgrade', (request, socket, head) => {
    upgrade(request, socket, head).catch((error: Error) => {
      log.error(causeOf(error), 'socket could not be opened');
      refuse(socket, '500 Internal Server Error');
    });
  });

  const pings = setInterval(() => {
    pingAll(opened, log).catch((error) => log.error(causeOf(error), 'connections could not be pinged'));
  }, options.pingEveryMs).unref();

  return {
    async stop(withinMs) {
      stopping = true;
      clearInterval(pings);
      for (const connection of opened) closeConnection(connection, CLOSE.GOING_AWAY, 'SHUTTING_DOWN');
      const until = performance.now() + withinMs;
      while (opened.size > 0 && performance.now() < until) await sleep(10);
      for (const { socket } of opened) socket.terminate();
      sockets.close();
    },
  };
}

const PINGS_IN_A_ROW = 500;

/** Pings every connection, and gives up those that have not answered since the last time. */
async function pingAll(connections: Iterable<Connection>, log: Logger): Promise<void> {
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
    if (pinged % PINGS_IN_A_ROW === 0) await nextTurn();
  }
}

function refuse(socket: Duplex, status: string, headers: Readonly<Record<string, string | number>> = {}): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
