import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { aGrant } from '../clients.js';
import { BROKER, OAKWOOD, type ToyGateway, toyGateway } from '../toy-gateway.js';

/** Every end that LIVE.md tells vendors of, brought about. */
const LIVE = readFileSync('gateway/LIVE.md', 'utf8');
const FEED = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor } }';
const HEAVY = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor padding(kilobytes: 200) } }';
/** Of 200 kilobytes each: what the kernel takes for a reader that stands still is some 36 MB. */
const MORE_THAN_BUFFERS = 260;

let hub: ToyGateway;
let ahead = 0;
const start = async (options: Parameters<typeof toyGateway>[0] = {}) => {
  ahead = 0;
  hub = await toyGateway({ now: () => new Date(Date.now() + ahead), ...options });
};
afterEach(() => hub?.stop(200));

interface Closed {
  readonly code: number;
  readonly reason: string;
}

interface Talk {
  readonly socket: WebSocket;
  readonly closed: Promise<Closed>;
  send(message: object | string): void;
  /** Resolves when a message of this type has come. */
  came(type: string): Promise<void>;
}

async function talk(protocol = 'graphql-transport-ws'): Promise<Talk> {
  const socket = new WebSocket(hub.url.replace('http', 'ws'), protocol);
  const types: string[] = [];
  socket.on('message', (data) => void types.push(JSON.parse(String(data)).type));
  const closed = new Promise<Closed>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return {
    socket,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    came: (type) => until(() => types.includes(type)),
  };
}

async function connected(subject = OAKWOOD, endsAt?: Date): Promise<Talk> {
  const talking = await talk();
  const authorization = `Bearer ${await hub.provider.token(subject, { endsAt })}`;
  talking.send({ type: 'connection_init', payload: { authorization } });
  await talking.came('connection_ack');
  return talking;
}

const subscribe = (query = FEED, id = '1', after?: string) => ({
  id,
  type: 'subscribe',
  payload: { query, variables: { after } },
});

async function until(holds: () => boolean, ms = 60_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(5);
  }
}
const listeners = (n: number) => until(() => hub.live.counts().feeds === n && hub.live.counts().catchingUp === 0);

/** A feed that has been told event 1, and its end. */
async function toldOne(subject = OAKWOOD, endsAt?: Date): Promise<Talk> {
  hub.grants.put(aGrant({ subject }));
  const talking = await connected(subject, endsAt);
  talking.send(subscribe());
  await listeners(1);
  hub.log.record({});
  await talking.came('next');
  return talking;
}

const AFTER_ONE = { after: '1' };

/** By code and reason as LIVE.md has them. */
const ENDS: Readonly<Record<string, () => Promise<{ closed: Closed; reason?: object }>>> = {
  '1001 SHUTTING_DOWN': async () => {
    await start();
    const { closed } = await toldOne();
    await hub.stop(500);
    return { closed: await closed, reason: { code: 'SHUTTING_DOWN', ...AFTER_ONE } };
  },
  '1006': async () => {
    await start({ pingEveryMs: 100 });
    const { socket, closed } = await connected();
    // It no longer answers, and is given up.
    socket.pause();
    await until(() => hub.lines.some((line) => line.includes('connection did not answer')));
    socket.resume();
    return { closed: await closed };
  },
  '1009': async () => {
    await start();
    const { send, closed } = await connected();
    send(subscribe(`${FEED} #${'x'.repeat(1_100_000)}`));
    return { closed: await closed };
  },
  '4400': async () => {
    await start();
    const { send, closed } = await connected();
    send('{"type":');
    return { closed: await closed };
  },
  '4401': async () => {
    await start();
    const { send, closed } = await talk();
    send(subscribe());
    return { closed: await closed };
  },
  '4403 UNAUTHENTICATED': async () => {
    await start();
    const { send, closed } = await talk();
    send({ type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } });
    return { closed: await closed, reason: { code: 'UNAUTHENTICATED', reason: 'MALFORMED' } };
  },
  '4403 EXPIRED': async () => {
    await start();
    const { closed } = await toldOne(OAKWOOD, new Date(Date.now() + 60_000));
    ahead = 66_000;
    return { closed: await closed, reason: { code: 'EXPIRED', ...AFTER_ONE } };
  },
  '4403 CHANGED': async () => {
    await start();
    const { closed } = await toldOne();
    hub.grants.put(aGrant({ subject: OAKWOOD, councils: ['lewisham'] }));
    return { closed: await closed, reason: { code: 'CHANGED', ...AFTER_ONE } };
  },
  '4403 REVOKED': async () => {
    await start();
    const { closed } = await toldOne();
    hub.grants.revoke(OAKWOOD);
    return { closed: await closed, reason: { code: 'REVOKED', ...AFTER_ONE } };
  },
  '4406': async () => {
    await start();
    const none = new WebSocket(hub.url.replace('http', 'ws'));
    return {
      closed: await new Promise((resolve) =>
        none.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
      ),
    };
  },
  '4408': async () => {
    await start({ initWithinMs: 200 });
    return { closed: await (await talk()).closed };
  },
  '4409': async () => {
    await start();
    const { send, closed } = await connected();
    send(subscribe());
    send(subscribe());
    return { closed: await closed };
  },
  '4429': async () => {
    await start();
    const { send, closed } = await connected();
    send({ type: 'connection_init' });
    return { closed: await closed };
  },
  '4480 SLOW_READER': async () => {
    await start();
    const { socket, send, closed } = await connected();
    let last = 0;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'next') last = Number(message.payload.extensions.cursor);
    });
    send(subscribe(HEAVY));
    await listeners(1);
    socket.pause();
    for (let n = 0; n < MORE_THAN_BUFFERS; n++) hub.log.record({});
    await listeners(0);
    socket.resume();
    const end = await closed;
    // All that was written has come, and the cursor is of the last of it.
    return { closed: end, reason: { code: 'SLOW_READER', after: `${last}` } };
  },
  '4481 TOO_MANY_SOCKETS': async () => {
    await start({ limits: { streamsPerClient: 1 } });
    await connected();
    const { send, closed } = await talk();
    send({ type: 'connection_init', payload: { authorization: `Bearer ${await hub.provider.token(OAKWOOD)}` } });
    return { closed: await closed, reason: { code: 'TOO_MANY_SOCKETS' } };
  },
  '4500 INTERNAL': async () => {
    await start();
    const { send, closed } = await connected();
    send({ id: '1', type: 'subscribe', payload: { query: '{ unserialisable }' } });
    return { closed: await closed };
  },
};

