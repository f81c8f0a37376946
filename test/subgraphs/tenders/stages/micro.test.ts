import { randomUUID } from 'node:crypto';
import type { NeedProfile, ServiceType } from '../../../../schema/events/cases.js';
import { aCall, later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, type Payload, type ProviderName, provider, type Requested, World } from '../harness.js';

const TENDER = /* GraphQL */ `
  mutation ($input: SubmitTenderInput!) {
    submitTender(input: $input) {
      bid { id state canMeetNeeds requirementAnswers { code met } startDate weeklyPricePence } refusals { rule code field }
    }
  }
`;
const CHOOSE = /* GraphQL */ `
  mutation ($input: RecordChoiceInput!) {
    recordChoice(input: $input) { choice { id bidId answer isAlternative } refusals { rule code field } }
  }
`;
const ALTERNATIVE = /* GraphQL */ `
  mutation ($input: ChooseAlternativeInput!) {
    chooseAlternative(input: $input) {
      choice { id bidId answer isAlternative conditions { id rule result } provider { id } decision { id } }
      refusals { rule code field message }
    }
  }
`;
const DECIDE = /* GraphQL */ `
  mutation ($input: DecideAlternativeInput!) {
    decideAlternative(input: $input) {
      choice { id answer conditions { id result } decision { decision explanation answer decidedBy role } }
      refusals { rule code field }
    }
  }
`;
const SEEN = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state stage endReason requirements { code asks } warnings
      offers { id provider { id } canMeetNeeds weeklyPricePence }
      topRanked { bidId place qafScore qafMax cqcRatedOn beforeNextBy }
      choices { id answer bidId isAlternative provider { id } directPaymentSetUpOn schemeId }
    }
  }
