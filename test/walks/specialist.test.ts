import { addLocalDays, instantOf, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { rostering } from './borough.js';
import { PreparedWalk, QUESTIONS } from './prepared.js';
import { type Answer, Walk } from './walk.js';

/** Specialist support in Doncaster, by the open framework (003). */
describe('the specialist framework', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('ROUT-42 to ROUT-46, EVAL-07 to EVAL-09, EVAL-12, EVAL-14, CHOI-08, NTF-11, NTF-13, ASM-22, ASM-23: from the person’s questions to a placement order', async () => {
    const walk = new Walk(
      hub,
      'specialist-framework',
      'The specialist framework: from the person’s questions to a placement order',
      'Doncaster seeks specialist support. The person and the social worker set the questions, and the split of cost and quality is fixed before anybody is asked. Three providers respond; one does not meet the needs. The person takes the dearer of the others, and a commissioner must first approve what it costs above the budget.',
    );
    const act = new PreparedWalk(hub, walk, 'doncaster', 'Donside');
    const riverbank = await walk.watches(rostering('riverbank'));
    const sandhill = await walk.watches(rostering('sandhill'));
    const practitioner = await walk.watches(act.as('practitioner'));
    const packageId = await act.requested(1);
    const callOffId = await act.draftOf(packageId);

    walk.tell(
      'The case is flagged as specialist, and so its call-off stays a draft. The broker sets what it will be compared by.',
    );
    const set = {
      ...{ callOffId, costPct: 40, qualityPct: 60, questions: QUESTIONS, setBy: ['PERSON', 'CARER'] },
      ...{ bidsDueAt: await act.due(3), portalReference: 'DN812345' },
    };
    const short = await act.do(act.as('broker'), 'prepare-call-off', set);
    expect(short.refusals).toMatchObject([{ rule: 'WIN-11', code: 'DEADLINE_TOO_SHORT' }]);
    const prepared = await act.do(act.as('broker'), 'prepare-call-off', { ...set, bidsDueAt: await act.due(9) });
    expect(prepared.refusals).toEqual([]);

    walk.tell(
      'The budget may not be used before care manager and commissioner agree to it, and nothing is published until then.',
    );
    const early = await act.do(act.as('broker'), 'publish-call-off', { callOffId });
    expect(early.refusals).toMatchObject([{ rule: 'ASM-23', code: 'BUDGET_NOT_AGREED' }]);
    await act.do(act.as('practitioner'), 'record-starter-budget', { packageId, rasWeeklyPence: 60_000 });
    for (const side of ['practitioner', 'commissioner'])
      await act.do(act.as(side), 'agree-starter-budget', { packageId });
    expect((await act.do(act.as('broker'), 'publish-call-off', { callOffId })).refusals).toEqual([]);

    walk.tell(
      'Every member within whose expertise the person is hears of it at once, and reads how it will be compared.',
    );
    const published = await walk.told(riverbank, 'CallOffPublished');
    await walk.told(sandhill, 'CallOffPublished');
    const terms = await walk.as<Answer>(rostering('sandhill'), 'read-terms', { callOffId });
    expect(terms.callOffAdvert.terms).toMatchObject({ costPct: 40, qualityPct: 60, questions: QUESTIONS });
    const cheap = await act.responds('riverbank', published, 50_000, 'Enabling support');
    const dear = await act.responds('sandhill', published, 62_500, 'Enabling support by two people');
    const part = await act.responds('weirside', published, 30_000, 'Support on weekdays alone');
    await walk.timePassesTo(new Date(+new Date(published.callOff!.closesAt) + 1));

    walk.tell(
      'The deadline has passed. The social worker checks each response against the needs; until the last is checked nobody is shown any.',
    );
    await walk.told(practitioner, 'NeedsCheckRequested');
    const board = await walk.as<Answer>(act.as('practitioner'), 'responses-to-assess', { callOffId });
    expect(board.callOff.responses).toHaveLength(3);
    const assess = (bid: Answer, judged: Record<string, unknown>) =>
      act.do(act.as('practitioner'), 'assess-response', { callOffId, bidId: bid.bid.id, ...judged });
    const met = { result: 'MEETS_NEEDS', scoredBy: ['SOCIAL_WORKER', 'PERSON'] };
    await assess(cheap, { ...met, scores: act.scores(7, 7) });
    const none = await act.chooses(callOffId, cheap.bid.id, 'PERSON', 'It is the first that was checked.');
    expect(none.refusals).toMatchObject([{ rule: 'SM-2', code: 'NOTHING_TO_CHOOSE' }]);
    await assess(part, { result: 'DOES_NOT', reason: 'NOT_HOLISTIC', note: 'Nobody would come at weekends.' });
    await assess(dear, { ...met, scores: act.scores(9, 9) });
    await walk.told(practitioner, 'OffersReadyForPractitioner');
    const choice = await walk.as<Answer>(act.as('practitioner'), 'responses-to-choose', { callOffId });
    const { ranking, offers } = choice.callOff;
    expect(ranking.map(({ totalScore }: Answer) => totalScore)).toEqual([86, 82]);
    expect(offers.map(({ id }: Answer) => id)).toEqual([dear.bid.id, cheap.bid.id]);

    walk.tell(
      'What failed the check cannot be chosen. The person decides, and the award waits for the approval of what is above the budget.',
    );
    const failed = await act.chooses(callOffId, part.bid.id, 'PERSON', 'It costs least.');
    expect(failed.refusals).toMatchObject([{ rule: 'CHOI-10', code: 'NOT_AN_OFFER' }]);
    const chosen = await act.chooses(callOffId, dear.bid.id, 'PERSON', 'Two people who both like the allotment.');
    expect(chosen.refusals).toEqual([]);
    await walk.told(practitioner, 'ChoiceRecorded');
    expect((await act.awards(callOffId)).refusals).toMatchObject([{ rule: 'ROUT-45', code: 'OVER_BUDGET' }]);
    await act.do(act.as('commissioner'), 'approve-over-budget', {
      ...{ callOffId, bidId: dear.bid.id, reason: 'Two to one is what the plan asks for.' },
    });
    const awarded = await act.awards(callOffId);
    expect(awarded).toMatchObject({ refusals: [], award: { provider: { name: 'Sandhill Community Care' } } });
    expect(await walk.told(riverbank, 'BidOutcome')).toMatchObject({
      outcome: 'UNSUCCESSFUL',
      reasonCode: 'NOT_SELECTED',
    });

    walk.tell(
      'The order states the price of a week as the response gave it. All together the council sees what it awarded beside its budgets.',
    );
    const { placementId } = await walk.told(sandhill, 'FullDocumentsAvailable');
    const day = addLocalDays(localDateOf(await hub.time.now()), 21);
    const confirmed = await act.do(rostering('sandhill'), 'confirm-first-call', {
      ...{ placementId, firstCallAt: instantOf(day, '08:00').toISOString(), laterCallAgreed: true },
    });
    expect(confirmed.refusals).toEqual([]);
    const line = await act.do(act.as('case-system'), 'record-service-line', { placementId, lasLineId: 'SL-SPEC-1' });
    expect(line.placement.state).toBe('IPO_ISSUED');
    await walk.told(sandhill, 'IpoIssued');
    const { rows } = await hub.pool.query('select content from cases.ipo where placement_id = $1', [placementId]);
    expect(rows).toMatchObject([{ content: { weeklyPricePence: 62_500, hourlyRatePence: null } }]);
    const { valueForMoney } = await walk.as<Answer>(act.as('commissioner'), 'value-for-money');
    expect(valueForMoney).toMatchObject({ awards: 1, differencePence: 2_500, differencePct: 4.17 });
    await walk.end();
  });
});
