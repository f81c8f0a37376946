import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Session } from '../identity.js';
import type { OpenFeed } from '../live/live.js';

/** Ends of a connection that are ours to say, beside those of the protocol; LIVE.md says what a client does on each. */
export const CLOSE = { GOING_AWAY: 1001, FORBIDDEN: 4403, SLOW_READER: 4480, TOO_MANY_SOCKETS: 4481 } as const;

/** One socket of one client. */
export interface Connection {
  readonly socket: WebSocket;
  /** What the socket is spoken over: frames of feeds are written here. */
  readonly wire: Duplex;
  session: Session | undefined;
  /** Comes when it has closed. */
  readonly hungUp: AbortSignal;
  /** By operation id. */
  readonly feeds: Map<string, OpenFeed>;
  /** Undoes what is counted and watched for this connection. */
  leave: () => void;
  /** It has answered a ping since the last look. */
  answered: boolean;
}

/**
 * Closes a connection and its feeds.
 *
 * @param code of the reason, which also says where to resume: `{"code":"SLOW_READER","after":"…"}`
 * @param reason why nobody was let in, as faults say it
 */
export function closeConnection({ socket, feeds }: Connection, closeCode: number, code: string, reason?: string): void {
  const [behind] = [...feeds.values()].sort((one, other) => one.position() - other.position());
  const after = behind?.cursor();
  for (const feed of feeds.values()) feed.close();
  socket.close(closeCode, JSON.stringify({ code, reason, after }));
}
