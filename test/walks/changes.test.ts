import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, BROKER, bid, CASE_SYSTEM, nextKey, people, request, rostering } from './borough.js';
import { type Answer, Walk } from './walk.js';

describe('when something changes', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('AWRD-09: the winner refuses after reading, and the next bidder is awarded', async () => {
    const walk = new Walk(
      hub,
      'winner-refuses',
      'The winner refuses, and the next bidder is awarded',
      'After reading the full request the winner cannot go ahead. The package is not left without a path: the other bid is taken up again, and the refusal counts as a decline.',
    );
    const oakwood = await walk.watches(rostering('oakwood'));
    const linden = await walk.watches(rostering('linden'));
    await walk.before(async () => {
      // Linden has had a package of this patch, so that Oakwood comes first now.
      await request(hub, walk, 1, { patch: 'East' });
      const earlier = await walk.told(linden, 'CallOffPublished');
      await walk.told(oakwood, 'CallOffPublished');
      await bid(walk, 'linden', earlier);
      await walk.timePassesTo(afterClose(earlier));
      await award(hub, walk, earlier.callOffId);
      await walk.told(linden, 'BidOutcome');
    });
    await request(hub, walk, 2, { patch: 'East' });
    const published = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', published);
    await bid(walk, 'linden', published);
    await walk.timePassesTo(afterClose(published));
    const first = await award(hub, walk, published.callOffId);
    expect(first.refusals).toEqual([]);
    expect(first.award.provider.name).toBe('Oakwood Homecare');
    expect((await walk.told(oakwood, 'BidOutcome')).outcome).toBe('WON');
    expect((await walk.told(linden, 'BidOutcome')).outcome).toBe('UNSUCCESSFUL');

    const given = await walk.as<Answer>(rostering('oakwood'), 'refuse-award', {
      input: { callOffId: published.callOffId, reason: 'CAPACITY', idempotencyKey: nextKey() },
    });
    expect(given.refuseAward).toMatchObject({ refusals: [], bid: { state: 'REFUSED_AFTER_AWARD' } });
    const second = await award(hub, walk, published.callOffId);
    expect(second.refusals).toEqual([]);
    expect(second.award.provider.name).toBe('Linden Care at Home');
    walk.tell(
      'It had been told that it was unsuccessful; now it hears that this is open again, and then that it has won.',
    );
    expect((await walk.told(linden, 'BidOutcome')).outcome).toBe('NOT_YET_DECIDED');
    expect((await walk.told(linden, 'BidOutcome')).outcome).toBe('WON');
    const answers = await walk.as<Answer>(BROKER, 'answers-to-invitations');
    expect(answers.invitationResponses.edges.map((edge: Answer) => edge.node.response)).toContain(
      'REFUSED_AFTER_AWARD',
    );
    await walk.end();
  });

  it('WIN-14, NTF-02: an amended call-off makes its bids stale until they are confirmed', async () => {
    const walk = new Walk(
      hub,
      'amended-call-off',
      'A call-off is amended, and a bid is stale',
      'The case system sends a later version of a request that is out already. Everybody invited is told, the window leaves at least half its length, and a bid that was made before does not count until its author confirms it.',
    );
    const oakwood = await walk.watches(rostering('oakwood'));
    const input = people.request(1, await hub.time.now(), { patch: 'East' });
    const submitted = await walk.as<Answer>(CASE_SYSTEM, 'submit-service-request', { input }, { variables: false });
    expect(submitted.submitServiceRequest.refusals).toEqual([]);
    const published = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', published);
    await bid(walk, 'linden', published);
    await walk.timePassesTo(new Date('2026-06-01T09:30:00.000Z'));
    const amended = await walk.as<Answer>(
      CASE_SYSTEM,
      'submit-service-request',
      {
        input: {
          ...input,
          version: 2,
          idempotencyKey: nextKey(),
          calls: [
            ...input.calls,
            {
              days: ['MON', 'THU'],
              startTime: '12:30',
              minutes: 45,
              workers: 1,
              activities: ['SOCIAL'],
              timeCritical: false,
            },
          ],
        },
      },
      { variables: false },
    );
    expect(amended.submitServiceRequest.refusals).toEqual([]);
    const news = await walk.told(oakwood, 'CallOffAmended');
    // More hours leave room for others below the ceiling, so all have the whole window again.
    expect(news.callOff!.closesAt).toBe('2026-06-01T11:30:00.000Z');
    const mine = await walk.as<Answer>(rostering('oakwood'), 'my-invitations', { open: true });
    expect(mine.myInvitations.edges[0].node.myBid.state).toBe('STALE');
    const confirmed = await walk.as<Answer>(rostering('oakwood'), 'reconfirm-bid', {
      input: { callOffId: published.callOffId, version: news.callOff!.version, idempotencyKey: nextKey() },
    });
    expect(confirmed.reconfirmBid).toMatchObject({ refusals: [], bid: { state: 'SUBMITTED' } });
    walk.tell('Linden does not confirm; its bid cannot be awarded.');
    await walk.timePassesTo(afterClose(news));
    const awarded = await award(hub, walk, published.callOffId);
    expect(awarded).toMatchObject({ refusals: [], award: { provider: { name: 'Oakwood Homecare' } } });
    const why = await walk.as<Answer>(BROKER, 'explain-call-off', { id: published.callOffId });
    expect(why.callOff.why.find((each: Answer) => each.provider.name === 'Linden Care at Home').bid.state).toBe(
      'INELIGIBLE',
    );
    await walk.end();
  });

  it('IDG-03, IDG-05, IDG-23: the loser cannot read the full request by any door', async () => {
    const walk = new Walk(
      hub,
      'loser-cannot-read',
      'The loser tries to read the full request',
      'Only the winner may know who the person is. The loser asks for the placement, for the person, and for the call-off as the council sees it, and learns nothing, not even who won.',
    );
    const oakwood = await walk.watches(rostering('oakwood'));
    const input = people.request(1, await hub.time.now(), { patch: 'East' });
    await walk.as(CASE_SYSTEM, 'submit-service-request', { input }, { variables: false });
    const published = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', published);
    await walk.timePassesTo(afterClose(published));
    const awarded = await award(hub, walk, published.callOffId);
    expect(awarded.award.provider.name).toBe('Oakwood Homecare');
    const { placementId } = await walk.told(oakwood, 'FullDocumentsAvailable');

    const asLinden = rostering('linden');
    const asked = [
      await walk.as<Answer>(asLinden, 'read-placement', { id: placementId }),
      await walk.as<Answer>(asLinden, 'explain-call-off', { id: published.callOffId }),
      await walk.as<Answer>(asLinden, 'my-placements'),
      await walk.as<Answer>(asLinden, 'read-call-off', { id: published.callOffId }),
      await hub.graphql(
        asLinden,
        `{ callOffAdvert(id: "${published.callOffId}") { id reference } package(id: "${placementId}") { id } person(id: "${placementId}") { name } }`,
      ),
    ];
    const told = JSON.stringify(asked);
    const secrets = [
      input.person.name,
      input.person.address,
      input.person.nhsNumber!,
      input.person.councilPersonId,
      input.person.telephone!,
      input.contacts[0]!.name,
      'Oakwood',
      awarded.award.id,
    ];
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    expect(asked[0].placement ?? null).toBeNull();
    walk.tell('The winner can.');
    const read = await walk.as<Answer>(rostering('oakwood'), 'read-placement', { id: placementId });
    expect(read.placement.person.name).toBe(input.person.name);
    const opened = await walk.as<Answer>(BROKER, 'who-opened-the-record', {
      person: read.placement.person.id,
      id: read.placement.person.id,
    });
    expect(JSON.stringify(opened)).toContain('rostering@oakwood');
    await walk.end();
  });
});
