import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { normalizedExecutor } from '@graphql-tools/executor';
import type { ExecutionRequest, Executor } from '@graphql-tools/utils';
import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { NoAnswerError } from '../../gateway/subgraph-http.js';
import { type Caller, NotAuthorisedError } from '../../kernel/identity/caller.js';
import { createSigner, createVerifier, generateServiceKey } from '../../kernel/identity/signed-identity.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';

/**
 * Two small federated subgraphs, one with a feed, for tests of the gateway alone: call-offs are in tenders, the names
 * of their patches in providers. They believe a signed identity as the real ones do.
 */

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

const TENDERS = `${LINK}
  scalar Place
  scalar Anything
  type Query {
    unserialisable: Anything
    callOff(id: ID!): CallOff
    callOffs(first: Int): CallOffConnection
    askedBy: String
    slowly(ms: Int!): String
    broken: String
    refused: String
    bidders: [Bidder!]!
    callOffFeedItem(cursor: Place!): CallOffFeedItem
  }
  type Mutation { submitBid(input: SubmitBidInput!): SubmitBidPayload }
  type Subscription { callOffFeed(after: Place): CallOffFeedItem! }
  input SubmitBidInput { callOff: ID!, ratePence: Int! }
  type SubmitBidPayload { bid: ID refusals: [Refusal!]! }
  type Refusal { rule: String! code: String! message: String! }
  type CallOffConnection { edges: [CallOffEdge!]! pageInfo: PageInfo! }
  type CallOffEdge { node: CallOff! cursor: String! }
  type PageInfo { hasNextPage: Boolean! }
  type CallOff @key(fields: "id") { id: ID! reference: String! patch: Patch stages: [Stage!]! askedBy: String }
  interface Bidder { id: ID! }
  type Firm implements Bidder @key(fields: "id") { id: ID! }
  type Consortium implements Bidder @key(fields: "id") { id: ID! bidsFor: [CallOff!]! }
  type Stage { name: String! callOff: CallOff! }
  type Patch @key(fields: "code", resolvable: false) { code: String! }
  type CallOffFeedItem { cursor: Place! type: String! callOff: CallOff! seenBy: String! unserialisable: Anything padding(kilobytes: Int!): String! }
`;

const PROVIDERS = `${LINK}
  type Query { patches: [Patch!] suppliersAskedBy: String }
  interface Bidder { id: ID! name: String! seat: Patch }
  type Firm implements Bidder @key(fields: "id") { id: ID! name: String! seat: Patch }
  type Consortium implements Bidder @key(fields: "id") { id: ID! name: String! seat: Patch }
  type Patch @key(fields: "code") { code: String! name: String! askedBy: String }
`;

interface Context {
  readonly caller: Caller;
}

/** What happened inside, for tests to count. */
export interface Toy {
  readonly supergraph: string;
  readonly executors: Record<'tenders' | 'providers', Executor>;
  /** The callers under whom `callOffFeedItem` was asked, one entry an execution. */
  readonly renderings: Array<{ readonly cursor: number; readonly caller: Caller }>;
  /** Events that exist, by seq, as the tenders subgraph knows them. */
  readonly events: Map<number, LoggedEvent>;
  /** A subgraph named here does not answer. */
  readonly down: Set<string>;
  /** Cursors whose rendering fails inside. */
  readonly poisoned: Set<number>;
  /** Cursors whose item holds what no JSON can: only a subgraph in the gateway's own process can answer that. */
  readonly unserialisable: Set<number>;
  readonly sign: Awaited<ReturnType<typeof createSigner>>;
  /** The same subgraphs behind HTTP servers of their own. */
  overHttp(): Promise<{
    readonly urls: Record<string, string>;
    /** Of both servers together, so far. */
    readonly counts: { questions: number; connections: number };
    stop(): Promise<void>;
  }>;
}

