import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { newSeed } from '../../kernel/ground.js';
import { aGrant } from '../clients.js';
import { BROKER, OAKWOOD, OPERATOR, type ToyGateway, toyGateway, WILLOW } from '../toy-gateway.js';
import { heldLog } from './held-log.js';
import { meetsAtAnyPoint } from './meeting.js';

const FEED =
  'subscription Feed($after: Place) { callOffFeed(after: $after) { cursor type seenBy callOff { reference patch { name } } } }';

let hub: ToyGateway;
const clients: Client[] = [];

beforeEach(async () => {
  hub = await toyGateway();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  await hub.stop(500);
});

interface Item {
  readonly cursor: string;
  readonly type: string;
  readonly seenBy: string;
  readonly callOff: { readonly reference: string; readonly patch: { readonly name: string } };
}
interface Payload {
  readonly data?: { readonly callOffFeed: Item } | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: Record<string, unknown> }>;
  readonly extensions?: { readonly cursor?: string };
}
interface Listening {
  readonly items: Item[];
  readonly payloads: Payload[];
  readonly cursors: () => number[];
  closed: { code: number; reason: string } | undefined;
  failed: unknown;
  completed: boolean;
  stop(): void;
}

const wsUrl = () => hub.url.replace('http', 'ws');

function clientOf(subject: string, endsAt?: Date): Client {
  const client = createClient({
    url: wsUrl(),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    connectionParams: async () => ({ authorization: `Bearer ${await hub.provider.token(subject, { endsAt })}` }),
  });
  clients.push(client);
  return client;
}

function listen(client: Client, after?: number | string | null, query = FEED): Listening {
  const payloads: Payload[] = [];
  const items: Item[] = [];
  const listening: Listening = {
    items,
    payloads,
    cursors: () => payloads.map(({ extensions }) => Number(extensions?.cursor)),
    closed: undefined,
    failed: undefined,
    completed: false,
    stop: () => {},
  };
  client.on('closed', (event) => {
    const { code, reason } = event as { code: number; reason: string };
    listening.closed = { code, reason };
  });
  listening.stop = client.subscribe(
    { query, variables: { after } },
    {
      next(payload) {
        payloads.push(payload as Payload);
        const item = (payload as Payload).data?.callOffFeed;
        if (item) items.push(item);
      },
      error(failed) {
        listening.failed = failed;
      },
      complete() {
        listening.completed = true;
      },
    },
  );
  return listening;
}

/** A feed on a socket of its own, as it is on the wire. */
async function rawFeed(
  subject: string,
  after: number | null,
  got: (cursor: number) => void,
  query = FEED,
): Promise<WebSocket> {
  const authorization = `Bearer ${await hub.provider.token(subject)}`;
  const socket = new WebSocket(wsUrl(), 'graphql-transport-ws', { headers: { authorization } });
  const subscribe = { id: 'a', type: 'subscribe', payload: { query, variables: { after } } };
  socket.on('message', (data) => {
    // What arrives once the client has hung up is lost to it.
    if (socket.readyState !== WebSocket.OPEN) return;
    const message = JSON.parse(String(data));
    if (message.type === 'connection_ack') socket.send(JSON.stringify(subscribe));
    if (message.type === 'next') got(Number(message.payload.extensions.cursor));
  });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send(JSON.stringify({ type: 'connection_init' }));
  return socket;
}

function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })));
}

async function until(holds: () => boolean, ms = 60_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(5);
  }
}
const listeners = (n: number) =>
  until(() => {
    const { feeds, catchingUp } = hub.live.counts();
    return feeds === n && catchingUp === 0;
  });

