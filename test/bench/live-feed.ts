import { buildSubgraphSchema } from '@apollo/subgraph';
import { normalizedExecutor } from '@graphql-tools/executor';
import type { ExecutionRequest, Executor } from '@graphql-tools/utils';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

/**
 * The feed that every server of the group `live` tells: a call-off and, from another subgraph, the name of its patch.
 * The same resolvers everywhere, which read nothing, so that what is measured is the telling.
 */
export const LIVE_FEED = `subscription Live($after: Place) {
  callOffFeed(after: $after) {
    cursor type publishedAt callOffId
    callOff { id reference council stage state version opensAt closesAt weeklyWorkerMinutes patch { code name } }
  }
}`;
/** The same with more in it, to fill what a reader that stands still leaves unread. */
export const HEAVY_FEED = LIVE_FEED.replace('callOffId', 'callOffId padding(kilobytes: 64)');

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const TENDERS = `${LINK}
  scalar Place
  type Query { callOffFeedItem(cursor: Place!): CallOffFeedItem }
  type Subscription { callOffFeed(after: Place): CallOffFeedItem! }
  type CallOffFeedItem {
    cursor: Place! type: String! publishedAt: String! callOffId: ID! callOff: CallOff!
    padding(kilobytes: Int!): String!
  }
  type CallOff {
    id: ID! reference: String! council: ID! stage: String! state: String! version: Int! opensAt: String!
    closesAt: String! weeklyWorkerMinutes: Int! patch: Patch!
  }
  type Patch @key(fields: "code", resolvable: false) { code: String! }
`;
const PROVIDERS = `${LINK}
  type Query { patches: [Patch!] }
  type Patch @key(fields: "code") { code: String! name: String! }
`;
/** Both in one, for a server that knows no federation. */
export const WHOLE = `${TENDERS.replace(LINK, '').replace(' @key(fields: "code", resolvable: false) { code: String! }', ' { code: String! name: String! }')}`;

function itemAt(seq: number) {
  const at = '2026-06-01T08:00:00.000Z';
  const id = `5b0d8a52-91c4-7d10-8f3e-${String(seq).padStart(12, '0')}`;
  return {
    cursor: String(seq),
    type: 'CallOffPublished',
    publishedAt: at,
    callOffId: id,
    callOff: {
      id,
      reference: `CO-${String(seq).padStart(7, '0')}`,
      council: 'bromley',
      stage: 'PATCH',
      state: 'OPEN',
      version: 1,
      opensAt: at,
      closesAt: '2026-06-01T10:00:00.000Z',
      weeklyWorkerMinutes: 525,
      patch: { code: seq % 2 ? 'East' : 'West' },
    },
  };
}

const padding = (_: unknown, { kilobytes }: { kilobytes: number }) => 'x'.repeat(kilobytes * 1024);
const patchName = ({ code }: { code: string }) => `${code} patch`;

/** Whoever subscribes without the hub hears of events here. */
export class Bell {
  private readonly waiting = new Set<(seq: number) => void>();

  ring(seq: number): void {
    for (const tell of this.waiting) tell(seq);
  }

  /** Items from now on, one queue for each subscriber, until it returns. */
  items(): AsyncIterableIterator<{ callOffFeed: ReturnType<typeof itemAt> }> {
    const queue: number[] = [];
    let wake: ((left: boolean) => void) | undefined;
    let left = false;
    const tell = (seq: number) => {
      queue.push(seq);
      wake?.(false);
    };
    this.waiting.add(tell);
    return {
      next: async () => {
        while (queue.length === 0 && !left) {
          await new Promise<boolean>((resolve) => {
            wake = resolve;
          });
        }
        if (left) return { value: undefined, done: true };
        return { value: { callOffFeed: itemAt(queue.shift()!) }, done: false };
      },
      return: async () => {
        left = true;
        this.waiting.delete(tell);
        wake?.(true);
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

export function resolversOf(bell: Bell) {
  return {
    Query: {
      callOffFeedItem: (_: unknown, { cursor }: { cursor: string }) => (cursor === '0' ? null : itemAt(Number(cursor))),
    },
    Subscription: { callOffFeed: { subscribe: () => bell.items() } },
    CallOffFeedItem: { padding },
  };
}
export const patchResolvers = { name: patchName };

/** As two subgraphs and what they compose to. */
export function federated(bell: Bell): { readonly supergraph: string; readonly executors: Record<string, Executor> } {
  const tenders = buildSubgraphSchema([{ typeDefs: parse(TENDERS), resolvers: resolversOf(bell) as never }]);
  const providers = buildSubgraphSchema([
    {
      typeDefs: parse(PROVIDERS),
      resolvers: {
        Query: { patches: () => [] },
        Patch: { __resolveReference: (patch: object) => patch, ...patchResolvers },
      } as never,
    },
  ]);
  const composed = composeServices([
    { name: 'tenders', typeDefs: parse(TENDERS), url: 'http://tenders.invalid' },
    { name: 'providers', typeDefs: parse(PROVIDERS), url: 'http://providers.invalid' },
  ]);
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map((each) => each.message).join('\n'));
  const executorOf = (schema: typeof tenders): Executor =>
    (({ document, variables, operationName }: ExecutionRequest) =>
      normalizedExecutor({ schema, document, variableValues: variables, operationName })) as Executor;
  return {
    supergraph: composed.supergraphSdl,
    executors: { tenders: executorOf(tenders), providers: executorOf(providers) },
  };
}
