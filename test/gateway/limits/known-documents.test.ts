import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient as createUrql, fetchExchange, makeOperation, mapExchange, stringifyDocument } from '@urql/core';
import { parse } from 'graphql';
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createKnownDocuments } from '../../../gateway/limits/known-documents.js';
import { BROKER, OAKWOOD, type ToyGateway, toyGateway } from '../toy-gateway.js';

const TRUSTED = 'query Trusted { askedBy }';
const QUERY = 'query Mine {\n  askedBy\n}';
const BID = 'mutation Bid($input: SubmitBidInput!) { submitBid(input: $input) { refusals { rule } } }';
const RESPONSE_JSON = { accept: 'application/graphql-response+json' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hashed = (query: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });

let hub: ToyGateway;
let authorization: string;
const ends: Array<() => unknown> = [];

beforeEach(async () => {
  hub = await toyGateway({ trusted: [TRUSTED] });
  authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await hub.stop(500);
});

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: it is read by what is expected of it
  return { status: response.status, body: (await response.json()) as any };
}

const codeOf = ({ body }: Awaited<ReturnType<typeof post>>) => body.errors?.[0]?.extensions?.code;

describe('a document named by its hash', () => {
  it('NFR-06: is asked for if this process does not know it, in the words and with the status that clients look for', async () => {
    for (const headers of [{}, RESPONSE_JSON]) {
      expect(await post(hashed(QUERY), headers)).toEqual({
        status: 200,
        body: {
          errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
        },
      });
    }
  });

  it('NFR-06: is known once it was sent with its hash, to every client, each as the caller it is', async () => {
    expect((await post({ query: QUERY, ...hashed(QUERY) })).body.data).toEqual({ askedBy: OAKWOOD });
    expect((await post(hashed(QUERY))).body.data).toEqual({ askedBy: OAKWOOD });
    const broker = `Bearer ${await hub.provider.token(BROKER)}`;
    expect((await post(hashed(QUERY), { authorization: broker })).body.data).toEqual({ askedBy: BROKER });
    const { persistedQuery } = hashed(QUERY).extensions;
    const url = `${hub.url}?extensions=${encodeURIComponent(JSON.stringify({ persistedQuery }))}`;
    const inUrl = await fetch(url, { headers: { authorization, ...RESPONSE_JSON } });
    expect(await inUrl.json()).toMatchObject({ data: { askedBy: OAKWOOD } });
  });

  it('NFR-06: is known from the start if it was promised', async () => {
    expect((await post(hashed(TRUSTED))).body.data).toEqual({ askedBy: OAKWOOD });
  });

  it('NFR-06: is refused and not kept if the hash is of another', async () => {
    const wrong = await post({ query: QUERY, ...hashed(BID) }, RESPONSE_JSON);
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'BAD_REQUEST']);
    expect(codeOf(await post(hashed(BID)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it.each([
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
    ['TOO_LARGE', `{ askedBy } #${'x'.repeat(40_000)}`],
    ['TOO_COSTLY', '{ callOffs(first: 100000) { edges { cursor } } }'],
  ])('NFR-06: is not kept if it is not admitted: %s', async (code, query) => {
    expect(codeOf(await post({ query, ...hashed(query) }))).toBe(code);
    expect(codeOf(await post(hashed(query)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it.each([
    '{ callOff(id: "9") { reference } }',
    '{ callOff(id: 9434) { reference } }',
    '# Rose\n{ callOff(id: 9) { reference } }',
  ])(
    'IDG-01, IDG-23: is executed and not kept if it holds a value, so that nobody sees who asked about whom: %s',
    async (query) => {
      const reference = expect.stringMatching(/^CO-9/);
      expect((await post({ query, ...hashed(query) })).body.data).toEqual({ callOff: { reference } });
      expect(codeOf(await post(hashed(query)))).toBe('PERSISTED_QUERY_NOT_FOUND');
    },
  );

  it('is kept with the size of a page in it', async () => {
    const query = '{ callOff(id: 9) { reference } }';
    await post({ query, ...hashed(query) });
    expect((await post(hashed(query))).body.data).toEqual({ callOff: { reference: 'CO-9' } });
  });

  it.each([
    ['another version', { persistedQuery: { version: 2, sha256Hash: sha256(QUERY) } }],
    ['no hash', { persistedQuery: { version: 1 } }],
    ['a hash that is none', { persistedQuery: { version: 1, sha256Hash: 'x' } }],
    ['another shape', { persistedQuery: 'x' }],
    ['nothing at all', {}],
  ])('NFR-06: BAD_REQUEST for %s', async (_, extensions) => {
    expect(codeOf(await post({ extensions }))).toBe('BAD_REQUEST');
  });

  it('NFR-06: is forgotten in favour of others, so that what is kept is bounded', () => {
    const documents = createKnownDocuments();
    const query = (nth: number) => `{ n${nth}: askedBy } ${' '.repeat(30_000)}`;
    const keep = (nth: number) => {
      const request = { query: query(nth), hash: sha256(query(nth)), bytes: 0 };
      documents.keep(documents.find(request), parse(request.query));
    };
    for (let nth = 0; nth < 200; nth++) keep(nth);
    expect(() => documents.find({ hash: sha256(query(0)), bytes: 0 })).toThrow('PersistedQueryNotFound');
    expect(documents.find({ hash: sha256(query(199)), bytes: 0 }).query).toBe(query(199));
  });
});

describe('over WebSocket and server-sent events', () => {
  const FEED = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor } }';
  const CLIENTS = {
    WebSocket: () =>
      createWs({
        url: hub.url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { authorization },
        retryAttempts: 0,
      }),
    'server-sent events': () => createSse({ url: hub.url, headers: { authorization }, retryAttempts: 0 }),
  };

  it.each(Object.entries(CLIENTS))(
    'NFR-06: %s: a query and a feed by hash, after both were sent',
    async (_, connect) => {
      const client = connect();
      ends.push(() => client.dispose());
      const ask = (request: { query: string; variables?: Record<string, unknown> }) =>
        new Promise<unknown>((resolve) => {
          client.subscribe(request, { next: resolve, error: resolve, complete() {} });
        });
      const code = (answer: unknown) => JSON.stringify(answer).includes('"PERSISTED_QUERY_NOT_FOUND"');
      hub.log.record({});
      for (const [query, variables, told] of [
        [QUERY, undefined, { data: { askedBy: OAKWOOD } }],
        [FEED, { after: '0' }, { data: { callOffFeed: { cursor: '1' } } }],
      ] as const) {
        expect(code(await ask({ query: '', variables, ...hashed(query) }))).toBe(true);
        expect(await ask({ query, variables, ...hashed(query) })).toMatchObject(told);
        expect(await ask({ query: '', variables, ...hashed(query) })).toMatchObject(told);
      }
    },
  );
});

describe('clients that name documents by themselves', () => {
  /** What each request of a client had, in order. */
  const sent: Array<{ query: boolean; hash: boolean }> = [];
  const watched: typeof fetch = (url, init) => {
    const text = init?.method === 'POST' ? String(init.body) : decodeURIComponent(String(url));
    sent.push({ query: /"?query"?[:=]/.test(text), hash: text.includes('sha256Hash') });
    return fetch(url, { ...init, signal: undefined });
  };
  const BY_HASH = { query: false, hash: true };
  const WITH_BOTH = { query: true, hash: true };
  beforeEach(() => sent.splice(0));

  it.each([
    ['by POST', false],
    ['by GET', true],
  ])(
    'NFR-06: @apollo/client %s: the first query works, and the next sends the hash alone',
    async (_, useGETForHashedQueries) => {
      const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(
        new HttpLink({ uri: hub.url, headers: { authorization }, fetch: watched }),
      );
      for (const expected of [[BY_HASH, WITH_BOTH], [BY_HASH]]) {
        sent.splice(0);
        const client = new ApolloClient({ link, cache: new InMemoryCache() });
        ends.push(() => client.stop());
        const { data } = await client.query({ query: gql(QUERY), fetchPolicy: 'no-cache' });
        expect(data).toEqual({ askedBy: OAKWOOD });
        expect(sent).toEqual(expected);
      }
    },
  );

  it('NFR-06: @apollo/client acts and is told over WebSocket, where it sends both', async () => {
    const client = createWs({
      url: hub.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    const apollo = new ApolloClient({
      link: ApolloLink.from([new PersistedQueryLink({ sha256 }), new GraphQLWsLink(client)]),
      cache: new InMemoryCache(),
    });
    ends.push(
      () => apollo.stop(),
      () => client.dispose(),
    );
    const variables = { input: { callOff: '7', ratePence: 0 } };
    const { data } = await apollo.mutate({ mutation: gql(BID), variables, fetchPolicy: 'no-cache' });
    expect(data).toMatchObject({ submitBid: { refusals: [{ rule: 'WIN-01' }] } });
  });

  it('NFR-06: urql, whose exchange for this marks an operation and, once it is not found, marks it as a miss', async () => {
    const ask = async (miss: boolean) => {
      const mark = mapExchange({
        onOperation(operation) {
          const persistedQuery = { version: 1 as const, sha256Hash: sha256(stringifyDocument(operation.query)), miss };
          return makeOperation(operation.kind, { ...operation, extensions: { persistedQuery } }, operation.context);
        },
      });
      const urql = createUrql({
        url: hub.url,
        preferGetMethod: false,
        fetchOptions: { headers: { authorization } },
        fetch: watched,
        exchanges: [mark, fetchExchange],
      });
      return urql.query(QUERY, {}).toPromise();
    };
    const first = await ask(false);
    expect(first.error?.graphQLErrors.map(({ message }) => message)).toEqual(['PersistedQueryNotFound']);
    expect((await ask(true)).data).toMatchObject({ askedBy: OAKWOOD });
    expect((await ask(false)).data).toMatchObject({ askedBy: OAKWOOD });
    expect(sent).toEqual([BY_HASH, WITH_BOTH, BY_HASH]);
  });
});
