import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { type Caller, isCouncil, isProvider } from '../../kernel/identity/caller.js';
import type { EventLogReader } from '../../kernel/log/event-log.js';
import type { Logger } from '../../kernel/values/logging.js';
import { errorsIn, Fault, Faults, presentable } from '../faults.js';
import type { Gateway } from '../gateway.js';
import type { Session } from '../identity.js';
import type { Feed, FeedPlan, Feeds } from './feed-plan.js';
import { executionKey, type Rendered, Renderings, rendered, viewClass } from './renderings.js';
import { SUSPENSION_TYPES, Suspensions } from './suspensions.js';
import { startTail, type Told } from './tail.js';

/**
 * Live push. The gateway follows the event log by itself and, for each event, asks the owning subgraph once for each
 * group: those who asked the same and may see the same. The event's audience then decides who of the group gets it,
 * and whether each still may is looked up at the moment of writing.
 *
 * The log is everybody's queue. Whoever is behind (a client that resumes) walks the log at its own pace, and joins the
 * live ones in the moment in which it has come to where they are: nothing is waiting for it anywhere, so nothing can
 * overflow, and the meeting point is a number, so nothing is missed or told twice.
 */
export interface Live {
  /**
   * Begins to write a feed to `outlet`, from the plan's cursor or from now.
   * @throws Fault or Faults when a query by the same caller would be refused, or the cursor is none of the log's
   */
  open(plan: FeedPlan, session: Session, outlet: Outlet): Promise<OpenFeed>;
  /** Resolves when what the log holds now has been written to all who are live: for work of this process that can wait. */
  quiet(): Promise<void>;
  /** For operators. */
  counts(): LiveCounts;
  stop(): Promise<void>;
}

export interface LiveCounts {
  readonly feeds: number;
  /** Of the feeds, those that are still behind the live ones. */
  readonly catchingUp: number;
  readonly groups: number;
  /** Since the start. */
  readonly executions: number;
  readonly deliveries: number;
}

export interface OpenFeed {
  /** Of the last event that was written, or that was not for this client. */
  cursor(): string;
  /** The same as the log numbers it. */
  position(): number;
  close(): void;
}

