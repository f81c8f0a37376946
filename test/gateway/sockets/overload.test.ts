import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { aGrant } from '../clients.js';
import { type Follower, follow } from '../live/follower.js';
import { OAKWOOD, type ToyGateway, toyGateway } from '../toy-gateway.js';

/** Ten times what the hub can do at once, and those who were there before. */
const CAPACITY = 20;
const TIMES = 10;
const FEED = 'subscription ($after: Place) { callOffFeed(after: $after) { cursor } }';
const SLOW = '{ slowly(ms: 300) }';
const BID = 'mutation($input: SubmitBidInput!) { submitBid(input: $input) { bid } }';

let hub: ToyGateway;
const followers: Follower[] = [];
const machine = (nth: number) => `machine:load-${nth}`;

beforeEach(async () => {
  hub = await toyGateway({ limits: { operations: CAPACITY, operationsPerClient: 4, streams: 5 } });
  hub.grants.put(...Array.from({ length: CAPACITY * TIMES }, (_, nth) => aGrant({ subject: machine(nth) })));
  await sleep(20);
});
afterEach(async () => {
  for (const each of followers.splice(0)) each.stop();
  await hub.stop(500);
});

async function following(count: number): Promise<Follower[]> {
  const authorization = `Bearer ${await hub.provider.token(OAKWOOD)}`;
  for (let nth = 0; nth < count; nth++) {
    followers.push(follow({ url: () => hub.url, authorization, query: FEED, after: '0', read: Number }));
  }
  await until(() => hub.live.counts().feeds === count);
  return followers;
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await sleep(5);
  }
}

describe('above capacity', () => {
  it('NFR-06: reads are refused at once with the seconds to wait, bids are taken, and who is connected is told', async () => {
    const [oakwood] = await following(1);
    const reads = Array.from({ length: CAPACITY * TIMES }, (_, nth) => hub.ask(machine(nth), SLOW));
    await sleep(50);
    const bids = Array.from({ length: 4 }, (_, nth) =>
      hub.ask(machine(nth + 50), BID, { input: { callOff: `${nth}`, ratePence: 100 } }),
    );
    const seq = hub.log.record({});
    await until(() => oakwood!.got.includes(seq));

    for (const { body } of await Promise.all(bids)) expect(body.errors).toBeUndefined();
    const answers = await Promise.all(reads);
    const refused = answers.filter(({ body }) => body.errors);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(CAPACITY * 0.8);
    expect(refused.length).toBeGreaterThan(CAPACITY * (TIMES - 4));
    for (const { status, headers, body } of refused) {
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body.errors).toMatchObject([{ extensions: { code: 'THROTTLED', retryAfter: expect.any(Number) } }]);
    }
    expect(oakwood!.closes).toEqual([]);
    // The hub has recovered: what was refused is taken now.
    expect((await hub.ask(machine(1), '{ askedBy }')).body.data).toEqual({ askedBy: machine(1) });
  });

  it('NFR-06: a connection too many is refused before anything is read of it, and the others hear everything', async () => {
    const all = await following(5);
    const { status, retryAfter } = await upgrade('Bearer not.a.token');
    expect({ status, retryAfter }).toEqual({ status: 429, retryAfter: '5' });
    const seq = hub.log.record({});
    await until(() => all.every(({ got }) => got.includes(seq)));
    expect(all.flatMap(({ closes }) => closes)).toEqual([]);
    all[0]!.stop();
    await until(() => hub.live.counts().feeds === 4);
    expect((await upgrade(`Bearer ${await hub.provider.token(OAKWOOD)}`)).status).toBe(101);
  });

  it('NFR-06: one client that asks for all it can get takes nothing from another', async () => {
    const greedy = Array.from({ length: 40 }, () => hub.ask(machine(0), SLOW));
    await sleep(50);
    expect((await hub.ask(machine(1), '{ askedBy }')).body.data).toEqual({ askedBy: machine(1) });
    const codes = (await Promise.all(greedy)).map(({ body }) => body.errors?.[0]?.extensions.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(4);
    expect(codes.filter((code) => code === 'THROTTLED')).toHaveLength(36);
  });
});

function upgrade(authorization: string): Promise<{ status: number; retryAfter: unknown }> {
  const headers = {
    authorization,
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-protocol': 'graphql-transport-ws',
    'sec-websocket-key': `${'x'.repeat(22)}==`,
  };
  return new Promise((resolve, reject) => {
    request(hub.url, { headers })
      .on('response', ({ statusCode, headers: answered }) => {
        resolve({ status: statusCode!, retryAfter: answered['retry-after'] });
      })
      .on('upgrade', ({ statusCode }, socket) => {
        socket.destroy();
        resolve({ status: statusCode!, retryAfter: undefined });
      })
      .on('error', reject)
      .end();
  });
}
