import type { Caller } from '../../kernel/identity/caller.js';
import type { Session } from '../identity.js';
import type { Feed, FeedPlan, Feeds } from './feed-plan.js';
import type { Outlet } from './outlet.js';
import type { Told } from './tail.js';
import { executionKey, viewClass } from './view-class.js';

/** One feed of one client. */
export interface Member {
  readonly group: Group;
  readonly session: Session;
  readonly outlet: Outlet;
  /** Everything of the log up to here has been written to it, or was not for it. */
  position: number;
  closed: boolean;
}

/** Those who ask the same and may see the same: each event is executed once for all of them. */
export interface Group {
  readonly key: string;
  readonly plan: FeedPlan;
  readonly feed: Feed;
  readonly view: Caller;
  /** Members that are up to date, by organisation. */
  readonly live: Map<string, Set<Member>>;
  members: number;
  /** Events to be written to the live ones, in order. */
  readonly queue: Told[];
  writing: boolean;
  /** Resolves if a query of this class is not refused. */
  readonly admitted: Promise<void>;
}

/** Every group that has members, and all their members. */
export class Groups implements Iterable<Group> {
  private readonly byKey = new Map<string, Group>();
  private readonly all = new Set<Member>();

  /** @param admit rejects if a query of a group's class would be refused */
  constructor(
    private readonly feeds: Feeds,
    private readonly admit: (asking: Pick<Group, 'plan' | 'view'>) => Promise<void>,
  ) {}

  [Symbol.iterator](): Iterator<Group> {
    return this.byKey.values();
  }

  get size(): number {
    return this.byKey.size;
  }

  get members(): ReadonlySet<Member> {
    return this.all;
  }

  /** A new member of the group that asks this, behind the live ones until it has joined them. */
  enter(plan: FeedPlan, session: Session, outlet: Outlet, position: number): Member {
    const group = this.groupOf(plan, session.caller);
    const member: Member = { group, session, outlet, position, closed: false };
    group.members += 1;
    this.all.add(member);
    return member;
  }

  /** @returns whether it had not left before */
  leave(member: Member): boolean {
    if (member.closed) return false;
    member.closed = true;
    this.all.delete(member);
    const { group } = member;
    const { organisation } = member.session.caller;
    const alike = group.live.get(organisation);
    alike?.delete(member);
    if (alike?.size === 0) group.live.delete(organisation);
    group.members -= 1;
    if (group.members > 0) return true;
    this.byKey.delete(group.key);
    group.queue.length = 0;
    return true;
  }

  private groupOf(plan: FeedPlan, caller: Caller): Group {
    const view = viewClass(caller);
    const key = executionKey(plan, view);
    const known = this.byKey.get(key);
    if (known) return known;
    const feed = this.feeds[plan.feed]!;
    const admitted = this.admit({ plan, view });
    const group: Group = { key, plan, feed, view, live: new Map(), members: 0, queue: [], writing: false, admitted };
    this.byKey.set(key, group);
    return group;
  }
}

export function joinLive(member: Member): void {
  const { organisation } = member.session.caller;
  const { live } = member.group;
  const members = live.get(organisation) ?? new Set();
  live.set(organisation, members.add(member));
}

export function isLive(member: Member): boolean {
  return member.group.live.get(member.session.caller.organisation)?.has(member) === true;
}

/**
 * How far the live members of a group are: everything up to here has been written to them, or is being written.
 *
 * @param handedOn how far the tail of the log is
 */
export function positionOf({ queue }: Group, handedOn: number): number {
  return queue[0] ? queue[0].seq - 1 : handedOn;
}
