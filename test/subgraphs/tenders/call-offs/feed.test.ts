import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { addMinutes } from '../../../../kernel/time/working-time.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { bidOf, idOf, type ProviderName, provider, type Requested, World } from '../harness.js';

const FEED = /* GraphQL */ `
  subscription ($after: Cursor) {
    callOffFeed(after: $after) {
      type callOffId stage from version closesAt changed bidId receivedAt outcome reasonCode bids declined noResponse
      awardId providerId placementId callOff { id stage version closesAt need { skills } }
    }
  }
`;

interface Item {
  readonly type: string;
  readonly callOffId: string;
  readonly [field: string]: unknown;
}

/** Whoever could be told something of a call-off in Bromley: by name, as the gateway's views, and from outside. */
const PROVIDERS_TOLD = ['maple', 'oak', 'elm', 'rowan', 'stranger'] as const;
const NOBODY_ELSE = ['commissioner', 'practitioner', 'broker of ashdown', 'feed of ashdown'] as const;
const EVERYBODY = ['broker', ...PROVIDERS_TOLD, ...NOBODY_ELSE] as const;
type Listener = (typeof EVERYBODY)[number];

describe('the feed of call-offs', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.know(provider('maple').in('East'), provider('oak').in('East'), provider('elm').in('West')));
  afterAll(() => world.stop());

  /** Where the log ends. */
  async function here(): Promise<string> {
    await world.hub.time.settled();
    const { rows } = await world.hub.pool.query('select coalesce(max(seq), 0)::int as seq from platform.event');
    return (await cursorsOf(world.hub.pool)).show(rows[0].seq);
  }

  /** Everything of one call-off that each listener's subscription tells it after a cursor. */
  async function heard(after: string, { callOffId, packageId }: Requested): Promise<Record<Listener, Item[]>> {
    // An event for everybody ends what each of them reads; who may not see the call-off is told of another.
    const ends = ['bromley', 'ashdown'].map((council) => ({
      type: 'FirstCallOverdue',
      subject: 'placement/end',
      council,
      audience: {
        providers: Object.values(idOf),
        roles: ['broker', 'commissioner', 'practitioner'],
      },
      data: { callOffId, packageId, placementId: packageId },
    }));
    await world.hub.hear(...ends);
    const items = await Promise.all(
      EVERYBODY.map(async (listener) => [listener, await read(listener, after)] as const),
    );
    return Object.fromEntries(
      items.map(([listener, all]) => [listener, all.filter((item) => item.callOffId === callOffId)]),
    ) as Record<Listener, Item[]>;
  }

  async function read(listener: string, after: string): Promise<Item[]> {
    const source = (await world.hub.subgraph.executor({
      document: parse(FEED),
      operationType: 'subscription' as never,
      variables: { after },
      extensions: { headers: { authorization: `Bearer ${listener}` } },
    })) as AsyncIterableIterator<{ data: { callOffFeed: Item } }>;
    const items: Item[] = [];
    const end = Symbol();
    while (items.at(-1)?.type !== 'FirstCallOverdue') {
      const silence = new Promise<typeof end>((resolve) => setTimeout(() => resolve(end), 700));
      const next = await Promise.race([source.next(), silence]);
      if (next === end) break;
      items.push((next as IteratorResult<{ data: { callOffFeed: Item } }>).value.data.callOffFeed);
    }
    await source.return!();
    return items.filter(({ type }) => type !== 'FirstCallOverdue');
  }

  /** Who of all listeners was told of this type. */
  const toldOf = (items: Record<Listener, Item[]>, type: string) =>
    EVERYBODY.filter((listener) => items[listener].some((item) => item.type === type));
  const only = (items: Item[], type: string) => {
    const found = items.filter((item) => item.type === type);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  const act = (caller: string, field: string, input: Record<string, unknown>) =>
    world.ask<{ refusals: unknown[] }>(
      caller,
      `mutation ($input: ${field[0]!.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { refusals { code } } }`,
      { input: { ...input, idempotencyKey: randomUUID() } },
    );

  it('NTF-02: every invitee, and the broker, is told at once what was amended; nobody else is', async () => {
    const requested = await world.request();
    const { callOffId } = requested;
    const after = await here();
    expect(await act('broker', 'amendCallOff', { callOffId, skills: ['HOIST_TRANSFER'] })).toEqual({ refusals: [] });
    const items = await heard(after, requested);
    expect(toldOf(items, 'CallOffAmended')).toEqual(['broker', 'maple', 'oak']);
    for (const listener of ['broker', 'maple', 'oak'] as const) {
      expect(only(items[listener], 'CallOffAmended')).toMatchObject({
        callOffId,
        stage: 'PATCH',
        version: 2,
        changed: ['skills'],
        closesAt: requested.closesAt.toISOString(),
        callOff: { id: callOffId, version: 2, need: { skills: ['HOIST_TRANSFER'] } },
      });
    }
    expect(items.maple).toEqual(items.oak);
  });

  it('NTF-02, WIN-04: a window that begins anew is told to the same, with its new close', async () => {
    const requested = await world.request();
    const { callOffId, opensAt } = requested;
    const after = await here();
    await world.passTo(addMinutes(opensAt, 30));
    expect(await act('broker', 'restartWindow', { callOffId, reason: 'One was not reached.' })).toEqual({
      refusals: [],
    });
    const items = await heard(after, requested);
    expect(toldOf(items, 'CallOffWindowMoved')).toEqual(['broker', 'maple', 'oak']);
    expect(only(items.oak, 'CallOffWindowMoved')).toMatchObject({
      reasonCode: 'RESTARTED',
      closesAt: addMinutes(requested.closesAt, 30).toISOString(),
    });
    // What somebody wrote stays with the council.
    expect(JSON.stringify(items.oak)).not.toContain('reached');
  });

  it('NTF-04, IDG-23: those asked next are told that a stage found nobody; who declined, and why, nobody hears', async () => {
    await world.know(provider('rowan').onTheFramework());
    const requested = await world.request();
    const { callOffId } = requested;
    const after = await here();
    await world.decline('maple', callOffId, 'SAFETY');
    await world.decline('oak', callOffId, 'SKILL');
    const items = await heard(after, requested);
    expect(toldOf(items, 'CallOffStageEscalated')).toEqual(['broker', 'rowan']);
    for (const listener of ['broker', 'rowan'] as const) {
      expect(only(items[listener], 'CallOffStageEscalated')).toMatchObject({
        from: 'PATCH',
        stage: 'FRAMEWORK',
        callOff: { id: callOffId, stage: 'FRAMEWORK' },
      });
      expect(JSON.stringify(items[listener])).not.toMatch(new RegExp(`${idOf.maple}|${idOf.oak}|SAFETY|SKILL`));
    }
    // To hear that there is a next stage would tell each one that the other had declined as well.
    expect([items.maple, items.oak]).toEqual([[], []]);
    await world.know(provider('rowan'));
  });

  it('NTF-05, IDG-23: a bid is acknowledged to its author; brokers hear that one came, and rivals nothing', async () => {
    const requested = await world.request();
    const { callOffId, opensAt } = requested;
    const after = await here();
    await world.passTo(addMinutes(opensAt, 5));
    await world.bid('maple', callOffId, { deliveryStatement: 'A canary sings.' });
    const bidId = await bidOf(world, callOffId, 'maple');
    const items = await heard(after, requested);
    expect(toldOf(items, 'BidReceived')).toEqual(['broker', 'maple']);
    for (const listener of ['broker', 'maple'] as const) {
      expect(only(items[listener], 'BidReceived')).toMatchObject({
        callOffId,
        stage: 'PATCH',
        bidId,
        receivedAt: addMinutes(opensAt, 5).toISOString(),
        providerId: null,
        outcome: null,
      });
      expect(JSON.stringify(items[listener])).not.toMatch(new RegExp(`${idOf.maple}|canary`));
    }
  });

  it('NTF-07, AWRD-07, IDG-23: each bidder is told of its own bid and of no other; whoever made none is told nothing', async () => {
    const requested = await world.request();
    const { callOffId } = requested;
    for (const name of ['maple', 'oak'] as const) await world.bid(name, callOffId);
    await world.passTo(later(requested.closesAt, 1));
    const after = await here();
    const { award } = await world.award(callOffId);
    const [winner, loser]: ProviderName[] = award!.provider.id === idOf.maple ? ['maple', 'oak'] : ['oak', 'maple'];
    const items = await heard(after, requested);
    expect(toldOf(items, 'BidOutcome')).toEqual(['maple', 'oak']);
    expect(only(items[winner as 'maple'], 'BidOutcome')).toMatchObject({
      outcome: 'WON',
      reasonCode: 'AWARDED',
      bidId: await bidOf(world, callOffId, winner!),
    });
    expect(only(items[loser as 'oak'], 'BidOutcome')).toMatchObject({
      outcome: 'UNSUCCESSFUL',
      reasonCode: 'NOT_SELECTED',
      bidId: await bidOf(world, callOffId, loser!),
      providerId: null,
      awardId: null,
    });
    const winnersOwn = [idOf[winner!], await bidOf(world, callOffId, winner!), award!.id];
    expect(JSON.stringify(items[loser as 'oak'])).not.toMatch(new RegExp(winnersOwn.join('|')));
  });

  it('NTF-07, WIN-02: a bidder that has no outcome in time is told that none is decided; one without a bid is not', async () => {
    const requested = await world.request();
    await world.bid('maple', requested.callOffId);
    await world.passTo(later(requested.closesAt, 1));
    const after = await here();
    await world.passTo(later(addMinutes(requested.closesAt, 29), 1));
    const items = await heard(after, requested);
    expect(toldOf(items, 'BidOutcome')).toEqual(['maple']);
    expect(only(items.maple, 'BidOutcome')).toMatchObject({
      outcome: 'NOT_YET_DECIDED',
      reasonCode: 'NOT_YET_DECIDED',
    });
  });

  it('AWRD-01, IDG-23: brokers hear of an award, whose it is and which placement it opens; no provider hears that', async () => {
    const requested = await world.requestAndClose(['maple', 'oak']);
    const after = await here();
    const { award } = await world.award(requested.callOffId);
    const items = await heard(after, requested);
    expect(toldOf(items, 'CallOffAwarded')).toEqual(['broker']);
    const [told] = (await world.hub.told('CallOffAwarded')).slice(-1) as Array<{ data: { placementId: string } }>;
    expect(only(items.broker, 'CallOffAwarded')).toMatchObject({
      awardId: award!.id,
      providerId: award!.provider.id,
      bidId: (award!.bid as { id: string }).id,
      placementId: told!.data.placementId,
      stage: 'PATCH',
    });
    expect(JSON.stringify(items.broker)).not.toContain('Pence');
  });

  it('AWRD-09: brokers hear that an award was given back, and why; of rivals each hears of its own bid', async () => {
    const requested = await world.requestAndClose(['maple']);
    const { award } = await world.award(requested.callOffId);
    const after = await here();
    await world.answerTo('maple', 'refuseAward', requested.callOffId, { reason: 'SAFETY' });
    const items = await heard(after, requested);
    expect(toldOf(items, 'AwardRefused')).toEqual(['broker']);
    expect(only(items.broker, 'AwardRefused')).toMatchObject({
      awardId: award!.id,
      providerId: idOf.maple,
      reasonCode: 'SAFETY',
    });
  });

  it('SM-2: brokers hear that nobody can be found; those who were asked hear nothing of it', async () => {
    const requested = await world.request();
    const after = await here();
    await world.decline('maple', requested.callOffId);
    await world.decline('oak', requested.callOffId);
    const items = await heard(after, requested);
    expect(await world.callOff(requested.callOffId)).toMatchObject({ state: 'FAILED' });
    expect(toldOf(items, 'CallOffFailed')).toEqual(['broker']);
    expect([items.maple, items.oak]).toEqual([[], []]);
  });

  it('NTF-01 to NTF-07, NTF-38: every event of tenders that names an audience is carried by the feed', async () => {
    const { callOffId } = await world.request();
    await act('broker', 'withdrawCallOff', { callOffId, reason: 'Published twice.' });
    const { rows } = await world.hub.pool.query<{ type: string }>(
      `select distinct type from platform.event
       where actor->>'subject' <> 'service:test' and subject like 'call-off/%'
         and (audience->'providers' is not null or audience->'roles' is not null)`,
    );
    const told = rows.map(({ type }) => type);
    expect(told.length).toBeGreaterThan(9);
    expect(FEEDS.callOffFeed.types).toEqual(expect.arrayContaining(told));
  });
});