/** Where a feed is written: one operation on one socket, or one event stream. */
export interface Outlet {
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

interface Member {
  readonly group: Group;
  readonly session: Session;
  readonly outlet: Outlet;
  position: number;
  closed: boolean;
}

interface Group {
  readonly key: string;
  readonly plan: FeedPlan;
  readonly feed: Feed;
  readonly view: Caller;
  /** Those who are where the group is, by organisation. */
  readonly live: Map<string, Set<Member>>;
  members: number;
  /** Events to be written to the live ones, in order. */
  readonly queue: Told[];
  writing: boolean;
  /** Resolves when a query of this class is not refused. */
  admitted: Promise<void>;
}

const RETRY_MS = [200, 500, 1500];
const RENDERED_AHEAD = 8;
/** Bytes of events that are written to a connection at once; what is unread of them is no sign of a slow reader. */
const WRITTEN_TOGETHER = 64 * 1024;
const REPLAYED_AT_ONCE = 100;
/** A client that catches up is waited for whenever so much of what was written is unread. */
const REPLAY_UNREAD = 256 * 1024;
/** Writes between two looks at what else there is to do: a bid must not wait for a broadcast. */
const WRITES_IN_A_ROW = 500;
const REFUSING: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT']);

export async function startLive(options: LiveOptions): Promise<Live> {
  const { gateway, events, feeds, log, unreadBytes = 1024 * 1024, stalledMs = 30_000 } = options;
  const cursors = await events.cursors();
  const groups = new Map<string, Group>();
  const renderings = new Renderings();
  const suspensions = new Suspensions();
  const open = new Set<Member>();
  const asking = new Set<Promise<ExecutionResult>>();
  const writings = new Set<Promise<void>>();
  const done = { executions: 0, deliveries: 0 };
  let stopped = false;

  const tail = await startTail({
    events,
    log,
    types: [...new Set([...SUSPENSION_TYPES, ...Object.values(feeds).flatMap(({ types }) => types)])],
    next: (event, logged) => {
      const suspended = suspensions.note(logged);
      if (suspended) endSuspended(suspended);
      for (const group of groups.values()) {
        if (!group.feed.types.includes(event.type)) continue;
        // Also when it is for nobody who is live yet: whoever joins before its turn has it from here.
        group.queue.push(event);
        const writing = writeOut(group).finally(() => writings.delete(writing));
        writings.add(writing);
      }
    },
  });
  await suspensions.readPast(events);

  /** Where the live ones of a group are: all up to here has been written to them, or is being written. */
  const positionOf = ({ queue }: Group) => (queue[0] ? queue[0].seq - 1 : tail.position());

  // --- Who is told

  function* liveAudience({ view, live }: Group, event: Told): Generator<Member> {
    if (isProvider(view)) {
      if (!isOfItsCouncils(view, event)) return;
      for (const provider of event.providers) yield* live.get(provider) ?? [];
    } else if (isForCouncilRole(view, event)) {
      for (const members of live.values()) yield* members;
    }
  }

  function isForAnyLive(group: Group, event: Told): boolean {
    return !liveAudience(group, event).next().done;
  }

  function mayReceive({ session: { caller }, group: { feed } }: Member, event: Told): boolean {
    if (!isProvider(caller)) return isForCouncilRole(caller, event);
    return (
      event.providers.has(caller.organisation) &&
      isOfItsCouncils(caller, event) &&
      (feed.evenWhenSuspended === true || !suspensions.hold(caller.organisation, event.council))
    );
  }

  function isSuspendedEverywhere({ organisation, councils }: Caller): boolean {
    return councils.length > 0 && councils.every((council) => suspensions.hold(organisation, council));
  }

  function endSuspended(provider: string): void {
    for (const member of open) {
      const { caller } = member.session;
      if (caller.organisation !== provider || !isProvider(caller) || member.group.feed.evenWhenSuspended) continue;
      if (isSuspendedEverywhere(caller)) end(member, suspendedFault());
    }
  }

  // --- What they are told

  function renderingKey({ key }: Group, { seq }: Told): string {
    return `${key} ${seq}`;
  }

  function render(group: Group, event: Told): Promise<Rendered | null> {
    const { seq } = event;
    return renderings.get(renderingKey(group, event), async () => {
      for (let attempt = 0; ; attempt++) {
        const result = await ask(group, seq);
        const item = result.data?.[group.plan.responseKey];
        if (!item && !result.errors?.length) return null;
        const pause = RETRY_MS[attempt];
        // A part of the item that could not be had is no reason to be late.
        if (item || pause === undefined || !result.errors?.some(isUnavailable)) return presented(group, seq, result);
        await sleep(pause, undefined, { ref: false });
        if (stopped) return presented(group, seq, result);
      }
    });
  }

  async function ask({ plan, view }: Group, seq: number): Promise<ExecutionResult> {
    done.executions += 1;
    const { document, operationName, variablesAt } = plan;
    const answer = gateway.execute({
      document,
      operationName,
      variables: variablesAt(cursors.show(seq)),
      caller: view,
    });
    asking.add(answer);
    return answer.finally(() => asking.delete(answer));
  }

  /** An event that cannot be rendered is told as an error with its cursor: nothing is lost without a word. */
  function presented(group: Group, seq: number, result: ExecutionResult): Rendered {
    const { responseKey, feed } = group.plan;
    const cursor = cursors.show(seq);
    if (!result.errors?.length) return rendered({ data: result.data }, cursor);
    const requestId = `event-${cursor}`;
    const errors = result.errors.map((each) => presentable(each, requestId, log));
    if (result.data?.[responseKey]) return rendered({ data: result.data, errors }, cursor);
    log.error(
      { seq, feed, role: group.view.role, codes: errors.map((each) => each.extensions?.code) },
      'event quarantined',
    );
    return { ...rendered({ data: null, errors }, cursor), quarantined: true };
  }

  // --- Live

  async function writeOut(group: Group): Promise<void> {
    if (group.writing) return;
    group.writing = true;
    for (let event = group.queue[0]; event; event = group.queue[0]) {
      if (!isForAnyLive(group, event)) {
        group.queue.shift();
        continue;
      }
      for (const next of group.queue.slice(1, 1 + RENDERED_AHEAD)) {
        if (isForAnyLive(group, next)) render(group, next).catch(() => {});
      }
      const payload = await renderedOrLost(group, event);
      const batch = [{ event, payload }, ...readyBehind(group, payload?.json.length ?? 0)];
      // In one turn: from here on, who is behind finds these events in the log, and who is live is in this list.
      group.queue.splice(0, batch.length);
      let written = 0;
      for (const member of new Set(batch.flatMap((each) => [...liveAudience(group, each.event)]))) {
        try {
          member.outlet.together(() => {
            for (const each of batch) deliver(member, each.event, each.payload);
          });
        } catch (error) {
          // A connection that cannot be written to is its own trouble.
          log.warn({ error: (error as Error).message }, 'connection could not be written to');
          cut(member);
        }
        written += batch.length;
        if (written >= WRITES_IN_A_ROW) {
          written = 0;
          await nextTurn();
        }
      }
    }
    group.writing = false;
  }

  /** Events behind the first that are rendered already: written with it, each connection is written to once. */
  function readyBehind(group: Group, firstBytes: number): Array<{ event: Told; payload: Rendered | null }> {
    const ready: Array<{ event: Told; payload: Rendered | null }> = [];
    let bytes = firstBytes;
    for (const event of group.queue.slice(1, 1 + RENDERED_AHEAD)) {
      const payload = renderings.ready(renderingKey(group, event));
      bytes += payload?.json.length ?? 0;
      if (payload === undefined || bytes > WRITTEN_TOGETHER) return ready;
      ready.push({ event, payload });
    }
    return ready;
  }

  async function renderedOrLost(group: Group, event: Told): Promise<Rendered | null> {
    try {
      return await render(group, event);
    } catch (error) {
      // Our own mistake, for the gateway answers whatever happens. It must not stop the feed, nor the process.
      return presented(group, event.seq, { errors: errorsIn(error) });
    }
  }

  /** @returns whether it was written */
  function deliver(member: Member, event: Told, payload: Rendered | null, taken?: () => void): boolean {
    const { session, outlet } = member;
    if (member.closed || event.seq <= member.position) return false;
    if (session.ended()) {
      // Who holds the connection ends it, and says where to resume: not after this event.
      close(member);
      return false;
    }
    if (payload && mayReceive(member, event)) {
      const unread = outlet.unread();
      if (unread > 0 && unread + payload.json.length > unreadBytes) {
        cut(member);
        return false;
      }
      done.deliveries += 1;
      member.position = event.seq;
      outlet.write(payload, taken);
      return true;
    }
    member.position = event.seq;
    return false;
  }

  // --- Catching up

  async function catchUp(member: Member): Promise<void> {
    const { group, outlet } = member;
    while (!member.closed) {
      const goal = positionOf(group);
      if (member.position >= goal) return joinLive(member);
      const batch = await tail.read(member.position, REPLAYED_AT_ONCE);
      for (const event of batch) {
        if (member.closed || event.seq > goal) break;
        if (!group.feed.types.includes(event.type) || !mayReceive(member, event)) continue;
        const payload = await renderedOrLost(group, event);
        const taken = whenTaken((settle) => deliver(member, event, payload, settle));
        if (outlet.unread() >= REPLAY_UNREAD && !(await inTime(taken))) return cut(member);
      }
      const last = batch.length < REPLAYED_AT_ONCE ? goal : Math.min(goal, batch.at(-1)!.seq);
      member.position = Math.max(member.position, last);
    }
  }

  /** Resolves when what is written has left the process; at once, when nothing was. */
  function whenTaken(write: (taken: () => void) => boolean): Promise<void> {
    return new Promise((resolve) => {
      if (!write(resolve)) resolve();
    });
  }

  /** Whether it is taken before its reader counts as stalled. */
  async function inTime(taken: Promise<void>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), stalledMs);
    });
    const isTaken = await Promise.race([taken.then(() => true), stalled]);
    clearTimeout(timer);
    return isTaken;
  }

  function joinLive(member: Member): void {
    const { organisation } = member.session.caller;
    const { live } = member.group;
    const members = live.get(organisation) ?? new Set();
    live.set(organisation, members.add(member));
  }

  function isLive(member: Member): boolean {
    return member.group.live.get(member.session.caller.organisation)?.has(member) === true;
  }

  // --- Coming and going

  function close(member: Member): void {
    if (member.closed) return;
    member.closed = true;
    open.delete(member);
    const { group } = member;
    const { organisation } = member.session.caller;
    const alike = group.live.get(organisation);
    alike?.delete(member);
    if (alike?.size === 0) group.live.delete(organisation);
    group.members -= 1;
    if (group.members > 0) return;
    groups.delete(group.key);
    group.queue.length = 0;
  }

  function end(member: Member, fault: Fault): void {
    if (member.closed) return;
    close(member);
    member.outlet.end(fault);
  }

  function cut(member: Member): void {
    if (member.closed) return;
    close(member);
    member.outlet.cut();
  }

  function groupOf(plan: FeedPlan, caller: Caller): Group {
    const view = viewClass(caller);
    const key = executionKey(plan, view);
    const known = groups.get(key);
    if (known) return known;
    const feed = feeds[plan.feed]!;
    const group: Group = {
      key,
      plan,
      feed,
      view,
      live: new Map(),
      members: 0,
      queue: [],
      writing: false,
      admitted: Promise.resolve(),
    };
    group.admitted = probe(group);
    groups.set(key, group);
    return group;
  }

  /** There is no event 0: asking for it answers null, or says why this class may not ask. */
  async function probe(group: Group): Promise<void> {
    const { errors = [] } = await ask(group, 0);
    const refusing = errors.filter(({ extensions }) => REFUSING.has(extensions.code));
    if (refusing.length === 0) return;
    throw new Faults(
      refusing.map((each) => new Fault(each.extensions.code as 'FORBIDDEN', each.message, each.extensions)),
    );
  }

  return {
    async open(plan, session, outlet) {
      const { caller } = session;
      if (!isProvider(caller) && !isCouncil(caller)) {
        throw new Fault('FORBIDDEN', 'Feeds are for providers and councils.', { rule: 'IDG-05' });
      }
      const feed = feeds[plan.feed]!;
      if (isProvider(caller) && !feed.evenWhenSuspended && isSuspendedEverywhere(caller)) throw suspendedFault();
      const after = plan.after === undefined ? tail.position() : cursors.read(plan.after);
      if (after === null || !(await tail.reaches(after))) {
        throw new Fault('UNKNOWN_CURSOR', 'This cursor is none of the feed; resume after the last one received.');
      }
      const group = groupOf(plan, caller);
      group.members += 1;
      const member: Member = { group, session, outlet, position: after, closed: false };
      open.add(member);
      try {
        await group.admitted;
      } catch (error) {
        close(member);
        throw error;
      }
      catchUp(member).catch((error: Error) => {
        log.error(
          { error: error.message, stack: error.stack, feed: plan.feed },
          'a client could not be brought up to date',
        );
        end(member, new Fault('SUBGRAPH_UNAVAILABLE', 'The log could not be read; resume after the last cursor.'));
      });
      // Between writes, all of a group's live ones have everything up to where the group is.
      const position = () =>
        isLive(member) && !group.writing ? Math.max(member.position, positionOf(group)) : member.position;
      return {
        position,
        cursor: () => cursors.show(position()),
        close: () => close(member),
      };
    },
    async quiet() {
      if (open.size === 0) return;
      await tail.caughtUp();
      await Promise.all(writings);
    },
    counts: () => ({
      feeds: open.size,
      catchingUp: [...open].filter((each) => !isLive(each)).length,
      groups: groups.size,
      ...done,
    }),
    async stop() {
      stopped = true;
      for (const member of [...open]) close(member);
      await tail.stop();
      await Promise.allSettled(asking);
    },
  };
}

function isOfItsCouncils({ councils }: Caller, { council }: Told): boolean {
  return council === null || councils.includes(council);
}

/** Council roles hear what is for their role and of their council. */
function isForCouncilRole(caller: Caller, event: Told): boolean {
  return isCouncil(caller) && event.council !== null && isOfItsCouncils(caller, event) && event.roles.has(caller.role);
}

function isUnavailable({ extensions }: { readonly extensions: Record<string, unknown> }): boolean {
  return extensions.code === 'SUBGRAPH_UNAVAILABLE';
}

function suspendedFault(): Fault {
  return new Fault('FORBIDDEN', 'This provider is suspended; its council tells when it is restored.', {
    rule: 'PROV-02',
  });
}
