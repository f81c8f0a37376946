import { demoId } from '../../hub/demo/borough.js';
import { buildHomes } from '../../hub/demo/homes.js';
import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { afterClose, nextKey, people, submitted } from './borough.js';
import { type Answer, type FeedItem, Walk, type Watcher } from './walk.js';

const BROKER = 'user:broker@ravensbourne';
const PRACTITIONER = 'user:practitioner@ravensbourne';
const CASE_SYSTEM = 'machine:case-system@ravensbourne';
const QUAYSIDE = 'user:manager@quayside';
const LONGBRIDGE = 'user:manager@longbridge';

type Told = FeedItem & { readonly callOff: { readonly requirements: ReadonlyArray<{ readonly code: string }> } | null };

/** A place in a care home by micro procurement, as Schedule 8 has it, in a council that does not exist (000). */
describe('micro procurement of a place in a home', () => {
  let hub: TestHub;
  let walk: Walk;
  beforeEach(async () => {
    hub = await startTestHub();
    await buildHomes(() => hub.hub.subgraphs.get('providers')!.work(), await hub.time.now());
    await hub.time.settled();
  });
  afterEach(() => hub.stop());

  const requested = async (nth: number) => {
    const input = people.homeRequest(nth, await hub.time.now(), 'NURSING', ['Riverside']);
    await submitted(walk, CASE_SYSTEM, input);
  };
  const homesOf = async (manager: string, key: string): Promise<Answer[]> => {
    const { provider } = await walk.as<Answer>(manager, 'homes-of-provider', { provider: demoId(`provider/${key}`) });
    return provider.careHomes;
  };
  const tenders = async (manager: string, told: FeedItem, homeId: string | null) => {
    const { callOffId, callOff } = told as Told;
    const { submitTender } = await walk.as<Answer>(manager, 'submit-tender', {
      input: {
        ...{ callOffId, version: callOff!.version, canMeetNeeds: true, homeId },
        requirements: callOff!.requirements.map(({ code }) => ({ code, met: true })),
        ...{ startDate: callOff!.need.neededFrom, startTime: '11:00', idempotencyKey: nextKey() },
      },
    });
    return submitTender;
  };
  const toChoose = async (callOffId: string) => {
    const { callOff } = await walk.as<Answer>(PRACTITIONER, 'tenders-to-choose', { id: callOffId });
    const offerOf = (bidId: string) => callOff.offers.find(({ id }: Answer) => id === bidId);
    return callOff.topRanked.map(({ bidId }: Answer) => offerOf(bidId));
  };
  const said = async (who: string, how: string) => ({ who, how, at: (await hub.time.now()).toISOString() });
  const chooses = async (callOffId: string, bidId: string, topUp: object | null) => {
    const { recordChoice } = await walk.as<Answer>(PRACTITIONER, 'record-choice', {
      input: {
        ...{ callOffId, bidId, decidedBy: await said('PERSON', 'At home, with the practitioner and an advocate.') },
        ...{ reason: 'A sister lives in the same street.', topUp, idempotencyKey: nextKey() },
      },
    });
    return recordChoice;
  };
  const awards = async (callOffId: string) => {
    const { awardCallOff } = await walk.as<Answer>(BROKER, 'award-call-off', {
      input: { callOffId, bidId: null, idempotencyKey: nextKey() },
    });
    return awardCallOff;
  };
  const ordered = async (manager: string, watcher: Watcher): Promise<string> => {
    const placementId = (await walk.told(watcher, 'FullDocumentsAvailable')).placementId!;
    const firstCallAt = instantOf(addLocalDays(localDateOf(await hub.time.now()), 5), '11:00').toISOString();
    const { confirmFirstCall } = await walk.as<Answer>(manager, 'confirm-first-call', {
      input: { placementId, firstCallAt, lengthOfStayNights: null, idempotencyKey: nextKey() },
    });
    expect(confirmFirstCall.refusals).toEqual([]);
    const { recordServiceLine } = await walk.as<Answer>(CASE_SYSTEM, 'record-service-line', {
      input: { placementId, lasLineId: 'SL-MICRO-HOME', idempotencyKey: nextKey() },
    });
    expect(recordServiceLine.placement.state).toBe('IPO_ISSUED');
    await walk.told(watcher, 'IpoIssued');
    return placementId;
  };

  it('CHOI-06, AWRD-11, PAY-09, ROUT-22 to ROUT-25: a home above the standard fee, refused unsigned, and awarded signed', async () => {
    walk = new Walk(
      hub,
      'micro-procurement-home',
      'Micro procurement: a nursing home above the standard fee',
      'Ravensbourne asks its long list for a place in a home with nursing. Two homes tender, one at the standard fee of 800 pounds a week and one at 870. The person chooses the dearer: that is refused until somebody has signed for the difference. Then it is awarded, the order goes out, and the 70 pounds a week are held apart from what the council pays.',
    );
    const quayside = await walk.watches(QUAYSIDE);
    const longbridge = await walk.watches(LONGBRIDGE);
    const practitioner = await walk.watches(PRACTITIONER);
    await requested(1);
    const published = await walk.told(quayside, 'CallOffPublished');
    await walk.told(longbridge, 'CallOffPublished');
    const { callOffId } = published;

    walk.tell(
      'A tender for a place names the home of the tenderer’s own that would take the person; without one it is refused.',
    );
    const [quaysideHouse] = await homesOf(QUAYSIDE, 'quayside');
    const [lodge] = await homesOf(LONGBRIDGE, 'longbridge');
    expect((await tenders(QUAYSIDE, published, null)).refusals).toMatchObject([
      { rule: 'ROUT-24', field: 'input.homeId' },
    ]);
    expect((await tenders(QUAYSIDE, published, lodge.id)).refusals).toMatchObject([{ code: 'NOT_YOUR_HOME' }]);
    expect(await tenders(QUAYSIDE, published, quaysideHouse.id)).toMatchObject({ refusals: [] });
    expect(await tenders(LONGBRIDGE, published, lodge.id)).toMatchObject({ refusals: [] });
    await walk.timePassesTo(afterClose(published));

    walk.tell(
      'The person is shown both, the better rated first, with what each costs beside the Standard Nursing Fee.',
    );
    await walk.told(practitioner, 'ChoiceRequested');
    const [first, second] = await toChoose(callOffId);
    expect(first).toMatchObject({
      home: { location: { name: 'Quayside House' } },
      placeCost: { pricePence: 87_000, feeKind: 'NURSING', feePence: 80_000, topUpPence: 7_000 },
    });
    expect(second).toMatchObject({ placeCost: { pricePence: 80_000, topUpPence: 0 } });

    walk.tell('They choose Quayside House. Nobody has agreed to pay what it is above the fee: the choice is refused.');
    expect((await chooses(callOffId, first.id, null)).refusals).toMatchObject([
      { rule: 'CHOI-06', code: 'TOP_UP_NOT_SETTLED', field: 'input.topUp' },
    ]);
    const today = localDateOf(await hub.time.now());
    const understoodBy = await said('PERSON', 'The practitioner explained it, with an advocate.');
    const asked = { understoodBy, agreement: { status: 'REQUESTED', requestedOn: today, signedOn: null } };
    expect((await chooses(callOffId, first.id, asked)).refusals).toMatchObject([{ code: 'TOP_UP_NOT_SETTLED' }]);
    expect((await awards(callOffId)).refusals).toMatchObject([{ rule: 'ROUT-25', code: 'CHOICE_MISSING' }]);

    walk.tell('A third party signs. Now it is chosen, and awarded; price and fee are read again for that.');
    const signed = { understoodBy, agreement: { status: 'SIGNED', requestedOn: today, signedOn: today } };
    expect(await chooses(callOffId, first.id, signed)).toMatchObject({ refusals: [], choice: { answer: 'ALLOWED' } });
    expect(await awards(callOffId)).toMatchObject({ refusals: [], award: { provider: { name: 'Quayside Homes' } } });
    expect(await walk.told(longbridge, 'BidOutcome')).toMatchObject({ outcome: 'UNSUCCESSFUL' });

    walk.tell(
      'The order goes out at 870 pounds a week. The placement has held the top-up since its award: the council pays its fee.',
    );
    const placementId = await ordered(QUAYSIDE, quayside);
    const { placement } = await walk.as<Answer>(BROKER, 'placement-top-ups', { id: placementId });
    expect(placement).toMatchObject({
      ...{ weeklyPricePence: 87_000, councilSharePence: 80_000 },
      topUps: [{ version: 1, amountPence: 7_000, standardFeePence: 80_000, agreement: { status: 'SIGNED' } }],
    });

    walk.tell('Who pays is no part of what was awarded: the broker records it where the person’s papers are kept.');
    const { feeVersion } = placement.topUps[0];
    const { recordTopUp } = await walk.as<Answer>(BROKER, 'record-top-up', {
      input: {
        ...{ placementId, amountPence: 7_000, standardFeePence: 80_000, feeVersion, idempotencyKey: nextKey() },
        agreement: { thirdParty: 'Orla Quillfeather', status: 'SIGNED', requestedOn: today, signedOn: today },
      },
    });
    expect(recordTopUp).toMatchObject({ refusals: [], placement: { councilSharePence: 80_000 } });
    await walk.end();
  });

  it('CHOI-06, CHOI-02: the council grants exceptional circumstances, and bears the whole price', async () => {
    walk = new Walk(
      hub,
      'micro-procurement-home-exception',
      'Micro procurement: exceptional circumstances in the choice of a home',
      'The only home near to the clinic is above the standard fee, and nobody can pay the difference. That is put to the council, which grants it: the home is awarded, and the council bears the whole price.',
    );
    const quayside = await walk.watches(QUAYSIDE);
    const practitioner = await walk.watches(PRACTITIONER);
    await requested(2);
    const published = await walk.told(quayside, 'CallOffPublished');
    const { callOffId } = published;
    const [quaysideHouse] = await homesOf(QUAYSIDE, 'quayside');
    expect(await tenders(QUAYSIDE, published, quaysideHouse.id)).toMatchObject({ refusals: [] });
    await walk.timePassesTo(afterClose(published));
    await walk.told(practitioner, 'ChoiceRequested');
    const [first] = await toChoose(callOffId);

    walk.tell('The choice is kept, and waits for the council: until it has decided nothing is awarded.');
    const exceptionalCircumstances = 'The clinic, visited each day, is next door, and nobody can pay the difference.';
    const { choice } = await chooses(callOffId, first.id, { exceptionalCircumstances });
    expect(choice).toMatchObject({ answer: 'COUNCIL_DISCRETION' });
    await walk.told(practitioner, 'ChoiceRecorded');
    expect((await awards(callOffId)).refusals).toMatchObject([{ code: 'ALTERNATIVE_UNDECIDED' }]);

    walk.tell('An officer grants it, with the reason, and the broker awards.');
    const explanation = 'Daily visits to the clinic make any other home unsuitable.';
    const { decideExceptionalCircumstances } = await walk.as<Answer>(BROKER, 'decide-exceptional-circumstances', {
      input: { choiceId: choice.id, outcome: 'GRANTED', explanation, idempotencyKey: nextKey() },
    });
    expect(decideExceptionalCircumstances).toMatchObject({ refusals: [], choice: { answer: 'ALLOWED' } });
    expect(await walk.told(practitioner, 'AlternativeDecided')).toMatchObject({ answer: 'ALLOWED' });
    expect((await awards(callOffId)).refusals).toEqual([]);
    const placementId = await ordered(QUAYSIDE, quayside);
    const { placement } = await walk.as<Answer>(BROKER, 'placement-top-ups', { id: placementId });
    expect(placement).toMatchObject({
      ...{ weeklyPricePence: 87_000, councilSharePence: 87_000 },
      topUps: [{ amountPence: 7_000, agreement: null, exception: { outcome: 'GRANTED' } }],
    });
    await walk.end();
  });
});
