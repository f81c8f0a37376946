import { request } from 'node:http';
import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { BROKER, OAKWOOD, OPERATOR, type ToyGateway, toyGateway } from '../toy-gateway.js';

let hub: ToyGateway;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  hub = await toyGateway({ pingEveryMs: 200, limits: { streamsPerClient: 3, operationsPerSocket: 4 } });
});
afterAll(() => hub.stop(200));
afterEach(async () => {
  const open = sockets.splice(0).filter((socket) => socket.readyState !== WebSocket.CLOSED);
  await Promise.all(
    open.map((socket) => {
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.terminate();
      return closed;
    }),
  );
});

interface Wire {
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  send(message: object | string): void;
  /** The next message, however long ago it came. */
  next(): Promise<{ type: string; id?: string; payload?: never }>;
}

function wire(headers: Record<string, string> = {}): Wire {
  const socket = new WebSocket(hub.url.replace('http', 'ws'), 'graphql-transport-ws', { headers });
  sockets.push(socket);
  const came: string[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    came.push(String(data));
    wake();
  });
  socket.on('error', () => {});
  const opened = new Promise((resolve) => socket.once('open', resolve));
  return {
    socket,
    closed: new Promise((resolve) => socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }))),
    send: (message) =>
      void opened.then(() => socket.send(typeof message === 'string' ? message : JSON.stringify(message))),
    async next() {
      while (came.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return JSON.parse(came.shift()!);
    },
  };
}

async function connected(subject: string): Promise<Wire> {
  const each = wire();
  each.send({ type: 'connection_init', payload: { authorization: `Bearer ${await hub.provider.token(subject)}` } });
  expect(await each.next()).toEqual({ type: 'connection_ack' });
  return each;
}

