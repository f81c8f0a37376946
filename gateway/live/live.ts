import { isCouncil, isProvider } from '../../kernel/identity/caller.js';
import type { EventLogReader } from '../../kernel/log/event-log.js';
import { causeOf, type Logger } from '../../kernel/values/logging.js';
import { Fault } from '../faults.js';
import type { Gateway } from '../gateway.js';
import type { Session } from '../identity.js';
import { createBroadcast } from './broadcast.js';
import { createCatchUp } from './catch-up.js';
import { createDelivery } from './delivery.js';
import type { FeedPlan, Feeds } from './feed-plan.js';
import { Groups, isLive, type Member, positionOf } from './group.js';
import type { Outlet } from './outlet.js';
import { createRenderer } from './renderer.js';
import { SUSPENSION_TYPES, Suspensions } from './suspensions.js';
import { startTail } from './tail.js';

/**
 * Live push. The gateway follows the event log by itself and, for each event, asks the owning subgraph once for each
 * group: those who asked the same and may see the same. The event's audience then decides who of the group gets it,
 * and whether each still may is looked up at the moment of writing.
 *
 * The log is everybody's queue. A client that is behind, because it resumes, walks the log at its own pace, and joins
 * the live ones when it has come to where they are. Nothing waits for it anywhere, so nothing can overflow; and they
 * meet at a number, so nothing is missed or told twice.
 */
export interface Live {
  /**
   * Begins to write a feed to `outlet`, from the plan's cursor or from now.
   * @throws Fault or Faults if a query by the same caller would be refused, or the log has not given this cursor
   */
  open(plan: FeedPlan, session: Session, outlet: Outlet): Promise<OpenFeed>;
  /** Resolves when what the log holds now is written to all who are live: work of this process that can wait does. */
  quiet(): Promise<void>;
  /** For operators. */
  counts(): LiveCounts;
  stop(): Promise<void>;
}

export interface LiveCounts {
  readonly feeds: number;
  /** How many of the feeds are still behind the live ones. */
  readonly catchingUp: number;
  readonly groups: number;
  /** Since the start. */
  readonly executions: number;
  readonly deliveries: number;
}

export interface OpenFeed {
  /**
   * Where to resume: after everything that was written, or was not for this client. It is another text each time, so
   * that two of them do not tell whether something happened that was not for this client.
   */
  cursor(): string;
  /** The same as the log numbers it. */
  position(): number;
  close(): void;
}

export interface LiveOptions {
  readonly gateway: Gateway;
  readonly events: EventLogReader;
  readonly feeds: Feeds;
  readonly log: Logger;
  /** Unread bytes past which a connection is cut. */
  readonly unreadBytes?: number;
  /** A connection that takes nothing for so long while it catches up is cut. */
  readonly stalledMs?: number;
}

export async function startLive(options: LiveOptions): Promise<Live> {
  const { gateway, events, feeds, log, unreadBytes = 1024 * 1024, stalledMs = 30_000 } = options;
  const cursors = await events.cursors();
  const suspensions = new Suspensions();
  const renderer = createRenderer({ gateway, cursors, log });
  const groups = new Groups(feeds, renderer.admit);
  const delivery = createDelivery({ groups, suspensions, unreadBytes });
  const broadcast = createBroadcast({ renderer, delivery, log });
  const tail = await startTail({
    events,
    log,
    types: [...new Set([...SUSPENSION_TYPES, ...Object.values(feeds).flatMap(({ types }) => types)])],
    next: (event, logged) => {
      const suspended = suspensions.note(logged);
      if (suspended) endSuspended(suspended);
      for (const group of groups) if (group.feed.types.includes(event.type)) broadcast.tell(group, event);
    },
  });
  const catchUp = createCatchUp({ tail, renderer, delivery, suspensions, stalledMs });
  await suspensions.readPast(events);

  function endSuspended(provider: string): void {
    for (const member of groups.members) {
      const { caller } = member.session;
      if (caller.organisation !== provider || !isProvider(caller) || member.group.feed.evenWhenSuspended) continue;
      if (suspensions.holdEverywhere(caller)) delivery.end(member, suspendedFault());
    }
  }

  /** Where a feed begins, and the cursor of that. */
  async function openingOf({ after }: FeedPlan): Promise<{ readonly position: number; readonly cursor: string }> {
    if (after === undefined) return { position: tail.position(), cursor: cursors.position(tail.position()) };
    const position = cursors.read(after);
    if (position !== null && (await tail.reaches(position))) return { position, cursor: after };
    throw new Fault(
      'UNKNOWN_CURSOR',
      'The hub has not given this cursor. Resume after the last one that the feed gave.',
    );
  }

  function reportStuck(member: Member, error: Error): void {
    const { feed } = member.group.plan;
    log.error({ ...causeOf(error), feed }, 'a client could not be brought up to date');
    delivery.end(member, new Fault('SUBGRAPH_UNAVAILABLE', 'The log could not be read. Resume after the last cursor.'));
  }

  return {
    async open(plan, session, outlet) {
      const { caller } = session;
      if (!isProvider(caller) && !isCouncil(caller)) {
        throw new Fault('FORBIDDEN', 'Feeds are for providers and councils.', { rule: 'IDG-05' });
      }
      const { evenWhenSuspended } = feeds[plan.feed]!;
      if (isProvider(caller) && !evenWhenSuspended && suspensions.holdEverywhere(caller)) throw suspendedFault();
      const opening = await openingOf(plan);
      const member = groups.enter(plan, session, outlet, opening.position);
      const { group } = member;
      try {
        await group.admitted;
      } catch (error) {
        groups.leave(member);
        throw error;
      }
      outlet.begin(opening.cursor);
      catchUp(member).catch((error: Error) => reportStuck(member, error));
      // Between writes, all live ones of a group have everything up to where the group is.
      const position = () =>
        isLive(member) && !group.writing
          ? Math.max(member.position, positionOf(group, tail.position()))
          : member.position;
      return {
        position,
        cursor: () => cursors.position(position()),
        close: () => void groups.leave(member),
      };
    },
    async quiet() {
      if (groups.members.size === 0) return;
      await tail.caughtUp();
      await broadcast.written();
    },
    counts: () => ({
      feeds: groups.members.size,
      catchingUp: [...groups.members].filter((each) => !isLive(each)).length,
      groups: groups.size,
      executions: renderer.executions(),
      deliveries: delivery.deliveries(),
    }),
    async stop() {
      for (const member of [...groups.members]) groups.leave(member);
      const asked = renderer.stop();
      await tail.stop();
      await asked;
    },
  };
}

function suspendedFault(): Fault {
  return new Fault('FORBIDDEN', 'This provider is suspended. Its council tells it when it is restored.', {
    rule: 'PROV-02',
  });
}
