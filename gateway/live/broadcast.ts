import { setImmediate as nextTurn } from 'node:timers/promises';
import { causeOf, type Logger } from '../../kernel/values/logging.js';
import { isForAnyLive, liveAudience } from './audience.js';
import type { Delivery } from './delivery.js';
import type { Group } from './group.js';
import type { Rendered } from './rendered.js';
import type { Renderer } from './renderer.js';
import type { Told } from './tail.js';

const RENDERED_AHEAD = 8;
/** Bytes of events that are written to a connection at once; what is unread of them is no sign of a slow reader. */
const WRITTEN_TOGETHER = 64 * 1024;
/** Writes between two looks at what else there is to do: a bid must not wait for a broadcast. */
const WRITES_IN_A_ROW = 500;

export interface Broadcast {
  /** Hands on a new event to the live ones of a group. */
  tell(group: Group, event: Told): void;
  /** Resolves when what has been handed on so far is written. */
  written(): Promise<void>;
}

export function createBroadcast(parts: {
  readonly renderer: Renderer;
  readonly delivery: Delivery;
  readonly log: Logger;
}): Broadcast {
  const { renderer, delivery, log } = parts;
  const writings = new Set<Promise<void>>();

  async function writeOut(group: Group): Promise<void> {
    if (group.writing) return;
    group.writing = true;
    // Set back in the turn in which the queue is found empty: what is told next must find nobody writing.
    try {
      for (let event = group.queue[0]; event; event = group.queue[0]) {
        if (!isForAnyLive(group, event)) {
          group.queue.shift();
          continue;
        }
        for (const next of group.queue.slice(1, 1 + RENDERED_AHEAD)) {
          if (isForAnyLive(group, next)) renderer.prepare(group, next);
        }
        const payload = await renderer.render(group, event);
        const batch = [{ event, payload }, ...readyBehind(group, payload?.json.length ?? 0)];
        // In one turn: from here on, whoever is behind finds these events in the log, and whoever is live is in this list.
        group.queue.splice(0, batch.length);
        await write(group, batch);
      }
    } finally {
      group.writing = false;
    }
  }

  async function write(group: Group, batch: readonly Ready[]): Promise<void> {
    let written = 0;
    for (const member of new Set(batch.flatMap(({ event }) => [...liveAudience(group, event)]))) {
      try {
        member.outlet.together(() => {
          for (const { event, payload } of batch) delivery.deliver(member, event, payload);
        });
      } catch (error) {
        // A connection that cannot be written to is its own trouble.
        log.warn(causeOf(error), 'connection could not be written to');
        delivery.cut(member);
      }
      written += batch.length;
      if (written >= WRITES_IN_A_ROW) {
        written = 0;
        await nextTurn();
      }
    }
  }

  /** Events behind the first that are rendered already: written with it, each connection is written to once. */
  function readyBehind(group: Group, firstBytes: number): Ready[] {
    const ready: Ready[] = [];
    let bytes = firstBytes;
    for (const event of group.queue.slice(1, 1 + RENDERED_AHEAD)) {
      const payload = renderer.ready(group, event);
      bytes += payload?.json.length ?? 0;
      if (payload === undefined || bytes > WRITTEN_TOGETHER) return ready;
      ready.push({ event, payload });
    }
    return ready;
  }

  return {
    tell(group, event) {
      // Also if it is for nobody who is live yet: whoever joins before its turn has it from here.
      group.queue.push(event);
      const writing = writeOut(group)
        .catch((error) => log.error(causeOf(error), 'an event could not be handed on'))
        .finally(() => writings.delete(writing));
      writings.add(writing);
    },
    async written() {
      await Promise.all(writings);
    },
  };
}

interface Ready {
  readonly event: Told;
  readonly payload: Rendered | null;
}
