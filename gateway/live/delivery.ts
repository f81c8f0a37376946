import type { Fault } from '../faults.js';
import { mayReceive } from './audience.js';
import type { Groups, Member } from './group.js';
import type { Rendered } from './rendered.js';
import type { Suspensions } from './suspensions.js';
import type { Told } from './tail.js';

/** Writes one event to one member, if it still may have it. */
export interface Delivery {
  /** @param taken called when what is written has left the process. @returns whether it was written */
  deliver(member: Member, event: Told, payload: Rendered | null, taken?: () => void): boolean;
  /** Ends a member's feed. */
  end(member: Member, fault: Fault): void;
  /** Ends a member's connection: its reader is too slow, or it cannot be written to. */
  cut(member: Member): void;
  /** Deliveries since the start. */
  deliveries(): number;
}

export function createDelivery(parts: {
  readonly groups: Groups;
  readonly suspensions: Suspensions;
  /** Unread bytes past which a connection is cut. */
  readonly unreadBytes: number;
}): Delivery {
  const { groups, suspensions, unreadBytes } = parts;
  let deliveries = 0;

  function cut(member: Member): void {
    if (groups.leave(member)) member.outlet.cut();
  }

  return {
    deliver(member, event, payload, taken) {
      const { session, outlet } = member;
      if (member.closed || event.seq <= member.position) return false;
      if (session.ended()) {
        // Its connection is ended by whoever holds it, with a place to resume after that is before this event.
        groups.leave(member);
        return false;
      }
      if (!payload || !mayReceive(member, event, suspensions)) {
        member.position = event.seq;
        return false;
      }
      const unread = outlet.unread();
      if (unread > 0 && unread + payload.json.length > unreadBytes) {
        cut(member);
        return false;
      }
      deliveries += 1;
      member.position = event.seq;
      outlet.write(payload, taken);
      return true;
    },
    end(member, fault) {
      if (groups.leave(member)) member.outlet.end(fault);
    },
    cut,
    deliveries: () => deliveries,
  };
}
