import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import type { Cursors } from '../../../../kernel/log/cursors.js';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { bidOf, codes, idOf, provider, World } from '../harness.js';

const EVERYTHING = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state
      receipts
      bids { id state provider { id } deliveryStatement }
      suggestion { order { bidId } }
      award { id }
      why { provider { id } bid { id } ranked { place } decision }
      history { bidId organisation }
    }
  }
`;
const ADVERT =
  'query ($id: ID!) { callOffAdvert(id: $id) { id reference stage state closesAt need { postcode calls { startTime } } } }';
const MINE = /* GraphQL */ `
  query ($open: Boolean, $states: [BidState!], $reference: String, $from: LocalDate, $to: LocalDate, $first: Int, $after: String) {
    myInvitations(open: $open, states: $states, reference: $reference, from: $from, to: $to, first: $first, after: $after) {
      totalCount
      edges { cursor node { id at callOff { id reference stage state closesAt } myBid { id state checks { id } criteria { id } callOff { id } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const ENTITIES = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on CallOff { id state }
      ... on CallOffAdvert { id stage }
      ... on Bid { id state deliveryStatement }
      ... on Invitation { id at }
      ... on Award { id policyVersion }
      ... on Package { id callOffs { id } }
    }
  }
`;
const ITEM = /* GraphQL */ `
  query ($cursor: Cursor!) {
    callOffFeedItem(cursor: $cursor) {
      cursor type callOffId stage from version closesAt changed bidId receivedAt outcome reasonCode bids declined noResponse
      placementId firstCallAt ipoId dischargeAt callOff { id stage state need { postcode } }
    }
  }
`;

interface Mine {
  readonly edges: Array<{
    node: {
      id: string;
      callOff: { id: string; stage: string; state: string } | null;
      myBid: Record<string, unknown> | null;
    };
  }>;
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe('who may see what', () => {
  let world: World;
  let cursors: Cursors;
  beforeAll(async () => {
    world = await World.open();
    cursors = await cursorsOf(world.hub.pool);
  });
  beforeEach(() => world.know(provider('maple').in('East'), provider('oak').in('East'), provider('elm').in('West')));
  afterAll(() => world.stop());

  const toldOf = async (callOffId: string, ...types: string[]) =>
    (await world.hub.told(...types)).filter((event) => event.subject === `call-off/${callOffId}`);
  const entities = async (caller: string, ...representations: object[]) =>
    (await world.ask<never>(caller, ENTITIES, { representations })) as Array<Record<string, unknown> | null>;
  const item = async (caller: string, { seq }: LoggedEvent) =>
    world.ask<Record<string, unknown> | null>(caller, ITEM, { cursor: cursors.show(seq) });

  it('IDG-23, NTF-05: until the close a broker learns that bids came, and neither whose nor what', async () => {
    const { callOffId, closesAt, opensAt } = await world.request();
    await world.bid('maple', callOffId, { deliveryStatement: 'A canary sings.' });
    await world.decline('oak', callOffId);
    const bidId = await bidOf(world, callOffId, 'maple');
    const before = await world.hub.as('broker', EVERYTHING, { id: callOffId });
    expect(before).toMatchObject({
      data: { callOff: { state: 'OPEN', receipts: [opensAt.toISOString()], bids: [], suggestion: null, award: null } },
    });
    const { why, history } = (before.data as never as { callOff: Record<string, Array<Record<string, unknown>>> })
      .callOff;
    expect(why!.every((each) => each.bid === null && each.ranked === null && each.decision === null)).toBe(true);
    expect(history!.every((each) => each.bidId === null)).toBe(true);
    expect(await entities('broker', { __typename: 'Bid', id: bidId })).toEqual([null]);

    await world.passTo(later(closesAt, 1));
    expect(await world.ask('broker', EVERYTHING, { id: callOffId })).toMatchObject({
      bids: expect.arrayContaining([
        { id: bidId, state: 'UNDER_EVALUATION', provider: { id: idOf.maple }, deliveryStatement: 'A canary sings.' },
      ]),
      suggestion: { order: [{ bidId }] },
    });
    expect(await entities('broker', { __typename: 'Bid', id: bidId })).toMatchObject([{ id: bidId }]);
    // Practitioners follow the call-off; bids are not theirs to read.
    expect((await world.hub.as('practitioner', EVERYTHING, { id: callOffId })).data).toMatchObject({
      callOff: { state: 'EVALUATING', bids: null, suggestion: null, why: null },
    });
    expect(await entities('practitioner', { __typename: 'Bid', id: bidId })).toEqual([null]);
  });

  it('IDG-23, IDG-03: a bidder sees its own, and of a rival, of the call-off behind the advert and of the award nothing', async () => {
    const { callOffId, closesAt, packageId } = await world.request();
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    const bids = { maple: await bidOf(world, callOffId, 'maple'), oak: await bidOf(world, callOffId, 'oak') };
    const { rows } = await world.hub.pool.query(
      'select id, provider_id from tenders.invitation where call_off_id = $1',
      [callOffId],
    );
    const invitationOf = (id: string) => rows.find((row) => row.provider_id === id).id;
    const probe = () =>
      entities(
        'maple',
        { __typename: 'CallOff', id: callOffId },
        { __typename: 'Package', id: packageId },
        { __typename: 'Bid', id: bids.oak },
        { __typename: 'Invitation', id: invitationOf(idOf.oak) },
        { __typename: 'Bid', id: bids.maple },
        { __typename: 'Invitation', id: invitationOf(idOf.maple) },
        { __typename: 'CallOffAdvert', id: callOffId },
        { __typename: 'Bid', id: 'not an id' },
      );
    const own = [{ id: bids.maple }, { id: invitationOf(idOf.maple) }, { id: callOffId, stage: 'PATCH' }];
    expect(await probe()).toMatchObject([null, null, null, null, ...own, null]);
    await world.passTo(later(closesAt, 1));
    const { award } = await world.award(callOffId);
    expect(await probe()).toMatchObject([null, null, null, null, ...own, null]);
    expect(await entities('maple', { __typename: 'Award', id: award!.id })).toEqual([null]);

    for (const [document, variables] of [
      ['{ callOffs { edges { node { id } } } }', {}],
      ['query ($id: ID!) { callOff(id: $id) { id } }', { id: callOffId }],
    ] as const) {
      const { errors } = await world.hub.as('maple', document, variables);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(JSON.stringify(errors)).not.toMatch(new RegExp(`${callOffId}|${idOf.oak}`));
    }
    // Own checks are the author's to read once the stage has closed, and its place never is.
    const mine = await world.ask<Mine>('maple', MINE, { open: false, first: 1 });
    expect(mine.edges[0]!.node).toMatchObject({
      callOff: { id: callOffId },
      myBid: { id: bids.maple, checks: expect.arrayContaining([{ id: 'CEILING' }]), criteria: expect.any(Array) },
    });
    const place = await world.hub.as(
      'maple',
      '{ myInvitations(open: false, first: 1) { edges { node { checks { id } provider { id } } } } }',
    );
    expect(place.data).toMatchObject({ myInvitations: { edges: [{ node: { checks: null, provider: null } }] } });
  });

  it('IDG-23: who was asked in one stage sees nothing of the next, which would tell how others answered', async () => {
    await world.know(provider('rowan').onTheFramework(), provider('elm').in('D5'), provider('thorn').in('D5'));
    const { callOffId, closesAt } = await world.request({ patch: 'D5' });
    await world.decline('elm', callOffId);
    await world.decline('thorn', callOffId);
    expect(await world.callOff(callOffId)).toMatchObject({ stage: 'FRAMEWORK' });
    const patch = { id: callOffId, stage: 'PATCH', state: 'OPEN', closesAt: closesAt.toISOString() };
    expect(await world.ask('elm', ADVERT, { id: callOffId })).toMatchObject(patch);
    expect(await world.ask('rowan', ADVERT, { id: callOffId })).toMatchObject({ id: callOffId, stage: 'FRAMEWORK' });
    const [published, ofFramework] = await toldOf(callOffId, 'CallOffPublished');
    // Replayed later, under the view of all rostering systems, each event still shows the stage it was told of.
    expect(await item('feed of rostering', published!)).toMatchObject({ stage: 'PATCH', callOff: { stage: 'PATCH' } });
    expect(await item('feed of rostering', ofFramework!)).toMatchObject({ callOff: { stage: 'FRAMEWORK' } });
    expect(await item('elm', ofFramework!)).toBeNull();
    await world.passTo(later(closesAt, 1));
    expect(await world.ask('elm', ADVERT, { id: callOffId })).toMatchObject({ ...patch, state: 'CLOSED' });
    await world.know(provider('rowan'));
  });

  it('IDG-03, PROV-02: a suspended provider sees no advert any more, except of an award of its own', async () => {
    await world.know(provider('thorn').in('S1'), provider('birch').in('S1'));
    const open = await world.request({ patch: 'S1' });
    const won = await world.requestAndClose(['thorn'], { patch: 'S1' });
    await world.award(won.callOffId);
    await world.know(provider('thorn').in('S1', { status: 'SUSPENDED' }));
    expect(await world.ask('thorn', ADVERT, { id: open.callOffId })).toBeNull();
    expect(await world.ask('thorn', ADVERT, { id: won.callOffId })).toMatchObject({ id: won.callOffId });
    const mine = await world.ask<Mine>('thorn', MINE, { open: false });
    expect(mine.edges.map(({ node }) => node.callOff?.id)).toEqual([won.callOffId]);
    expect((await world.ask<Mine>('thorn', MINE, { open: true })).edges).toEqual([]);
    const [published] = await toldOf(open.callOffId, 'CallOffPublished');
    expect(await item('thorn', published!)).toBeNull();
    // What happens from now on is not told to it.
    await world.hear('ServiceRequestAmended', {
      packageId: open.packageId,
      need: { ...open.need, languages: ['pl'] },
      sourcingVersion: 2,
      reason: '',
    });
    const amended = await toldOf(open.callOffId, 'CallOffAmended');
    expect(amended.map(({ audience }) => audience.providers)).toEqual([]);
    const again = await world.request({ patch: 'S1' });
    await world.hear('ServiceRequestAmended', {
      packageId: again.packageId,
      need: { ...again.need, languages: ['pl'] },
      sourcingVersion: 2,
      reason: '',
    });
    expect((await toldOf(again.callOffId, 'CallOffAmended')).map(({ audience }) => audience.providers)).toEqual([
      [idOf.birch],
    ]);
    await world.know(provider('thorn').in('S1'));
    expect(await world.ask('thorn', ADVERT, { id: open.callOffId })).toMatchObject({ id: open.callOffId });
  });

  it('IDG-26: a provider sees its invitations in all its councils, page by page, and no one else’s', async () => {
    await world.know(
      provider('birch').in('B1'),
      provider('birch').in('B1').with({ council: 'ashdown' }),
      provider('thorn'),
    );
    const ids: string[] = [];
    for (const council of ['bromley', 'ashdown', 'bromley', 'ashdown', 'bromley']) {
      ids.push((await world.request({ patch: 'B1' }, council)).callOffId);
    }
    await world.bid('birch', ids[0]!);
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 6; page++) {
      const { edges, pageInfo }: Mine = await world.ask<Mine>('birch', MINE, { open: true, first: 2, after });
      seen.push(...edges.map(({ node }) => node.callOff!.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen).toEqual(expect.arrayContaining(ids));
    expect((await world.ask<Mine>('stranger', MINE)).edges).toEqual([]);
    const closesAt = (await world.callOff<{ closes_at: Date }>(ids[4]!)).closes_at;
    await world.passTo(later(closesAt, 1));
    expect((await world.ask<Mine>('birch', MINE, { open: true })).edges).toEqual([]);
    expect((await world.ask<Mine>('birch', MINE, { open: false, first: 100 })).edges.length).toBeGreaterThanOrEqual(5);
  });

  it('NTF-01 to NTF-07, IDG-23: an item of the feed is for those it is told to, in any of the ways of asking', async () => {
    const { callOffId } = await world.request();
    await world.bid('maple', callOffId);
    const [published] = await toldOf(callOffId, 'CallOffPublished');
    const [received] = await toldOf(callOffId, 'BidReceived');
    for (const caller of ['maple', 'oak', 'broker', 'feed of rostering', 'feed of brokers']) {
      expect(await item(caller, published!)).toMatchObject({
        type: 'CallOffPublished',
        cursor: cursors.show(published!.seq),
        callOffId,
        callOff: { id: callOffId, need: { postcode: 'BR5 1AA' } },
      });
    }
    for (const caller of ['elm', 'broker of ashdown', 'feed of ashdown', 'stranger']) {
      expect(await item(caller, published!)).toBeNull();
    }
    // Its own receipt reaches the author; the brokers' names nobody; a rival is told nothing.
    expect(await item('maple', received!)).toMatchObject({
      type: 'BidReceived',
      bidId: await bidOf(world, callOffId, 'maple'),
    });
    expect(JSON.stringify(await item('broker', received!))).not.toContain(idOf.maple);
    expect(await item('oak', received!)).toBeNull();
    // The gateway asks once for everybody of a kind: what one organisation is told differs from another's in nothing.
    expect(await item('maple', published!)).toEqual(await item('feed of rostering', published!));
    expect(await item('feed of rostering', { ...published!, seq: 1_000_000 })).toBeNull();
    const [started] = await toldOf(callOffId, 'DeadlineStarted');
    expect(await item('broker', started!)).toBeNull();
    expect((await world.hub.as('visits of maple', ITEM, { cursor: cursors.show(1) })).errors).toHaveLength(1);
  });

  it('NTF-06, IDG-23: counts of a close are for brokers alone', async () => {
    const { callOffId } = await world.requestAndClose(['maple']);
    const [closed] = await toldOf(callOffId, 'CallOffClosed');
    expect(await item('feed of brokers', closed!)).toMatchObject({ bids: 1, declined: 0, noResponse: 1 });
    expect(await item('maple', closed!)).toBeNull();
    expect(await item('feed of rostering', closed!)).toBeNull();
  });

  it('NTF-08, NTF-14, NTF-15, NTF-18, ROUT-10, ROUT-19: what cases tells of a placement comes by the same feed', async () => {
    const { callOffId, packageId } = await world.requestAndClose(['maple']);
    await world.award(callOffId);
    const of = { callOffId, packageId, placementId: randomUUID(), providerId: idOf.maple };
    const audience = { providers: [idOf.maple], roles: ['broker'] };
    const told = [
      { type: 'FullDocumentsAvailable', data: of, shows: {} },
      {
        type: 'FirstCallConfirmed',
        data: { ...of, firstCallAt: '2026-03-09T08:30:00.000Z' },
        shows: { firstCallAt: '2026-03-09T08:30:00.000Z' },
      },
      { type: 'FirstCallOverdue', data: of, shows: {} },
      { type: 'IpoIssued', data: { ...of, ipoId: packageId, version: 2 }, shows: { ipoId: packageId, version: 2 } },
      {
        type: 'DischargeFinalised',
        data: { ...of, version: 3, dischargeAt: '2026-03-09T12:00:00.000Z' },
        shows: { dischargeAt: '2026-03-09T12:00:00.000Z', version: 3 },
      },
    ];
    await world.hub.hear(
      ...told.map(({ type, data }) => ({
        type,
        subject: `placement/${of.placementId}`,
        council: 'bromley',
        audience,
        data,
      })),
    );
    const events = await world.hub.told(...told.map(({ type }) => type));
    for (const [n, { type, shows }] of told.entries()) {
      expect(await item('maple', events[n]!)).toMatchObject({
        type,
        placementId: of.placementId,
        callOff: { id: callOffId },
        ...shows,
      });
      expect(await item('oak', events[n]!)).toBeNull();
    }
    expect(FEEDS.callOffFeed.types).toEqual(expect.arrayContaining(told.map(({ type }) => type)));
  });

  it('IDG-05: a feed view reads feed items and nothing else', async () => {
    const { callOffId } = await world.request();
    for (const caller of ['feed of rostering', 'feed of brokers']) {
      const asked = caller === 'feed of rostering' ? ADVERT : EVERYTHING;
      expect((await world.hub.as(caller, asked, { id: callOffId })).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
      const { rows } = await world.hub.pool.query('select id from tenders.invitation where call_off_id = $1', [
        callOffId,
      ]);
      expect(
        await entities(caller, { __typename: 'CallOff', id: callOffId }, { __typename: 'Invitation', id: rows[0].id }),
      ).toEqual([null, null]);
    }
    await expect(world.bid('feed of rostering', callOffId)).rejects.toThrow('cannot act');
  });

  it('NTF-01: the subscription tells its caller everything after a cursor, in order, then what comes', async () => {
    const first = await world.request();
    const [published] = await toldOf(first.callOffId, 'CallOffPublished');
    const source = (await world.hub.subgraph.executor({
      document: parse(
        'subscription ($after: Cursor) { callOffFeed(after: $after) { cursor type callOffId callOff { state } } }',
      ),
      operationType: 'subscription' as never,
      variables: { after: cursors.show(published!.seq - 1) },
      extensions: { headers: { authorization: 'Bearer maple' } },
    })) as AsyncIterableIterator<{ data: { callOffFeed: { type: string; callOffId: string } } }>;
    const next = async () => (await source.next()).value.data.callOffFeed;
    expect(await next()).toMatchObject({ type: 'CallOffPublished', callOffId: first.callOffId });
    const waiting = next();
    const second = await world.request();
    expect(await waiting).toMatchObject({
      type: 'CallOffPublished',
      callOffId: second.callOffId,
      callOff: { state: 'OPEN' },
    });
    await world.bid('oak', second.callOffId);
    await world.bid('maple', second.callOffId);
    expect(await next()).toMatchObject({ type: 'BidReceived', callOffId: second.callOffId });
    const idle = source.next();
    await source.return!();
    expect(await idle).toMatchObject({ done: true });
  });

  it('IDG-26: a broker of another council decides nothing here', async () => {
    const { callOffId } = await world.requestAndClose(['maple']);
    const refused = await world.ask<never>(
      'broker of ashdown',
      'mutation ($input: AwardCallOffInput!) { awardCallOff(input: $input) { refusals { rule code message field } } }',
      { input: { callOffId, idempotencyKey: randomUUID() } },
    );
    expect(codes(refused)).toEqual(['NOT_FOUND']);
    expect(await entities('broker of ashdown', { __typename: 'CallOff', id: callOffId })).toEqual([null]);
    expect(await entities('broker', { __typename: 'CallOff', id: callOffId })).toMatchObject([{ id: callOffId }]);
  });

  it('IDG-23, ROUT-12: nobody hears of a decline while the window is open; then the register hears when it came', async () => {
    const { callOffId, closesAt, opensAt } = await world.request();
    await world.passTo(later(opensAt, 10 * 60_000));
    const events = async () => (await world.hub.told()).map(({ seq }) => seq);
    const before = await events();
    await world.answerTo('oak', 'viewInvitation', callOffId);
    await world.decline('oak', callOffId, 'CAPACITY');
    expect(await events()).toEqual(before);
    await world.passTo(later(closesAt, 1));
    expect((await toldOf(callOffId, 'InvitationDeclined')).map(({ data }) => data)).toMatchObject([
      {
        providerId: idOf.oak,
        response: 'DECLINED',
        kind: 'CAPACITY',
        eligible: true,
        answeredAt: later(opensAt, 10 * 60_000).toISOString(),
      },
      { providerId: idOf.maple, response: 'NO_RESPONSE', kind: null, answeredAt: later(closesAt, 1).toISOString() },
    ]);
  });

  it('IDG-23, ROUT-12: declines of a window that is withdrawn go to the register as well', async () => {
    const { callOffId, packageId } = await world.request();
    await world.decline('oak', callOffId, 'SAFETY');
    await world.hear('PackageCancelled', { packageId, reason: 'No longer wanted.' });
    expect((await toldOf(callOffId, 'InvitationDeclined')).map(({ data }) => data)).toMatchObject([
      { providerId: idOf.oak, response: 'DECLINED', kind: 'UNSUITABLE' },
    ]);
  });

  it('IDG-23, WIN-03: an early award that lacks its own grounds is answered alike, whether there are bids or not', async () => {
    const asked = { emergencyReason: 'The carer was taken ill.', notInvolvedBecause: null };
    const answers: unknown[] = [];
    for (const bids of [false, true]) {
      const { callOffId } = await world.request({ urgency: 'EMERGENCY' });
      if (bids) await world.bid('maple', callOffId);
      answers.push(await world.award(callOffId, asked));
    }
    expect(answers[0]).toMatchObject({ refusals: [{ code: 'INVOLVEMENT_MISSING' }] });
    expect(answers[1]).toEqual(answers[0]);
  });
});
