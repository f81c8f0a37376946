import type { EventLogReader } from '../../../kernel/log/event-log.js';
import type { Audience, LoggedEvent } from '../../../schema/events/envelope.js';
import { PLAIN } from '../plain-cursors.js';

/** An event log in memory: what the interface says, and nothing else. */
export interface HeldLog extends EventLogReader {
  /** Numbers an event and tells of it. @returns its seq */
  record(event: {
    readonly type?: string;
    readonly council?: string | null;
    readonly audience?: Audience;
    readonly data?: unknown;
  }): number;
  /** Reads of the log so far. */
  reads: number;
}

export function heldLog(known: Map<number, LoggedEvent> = new Map()): HeldLog {
  const listeners = new Set<() => void>();
  const events: LoggedEvent[] = [];
  const log: HeldLog = {
    reads: 0,
    head: async () => events.length,
    cursors: async () => PLAIN,
    async read(after, limit, types) {
      log.reads += 1;
      const found: LoggedEvent[] = [];
      for (let at = after; at < events.length && found.length < limit; at++) {
        if (!types || types.includes(events[at]!.type)) found.push(events[at]!);
      }
      return found;
    },
    onNumbered(wake) {
      listeners.add(wake);
      return () => listeners.delete(wake);
    },
    record({ type = 'CallOffPublished', council = 'bromley', audience = { providers: ['oakwood'] }, data = {} }) {
      const at = new Date();
      const seq = events.length + 1;
      const actor = { subject: 'service:tenders', role: 'hub', organisation: 'hub' };
      const event = {
        id: `event-${seq}`,
        seq,
        type,
        subject: `call-off/${seq}`,
        council,
        audience,
        actor,
        data,
        occurredAt: at,
        recordedAt: at,
      };
      events.push(event);
      known.set(seq, event);
      for (const listener of listeners) listener();
      return seq;
    },
  };
  return log;
}
