import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { buildGraphQLWSExecutor } from '@graphql-tools/executor-graphql-ws';
import { cacheExchange, createClient as createUrql, fetchExchange, subscriptionExchange } from '@urql/core';
import { parse } from 'graphql';
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import { WebSocket } from 'ws';
import { OAKWOOD, type ToyGateway, toyGateway } from '../toy-gateway.js';

/** Clients that we did not write, each as its own manual sets it up, over the transports it knows. */
let hub: ToyGateway;
let authorization: string;
const ends: Array<() => unknown> = [];

beforeEach(async () => {
  hub = await toyGateway();
  authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await hub.stop(500);
});

const FEED =
  'subscription Feed($after: Place) { callOffFeed(after: $after) { cursor type callOff { reference patch { name } } } }';
const QUERY = 'query Mine { askedBy patches { code name } }';
const BID = 'mutation Bid($input: SubmitBidInput!) { submitBid(input: $input) { bid refusals { rule code } } }';
const INPUT = { input: { callOff: '7', ratePence: 0 } };
const REFUSED = { bid: null, refusals: [{ rule: 'WIN-01', code: 'WINDOW_CLOSED' }] };

// What a client library makes of an answer is its own business; here it is read by what is expected of it.
// biome-ignore lint/suspicious/noExplicitAny: the shape is each library's own
type Data = any;

interface Vendor {
  query(): Promise<Data>;
  mutate(): Promise<Data>;
  /** @returns the way to stop */
  subscribe(after: string, next: (data: Data) => void, failed: (error: Data) => void): () => void;
}

