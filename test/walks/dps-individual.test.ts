import { startTestHub, type TestHub } from '../harness/hub.js';
import { rostering } from './borough.js';
import { PreparedWalk, QUESTIONS } from './prepared.js';
import { type Answer, Walk } from './walk.js';

/** Support for one person in Islington, by the dynamic purchasing system (004). */
describe('one person by the dynamic purchasing system', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('ROUT-37, ROUT-38, ROUT-41, WIN-11, EVAL-10, EVAL-11, CHOI-08, NTF-12: from an advert to one lot to whom the person met', async () => {
    const walk = new Walk(
      hub,
      'dps-individual',
      'A dynamic purchasing system: one person meets two providers',
      'Islington advertises one package to the members of a lot. Three bid; the panel scores them, and two are to meet the person. The first cannot work with the person after all, and so the panel goes back to the others; the person decides once a meeting is confirmed by both sides.',
    );
    const act = new PreparedWalk(hub, walk, 'islington', 'Canalside');
    const lockside = await walk.watches(rostering('lockside'));
    const towpath = await walk.watches(rostering('towpath'));
    const wharfgate = await walk.watches(rostering('wharfgate'));
    const broker = await walk.watches(act.as('broker'));
    const callOffId = await act.draftOf(await act.requested(1));
    const set = {
      ...{ callOffId, costPct: 30, qualityPct: 70, questions: QUESTIONS, lot: 'COMPLEX_BEHAVIOUR' },
      ...{ bidsDueAt: await act.due(9), portalReference: 'LTP-2026-17' },
    };
    expect((await act.do(act.as('broker'), 'prepare-call-off', set)).refusals).toEqual([]);
    expect((await act.do(act.as('broker'), 'publish-call-off', { callOffId })).refusals).toEqual([]);
    const published = await walk.told(lockside, 'CallOffPublished');
    const first = await act.responds('lockside', published, 131_000, 'Support by a team of four');
    const second = await act.responds('towpath', published, 120_000, 'Support by a team of three');
    const third = await act.responds('wharfgate', published, 125_000, 'Support by a team of three');

    walk.tell('The instant that was stated has passed: one that comes now is too late.');
    await walk.timePassesTo(new Date(+new Date(published.callOff!.closesAt) + 1));
    const broken = {
      callOffId,
      bidIds: [first.bid.id],
      arrangements: 'At the day centre, by arrangement with brokerage.',
    };
    const unscored = await act.do(act.as('broker'), 'shortlist-bids', broken);
    expect(unscored.refusals).toMatchObject([{ rule: 'EVAL-10', code: 'NOT_SCORED' }]);

    walk.tell(
      'Brokerage, a care manager, a commissioner and the family score each bid. One is invited to meet the person.',
    );
    const scoredBy = ['BROKER', 'SOCIAL_WORKER', 'COMMISSIONER', 'FAMILY'];
    for (const [{ bid }, goingOut, community] of [
      [first, 9, 9],
      [second, 6, 7],
      [third, 7, 7],
    ] as const) {
      const judged = {
        noConflictOfInterest: true,
        callOffId,
        bidId: bid.id,
        scores: act.scores(goingOut, community),
        scoredBy,
      };
      expect((await act.do(act.as('commissioner'), 'assess-response', judged)).refusals).toEqual([]);
    }
    expect((await act.do(act.as('broker'), 'shortlist-bids', broken)).refusals).toEqual([]);
    await walk.told(lockside, 'MeetAndGreetInvited');
    const mine = await walk.as<Answer>(rostering('lockside'), 'my-meetings');
    expect(mine.myInvitations.edges[0].node.myBid.meeting).toMatchObject({ state: 'INVITED' });
    const others = await walk.as<Answer>(rostering('towpath'), 'my-meetings');
    expect(others.myInvitations.edges).toEqual([]);

    walk.tell(
      'They meet, and it does not suit them. Nobody is confirmed, and so bids are evaluated again: the two others are invited.',
    );
    const meets = async (bid: Answer) => {
      const heldAt = (await hub.time.now()).toISOString();
      return act.do(act.as('practitioner'), 'record-meeting-held', { callOffId, bidId: bid.bid.id, heldAt });
    };
    await meets(first);
    await act.do(rostering('lockside'), 'answer-meeting', { callOffId, canWork: false, reason: 'NOT_COMPATIBLE' });
    expect(await walk.told(lockside, 'BidOutcome')).toMatchObject({ reasonCode: 'MEETING_DECLINED' });
    const again = { ...broken, bidIds: [second.bid.id, third.bid.id] };
    expect((await act.do(act.as('broker'), 'shortlist-bids', again)).refusals).toEqual([]);
    await walk.told(towpath, 'MeetAndGreetInvited');
    await walk.told(wharfgate, 'MeetAndGreetInvited');
    for (const [key, bid] of [
      ['towpath', second],
      ['wharfgate', third],
    ] as const) {
      await meets(bid);
      await act.do(rostering(key), 'answer-meeting', { callOffId, canWork: true });
      await act.do(act.as('practitioner'), 'conclude-meeting', { callOffId, bidId: bid.bid.id, canWork: true });
    }
    await walk.told(broker, 'OffersReadyForPractitioner');

    walk.tell('Only whom the person met, and both sides confirmed, may be chosen; an advocate speaks for the person.');
    const gone = await act.chooses(callOffId, first.bid.id, 'ADVOCATE', 'The highest score.');
    expect(gone.refusals).toMatchObject([{ rule: 'CHOI-10', code: 'NOT_AN_OFFER' }]);
    const chosen = await act.chooses(callOffId, third.bid.id, 'ADVOCATE', 'The person laughed with both of them.');
    expect(chosen.refusals).toEqual([]);
    expect(await act.awards(callOffId)).toMatchObject({
      refusals: [],
      award: { provider: { name: 'Wharf Gate Support' } },
    });
    expect(await walk.told(towpath, 'BidOutcome')).toMatchObject({ outcome: 'UNSUCCESSFUL' });
    await walk.told(wharfgate, 'FullDocumentsAvailable');
    await walk.end();
  });
});