describe('a feed', () => {
  it('NTF-01: tells a provider of a call-off as it opens, with what other subgraphs know of it', async () => {
    const oakwood = listen(clientOf(OAKWOOD));
    await listeners(1);
    const cursor = hub.log.record({});
    await until(() => oakwood.items.length === 1);
    expect(oakwood.payloads[0]).toEqual({
      data: {
        callOffFeed: {
          cursor: `${cursor}`,
          type: 'CallOffPublished',
          seenBy: 'rostering bromley ',
          callOff: { reference: `CO-${cursor}`, patch: { name: 'East patch' } },
        },
      },
      extensions: { cursor: `${cursor}`, opened: '0' },
    });
  });

  it('is quiet once what the log holds is written, and at once where nobody listens', async () => {
    const reads = hub.log.reads;
    await hub.live.quiet();
    expect(hub.log.reads).toBe(reads);
    listen(clientOf(OAKWOOD));
    await listeners(1);
    for (let told = 1; told <= 3; told++) {
      hub.log.record({});
      await hub.live.quiet();
      expect(hub.live.counts().deliveries).toBe(told);
    }
  });

  it('NTF-01: tells the invited and nobody else, in the councils that are theirs', async () => {
    const [oakwood, willow, broker] = [OAKWOOD, WILLOW, BROKER].map((subject) => listen(clientOf(subject)));
    await listeners(3);
    const forOakwood = hub.log.record({ audience: { providers: ['oakwood'] } });
    const forWillow = hub.log.record({
      council: 'lewisham',
      audience: { providers: ['willow', 'oakwood'], roles: ['broker'] },
    });
    const forBrokers = hub.log.record({ audience: { roles: ['broker'] } });
    hub.log.record({ audience: {} });
    hub.log.record({ type: 'CqcRatingChanged', audience: { providers: ['oakwood', 'willow'], roles: ['broker'] } });
    hub.log.record({ council: null, audience: { roles: ['broker'] } });
    const forBoth = hub.log.record({ council: null, audience: { providers: ['willow', 'oakwood'] } });
    const forAll = hub.log.record({ audience: { providers: ['oakwood', 'willow'], roles: ['broker'] } });
    await until(() => [oakwood, willow, broker].every((each) => each!.cursors().includes(forAll)));
    expect(oakwood!.cursors()).toEqual([forOakwood, forBoth, forAll]);
    expect(willow!.cursors()).toEqual([forWillow, forBoth, forAll]);
    expect(broker!.cursors()).toEqual([forBrokers, forAll]);
  });

  it('NFR-06: is executed once for each event and view class, however many listen and however they write it', async () => {
    hub.grants.put(
      ...Array.from({ length: 10 }, (_, n) => aGrant({ subject: `machine:willow-${n}`, organisation: 'willow' })),
    );
    await sleep(20);
    const inPieces = `subscription Feed($after: Place) { ...Root } fragment Root on Subscription { callOffFeed(after: $after) { cursor type seenBy callOff { reference patch { name } } } }`;
    const everybody = [
      ...Array.from({ length: 10 }, (_, n) => listen(clientOf(OAKWOOD), null, n % 2 ? FEED : inPieces)),
      ...Array.from({ length: 10 }, (_, n) => listen(clientOf(`machine:willow-${n}`))),
      ...Array.from({ length: 5 }, () => listen(clientOf(BROKER))),
      ...Array.from({ length: 5 }, () => listen(clientOf(WILLOW))),
    ];
    await listeners(30);
    const before = hub.live.counts().executions;
    for (let n = 0; n < 7; n++) hub.log.record({ audience: { providers: ['oakwood', 'willow'], roles: ['broker'] } });
    await until(() => everybody.every(({ items }) => items.length === 7));
    // Rostering of one council, rostering of two, and brokers.
    expect(hub.toy.renderings).toHaveLength(3 * 7);
    expect(hub.live.counts()).toMatchObject({ groups: 3, executions: before + 21, deliveries: 30 * 7 });
    for (const { caller } of hub.toy.renderings)
      expect(caller).toMatchObject({ subject: 'view', organisation: '', viewClass: true });
    expect(new Set(everybody.slice(0, 20).flatMap(({ items }) => items.map(({ seenBy }) => seenBy)))).toEqual(
      new Set(['rostering bromley ']),
    );
    expect(new Set(everybody.slice(20, 25).flatMap(({ items }) => items.map(({ seenBy }) => seenBy)))).toEqual(
      new Set(['broker bromley ']),
    );
    expect(new Set(everybody.slice(25).flatMap(({ items }) => items.map(({ seenBy }) => seenBy)))).toEqual(
      new Set(['rostering bromley+lewisham ']),
    );
  });

  it('NFR-06: reads the log the same however many listen', async () => {
    hub.log.record({});
    const readsFor = async (number: number) => {
      const before = hub.log.reads;
      const joined = Array.from({ length: number }, () => listen(clientOf(OAKWOOD), 0));
      await until(() => joined.every(({ items }) => items.length > 0));
      hub.log.record({});
      await until(() => joined.every(({ items }) => items.length > 1));
      return hub.log.reads - before;
    };
    expect(await readsFor(1)).toBeLessThan(4);
    expect(await readsFor(15)).toBeLessThan(4);
  });

  it('IDG-27: is refused at once to who could not ask for its items', async () => {
    hub.grants.put(aGrant({ subject: OAKWOOD, scopes: ['bids:write'] }));
    await sleep(20);
    for (const subject of [OAKWOOD, OPERATOR]) {
      const listening = listen(clientOf(subject));
      await until(() => listening.failed !== undefined);
      expect(listening.failed).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    expect(hub.live.counts().feeds).toBe(0);
  });

  it.each<[string, number | string | null]>([
    ['UNKNOWN_CURSOR', 99],
    ['UNKNOWN_CURSOR', '-1'],
    ['UNKNOWN_CURSOR', '1.5'],
    ['UNKNOWN_CURSOR', '99999999999999999'],
    ['UNKNOWN_CURSOR', 'now'],
    ['UNKNOWN_CURSOR', ''],
  ])('NTF-01: %s for the cursor %p', async (code, after) => {
    hub.log.record({});
    const listening = listen(clientOf(OAKWOOD), after);
    await until(() => listening.failed !== undefined);
    expect(listening.failed).toMatchObject([{ extensions: { code } }]);
  });

  it('NTF-01: takes no directive on itself, and is one of those there are', async () => {
    for (const query of [
      'subscription { callOffFeed @include(if: true) { cursor } }',
      'subscription { ... @skip(if: false) { callOffFeed { cursor } } }',
    ]) {
      const listening = listen(clientOf(OAKWOOD), null, query);
      await until(() => listening.failed !== undefined);
      expect(listening.failed).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    }
  });

  it('NTF-01: keeps aliases, variables, fragments and conditions of the document', async () => {
    const query = `subscription Mine($short: Boolean!, $eventCursor: Int!, $after: Place) {
      it: callOffFeed(after: $after) { ...Head callOff @skip(if: $short) { ...Ref } padding(kilobytes: $eventCursor) }
    }
    fragment Head on CallOffFeedItem { at: cursor }
    fragment Ref on CallOff { reference }`;
    const payloads: unknown[] = [];
    hub.log.record({});
    for (const short of [true, false]) {
      clientOf(OAKWOOD).subscribe(
        { query, variables: { short, eventCursor: 0, after: '0' } },
        { next: (payload) => void payloads.push(payload.data), error() {}, complete() {} },
      );
      await until(() => payloads.length === (short ? 1 : 2));
    }
    expect(payloads).toEqual([
      { it: { at: '1', padding: '' } },
      { it: { at: '1', callOff: { reference: 'CO-1' }, padding: '' } },
    ]);
  });
});

describe('resuming', () => {
  it('NTF-01: a client that was away misses nothing and gets nothing twice', async () => {
    for (let n = 0; n < 250; n++) hub.log.record({ audience: { providers: [n % 3 ? 'oakwood' : 'willow'] } });
    const mine = Array.from({ length: 250 }, (_, n) => n + 1).filter((seq) => (seq - 1) % 3);
    const [whole, half, none] = [0, 120, 250].map((after) => listen(clientOf(OAKWOOD), after));
    const fromNow = listen(clientOf(OAKWOOD));
    await listeners(4);
    await until(() => whole!.items.length === mine.length);
    const last = hub.log.record({});
    await until(() => [whole, half, none, fromNow].every((each) => each!.cursors().at(-1) === last));
    expect(whole!.cursors()).toEqual([...mine, last]);
    expect(half!.cursors()).toEqual([...mine.filter((seq) => seq > 120), last]);
    expect(none!.cursors()).toEqual([last]);
    expect(fromNow.cursors()).toEqual([last]);
  });

  it(
    'NTF-01: begun and cut anywhere while events go on, every client has each event once and in order',
    () => meetsAtAnyPoint(hub, 12, newSeed()),
    60_000,
  );

  it('NTF-01: who joins while others still wait for an event before its own does not miss it', async () => {
    const willow = listen(clientOf(WILLOW));
    await listeners(1);
    hub.toy.down.add('tenders');
    const before = hub.log.record({ audience: { providers: ['willow'] } });
    // Of the same class as nobody who is live, and of a place in the log that the group has not come to.
    hub.grants.put(aGrant({ subject: OAKWOOD, councils: ['bromley', 'lewisham'] }));
    const mine = hub.log.record({ audience: { providers: ['oakwood'] } });
    await sleep(20);
    const oakwood = listen(clientOf(OAKWOOD), before);
    await until(() => hub.live.counts().feeds === 2);
    await sleep(50);
    hub.toy.down.delete('tenders');
    const last = hub.log.record({ audience: { providers: ['oakwood', 'willow'] } });
    await until(() => oakwood.cursors().includes(last) && willow.cursors().includes(last));
    expect(willow.cursors()).toEqual([before, last]);
    expect(oakwood.cursors()).toEqual([mine, last]);
  });

  it('NTF-01: from further back than memory reaches, the log itself is read', async () => {
    for (let n = 0; n < 13_000; n++) hub.log.record({ audience: { providers: [n % 100 ? 'willow' : 'oakwood'] } });
    await until(() => hub.toy.events.size === 13_000);
    const listening = listen(clientOf(OAKWOOD), 5);
    await until(() => listening.items.length === 129, 10_000);
    expect(listening.cursors()).toEqual(Array.from({ length: 129 }, (_, n) => (n + 1) * 100 + 1));
  });
});

describe('who may no longer see', () => {
  it('IDG-06: a revoked grant ends the stream within a second, and nothing is delivered after it', async () => {
    const oakwood = listen(clientOf(OAKWOOD), 0);
    const willow = listen(clientOf(WILLOW), 0);
    await listeners(2);
    hub.log.record({ audience: { providers: ['oakwood', 'willow'] } });
    await until(() => oakwood.items.length === 1);
    const before = performance.now();
    hub.grants.revoke(OAKWOOD);
    await sleep(5);
    const unseen = hub.log.record({ audience: { providers: ['oakwood', 'willow'] } });
    await until(() => oakwood.closed !== undefined);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(oakwood.closed).toMatchObject({ code: 4403 });
    expect(JSON.parse(oakwood.closed!.reason)).toEqual({ code: 'REVOKED', after: '1' });
    await until(() => willow.cursors().includes(unseen));
    expect(oakwood.cursors()).toEqual([1]);
  });

  it('IDG-06: a token that ends takes its stream with it', async () => {
    await hub.stop();
    let ahead = 0;
    hub = await toyGateway({ now: () => new Date(Date.now() + ahead) });
    const listening = listen(clientOf(OAKWOOD, new Date(Date.now() + 60_000)));
    await listeners(1);
    ahead = 63_000;
    await sleep(400);
    expect(listening.closed).toBeUndefined();
    ahead = 66_000;
    await until(() => listening.closed !== undefined);
    expect(JSON.parse(listening.closed!.reason).code).toBe('EXPIRED');
  });

  it('PROV-02: a suspension stops what its council tells, at once, and nothing else', async () => {
    const willow = listen(clientOf(WILLOW));
    await listeners(1);
    const suspend = (type: string, council: string) =>
      hub.log.record({ type, council, audience: {}, data: { providerId: 'willow' } });
    const first = hub.log.record({ audience: { providers: ['willow'] } });
    await until(() => willow.cursors().includes(first));
    suspend('ProviderSuspended', 'bromley');
    const unseen = hub.log.record({ audience: { providers: ['willow'] } });
    const ofLewisham = hub.log.record({ council: 'lewisham', audience: { providers: ['willow'] } });
    await until(() => willow.cursors().includes(ofLewisham));
    suspend('ProviderRestored', 'bromley');
    const restored = hub.log.record({ audience: { providers: ['willow'] } });
    await until(() => willow.cursors().includes(restored));
    expect(willow.cursors()).toEqual([first, ofLewisham, restored]);
    expect(willow.cursors()).not.toContain(unseen);
    expect(willow.completed).toBe(false);
  });

  it('PROV-02: a provider suspended by every council it works for has its feed ended, and cannot open another', async () => {
    const oakwood = listen(clientOf(OAKWOOD));
    const willow = listen(clientOf(WILLOW));
    await listeners(2);
    const before = performance.now();
    for (const providerId of ['oakwood', 'willow'])
      hub.log.record({ type: 'ProviderSuspended', audience: {}, data: { providerId } });
    await until(() => oakwood.completed);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(oakwood.payloads.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN', rule: 'PROV-02' } }] });
    const again = listen(clientOf(OAKWOOD));
    await until(() => again.failed !== undefined);
    expect(again.failed).toMatchObject([{ extensions: { code: 'FORBIDDEN', rule: 'PROV-02' } }]);
    expect(willow.completed).toBe(false);
    hub.log.record({ type: 'ProviderRestored', audience: {}, data: { providerId: 'oakwood' } });
    await sleep(50);
    const restored = listen(clientOf(OAKWOOD), 2);
    const cursor = hub.log.record({});
    await until(() => restored.cursors().includes(cursor));
  });

  it('PROV-02: a suspension of before this process began holds, also for what is replayed', async () => {
    await hub.stop();
    const events = heldLog();
    events.record({ audience: { providers: ['willow'] } });
    events.record({ council: 'lewisham', audience: { providers: ['willow'] } });
    events.record({ type: 'ProviderSuspended', audience: {}, data: { providerId: 'willow' } });
    hub = await toyGateway({ events });
    for (const seq of [1, 2]) hub.toy.events.set(seq, (await events.read(seq - 1, 1))[0]!);
    const willow = listen(clientOf(WILLOW), 0);
    await until(() => willow.items.length > 0);
    await sleep(50);
    expect(willow.cursors()).toEqual([2]);
  });
});

describe('trouble', () => {
  // Of 200 kilobytes each: what the kernel takes for a reader that stands still is some 36 MB.
  const MORE_THAN_BUFFERS = 260;
  const HEAVY = 'subscription Heavy($after: Place) { callOffFeed(after: $after) { cursor padding(kilobytes: 200) } }';

  it('NFR-06: a reader that stands still is cut at its cap with its last cursor, and the others get everything', async () => {
    const healthy = listen(clientOf(WILLOW));
    const frames: number[] = [];
    const stalled = await rawFeed(OAKWOOD, null, (cursor) => frames.push(cursor), HEAVY);
    const closed = closeOf(stalled);
    await listeners(2);
    stalled.pause();
    for (let n = 0; n < MORE_THAN_BUFFERS; n++) hub.log.record({ audience: { providers: ['oakwood', 'willow'] } });
    await listeners(1);
    await until(() => healthy.payloads.length === MORE_THAN_BUFFERS, 10_000);
    expect(healthy.cursors()).toEqual(Array.from({ length: MORE_THAN_BUFFERS }, (_, n) => n + 1));
    stalled.resume();
    const { code, reason } = await closed;
    expect(code).toBe(4480);
    expect(reason.length).toBeLessThanOrEqual(123);
    const after = Number(JSON.parse(reason).after);
    expect(frames).toEqual(Array.from({ length: after }, (_, n) => n + 1));
    expect(after).toBeLessThan(MORE_THAN_BUFFERS);
    const resumed = listen(clientOf(OAKWOOD), after, HEAVY);
    await until(() => resumed.payloads.length === MORE_THAN_BUFFERS - after, 10_000);
    expect(resumed.cursors()[0]).toBe(after + 1);
  });

  it('NFR-06: a client that catches up is written to at its own pace, and is cut when it stands still', async () => {
    await hub.stop();
    hub = await toyGateway({ stalledMs: 300, unreadBytes: 512 * 1024 });
    for (let n = 0; n < MORE_THAN_BUFFERS; n++) hub.log.record({});
    const patient = listen(clientOf(OAKWOOD), 0, HEAVY);
    await until(() => patient.payloads.length === MORE_THAN_BUFFERS, 10_000);
    const still = await rawFeed(OAKWOOD, 0, () => {}, HEAVY);
    const closed = closeOf(still);
    still.once('message', () => still.pause());
    await until(() => hub.live.counts().catchingUp === 1);
    await listeners(1);
    still.resume();
    expect((await closed).code).toBe(4480);
  });

  it('NFR-06: an event that cannot be rendered is told as an error with its cursor, and the next is not kept waiting', async () => {
    const oakwood = listen(clientOf(OAKWOOD));
    await listeners(1);
    hub.toy.poisoned.add(2);
    for (let n = 0; n < 3; n++) hub.log.record({});
    await until(() => oakwood.payloads.length === 3);
    expect(oakwood.cursors()).toEqual([1, 2, 3]);
    expect(oakwood.payloads[1]).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
    expect(JSON.stringify(oakwood.payloads[1])).not.toContain('row of this event');
    expect(hub.lines.some((line) => line.includes('event quarantined'))).toBe(true);
    hub.toy.poisoned.clear();
    const later = listen(clientOf(OAKWOOD), 1);
    await until(() => later.items.length === 2);
  });

  it('NFR-06: an event that no JSON can hold is told as an error with its cursor, live and later', async () => {
    const query = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor unserialisable } }';
    const oakwood = listen(clientOf(OAKWOOD), null, query);
    await listeners(1);
    hub.toy.unserialisable.add(2);
    for (let n = 0; n < 3; n++) hub.log.record({});
    await until(() => oakwood.payloads.length === 3);
    const later = listen(clientOf(OAKWOOD), 0, query);
    await until(() => later.payloads.length === 3);
    for (const each of [oakwood, later]) {
      expect(each.cursors()).toEqual([1, 2, 3]);
      expect(each.payloads[1]).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
      expect(each.payloads[2]!.errors).toBeUndefined();
    }
  });

  it('NFR-06: a feed outlives its subgraph, and a join that cannot be had is left out', async () => {
    const oakwood = listen(clientOf(OAKWOOD));
    await listeners(1);
    hub.toy.down.add('tenders');
    hub.log.record({});
    await sleep(100);
    expect(oakwood.payloads).toHaveLength(0);
    hub.toy.down.delete('tenders');
    hub.toy.down.add('providers');
    await until(() => oakwood.payloads.length === 1);
    expect(oakwood.payloads[0]).toMatchObject({
      data: { callOffFeed: { cursor: '1', callOff: { reference: 'CO-1', patch: null } } },
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    });
  });

  it('NFR-06: a hub that stops tells each client where to resume', async () => {
    const oakwood = listen(clientOf(OAKWOOD));
    await listeners(1);
    hub.log.record({});
    hub.log.record({ audience: { providers: ['willow'] } });
    await until(() => oakwood.items.length === 1);
    await hub.stop();
    expect(oakwood.closed).toMatchObject({ code: 1001 });
    expect(JSON.parse(oakwood.closed!.reason)).toEqual({ code: 'SHUTTING_DOWN', after: '2' });
  });

  it('NFR-06: feeds that are given up leave nothing behind', async () => {
    const many = Array.from({ length: 15 }, () => listen(clientOf(OAKWOOD)));
    await listeners(15);
    for (const [n, each] of many.entries()) {
      if (n % 2) each.stop();
      else clients[n]!.terminate();
    }
    await listeners(0);
    expect(hub.live.counts().groups).toBe(0);
  });
});

