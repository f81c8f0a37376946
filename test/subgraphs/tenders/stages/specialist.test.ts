import { at, later } from '../../../rules/tenders/fixtures.js';
import { bidOf, codes, idOf, type ProviderName, provider, type Requested, World } from '../harness.js';
import { DUE, PreparedCallOffs, QUESTIONS, rulesOf } from './prepared.js';

const GROUPS = ['LEARNING_DISABILITY'] as const;
const SHOWN = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state
      offers { id state weeklyCostPence overBudget provider { id } }
      responses { id provider { id } overBudget }
      ranking { bidId place beforeNextBy weeklyCostPence costScore qualityScore totalScore }
      assessments { bidId result reason scores { question score } scoredBy recordedBy }
      choices { bidId place }
    }
  }
`;
interface Shown {
  readonly state: string;
  readonly offers: Array<{ id: string; overBudget: boolean; provider: { id: string } }>;
  readonly responses: Array<{ id: string; overBudget: boolean; provider: { id: string } }>;
  readonly ranking: Array<Record<string, unknown>>;
  readonly assessments: Array<Record<string, unknown>>;
  readonly choices: Array<Record<string, unknown>>;
}

describe('the specialist framework', () => {
  let world: World;
  let act: PreparedCallOffs;
  beforeAll(async () => {
    world = await World.open({ councils: { bromley: { route: { enabled: ['PATCH', 'SPECIALIST_FRAMEWORK'] } } } });
    act = new PreparedCallOffs(world);
  });
  const member = (name: ProviderName, expertise: readonly string[] = GROUPS) =>
    provider(name).memberOf('OPEN_FRAMEWORK', null, { lots: ['COMPLEX'], expertise: expertise as never });
  beforeEach(async () => {
    await world.know(member('maple'), member('oak', ['LEARNING_DISABILITY', 'DEMENTIA']), member('elm', ['DEMENTIA']));
  });
  afterAll(() => world.stop());

  /** A flagged case, with a budget to which both sides agree. */
  const request = async (agreedBudgetPence: number | null = 60_000): Promise<Requested> => {
    const requested = await world.request({ specialist: true, groups: [...GROUPS] });
    world.sourcing.set(requested.packageId, { version: 1, agreed: true, missing: [], agreedBudgetPence });
    return requested;
  };
  const shown = ({ callOffId }: Requested, as = 'practitioner') => world.ask<Shown>(as, SHOWN, { id: callOffId });
  const inAFortnight = async () => later(await world.hub.time.now(), 14 * 86_400_000);
  let day = 0;
  /** Published, responded to at these prices, and past its deadline; each on days of its own. */
  const closed = async (prices: Partial<Record<ProviderName, number>>, budget?: number): Promise<Requested> => {
    day += 30;
    await world.passTo(later(at('2026-03-04 10:00'), day * 86_400_000));
    const dueAt = await inAFortnight();
    const requested = await act.published(await request(budget), { bidsDueAt: dueAt });
    for (const [name, price] of Object.entries(prices)) {
      expect(codes(await act.respond(name as ProviderName, requested, price, { startDate: '2027-03-01' }))).toEqual([]);
    }
    await world.passTo(later(dueAt, 1));
    return requested;
  };

  it('ASM-22, ROUT-02, ROUT-44: a flagged case becomes a draft that nobody is told of; any other goes to the patch at once', async () => {
    await world.know(provider('birch').in('East'));
    const flagged = await request();
    expect(await world.callOff(flagged.callOffId)).toMatchObject({ state: 'DRAFT', route: 'SPECIALIST_FRAMEWORK' });
    expect(await act.told(flagged, 'CallOffPublished')).toEqual([]);
    const other = await world.request();
    expect(await world.callOff(other.callOffId)).toMatchObject({ state: 'OPEN', route: 'PATCH' });
    expect(rulesOf(await act.prepare(other))).toEqual(['EVAL-07 NOT_PREPARED_ON_ROUTE input.callOffId']);
    expect(rulesOf(await act.publish(other))).toEqual(['EVAL-07 NOT_PREPARED_ON_ROUTE input.callOffId']);
    await world.know(provider('birch'));
  });

  it('EVAL-07, ROUT-44, WIN-11, ROUT-42: what is wrong with a preparation is refused by rule and field, and nothing is kept', async () => {
    const requested = await request();
    expect(rulesOf(await act.publish(requested))).toEqual(['EVAL-07 NOT_PREPARED input.callOffId']);
    const [first, second] = QUESTIONS;
    const wrong = await act.prepare(requested, {
      ...{ costPct: 50, qualityPct: 60, setBy: [], lot: 'COMPLEX', portalReference: ' ' },
      questions: [
        { ...first, criterion: ' ' },
        { ...second, code: 'GOING_OUT', maximum: 0, weight: 0 },
      ],
      bidsDueAt: at('2026-03-09 17:00'),
    });
    expect(rulesOf(wrong)).toEqual([
      'EVAL-07 SPLIT_INVALID input.costPct',
      'ROUT-44 CRITERION_MISSING input.questions.0.criterion',
      'ROUT-44 CODE_INVALID input.questions.1.code',
      'EVAL-08 SCALE_INVALID input.questions.1.maximum',
      'EVAL-07 WEIGHT_INVALID input.questions.1.weight',
      'ROUT-44 SET_BY_MISSING input.setBy',
      'PROV-19 LOT_NOT_ASKED input.lot',
      'ROUT-42 REFERENCE_MISSING input.portalReference',
      'WIN-11 DEADLINE_TOO_SHORT input.bidsDueAt',
    ]);
    expect(await world.callOff(requested.callOffId)).toMatchObject({ state: 'DRAFT', preparation: null });
    const named = [{ ...first, text: 'How would you help Mrs Madeup?' }, second];
    expect(codes(await act.prepare(requested, { questions: named }))).toEqual(['PERSONAL_DATA_IN_TEXT']);
    await expect(act.prepare(requested, {}, 'practitioner')).rejects.toThrow();
  });

  it('WIN-11: a deadline that leaves less than five working days needs its reason, at the publication as well', async () => {
    const requested = await request();
    const now = await world.hub.time.now();
    const short = later(now, 3 * 86_400_000);
    expect(codes(await act.prepare(requested, { bidsDueAt: short }))).toEqual(['DEADLINE_TOO_SHORT']);
    expect(codes(await act.prepare(requested, { bidsDueAt: now, shorterBecause: 'At once.' }))).toEqual([
      'DEADLINE_PASSED',
    ]);
    const because = { bidsDueAt: short, shorterBecause: 'A placement breaks down this week.' };
    expect(codes(await act.prepare(requested, because))).toEqual([]);
    expect(await act.publish(requested)).toMatchObject({ callOff: { state: 'OPEN', closesAt: short.toISOString() } });
  });

  it('ROUT-42: a portal reference that was used is refused', async () => {
    const [one, other] = [await request(), await request()];
    await act.prepare(one, { portalReference: 'DN-1' });
    expect(rulesOf(await act.prepare(other, { portalReference: 'DN-1' }))).toEqual([
      'ROUT-42 REFERENCE_TAKEN input.portalReference',
    ]);
    // Its own may be set again, and by the call-off that seeks its package anew once it has ended.
    expect(codes(await act.prepare(one, { portalReference: 'DN-1' }))).toEqual([]);
    const { packageId, need } = one;
    await act.do('broker', 'withdrawCallOff', { callOffId: one.callOffId, reason: 'CANCELLED' });
    await world.hear('ServiceRequestReady', { packageId, packageReference: 'PK-TEST', need, sourcingVersion: 1 });
    const { rows } = await world.hub.pool.query('select id from tenders.call_off where package_id = $1 and id <> $2', [
      packageId,
      one.callOffId,
    ]);
    const again = { ...one, callOffId: rows[0].id as string };
    expect(rulesOf(await act.prepare(other, { portalReference: 'DN-1' }))).toHaveLength(1);
    expect(codes(await act.prepare(again, { portalReference: 'DN-1' }))).toEqual([]);
  });

  it('ASM-23, ASM-03: nothing is published while the budget is not agreed, sourcing does not stand, or cases does not answer', async () => {
    const requested = await request(null);
    await act.prepare(requested);
    expect(rulesOf(await act.publish(requested))).toEqual(['ASM-23 BUDGET_NOT_AGREED input.callOffId']);
    world.sourcing.set(requested.packageId, { version: 1, agreed: false, missing: [], agreedBudgetPence: 1 });
    expect(codes(await act.publish(requested))).toEqual(['SOURCING_NOT_AGREED']);
    world.down.add('cases');
    expect(codes(await act.publish(requested))).toEqual(['FACTS_UNAVAILABLE']);
    world.down.clear();
    expect(await act.stateOf(requested)).toBe('READY');
    world.sourcing.set(requested.packageId, { version: 1, agreed: true, missing: [], agreedBudgetPence: 1 });
    expect(await act.publish(requested)).toMatchObject({ callOff: { budgetPence: 1 }, refusals: [] });
  });

  it('EVAL-07, ROUT-44, PROV-28: goes to members within whose expertise the person is, with split and questions; they change no more', async () => {
    const requested = await act.published(await request());
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
    const advert = `{ callOffAdvert(id: "${requested.callOffId}") { answer closesAt late
      terms { costPct qualityPct lot portalReference questions { code text criterion maximum weight } } } }`;
    expect(await world.ask('maple', advert)).toMatchObject({
      ...{ answer: 'RESPONSE', closesAt: DUE.toISOString(), late: 'REFUSED' },
      terms: { costPct: 40, qualityPct: 60, lot: null, questions: QUESTIONS },
    });
    expect(rulesOf(await act.prepare(requested, { costPct: 50, qualityPct: 50 }))).toEqual([
      'EVAL-07 PUBLISHED_ALREADY input.costPct',
      'ROUT-44 PUBLISHED_ALREADY input.questions',
    ]);
    expect(codes(await act.publish(requested))).toEqual(['ILLEGAL_TRANSITION']);
    expect(codes(await act.respond('elm', requested, 1))).toEqual(['NOT_INVITED']);
  });

  it('ROUT-46, ROUT-44: a response that leaves something out is refused field by field', async () => {
    const requested = await act.published(await request());
    const wrong = await act.respond('maple', requested, 0, {
      ...{ startDate: null, coordinates: false, communityLines: [' '] },
      answers: [
        { question: 'GOING_OUT', text: ' ' },
        { question: 'HOBBIES', text: 'Yes.' },
      ],
    });
    expect(rulesOf(wrong)).toEqual([
      'ROUT-46 RESPONSE_INCOMPLETE input.startDate',
      'ROUT-46 PENCE_INVALID input.costedLines.0.weeklyPence',
      'ROUT-46 RESPONSE_INCOMPLETE input.communityLines.0',
      'ROUT-46 NOT_COORDINATED input.coordinates',
      'ROUT-44 QUESTION_NOT_ANSWERED input.answers',
      'ROUT-44 QUESTION_NOT_ANSWERED input.answers.0.text',
      'ROUT-44 NO_SUCH_QUESTION input.answers.1.question',
    ]);
    expect(rulesOf(await world.bid('maple', requested.callOffId))).toEqual(['ROUT-46 ANOTHER_FORM input.callOffId']);
    expect(await act.respond('maple', requested, 50_000)).toMatchObject({
      bid: { state: 'SUBMITTED', weeklyCostPence: 50_000, startTime: '08:30' },
    });
    // Sealed until the deadline (IDG-23).
    expect(await shown(requested)).toMatchObject({ responses: [], offers: [], ranking: [] });
  });

  it('WIN-11: the stated instant itself is in time, and the next millisecond is evidence', async () => {
    const requested = await act.published(await request());
    await world.passTo(DUE);
    expect(codes(await act.respond('maple', requested, 50_000))).toEqual([]);
    await world.passTo(later(DUE, 1));
    expect(rulesOf(await act.respond('oak', requested, 40_000))).toEqual(['WIN-11 WINDOW_CLOSED input.callOffId']);
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'UNDER_EVALUATION', oak: 'REJECTED_LATE' });
    expect(await act.stateOf(requested)).toBe('NEEDS_CHECK');
    expect(await act.told(requested, 'NeedsCheckRequested')).toMatchObject([
      { data: { responses: 1 }, audience: { roles: ['practitioner', 'broker'] } },
    ]);
  });

  it('EVAL-07, EVAL-08, EVAL-12, AMB-09: £500 and £625, qualities 70 and 90, at 40/60 make 82 and 86', async () => {
    const requested = await closed({ maple: 50_000, oak: 62_500 });
    // 7 of 10 in both is a quality of 70; 9 of 10 is 90.
    await act.assess(requested, 'maple', [7, 7]);
    expect(await shown(requested)).toMatchObject({ state: 'NEEDS_CHECK', offers: [] });
    await act.assess(requested, 'oak', [9, 9]);
    const { state, ranking, offers, assessments } = await shown(requested);
    expect(state).toBe('AWAITING_CHOICE');
    const [maple, oak] = [
      await bidOf(world, requested.callOffId, 'maple'),
      await bidOf(world, requested.callOffId, 'oak'),
    ];
    expect(ranking).toEqual([
      {
        bidId: oak,
        place: 1,
        beforeNextBy: 'TOTAL_SCORE',
        weeklyCostPence: 62_500,
        costScore: 80,
        qualityScore: 90,
        totalScore: 86,
      },
      {
        bidId: maple,
        place: 2,
        beforeNextBy: null,
        weeklyCostPence: 50_000,
        costScore: 100,
        qualityScore: 70,
        totalScore: 82,
      },
    ]);
    expect(offers.map(({ id, overBudget }) => [id, overBudget])).toEqual([
      [oak, true],
      [maple, false],
    ]);
    expect(assessments).toMatchObject([
      { bidId: maple, recordedBy: 'user:practitioner-of-bromley', scoredBy: ['SOCIAL_WORKER', 'PERSON'] },
      { bidId: oak },
    ]);
    // The person decides: another than the first is kept, and not refused (AMB-09).
    expect(await act.choose(requested, 'maple')).toMatchObject({ choice: { place: 2 }, refusals: [] });
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.maple }, exceptionReason: null },
    });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'WON', oak: 'UNSUCCESSFUL' });
  });

  it('EVAL-08, EVAL-09, ROUT-43: a judgement that is not whole, or by another, is refused by its field', async () => {
    const requested = await closed({ maple: 50_000, oak: 40_000 });
    expect(rulesOf(await act.assess(requested, 'maple', [11], { scoredBy: ['PERSON'] }))).toEqual([
      'EVAL-08 SCORERS_MISSING input.scoredBy',
      'EVAL-08 NOT_SCORED input.scores',
      'EVAL-08 OUT_OF_SCALE input.scores.0.score',
    ]);
    expect(rulesOf(await act.assess(requested, 'maple', [5, 5], { result: null }))).toEqual([
      'EVAL-09 RESULT_MISSING input.result',
    ]);
    expect(rulesOf(await act.fail(requested, 'maple', { reason: null }))).toEqual([
      'EVAL-09 REASON_MISSING input.reason',
    ]);
    expect(codes(await act.fail(requested, 'maple', { note: 'Mrs Madeup would not like it.' }))).toEqual([
      'PERSONAL_DATA_IN_TEXT',
    ]);
    expect(codes(await act.assess(requested, 'maple', [5, 5], {}, 'broker'))).toEqual(['NOT_YOURS_TO_ASSESS']);
    expect(codes(await act.assess(requested, 'maple', [5, 5], { bidId: requested.packageId }))).toEqual([
      'NOT_A_RESPONSE',
    ]);
    expect(await shown(requested)).toMatchObject({ state: 'NEEDS_CHECK', assessments: [] });
  });

  it('ROUT-43, CHOI-10, EVAL-09: nobody is shown, and nobody chooses, what does not meet the needs; its bidder is told why', async () => {
    const requested = await closed({ maple: 50_000, oak: 40_000 });
    expect(codes(await act.choose(requested, 'maple'))).toEqual(['NOTHING_TO_CHOOSE']);
    await act.assess(requested, 'oak', [9, 9]);
    // A check is corrected as long as another is still to come.
    await act.fail(requested, 'oak');
    await act.assess(requested, 'maple', [5, 5]);
    const { offers, responses } = await shown(requested);
    expect(offers.map((each) => each.provider.id)).toEqual([idOf.maple]);
    expect(responses.map((each) => each.provider.id)).toEqual([idOf.maple]);
    expect(rulesOf(await act.choose(requested, 'oak'))).toEqual(['CHOI-10 NOT_AN_OFFER input.bidId']);
    expect(await act.told(requested, 'BidOutcome')).toMatchObject([
      { audience: { providers: [idOf.oak] }, data: { outcome: 'UNSUCCESSFUL', reasonCode: 'NEEDS_NOT_MET' } },
    ]);
    expect(rulesOf(await act.choose(requested, 'maple', 'ADVOCATE'))).toEqual([
      'CHOI-08 NOT_THEIRS_TO_DECIDE input.decidedBy.who',
    ]);
    expect(codes(await world.award(requested.callOffId))).toEqual(['CHOICE_MISSING']);
    expect(await act.choose(requested, 'maple', 'CARER', 'broker')).toMatchObject({
      choice: { place: 1 },
      refusals: [],
    });
  });

  it('EVAL-09, SM-2: when no response meets the needs the call-off fails', async () => {
    const requested = await closed({ maple: 50_000 });
    await act.fail(requested, 'maple');
    expect(await act.stateOf(requested)).toBe('FAILED');
    expect(await act.told(requested, 'CallOffFailed')).toHaveLength(1);
    const silent = await closed({});
    expect(await act.stateOf(silent)).toBe('FAILED');
    expect(await act.told(silent, 'NeedsCheckRequested')).toEqual([]);
  });

  it('ROUT-45, EVAL-14: an award above the budget, as it is then, needs a commissioner’s approval of as much', async () => {
    const requested = await closed({ maple: 62_500 });
    await act.assess(requested, 'maple', [9, 9]);
    await act.choose(requested, 'maple');
    expect((await shown(requested)).offers).toMatchObject([{ overBudget: true }]);
    expect(rulesOf(await world.award(requested.callOffId))).toEqual(['ROUT-45 OVER_BUDGET']);
    const approval = {
      callOffId: requested.callOffId,
      bidId: await bidOf(world, requested.callOffId, 'maple'),
      reason: 'Nothing less would be safe.',
    };
    await expect(act.do('broker', 'approveOverBudget', approval)).rejects.toThrow();
    expect(rulesOf(await act.do('commissioner', 'approveOverBudget', { ...approval, reason: ' ' }))).toEqual([
      'ROUT-45 REASON_MISSING input.reason',
    ]);
    expect(
      codes(await act.do('commissioner', 'approveOverBudget', { ...approval, bidId: requested.packageId })),
    ).toEqual(['NOTHING_TO_APPROVE']);
    expect(await act.do('commissioner', 'approveOverBudget', approval)).toMatchObject({
      approval: { weeklyPence: 62_500, budgetPence: 60_000, approvedBy: 'user:commissioner-of-bromley' },
    });
    world.sourcing.set(requested.packageId, { version: 2, agreed: true, missing: [], agreedBudgetPence: null });
    expect(codes(await world.award(requested.callOffId))).toEqual(['BUDGET_NOT_AGREED']);
    expect(codes(await act.do('commissioner', 'approveOverBudget', approval))).toEqual(['BUDGET_NOT_AGREED']);
    world.sourcing.set(requested.packageId, { version: 3, agreed: true, missing: [], agreedBudgetPence: 50_000 });
    // It was approved beside a budget of £600, and is more above this one.
    expect(rulesOf(await world.award(requested.callOffId))).toEqual(['ROUT-45 OVER_BUDGET']);
    world.down.add('cases');
    expect(codes(await act.do('commissioner', 'approveOverBudget', approval))).toEqual(['FACTS_UNAVAILABLE']);
    world.down.clear();
    expect(await act.do('commissioner', 'approveOverBudget', approval)).toMatchObject({
      approval: { weeklyPence: 62_500, budgetPence: 50_000 },
    });
    expect(codes(await world.award(requested.callOffId))).toEqual([]);
    const award =
      '{ award { weeklyCostPence budgetApprovalId valueForMoney { budgetPence weeklyCostPence differencePence differencePct } } }';
    expect(await world.ask('broker', `{ callOff(id: "${requested.callOffId}") ${award} }`)).toMatchObject({
      award: {
        ...{ weeklyCostPence: 62_500, budgetApprovalId: expect.any(String) },
        valueForMoney: { budgetPence: 50_000, weeklyCostPence: 62_500, differencePence: 12_500, differencePct: 25 },
      },
    });
    expect(await act.told(requested, 'CallOffAwarded')).toMatchObject([{ data: { weeklyPricePence: 62_500 } }]);
    const total = '{ valueForMoney { awards budgetPence weeklyCostPence differencePence differencePct } }';
    // Beside the award of £500 within its budget of £600, made above.
    expect(await world.ask('commissioner', total)).toEqual({
      ...{ awards: 2, budgetPence: 110_000, weeklyCostPence: 112_500, differencePence: 2_500, differencePct: 2.27 },
    });
  });

  it('ROUT-45, SM-2: nothing is approved of a call-off that is withdrawn', async () => {
    const requested = await closed({ maple: 62_500 });
    const approval = {
      callOffId: requested.callOffId,
      bidId: await bidOf(world, requested.callOffId, 'maple'),
      reason: 'Nothing less would be safe.',
    };
    await world.hear('PackageCancelled', { packageId: requested.packageId, reason: 'The person has moved.' });
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'UNDER_EVALUATION' });
    expect(codes(await act.do('commissioner', 'approveOverBudget', approval))).toEqual(['NOTHING_TO_APPROVE']);
  });

  it('AWRD-09, EVAL-01: after a refusal those that had passed may be chosen again, and a failed gate ends one', async () => {
    const requested = await closed({ maple: 50_000, oak: 40_000 });
    await act.assess(requested, 'maple', [9, 9]);
    await act.assess(requested, 'oak', [5, 5]);
    await act.choose(requested, 'maple');
    await world.award(requested.callOffId);
    await world.answerTo('maple', 'refuseAward', requested.callOffId, { reason: 'CAPACITY' });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'REFUSED_AFTER_AWARD', oak: 'SHORTLISTED' });
    expect(await act.stateOf(requested)).toBe('AWAITING_CHOICE');
    await act.choose(requested, 'oak');
    world.hold(member('oak').rated('INADEQUATE'));
    expect(codes(await world.award(requested.callOffId))).toEqual(['RATING_BARS']);
    expect(await act.stateOf(requested)).toBe('FAILED');
  });

  it('WIN-14, SM-2: a new version of the request renews a draft, and a material one withdraws what is being checked', async () => {
    const draft = await request();
    const amend = ({ packageId, need }: Requested, change: object) =>
      world.hear('ServiceRequestAmended', { packageId, need: { ...need, ...change }, sourcingVersion: 2, reason: '' });
    await amend(draft, { skills: ['AUTISM'] });
    expect(await world.callOff(draft.callOffId)).toMatchObject({ state: 'DRAFT', need: { skills: ['AUTISM'] } });
    await amend(draft, { specialist: false });
    expect(await world.callOff(draft.callOffId)).toMatchObject({ state: 'WITHDRAWN', end_reason: 'ROUTE_CHANGED' });
    const checked = await closed({ maple: 50_000 });
    await amend(checked, { skills: ['AUTISM'] });
    expect(await act.stateOf(checked)).toBe('WITHDRAWN');
  });

  it('PROV-28, ROUT-03, WIN-14: who is asked is decided anew when the person belongs to other groups', async () => {
    const dueAt = await inAFortnight();
    const requested = await act.published(await request(), { bidsDueAt: dueAt });
    const { packageId, need, callOffId } = requested;
    const amend = (sourcingVersion: number, groups: readonly string[]) =>
      world.hear('ServiceRequestAmended', { packageId, need: { ...need, groups }, sourcingVersion, reason: '' });
    await amend(2, ['DEMENTIA']);
    expect(await world.answers(callOffId)).toEqual({ maple: 'STOOD_DOWN', oak: 'INVITED', elm: 'INVITED' });
    expect(await act.told(requested, 'BidOutcome')).toMatchObject([
      { audience: { providers: [idOf.maple] }, data: { outcome: 'INELIGIBLE', reasonCode: 'MEMBERSHIP' } },
    ]);
    expect((await act.told(requested, 'CallOffPublished')).at(-1)).toMatchObject({
      audience: { providers: [idOf.elm] },
    });
    // Never a sooner deadline than the one that was stated.
    const { closes_at: closesAt } = await world.callOff<{ closes_at: Date }>(callOffId);
    expect(closesAt).toEqual(dueAt);
    const read = { version: 2, startDate: '2027-03-01' };
    expect(codes(await act.respond('elm', requested, 50_000, read))).toEqual([]);
    await amend(3, GROUPS);
    expect(await world.answers(callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED', elm: 'STOOD_DOWN' });
  });

  it('ROUT-46, AWRD-01: a response that is reconfirmed begins with the first call that the advert asks for then', async () => {
    day += 30;
    await world.passTo(later(at('2026-03-04 10:00'), day * 86_400_000));
    const dueAt = await inAFortnight();
    const requested = await act.published(await request(), { bidsDueAt: dueAt });
    await act.respond('maple', requested, 50_000, { startDate: '2027-03-01' });
    const { packageId, need, callOffId } = requested;
    const calls = need.calls.map((call) => ({ ...call, startTime: '06:15' }));
    await world.hear('ServiceRequestAmended', { packageId, need: { ...need, calls }, sourcingVersion: 2, reason: '' });
    expect(codes(await world.answerTo('maple', 'reconfirmBid', callOffId, { version: 2 }))).toEqual([]);
    await world.passTo(later(dueAt, 1));
    await act.assess(requested, 'maple', [9, 9]);
    await act.choose(requested, 'maple');
    world.sourcing.set(packageId, { version: 2, agreed: true, missing: [], agreedBudgetPence: 60_000 });
    expect(codes(await world.award(callOffId))).toEqual([]);
    expect(await act.told(requested, 'CallOffAwarded')).toMatchObject([{ data: { startTime: '06:15' } }]);
  });

  it('IDG-23, ROUT-45: a bidder reads its own response, and nothing of others, of scores or of the budget', async () => {
    const requested = await closed({ maple: 50_000, oak: 40_000 });
    await act.assess(requested, 'maple', [9, 9]);
    const mine = `{ myInvitations(open: false, first: 100) { edges { node { callOff { id }
      myBid { id state weeklyCostPence response { costedLines { weeklyPence } } } } } } }`;
    const { edges } = await world.ask<{ edges: Array<{ node: { callOff: { id: string }; myBid: object } }> }>(
      'maple',
      mine,
    );
    expect(edges.find(({ node }) => node.callOff.id === requested.callOffId)!.node.myBid).toMatchObject({
      ...{ state: 'UNDER_EVALUATION', weeklyCostPence: 50_000 },
    });
    for (const field of ['scores { score }', 'gateOutcome', 'overBudget']) {
      const asked = mine.replace('weeklyCostPence response { costedLines { weeklyPence } }', field);
      const { data, errors } = await world.hub.as('maple', asked);
      const found = JSON.stringify(data ?? null);
      expect({
        field,
        told: errors?.length ? 'REFUSED' : found.includes('"score":9') || found.includes('PASSED'),
      }).toEqual({
        field,
        told: 'REFUSED',
      });
    }
    await expect(shown(requested, 'maple')).rejects.toThrow();
    expect(await shown(requested, 'broker of ashdown')).toBeNull();
  });

  it('ROUT-02, WIN-11: a draft is published under the policy that is in force then, and not by a route that was closed since', async () => {
    const requested = await request();
    const dueAt = await inAFortnight();
    await act.prepare(requested, { bidsDueAt: dueAt });
    const set = (version: number, document: object) =>
      world.hub.pool.query(`insert into platform.council_policy values ('bromley', $1, 'epoch', $2)`, [
        version,
        JSON.stringify(document),
      ]);
    await set(2, { route: { enabled: ['PATCH'] } });
    expect(rulesOf(await act.publish(requested))).toEqual(['ROUT-02 ROUTE_NOT_ENABLED']);
    const open = { route: { enabled: ['PATCH', 'SPECIALIST_FRAMEWORK'] } };
    await set(3, { ...open, statedDeadline: { minimumWorkingDays: 20 } });
    expect(codes(await act.publish(requested))).toEqual(['DEADLINE_TOO_SHORT']);
    await set(4, open);
    expect(codes(await act.publish(requested))).toEqual([]);
    expect(await world.callOff(requested.callOffId)).toMatchObject({ state: 'OPEN', policy_version: 'bromley/4' });
  });

  it('SM-1, NTF-38: a package that is cancelled takes its draft with it, and nobody was told of either', async () => {
    const requested = await request();
    expect(codes(await act.prepare(requested, { bidsDueAt: await inAFortnight() }))).toEqual([]);
    await world.hear('PackageCancelled', { packageId: requested.packageId, reason: 'The person has moved.' });
    expect(await act.stateOf(requested)).toBe('WITHDRAWN');
    expect(await act.told(requested, 'PackageWithdrawn')).toMatchObject([{ audience: { providers: [] } }]);
    expect(codes(await act.prepare(requested))).toEqual(['ILLEGAL_TRANSITION']);
    expect(codes(await act.publish(requested))).toEqual(['ILLEGAL_TRANSITION']);
  });

  it('ROUT-42: of two that take the same reference at the same time one is refused', async () => {
    const [one, other] = [await request(), await request()];
    const set = { portalReference: 'DN-AT-1', bidsDueAt: await inAFortnight() };
    const both = await Promise.all([one, other].map((each) => act.prepare(each, set)));
    expect(both.flatMap(codes)).toEqual(['REFERENCE_TAKEN']);
  });

  it('WIN-04, WIN-11: a clock that begins anew never ends sooner than it was to', async () => {
    const requested = await act.published(await request(), {
      bidsDueAt: later(await world.hub.time.now(), 40 * 86_400_000),
    });
    const due = (await world.callOff<{ closes_at: Date }>(requested.callOffId)).closes_at;
    const restart = `mutation ($input: RestartWindowInput!) { restartWindow(input: $input) { callOff { closesAt } refusals { code } } }`;
    const input = {
      callOffId: requested.callOffId,
      reason: 'One invitation did not arrive.',
      idempotencyKey: 'restart-it',
    };
    expect(await world.ask('broker', restart, { input })).toMatchObject({ callOff: { closesAt: due.toISOString() } });
  });
});
