import { pino } from 'pino';
import { type RunningGateway, type StartOptions, startGateway } from '../../gateway/main.js';
import type { EventLogReader } from '../../kernel/log/event-log.js';
import type { Audience, LoggedEvent } from '../../schema/events/envelope.js';
import { aGrant, type HeldGrants, heldGrants, type IdentityProvider, identityProvider } from './clients.js';
import { PLAIN } from './plain-cursors.js';
import { type Toy, toySubgraphs } from './toy-subgraphs.js';

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

export interface ToyGateway extends RunningGateway {
  readonly toy: Toy;
  readonly log: HeldLog;
  readonly grants: HeldGrants;
  readonly provider: IdentityProvider;
  readonly lines: string[];
  /** One operation by POST. */
  ask(subject: string, query: string, variables?: object, headers?: object): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: Record<string, unknown> | null;
    errors?: Array<{ message: string; path?: unknown; extensions: Record<string, unknown> }>;
    extensions?: Record<string, unknown>;
  };
}

export const OAKWOOD = 'machine:rostering-oakwood';
export const WILLOW = 'machine:rostering-willow';
export const BROKER = 'user:broker-1';
export const OPERATOR = 'user:operator-1';

/** The gateway whole, over the toy subgraphs and an event log in memory. */
export async function toyGateway(options: Partial<StartOptions> = {}): Promise<ToyGateway> {
  const toy = await toySubgraphs();
  const log = heldLog(toy.events);
  const provider = await identityProvider();
  const grants = heldGrants(
    aGrant({ subject: OAKWOOD }),
    aGrant({ subject: WILLOW, organisation: 'willow', councils: ['bromley', 'lewisham'] }),
    aGrant({ subject: BROKER, role: 'broker', organisation: 'bromley', scopes: ['offers:read', 'sourcing:write'] }),
    aGrant({ subject: 'user:practitioner-1', role: 'practitioner', organisation: 'bromley' }),
    aGrant({ subject: 'user:commissioner-1', role: 'commissioner', organisation: 'bromley' }),
    aGrant({ subject: OPERATOR, role: 'operator', organisation: 'hub', scopes: ['platform:write'] }),
  );
  const lines: string[] = [];
  const running = await startGateway({
    supergraph: toy.supergraph,
    subgraphs: toy.executors,
    sign: toy.sign,
    tokens: provider.rules,
    grants,
    events: log,
    feeds: { callOffFeed: { item: 'callOffFeedItem', types: ['CallOffPublished', 'CallOffAmended', 'CallOffClosed'] } },
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    ...options,
  });
  return {
    ...running,
    toy,
    log,
    grants,
    provider,
    lines,
    async ask(subject, query, variables, headers = {}) {
      const response = await fetch(running.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await provider.token(subject)}`,
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
    },
  };
}
