import { randomUUID } from 'node:crypto';
import type { HomeNeed, NeedProfile, ServiceType } from '../../../../schema/events/cases.js';
import type { HomeStanding, PlaceKind } from '../../../../schema/events/providers.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { aHome, aHomeNeed, later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, type Payload, type ProviderName, provider, type Requested, World } from '../harness.js';

const TENDER = /* GraphQL */ `
  mutation ($input: SubmitTenderInput!) {
    submitTender(input: $input) {
      bid { id state home { id } startDate startTime weeklyPricePence } refusals { rule code field message }
    }
  }
`;
const COST = 'placeCost { on pricePence feeKind feePence feeFrom topUpPence }';
const CHOICE = `choice {
  id answer isAlternative bidId home { id } conditions { id rule result } ${COST}
  topUp { understoodBy { who how at } agreement { status requestedOn signedOn } exceptionalCircumstances }
  decision { decision answer } exceptionDecision { outcome answer explanation decidedBy role decidedAt }
} refusals { rule code field message }`;
const CHOOSE = `mutation ($input: RecordChoiceInput!) { recordChoice(input: $input) { ${CHOICE} } }`;
const ALTERNATIVE = `mutation ($input: ChooseAlternativeInput!) { chooseAlternative(input: $input) { ${CHOICE} } }`;
const DECIDE = `mutation ($input: DecideAlternativeInput!) { decideAlternative(input: $input) { ${CHOICE} } }`;
const EXCEPT = `mutation ($input: DecideExceptionalCircumstancesInput!) {
  decideExceptionalCircumstances(input: $input) { ${CHOICE} }
}`;
const SEEN = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state stage requirements { code asks }
      offers { id home { id } weeklyPricePence placeCost { on pricePence feeKind feePence feeFrom topUpPence } }
      topRanked { bidId place }
    }
  }
