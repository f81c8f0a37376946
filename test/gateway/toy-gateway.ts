import { pino } from 'pino';
import { type RunningGateway, type StartOptions, startGateway } from '../../gateway/main.js';
import { aGrant, type HeldGrants, heldGrants, type IdentityProvider, identityProvider } from './clients.js';
import { type HeldLog, heldLog } from './live/held-log.js';
import { type Toy, toySubgraphs } from './toy-subgraphs.js';

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
    issuers: [provider.issuer],
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
