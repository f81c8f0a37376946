import { buildHomes } from '../../hub/demo/homes.js';
import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { DEFAULT_POLICY } from '../../schema/policy.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { nextKey, people } from './borough.js';
import { type Answer, type FeedItem, Walk, type Watcher } from './walk.js';

const BROKER = 'user:broker@bracknell';
const PRACTITIONER = 'user:practitioner@bracknell';
const CASE_SYSTEM = 'machine:case-system@bracknell';
const LARCHMERE = 'user:manager@larchmere';
const WARFIELD = 'user:manager@warfield';
/** Nights of respite in a year (ASM-08). */
const ALLOWANCE = DEFAULT_POLICY.respite.allowanceNights;

/** Places in care homes, and respite, in Bracknell (001 §3, §4). */
describe('places in homes', () => {
  let hub: TestHub;
  let walk: Walk;
  beforeEach(async () => {
    hub = await startTestHub();
    await buildHomes(() => hub.hub.subgraphs.get('providers')!.work(), await hub.time.now());
    await hub.time.settled();
  });
  afterEach(() => hub.stop());

  const requested = async (nth: number, serviceType: 'RESIDENTIAL' | 'RESPITE', over: Record<string, unknown> = {}) => {
    const input = { ...people.homeRequest(nth, await hub.time.now(), serviceType, ['Forest']), ...over };
    const { submitServiceRequest } = await walk.as<Answer>(
      CASE_SYSTEM,
      'submit-service-request',
      { input },
      { variables: false },
    );
    return submitServiceRequest;
  };
  const proposed = async (): Promise<Answer[]> => {
    const { callOffs } = await walk.as<Answer>(PRACTITIONER, 'homes-to-choose');
    return callOffs.edges[0].node.offers;
  };
  const named = (homes: Answer[], name: string) => homes.find(({ home }) => home.location.name === name);
  const prefers = async (callOffId: string, bidId: string, reason: string) => {
    const at = (await hub.time.now()).toISOString();
    const decidedBy = { who: 'FAMILY', how: 'Her daughter went to see them with her.', at };
    const { recordChoice } = await walk.as<Answer>(PRACTITIONER, 'record-choice', {
      input: { callOffId, bidId, decidedBy, reason, idempotencyKey: nextKey() },
    });
    expect(recordChoice.refusals).toEqual([]);
  };
  const decides = async (
    manager: string,
    { callOffId, callOff, homeId }: FeedItem,
    decision: Record<string, unknown>,
  ) => {
    const { submitHomeDecision } = await walk.as<Answer>(manager, 'submit-home-decision', {
      input: { callOffId, homeId, version: callOff!.version, willAssess: true, idempotencyKey: nextKey(), ...decision },
    });
    return submitHomeDecision;
  };
  const admits = async (days: number) => ({
    suitable: true,
    admissionDate: addLocalDays(localDateOf(await hub.time.now()), days),
    admissionTime: '11:00',
  });
  const awards = async (callOffId: string) => {
    const { awardCallOff } = await walk.as<Answer>(BROKER, 'award-call-off', {
      input: { callOffId, bidId: null, idempotencyKey: nextKey() },
    });
    return awardCallOff;
  };
  const confirms = async (manager: string, watcher: Watcher, lengthOfStayNights: number | null, days: number) => {
    const placementId = (await walk.told(watcher, 'FullDocumentsAvailable')).placementId!;
    const firstCallAt = instantOf(addLocalDays(localDateOf(await hub.time.now()), days), '11:00').toISOString();
    const { confirmFirstCall } = await walk.as<Answer>(manager, 'confirm-first-call', {
      input: { placementId, firstCallAt, lengthOfStayNights, idempotencyKey: nextKey() },
    });
    return { placementId, confirmFirstCall };
  };
  const ordered = async (placementId: string, lasLineId: string) => {
    const { recordServiceLine } = await walk.as<Answer>(CASE_SYSTEM, 'record-service-line', {
      input: { placementId, lasLineId, idempotencyKey: nextKey() },
    });
    expect(recordServiceLine.placement.state).toBe('IPO_ISSUED');
  };

  it('ROUT-30 to ROUT-34, IDG-04, NTF-10, AWRD-03: a home is found at the second try', async () => {
    walk = new Walk(
      hub,
      'home-second-try',
      'A care home: found at the second try',
      'Three homes are matched to what she needs, and none of them knows. Her family prefers one, and that home alone is sent the request form. Having assessed her it cannot take her: homes are matched again without it, the next one can, and its order goes out.',
    );
    const larchmere = await walk.watches(LARCHMERE);
    const warfield = await walk.watches(WARFIELD);
    const practitioner = await walk.watches(PRACTITIONER);
    expect((await requested(1, 'RESIDENTIAL')).refusals).toEqual([]);
    const { callOffId } = await walk.told(practitioner, 'OffersReadyForPractitioner');
    const first = await proposed();
    expect(first.map(({ home }) => home.location.name)).toEqual(['Larchmere House', 'Pinehurst', 'Warfield Grange']);

    walk.tell('The family prefers Pinehurst, which is asked now, and sent the form. The other homes hear nothing.');
    await prefers(callOffId, named(first, 'Pinehurst').id, 'Her sister lives around the corner.');
    const published = await walk.told(larchmere, 'CallOffPublished');
    expect(await walk.told(larchmere, 'SrfReleased')).toMatchObject({ version: 1 });
    const { releasedForm } = await walk.as<Answer>(LARCHMERE, 'released-form', { callOffId });
    expect(releasedForm.kind).toBe('RRF');
    const other = await walk.as<Answer>(WARFIELD, 'released-form', { callOffId });
    expect(other.releasedForm).toBeNull();
    expect((await walk.as<Answer>(WARFIELD, 'my-invitations')).myInvitations.totalCount).toBe(0);

    walk.tell('The home will assess her; and having done so, it has nobody with the skill.');
    expect((await decides(LARCHMERE, published, {})).refusals).toEqual([]);
    await walk.told(practitioner, 'HomeDecided');
    expect((await awards(callOffId)).refusals[0]).toMatchObject({ code: 'NOT_AWARDABLE' });
    expect((await decides(LARCHMERE, published, { suitable: false, reason: 'SKILL' })).refusals).toEqual([]);
    await walk.told(practitioner, 'HomeDecided');

    walk.tell('Homes are matched again, without it. Warfield Grange can take her in five days.');
    await walk.told(practitioner, 'OffersReadyForPractitioner');
    const second = await proposed();
    expect(named(second, 'Pinehurst').state).toBe('DECLINED');
    await prefers(callOffId, named(second, 'Warfield Grange').id, 'The best of the others for her.');
    const asked = await walk.told(warfield, 'CallOffPublished');
    expect((await decides(WARFIELD, asked, { ...(await admits(5)) })).refusals).toEqual([]);
    expect(await awards(callOffId)).toMatchObject({
      refusals: [],
      award: { provider: { name: 'Warfield Care Homes' } },
    });

    walk.tell('The admission is confirmed, the service goes onto LAS, and the order out, with the price of a week.');
    const { placementId, confirmFirstCall } = await confirms(WARFIELD, warfield, null, 5);
    expect(confirmFirstCall.refusals).toEqual([]);
    await ordered(placementId, 'SL-HOME-1');
    await walk.told(warfield, 'IpoIssued');
    const { placement } = await walk.as<Answer>(BROKER, 'read-placement', { id: placementId });
    expect(placement).toMatchObject({ home: { location: { name: 'Warfield Grange' } }, weeklyPricePence: 79_500 });
    await walk.end();
  });

  it('ROUT-35, ROUT-36, ASM-08: a respite stay within the allowance, and one night above it', async () => {
    walk = new Walk(
      hub,
      'respite-stay',
      'A respite stay: within the allowance, and one night above it',
      'A stay above the year’s allowance by one night is not sought. One within it is: one home does respite and has a place. It confirms the day of admission and the length of the stay, without which no order goes out.',
    );
    const larchmere = await walk.watches(LARCHMERE);
    const practitioner = await walk.watches(PRACTITIONER);
    const home = people.homeRequest(2, await hub.time.now(), 'RESPITE', ['Forest']).home!;
    const tooLong = await requested(2, 'RESPITE', { home: { ...home, lengthOfStayNights: ALLOWANCE + 1 } });
    expect(tooLong.refusals[0]).toMatchObject({ rule: 'ASM-08' });
    expect((await requested(3, 'RESPITE')).refusals).toEqual([]);
    const { callOffId } = await walk.told(practitioner, 'OffersReadyForPractitioner');
    const homes = await proposed();
    expect(homes.map(({ home }) => home.location.name)).toEqual(['Larchmere House']);

    walk.tell('One home is enough for a stay. It is preferred, assesses her, and can take her.');
    await prefers(callOffId, homes[0].id, 'She was there before, and liked it.');
    const published = await walk.told(larchmere, 'CallOffPublished');
    expect((await decides(LARCHMERE, published, { ...(await admits(7)) })).refusals).toEqual([]);
    expect((await awards(callOffId)).refusals).toEqual([]);

    walk.tell('Without the length of the stay its admission is not taken, and with it the order goes out.');
    const { placementId, confirmFirstCall } = await confirms(LARCHMERE, larchmere, null, 7);
    expect(confirmFirstCall.refusals[0]).toMatchObject({ field: 'input.lengthOfStayNights' });
    const firstCallAt = instantOf(addLocalDays(localDateOf(await hub.time.now()), 7), '11:00').toISOString();
    const again = await walk.as<Answer>(LARCHMERE, 'confirm-first-call', {
      input: { placementId, firstCallAt, lengthOfStayNights: 14, idempotencyKey: nextKey() },
    });
    expect(again.confirmFirstCall.refusals).toEqual([]);
    await ordered(placementId, 'SL-RESPITE-1');
    await walk.told(larchmere, 'IpoIssued');
    await walk.end();
  });
});
