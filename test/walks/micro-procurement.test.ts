import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, nextKey, people, providerId, rostering, submitted } from './borough.js';
import { type Answer, type FeedItem, Walk, type Watcher } from './walk.js';

const BROKER = 'user:broker@ravensbourne';
const PRACTITIONER = 'user:practitioner@ravensbourne';
const CASE_SYSTEM = 'machine:case-system@ravensbourne';
const OFFICER = 'user:contract-officer@ravensbourne';

type Told = FeedItem & { readonly callOff: { readonly requirements: ReadonlyArray<{ readonly code: string }> } | null };

/** Micro procurement as Schedule 8 has it, in a council that does not exist (000). */
describe('micro procurement', () => {
  let hub: TestHub;
  let walk: Walk;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const requested = async (nth: number, over: Parameters<typeof people.request>[2] = {}): Promise<string> => {
    const input = people.request(nth, await hub.time.now(), { patch: 'Riverside', ...over });
    return (await submitted(walk, CASE_SYSTEM, input)).id;
  };
  const tenders = async (member: string, told: FeedItem, over: Record<string, unknown> = {}) => {
    const { callOffId, callOff } = told as Told;
    const { submitTender } = await walk.as<Answer>(rostering(member), 'submit-tender', {
      input: {
        ...{ callOffId, version: callOff!.version, canMeetNeeds: true },
        requirements: callOff!.requirements.map(({ code }) => ({ code, met: true })),
        ...{ startDate: callOff!.need.neededFrom, startTime: '08:00', idempotencyKey: nextKey(), ...over },
      },
    });
    return submitTender;
  };
  const toChoose = async (callOffId: string) => {
    const { callOff: node } = await walk.as<Answer>(PRACTITIONER, 'tenders-to-choose', { id: callOffId });
    const nameOf = (bidId: string) => node.offers.find((offer: Answer) => offer.id === bidId).provider.name;
    return { ...node, shown: node.topRanked.map(({ bidId }: Answer) => nameOf(bidId)) };
  };
  const said = async () => ({
    who: 'PERSON',
    how: 'At home, with the practitioner.',
    at: (await hub.time.now()).toISOString(),
  });
  const chooses = async (callOffId: string, bidId: string, reason: string) => {
    const { recordChoice } = await walk.as<Answer>(PRACTITIONER, 'record-choice', {
      input: { callOffId, bidId, decidedBy: await said(), reason, idempotencyKey: nextKey() },
    });
    return recordChoice;
  };
  const wants = async (callOffId: string, provider: string, reason: string, over: Record<string, unknown> = {}) => {
    const { chooseAlternative } = await walk.as<Answer>(PRACTITIONER, 'choose-alternative', {
      input: {
        ...{ callOffId, providerId: providerId(provider), decidedBy: await said(), reason },
        ...{ idempotencyKey: nextKey(), ...over },
      },
    });
    return chooseAlternative;
  };
  const decides = async (choiceId: string, decision: string, explanation: string | null = null) => {
    const { decideAlternative } = await walk.as<Answer>(BROKER, 'decide-alternative', {
      input: { choiceId, decision, explanation, idempotencyKey: nextKey() },
    });
    return decideAlternative;
  };
  const awards = async (callOffId: string) => {
    const { awardCallOff } = await walk.as<Answer>(BROKER, 'award-call-off', {
      input: { callOffId, bidId: null, idempotencyKey: nextKey() },
    });
    return awardCallOff;
  };
  const ordered = async (member: string, watcher: Watcher) => {
    const { placementId } = await walk.told(watcher, 'FullDocumentsAvailable');
    const firstCallAt = instantOf(addLocalDays(localDateOf(await hub.time.now()), 2), '08:00').toISOString();
    const { confirmFirstCall } = await walk.as<Answer>(rostering(member), 'confirm-first-call', {
      input: { placementId, firstCallAt, assessmentCompletedOn: null, idempotencyKey: nextKey() },
    });
    expect(confirmFirstCall.refusals).toEqual([]);
    const { recordServiceLine } = await walk.as<Answer>(CASE_SYSTEM, 'record-service-line', {
      input: { placementId, lasLineId: `SL-MICRO-${member}`, idempotencyKey: nextKey() },
    });
    expect(recordServiceLine.placement.state).toBe('IPO_ISSUED');
    await walk.told(watcher, 'IpoIssued');
  };

  it('ROUT-22 to ROUT-25, WIN-10, EVAL-06, CHOI-01, CHOI-08, NTF-13: from a request form to an order with one of the top ranked', async () => {
    walk = new Walk(
      hub,
      'micro-procurement',
      'Micro procurement: from a request form to an order',
      'Ravensbourne asks its long list for home support. Three members answer every requirement in time, one too late; they are ranked by quality alone. The person chooses one of those shown, and the order goes out.',
    );
    const wharfside = await walk.watches(rostering('wharfside'));
    const millrace = await walk.watches(rostering('millrace'));
    const practitioner = await walk.watches(PRACTITIONER);
    await requested(1);
    const published = await walk.told(wharfside, 'CallOffPublished');
    const { callOffId } = published;
    await walk.told(millrace, 'CallOffPublished');

    walk.tell('A tender that leaves a requirement open is refused by that requirement, and may be sent again.');
    const { requirements } = (published as Told).callOff!;
    const open = requirements.slice(1).map(({ code }) => ({ code, met: true }));
    expect((await tenders('wharfside', published, { requirements: open })).refusals).toMatchObject([
      { rule: 'ROUT-24', field: 'input.requirements.START_DATE' },
    ]);

    walk.tell(
      'Three tender. Kingfisher is the cheapest, which counts for nothing, and Otter Bank, which the council has never rated, waits too long.',
    );
    expect(await tenders('wharfside', published, { weeklyPricePence: 34_000 })).toMatchObject({ refusals: [] });
    expect(await tenders('millrace', published, { weeklyPricePence: 32_000 })).toMatchObject({ refusals: [] });
    expect(await tenders('kingfisher', published, { weeklyPricePence: 29_000 })).toMatchObject({ refusals: [] });
    await walk.timePassesTo(afterClose(published));
    expect((await tenders('otterbank', published)).refusals).toMatchObject([{ rule: 'WIN-10', code: 'WINDOW_CLOSED' }]);

    walk.tell('The person is shown the top three, by the council’s quality rating.');
    await walk.told(practitioner, 'ChoiceRequested');
    const { shown, topRanked } = await toChoose(callOffId);
    expect(shown).toEqual(['Wharfside Care', 'Mill Race Home Support', 'Kingfisher Living']);

    walk.tell('They take the second: its workers come from next door. The broker awards that and nothing else.');
    expect((await awards(callOffId)).refusals).toMatchObject([{ rule: 'ROUT-25', code: 'CHOICE_MISSING' }]);
    const second = topRanked[1].bidId;
    expect(await chooses(callOffId, second, 'Its workers live next door.')).toMatchObject({ refusals: [] });
    await walk.told(practitioner, 'ChoiceRecorded');
    expect(await awards(callOffId)).toMatchObject({
      refusals: [],
      award: { provider: { name: 'Mill Race Home Support' } },
    });
    expect(await walk.told(wharfside, 'BidOutcome')).toMatchObject({
      outcome: 'UNSUCCESSFUL',
      reasonCode: 'NOT_SELECTED',
    });
    await ordered('millrace', millrace);
    await walk.end();
  });

  it('CHOI-02 to CHOI-04, CHOI-07, SM-1, SM-2: another provider is refused once, and then chosen by a direct payment', async () => {
    walk = new Walk(
      hub,
      'micro-procurement-direct-payment',
      'Micro procurement: a choice refused, and a direct payment',
      'Two members can meet the needs. The person wants another provider: that takes a direct payment, and a reason that the council finds reasonable. It refuses the first and explains why; after the second nobody is placed, and the package is signposted.',
    );
    const wharfside = await walk.watches(rostering('wharfside'));
    const practitioner = await walk.watches(PRACTITIONER);
    const packageId = await requested(2);
    const published = await walk.told(wharfside, 'CallOffPublished');
    const { callOffId } = published;
    await tenders('wharfside', published);
    await tenders('millrace', published);
    await walk.timePassesTo(afterClose(published));
    await walk.told(practitioner, 'ChoiceRequested');

    walk.tell('Another provider of home support is chosen by a direct payment alone.');
    expect((await wants(callOffId, 'otterbank', 'No reason.')).refusals).toMatchObject([
      { rule: 'CHOI-04', code: 'DIRECT_PAYMENT_NEEDED' },
    ]);
    const directPaymentSetUpOn = localDateOf(await hub.time.now());
    walk.tell(
      'With one it is for the council to decide whether the choice is reasonable. This one rejects both without a reason.',
    );
    const first = await wants(callOffId, 'otterbank', 'Neither of the two.', { directPaymentSetUpOn });
    expect(first.choice).toMatchObject({ answer: 'COUNCIL_DISCRETION' });
    await walk.told(practitioner, 'ChoiceRecorded');
    const why = 'Both confirmed that they can meet every need, and nothing is said against either.';
    expect((await decides(first.choice.id, 'UNREASONABLE', why)).choice).toMatchObject({ answer: 'REFUSED' });
    expect(await walk.told(practitioner, 'AlternativeDecided')).toMatchObject({ answer: 'REFUSED' });

    walk.tell(
      'The person says more: the same worker came to their late mother. The council agrees, and the call-off ends.',
    );
    const again = await wants(callOffId, 'otterbank', 'The same worker cared for a parent.', { directPaymentSetUpOn });
    expect((await decides(again.choice.id, 'REASONABLE')).choice).toMatchObject({ answer: 'ALLOWED' });
    await walk.told(practitioner, 'DirectPaymentChosen');
    expect(await walk.told(wharfside, 'BidOutcome')).toMatchObject({
      outcome: 'UNSUCCESSFUL',
      reasonCode: 'NOT_SELECTED',
    });
    const { rows } = await hub.pool.query(
      `select package.state, count(placement.id)::int as placements from cases.package
       left join cases.placement on placement.package_id = package.id where package.id = $1 group by package.state`,
      [packageId],
    );
    expect(rows).toEqual([{ state: 'SIGNPOSTED_DP', placements: 0 }]);
    await walk.end();
  });

  it('CHOI-05, CHOI-07, CHOI-10, PROV-20: in supported living the provider that comes with the scheme is asked alone', async () => {
    walk = new Walk(
      hub,
      'micro-procurement-supported-living',
      'Micro procurement: the provider that comes with the scheme',
      'The person wants to live in one scheme, and an on-site provider comes with it that is on no long list. The council finds that reasonable; the provider is asked alone, answers every requirement, and gets the order.',
    );
    const kingfisher = await walk.watches(rostering('kingfisher'));
    const sluicegate = await walk.watches(rostering('sluicegate'));
    const practitioner = await walk.watches(PRACTITIONER);
    await requested(3, { serviceType: 'SUPPORTED_LIVING' });
    const published = await walk.told(kingfisher, 'CallOffPublished');
    const { callOffId } = published;
    await tenders('kingfisher', published);
    await walk.timePassesTo(afterClose(published));
    await walk.told(practitioner, 'ChoiceRequested');

    const { supportedLivingSchemes } = await walk.as<Answer>(OFFICER, 'supported-living-schemes');
    const [{ node: scheme }] = supportedLivingSchemes.edges;
    walk.tell('Of supported living the on-site provider of the scheme that they chose may be another; no other may.');
    const other = await wants(callOffId, 'otterbank', 'They want to live there.', { schemeId: scheme.id });
    expect(other.refusals).toMatchObject([{ rule: 'CHOI-05', code: 'NOT_THE_ON_SITE_PROVIDER' }]);
    const wanted = await wants(callOffId, 'sluicegate', 'A friend lives in the same court.', { schemeId: scheme.id });
    expect(wanted.choice).toMatchObject({ answer: 'COUNCIL_DISCRETION' });
    expect((await decides(wanted.choice.id, 'REASONABLE')).choice).toMatchObject({ answer: 'ALLOWED' });
    await walk.told(kingfisher, 'BidOutcome');

    walk.tell('It made no tender: it is asked alone, and confirms every requirement as anybody would.');
    const alone = await walk.told(sluicegate, 'CallOffPublished');
    expect(await tenders('sluicegate', alone)).toMatchObject({ refusals: [] });
    await walk.timePassesTo(afterClose(alone));
    await walk.told(practitioner, 'ChoiceRequested');
    const { topRanked } = await toChoose(callOffId);
    expect(await chooses(callOffId, topRanked[0].bidId, 'A friend lives in the same court.')).toMatchObject({
      refusals: [],
    });
    expect(await awards(callOffId)).toMatchObject({
      refusals: [],
      award: { provider: { name: 'Sluice Gate Support' } },
    });
    await ordered('sluicegate', sluicegate);
    await walk.end();
  });
});
