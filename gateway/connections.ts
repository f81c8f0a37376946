import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Limits } from './limits/limits.js';

/**
 * Every connection that clients have opened, whether it has said anything or not. Those that wait, because nothing is
 * under way on them, make room for others: before anybody is turned away, the one that has waited longest is closed.
 */
export interface Connections {
  /** Whether a connection came when there was no room: it is told so, and closed. */
  isTurnedAway(socket: Duplex): boolean;
  /** A client on a socket has said who it is: the socket is counted as that client's, and waits no more. */
  known(socket: Duplex): void;
  counts(): { readonly open: number; readonly waiting: number };
}

/** So many at once are told that there is no room; any others are closed without a word. */
const TURNED_AWAY_AT_ONCE = 32;
/** So long is waited for what a connection has to say that is turned away. */
const TURNED_AWAY_WITHIN_MS = 1000;

export function countConnections(server: Server, { connections: most }: Pick<Limits, 'connections'>): Connections {
  const open = new Set<Duplex>();
  /** In the order in which they began to wait: silent ones, those between two requests, sockets of nobody yet. */
  const waiting = new Set<Duplex>();
  const turnedAway = new Set<Duplex>();

  function closeLongestWaiting(): void {
    const [longest] = waiting;
    if (!longest) return;
    forget(longest);
    longest.destroy();
  }

  function forget(socket: Duplex): void {
    open.delete(socket);
    waiting.delete(socket);
  }

  function turnAway(socket: Duplex): void {
    if (turnedAway.size >= TURNED_AWAY_AT_ONCE) {
      socket.destroy();
      return;
    }
    turnedAway.add(socket);
    const late = setTimeout(() => socket.destroy(), TURNED_AWAY_WITHIN_MS);
    socket.once('close', () => {
      clearTimeout(late);
      turnedAway.delete(socket);
    });
  }

  server.on('connection', (socket) => {
    // Those that say nothing never hold more than half of what there is.
    if (open.size >= most || waiting.size >= most / 2) closeLongestWaiting();
    if (open.size >= most) return turnAway(socket);
    open.add(socket);
    waiting.add(socket);
    socket.once('close', () => forget(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    waiting.delete(socket);
    response.once('close', () => {
      if (open.has(socket) && !socket.destroyed) waiting.add(socket);
    });
  });

  return {
    isTurnedAway: (socket) => turnedAway.has(socket),
    known: (socket) => void waiting.delete(socket),
    counts: () => ({ open: open.size, waiting: waiting.size }),
  };
}
