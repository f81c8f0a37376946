import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { nextKey, people, rostering, submitted } from './borough.js';
import { type Answer, type FeedItem, Walk, type Watcher } from './walk.js';

const BROKER = 'user:broker@bracknell';
const PRACTITIONER = 'user:practitioner@bracknell';
const CASE_SYSTEM = 'machine:case-system@bracknell';

/** Home care in Bracknell, by Care to Place (001 §2). */
describe('Care to Place', () => {
  let hub: TestHub;
  let walk: Walk;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const requested = async (nth: number): Promise<void> => {
    const input = people.request(nth, await hub.time.now(), { patch: 'Forest' });
    await submitted(walk, CASE_SYSTEM, input);
  };
  const offers = async (agency: string, { callOffId, callOff }: FeedItem, from: number, ...offeredTimes: string[]) => {
    const startDate = addLocalDays(callOff!.need.neededFrom as string, from);
    const offer = { callOffId, version: callOff!.version, canAssess: true, offeredTimes, startDate };
    const { submitOffer } = await walk.as<Answer>(rostering(agency), 'submit-offer', {
      input: { ...offer, idempotencyKey: nextKey() },
    });
    expect(submitOffer.refusals).toEqual([]);
    return submitOffer.bid;
  };
  const declines = async (agency: string, { callOffId }: FeedItem) => {
    const input = { callOffId, reason: 'CAPACITY', idempotencyKey: nextKey() };
    await walk.as<Answer>(rostering(agency), 'decline-invitation', { input });
  };
  const chooses = async ({ callOffId }: FeedItem, bidId: string, reason: string) => {
    const at = (await hub.time.now()).toISOString();
    const decidedBy = { who: 'FAMILY', how: 'Her daughter compared the offers by telephone.', at };
    const { recordChoice } = await walk.as<Answer>(PRACTITIONER, 'record-choice', {
      input: { callOffId, bidId, decidedBy, reason, idempotencyKey: nextKey() },
    });
    return recordChoice;
  };
  const awards = async ({ callOffId }: FeedItem, bidId: string | null = null) => {
    const { awardCallOff } = await walk.as<Answer>(BROKER, 'award-call-off', {
      input: { callOffId, bidId, idempotencyKey: nextKey() },
    });
    return awardCallOff;
  };
  const confirms = async (agency: string, placementId: string, assessmentCompletedOn: string | null) => {
    const firstCallAt = instantOf(addLocalDays(localDateOf(await hub.time.now()), 3), '08:00').toISOString();
    const { confirmFirstCall } = await walk.as<Answer>(rostering(agency), 'confirm-first-call', {
      input: { placementId, firstCallAt, assessmentCompletedOn, idempotencyKey: nextKey() },
    });
    return confirmFirstCall;
  };
  const placementTold = async (watcher: Watcher) => (await walk.told(watcher, 'FullDocumentsAvailable')).placementId!;

  it('ROUT-26 to ROUT-29, IDG-01, IDG-04, CHOI-08, NTF-09, NTF-10, NTF-13: from a request form to a placement order', async () => {
    walk = new Walk(
      hub,
      'care-to-place',
      'Care to Place: from a request form to a placement order',
      'Bracknell asks its agencies for home care with no more of the person than a postcode. Two read the request form and offer; the family chooses the later start, for its times; the agency assesses, and its order goes out.',
    );
    const fernhill = await walk.watches(rostering('fernhill'));
    const coppice = await walk.watches(rostering('coppice'));
    const practitioner = await walk.watches(PRACTITIONER);
    await requested(1);
    const published = await walk.told(fernhill, 'CallOffPublished');
    await walk.told(coppice, 'CallOffPublished');

    walk.tell('Fern Hill asks for the request form: before it has, nobody but the council reads it.');
    const unread = await walk.as<Answer>(rostering('fernhill'), 'released-form', { callOffId: published.callOffId });
    expect(unread.releasedForm).toBeNull();
    await walk.as<Answer>(rostering('fernhill'), 'request-form', { input: { callOffId: published.callOffId } });
    expect(await walk.told(fernhill, 'SrfReleased')).toMatchObject({ version: 1 });
    const read = await walk.as<Answer>(rostering('fernhill'), 'released-form', { callOffId: published.callOffId });
    expect(read.releasedForm.care.assessmentSummary).toContain('wants to stay at home');
    // Where the key is, is for whoever comes.
    expect(read.releasedForm.care.deliveryNotes).toBeNull();
    const other = await walk.as<Answer>(rostering('coppice'), 'released-form', { callOffId: published.callOffId });
    expect(other.releasedForm).toBeNull();

    walk.tell('Both offer times and a start. The third says no, and so nobody is left to wait for.');
    const early = await offers('fernhill', published, 0, '07:30', '17:30');
    await offers('coppice', published, 1, '08:00', '18:30');
    await declines('heathside', published);
    await walk.told(practitioner, 'OffersReadyForPractitioner');
    const board = await walk.as<Answer>(PRACTITIONER, 'offers-to-choose');
    const [first, second] = board.callOffs.edges[0].node.offers;
    expect([first.id, second.provider.name]).toEqual([early.id, 'Coppice Care']);

    walk.tell(
      'The broker cannot award what nobody has chosen. The practitioner records what the family chose, and why.',
    );
    expect((await awards(published)).refusals[0]).toMatchObject({ rule: 'ROUT-28', code: 'CHOICE_MISSING' });
    expect(await chooses(published, second.id, 'Breakfast at eight, as she has always had it.')).toMatchObject({
      refusals: [],
    });
    await walk.told(practitioner, 'ChoiceRecorded');
    expect(await awards(published)).toMatchObject({ refusals: [], award: { provider: { name: 'Coppice Care' } } });
    const placementId = await placementTold(coppice);
    expect(await walk.told(fernhill, 'BidOutcome')).toMatchObject({ outcome: 'UNSUCCESSFUL' });
    const recalled = await walk.as<Answer>(rostering('fernhill'), 'released-form', { callOffId: published.callOffId });
    expect(recalled.releasedForm).toBeNull();

    walk.tell(
      'The agency assesses first: without that its start is not taken. Then the service goes onto LAS, and the order out.',
    );
    expect((await confirms('coppice', placementId, null)).refusals[0]).toMatchObject({ rule: 'ROUT-29' });
    const today = localDateOf(await hub.time.now());
    expect(await confirms('coppice', placementId, today)).toMatchObject({ refusals: [] });
    const line = { placementId, lasLineId: 'SL-C2P-1', idempotencyKey: nextKey() };
    const { recordServiceLine } = await walk.as<Answer>(CASE_SYSTEM, 'record-service-line', { input: line });
    expect(recordServiceLine.placement.state).toBe('IPO_ISSUED');
    await walk.told(coppice, 'IpoIssued');
    await walk.end();
  });

  it('WIN-13, AWRD-09, ROUT-28, IDG-04: a reply that comes late, and an agency that cannot go on after its assessment', async () => {
    walk = new Walk(
      hub,
      'care-to-place-again',
      'Care to Place: a late reply, and an agency that cannot go on',
      'One agency replies in time and another a day late, which is chased and not refused. The family chooses the first; having assessed, it cannot go on, and the family chooses again.',
    );
    const fernhill = await walk.watches(rostering('fernhill'));
    const coppice = await walk.watches(rostering('coppice'));
    const practitioner = await walk.watches(PRACTITIONER);
    await requested(1);
    const published = await walk.told(fernhill, 'CallOffPublished');
    const chosen = await offers('fernhill', published, 0, '07:30', '17:30');
    await walk.timePassesTo(new Date(+new Date(published.callOff!.closesAt) + 1));
    await walk.told(coppice, 'CallOffReplyOverdue');
    await walk.told(practitioner, 'OffersReadyForPractitioner');

    walk.tell('A reply that comes late is as welcome, until somebody is chosen.');
    const late = await offers('coppice', published, 1, '08:00', '18:30');
    await walk.told(practitioner, 'OffersReadyForPractitioner');
    expect(await chooses(published, chosen.id, 'It starts sooner.')).toMatchObject({ refusals: [] });
    await awards(published);
    const placementId = await placementTold(fernhill);

    walk.tell(
      'Fern Hill assesses her and finds that it has nobody with the skill. The award is given back, and the family chooses again.',
    );
    await walk.as<Answer>(rostering('fernhill'), 'refuse-award', {
      input: { callOffId: published.callOffId, reason: 'SKILL', idempotencyKey: nextKey() },
    });
    await walk.told(practitioner, 'OffersReadyForPractitioner');
    expect(await chooses(published, chosen.id, 'It starts sooner.')).toMatchObject({
      refusals: [{ rule: 'CHOI-10', code: 'NOT_AN_OFFER' }],
    });
    expect(await chooses(published, late.id, 'The other offer that was made.')).toMatchObject({ refusals: [] });
    expect(await awards(published)).toMatchObject({ refusals: [], award: { provider: { name: 'Coppice Care' } } });
    expect(await placementTold(coppice)).not.toBe(placementId);
    await walk.end();
  });
});