const ws = () =>
  createWs({
    url: hub.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
const sse = () => createSse({ url: hub.url, headers: { authorization }, retryAttempts: 0 });

function viaSubscribe(client: ReturnType<typeof ws> | ReturnType<typeof sse>): Vendor {
  ends.push(() => client.dispose());
  const once = (query: string, variables?: Record<string, unknown>) =>
    new Promise<Data>((resolve, reject) => {
      client.subscribe(
        { query, variables },
        { next: ({ data }: Data) => resolve(data), error: reject, complete: () => {} },
      );
    });
  return {
    query: () => once(QUERY),
    mutate: () => once(BID, INPUT),
    subscribe: (after, next, failed) =>
      client.subscribe(
        { query: FEED, variables: { after } },
        // Over server-sent events a refusal is a result like any other.
        { next: ({ data, errors }: Data) => (data ? next(data) : failed(errors)), error: failed, complete: () => {} },
      ),
  };
}

const VENDORS: Readonly<Record<string, () => Vendor>> = {
  'graphql-ws': () => viaSubscribe(ws()),
  'graphql-sse': () => viaSubscribe(sse()),
  '@apollo/client over WebSocket': () => {
    const client = ws();
    ends.push(() => client.dispose());
    return viaApollo(new GraphQLWsLink(client));
  },
  '@apollo/client over HTTP, its feed over server-sent events': () => {
    const feed = viaSubscribe(sse());
    const { query, mutate } = viaApollo(new HttpLink({ uri: hub.url, headers: { authorization } }));
    return { query, mutate, subscribe: feed.subscribe };
  },
  '@graphql-tools/executor-graphql-ws': () => {
    const execute = buildGraphQLWSExecutor({
      url: hub.url.replace('http', 'ws'),
      connectionParams: { authorization },
    });
    ends.push(() => execute[Symbol.asyncDispose]());
    const once = async (document: string, variables = {}) =>
      ((await execute({ document: parse(document), variables })) as Data).data;
    return {
      query: () => once(QUERY),
      mutate: () => once(BID, INPUT),
      subscribe(after, next, failed) {
        let stop = () => {};
        (async () => {
          const results = (await execute({ document: parse(FEED), variables: { after } })) as AsyncIterable<Data>;
          const iterator = results[Symbol.asyncIterator]();
          stop = () => void iterator.return?.();
          for (;;) {
            const { value, done } = await iterator.next();
            if (done) return;
            if (value.data) next(value.data);
            else failed(value.errors);
          }
        })().catch(failed);
        return () => stop();
      },
    };
  },
  'urql, its feed over WebSocket': () => {
    const client = ws();
    ends.push(() => client.dispose());
    return viaUrql((request, sink) => client.subscribe(request as never, sink as never));
  },
  'urql, its feed over server-sent events': () => {
    const client = sse();
    ends.push(() => client.dispose());
    return viaUrql((request, sink) => client.subscribe(request as never, sink as never));
  },
};

function viaApollo(link: GraphQLWsLink | HttpLink): Vendor {
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  ends.push(() => client.stop());
  return {
    query: async () => (await client.query({ query: gql(QUERY), fetchPolicy: 'no-cache' })).data,
    mutate: async () => (await client.mutate({ mutation: gql(BID), variables: INPUT, fetchPolicy: 'no-cache' })).data,
    subscribe(after, next, failed) {
      const subscription = client
        .subscribe({ query: gql(FEED), variables: { after }, fetchPolicy: 'no-cache' })
        .subscribe({ next: ({ data, error }: Data) => (error ? failed(error) : next(data)), error: failed });
      return () => subscription.unsubscribe();
    },
  };
}

function viaUrql(forward: (request: object, sink: object) => () => void): Vendor {
  const client = createUrql({
    url: hub.url,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization } },
    // It aborts what it has read to the end, which Node tells of as a failure.
    fetch: (url, init) => fetch(url, { ...init, signal: undefined }),
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: forward({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  return {
    query: async () => (await client.query(QUERY, {}).toPromise()).data,
    mutate: async () => (await client.mutation(BID, INPUT).toPromise()).data,
    subscribe(after, next, failed) {
      const { unsubscribe } = client
        .subscription(FEED, { after })
        .subscribe(({ data, error }: Data) => (error ? failed(error) : next(data)));
      return unsubscribe;
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(5);
  }
}

describe.each(Object.entries(VENDORS))('%s', (_, vendor) => {
  it('NTF-01: asks, acts, is told what it missed and what comes, and leaves nothing behind', async () => {
    const client = vendor();
    // Libraries that normalise ask for __typename as well.
    expect(await client.query()).toMatchObject({
      askedBy: OAKWOOD,
      patches: [
        { code: 'East', name: 'East patch' },
        { code: 'West', name: 'West patch' },
      ],
    });
    expect(await client.mutate()).toMatchObject({ submitBid: REFUSED });

    for (let n = 0; n < 3; n++) hub.log.record({});
    const told: Data[] = [];
    const failures: Data[] = [];
    const stop = client.subscribe(
      '1',
      (data) => told.push(data.callOffFeed),
      (error) => failures.push(error),
    );
    await until(() => told.length === 2);
    hub.log.record({});
    await until(() => told.length === 3);
    expect(failures).toEqual([]);
    expect(told.map(({ cursor }) => cursor)).toEqual(['2', '3', '4']);
    expect(told[2]).toMatchObject({
      type: 'CallOffPublished',
      callOff: { reference: 'CO-4', patch: { name: 'West patch' } },
    });
    stop();
    await until(() => hub.live.counts().feeds === 0);
  });

  it('NTF-01: is told why its feed is refused', async () => {
    const failures: Data[] = [];
    const stop = vendor().subscribe(
      'nowhere',
      () => {},
      (error) => failures.push(error),
    );
    await until(() => failures.length > 0);
    expect(codesIn(failures[0])).toContain('UNKNOWN_CURSOR');
    stop();
  });
});

/** Each library wraps the errors of GraphQL in its own way. */
function codesIn(error: Data): string[] {
  const errors: Data[] = [error].flat().flatMap((each) => each.graphQLErrors ?? each.errors ?? [each]);
  return errors.map((each) => each.extensions?.code);
}
