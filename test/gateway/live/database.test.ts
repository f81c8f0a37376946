import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import pg from 'pg';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { grantReader } from '../../../gateway/grants.js';
import { type RunningGateway, startGateway } from '../../../gateway/main.js';
import { preparePlatform, urlFor } from '../../../kernel/database/platform.js';
import { eventLogReader } from '../../../kernel/log/event-log.js';
import { Sequencer } from '../../../kernel/log/sequencer.js';
import { ListeningWakeUps } from '../../../kernel/log/wake.js';
import { createTestDatabase, type TestDatabase } from '../../harness/database.js';
import { type IdentityProvider, identityProvider } from '../clients.js';
import { PLAIN } from '../plain-cursors.js';
import { OAKWOOD, WILLOW } from '../toy-gateway.js';
import { type Toy, toySubgraphs } from '../toy-subgraphs.js';

const log = pino({ level: 'silent' });
const SECRET = 'test';
/** Neither revoked nor suspended: who hears what it is told knows how far the gateway has read. */
const ELM = 'machine:rostering@elm';

let database: TestDatabase;
let pool: pg.Pool;
let sequencer: Sequencer;
let wakeUps: ListeningWakeUps;
let readers: pg.Pool;
let gateway: RunningGateway;
let toy: Toy;
let provider: IdentityProvider;

beforeAll(async () => {
  database = await createTestDatabase();
  await preparePlatform(database.url, SECRET, []);
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
  for (const [subject, organisation] of [
    [OAKWOOD, 'oakwood'],
    [WILLOW, 'willow'],
    [ELM, 'elm'],
  ]) {
    await pool.query(
      `insert into platform.access_grant (subject, role, organisation, councils, scopes, valid_from)
       values ($1, 'rostering', $2, '{bromley}', '{offers:read}', now() - interval '1 day')`,
      [subject, organisation],
    );
  }
  sequencer = new Sequencer(urlFor(database.url, 'platform_sequencer', SECRET), log);
  sequencer.start();
  const readerUrl = urlFor(database.url, 'platform_reader', SECRET);
  readers = new pg.Pool({ connectionString: readerUrl, max: 3 });
  readers.on('error', () => {});
  wakeUps = new ListeningWakeUps(readerUrl, log);
  await wakeUps.start();
  toy = await toySubgraphs();
  provider = await identityProvider();
  gateway = await startGateway({
    supergraph: toy.supergraph,
    subgraphs: toy.executors,
    sign: toy.sign,
    issuers: [provider.issuer],
    grants: grantReader(readers, wakeUps),
    events: { ...eventLogReader(readers, wakeUps), cursors: async () => PLAIN },
    feeds: { callOffFeed: { item: 'callOffFeedItem', types: ['CallOffPublished'] } },
    log,
  });
});

afterAll(async () => {
  await gateway.stop(200);
  await wakeUps.stop();
  await sequencer.stop();
  await readers.end();
  await pool.end();
  await database.drop();
});

/** What one test opened is gone before the next counts feeds. */
afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  await until(() => gateway.live.counts().feeds === 0);
});

const clients: Client[] = [];

const record = (client: pg.Pool | pg.PoolClient, providers: string[], type = 'CallOffPublished', data = {}) =>
  client.query(
    `insert into platform.event (type, subject, council, audience, actor, occurred_at, recorded_at, data)
     values ($1, 'call-off/1', 'bromley', $2, '{}', now(), now(), $3)`,
    [type, { providers }, data],
  );

function listen(subject: string) {
  const cursors: number[] = [];
  const ended: Array<{ code: number; reason: string }> = [];
  const client = createClient({
    url: gateway.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${await provider.token(subject)}` }),
    on: { closed: (event) => void ended.push(event as { code: number; reason: string }) },
  });
  clients.push(client);
  client.subscribe(
    { query: 'subscription { callOffFeed(after: "0") { cursor } }' },
    {
      next: ({ extensions }) => void cursors.push(Number((extensions as { cursor: string }).cursor)),
      error() {},
      complete() {},
    },
  );
  return { cursors, ended };
}

async function until(holds: () => boolean, ms = 60_000): Promise<number> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > ms) throw new Error('it did not happen in time');
    await sleep(2);
  }
  return performance.now() - began;
}

describe('over the real event log and table of grants', () => {
  beforeAll(() => {
    // The toy subgraph knows no database: any number is an event to it.
    toy.events.get = ((seq: number) => (seq > 0 ? { seq, type: 'CallOffPublished' } : undefined)) as never;
  });

  it('NTF-01: what commits is told in the order of commit, whichever transaction began first', async () => {
    const oakwood = listen(OAKWOOD);
    await until(() => gateway.live.counts().feeds === 1 && gateway.live.counts().catchingUp === 0);
    const slow = await pool.connect();
    await slow.query('begin');
    await record(slow, ['oakwood']);
    await record(pool, ['oakwood']);
    await until(() => oakwood.cursors.length === 1);
    await slow.query('commit');
    slow.release();
    await until(() => oakwood.cursors.length === 2);
    await record(pool, ['willow']);
    await record(pool, ['oakwood']);
    await until(() => oakwood.cursors.length === 3);
    expect(oakwood.cursors).toEqual([1, 2, 4]);
  });

  it('IDG-06: a grant revoked in the table ends the stream within a second', async () => {
    const oakwood = listen(OAKWOOD);
    const willow = listen(WILLOW);
    await until(() => gateway.live.counts().feeds === 2 && gateway.live.counts().catchingUp === 0);
    await pool.query('update platform.access_grant set revoked_at = now() where subject = $1', [OAKWOOD]);
    expect(await until(() => oakwood.ended.length === 1)).toBeLessThan(10_000);
    expect(oakwood.ended[0]).toMatchObject({ code: 4403, reason: '{"code":"REVOKED","after":"4"}' });
    expect(willow.ended).toEqual([]);
  });

  it('PROV-02: a suspension in the log ends the feed within a second', async () => {
    listen(WILLOW);
    await until(() => gateway.live.counts().feeds === 1 && gateway.live.counts().catchingUp === 0);
    await record(pool, [], 'ProviderSuspended', { providerId: 'willow', reason: 'CQC' });
    expect(await until(() => gateway.live.counts().feeds === 0)).toBeLessThan(10_000);
  });

  it('NTF-01: with its database connections cut, the gateway goes on where it was', async () => {
    await record(pool, [], 'ProviderRestored', { providerId: 'willow' });
    await record(pool, ['elm']);
    const elm = listen(ELM);
    await until(() => elm.cursors.length === 1);
    const willow = listen(WILLOW);
    await until(() => willow.cursors.length === 1);
    await until(() => gateway.live.counts().catchingUp === 0);
    const before = willow.cursors.at(-1)!;
    // Of this database alone: others of the run have readers of that name on the same server.
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = 'platform_reader'`,
    );
    for (let n = 0; n < 20; n++) await record(pool, ['willow']);
    await until(() => willow.cursors.length === 21, 10_000);
    expect(willow.cursors.slice(1)).toEqual(Array.from({ length: 20 }, (_, n) => n + willow.cursors[1]!));
    expect(willow.cursors[1]).toBeGreaterThan(before);
  });
});
