import { instantOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, award, BROKER, bid, CASE_SYSTEM, nextKey, request, rostering } from './borough.js';
import { type Answer, Walk } from './walk.js';

/** The patch route of the catalogue, each walk on a hub of its own. */
describe('the patch route', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('ROUT-03, WIN-01, AWRD-01, AWRD-03, NTF-01: from a council’s request to a placement order', async () => {
    const walk = new Walk(
      hub,
      'patch-happy-path',
      'From a request to a placement order',
      'A request for care in the East patch is told to its three providers, one bids, is awarded, reads the full request, confirms the first call, and gets its order.',
    );
    const oakwood = await walk.watches(rostering('oakwood'));
    const broker = await walk.watches(BROKER);
    const thornfield = await walk.watches(rostering('thornfield'));

    const carePackage = await request(hub, walk, 1, { patch: 'East' });
    const published = await walk.told(oakwood, 'CallOffPublished');
    expect(published.closesAt).toBe('2026-06-01T10:00:00.000Z');
    await walk.told(broker, 'CallOffPublished');

    walk.tell('Oakwood bids; the broker is told that a bid is in, and cannot read it yet.');
    expect((await bid(walk, 'oakwood', published)).bid.state).toBe('SUBMITTED');
    await walk.told(oakwood, 'BidReceived');
    await walk.told(broker, 'BidReceived');

    await walk.timePassesTo(afterClose(published));
    walk.tell('The window has closed. The broker offers the package to the bid that comes first.');
    const awarded = await award(hub, walk, published.callOffId);
    expect(awarded.refusals).toEqual([]);
    expect(awarded.award.provider.name).toBe('Oakwood Homecare');
    const news = await walk.told(oakwood, 'FullDocumentsAvailable');
    const placementId = news.placementId!;

    walk.tell('The winner, and nobody else, may read the full request; the reading is its receipt.');
    const read = await walk.as<Answer>(rostering('oakwood'), 'read-placement', { id: placementId });
    expect(read.placement.person.name).toEqual(expect.any(String));
    expect(read.placement.packageReference).toBe(carePackage.reference);

    const confirmed = await walk.as<Answer>(rostering('oakwood'), 'confirm-first-call', {
      input: {
        placementId,
        firstCallAt: instantOf('2026-06-03', '08:00').toISOString(),
        assessmentCompletedOn: '2026-06-01',
        idempotencyKey: nextKey(),
      },
    });
    expect(confirmed.confirmFirstCall.placement.state).toBe('CONFIRMED');

    walk.tell('The council’s case system puts the service on LAS, and the order goes out at once.');
    const line = await walk.as<Answer>(CASE_SYSTEM, 'record-service-line', {
      input: { placementId, lasLineId: 'SL-000123', idempotencyKey: nextKey() },
    });
    expect(line.recordServiceLine.placement.state).toBe('IPO_ISSUED');
    await walk.told(oakwood, 'IpoIssued');
    const orders = await walk.as<Answer>(CASE_SYSTEM, 'collect-ipos');
    expect(orders.iposToCollect.edges[0].node).toMatchObject({
      version: 1,
      weeklyWorkerMinutes: 525,
      hourlyRatePence: 2200,
      weeklyPricePence: 19250,
    });

    walk.tell('Every decision can be asked why.');
    const why = await walk.as<Answer>(BROKER, 'explain-call-off', { id: published.callOffId });
    const invited = why.callOff.why.filter((each: Answer) => each.invited).map((each: Answer) => each.provider.name);
    expect(invited.sort()).toEqual(['Linden Care at Home', 'Meadowlark Care', 'Oakwood Homecare']);
    expect(thornfield.watching.all).toEqual([]);
    await walk.end();
  });

  it('EVAL-02: two bid, and the one with the smaller share of the patch’s packages wins', async () => {
    const walk = new Walk(
      hub,
      'fairer-share-wins',
      'Both bid, and the fairer share wins',
      'Two providers of a patch bid twice. The first package is won by one of them; the second goes to the other, and offering it out of order is refused without a reason.',
    );
    const oakwood = await walk.watches(rostering('oakwood'));
    walk.tell('The first package: only Oakwood bids, and has it.');
    await request(hub, walk, 1, { patch: 'East' });
    const first = await walk.told(oakwood, 'CallOffPublished');
    await bid(walk, 'oakwood', first);
    await walk.timePassesTo(afterClose(first));
    expect((await award(hub, walk, first.callOffId)).award.provider.name).toBe('Oakwood Homecare');

    walk.tell('The second: both bid.');
    await request(hub, walk, 2, { patch: 'East' });
    const second = await walk.told(oakwood, 'CallOffPublished');
    const again = await bid(walk, 'oakwood', second);
    await bid(walk, 'linden', second);
    await walk.timePassesTo(afterClose(second));
    walk.tell('The broker tries to give it to the provider that has had more of the patch’s packages.');
    const unfair = await award(hub, walk, second.callOffId, { bidId: again.bid.id });
    expect(unfair.award).toBeNull();
    expect(unfair.refusals[0]).toMatchObject({ rule: 'ROUT-09' });
    const fair = await award(hub, walk, second.callOffId);
    expect(fair).toMatchObject({ refusals: [], award: { provider: { name: 'Linden Care at Home' } } });
    await walk.end();
  });

  it('ROUT-06: nobody answers, and the framework wins', async () => {
    const walk = new Walk(
      hub,
      'framework-fallback',
      'Nobody in the patch answers, and the framework wins',
      'The patch’s window passes in silence. The package goes to the borough-wide framework, where the lowest blended rate comes first; those rated below Good are not invited.',
    );
    const larkspur = await walk.watches(rostering('larkspur'));
    const stonebridge = await walk.watches(rostering('stonebridge'));
    await request(hub, walk, 1, { patch: 'West' });
    await walk.timePassesTo(new Date('2026-06-01T10:00:00.001Z'));
    const published = await walk.told(larkspur, 'CallOffPublished');
    expect(published.stage).toBe('FRAMEWORK');
    for (const provider of ['bluebell', 'larkspur']) await bid(walk, provider, published);
    await walk.timePassesTo(afterClose(published));
    const { award: given, refusals } = await award(hub, walk, published.callOffId);
    expect(refusals).toEqual([]);
    expect(given.provider.name).toBe('Larkspur Community Care');
    expect(stonebridge.watching.all).toEqual([]);
    await walk.end();
  });

  it('ROUT-08: the South’s one provider declines, and the other patches are asked before the framework', async () => {
    const walk = new Walk(
      hub,
      'south-escalation',
      'South: one declines, the other patches are asked',
      'The South patch has one provider. When it declines, nobody is left to wait for: the providers of the other patches are invited at once.',
    );
    const thornfield = await walk.watches(rostering('thornfield'));
    const oakwood = await walk.watches(rostering('oakwood'));
    const larkspur = await walk.watches(rostering('larkspur'));
    await request(hub, walk, 1, { patch: 'South' });
    const first = await walk.told(thornfield, 'CallOffPublished');
    const declined = await walk.as<Answer>(rostering('thornfield'), 'decline-invitation', {
      input: { callOffId: first.callOffId, reason: 'CAPACITY', idempotencyKey: nextKey() },
    });
    expect(declined.declineInvitation.refusals).toEqual([]);
    const second = await walk.told(oakwood, 'CallOffPublished');
    expect(second.stage).toBe('OTHER_PATCHES');
    expect(second.callOffId).toBe(first.callOffId);
    await bid(walk, 'oakwood', second);
    await walk.timePassesTo(afterClose(second));
    const { award: given, refusals } = await award(hub, walk, second.callOffId);
    expect(refusals).toEqual([]);
    expect(given.provider.name).toBe('Oakwood Homecare');
    expect(larkspur.watching.all).toEqual([]);
    await walk.end();
  });
});
