import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { providerNamed } from '../../../hub/demo/borough.js';
import { inTransaction } from '../../../kernel/database/work.js';
import { startTestHub, type TestHub } from '../../harness/hub.js';
import { OAKWOOD, type ToyGateway, toyGateway } from '../toy-gateway.js';

/** Where a feed begins, told before its first event: whoever is cut before that misses nothing. */

interface Stream {
  /** Everything so far. */
  text(): string;
  /** Resolves when this has come. */
  came(what: string | RegExp): Promise<void>;
  cut(): Promise<void>;
}

async function openStream(
  url: string,
  authorization: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<Stream> {
  const leave = new AbortController();
  const response = await fetch(`${url}?query=${encodeURIComponent(query)}`, {
    headers: { authorization, accept: 'text/event-stream', ...headers },
    signal: leave.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) text += part;
  })().catch(() => {});
  return {
    text: () => text,
    came: (what) => until(() => (typeof what === 'string' ? text.includes(what) : what.test(text))),
    async cut() {
      leave.abort();
      await reading;
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(5);
  }
}

const idsIn = (text: string) => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id!);
const itemsIn = (text: string) => [...text.matchAll(/^data: (\{.+)$/gm)].map(([, json]) => JSON.parse(json!));

describe('where a feed begins', () => {
  let hub: ToyGateway;
  let authorization: string;
  const FEED = 'subscription { callOffFeed { cursor } }';
  beforeEach(async () => {
    hub = await toyGateway();
    authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
  });
  afterEach(() => hub.stop(500));
  const settled = (feeds: number) =>
    until(() => hub.live.counts().feeds === feeds && hub.live.counts().catchingUp === 0);

  it('NTF-01: over server-sent events it is the first id, sent at once', async () => {
    for (let nth = 0; nth < 2; nth++) hub.log.record({});
    await until(() => hub.toy.events.size === 2);
    await sleep(20);
    const stream = await openStream(hub.url, authorization, FEED);
    await stream.came('id: 2\n\n');
    expect(itemsIn(stream.text())).toEqual([]);
    await stream.cut();
  });

  it('NTF-01: an event stream that is cut before its first event resumes after it and misses nothing', async () => {
    hub.log.record({});
    await sleep(20);
    const first = await openStream(hub.url, authorization, FEED);
    await first.came('id: 1\n\n');
    await settled(1);
    await first.cut();
    await settled(0);
    hub.log.record({ audience: { providers: ['willow'] } });
    hub.log.record({});
    const [lastEventId] = idsIn(first.text());
    const second = await openStream(hub.url, authorization, FEED, { 'last-event-id': lastEventId! });
    await second.came('"cursor":"3"');
    expect(itemsIn(second.text())).toEqual([
      { data: { callOffFeed: { cursor: '3' } }, extensions: { cursor: '3', opened: '1' } },
    ]);
    await second.cut();
  });

  it.each([
    [null, '1'],
    ['0', '0'],
  ])('NTF-01: over WebSocket the first message says it, and no other does: after %p', async (after, opened) => {
    hub.log.record({});
    await sleep(20);
    const client = createClient({
      url: hub.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
    });
    const extensions: unknown[] = [];
    const query = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor } }';
    // Two operations on one socket: each begins by itself.
    for (let nth = 0; nth < 2; nth++) {
      client.subscribe(
        { query, variables: { after } },
        { next: (each) => void extensions.push(each.extensions), error() {}, complete() {} },
      );
    }
    await settled(2);
    hub.log.record({});
    hub.log.record({});
    await until(() => extensions.filter((each) => (each as { cursor: string }).cursor === '3').length === 2);
    const first = after === null ? '2' : '1';
    expect(extensions.filter((each) => 'opened' in (each as object))).toEqual([
      { cursor: first, opened },
      { cursor: first, opened },
    ]);
    await client.dispose();
  });
});

describe('a place in the log, as a client is shown it', () => {
  let hub: TestHub;
  const [oakwood, linden] = ['oakwood', 'linden'].map(providerNamed);
  const SUBJECT = 'user:manager@oakwood';
  const WATCH = 'subscription ($after: Cursor) { alertFeed(after: $after) { cursor quarter } }';
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.stop());

  async function tell(provider: typeof oakwood, quarter: string): Promise<void> {
    const work = hub.hub.subgraphs.get('monitoring')!.work();
    await inTransaction(work, 'bromley', (t) =>
      t.tell({
        type: 'KpiReturnDue',
        subject: `provider/${provider!.id}`,
        council: 'bromley',
        audience: { providers: [provider!.id] },
        data: { providerId: provider!.id, quarter },
      }),
    );
    await hub.time.settled();
  }

  const position = async () =>
    (await hub.graphql<{ feedPosition: string }>(SUBJECT, '{ feedPosition }')).data!.feedPosition;
  const stream = async () =>
    openStream(hub.url, `Bearer ${await hub.token(SUBJECT)}`, 'subscription { alertFeed { cursor quarter } }');

  it('NTF-01: a client asks for it, is cut before its first event, and misses nothing by asking after it again', async () => {
    const after = await position();
    const cut = await hub.watch(SUBJECT, WATCH, { after });
    await cut.stop();
    await tell(oakwood, '2026/27-Q1');
    const again = await hub.watch<{ alertFeed: { quarter: string } }>(SUBJECT, WATCH, { after });
    expect(await again.take(1)).toMatchObject([{ alertFeed: { quarter: '2026/27-Q1' } }]);
    await again.stop();
  });

  it('IDG-23: is another text each time, so that it does not tell whether a rival was told something', async () => {
    const places: string[] = [];
    for (const rival of [false, true]) {
      for (let nth = 0; nth < 2; nth++) {
        places.push(await position());
        const opened = await stream();
        await opened.came(/^id: .+$/m);
        places.push(...idsIn(opened.text()));
        await opened.cut();
      }
      if (rival) await tell(linden, '2026/27-Q1');
    }
    expect(places).toHaveLength(8);
    expect(new Set(places).size).toBe(8);
    for (const each of places) expect(each).toMatch(/^[\w-]{22}$/);
  });

  it('IDG-23: so is the place at which a stream is ended; resumed after it, what comes next is told', async () => {
    const open = [await stream(), await stream()];
    for (const each of open) await each.came(/^id: .+$/m);
    await tell(oakwood, '2026/27-Q2');
    for (const each of open) await each.came('2026/27-Q2');
    await hub.pool.query('update platform.access_grant set scopes = scopes[1:1] where subject = $1', [SUBJECT]);
    for (const each of open) await each.came('UNAUTHENTICATED');
    const ends = open.map((each) => itemsIn(each.text()).at(-1).errors[0].extensions.cursor as string);
    expect(new Set([...ends, ...open.flatMap((each) => idsIn(each.text()))]).size).toBe(5);
    await hub.pool.query(
      `update platform.access_grant set scopes =
         (select scopes from platform.access_grant where subject = 'user:manager@linden') where subject = $1`,
      [SUBJECT],
    );
    await tell(oakwood, '2026/27-Q3');
    await sleep(1000);
    const again = await hub.watch<{ alertFeed: { quarter: string } }>(SUBJECT, WATCH, { after: ends[0] });
    expect((await again.take(1)).map(({ alertFeed }) => alertFeed?.quarter)).toEqual(['2026/27-Q3']);
    await again.stop();
  });
});