`;

interface Seen {
  readonly state: string;
  readonly stage: string;
  readonly requirements: Array<{ code: string; asks: string }>;
  readonly offers: Array<{ id: string; home: { id: string } | null; placeCost: Record<string, unknown> | null }>;
  readonly topRanked: Array<{ bidId: string; place: number }> | null;
}
type Chosen = Payload & { readonly choice: ({ readonly id: string; readonly answer: string } & object) | null };

const HOMES = {
  elmCourt: 'a0000001-0000-4000-8000-000000000000',
  rosehill: 'a0000002-0000-4000-8000-000000000000',
  saltmarsh: 'a0000003-0000-4000-8000-000000000000',
  fernbank: 'a0000004-0000-4000-8000-000000000000',
  millpond: 'a0000005-0000-4000-8000-000000000000',
} as const;
type HomeName = keyof typeof HOMES;
const ADMISSION = '2026-12-31';
const FEE_FROM = '2026-01-01';

describe('places in care homes by micro procurement', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ councils: { bromley: { route: { enabled: ['MICRO_PROCUREMENT'] } } } });
  });
  beforeEach(async () => {
    world.down.clear();
    world.fees.clear();
    world.fees.set('NURSING', { pence: 80_000, from: FEE_FROM });
    world.fees.set('RESIDENTIAL', { pence: 70_000, from: FEE_FROM });
    await world.know(
      ...(['maple', 'oak', 'elm', 'thorn'] as const).map((name, n) => member(name).scored([90, 80, 70, 60][n]!)),
      provider('birch').memberOf('SPOT'),
    );
    await world.knowHomes(
      home('elmCourt', 'maple', 87_000),
      home('rosehill', 'oak', 80_000),
      home('saltmarsh', 'elm', 79_999),
      home('fernbank', 'birch', 85_000),
      home('millpond', 'maple', 80_001),
    );
  });
  afterAll(() => world.stop());

  const member = (name: ProviderName, patches: readonly string[] | null = null) =>
    provider(name).onLongList(
      { serviceTypes: ['RESIDENTIAL', 'NURSING', 'RESPITE'], patches },
      { categories: ['CARE_HOME_WITHOUT_NURSING', 'CARE_HOME_WITH_NURSING'] },
    );
  const price = (kind: PlaceKind, pence: number) => ({ kind, agreed: false, pence, from: FEE_FROM });
  const home = (name: HomeName, of: ProviderName, pence: number, change: Partial<HomeStanding> = {}) =>
    aHome(HOMES[name], {
      ...{ providerId: idOf[of], name },
      prices: (['NURSING', 'RESIDENTIAL', 'RESPITE'] as const).map((kind) => price(kind, pence)),
      ...change,
    });
  const request = (
    asked: Partial<HomeNeed> = { nursing: true },
    change: Partial<NeedProfile> = {},
    serviceType: ServiceType = 'NURSING',
  ) => world.request({ ...aHomeNeed(asked), neededFrom: ADMISSION, ...change }, 'bromley', { serviceType });
  const seen = ({ callOffId }: Pick<Requested, 'callOffId'>, caller = 'practitioner') =>
    world.ask<Seen>(caller, SEEN, { id: callOffId });
  const tender = async (
    name: ProviderName,
    requested: Requested,
    homeName: HomeName | null,
    change: Record<string, unknown> = {},
  ) => {
    const { requirements } = await seen(requested, 'broker');
    return world.ask<Payload>(name, TENDER, {
      input: {
        ...{ callOffId: requested.callOffId, version: 1, canMeetNeeds: true, homeId: homeName && HOMES[homeName] },
        requirements: requirements.map(({ code }) => ({ code, met: true })),
        ...{ startDate: ADMISSION, startTime: '11:00', idempotencyKey: randomUUID(), ...change },
      },
    });
  };
  const close = async ({ callOffId }: Requested) => {
    const { closes_at } = await world.callOff<{ closes_at: Date }>(callOffId);
    await world.passTo(later(closes_at, 1));
  };
  const tendered = async (...of: Parameters<typeof request>) => {
    const requested = await request(...of);
    const own = [
      ['maple', 'elmCourt'],
      ['oak', 'rosehill'],
      ['elm', 'saltmarsh'],
    ] as const;
    for (const [name, homeName] of own) expect(codes(await tender(name, requested, homeName))).toEqual([]);
    await close(requested);
    return requested;
  };
  const bidOf = async ({ callOffId: id }: Requested, name: HomeName) => {
    const document = 'query ($id: ID!) { callOff(id: $id) { offers { id home { id } } } }';
    const { offers } = await world.ask<Pick<Seen, 'offers'>>('practitioner', document, { id });
    return offers.find((offer) => offer.home?.id === HOMES[name])!.id;
  };
  const decided = async (who = 'PERSON') => ({
    ...{ who, how: 'In a visit of the practitioner.' },
    at: await world.hub.time.now(),
  });
  const signed = async (change: object = {}) => ({
    understoodBy: await decided('ADVOCATE'),
    agreement: { status: 'SIGNED', requestedOn: '2026-03-02', signedOn: '2026-03-03' },
    ...change,
  });
  const excepted = { exceptionalCircumstances: 'No home at the fee is near to the clinic.' };
  const choose = async (requested: Requested, name: HomeName, topUp: object | null = null, change: object = {}) =>
    world.ask<Chosen>('practitioner', CHOOSE, {
      input: {
        ...{ callOffId: requested.callOffId, bidId: await bidOf(requested, name), decidedBy: await decided() },
        ...{ reason: 'Near to the church.', topUp, idempotencyKey: randomUUID(), ...change },
      },
    });
  const wants = async (requested: Requested, of: ProviderName, name: HomeName | null, change: object = {}) =>
    world.ask<Chosen>('practitioner', ALTERNATIVE, {
      input: {
        ...{ callOffId: requested.callOffId, providerId: idOf[of], decidedBy: await decided() },
        ...{ homeId: name && HOMES[name], reason: 'A brother lives there.', idempotencyKey: randomUUID(), ...change },
      },
    });
  const decide = (choiceId: string, decision: string, explanation: string | null = null) =>
    world.ask<Chosen>('broker', DECIDE, { input: { choiceId, decision, explanation, idempotencyKey: randomUUID() } });
  const except = (
    choiceId: string,
    outcome: string,
    explanation = 'The clinic is visited daily.',
    as = 'commissioner',
  ) => world.ask<Chosen>(as, EXCEPT, { input: { choiceId, outcome, explanation, idempotencyKey: randomUUID() } });
  const award = ({ callOffId }: Requested) => world.award(callOffId);
  const awarded = async ({ callOffId }: Requested) => {
    const told = await world.hub.told('CallOffAwarded');
    return told.filter(({ subject }) => subject === `call-off/${callOffId}`).map(({ data }) => data as never as Told);
  };
  interface Told {
    readonly homeId: string;
    readonly weeklyPricePence: number;
    readonly topUp: Record<string, unknown> | null;
  }
  const stateOf = async ({ callOffId }: Requested) => (await world.callOff<{ state: string }>(callOffId)).state;
  const faults = ({ refusals }: Payload) => refusals.map(({ rule, code, field }) => `${rule} ${code} ${field ?? ''}`);

  it.each([
    ['RESIDENTIAL', {}, {}, 48],
    ['NURSING', { nursing: true }, {}, 48],
    ['RESPITE', { lengthOfStayNights: 14 }, {}, 48],
    ['NURSING', { nursing: true }, { urgency: 'EMERGENCY' }, 4],
  ] as const)(
    'ROUT-22, ROUT-23, WIN-10, ROUT-21: %s with %j and %j goes to the long list of its category for %i hours',
    async (serviceType, asked, change, hours) => {
      await world.know(
        provider('thorn').onLongList({}, { categories: ['CARE_HOME_WITH_NURSING'] }),
        provider('rowan').onLongList(),
      );
      const requested = await request(asked, change, serviceType);
      expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED', elm: 'INVITED' });
      expect(requested.closesAt.getTime() - requested.opensAt.getTime()).toBe(hours * 3_600_000);
    },
  );

  it('ROUT-23, PROV-14: the area of a place is where the person would rather live, and anywhere if any will do', async () => {
    await world.know(member('maple', ['West']), member('oak', ['East']), member('elm', ['South']));
    const some = await request({ nursing: true, preferredPatches: ['West', 'South'] });
    expect(Object.keys(await world.answers(some.callOffId)).sort()).toEqual(['elm', 'maple', 'thorn']);
    const any = await request();
    expect(Object.keys(await world.answers(any.callOffId)).sort()).toEqual(['elm', 'maple', 'oak', 'thorn']);
  });

  it('ROUT-24: the requirements of a place have stable codes: admission, nursing, each equipment, length of stay', async () => {
    const asked = { nursing: true, equipment: ['MOBILE_HOIST', 'BARIATRIC_BED'], lengthOfStayNights: 14 } as const;
    const requested = await request(asked, { skills: ['STOMA_CARE'] }, 'RESPITE');
    const { requirements } = await seen(requested, 'broker');
    expect(requirements.map(({ code }) => code)).toEqual([
      ...['START_DATE', 'GROUP_OLDER_PEOPLE', 'SKILL_STOMA_CARE', 'NURSING'],
      ...['EQUIPMENT_BARIATRIC_BED', 'EQUIPMENT_MOBILE_HOIST', 'LENGTH_OF_STAY'],
    ]);
    expect(requirements[0]!.asks).toBe(`Admit the person by ${ADMISSION}.`);
  });

  it('ROUT-24, PROV-21: a tender names a home of the tenderer’s own that the council knows, with a price for that day', async () => {
    const requested = await request();
    const refused = async (...of: Parameters<typeof tender>) => faults(await tender(...of));
    expect(await refused('maple', requested, null)).toEqual(['ROUT-24 TENDER_INCOMPLETE input.homeId']);
    expect(await refused('maple', requested, 'rosehill')).toEqual(['ROUT-24 NOT_YOUR_HOME input.homeId']);
    for (const homeId of [randomUUID(), 'elm-court', idOf.maple]) {
      expect(await refused('maple', requested, null, { homeId })).toEqual(['ROUT-24 NOT_YOUR_HOME input.homeId']);
    }
    expect(await refused('maple', requested, 'elmCourt', { startTime: null })).toEqual([
      'ROUT-24 TENDER_INCOMPLETE input.startTime',
    ]);
    await world.knowHomes(home('elmCourt', 'maple', 1, { prices: [price('RESIDENTIAL', 87_000)] }));
    expect(await refused('maple', requested, 'elmCourt')).toEqual(['PROV-21 PLACE_PRICE_MISSING input.homeId']);
    const begins = { ...price('NURSING', 87_000), from: '2027-01-01' };
    await world.knowHomes(home('elmCourt', 'maple', 1, { prices: [begins] }));
    expect(await refused('maple', requested, 'elmCourt')).toEqual(['PROV-21 PLACE_PRICE_MISSING input.homeId']);
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'INVITED' });
    await world.knowHomes(home('elmCourt', 'maple', 87_000));
    // What a tender says of a price is information, and orders nothing.
    expect(await tender('maple', requested, 'elmCourt', { weeklyPricePence: 100 })).toMatchObject({
      bid: { state: 'SUBMITTED', home: { id: HOMES.elmCourt }, weeklyPricePence: 100 },
      refusals: [],
    });
  });

  it('ROUT-24: a home named for care at home is refused', async () => {
    await world.know(provider('maple').onLongList().scored(90));
    const requested = await world.request({ neededFrom: ADMISSION });
    expect(faults(await tender('maple', requested, 'elmCourt'))).toEqual(['ROUT-24 HOME_NOT_HERE input.homeId']);
    expect(codes(await tender('maple', requested, null))).toEqual([]);
  });

  it('PROV-21, PROV-08, ROUT-30, EVAL-01: the checks of the home count at the tender, and again at the close', async () => {
    const requested = await request();
    await world.knowHomes(
      home('elmCourt', 'maple', 87_000, { kinds: ['RESIDENTIAL'] }),
      home('rosehill', 'oak', 80_000, { groups: [] }),
      home('saltmarsh', 'elm', 79_999, { overall: 'INADEQUATE' }),
    );
    expect(codes(await tender('maple', requested, 'elmCourt'))).toEqual(['PLACE_KIND_NOT_GIVEN']);
    expect(codes(await tender('oak', requested, 'rosehill'))).toEqual(['NEEDS_NOT_MET']);
    expect(codes(await tender('elm', requested, 'saltmarsh'))).toEqual(['RATING_BARS']);
    await world.knowHomes(home('elmCourt', 'maple', 87_000), home('rosehill', 'oak', 80_000));
    expect(codes(await tender('maple', requested, 'elmCourt'))).toEqual([]);
    expect(codes(await tender('oak', requested, 'rosehill'))).toEqual([]);
    await world.knowHomes(home('elmCourt', 'maple', 87_000, { overall: 'INADEQUATE' }));
    await close(requested);
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'INELIGIBLE', oak: 'UNDER_EVALUATION' });
  });

  it('IDG-23, EVAL-06: tenders are sealed, ranked by quality and not by price; a late one is kept without a home', async () => {
    const requested = await request();
    await tender('maple', requested, 'elmCourt');
    await tender('oak', requested, 'rosehill');
    expect((await seen(requested)).offers).toEqual([]);
    await close(requested);
    expect(codes(await tender('elm', requested, 'saltmarsh'))).toEqual(['WINDOW_CLOSED']);
    const { offers, topRanked } = await seen(requested);
    const named = topRanked!.map(({ bidId }) => offers.find(({ id }) => id === bidId)!.home!.id);
    expect(named).toEqual([HOMES.elmCourt, HOMES.rosehill]);
    const { rows } = await world.hub.pool.query(
      `select home_id from tenders.bid where call_off_id = $1 and state = 'REJECTED_LATE'`,
      [requested.callOffId],
    );
    expect(rows).toEqual([{ home_id: null }]);
  });

  it('ROUT-12, IDG-23: a tenderer that takes its tender back and declines tells nobody before the close', async () => {
    const requested = await request();
    await tender('maple', requested, 'elmCourt');
    await world.answerTo('maple', 'withdrawBid', requested.callOffId);
    expect(codes(await world.decline('maple', requested.callOffId))).toEqual([]);
    const told = (await world.hub.told('HomeDecided', 'InvitationDeclined')).filter(
      ({ subject }) => subject === `call-off/${requested.callOffId}`,
    );
    expect(told).toEqual([]);
  });

  it('CHOI-06, CHOI-01, IDG-23: the person is shown price, fee and top-up of each home; no provider is', async () => {
    const requested = await tendered();
    const { offers } = await seen(requested);
    const shown = Object.fromEntries(offers.map((offer) => [offer.home!.id, offer.placeCost]));
    const of = (pricePence: number, topUpPence: number) => ({
      ...{ on: ADMISSION, pricePence, feeKind: 'NURSING', feePence: 80_000, feeFrom: FEE_FROM, topUpPence },
    });
    expect(shown).toEqual({
      [HOMES.elmCourt]: of(87_000, 7_000),
      [HOMES.rosehill]: of(80_000, 0),
      [HOMES.saltmarsh]: of(79_999, 0),
    });
    const bid = `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Bid { id ${COST} } } }`;
    const reps = [{ __typename: 'Bid', id: await bidOf(requested, 'elmCourt') }];
    const own = await world.hub.as('maple', bid, { reps });
    expect(own.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const others = await world.hub.as('oak', bid, { reps });
    expect(others.data).toEqual({ _entities: [null] });
    world.fees.clear();
    expect((await seen(requested)).offers.map(({ placeCost }) => placeCost)).toEqual([null, null, null]);
  });

  it.each([
    ['at the fee', 80_000, null],
    ['a penny below it', 79_999, null],
    ['a penny above it', 80_001, 1],
    ['70 pounds above it', 87_000, 7_000],
  ])('CHOI-06, AWRD-11, PAY-09: a home %s is awarded with its top-up settled alone', async (_, pence, topUp) => {
    await world.knowHomes(home('elmCourt', 'maple', pence));
    const requested = await tendered();
    const plain = await choose(requested, 'elmCourt');
    if (topUp === null) expect(plain).toMatchObject({ refusals: [], choice: { answer: 'ALLOWED', topUp: null } });
    else {
      expect(faults(plain)).toEqual(['CHOI-06 TOP_UP_NOT_SETTLED input.topUp']);
      expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
      expect(codes(await award(requested))).toEqual(['CHOICE_MISSING']);
      const settled = await choose(requested, 'elmCourt', await signed());
      expect(settled).toMatchObject({
        choice: {
          ...{ answer: 'ALLOWED', home: { id: HOMES.elmCourt } },
          conditions: [{ id: 'TOP_UP', rule: 'CHOI-06', result: 'MET' }],
          placeCost: { pricePence: pence, feePence: 80_000, topUpPence: topUp },
          topUp: { understoodBy: { who: 'ADVOCATE' }, agreement: { status: 'SIGNED', signedOn: '2026-03-03' } },
        },
      });
    }
    expect(await award(requested)).toMatchObject({ award: { provider: { id: idOf.maple } }, refusals: [] });
    expect(await awarded(requested)).toMatchObject([
      {
        ...{ homeId: HOMES.elmCourt, weeklyPricePence: pence },
        topUp: topUp && {
          ...{ weeklyPence: topUp, standardFeePence: 80_000, feeVersion: `NURSING ${FEE_FROM}` },
          ...{ ground: 'SIGNED', requestedOn: '2026-03-02', settledOn: '2026-03-03' },
        },
      },
    ]);
    expect((await awarded(requested))[0]!.topUp === null).toBe(topUp === null);
  });

  it.each([
    ['nobody who understands', { understoodBy: null }, 'CHOI-06 TOP_UP_NOT_SETTLED input.topUp'],
    [
      'an agreement that is only requested',
      { agreement: { status: 'REQUESTED', requestedOn: '2026-03-02' } },
      'CHOI-06 TOP_UP_NOT_SETTLED input.topUp',
    ],
    [
      'one that was declined',
      { agreement: { status: 'DECLINED', requestedOn: '2026-03-02' } },
      'CHOI-06 TOP_UP_NOT_SETTLED input.topUp',
    ],
    ['no agreement', { agreement: null }, 'CHOI-06 TOP_UP_NOT_SETTLED input.topUp'],
    [
      'a day of signing to come',
      { agreement: { status: 'SIGNED', requestedOn: '2026-03-02', signedOn: '2027-03-02' } },
      'CHOI-06 DATE_TO_COME input.topUp.agreement.signedOn',
    ],
    [
      'a signed one without its day',
      { agreement: { status: 'SIGNED', requestedOn: '2026-03-02' } },
      'CHOI-06 SIGNED_ON_NOT_CLEAR input.topUp.agreement.signedOn',
    ],
    ['a signed one and an exception', excepted, 'CHOI-06 TOP_UP_NOT_CLEAR input.topUp.exceptionalCircumstances'],
    [
      'circumstances that name somebody',
      { agreement: null, exceptionalCircumstances: 'Ring her on 020 7946 0113.' },
      'IDG-05 PERSONAL_DATA_IN_TEXT input.topUp.exceptionalCircumstances',
    ],
    [
      'circumstances that say nothing',
      { agreement: null, exceptionalCircumstances: ' ' },
      'CHOI-06 CIRCUMSTANCES_MISSING input.topUp.exceptionalCircumstances',
    ],
  ])('CHOI-06: a dearer home with %s is not chosen', async (_, change, expected) => {
    const requested = await tendered();
    expect(faults(await choose(requested, 'elmCourt', await signed(change)))).toEqual([expected]);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('CHOI-06: a family member does not understand in place of the person, nor anybody in time to come', async () => {
    const requested = await tendered();
    const understoodBy = { ...(await decided('FAMILY')), at: later(await world.hub.time.now(), 60_000) };
    expect(faults(await choose(requested, 'elmCourt', await signed({ understoodBy })))).toEqual([
      'CHOI-06 NOT_THEIRS_TO_AGREE input.topUp.understoodBy.who',
      'CHOI-09 DECIDED_LATER input.topUp.understoodBy.at',
    ]);
  });

  it('CHOI-06: terms of a top-up are refused for care that is not in a home', async () => {
    await world.know(provider('maple').onLongList().scored(90));
    const requested = await world.request({ neededFrom: ADMISSION });
    expect(codes(await tender('maple', requested, null))).toEqual([]);
    await close(requested);
    const bidId = (await seen(requested)).offers[0]!.id;
    const given = {
      callOffId: requested.callOffId,
      decidedBy: await decided(),
      reason: 'Near.',
      topUp: await signed(),
    };
    const said = { ...given, idempotencyKey: randomUUID() };
    expect(faults(await world.ask('practitioner', CHOOSE, { input: { ...said, bidId } }))).toEqual([
      'CHOI-06 TOP_UP_NOT_HERE input.topUp',
    ]);
    const other = { ...said, providerId: idOf.birch, directPaymentSetUpOn: '2026-03-01', homeId: HOMES.fernbank };
    expect(faults(await world.ask('practitioner', ALTERNATIVE, { input: other }))).toEqual([
      'CHOI-06 HOME_NOT_HERE input.homeId',
      'CHOI-06 TOP_UP_NOT_HERE input.topUp',
    ]);
  });

  it('CHOI-06: without a fee or a price on record nothing is chosen, and what is to be recorded is named', async () => {
    const requested = await tendered();
    world.fees.set('NURSING', { pence: 80_000, from: '2027-01-01' });
    const missing = await choose(requested, 'rosehill');
    expect(faults(missing)).toEqual(['CHOI-06 STANDARD_FEE_MISSING ']);
    expect(missing.refusals[0]!.message).toContain('Standard Nursing Fee');
    world.fees.set('NURSING', { pence: 80_000, from: ADMISSION });
    world.holdHomes(home('rosehill', 'oak', 1, { prices: [] }));
    expect(codes(await choose(requested, 'rosehill'))).toEqual(['PLACE_PRICE_NOT_KNOWN']);
    world.holdHomes(home('rosehill', 'oak', 80_000));
    world.down.add('providers');
    expect(codes(await choose(requested, 'rosehill'))).toEqual(['FACTS_UNAVAILABLE']);
    world.down.clear();
    expect(codes(await choose(requested, 'rosehill'))).toEqual([]);
  });

  it('CHOI-03: a home that is rated Inadequate now is not chosen, although its provider is not', async () => {
    const requested = await tendered();
    world.holdHomes(home('rosehill', 'oak', 80_000, { overall: 'INADEQUATE' }));
    expect(codes(await choose(requested, 'rosehill'))).toEqual(['PROVIDER_INADEQUATE']);
  });

  it('CHOI-06, SM-2: exceptional circumstances wait for the council, which grants them with its reason; the council pays', async () => {
    const requested = await tendered();
    const asked = await choose(requested, 'elmCourt', excepted);
    const { id } = asked.choice!;
    expect(asked.choice).toMatchObject({
      answer: 'COUNCIL_DISCRETION',
      conditions: [{ id: 'TOP_UP', result: 'UNDECIDED' }],
      exceptionDecision: null,
    });
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(codes(await award(requested))).toEqual(['ALTERNATIVE_UNDECIDED']);
    // It is no alternative, so that nobody weighs whether it is reasonable.
    expect(codes(await decide(id, 'REASONABLE'))).toEqual(['NOTHING_TO_DECIDE']);
    expect(faults(await except(id, 'GRANTED', ' '))).toEqual(['CHOI-06 EXCEPTION_NOT_EXPLAINED input.explanation']);
    expect(faults(await except(id, 'GRANTED', 'Mrs Madeup was asked.'))).toEqual([
      'IDG-05 PERSONAL_DATA_IN_TEXT input.explanation',
    ]);
    await expect(except(id, 'GRANTED', 'The clinic.', 'practitioner')).rejects.toThrow();
    expect(codes(await except(randomUUID(), 'GRANTED'))).toEqual(['NOT_FOUND']);
    const granted = await except(id, 'GRANTED');
    expect(granted.choice).toMatchObject({
      answer: 'ALLOWED',
      conditions: [{ id: 'TOP_UP', result: 'MET' }],
      exceptionDecision: {
        ...{ outcome: 'GRANTED', role: 'commissioner', decidedBy: 'user:commissioner-of-bromley' },
        explanation: 'The clinic is visited daily.',
      },
    });
    expect(codes(await except(id, 'REFUSED'))).toEqual(['NO_EXCEPTION_TO_DECIDE']);
    expect(await stateOf(requested)).toBe('AWARDING');
    expect(codes(await award(requested))).toEqual([]);
    const [{ topUp }] = (await awarded(requested)) as [Told];
    expect(topUp).toMatchObject({ weeklyPence: 7_000, ground: 'GRANTED', requestedOn: null });
    // Neither who pays nor why nobody does is in what is told.
    expect(JSON.stringify(await awarded(requested))).not.toContain('clinic');
  });

  it('CHOI-06: circumstances that the council does not grant refuse the choice, and the person chooses again', async () => {
    const requested = await tendered();
    const { choice } = await choose(requested, 'elmCourt', excepted);
    world.down.add('providers');
    expect((await except(choice!.id, 'REFUSED', 'There are two homes at the fee.')).choice).toMatchObject({
      answer: 'REFUSED',
      conditions: [{ id: 'TOP_UP', result: 'NOT_MET' }],
    });
    world.down.clear();
    expect(codes(await award(requested))).toEqual(['CHOICE_MISSING']);
    expect(codes(await choose(requested, 'elmCourt', await signed()))).toEqual([]);
    expect(codes(await award(requested))).toEqual([]);
  });

  it.each([
    ['the price has risen', () => world.holdHomes(home('elmCourt', 'maple', 88_000)), '£880.00'],
    ['the fee has fallen', () => void world.fees.set('NURSING', { pence: 79_000, from: '2026-06-01' }), '£790.00'],
  ])('CHOI-06: once %s nothing is awarded, or granted, on the sum of before', async (_, move, told) => {
    const requested = await tendered();
    const { choice } = await choose(requested, 'elmCourt', excepted);
    const other = await tendered();
    await choose(other, 'elmCourt', await signed());
    move();
    const moved = await except(choice!.id, 'GRANTED');
    expect(faults(moved)).toEqual(['CHOI-06 PLACE_COST_CHANGED input.choiceId']);
    expect(moved.refusals[0]!.message).toContain(told);
    expect(moved.refusals[0]!.message).toContain('£870.00');
    expect(faults(await award(other))).toEqual(['CHOI-06 PLACE_COST_CHANGED input.callOffId']);
    expect(await stateOf(other)).toBe('AWARDING');
    expect(codes(await choose(other, 'elmCourt', await signed()))).toEqual([]);
    expect(codes(await award(other))).toEqual([]);
  });

  it('CHOI-06: a home that was within the fee and is above it now is chosen anew; one that came down to it needs nothing', async () => {
    const requested = await tendered();
    await choose(requested, 'rosehill');
    world.holdHomes(home('rosehill', 'oak', 80_001));
    expect(codes(await award(requested))).toEqual(['PLACE_COST_CHANGED']);
    world.holdHomes(home('rosehill', 'oak', 80_000));
    expect(codes(await award(requested))).toEqual([]);
    const other = await tendered();
    await choose(other, 'elmCourt', await signed());
    world.fees.set('NURSING', { pence: 87_000, from: '2026-06-01' });
    expect(codes(await award(other))).toEqual([]);
    expect((await awarded(other))[0]!.topUp).toBeNull();
  });

  it('CHOI-06, EVAL-01: without a fee nothing is awarded, nor while the register does not answer, nor of a home it tells of no more', async () => {
    const requested = await tendered();
    await choose(requested, 'rosehill');
    world.fees.clear();
    expect(codes(await award(requested))).toEqual(['STANDARD_FEE_MISSING']);
    world.fees.set('NURSING', { pence: 80_000, from: FEE_FROM });
    world.down.add('providers');
    expect(codes(await award(requested))).toEqual(['FACTS_UNAVAILABLE']);
    world.down.clear();
    world.homes.delete(`${HOMES.rosehill} bromley`);
    expect(codes(await award(requested))).toContain('PLACE_KIND_NOT_GIVEN');
    expect(await world.answers(requested.callOffId)).toMatchObject({ oak: 'INELIGIBLE' });
  });

  it('CHOI-02, CHOI-06, CHOI-07: another home that tendered is chosen with its top-up, if the council finds that reasonable', async () => {
    await world.know(member('thorn').scored(99), provider('rowan').memberOf('SPOT'), member('birch').scored(98));
    const requested = await request();
    for (const [name, homeName] of [
      ['maple', 'elmCourt'],
      ['oak', 'rosehill'],
      ['elm', 'saltmarsh'],
      ['birch', 'fernbank'],
    ] as const)
      expect(codes(await tender(name, requested, homeName))).toEqual([]);
    await close(requested);
    // Birch, maple and oak are shown; elm is another, within the fee.
    expect(faults(await wants(requested, 'elm', null))).toEqual(['CHOI-06 HOME_MISSING input.homeId']);
    expect(codes(await wants(requested, 'elm', 'rosehill'))).toEqual(['HOME_NOT_KNOWN']);
    expect(codes(await wants(requested, 'maple', 'elmCourt'))).toEqual(['TOP_RANKED']);
    const direct = { directPaymentSetUpOn: '2026-03-01' };
    expect(codes(await wants(requested, 'elm', 'saltmarsh', direct))).toEqual(['DIRECT_PAYMENT_NOT_HERE']);
    const wanted = await wants(requested, 'elm', 'saltmarsh');
    expect(wanted.choice).toMatchObject({
      ...{ answer: 'COUNCIL_DISCRETION', isAlternative: true, home: { id: HOMES.saltmarsh } },
      bidId: expect.any(String),
      conditions: [
        { id: 'NOT_INADEQUATE', result: 'MET' },
        { id: 'TOP_UP', rule: 'CHOI-06', result: 'MET' },
        { id: 'REASONABLE', result: 'UNDECIDED' },
      ],
    });
    expect(codes(await except(wanted.choice!.id, 'GRANTED'))).toEqual(['NO_EXCEPTION_TO_DECIDE']);
    expect((await decide(wanted.choice!.id, 'REASONABLE')).choice).toMatchObject({ answer: 'ALLOWED' });
    expect(await award(requested)).toMatchObject({ award: { provider: { id: idOf.elm } } });
  });

  it.each([
    ['reasonable first', true],
    ['exceptional first', false],
  ])(
    'CHOI-06, CHOI-07, SM-2: another home made no tender: it is asked alone once both are decided, %s',
    async (_, reasonableFirst) => {
      const requested = await tendered();
      expect(faults(await wants(requested, 'birch', 'fernbank'))).toEqual(['CHOI-06 TOP_UP_NOT_SETTLED input.topUp']);
      const wanted = await wants(requested, 'birch', 'fernbank', { topUp: excepted });
      const { id } = wanted.choice!;
      expect(wanted.choice).toMatchObject({
        ...{ answer: 'COUNCIL_DISCRETION', bidId: null },
        placeCost: { on: ADMISSION, pricePence: 85_000, feePence: 80_000, topUpPence: 5_000 },
      });
      const acts = [() => decide(id, 'REASONABLE'), () => except(id, 'GRANTED')];
      const [first, second] = (reasonableFirst ? acts : acts.reverse()) as [
        () => Promise<Chosen>,
        () => Promise<Chosen>,
      ];
      expect((await first()).choice).toMatchObject({ answer: 'COUNCIL_DISCRETION' });
      expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
      expect(codes(await first())).toHaveLength(1);
      expect((await second()).choice).toMatchObject({ answer: 'ALLOWED' });
      expect(await seen(requested)).toMatchObject({ state: 'OPEN', stage: 'CHOSEN_PROVIDER' });
      const published = (await world.hub.told('CallOffPublished')).at(-1)!;
      expect(published).toMatchObject({ audience: { providers: [idOf.birch] }, data: { homeId: HOMES.fernbank } });
      expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'UNSUCCESSFUL', birch: 'INVITED' });
      expect(codes(await tender('birch', requested, 'fernbank'))).toEqual([]);
      await close(requested);
      expect(codes(await choose(requested, 'fernbank'))).toEqual(['TOP_UP_NOT_SETTLED']);
      expect(codes(await choose(requested, 'fernbank', await signed()))).toEqual([]);
      expect(codes(await award(requested))).toEqual([]);
      expect(await awarded(requested)).toMatchObject([{ homeId: HOMES.fernbank, topUp: { weeklyPence: 5_000 } }]);
    },
  );

  it('CHOI-06, CHOI-10: another home of a provider that is shown is asked alone, and no other of its homes answers for it', async () => {
    const requested = await tendered();
    const wanted = await wants(requested, 'maple', 'millpond', { topUp: await signed() });
    expect(wanted.choice).toMatchObject({ answer: 'COUNCIL_DISCRETION', bidId: null, placeCost: { topUpPence: 1 } });
    expect((await decide(wanted.choice!.id, 'REASONABLE')).choice).toMatchObject({ answer: 'ALLOWED' });
    const own = '{ myInvitations(first: 1) { edges { node { home { id } callOff { id } } } } }';
    expect(await world.ask('maple', own)).toMatchObject({
      edges: [{ node: { home: { id: HOMES.millpond }, callOff: { id: requested.callOffId } } }],
    });
    expect(faults(await tender('maple', requested, 'elmCourt'))).toEqual(['CHOI-10 NOT_THE_CHOSEN_HOME input.homeId']);
    expect(codes(await tender('maple', requested, 'millpond'))).toEqual([]);
  });

  it('CHOI-06, CHOI-07, EVAL-01: a home that could not take the person, or whose provider said no, is no alternative', async () => {
    const requested = await request();
    await tender('oak', requested, 'rosehill');
    await world.decline('elm', requested.callOffId);
    await tender('maple', requested, 'elmCourt', { canMeetNeeds: false });
    await close(requested);
    expect(codes(await wants(requested, 'elm', 'saltmarsh'))).toEqual(['NOT_AN_OFFER']);
    expect(codes(await wants(requested, 'maple', 'elmCourt', { topUp: await signed() }))).toEqual(['NOT_AN_OFFER']);
    await world.knowHomes(home('fernbank', 'birch', 80_000, { kinds: ['RESIDENTIAL'] }));
    expect(codes(await wants(requested, 'birch', 'fernbank'))).toEqual(['PLACE_KIND_NOT_GIVEN']);
    world.holdHomes(home('fernbank', 'birch', 80_000, { overall: 'INADEQUATE' }));
    expect(codes(await wants(requested, 'birch', 'fernbank'))).toContain('PROVIDER_INADEQUATE');
  });

  it('CHOI-07: an unreasonable choice of a home is refused whatever is settled, and one that moved is chosen anew', async () => {
    const requested = await tendered();
    const first = await wants(requested, 'birch', 'fernbank', { topUp: await signed() });
    world.holdHomes(home('fernbank', 'birch', 86_000));
    expect(codes(await decide(first.choice!.id, 'REASONABLE'))).toEqual(['PLACE_COST_CHANGED']);
    const why = 'Nothing is said against the homes that were shown.';
    expect((await decide(first.choice!.id, 'UNREASONABLE', why)).choice).toMatchObject({ answer: 'REFUSED' });
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('WIN-14, ROUT-24: an amended place is confirmed for the same home, or tendered for anew if it asks more', async () => {
    const requested = await request();
    await tender('maple', requested, 'elmCourt');
    await tender('oak', requested, 'rosehill');
    const { packageId, callOffId, need } = requested;
    const amend = (change: Partial<HomeNeed>, sourcingVersion: number) => {
      const amended = { ...need, home: { ...need.home!, ...change } };
      const told = { packageId, need: amended, serviceType: 'NURSING', sourcingVersion, reason: '' };
      return world.hear('ServiceRequestAmended', told);
    };
    await amend({ equipment: ['MOBILE_HOIST'] }, 2);
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'STALE', oak: 'STALE' });
    expect(faults(await world.answerTo('oak', 'reconfirmBid', callOffId, { version: 2 }))).toEqual([
      'ROUT-24 TENDER_INCOMPLETE input.requirements.EQUIPMENT_MOBILE_HOIST',
    ]);
    await world.answerTo('oak', 'withdrawBid', callOffId);
    expect(codes(await tender('oak', requested, null, { version: 2 }))).toEqual(['TENDER_INCOMPLETE']);
    expect(codes(await tender('oak', requested, 'rosehill', { version: 2 }))).toEqual([]);
    await close(requested);
    expect((await seen(requested)).offers.map((offer) => offer.home!.id)).toEqual([HOMES.rosehill]);
  });

  it('AWRD-09, CHOI-06, PAY-09: a winner that gives the place back is followed by another choice, with a top-up of its own', async () => {
    const requested = await tendered();
    await choose(requested, 'elmCourt', await signed());
    expect(codes(await award(requested))).toEqual([]);
    await world.answerTo('maple', 'refuseAward', requested.callOffId, { reason: 'CAPACITY' });
    expect(codes(await award(requested))).toEqual(['CHOICE_MISSING']);
    expect(codes(await choose(requested, 'rosehill'))).toEqual([]);
    expect(await award(requested)).toMatchObject({ award: { provider: { id: idOf.oak } } });
    expect((await awarded(requested)).map(({ homeId, topUp }) => [homeId, topUp?.weeklyPence ?? null])).toEqual([
      [HOMES.elmCourt, 7_000],
      [HOMES.rosehill, null],
    ]);
  });

  it('CHOI-06, IDG-27: the same decision sent twice is made once', async () => {
    const requested = await tendered();
    const { choice } = await choose(requested, 'elmCourt', excepted);
    const input = { choiceId: choice!.id, outcome: 'GRANTED', explanation: 'Near.', idempotencyKey: randomUUID() };
    for (let sent = 0; sent < 2; sent += 1) {
      expect(await world.ask<Chosen>('broker', EXCEPT, { input })).toMatchObject({ choice: { answer: 'ALLOWED' } });
    }
    const other = await world.ask<Chosen>('broker', EXCEPT, { input: { ...input, outcome: 'REFUSED' } });
    expect(codes(other)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('EVAL-13: an award of a place is replayed to its own order', async () => {
    const requested = await tendered();
    await choose(requested, 'rosehill');
    const { award: made } = await award(requested);
    const replayed = await world.ask<{ faithful: boolean; differences: unknown[] }>(
      'broker',
      'query ($id: ID!) { replayAward(awardId: $id) { faithful differences { what } } }',
      { id: made!.id },
    );
    expect(replayed).toMatchObject({ faithful: true, differences: [] });
  });

  it('CHOI-06, PAY-09: over random prices, fees and terms nothing is awarded above the fee that is not settled', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const any = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
    let price = 80_000;
    let fee = 80_000;
    const around = () => 80_000 + any([-7_000, -1, 0, 1, 7_000]);
    for (let run = 0; run < 6; run += 1) {
      price = around();
      fee = around();
      world.fees.set('NURSING', { pence: fee, from: FEE_FROM });
      await world.knowHomes(home('elmCourt', 'maple', price));
      const requested = await tendered();
      for (let step = 0; step < 6 && (await stateOf(requested)) !== 'AWARDED'; step += 1) {
        const act = any(['choose', 'sign', 'except', 'move', 'award', 'award'] as const);
        if (act === 'choose') await choose(requested, 'elmCourt');
        else if (act === 'sign') await choose(requested, 'elmCourt', await signed());
        else if (act === 'except') {
          const { choice } = await choose(requested, 'elmCourt', excepted);
          if (choice?.answer === 'COUNCIL_DISCRETION') await except(choice.id, any(['GRANTED', 'REFUSED']));
        } else if (act === 'move') {
          price = around();
          world.holdHomes(home('elmCourt', 'maple', price));
        } else await award(requested);
      }
      const told = (await awarded(requested))[0];
      if (!told) continue;
      const { weeklyPricePence, topUp } = told;
      expect({ seed, weeklyPricePence }).toEqual({ seed, weeklyPricePence: price });
      const above = Math.max(0, price - fee);
      expect({ seed, topUp: topUp?.weeklyPence ?? 0 }).toEqual({ seed, topUp: above });
      if (above > 0) expect(['SIGNED', 'GRANTED']).toContain(topUp!.ground);
    }
  });
});
