import type { Duplex } from 'node:stream';
import type { Fault } from '../faults.js';
import type { Rendered } from './rendered.js';

/** Where a feed is written: one operation on one socket, or one event stream. */
export interface Outlet {
  /** Called once, before anything is written. @param opened the cursor at which the feed begins */
  begin(opened: string): void;
  /** Writes at once. @param taken called when these bytes have left the process */
  write(event: Rendered, taken?: () => void): void;
  /** What is written meanwhile leaves at once and together. */
  together(write: () => void): void;
  /** Bytes written on this connection that have not left the process. */
  unread(): number;
  /** Ends the feed. */
  end(fault: Fault): void;
  /** Ends the connection: its reader is too slow. */
  cut(): void;
}

/** Hands what is written meanwhile to the system in one piece. */
export function together(wire: Duplex | null, write: () => void): void {
  wire?.cork();
  try {
    write();
  } finally {
    wire?.uncork();
  }
}