describe('a socket', () => {
  it.each<[string, string, () => Promise<object | undefined>]>([
    ['no token', 'NO_TOKEN', async () => undefined],
    ['an empty token', 'NO_TOKEN', async () => ({ authorization: '' })],
    ['a token of another shape', 'NO_TOKEN', async () => ({ authorization: { toString: 'x' } })],
    [
      'a token of nobody',
      'NO_GRANT',
      async () => ({ authorization: `Bearer ${await hub.provider.token('machine:nobody')}` }),
    ],
    [
      'a token for somebody else',
      'NOT_VERIFIED',
      async () => ({ authorization: `Bearer ${await hub.provider.token(OAKWOOD, { claims: { aud: 'other' } })}` }),
    ],
  ])('IDG-06: with %s is closed with 4403 before anything else: %s', async (_, why, payload) => {
    const each = wire();
    each.send({ type: 'connection_init', payload: await payload() });
    each.send({ id: '1', type: 'subscribe', payload: { query: '{ askedBy }' } });
    const { code, reason } = await each.closed;
    expect([4401, 4403]).toContain(code);
    if (code === 4403) expect(JSON.parse(reason)).toEqual({ code: 'UNAUTHENTICATED', reason: why });
  });

  it('IDG-06: that asks before it has said who it is is closed with 4401', async () => {
    const each = wire();
    each.send({ id: '1', type: 'subscribe', payload: { query: '{ askedBy }' } });
    expect((await each.closed).code).toBe(4401);
  });

  it('IDG-06: may bring its token with the upgrade, which is refused with 401 when it does not verify', async () => {
    const good = wire({ authorization: `Bearer ${await hub.provider.token(OAKWOOD)}` });
    good.send({ type: 'connection_init' });
    expect(await good.next()).toEqual({ type: 'connection_ack' });
    good.send({ id: '1', type: 'subscribe', payload: { query: '{ askedBy }' } });
    expect(await good.next()).toMatchObject({ id: '1', type: 'next', payload: { data: { askedBy: OAKWOOD } } });
    const status = await new Promise((resolve) => {
      const upgrade = {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': `${'x'.repeat(22)}==`,
      };
      request(hub.url, { headers: { ...upgrade, authorization: 'Bearer a.b.c' } })
        .on('response', ({ statusCode }) => resolve(statusCode))
        .end();
    });
    expect(status).toBe(401);
  });

  it('IDG-05: answers queries and mutations as the client it is, side by side', async () => {
    const [oakwood, broker] = await Promise.all([connected(OAKWOOD), connected(BROKER)]);
    for (const each of [oakwood, broker])
      each.send({ id: 'q', type: 'subscribe', payload: { query: '{ callOff(id: 1) { askedBy patch { askedBy } } }' } });
    for (const [each, me] of [
      [oakwood, OAKWOOD],
      [broker, BROKER],
    ] as const) {
      expect(await each.next()).toMatchObject({
        id: 'q',
        type: 'next',
        payload: { data: { callOff: { askedBy: me, patch: { askedBy: me } } } },
      });
      expect(await each.next()).toEqual({ id: 'q', type: 'complete' });
    }
    const bid = 'mutation($input: SubmitBidInput!) { submitBid(input: $input) { bid refusals { rule } } }';
    oakwood.send({
      id: 'm',
      type: 'subscribe',
      payload: { query: bid, variables: { input: { callOff: '1', ratePence: 0 } } },
    });
    expect(await oakwood.next()).toMatchObject({
      id: 'm',
      type: 'next',
      payload: { data: { submitBid: { refusals: [{ rule: 'WIN-01' }] } } },
    });
  });

  it('NFR-06: a broken part tells nothing of what is inside', async () => {
    const each = await connected(BROKER);
    each.send({ id: '1', type: 'subscribe', payload: { query: '{ broken }' } });
    const message = await each.next();
    expect(message).toMatchObject({
      type: 'next',
      payload: { data: { broken: null }, errors: [{ extensions: { code: 'INTERNAL' } }] },
    });
    expect(JSON.stringify(message)).not.toMatch(/10\.1\.2\.3|password/);
  });

  it('NFR-06: of another protocol is closed with 4406, and a message that is none with 4400', async () => {
    const none = new WebSocket(hub.url.replace('http', 'ws'));
    sockets.push(none);
    expect(await new Promise((resolve) => none.on('close', resolve))).toBe(4406);
    const each = await connected(OAKWOOD);
    each.send('{"type":');
    expect((await each.closed).code).toBe(4400);
  });

  it('NFR-06: a message larger than a body may be ends the socket', async () => {
    const each = await connected(OAKWOOD);
    each.send({ id: '1', type: 'subscribe', payload: { query: `{ askedBy } #${'x'.repeat(1_100_000)}` } });
    expect((await each.closed).code).toBe(1009);
  });

  it('NFR-06: so many sockets a client, so many operations a socket', async () => {
    const three = await Promise.all([1, 2, 3].map(() => connected(OAKWOOD)));
    const fourth = wire();
    fourth.send({ type: 'connection_init', payload: { authorization: `Bearer ${await hub.provider.token(OAKWOOD)}` } });
    expect(await fourth.closed).toEqual({ code: 4481, reason: '{"code":"TOO_MANY_SOCKETS"}' });
    const other = await connected(BROKER);
    other.send({ id: '1', type: 'subscribe', payload: { query: '{ askedBy }' } });
    expect(await other.next()).toMatchObject({ type: 'next' });
    const [one] = three;
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      one!.send({ id, type: 'subscribe', payload: { query: 'subscription { callOffFeed { cursor } }' } });
    expect(await one!.next()).toMatchObject({
      id: 'e',
      type: 'error',
      payload: [{ extensions: { code: 'THROTTLED' } }],
    });
    one!.socket.close();
    await one!.closed;
    await connected(OAKWOOD);
  });

  it('NFR-06: one that no longer answers is given up', async () => {
    const each = await connected(OAKWOOD);
    each.socket.pause();
    const before = performance.now();
    while (hub.live.counts().feeds > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 700));
    each.socket.resume();
    expect((await each.closed).code).toBe(1006);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('NFR-06: graphql-ws clients ping and are answered', async () => {
    const each = await connected(OAKWOOD);
    each.send({ type: 'ping', payload: { at: 1 } });
    expect(await each.next()).toEqual({ type: 'pong', payload: { at: 1 } });
  });
});

describe('limits are the same on every transport', () => {
  const deep = `{ callOff(id: 1) ${'{ stages { callOff '.repeat(10)} { id } ${'} }'.repeat(10)} }`;
  const cases: Array<[string, { query: string; variables?: object; operationName?: string }]> = [
    ['GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
    ['UNKNOWN_OPERATION', { query: 'query A { askedBy } query B { askedBy }' }],
    ['BAD_USER_INPUT', { query: 'query($n: Int!) { slowly(ms: $n) }', variables: { n: 'soon' } }],
    ['TOO_LARGE', { query: `{ askedBy } #${'x'.repeat(40_000)}` }],
    ['TOO_LARGE', { query: '{ askedBy }', variables: { notes: 'x'.repeat(600_000) } }],
    ['TOO_DEEP', { query: deep }],
    ['TOO_COMPLEX', { query: `{ ${'askedBy '.repeat(11)} }` }],
    ['TOO_COSTLY', { query: '{ callOffs(first: 100000) { edges { cursor } } }' }],
    ['INTROSPECTION_DISABLED', { query: getIntrospectionQuery() }],
    [
      'TOO_DEEP',
      {
        query: `subscription { callOffFeed { callOff ${'{ stages { callOff '.repeat(10)} { id } ${'} }'.repeat(10)} } }`,
      },
    ],
    [
      'TOO_COSTLY',
      {
        query: `subscription { callOffFeed { callOff { ${'stages { callOff { '.repeat(4)} id ${'} }'.repeat(4)} } } }`,
      },
    ],
    ['UNKNOWN_CURSOR', { query: 'subscription { callOffFeed(after: "x") { cursor } }' }],
  ];

  it.each(cases)('NFR-06: %s over WebSocket', async (code, payload) => {
    const each = await connected(OAKWOOD);
    each.send({ id: '1', type: 'subscribe', payload });
    expect(await each.next()).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { code } }] });
  });

  it.each(cases)('NFR-06: %s over server-sent events', async (code, payload) => {
    const response = await fetch(hub.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await hub.provider.token(OAKWOOD)}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify(payload),
    });
    expect(await response.text()).toContain(`"code":"${code}"`);
  });

  it('NFR-06: THROTTLED over WebSocket, with the seconds to wait', async () => {
    const client = createClient({
      url: hub.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: async () => ({ authorization: `Bearer ${await hub.provider.token(OPERATOR)}` }),
    });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => {
        const query = '{ callOffs(first: 900) { edges { node { id reference stages { name } } } } }';
        return new Promise<unknown>((resolve) => {
          client.subscribe({ query }, { next: resolve, error: resolve, complete() {} });
        });
      }),
    );
    client.dispose();
    const refused = answers.filter(Array.isArray).map(([error]) => error.extensions);
    expect(refused).toContainEqual(expect.objectContaining({ code: 'THROTTLED', retryAfter: expect.any(Number) }));
  });
});
