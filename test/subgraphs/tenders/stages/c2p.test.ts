import { randomUUID } from 'node:crypto';
import type { NeedProfile } from '../../../../schema/events/cases.js';
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
  /** How the invitations of one call-off that may still be answered, or may not, are answered; as their invitee sees it. */
  const board = async (name: ProviderName, { callOffId }: Requested, open: boolean): Promise<string[]> => {
    const document = `query ($open: Boolean) { myInvitations(open: $open, first: 100) { edges { node { callOff { id } myBid { state } } } } }`;
    const { edges } = await world.ask<{
      edges: Array<{ node: { callOff: { id: string }; myBid: { state: string } } }>;
    }>(name, document, { open });
    return edges.filter(({ node }) => node.callOff.id === callOffId).map(({ node }) => node.myBid.state);
  };
  const own = async (name: ProviderName, { callOffId }: Requested, open = true) => {
    const document =
      'query ($open: Boolean) { myInvitations(open: $open, first: 100) { edges { node { callOff { id } myBid { state checks { id } criteria { id } } } } } }';
    const { edges } = await world.ask<{ edges: Array<{ node: { callOff: { id: string }; myBid: unknown } }> }>(
      name,
      document,
      { open },
    );
    return edges.find(({ node }) => node.callOff.id === callOffId)!.node.myBid;
  };
  const amend = ({ packageId, need }: Requested, change: Partial<NeedProfile>) =>
    world.hear('ServiceRequestAmended', { packageId, need: { ...need, ...change }, sourcingVersion: 2, reason: '' });
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
    const requestedBy = 'machine:rostering-maple';
    expect(await told(requested, 'SrfRequested')).toMatchObject([{ data: { ...asked, requestedBy }, audience: {} }]);
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
    // To its author it looks submitted, as it does while others are still to answer (IDG-23).
    expect(await offer('oak', requested)).toMatchObject({ bid: { state: 'SUBMITTED' }, refusals: [] });
    expect(await world.answers(requested.callOffId)).toMatchObject({ oak: 'UNDER_EVALUATION' });
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
    expect(await board('maple', requested, true)).toEqual(['INVITED']);
    // Who chooses has waited long enough: an offer that comes now is put to them at once.
    await offer('maple', requested);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    // The others may still answer, and find it among what they can.
    expect(await board('oak', requested, true)).toEqual(['INVITED']);
    await choose(requested, 'maple');
    await world.award(requested.callOffId);
    expect(await board('oak', requested, true)).toEqual([]);
    expect(await board('oak', requested, false)).toEqual(['NO_RESPONSE']);
  });

  it('IDG-23: nothing that a bidder sees of its own offer tells it how the others answered', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    const before = await own('maple', requested);
    expect(before).toMatchObject({ state: 'SUBMITTED', checks: null });
    await world.decline('oak', requested.callOffId);
    await world.decline('elm', requested.callOffId);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(await own('maple', requested)).toEqual(before);
    const submitted = '{ myInvitations(states: [SUBMITTED], reference: "REF") { totalCount } }';
    const { reference } = await world.callOff<{ reference: string }>(requested.callOffId);
    expect(await world.ask('maple', submitted.replace('REF', reference))).toEqual({ totalCount: 1 });
    await choose(requested, 'maple');
    await world.award(requested.callOffId);
    // It was awarded before the close, and nobody may answer any more.
    expect(await own('maple', requested, false)).toMatchObject({ state: 'WON', checks: expect.any(Array) });
  });

  it('WIN-14, WIN-13: the last to reconfirm ends the waiting', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    await world.decline('oak', requested.callOffId);
    await amend(requested, { weeklyWorkerMinutes: 22 * 60 });
    await world.decline('elm', requested.callOffId);
    expect(await stateOf(requested)).toBe('OPEN');
    expect(codes(await world.answerTo('maple', 'reconfirmBid', requested.callOffId, { version: 2 }))).toEqual([]);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
  });

  it('IDG-04: who has offered without having read the form may still ask for it, and its offer stays', async () => {
    const requested = await world.request();
    await offer('maple', requested);
    for (const _ of [1, 2]) {
      expect(await form('maple', requested)).toMatchObject({
        bid: { state: 'SUBMITTED', formRequestedAt: expect.any(String) },
        refusals: [],
      });
    }
    expect(await told(requested, 'SrfRequested')).toMatchObject([{ data: { providerId: idOf.maple } }]);
  });

  it('IDG-04, SM-5: a suspended agency reads the form no more, and again once it may', async () => {
    const requested = await world.request();
    await form('maple', requested);
    await world.know(provider('maple').with({ memberships: [] }));
    expect(await told(requested, 'SrfRecalled')).toMatchObject([{ data: { providerId: idOf.maple } }]);
    await world.know(provider('maple').memberOf('SPOT'));
    expect((await told(requested, 'SrfRequested')).map(({ data }) => data)).toMatchObject([
      { requestedBy: 'machine:rostering-maple' },
      { requestedBy: 'machine:rostering-maple' },
    ]);
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
    const bidId = await bidOf(requested, 'oak');
    await choose(requested, 'oak');
    world.hold(provider('oak').memberOf('SPOT').rated('INADEQUATE'));
    expect(codes(await world.award(requested.callOffId))).toEqual(['RATING_BARS']);
    expect(await stateOf(requested)).toBe('AWAITING_CHOICE');
    expect(codes(await choose(requested, 'maple', { bidId }))).toEqual(['NOT_AN_OFFER']);
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
