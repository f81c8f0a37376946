import type { FormattedExecutionResult } from 'graphql';
import { type Outlet, together } from '../live/outlet.js';
import { opening } from '../live/rendered.js';
import { CLOSE, type Connection, closeConnection } from './connection.js';
import { writeFrame } from './frames.js';
import type { Lifetime } from './lifetime.js';

/**
 * Writes a feed as `next` messages of one operation, around bytes that all its listeners share. The first message also
 * says where the feed began.
 */
export function feedOutlet(
  connection: Connection,
  id: string,
  lifetime: Lifetime,
  lastWord: (fault: Error) => FormattedExecutionResult,
): Outlet {
  const { socket, wire } = connection;
  const before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  let opened: string | undefined;
  return {
    begin(cursor) {
      opened = cursor;
    },
    write(event, taken) {
      if (socket.readyState !== socket.OPEN) return taken?.();
      const { closed } = opened === undefined ? event : opening(event, opened);
      opened = undefined;
      writeFrame(wire, before, closed, taken);
    },
    together: (write) => together(wire, write),
    unread: () => socket.bufferedAmount,
    end: (fault) => lifetime.end(lastWord(fault)),
    cut: () => closeConnection(connection, CLOSE.SLOW_READER, 'SLOW_READER'),
  };
}
