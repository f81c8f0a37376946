import { randomUUID } from 'node:crypto';
import { at, later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, type Payload, type ProviderName, provider, type Requested, World } from '../harness.js';

const OFFER = /* GraphQL */ `
  mutation ($input: SubmitOfferInput!) {
    submitOffer(input: $input) { bid { id state canAssess offeredTimes startDate startTime } refusals { rule code field } }
  }
`;
const FORM = /* GraphQL */ `
  mutation ($input: AskForFormInput!) { requestForm(input: $input) { bid { id state formRequestedAt } refusals { rule code } } }
`;
const CHOOSE = /* GraphQL */ `
  mutation ($input: RecordChoiceInput!) {
    recordChoice(input: $input) { choice { id bidId decidedBy } refusals { rule code field } }
  }
`;
const OFFERS = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) { state offers { id startDate offeredTimes provider { id } } choices { bidId reason decidedBy } }
  }
`;

interface Seen {
  readonly state: string;
  readonly offers: Array<{ id: string; provider: { id: string } }>;
  readonly choices: Array<{ bidId: string }>;
}

describe('Care to Place', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ councils: { bromley: { route: { enabled: ['C2P_DOMICILIARY'] } } } });
  });
  beforeEach(async () => {
    await world.know(...(['maple', 'oak', 'elm'] as const).map((name) => provider(name).memberOf('SPOT')));
  });
  afterAll(() => world.stop());

  const offer = (name: ProviderName, { callOffId }: Requested, change: Record<string, unknown> = {}) =>
    world.ask<Payload>(name, OFFER, {
      input: {
        ...{ callOffId, version: 1, canAssess: true, offeredTimes: ['08:30'], startDate: '2026-12-31' },
        idempotencyKey: randomUUID(),
        ...change,
      },
    });
  const form = (name: string, { callOffId }: Requested) => world.ask<Payload>(name, FORM, { input: { callOffId } });
  const seen = (caller: string, { callOffId }: Requested) => world.ask<Seen>(caller, OFFERS, { id: callOffId });
  const bidOf = async (requested: Requested, name: ProviderName) =>
    (await seen('practitioner', requested)).offers.find((each) => each.provider.id === idOf[name])!.id;
  const choose = async (
    requested: Requested,
    name: ProviderName,
    change: Record<string, unknown> = {},
    as = 'practitioner',
  ) =>
    world.ask<Payload>(as, CHOOSE, {
      input: {
        callOffId: requested.callOffId,
        bidId: await bidOf(requested, name),
        decidedBy: { who: 'FAMILY', how: 'Her daughter compared them by telephone.', at: await world.hub.time.now() },
        reason: 'The times suit her.',
        idempotencyKey: randomUUID(),
        ...change,
      },
    });
  const told = async ({ callOffId }: Requested, ...types: string[]) =>
    (await world.hub.told(...types)).filter(({ subject }) => subject === `call-off/${callOffId}`);
  const stateOf = async ({ callOffId }: Requested) => (await world.callOff<{ state: string }>(callOffId)).state;

  it('ROUT-26, WIN-13: goes to every agency on spot terms, and is replied to within a working day', async () => {
    await world.know(provider('rowan').in('East'));
    const requested = await world.request();
    expect(requested.closesAt).toEqual(at('2026-03-05 23:59:59.999'));
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED', elm: 'INVITED' });
    const advert = await world.ask(
      'maple',
      '{ callOffAdvert(id: "ID") { late answer form state } }'.replace('ID', requested.callOffId),
    );
    expect(advert).toEqual({ late: 'CHASED', answer: 'OFFER', form: 'ON_REQUEST', state: 'OPEN' });
    await world.know(provider('rowan'));
  });

  it('IDG-04, IDG-03: releases the request form on request, once, with who asked and when; and recalls it when its asker says no', async () => {
    const requested = await world.request();
    expect(await form('maple', requested)).toMatchObject({ bid: { state: 'SRF_RELEASED' }, refusals: [] });
    expect(await form('maple', requested)).toMatchObject({ bid: { state: 'SRF_RELEASED' }, refusals: [] });
    const asked = { callOffId: requested.callOffId, packageId: requested.packageId, providerId: idOf.maple };
    expect(await told(requested, 'SrfRequested')).toMatchObject([{ data: asked, audience: {} }]);
    const { rows } = await world.hub.pool.query(
      `select actor, organisation from tenders.state_change where call_off_id = $1 and event = 'request form'`,
      [requested.callOffId],
    );
    expect(rows).toEqual([{ actor: 'machine:rostering-maple', organisation: idOf.maple }]);
    expect(codes(await form('stranger', requested))).toEqual(['NOT_INVITED']);
    await world.decline('maple', requested.callOffId);
    expect(await told(requested, 'SrfRecalled')).toMatchObject([{ data: asked }]);
    expect(codes(await form('maple', requested))).toEqual(['ALREADY_ANSWERED']);
  });

  it('ROUT-27: an offer that leaves something open is refused by its field, and one in another form is told the right act', async () => {
    const requested = await world.request();
    const open = await offer('maple', requested, {
      canAssess: null,
      offeredTimes: ['08:30', '12:00'],
      startDate: null,
    });
    expect(open.refusals.map(({ code, field }) => [code, field])).toEqual([
      ['OFFER_INCOMPLETE', 'input.canAssess'],
      ['OFFER_INCOMPLETE', 'input.startDate'],
      ['OFFER_INCOMPLETE', 'input.offeredTimes'],
    ]);
    expect(codes(await offer('maple', requested, { canAssess: false }))).toEqual(['CANNOT_ASSESS']);
    expect(codes(await offer('maple', requested, { startDate: '2026-03-03' }))).toEqual(['START_PASSED']);
    expect(codes(await offer('maple', requested, { version: 2 }))).toEqual(['VERSION_PASSED']);
    expect(codes(await world.bid('maple', requested.callOffId))).toEqual(['ANOTHER_FORM']);
    expect(await world.answers(requested.callOffId)).toMatchObject({ maple: 'INVITED' });
    expect(await offer('maple', requested)).toMatchObject({ bid: { state: 'SUBMITTED', startTime: '08:30' } });
    expect(codes(await offer('maple', requested))).toEqual(['BID_ALREADY_MADE']);
  });

  it('ROUT-27, NTF-10, IDG-23: offers are sealed until everybody has answered, and go to the practitioner then', async () => {
    const requested = await world.request();
    await offer('maple', requested, { startDate: '2026-12-31' });
    await offer('oak', requested, { startDate: '2026-12-30' });
    expect(await seen('practitioner', requested)).toMatchObject({ state: 'OPEN', offers: [] });
    expect(await told(requested, 'OffersReadyForPractitioner')).toEqual([]);
    await world.decline('elm', requested.callOffId);
    expect(await told(requested, 'OffersReadyForPractitioner')).toMatchObject([
      { data: { offers: 2 }, audience: { roles: ['practitioner', 'broker'] } },
    ]);
    const { state, offers } = await seen('practitioner', requested);
    expect(state).toBe('AWAITING_CHOICE');
    expect(offers.map((each) => each.provider.id)).toEqual([idOf.oak, idOf.maple]);
    // No agency sees another's.
    await expect(seen('maple', requested)).rejects.toThrow();
  });

  it('WIN-13: a late reply is chased and not refused; it joins the others until one is chosen', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    await world.passTo(later(requested.closesAt, 1));
    expect(await told(requested, 'CallOffReplyOverdue')).toMatchObject([
      { audience: { providers: [idOf.oak, idOf.elm], roles: ['broker'] } },
    ]);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(await offer('oak', requested)).toMatchObject({ bid: { state: 'UNDER_EVALUATION' }, refusals: [] });
    expect(
      (await told(requested, 'OffersReadyForPractitioner')).map(({ data }) => (data as { offers: number }).offers),
    ).toEqual([1, 2]);
    await choose(requested, 'oak');
    expect(codes(await offer('elm', requested))).toEqual(['ALREADY_DECIDED']);
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.oak } } });
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'UNSUCCESSFUL', oak: 'WON', elm: 'NO_RESPONSE' });
  });

  it('WIN-13, NTF-10: a late no changes nothing of what there is to choose from, and tells nobody', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    await world.passTo(later(requested.closesAt, 1));
    for (const name of ['oak', 'elm'] as const)
      expect(codes(await world.decline(name, requested.callOffId))).toEqual([]);
    expect(await told(requested, 'OffersReadyForPractitioner')).toHaveLength(1);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('WIN-13: as long as nobody can be chosen the reply time begins again, each working day', async () => {
    // A Wednesday.
    await world.passTo(at('2026-06-03 10:00'));
    const requested = await world.request();
    const from = requested.closesAt;
    // To the end of Thursday, Friday and Monday: the weekend has no reply time.
    for (const days of [0, 1, 2, 3, 4]) await world.passTo(later(from, days * 86_400_000 + 1));
    const chased = await told(requested, 'CallOffReplyOverdue');
    expect(chased).toHaveLength(3);
    expect(await stateOf(requested)).toBe('OPEN');
    await offer('maple', requested);
    await world.passTo(later(from, 5 * 86_400_000 + 1));
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('ROUT-28, CHOI-08, CHOI-10: only the practitioner records the choice, of an offer that passed, and nothing else is awarded', async () => {
    const requested = await world.request();
    await offer('maple', requested, { startDate: '2026-12-30' });
    await offer('oak', requested);
    await world.decline('elm', requested.callOffId);
    expect(codes(await world.award(requested.callOffId))).toEqual(['CHOICE_MISSING']);
    expect(codes(await choose(requested, 'oak', {}, 'broker'))).toEqual(['NOT_YOURS_TO_CHOOSE']);
    expect(codes(await choose(requested, 'oak', { bidId: randomUUID() }))).toEqual(['NOT_AN_OFFER']);
    expect(codes(await choose(requested, 'oak', { reason: ' ' }))).toEqual(['CHOICE_REASON_MISSING']);
    expect(await choose(requested, 'oak')).toMatchObject({ choice: { decidedBy: 'FAMILY' }, refusals: [] });
    expect(await stateOf(requested)).toBe('AWARDING');
    expect(codes(await world.award(requested.callOffId, { bidId: await bidOf(requested, 'maple') }))).toEqual([
      'NOT_THE_CHOSEN',
    ]);
    // They change their minds, as long as nothing is awarded.
    await choose(requested, 'maple');
    await choose(requested, 'oak');
    expect((await seen('broker', requested)).choices).toHaveLength(3);
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.oak }, exceptionReason: null },
      refusals: [],
    });
    expect(await told(requested, 'CallOffAwarded')).toMatchObject([{ data: { assesses: true, providerId: idOf.oak } }]);
    expect(codes(await choose(requested, 'maple'))).toEqual(['NOTHING_TO_CHOOSE']);
  });

  it('SM-2, EVAL-01: a chosen agency that fails a gate at the award ends, and the family chooses among the others', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    await offer('oak', requested);
    await world.decline('elm', requested.callOffId);
    await choose(requested, 'oak');
    world.hold(provider('oak').memberOf('SPOT').rated('INADEQUATE'));
    expect(codes(await world.award(requested.callOffId))).toEqual(['RATING_BARS']);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(codes(await choose(requested, 'oak'))).toEqual(['NOT_AN_OFFER']);
    await choose(requested, 'maple');
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.maple } } });
  });

  it('SM-2, WIN-13: if the only offer falls away, whoever has not answered may still offer', async () => {
    const requested = await world.request();
    await offer('oak', requested);
    await world.passTo(later(requested.closesAt, 1));
    await choose(requested, 'oak');
    world.hold(provider('oak').memberOf('SPOT').rated('INADEQUATE'));
    await world.award(requested.callOffId);
    expect(await stateOf(requested)).toBe('OPEN');
    await offer('maple', requested);
    await world.decline('elm', requested.callOffId);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('AWRD-09, IDG-04: when the winner gives the award back, the others may be chosen, and read the form again', async () => {
    const requested = await world.request();
    await form('maple', requested);
    await offer('maple', requested);
    await offer('oak', requested);
    await world.decline('elm', requested.callOffId);
    await choose(requested, 'oak');
    await world.award(requested.callOffId);
    expect(await told(requested, 'SrfRecalled')).toHaveLength(1);
    await world.answerTo('oak', 'refuseAward', requested.callOffId, { reason: 'SKILL' });
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(await told(requested, 'SrfRequested')).toHaveLength(2);
    await choose(requested, 'maple');
    expect(await world.award(requested.callOffId)).toMatchObject({ award: { provider: { id: idOf.maple } } });
  });

  it('ROUT-06, SM-2: if every agency declines, nobody is found', async () => {
    const requested = await world.request();
    for (const name of ['maple', 'oak', 'elm'] as const) await world.decline(name, requested.callOffId);
    expect(await stateOf(requested)).toBe('FAILED');
    expect(await told(requested, 'CallOffFailed')).toHaveLength(1);
  });

  it('WIN-14, SM-2: a need that changes while a choice is made is sought anew', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    await world.passTo(later(requested.closesAt, 1));
    const need = { ...requested.need, neededFrom: '2026-11-30' };
    await world.hear('ServiceRequestAmended', {
      packageId: requested.packageId,
      need,
      sourcingVersion: 2,
      reason: 'Sooner.',
    });
    expect(await stateOf(requested)).toBe('WITHDRAWN');
  });

  it('ROUT-02: a discharge to assess has no route at this council, and is withdrawn with the reason', async () => {
    const discharge = { callsPerDay: 4, callMinutes: 30, expectedAt: '2026-03-05T18:00:00.000Z', twoWorkers: false };
    const requested = await world.request({ urgency: 'D2A', careType: 'D2A', discharge });
    expect(await world.callOff(requested.callOffId)).toMatchObject({
      ...{ state: 'WITHDRAWN', route: null, end_reason: 'ROUTE_NOT_ENABLED' },
    });
  });
});
