import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { shareOf } from '../../../gateway/limits/descriptors.js';
import { type GatewayProcess, type Gateways, gateways, subjectOf } from '../gateways.js';

/** A process that may hold 256 files and connections open, as one whose system was never told otherwise. */
const DESCRIPTORS = 256;
const { connections: MOST } = shareOf(DESCRIPTORS);

let ground: Gateways;
let hub: GatewayProcess;
let port: number;
let authorization: string;
const open = new Set<Socket>();

beforeAll(async () => {
  ground = await gateways(['oakwood', 'elmfield']);
  hub = await ground.start({ descriptors: DESCRIPTORS, silentMs: 2000 });
  port = Number(new URL(hub.url).port);
  authorization = `Bearer ${await ground.provider.token(subjectOf('oakwood'))}`;
});
afterEach(async () => {
  for (const each of open) each.destroy();
  open.clear();
  await until(async () => (await hub.counts()).connections.open === 0);
});
afterAll(() => ground.stop());

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(10);
  }
}

/** A connection that sends this, and nothing more. */
async function connect(first = ''): Promise<Socket> {
  const socket = createConnection(port, '127.0.0.1');
  open.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => open.delete(socket));
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  if (first) socket.write(first);
  return socket;
}

/** One question on a connection of its own, with its HTTP status. */
function ask(query: string): Promise<{ status: number; retryAfter: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(hub.url, {
      method: 'POST',
      agent: false,
      headers: { authorization, 'content-type': 'application/json' },
    });
    asked.on('error', reject);
    asked.on('response', async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'], body });
    });
    asked.end(JSON.stringify({ query }));
  });
}

describe('a flood of connections', () => {
  it('NFR-06: what clients may open leaves the hub its own descriptors', () => {
    expect(shareOf(DESCRIPTORS)).toEqual({ connections: 160, streams: 144, toEachSubgraph: 9 });
    expect(shareOf(1024)).toEqual({ connections: 768, streams: 691, toEachSubgraph: 49 });
    expect(shareOf(1_048_576)).toEqual({ connections: 20_000, streams: 18_000, toEachSubgraph: 128 });
    expect(shareOf(Number.POSITIVE_INFINITY)).toEqual(shareOf(1_048_576));
    for (const descriptors of [128, 256, 512, 1024, 4096, 20_000]) {
      const { connections, toEachSubgraph } = shareOf(descriptors);
      expect(connections + 4 * toEachSubgraph + 60).toBeLessThanOrEqual(descriptors);
    }
  });

  it.each([
    ['that send nothing', ''],
    ['that send half a request', 'POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-'],
  ])('NFR-06: connections %s are counted, make room for those who ask, and are closed', async (_, first) => {
    for (let nth = 0; nth < 2 * MOST; nth++) await connect(first);
    const { connections } = await hub.counts();
    expect(connections.open).toBeLessThanOrEqual(MOST);
    expect(connections.waiting).toBeLessThanOrEqual(MOST / 2);
    expect(await ask('{ askedBy }')).toMatchObject({
      status: 200,
      body: expect.stringContaining(subjectOf('oakwood')),
    });
    await until(async () => (await hub.counts()).connections.open === 0);
  });

  it('NFR-06: connections that are kept alive between requests are no more than half, the latest of them', async () => {
    const sockets: Socket[] = [];
    for (let nth = 0; nth < MOST; nth++) {
      const socket = await connect('GET /health HTTP/1.1\r\nhost: hub\r\n\r\n');
      await once(socket, 'data');
      sockets.push(socket);
    }
    await connect();
    await until(() => sockets.filter((each) => !each.destroyed).length <= MOST / 2);
    expect(sockets.at(-1)!.destroyed).toBe(false);
    expect(sockets[0]!.destroyed).toBe(true);
  });

  it('NFR-06: sockets of nobody are closed, and make room for those who say who they are', async () => {
    const silent = Array.from(
      { length: MOST },
      () => new WebSocket(hub.url.replace('http', 'ws'), 'graphql-transport-ws'),
    );
    for (const each of silent) each.on('error', () => {});
    const follower = await ground.follow(subjectOf('oakwood'), () => hub.url);
    await until(() => follower.connected());
    await until(async () => (await hub.counts()).connections.open <= 1);
    await until(() => silent.every(({ readyState }) => readyState === WebSocket.CLOSED));
    expect(follower.closes).toEqual([]);
    follower.stop();
  });

  it('NFR-06: a door that is full says so, and feeds are told and the database is asked all the while', async () => {
    const followers = [await ground.follow(subjectOf('oakwood'), () => hub.url)];
    followers.push(await ground.follow(subjectOf('elmfield'), () => hub.url));
    await until(() => followers.every((each) => each.connected()));
    // Requests that are under way do not make room: each is answered only when its body has come.
    const body = `POST /graphql HTTP/1.1\r\nhost: hub\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`;
    for (let nth = 0; nth < 100; nth++) await connect(body);
    await until(async () => (await hub.counts()).connections.waiting === 0);
    const others = `POST /graphql HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer ${await ground.provider.token(subjectOf('elmfield'))}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`;
    for (let nth = 0; nth < MOST - 102; nth++) await connect(others);
    await until(async () => {
      const { connections } = await hub.counts();
      return connections.open === MOST && connections.waiting === 0;
    });

    expect(await ask('{ askedBy }')).toMatchObject({
      status: 429,
      retryAfter: '5',
      body: expect.stringContaining('THROTTLED'),
    });
    const refused = new WebSocket(hub.url.replace('http', 'ws'), 'graphql-transport-ws');
    refused.on('error', () => {});
    const [, response] = await once(refused, 'unexpected-response');
    expect(response.statusCode).toBe(429);
    expect(response.headers['retry-after']).toBe('5');
    // Far more than there are descriptors.
    await Promise.all(
      Array.from({ length: 3 * DESCRIPTORS }, () => connect('GET /health HTTP/1.1\r\nhost: hub\r\n\r\n')),
    );
    // Longer than connections to the database are kept that nobody needs: others must be opened.
    await sleep(11_000);
    await ground.record(['oakwood', 'elmfield']);
    await until(() => followers.every(({ got }) => got.length === 1));
    expect(followers.flatMap(({ closes }) => closes)).toEqual([]);
    expect(ground.exits()).toBe(0);
    for (const each of followers) each.stop();
  });

  it('NFR-06: one client may not hold the door by bodies that never come', async () => {
    const body = `POST /graphql HTTP/1.1\r\nhost: hub\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`;
    const sockets: Socket[] = [];
    for (let nth = 0; nth < 100; nth++) sockets.push(await connect(body));
    await until(async () => (await hub.counts()).connections.waiting === 0);
    const [answer] = await once(await connect(body), 'data');
    expect(String(answer)).toContain('429');
    expect(sockets.every((each) => !each.destroyed)).toBe(true);
  });
});