describe('the close codes of LIVE.md', () => {
  const listed = [...LIVE.matchAll(/^\| (\d{4}) \| ([^|]*) \|/gm)].map(([, code, reason]) =>
    [code, /`(\w+)`/.exec(reason!)?.[1]].filter(Boolean).join(' '),
  );

  it('NFR-06: are each brought about here, and no other is', () => {
    expect(Object.keys(ENDS).sort()).toEqual([...listed].sort());
  });

  it.each(Object.entries(ENDS))(
    'NFR-06: %s',
    async (name, bringAbout) => {
      const { closed, reason } = await bringAbout();
      expect(closed.code).toBe(Number(name.slice(0, 4)));
      expect(closed.reason.length).toBeLessThanOrEqual(123);
      if (reason) expect(JSON.parse(closed.reason)).toEqual(reason);
    },
    30_000,
  );
});

describe('the ends of an event stream', () => {
  const stream = async (query = FEED, headers: Record<string, string> = {}, variables: object = {}) =>
    fetch(hub.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await hub.provider.token(OAKWOOD)}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
  /** The last word of a stream that has been told event 1. */
  async function lastWord(response: Response): Promise<{ code: string; cursor?: string }> {
    const text = await response.text();
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
    const [last] = [...text.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!)).reverse();
    return last.errors[0].extensions;
  }

  it.each<[string, string, () => void]>([
    ['UNAUTHENTICATED', 'expiry', () => (ahead = 4_000_000)],
    ['UNAUTHENTICATED', 'a revoked grant', () => hub.grants.revoke(OAKWOOD)],
    ['UNAUTHENTICATED', 'a changed grant', () => hub.grants.put(aGrant({ subject: OAKWOOD, scopes: [] }))],
    [
      'FORBIDDEN',
      'suspension everywhere',
      () => hub.log.record({ type: 'ProviderSuspended', audience: {}, data: { providerId: 'oakwood' } }),
    ],
    ['SHUTTING_DOWN', 'the end of the process', () => hub.stop(500)],
  ])('IDG-06: %s after %s, with the cursor', async (code, _, act) => {
    await start();
    const response = await stream();
    await listeners(1);
    hub.log.record({});
    await until(() => hub.live.counts().deliveries === 1);
    act();
    const word = await lastWord(response);
    expect(word.code).toBe(code);
    // What follows the last event that was for it may have been passed over.
    expect(Number(word.cursor)).toBeGreaterThanOrEqual(1);
  });

  it('NFR-06: SLOW_READER when it is not read, with the cursor of the last event written', async () => {
    await start();
    const authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
    const query = encodeURIComponent('subscription { callOffFeed { cursor padding(kilobytes: 200) } }');
    const text = new Promise<string>((resolve, reject) => {
      request(`${hub.url}?query=${query}`, { headers: { authorization, accept: 'text/event-stream' } })
        .on('response', async (response) => {
          await until(() => hub.live.counts().feeds === 0);
          let read = '';
          for await (const chunk of response) read += chunk;
          resolve(read);
        })
        .on('error', reject)
        .end();
    });
    await listeners(1);
    for (let n = 0; n < MORE_THAN_BUFFERS; n++) hub.log.record({});
    const read = await text;
    const cursors = [...read.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(read).toContain('"code":"SLOW_READER"');
    expect(read).toContain(`"cursor":"${cursors.at(-1)}"`);
  });

  it('NFR-06: what is refused before it begins has its status: 401, 413, 429', async () => {
    await start({ limits: { streamsPerClient: 1 } });
    expect((await stream(FEED, { authorization: 'Bearer a.b.c' })).status).toBe(401);
    expect((await stream(`${FEED} #${'x'.repeat(1_100_000)}`)).status).toBe(413);
    const first = await stream();
    await listeners(1);
    const second = await stream();
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    await first.body!.cancel();
  });

  it('NFR-06: 503 once the process is ending', async () => {
    await start();
    const { hostname, port } = new URL(hub.url);
    const kept = connect(Number(port), hostname);
    let read = '';
    kept.on('data', (chunk) => (read += chunk));
    const ask = async (query: string, accept: string) =>
      kept.write(
        `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\nhost: hub\r\naccept: ${accept}\r\n` +
          `authorization: Bearer ${await hub.provider.token(BROKER)}\r\n\r\n`,
      );
    await ask('{ slowly(ms: 1500) }', 'application/json');
    await sleep(500);
    const stopped = hub.stop(20_000);
    await ask('{ askedBy }', 'text/event-stream');
    await new Promise((resolve) => kept.on('close', resolve));
    expect(read).toContain('{"slowly":"done"}');
    expect(read).toContain('HTTP/1.1 503');
    expect(read).toContain('"code":"SHUTTING_DOWN"');
    await stopped;
  });
});