describe('over server-sent events', () => {
  const stream = async (subject: string, body: object, headers: Record<string, string> = {}) =>
    fetch(hub.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await hub.provider.token(subject)}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it('NTF-01: the same feed, for graphql-sse', async () => {
    const authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
    const client = createSseClient({ url: hub.url, headers: { authorization }, retryAttempts: 0 });
    const got: unknown[] = [];
    hub.log.record({});
    const stop = client.subscribe(
      { query: FEED, variables: { after: '0' } },
      { next: (payload) => void got.push(payload.extensions), error() {}, complete() {} },
    );
    await until(() => got.length === 1);
    hub.log.record({});
    await until(() => got.length === 2);
    expect(got).toEqual([{ cursor: '1', opened: '0' }, { cursor: '2' }]);
    stop();
    await listeners(0);
    const answer = await new Promise((resolve, reject) => {
      client.subscribe({ query: '{ askedBy }' }, { next: resolve, error: reject, complete() {} });
    });
    expect(answer).toMatchObject({ data: { askedBy: OAKWOOD } });
    client.dispose();
  });

  it('NTF-01: each event has its cursor for id, and a browser that comes back resumes after it', async () => {
    for (let n = 0; n < 4; n++) hub.log.record({});
    const response = await stream(OAKWOOD, { query: FEED, variables: { after: '1' } }, { 'last-event-id': '2' });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes('id: 4')) text += Buffer.from((await reader.read()).value!).toString();
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(['2', '3', '4']);
    await reader.cancel();
    await listeners(0);
  });

  it('IDG-06: a stream ends with its grant, and says where to resume', async () => {
    const response = await stream(OAKWOOD, { query: FEED, variables: { after: '0' } });
    hub.log.record({});
    await listeners(1);
    await until(() => hub.toy.renderings.length > 0);
    await sleep(50);
    hub.grants.revoke(OAKWOOD);
    const text = await response.text();
    const [last] = [...text.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!)).reverse();
    expect(last).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED', cursor: '1' } }] });
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
  });

  it('NFR-06: a hub that stops ends the stream with the cursor', async () => {
    const response = await stream(OAKWOOD, { query: FEED, variables: { after: '0' } });
    await listeners(1);
    hub.log.record({});
    await until(() => hub.toy.renderings.length > 0);
    await sleep(50);
    const stopping = hub.stop();
    expect(await response.text()).toMatch(/"code":"SHUTTING_DOWN",[^}]*"cursor":"1"/);
    await stopping;
  });

  it('NFR-06: a stream that is not read is ended', async () => {
    const authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
    const query = encodeURIComponent('subscription { callOffFeed { cursor padding(kilobytes: 200) } }');
    const response = await new Promise<IncomingMessage>((resolve) => {
      get(`${hub.url}?query=${query}`, { headers: { authorization, accept: 'text/event-stream' } }, resolve);
    });
    await listeners(1);
    for (let n = 0; n < 260; n++) hub.log.record({});
    await until(() => hub.live.counts().feeds === 0, 10_000);
    let text = '';
    for await (const chunk of response) text += chunk;
    expect(text).toContain('"code":"SLOW_READER"');
    const cursors = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(text).toContain(`"cursor":"${cursors.at(-1)}"`);
  });
});
