import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { CallOffAdvert } from './roster.js';

/** One item of the feed, as `watch-call-offs` asks for it. Types not handled here are for others, or still to come. */
export interface FeedItem {
  readonly cursor: string;
  readonly type: string;
  readonly callOffId: string;
  readonly version: number | null;
  readonly outcome: 'WON' | 'UNSUCCESSFUL' | 'NOT_YET_DECIDED' | 'INELIGIBLE' | null;
  readonly reasonCode: string | null;
  readonly placementId: string | null;
  readonly firstCallAt: string | null;
  readonly ipoId: string | null;
  readonly dischargeAt: string | null;
  readonly callOff: CallOffAdvert | null;
}

/** What arrives: an item, or word that the hub could not render the event at this cursor. */
export type Arrived = { readonly item: FeedItem } | { readonly unrendered: string; readonly codes: readonly string[] };

export interface Feed {
  /** The next arrival; undefined when the hub has ended the feed. Rejects with `FeedClosedError`. */
  next(): Promise<Arrived | undefined>;
  close(): Promise<void>;
}

/** Why a feed ended, and what its reader does about it. */
export class FeedClosedError extends Error {
  constructor(
    readonly code: string,
    /** AGAIN: connect and resume. LATER: the same, after a longer pause. NEVER: it would end the same way. */
    readonly retry: 'AGAIN' | 'LATER' | 'NEVER',
  ) {
    super(`The feed ended (${code}).`);
  }
}

/** Every so often the hub is asked whether it is still there; without an answer the connection counts as lost. */
const KEEP_ALIVE_MS = 15_000;
const ANSWER_MS = 10_000;

/**
 * Opens the feed after a cursor. The library would reconnect by itself, but with the cursor that it was given first:
 * its reader resumes with the last one that it has dealt with.
 */
export function openFeed(options: {
  readonly url: string;
  readonly token: string;
  readonly document: string;
  readonly after: string;
}): Feed {
  let unanswered: NodeJS.Timeout | undefined;
  const client = createClient({
    url: options.url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${options.token}` },
    retryAttempts: 0,
    keepAlive: KEEP_ALIVE_MS,
    on: {
      ping: (received) => {
        if (!received) unanswered = setTimeout(() => client.terminate(), ANSWER_MS).unref();
      },
      pong: (received) => {
        if (received) clearTimeout(unanswered);
      },
    },
  });
  const payloads = client.iterate<{ callOffFeed: FeedItem }, { cursor?: string }>({
    query: options.document,
    variables: { after: options.after },
  });
  return {
    async next() {
      try {
        const { value, done } = await payloads.next();
        if (done) return undefined;
        if (value.data) return { item: value.data.callOffFeed };
        const codes = (value.errors ?? []).map(({ extensions }) => String(extensions?.code ?? 'INTERNAL'));
        const cursor = value.extensions?.cursor;
        // Without a cursor it speaks of the feed itself, such as that the session has ended.
        if (cursor === undefined) throw closed(value.errors);
        return { unrendered: cursor, codes };
      } catch (error) {
        throw error instanceof FeedClosedError ? error : closed(error);
      }
    },
    async close() {
      clearTimeout(unanswered);
      await payloads.return?.();
      // It waits for a connection that is being made, which may take its time.
      await Promise.race([Promise.resolve(client.dispose()).catch(() => {}), sleep(1_000, undefined, { ref: false })]);
    },
  };
}

/** What a reader does about the codes of a fault or of a close frame; whatever is not here is a mistake of this program. */
const RETRY: Readonly<Record<string, FeedClosedError['retry']>> = {
  SHUTTING_DOWN: 'AGAIN',
  SUBGRAPH_UNAVAILABLE: 'AGAIN',
  INTERNAL: 'AGAIN',
  SLOW_READER: 'AGAIN',
  // With another token, or with what is granted now.
  EXPIRED: 'AGAIN',
  CHANGED: 'AGAIN',
  GRANT_CHANGED: 'AGAIN',
  THROTTLED: 'LATER',
  TOO_MANY_SOCKETS: 'LATER',
  // The token may be renewed, its issuer may be back, or its newest key be known.
  UNAUTHENTICATED: 'LATER',
  // Suspended by every council we work for.
  FORBIDDEN: 'LATER',
  // No token helps: whoever gives the grant is to be asked.
  REVOKED: 'NEVER',
  NO_GRANT: 'NEVER',
  GRANT_ENDED: 'NEVER',
  NOT_FOR_ISSUER: 'NEVER',
  UNKNOWN_ISSUER: 'NEVER',
  LACKS_SCOPE: 'NEVER',
};

/** What the hub says of why a feed ended, in its most particular word. */
interface Said {
  readonly code?: unknown;
  /** Of `UNAUTHENTICATED`. */
  readonly reason?: unknown;
  readonly rule?: unknown;
}

function wordOf({ code, reason, rule }: Said): string | undefined {
  if (code === 'UNAUTHENTICATED' && typeof reason === 'string') return reason;
  if (code === 'FORBIDDEN' && rule === 'IDG-27') return 'LACKS_SCOPE';
  return typeof code === 'string' ? code : undefined;
}

/** A word that is not known is as what it belongs to. */
function retryOf(word: string, { code }: Said, otherwise: FeedClosedError['retry']): FeedClosedError['retry'] {
  return RETRY[word] ?? RETRY[String(code)] ?? otherwise;
}

/** Codes of the protocol by which the hub says that this program is at fault. */
const OURS: readonly number[] = [1009, 4400, 4401, 4406, 4409, 4429];

/** From a close frame, or from the errors of a feed that was not opened or has ended: gateway/LIVE.md lists both. */
function closed(reason: unknown): FeedClosedError {
  if (Array.isArray(reason)) {
    const { extensions = {} } = (reason[0] ?? {}) as { extensions?: Said };
    const word = wordOf(extensions) ?? 'INTERNAL';
    return new FeedClosedError(word, retryOf(word, extensions, 'NEVER'));
  }
  const { code = 1006, reason: said = '' } = (reason ?? {}) as { code?: number; reason?: string };
  const told = saidIn(said);
  const word = wordOf(told);
  if (word) return new FeedClosedError(word, retryOf(word, told, 'LATER'));
  return new FeedClosedError(`CLOSED_${code}`, OURS.includes(code) ? 'NEVER' : code === 4481 ? 'LATER' : 'AGAIN');
}

/** The hub gives its reason as JSON: `{"code":"SLOW_READER","after":"1234"}`. */
function saidIn(reason: string): Said {
  try {
    return JSON.parse(reason) as Said;
  } catch {
    return {};
  }
}