`;

interface Seen {
  readonly state: string;
  readonly stage: string;
  readonly requirements: Array<{ code: string }>;
  readonly warnings: string[];
  readonly offers: Array<{ id: string; provider: { id: string } }>;
  readonly topRanked: Array<{ bidId: string; qafScore: number | null; beforeNextBy: string | null }> | null;
  readonly choices: Array<{ id: string; answer: string }>;
}
type Chosen = Payload & {
  readonly choice: {
    readonly id: string;
    readonly answer: string;
    readonly conditions: Array<{ id: string; result: string }>;
  } | null;
};

const FLOW = ['maple', 'oak', 'elm', 'thorn', 'rowan'] as const;
const SCHEME = '0000000a-0000-4000-8000-000000000000';
const comesWith = (name: ProviderName) => ({ onSiteProviderId: idOf[name], occupants: [], coreWeeklyPence: 0 });

describe('micro procurement', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ councils: { bromley: { route: { enabled: ['MICRO_PROCUREMENT'] } } } });
  });
  beforeEach(async () => {
    const scores = [60, 90, 80, 70, 50];
    await world.know(...FLOW.map((name, n) => provider(name).onLongList().scored(scores[n]!)));
    await world.know(provider('birch').memberOf('SPOT'));
    world.schemes.clear();
    world.schemes.set(SCHEME, comesWith('birch'));
  });
  afterAll(() => world.stop());

  const request = (change: Partial<NeedProfile> = {}, serviceType: ServiceType = 'DOMICILIARY') =>
    world.request(change, 'bromley', { serviceType });
  const seen = (caller: string, { callOffId }: Pick<Requested, 'callOffId'>) =>
    world.ask<Seen>(caller, SEEN, { id: callOffId });
  const tender = async (name: ProviderName, requested: Requested, change: Record<string, unknown> = {}) => {
    const { requirements } = await seen('broker', requested);
    return world.ask<Payload>(name, TENDER, {
      input: {
        ...{ callOffId: requested.callOffId, version: 1, canMeetNeeds: true },
        requirements: requirements.map(({ code }) => ({ code, met: true })),
        ...{ startDate: '2026-12-31', startTime: '08:30', idempotencyKey: randomUUID(), ...change },
      },
    });
  };
  const close = (requested: Requested) => world.passTo(later(requested.closesAt, 1));
  const tendered = async (names: readonly ProviderName[], ...of: Parameters<typeof request>) => {
    const requested = await request(...of);
    for (const name of names) expect(codes(await tender(name, requested))).toEqual([]);
    await close(requested);
    return requested;
  };
  const bidsOf = async (requested: Requested) => {
    const { offers } = await seen('practitioner', requested);
    return new Map(offers.map((offer) => [offer.provider.id, offer.id]));
  };
  const shown = async (requested: Requested) => {
    const { topRanked, offers } = await seen('practitioner', requested);
    return topRanked?.map(({ bidId }) => {
      const { id } = offers.find((offer) => offer.id === bidId)!.provider;
      return FLOW.find((name) => idOf[name] === id);
    });
  };
  const decided = async () => ({
    who: 'PERSON',
    how: 'In a visit of the practitioner.',
    at: await world.hub.time.now(),
  });
  const choose = async (requested: Requested, bidId: string, as = 'practitioner', change: object = {}) =>
    world.ask<Chosen>(as, CHOOSE, {
      input: {
        ...{ callOffId: requested.callOffId, bidId, decidedBy: await decided(), reason: 'Nearest to the shops.' },
        ...{ idempotencyKey: randomUUID(), ...change },
      },
    });
  const alternative = async (requested: Requested, name: ProviderName, change: object = {}, as = 'practitioner') =>
    world.ask<Chosen>(as, ALTERNATIVE, {
      input: {
        ...{ callOffId: requested.callOffId, providerId: idOf[name], decidedBy: await decided() },
        ...{ reason: 'A sister is cared for by it.', idempotencyKey: randomUUID(), ...change },
      },
    });
  const decide = (choiceId: string, decision: string, explanation: string | null = null, as = 'broker') =>
    world.ask<Chosen>(as, DECIDE, { input: { choiceId, decision, explanation, idempotencyKey: randomUUID() } });
  const told = async ({ callOffId }: Requested, ...types: string[]) =>
    (await world.hub.told(...types)).filter(({ subject }) => subject === `call-off/${callOffId}`);
  const stateOf = async ({ callOffId }: Requested) => (await world.callOff<{ state: string }>(callOffId)).state;

  it('ROUT-22, ROUT-23, PROV-14: the long list is asked: by category, area and type of service, and nobody else', async () => {
    await world.know(
      provider('elm').onLongList({ patches: ['West'] }),
      provider('thorn').onLongList({ serviceTypes: ['SUPPORTED_LIVING'] }),
      provider('rowan').onLongList({}, { categories: ['CARE_AND_SUPPORT_SUPPORTED_LIVING'] }),
    );
    const requested = await request();
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
    const living = await request({}, 'SUPPORTED_LIVING');
    expect(Object.keys(await world.answers(living.callOffId)).sort()).toEqual(['maple', 'oak', 'rowan', 'thorn']);
    // A member of the framework is on it as well, and a standing from before categories were told is on none.
    const framework = { categories: ['HOME_SUPPORT'] } as const;
    await world.know(
      provider('elm')
        .onTheFramework(framework)
        .with({ longList: { serviceTypes: ['DOMICILIARY'], patches: null } }),
      provider('maple').memberOf('FLEXIBLE_CONTRACTING_ARRANGEMENT'),
    );
    expect(Object.keys(await world.answers((await request()).callOffId)).sort()).toEqual(['elm', 'oak']);
  });

  it.each([
    ['home support', {}, 'DOMICILIARY', 24],
    ['supported living', {}, 'SUPPORTED_LIVING', 24],
    ['an emergency', { urgency: 'EMERGENCY' }, 'DOMICILIARY', 4],
  ] as const)(
    'WIN-10, ROUT-21: %s is tendered for in the defined period, and its broker warned of a short one',
    async (_, need, serviceType, hours) => {
      const requested = await request(need, serviceType);
      expect(requested.closesAt.getTime() - requested.opensAt.getTime()).toBe(hours * 3_600_000);
      const { warnings } = await seen('broker', requested);
      expect(warnings.includes('RESPONSE_PERIOD_SHORTENED')).toBe(hours === 4);
    },
  );

  it('ROUT-24: the advert tells the requirements, and a tender that leaves one open is refused by its field', async () => {
    const calls = [aCall({ workers: 2 }), aCall({ startTime: '17:00', timeCritical: true })];
    const requested = await request({ calls, skills: ['STOMA_CARE'], languages: ['pl'], carerGender: 'FEMALE' });
    const advert = await world.ask<{ answer: string; requirements: Array<{ code: string }> }>(
      'maple',
      `{ callOffAdvert(id: "${requested.callOffId}") { answer requirements { code asks } } }`,
    );
    expect(advert.answer).toBe('TENDER');
    const asked = advert.requirements.map(({ code }) => code);
    expect(asked).toEqual([
      ...['START_DATE', 'CALL_0830', 'CALL_1700', 'TWO_WORKERS', 'TIME_CRITICAL', 'GROUP_OLDER_PEOPLE'],
      ...['SKILL_STOMA_CARE', 'LANGUAGE_pl', 'CARER_FEMALE'],
    ]);
    const answers = asked.map((code) => ({ code, met: true }));
    const without = await tender('maple', requested, {
      requirements: answers.filter(({ code }) => code !== 'LANGUAGE_pl'),
      canMeetNeeds: null,
    });
    expect(without.refusals).toEqual([
      { rule: 'ROUT-24', code: 'TENDER_INCOMPLETE', field: 'input.requirements.LANGUAGE_pl' },
      { rule: 'ROUT-24', code: 'TENDER_INCOMPLETE', field: 'input.canMeetNeeds' },
    ]);
    const more = [...answers, { code: 'START_DATE', met: false }, { code: 'DANCING', met: true }];
    expect(codes(await tender('maple', requested, { requirements: more }))).toEqual([
      'ANSWERED_TWICE',
      'NOT_A_REQUIREMENT',
    ]);
    expect(codes(await world.bid('maple', requested.callOffId))).toEqual(['ANOTHER_FORM']);
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'INVITED' });
    const taken = await tender('maple', requested, { weeklyPricePence: 42_000 });
    expect(taken.bid).toMatchObject({ state: 'SUBMITTED', requirementAnswers: answers, weeklyPricePence: 42_000 });
    // Sealed until the close.
    expect((await seen('broker', requested)).offers).toEqual([]);
  });

  it('WIN-10, EVAL-06: a late tender is refused, kept, and never ranked', async () => {
    const requested = await tendered(['maple']);
    const first = { code: 'START_DATE', met: true };
    const requirementAnswers = [first, first, { code: 'Mrs Madeup, 020 7946 0113', met: true }];
    expect(codes(await tender('oak', requested, { requirements: requirementAnswers }))).toEqual(['WINDOW_CLOSED']);
    const { rows } = await world.hub.pool.query(
      `select state, can_meet_needs, requirement_answers as said from tenders.bid where call_off_id = $1 and provider_id = $2 order by attempt`,
      [requested.callOffId, idOf.oak],
    );
    expect(rows).toEqual([
      { state: 'NO_RESPONSE', can_meet_needs: null, said: null },
      // No more than a tender takes: what answers no requirement is left out.
      { state: 'REJECTED_LATE', can_meet_needs: true, said: [first] },
    ]);
    expect(await shown(requested)).toEqual(['maple']);
    const { rows: late } = await world.hub.pool.query(
      `select id from tenders.bid where call_off_id = $1 and state = 'REJECTED_LATE'`,
      [requested.callOffId],
    );
    expect(codes(await choose(requested, late[0].id))).toEqual(['NOT_AN_OFFER']);
  });

  it('EVAL-06, ROUT-25, NTF-13: those that confirm are ranked by quality alone, and the top three are shown', async () => {
    const requested = await request();
    await tender('maple', requested, { weeklyPricePence: 1 });
    for (const name of ['oak', 'elm', 'thorn'] as const) await tender(name, requested, { weeklyPricePence: 90_000 });
    await tender('rowan', requested, { canMeetNeeds: false });
    await close(requested);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(await shown(requested)).toEqual(['oak', 'elm', 'thorn']);
    expect(await told(requested, 'ChoiceRequested', 'OffersReadyForPractitioner')).toMatchObject([
      { type: 'ChoiceRequested', data: { offers: 4, shown: 3 }, audience: { roles: ['practitioner', 'broker'] } },
    ]);
    // Who did not confirm is no offer, and why is told to the broker.
    const why = await world.ask<{
      why: Array<{ provider: { id: string }; ranked: unknown; bid: { criteria: unknown } }>;
    }>(
      'broker',
      `{ callOff(id: "${requested.callOffId}") { why { provider { id } ranked { place qafScore qafMax } bid { criteria { id rule result } } } } }`,
    );
    const of = (name: ProviderName) => why.why.find((each) => each.provider.id === idOf[name]);
    expect(of('oak')).toMatchObject({ ranked: { place: 1, qafScore: 90, qafMax: 100 } });
    expect(of('rowan')).toMatchObject({
      ranked: null,
      bid: { criteria: [{ id: 'CONFIRMS_NEEDS', rule: 'ROUT-25', result: 'FAIL' }] },
    });
    // No bidder sees another's, nor any place.
    await expect(seen('maple', requested)).rejects.toThrow();
  });

  it('EVAL-06: an expired or missing rating is unranked, below all ranked; ties go to the later CQC rating, then the earlier answer', async () => {
    await world.know(
      provider('maple').onLongList().scored(99, '2026-03-01'),
      provider('oak').onLongList(),
      provider('elm').onLongList().scored(70).with({ overallRatedOn: '2025-01-01' }),
      provider('thorn').onLongList().scored(70).with({ overallRatedOn: '2025-06-01' }),
      provider('rowan').onLongList().scored(70).with({ overallRatedOn: '2025-01-01' }),
    );
    const requested = await request();
    for (const name of ['maple', 'oak', 'rowan', 'elm', 'thorn'] as const) {
      await tender(name, requested);
      await world.passTo(later(await world.hub.time.now(), 1000));
    }
    await close(requested);
    expect(await shown(requested)).toEqual(['thorn', 'rowan', 'elm']);
    const { topRanked } = await seen('practitioner', requested);
    expect(topRanked!.map(({ beforeNextBy }) => beforeNextBy)).toEqual([
      'CQC_RATING_DATE',
      'EARLIER_REPLY',
      'QAF_SCORE',
    ]);
    // Nothing makes up for a rating that is not there.
    expect(topRanked!.every(({ qafScore }) => qafScore === 70)).toBe(true);
  });

  it('CHOI-01, CHOI-08, CHOI-09, EVAL-01, AWRD-07: the person chooses one of those shown, and the broker awards it through the gates', async () => {
    const requested = await tendered(FLOW);
    const bids = await bidsOf(requested);
    expect(codes(await world.award(requested.callOffId))).toEqual(['CHOICE_MISSING']);
    expect(codes(await choose(requested, bids.get(idOf.maple)!))).toEqual(['NOT_TOP_RANKED']);
    expect(await choose(requested, bids.get(idOf.thorn)!)).toMatchObject({
      choice: { answer: 'ALLOWED', isAlternative: false },
    });
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.thorn }, exceptionReason: null },
    });
    expect(await world.answers(requested.callOffId)).toMatchObject({
      thorn: 'WON',
      oak: 'UNSUCCESSFUL',
      maple: 'UNSUCCESSFUL',
    });
  });

  it('CHOI-10, ROUT-25: nobody chooses a tender that was withdrawn, failed a gate, or did not confirm', async () => {
    const requested = await request();
    for (const name of ['maple', 'oak', 'elm'] as const) await tender(name, requested);
    await tender('thorn', requested, { canMeetNeeds: false });
    await world.answerTo('elm', 'withdrawBid', requested.callOffId);
    await world.know(provider('oak').onLongList().scored(90).rated('INADEQUATE'));
    await close(requested);
    const { rows } = await world.hub.pool.query<{ id: string; state: string }>(
      `select id, state from tenders.bid where call_off_id = $1 and state <> 'NO_RESPONSE' order by state`,
      [requested.callOffId],
    );
    const outcomes: Record<string, string[]> = {};
    for (const { id, state } of rows)
      outcomes[state] = [...(outcomes[state] ?? []), ...codes(await choose(requested, id))];
    expect(outcomes).toEqual({
      INELIGIBLE: ['NOT_AN_OFFER'],
      WITHDRAWN: ['NOT_AN_OFFER'],
      // Thorn, and maple, whose choice is taken.
      UNDER_EVALUATION: ['NOT_AN_OFFER'],
    });
  });

  it('CHOI-03: a provider that the register now says is Inadequate is not chosen, and nobody while it does not say', async () => {
    const requested = await tendered(['maple', 'oak']);
    const bids = await bidsOf(requested);
    world.hold(provider('oak').onLongList().scored(90).rated('INADEQUATE'));
    expect(codes(await choose(requested, bids.get(idOf.oak)!))).toEqual(['PROVIDER_INADEQUATE']);
    world.down.add('providers');
    expect(codes(await choose(requested, bids.get(idOf.maple)!))).toEqual(['FACTS_UNAVAILABLE']);
    expect(codes(await alternative(requested, 'birch', { directPaymentSetUpOn: '2026-03-01' }))).toEqual([
      'FACTS_UNAVAILABLE',
    ]);
    world.down.clear();
    world.hold(provider('birch').memberOf('SPOT').rated('INADEQUATE'));
    expect(codes(await alternative(requested, 'birch', { directPaymentSetUpOn: '2026-03-01' }))).toEqual([
      'PROVIDER_INADEQUATE',
    ]);
    expect(codes(await alternative(requested, 'stranger', { directPaymentSetUpOn: '2026-03-01' }))).toEqual([
      'PROVIDER_NOT_KNOWN',
    ]);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('CHOI-02, CHOI-04, CHOI-07, SM-2: another provider of home support is chosen by a direct payment alone; nobody is placed', async () => {
    const requested = await tendered(FLOW);
    // Maple tendered, and is not among those shown: it is another provider like any.
    expect(codes(await alternative(requested, 'maple'))).toEqual(['DIRECT_PAYMENT_NEEDED']);
    const tomorrow = '2027-12-31';
    expect(codes(await alternative(requested, 'birch', { directPaymentSetUpOn: tomorrow }))).toEqual([
      'DIRECT_PAYMENT_NEEDED',
    ]);
    expect(codes(await alternative(requested, 'oak', { directPaymentSetUpOn: '2026-03-01' }))).toEqual(['TOP_RANKED']);
    expect(codes(await alternative(requested, 'birch', { directPaymentSetUpOn: '2026-03-01', reason: ' ' }))).toEqual([
      'CHOICE_REASON_MISSING',
    ]);
    expect(codes(await alternative(requested, 'birch', { schemeId: SCHEME }))).toEqual(['SCHEME_NOT_HERE']);
    const wanted = await alternative(requested, 'birch', { directPaymentSetUpOn: '2026-03-01' });
    expect(wanted.choice).toMatchObject({
      ...{ answer: 'COUNCIL_DISCRETION', isAlternative: true, provider: { id: idOf.birch }, decision: null },
      conditions: [
        { id: 'NOT_INADEQUATE', rule: 'CHOI-03', result: 'MET' },
        { id: 'DIRECT_PAYMENT', rule: 'CHOI-04', result: 'MET' },
        { id: 'REASONABLE', rule: 'CHOI-07', result: 'UNDECIDED' },
      ],
    });
    expect(codes(await world.award(requested.callOffId))).toEqual(['ALTERNATIVE_UNDECIDED']);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    const { choice } = await decide(wanted.choice!.id, 'REASONABLE');
    expect(choice).toMatchObject({
      answer: 'ALLOWED',
      decision: { decision: 'REASONABLE', decidedBy: 'user:broker-of-bromley', role: 'broker' },
    });
    expect(await stateOf(requested)).toBe('CHOSE_DIRECT_PAYMENT');
    expect(await told(requested, 'AlternativeDecided', 'DirectPaymentChosen', 'CallOffAwarded')).toMatchObject([
      { type: 'AlternativeDecided', data: { choiceId: wanted.choice!.id, answer: 'ALLOWED' } },
      { type: 'DirectPaymentChosen', data: { packageId: requested.packageId, choiceId: wanted.choice!.id } },
    ]);
    // What ranked them stays with the choice, although nothing was awarded.
    const { why } = await world.ask<{ why: Array<{ provider: { id: string }; ranked: unknown }> }>(
      'broker',
      `{ callOff(id: "${requested.callOffId}") { why { provider { id } ranked { place qafScore } } choices { order { place } } } }`,
    );
    expect(why.find((each) => each.provider.id === idOf.elm)).toMatchObject({ ranked: { place: 2, qafScore: 80 } });
    // Every bidder hears of its own bid, and of nobody's choice.
    const outcomes = (await told(requested, 'BidOutcome')).filter(
      ({ data }) => (data as { outcome: string }).outcome === 'UNSUCCESSFUL',
    );
    expect(outcomes).toHaveLength(5);
    expect(new Set(outcomes.map(({ data }) => (data as { reasonCode: string }).reasonCode))).toEqual(
      new Set(['NOT_SELECTED']),
    );
    expect(JSON.stringify(outcomes)).not.toContain(idOf.birch);
    expect(codes(await decide(wanted.choice!.id, 'REASONABLE'))).toEqual(['NOTHING_TO_DECIDE']);
    expect(codes(await world.award(requested.callOffId))).toEqual(['CALL_OFF_OVER']);
  });

  it('CHOI-07: an unreasonable choice is refused and explained, and the person chooses again', async () => {
    const requested = await tendered(FLOW);
    const wanted = await alternative(requested, 'birch', { directPaymentSetUpOn: '2026-03-01' });
    const { id } = wanted.choice!;
    expect(codes(await decide(id, 'UNREASONABLE'))).toEqual(['NOT_EXPLAINED']);
    expect(codes(await decide(id, 'UNREASONABLE', 'Mrs Madeup was asked.'))).toEqual(['PERSONAL_DATA_IN_TEXT']);
    await expect(decide(id, 'REASONABLE', null, 'practitioner')).rejects.toThrow();
    const said = 'No reason was given against any of the three that can meet the needs.';
    // Nobody need be asked to refuse it, and it is refused although the register is silent.
    world.down.add('providers');
    const { choice } = await decide(id, 'UNREASONABLE', said, 'commissioner');
    world.down.clear();
    expect(choice).toMatchObject({
      answer: 'REFUSED',
      conditions: [{ result: 'MET' }, { result: 'MET' }, { id: 'REASONABLE', result: 'NOT_MET' }],
      decision: { explanation: said, role: 'commissioner' },
    });
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    const bids = await bidsOf(requested);
    expect(codes(await choose(requested, bids.get(idOf.oak)!))).toEqual([]);
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.oak } } });
  });

  it('CHOI-07: a choice since is what counts, and one that is undecided keeps an earlier one from being awarded', async () => {
    const requested = await tendered(FLOW);
    const bids = await bidsOf(requested);
    await choose(requested, bids.get(idOf.oak)!);
    const wanted = await alternative(requested, 'birch', { directPaymentSetUpOn: '2026-03-01' });
    expect(codes(await world.award(requested.callOffId))).toEqual(['ALTERNATIVE_UNDECIDED']);
    await choose(requested, bids.get(idOf.elm)!);
    expect(codes(await decide(wanted.choice!.id, 'REASONABLE'))).toEqual(['NOTHING_TO_DECIDE']);
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.elm } } });
  });

  it('CHOI-05, PROV-20: in supported living another provider is the one that comes with the scheme; one that tendered is awarded', async () => {
    const requested = await tendered(FLOW, {}, 'SUPPORTED_LIVING');
    world.schemes.set(SCHEME, comesWith('maple'));
    expect(codes(await alternative(requested, 'maple'))).toEqual(['NOT_THE_ON_SITE_PROVIDER']);
    expect(codes(await alternative(requested, 'rowan', { schemeId: SCHEME }))).toEqual(['NOT_THE_ON_SITE_PROVIDER']);
    expect(codes(await alternative(requested, 'maple', { schemeId: randomUUID() }))).toEqual([
      'NOT_THE_ON_SITE_PROVIDER',
    ]);
    expect(
      codes(await alternative(requested, 'maple', { schemeId: SCHEME, directPaymentSetUpOn: '2026-03-01' })),
    ).toEqual(['DIRECT_PAYMENT_NOT_HERE']);
    const wanted = await alternative(requested, 'maple', { schemeId: SCHEME });
    expect(wanted.choice).toMatchObject({ answer: 'COUNCIL_DISCRETION', bidId: expect.any(String) });
    await decide(wanted.choice!.id, 'REASONABLE');
    expect(await stateOf(requested)).toBe('AWARDING');
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.maple } } });
  });

  it('CHOI-05, CHOI-10: one that made no tender is asked alone, and its tender is chosen and awarded like any', async () => {
    const requested = await tendered(['maple', 'oak'], {}, 'SUPPORTED_LIVING');
    const wanted = await alternative(requested, 'birch', { schemeId: SCHEME });
    expect(wanted.choice).toMatchObject({ answer: 'COUNCIL_DISCRETION', bidId: null });
    await decide(wanted.choice!.id, 'REASONABLE');
    expect(await seen('broker', requested)).toMatchObject({ state: 'OPEN', stage: 'CHOSEN_PROVIDER' });
    expect(await world.answers(requested.callOffId)).toMatchObject({
      maple: 'UNSUCCESSFUL',
      oak: 'UNSUCCESSFUL',
      birch: 'INVITED',
    });
    // Nobody who was asked before learns of it.
    const published = await told(requested, 'CallOffPublished');
    expect(published.at(-1)).toMatchObject({
      audience: { providers: [idOf.birch] },
      data: { stage: 'CHOSEN_PROVIDER' },
    });
    expect(codes(await tender('oak', requested))).toEqual(['WINDOW_CLOSED']);
    expect(codes(await tender('birch', requested))).toEqual([]);
    const { closes_at } = await world.callOff<{ closes_at: Date }>(requested.callOffId);
    await world.passTo(later(closes_at, 1));
    const { topRanked, state } = await seen('practitioner', requested);
    expect(state).toBe('AWAITING_CHOICE');
    expect(codes(await choose(requested, topRanked![0]!.bidId))).toEqual([]);
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.birch } } });
  });

  it('CHOI-05, SM-2: if it declines then, nobody is left, and the package is unfilled', async () => {
    const requested = await tendered(['maple'], {}, 'SUPPORTED_LIVING');
    const wanted = await alternative(requested, 'birch', { schemeId: SCHEME });
    await decide(wanted.choice!.id, 'REASONABLE');
    expect(codes(await world.decline('birch', requested.callOffId))).toEqual([]);
    expect(await stateOf(requested)).toBe('FAILED');
  });

  it('CHOI-10, EVAL-01: who has said that it cannot, and who could not be asked, is no alternative', async () => {
    const requested = await request({}, 'SUPPORTED_LIVING');
    await tender('oak', requested);
    await tender('maple', requested, { canMeetNeeds: false });
    await world.decline('elm', requested.callOffId);
    await close(requested);
    for (const name of ['maple', 'elm'] as const) {
      world.schemes.set(SCHEME, comesWith(name));
      expect(codes(await alternative(requested, name, { schemeId: SCHEME }))).toEqual(['NOT_AN_OFFER']);
    }
    world.schemes.set(SCHEME, comesWith('birch'));
    await world.know(provider('birch').memberOf('SPOT').rated('REQUIRES_IMPROVEMENT'));
    expect(codes(await alternative(requested, 'birch', { schemeId: SCHEME }))).toEqual(['RATING_BARS']);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('WIN-14, ROUT-24: an amendment that asks more is answered by a new tender, and not by confirming the old one', async () => {
    const requested = await request();
    await tender('oak', requested);
    const need = { ...requested.need, skills: ['STOMA_CARE'] };
    const { packageId } = requested;
    await world.hear('ServiceRequestAmended', { packageId, need, sourcingVersion: 2, reason: '' });
    expect(await world.answers(requested.callOffId)).toMatchObject({ oak: 'STALE' });
    expect(await world.answerTo('oak', 'reconfirmBid', requested.callOffId, { version: 2 })).toMatchObject({
      refusals: [{ rule: 'ROUT-24', field: 'input.requirements.SKILL_STOMA_CARE' }],
    });
    await world.answerTo('oak', 'withdrawBid', requested.callOffId);
    expect(codes(await tender('oak', requested, { version: 2 }))).toEqual([]);
  });

  it('ROUT-12, SM-2: once all have declined nobody is waited for', async () => {
    const requested = await request();
    for (const name of FLOW) await world.decline(name, requested.callOffId);
    expect(await stateOf(requested)).toBe('FAILED');
  });
});
