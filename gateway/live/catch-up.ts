import { mayReceive } from './audience.js';
import type { Delivery } from './delivery.js';
import { joinLive, type Member, positionOf } from './group.js';
import type { Renderer } from './renderer.js';
import type { Suspensions } from './suspensions.js';
import type { Tail } from './tail.js';

const REPLAYED_AT_ONCE = 100;
/** A client that catches up is waited for whenever so many bytes of what was written are unread. */
const REPLAY_UNREAD = 256 * 1024;

/** Walks the log for one member at its own pace, until it is as far as its group; then it is one of the live ones. */
export type CatchUp = (member: Member) => Promise<void>;

export function createCatchUp(parts: {
  readonly tail: Pick<Tail, 'position' | 'read'>;
  readonly renderer: Renderer;
  readonly delivery: Delivery;
  readonly suspensions: Suspensions;
  /** A connection that takes nothing for so long is cut. */
  readonly stalledMs: number;
}): CatchUp {
  const { tail, renderer, delivery, suspensions, stalledMs } = parts;
  return async (member) => {
    const { group, outlet } = member;
    while (!member.closed) {
      const goal = positionOf(group, tail.position());
      if (member.position >= goal) return joinLive(member);
      const batch = await tail.read(member.position, REPLAYED_AT_ONCE);
      for (const event of batch) {
        if (member.closed || event.seq > goal) break;
        if (!group.feed.types.includes(event.type) || !mayReceive(member, event, suspensions)) continue;
        const payload = await renderer.render(group, event);
        const taken = whenTaken((settle) => delivery.deliver(member, event, payload, settle));
        if (outlet.unread() >= REPLAY_UNREAD && !(await inTime(taken, stalledMs))) return delivery.cut(member);
      }
      const last = batch.length < REPLAYED_AT_ONCE ? goal : Math.min(goal, batch.at(-1)!.seq);
      member.position = Math.max(member.position, last);
    }
  };
}

/** Resolves when what is written has left the process; at once, if nothing was. */
function whenTaken(write: (taken: () => void) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (!write(resolve)) resolve();
  });
}

/** Whether it is taken within this time. */
async function inTime(taken: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const isTaken = await Promise.race([taken.then(() => true), late]);
  clearTimeout(timer);
  return isTaken;
}
