import pg from 'pg';
import { type RunningApart, startApart } from '../../hub/apart.js';
import { publicHalf } from '../../hub/home.js';
import { SandboxTime } from '../../hub/sandbox-clock.js';
import { SUBGRAPHS } from '../../hub/subgraphs.js';
import { aClientKey, aRegisteredDatabase, hubClient } from '../harness/hub.js';
import { BROKER, nextKey, people, rostering } from '../walks/borough.js';
import { type Answer, promised } from '../walks/walk.js';

/** The shape of production: five processes, each with its own environment, over HTTP and WebSocket on loopback. */
describe('the five services apart', () => {
  let database: Awaited<ReturnType<typeof aRegisteredDatabase>>;
  let pool: pg.Pool;
  let apart: RunningApart;
  let time: SandboxTime;
  let client: ReturnType<typeof hubClient>;

  beforeAll(async () => {
    database = await aRegisteredDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 3 });
    pool.on('error', () => {});
    time = new SandboxTime(pool, SUBGRAPHS);
    const key = await aClientKey();
    apart = await startApart({
      databaseUrl: database.url,
      secret: 'test',
      sandboxKeys: [publicHalf(key)],
      logLevel: 'fatal',
    });
    client = hubClient(apart.gatewayUrl, key, time);
  }, 120_000);

  afterAll(async () => {
    await client?.close();
    await apart?.stop();
    await pool?.end();
    await database?.drop();
  });

  it('ROUT-03, AWRD-01: the walk from a request to an award, told over WebSocket', async () => {
    const oakwood = await client.watch<{ callOffFeed: Answer }>(
      rostering('oakwood'),
      await promised('watch-call-offs'),
    );
    const input = people.request(1, await time.now(), { patch: 'East' });
    const submitted = await client.graphql<Answer>(
      'machine:case-system@bromley',
      await promised('submit-service-request'),
      { input },
    );
    expect(submitted).toMatchObject({ data: { submitServiceRequest: { refusals: [] } } });
    const [told] = await oakwood.take(1, 15_000);
    const published = told!.callOffFeed;
    expect(published.type).toBe('CallOffPublished');
    const bid = await client.graphql<Answer>(rostering('oakwood'), await promised('submit-bid'), {
      input: {
        callOffId: published.callOffId,
        version: 1,
        startDate: published.callOff.need.neededFrom,
        startTime: '08:00',
        deliveryStatement: 'The same two carers through the week.',
        idempotencyKey: nextKey(),
      },
    });
    expect(bid.data!.submitBid.refusals).toEqual([]);
    await time.freezeAt(new Date(new Date(published.callOff.closesAt).getTime() + 60_000));
    const awarded = await client.graphql<Answer>(BROKER, await promised('award-call-off'), {
      input: {
        callOffId: published.callOffId,
        bidId: null,
        notInvolvedBecause: 'The person asked the council to decide.',
        idempotencyKey: nextKey(),
      },
    });
    expect(awarded.data!.awardCallOff).toMatchObject({
      refusals: [],
      award: { provider: { name: 'Oakwood Homecare' } },
    });
  });

  it('EVAL-01: with the providers service down an award is refused, not guessed, and the bid waits', async () => {
    const providers = apart.processes.get('providers')!;
    const input = people.request(2, await time.now(), { patch: 'West' });
    const bramble = await client.watch<{ callOffFeed: Answer }>(
      rostering('bramble'),
      await promised('watch-call-offs'),
    );
    await client.graphql('machine:case-system@bromley', await promised('submit-service-request'), { input });
    const [told] = await bramble.take(1, 15_000);
    const { callOffId, callOff } = told!.callOffFeed;
    const bid = {
      callOffId,
      version: 1,
      startDate: callOff.need.neededFrom,
      startTime: '08:00',
      deliveryStatement: 'Two carers.',
      idempotencyKey: nextKey(),
    };
    await client.graphql(rostering('bramble'), await promised('submit-bid'), { input: bid });
    await time.freezeAt(new Date(new Date(callOff.closesAt).getTime() + 60_000));

    const exited = new Promise((resolve) => providers.once('exit', resolve));
    providers.kill('SIGTERM');
    await exited;
    const response = await fetch(client.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await client.token(BROKER)}` },
      body: JSON.stringify({
        query: await promised('award-call-off'),
        variables: {
          input: { callOffId, bidId: null, notInvolvedBecause: 'Nobody could be reached.', idempotencyKey: nextKey() },
        },
      }),
    });
    const refused = (await response.json()) as Answer;
    expect(refused.data.awardCallOff).toMatchObject({ award: null, refusals: [{ code: 'FACTS_UNAVAILABLE' }] });
    const { rows } = await pool.query('select state from tenders.call_off where id = $1', [callOffId]);
    expect(rows).toEqual([{ state: 'EVALUATING' }]);
  });
});
