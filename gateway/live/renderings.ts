import { createHash } from 'node:crypto';
import type { FormattedExecutionResult } from 'graphql';
import type { Caller } from '../../kernel/identity/caller.js';
import type { FeedPlan } from './feed-plan.js';

/**
 * What decides how an event looks to somebody, other than whose it is. Everybody of one class is shown the same bytes,
 * so everything that resolvers authorise on is in it, except the organisation: an item of a feed does not depend on it.
 */
export function viewClass({ role, councils, scopes }: Caller): Caller {
  return {
    subject: 'view',
    role,
    organisation: '',
    councils: [...councils].sort(),
    scopes: [...scopes].sort(),
    viewClass: true,
  };
}

/** The same for subscriptions that one execution serves: they ask the same, and are of one view class. */
export function executionKey(
  { text, variables }: Pick<FeedPlan, 'text' | 'variables'>,
  { role, councils, scopes }: Caller,
): string {
  const same = JSON.stringify([text, variables, role, councils, scopes]);
  return createHash('sha256').update(same).digest('base64url');
}

/** One event as one view class is shown it: the payload of a `next` message, serialised once for all who get it. */
export interface Rendered {
  readonly json: Buffer;
  /** The same bytes, and the brace that closes a message around them. */
  readonly closed: Buffer;
  readonly cursor: string;
  /** It tells of a failure: whoever asks later tries again. */
  readonly quarantined?: boolean;
}

export function rendered(result: FormattedExecutionResult, cursor: string): Rendered {
  const closed = Buffer.from(`${JSON.stringify({ ...result, extensions: { cursor } })}}`);
  return { json: closed.subarray(0, -1), closed, cursor };
}

interface Kept {
  readonly rendered: Promise<Rendered | null>;
  readonly at: number;
  bytes: number;
  /** Undefined while it is not there yet. */
  settled?: Rendered | null;
}

const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_MS = 60_000;

/**
 * Renderings of the last minute, so that an event is executed once for all who see it live and for all who catch up
 * with it soon after. Null is kept as well: that an event is none of the feed's.
 */
export class Renderings {
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;

  /** @param render executes once for all who ask meanwhile; when it rejects, the next to ask tries again */
  get(key: string, render: () => Promise<Rendered | null>): Promise<Rendered | null> {
    const now = performance.now();
    const known = this.kept.get(key);
    if (known && now - known.at < KEPT_MS) return known.rendered;
    this.drop(key);
    const entry: Kept = { rendered: render(), at: now, bytes: 200 };
    this.kept.set(key, entry);
    this.bytes += entry.bytes;
    entry.rendered.then(
      (result) => {
        if (this.kept.get(key) !== entry) return;
        entry.settled = result;
        if (result?.quarantined) return this.drop(key);
        const more = result?.json.length ?? 0;
        entry.bytes += more;
        this.bytes += more;
        this.makeRoom(now);
      },
      () => {
        if (this.kept.get(key) === entry) this.drop(key);
      },
    );
    return entry.rendered;
  }

  /** What is there already; undefined where it is not. */
  ready(key: string): Rendered | null | undefined {
    return this.kept.get(key)?.settled;
  }

  private makeRoom(now: number): void {
    for (const [key, { at }] of this.kept) {
      if (this.bytes <= KEPT_BYTES && now - at < KEPT_MS) return;
      this.drop(key);
    }
  }

  private drop(key: string): void {
    const entry = this.kept.get(key);
    if (!entry) return;
    this.kept.delete(key);
    this.bytes -= entry.bytes;
  }
}