export async function toySubgraphs(): Promise<Toy> {
  const key = await generateServiceKey('gateway');
  const sign = await createSigner('gateway', key.privateJwk);
  const verify = await createVerifier([key.publicJwk]);
  const renderings: Toy['renderings'] = [];
  const events: Toy['events'] = new Map();
  const poisoned = new Set<number>();
  const unserialisable = new Set<number>();
  const down = new Set<string>();

  const who = (_: unknown, __: unknown, { caller }: Context) => caller.subject;
  const callOff = (id: string) => ({
    id,
    reference: `CO-${id}`,
    patch: { code: Number(id) % 2 ? 'East' : 'West' },
    stages: [{ name: 'PATCH' }],
  });
  const tenders = buildSubgraphSchema([
    {
      typeDefs: parse(TENDERS),
      resolvers: {
        Query: {
          callOff: (_: unknown, { id }: { id: string }) => callOff(id),
          callOffs: (_: unknown, { first }: { first?: number }) => ({
            edges: Array.from({ length: first ?? 3 }, (_each, n) => ({ cursor: `${n}`, node: callOff(`${n}`) })),
            pageInfo: { hasNextPage: false },
          }),
          askedBy: who,
          bidders: () => [
            { __typename: 'Firm', id: 'oakwood' },
            { __typename: 'Consortium', id: 'two-rivers', bidsFor: [callOff('2')] },
          ],
          unserialisable: () => 1n,
          slowly: async (_: unknown, { ms }: { ms: number }) => {
            await sleep(ms);
            return 'done';
          },
          broken: () => {
            throw new Error('connection to 10.1.2.3 failed: password of tenders_app is wrong');
          },
          refused: () => {
            throw new NotAuthorisedError('IDG-26', 'This belongs to another council.');
          },
          callOffFeedItem: async (_: unknown, { cursor }: { cursor: string }, { caller }: Context) => {
            if (!caller.scopes.includes('offers:read')) {
              throw new NotAuthorisedError('IDG-27', 'This credential lacks the scope offers:read.');
            }
            const seq = Number(cursor);
            const event = events.get(seq);
            if (!event) return null;
            renderings.push({ cursor: seq, caller });
            if (poisoned.has(seq)) throw new Error('the row of this event cannot be read');
            await sleep(seq % 3);
            return {
              cursor: String(seq),
              type: event.type,
              callOff: callOff(String(seq)),
              seenBy: `${caller.role} ${caller.councils.join('+')} ${caller.organisation}`,
            };
          },
        },
        Mutation: {
          submitBid: (_: unknown, { input }: { input: { callOff: string; ratePence: number } }) =>
            input.ratePence > 0
              ? { bid: `bid-${input.callOff}`, refusals: [] }
              : { bid: null, refusals: [{ rule: 'WIN-01', code: 'WINDOW_CLOSED', message: 'The window has closed.' }] },
        },
        CallOff: { askedBy: who },
        CallOffFeedItem: {
          unserialisable: ({ cursor }: { cursor: string }) => (unserialisable.has(Number(cursor)) ? 1n : null),
          padding: (_: unknown, { kilobytes }: { kilobytes: number }) => 'x'.repeat(kilobytes * 1024),
        },
      } as never,
    },
  ]);
  const providers = buildSubgraphSchema([
    {
      typeDefs: parse(PROVIDERS),
      resolvers: {
        Query: { patches: () => [{ code: 'East' }, { code: 'West' }], suppliersAskedBy: who },
        Patch: {
          __resolveReference: (patch: object) => patch,
          name: ({ code }: { code: string }) => `${code} patch`,
          askedBy: who,
        },
        Firm: {
          __resolveReference: (firm: object) => firm,
          name: ({ id }: { id: string }) => `${id} Ltd`,
          seat: () => ({ code: 'East' }),
        },
        Consortium: {
          __resolveReference: (consortium: object) => consortium,
          name: ({ id }: { id: string }) => `${id} together`,
          seat: () => ({ code: 'East' }),
        },
      } as never,
    },
  ]);

  const executorOf = (name: string, schema: GraphQLSchema): Executor =>
    (async ({ document, variables, operationName, extensions }: ExecutionRequest) => {
      if (down.has(name)) throw new NoAnswerError(new Error('connect ECONNREFUSED 10.1.2.3:5432'));
      const { authorization } = (extensions as { headers: { authorization: string } }).headers;
      const caller = await verify(authorization.slice('Bearer '.length));
      return normalizedExecutor({
        schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: { caller },
      });
    }) as Executor;
  const executors = { tenders: executorOf('tenders', tenders), providers: executorOf('providers', providers) };

  const composed = composeServices([
    { name: 'tenders', typeDefs: parse(TENDERS), url: 'http://tenders.invalid' },
    { name: 'providers', typeDefs: parse(PROVIDERS), url: 'http://providers.invalid' },
  ]);
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map((each) => each.message).join('\n'));

  return {
    supergraph: composed.supergraphSdl,
    executors,
    renderings,
    events,
    poisoned,
    unserialisable,
    down,
    sign,
    async overHttp() {
      const counts = { questions: 0, connections: 0 };
      const servers = Object.entries(executors).map(([name, executor]) => serve(name, executor, down, counts));
      const urls = Object.fromEntries(await Promise.all(servers.map(({ listening }) => listening)));
      return { urls, counts, stop: async () => void (await Promise.all(servers.map(({ stop }) => stop()))) };
    },
  };
}

function serve(
  name: string,
  executor: Executor,
  down: ReadonlySet<string>,
  counts: { questions: number; connections: number },
) {
  const parsed = new Map<string, DocumentNode>();
  const server = createServer(async (request, response) => {
    if (down.has(name)) return void request.socket.destroy();
    counts.questions += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks).toString());
    const document = parsed.get(query) ?? parse(query);
    parsed.set(query, document);
    const { authorization } = request.headers;
    const result = await executor({ document, variables, operationName, extensions: { headers: { authorization } } });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  server.on('connection', () => {
    counts.connections += 1;
  });
  return {
    listening: new Promise<[string, string]>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve([name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`]);
      });
    }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
