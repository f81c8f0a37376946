import { randomUUID } from 'node:crypto';
import type { HomeNeed, NeedProfile } from '../../../../schema/events/cases.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import { newSeed, randomFrom } from '../../../harness/random.js';
import { aHome, aHomeNeed, at, later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, type Payload, type ProviderName, provider, type Requested, World } from '../harness.js';

const DECIDE = /* GraphQL */ `
  mutation ($input: SubmitHomeDecisionInput!) {
    submitHomeDecision(input: $input) {
      bid { id state canAssess suitable startDate startTime declineReason home { id } } refusals { rule code field }
    }
  }
`;
const CHOOSE = /* GraphQL */ `
  mutation ($input: RecordChoiceInput!) {
    recordChoice(input: $input) { choice { id bidId decidedBy } refusals { rule code field } }
  }
`;
const SEEN = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) { state warnings offers {
      id state home { id } provider { id } proposal { place beforeNextBy patch preference placesFree isFresh weeklyPricePence }
    } }
  }
`;
const OWN = /* GraphQL */ `
  { myInvitations(first: 100) { edges { node { home { id } callOff { id route answer form late state } myBid { id state home { id } formRequestedAt } } } } }
`;

interface Proposed {
  readonly id: string;
  readonly state: string;
  readonly home: { readonly id: string };
  readonly proposal: Record<string, unknown>;
}
interface Seen {
  readonly state: string;
  readonly warnings: string[];
  readonly offers: Proposed[];
}

const HOMES = {
  elmCourt: 'a0000001-0000-4000-8000-000000000000',
  rosehill: 'a0000002-0000-4000-8000-000000000000',
  saltmarsh: 'a0000003-0000-4000-8000-000000000000',
  fernbank: 'a0000004-0000-4000-8000-000000000000',
} as const;
type HomeName = keyof typeof HOMES;
const nameOfHome = (id: string) => (Object.keys(HOMES) as HomeName[]).find((name) => HOMES[name] === id)!;

describe('matching homes', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({
      councils: { bromley: { route: { enabled: ['RESIDENTIAL_MATCH', 'RESPITE_MATCH'] } } },
    });
  });
  beforeEach(async () => {
    await world.know(
      provider('maple').memberOf('SPOT'),
      provider('oak').memberOf('SPOT'),
      provider('elm').memberOf('BLOCK'),
    );
    await world.knowHomes(
      home('elmCourt', 'maple', { prices: [price(82_000)] }),
      home('rosehill', 'maple', { prices: [price(81_000)] }),
      home('saltmarsh', 'oak', { prices: [price(80_000)] }),
      home('fernbank', 'oak', { prices: [price(79_000)], patch: 'West' }),
    );
  });
  afterAll(() => world.stop());

  const price = (pence: number) => ({ kind: 'RESIDENTIAL' as const, agreed: false, pence, from: '2026-01-01' });
  const home = (name: HomeName, of: ProviderName, change: Partial<HomeStanding> = {}) =>
    aHome(HOMES[name], { providerId: idOf[of], name, ...change });
  const request = (asked: Partial<HomeNeed> = {}, change: Partial<NeedProfile> = {}, serviceType = 'RESIDENTIAL') =>
    world.request({ ...aHomeNeed(asked), neededFrom: '2026-12-31', ...change }, 'bromley', {
      serviceType: serviceType as 'RESIDENTIAL',
    });
  const seen = ({ callOffId }: Requested, as = 'practitioner') => world.ask<Seen>(as, SEEN, { id: callOffId });
  const homesSeen = async (requested: Requested) =>
    (await seen(requested)).offers.map(({ home: { id }, state }) => [nameOfHome(id), state]);
  const bidOf = async (requested: Requested, name: HomeName) =>
    (await seen(requested)).offers.find((each) => each.home.id === HOMES[name])!.id;
  const prefer = async (
    requested: Requested,
    name: HomeName,
    change: Record<string, unknown> = {},
    as = 'practitioner',
  ) =>
    world.ask<Payload>(as, CHOOSE, {
      input: {
        callOffId: requested.callOffId,
        bidId: change.bidId ?? (await bidOf(requested, name)),
        decidedBy: { who: 'FAMILY', how: 'Her son saw them with her.', at: await world.hub.time.now() },
        reason: 'Near to her church.',
        idempotencyKey: randomUUID(),
        ...change,
      },
    });
  /** Of the home that its provider was told of last. */
  const decide = async (name: ProviderName, requested: Requested, change: Record<string, unknown> = {}) => {
    const asked = (await told(requested, 'CallOffPublished')).findLast(({ audience }) =>
      audience.providers?.includes(idOf[name]),
    );
    const homeId = (asked?.data as { homeId?: string } | undefined)?.homeId ?? HOMES.saltmarsh;
    return world.ask<Payload>(name, DECIDE, {
      input: {
        ...{ callOffId: requested.callOffId, homeId, version: 1, willAssess: true, idempotencyKey: randomUUID() },
        ...change,
      },
    });
  };
  const yes = { suitable: true, admissionDate: '2026-12-31', admissionTime: '11:00' };
  const told = async ({ callOffId }: Requested, ...types: string[]) =>
    (await world.hub.told(...types)).filter(({ subject }) => subject === `call-off/${callOffId}`);
  const own = async (name: ProviderName, { callOffId }: Requested) => {
    const { edges } = await world.ask<{
      edges: Array<{ node: { home: { id: string }; callOff: { id: string }; myBid: { state: string } } }>;
    }>(name, OWN);
    return edges.filter(({ node }) => node.callOff.id === callOffId).map(({ node }) => node);
  };
  const stateOf = async ({ callOffId }: Requested) => (await world.callOff<{ state: string }>(callOffId)).state;

  it('ROUT-30, NTF-10, IDG-02: three homes that suit are proposed in order, with why, and no home learns of it', async () => {
    const requested = await request({ preferredPatches: ['West'] });
    const { state, warnings, offers } = await seen(requested);
    expect([state, warnings]).toEqual(['HOMES_PROPOSED', []]);
    expect(offers.map(({ home: { id }, state: stands, proposal }) => [nameOfHome(id), stands, proposal])).toEqual([
      ['fernbank', 'PROPOSED', place(1, 'PREFERRED_PATCH', { patch: 'West', preference: 1, weeklyPricePence: 79_000 })],
      ['saltmarsh', 'PROPOSED', place(2, 'LOWER_PRICE', { weeklyPricePence: 80_000 })],
      ['rosehill', 'PROPOSED', place(3, 'LOWER_PRICE', { weeklyPricePence: 81_000 })],
    ]);
    expect(await told(requested, 'OffersReadyForPractitioner')).toMatchObject([
      { data: { stage: 'HOMES', offers: 3 }, audience: { roles: ['practitioner', 'broker'] } },
    ]);
    expect(await told(requested, 'CallOffPublished', 'SrfRequested')).toEqual([]);
    expect(await own('maple', requested)).toEqual([]);
    expect(await own('oak', requested)).toEqual([]);
    await expect(seen(requested, 'maple')).rejects.toThrow();
    const bid = `query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Bid { id state } } }`;
    const reps = [{ __typename: 'Bid', id: offers[0]!.id }];
    expect(await world.ask('oak', bid, { reps })).toEqual([null]);
  });

  it('ROUT-30: fewer homes are flagged with how many, and every home is told apart with its checks', async () => {
    await world.knowHomes(
      home('elmCourt', 'maple', { overall: 'INADEQUATE' }),
      home('rosehill', 'maple', { groups: ['DEMENTIA'] }),
      home('saltmarsh', 'oak', {
        vacancies: { statedAt: '2026-03-03T09:00:00.000Z', freshTo: '2026-12-31', free: [] },
      }),
      home('fernbank', 'oak'),
    );
    const requested = await request();
    expect(await seen(requested)).toMatchObject({ state: 'HOMES_PROPOSED', warnings: ['FEWER_HOMES'] });
    expect(await homesSeen(requested)).toEqual([['fernbank', 'PROPOSED']]);
    const explained = await world.ask<{
      why: Array<{ home: { id: string }; invited: boolean; invitationChecks: unknown[] }>;
    }>(
      'broker',
      'query ($id: ID!) { callOff(id: $id) { why { home { id } invited invitationChecks { id result } } } }',
      { id: requested.callOffId },
    );
    const failed = explained.why.map(({ home: { id }, invitationChecks }) => [
      nameOfHome(id),
      (invitationChecks as Array<{ id: string; result: string }>)
        .filter(({ result }) => result === 'FAIL')
        .map((each) => each.id),
    ]);
    expect(Object.fromEntries(failed)).toEqual({
      elmCourt: ['CQC_GATE'],
      rosehill: ['HOME_NEEDS'],
      saltmarsh: ['HOME_VACANCY'],
      fernbank: [],
    });
  });

  it('ROUT-30, ASM-09, SM-2: if no home suits the call-off fails, and its broker is told', async () => {
    // The block home has none of its homes told of.
    const requested = await request({ contractBasis: 'BLOCK' });
    expect(await stateOf(requested)).toBe('FAILED');
    expect(await told(requested, 'CallOffFailed')).toHaveLength(1);
    await world.knowHomes(home('elmCourt', 'elm'));
    expect(await homesSeen(await request({ contractBasis: 'BLOCK' }))).toEqual([['elmCourt', 'PROPOSED']]);
  });

  it('ROUT-31, CHOI-08: the practitioner alone prefers a home, of those that are proposed, and after they were', async () => {
    const requested = await request();
    expect(codes(await prefer(requested, 'saltmarsh', {}, 'broker'))).toEqual(['NOT_YOURS_TO_CHOOSE']);
    expect(codes(await prefer(requested, 'saltmarsh', { bidId: randomUUID() }))).toEqual(['NOT_A_PROPOSAL']);
    const before = later(await world.hub.time.now(), -60_000);
    const decidedBy = { who: 'FAMILY', how: 'By telephone.', at: before };
    expect(codes(await prefer(requested, 'saltmarsh', { decidedBy }))).toEqual(['DECIDED_BEFORE_OFFER']);
    expect(codes(await world.award(requested.callOffId))).toEqual(['CHOICE_MISSING']);
    expect(await prefer(requested, 'saltmarsh')).toMatchObject({ choice: { decidedBy: 'FAMILY' }, refusals: [] });
    expect(await stateOf(requested)).toBe('PREFERRED');
  });

  it('ROUT-32: a decision is of the home that is asked, and never taken for another of its provider', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    expect(await decide('oak', requested)).toMatchObject({ refusals: [] });
    await prefer(requested, 'fernbank');
    const late = await decide('oak', requested, { ...yes, homeId: HOMES.saltmarsh });
    expect(late.refusals).toMatchObject([{ rule: 'ROUT-32', code: 'HOME_NOT_ASKED', field: 'input.homeId' }]);
    expect(await stateOf(requested)).toBe('PREFERRED');
    expect(await decide('oak', requested, yes)).toMatchObject({ bid: { home: { id: HOMES.fernbank } }, refusals: [] });
  });

  it('ROUT-32, IDG-04: that home alone is asked, sent the form, and has its time', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    expect(await told(requested, 'CallOffPublished')).toMatchObject([
      { audience: { providers: [idOf.oak], roles: ['broker'] }, data: { stage: 'HOMES', route: 'RESIDENTIAL_MATCH' } },
    ]);
    expect(await told(requested, 'SrfRequested')).toMatchObject([
      { audience: {}, data: { providerId: idOf.oak, requestedBy: 'user:practitioner-of-bromley' } },
    ]);
    expect(await own('oak', requested)).toMatchObject([
      {
        home: { id: HOMES.saltmarsh },
        callOff: { route: 'RESIDENTIAL_MATCH', answer: 'HOME_DECISION', form: 'TO_THE_PREFERRED', late: 'CHASED' },
        myBid: { state: 'SRF_RELEASED', home: { id: HOMES.saltmarsh } },
      },
    ]);
    expect(await own('maple', requested)).toEqual([]);
    expect(codes(await decide('maple', requested, yes))).toEqual(['NOT_INVITED']);
    // Two working days after Wednesday, to the end of the second.
    expect((await world.callOff<{ closes_at: Date }>(requested.callOffId)).closes_at).toEqual(
      at('2026-03-06 23:59:59.999'),
    );
  });

  it('ROUT-32, ROUT-34: it agrees to assess, then finds the person suitable with the day of admission, and is awarded', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    expect(await decide('oak', requested)).toMatchObject({ bid: { canAssess: true, suitable: null }, refusals: [] });
    expect(await stateOf(requested)).toBe('HOME_ASSESSING');
    expect(codes(await world.award(requested.callOffId))).toEqual(['NOT_AWARDABLE']);
    expect(await decide('oak', requested, yes)).toMatchObject({
      bid: { suitable: true, startTime: '11:00' },
      refusals: [],
    });
    expect(await stateOf(requested)).toBe('SUITABLE');
    expect((await told(requested, 'HomeDecided')).map(({ data, audience }) => [data, audience])).toMatchObject([
      [
        { decision: 'WILL_ASSESS', homeId: HOMES.saltmarsh },
        { providers: [idOf.oak], roles: ['broker', 'practitioner'] },
      ],
      [{ decision: 'SUITABLE' }, {}],
    ]);
    expect(codes(await decide('oak', requested, yes))).toEqual(['ALREADY_DECIDED']);
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.oak }, hourlyRatePence: null, exceptionReason: null },
      refusals: [],
    });
    expect(await told(requested, 'CallOffAwarded')).toMatchObject([
      {
        data: {
          ...{ homeId: HOMES.saltmarsh, weeklyPricePence: 80_000, hourlyRatePence: null },
          ...{ startDate: '2026-12-31', startTime: '11:00', assesses: false, weeklyWorkerMinutes: 0 },
        },
      },
    ]);
    // Homes that were only proposed never learn of it.
    expect(await own('maple', requested)).toEqual([]);
  });

  it('ROUT-33, SM-2: unsuitable goes back to matching without that home; the others may be proposed again', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    expect(codes(await decide('oak', requested, { suitable: false }))).toEqual(['REASON_MISSING']);
    expect(await decide('oak', requested, { suitable: false, reason: 'SKILL' })).toMatchObject({
      bid: { state: 'DECLINED', suitable: false, declineReason: 'SKILL' },
      refusals: [],
    });
    expect(await stateOf(requested)).toBe('HOMES_PROPOSED');
    const { rows } = await world.hub.pool.query(
      `select event, "to" from tenders.state_change where call_off_id = $1 and bid_id is null order by id`,
      [requested.callOffId],
    );
    expect(rows.map(({ to }) => to).slice(-5)).toEqual([
      'HOMES_PROPOSED',
      'PREFERRED',
      'UNSUITABLE',
      'MATCHING',
      'HOMES_PROPOSED',
    ]);
    expect((await homesSeen(requested)).filter(([, state]) => state === 'PROPOSED').map(([name]) => name)).toEqual([
      'fernbank',
      'rosehill',
      'elmCourt',
    ]);
    expect(codes(await prefer(requested, 'saltmarsh'))).toEqual(['NOT_A_PROPOSAL']);
    expect(await told(requested, 'SrfRecalled')).toMatchObject([{ data: { providerId: idOf.oak } }]);
    // The same provider's other home is another home.
    await prefer(requested, 'fernbank');
    expect(await decide('oak', requested, yes)).toMatchObject({ bid: { home: { id: HOMES.fernbank } }, refusals: [] });
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.oak } },
      refusals: [],
    });
    expect(await told(requested, 'CallOffAwarded')).toMatchObject([{ data: { homeId: HOMES.fernbank } }]);
  });

  it('ROUT-33, NTF-38: a provider two of whose homes were asked is told once that nobody is sought any more', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    await prefer(requested, 'fernbank');
    await world.hear('PackageCancelled', { packageId: requested.packageId, reason: 'PACKAGE_CANCELLED' });
    expect((await told(requested, 'PackageWithdrawn')).map(({ audience }) => audience)).toEqual([
      { providers: [idOf.oak], roles: ['broker'] },
    ]);
  });

  it('ROUT-33: when every home has said no, nobody is left, and the call-off fails', async () => {
    const requested = await request();
    for (const [name, of] of [
      ['fernbank', 'oak'],
      ['saltmarsh', 'oak'],
      ['rosehill', 'maple'],
      ['elmCourt', 'maple'],
    ] as const) {
      expect(codes(await prefer(requested, name))).toEqual([]);
      expect(codes(await world.decline(of, requested.callOffId, 'CAPACITY'))).toEqual([]);
    }
    expect(await stateOf(requested)).toBe('FAILED');
    expect(
      (await told(requested, 'InvitationDeclined'))
        .map(({ data }) => (data as { providerId: string }).providerId)
        .sort(),
    ).toEqual([idOf.maple, idOf.maple, idOf.oak, idOf.oak]);
  });

  it('ROUT-32: a decision that contradicts itself is refused by its field', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    const fields = async (change: Record<string, unknown>) =>
      (await decide('oak', requested, change)).refusals.map(({ code, field }) => `${code} ${field}`);
    expect(await fields({ willAssess: null })).toEqual(['DECISION_INCOMPLETE input.willAssess']);
    expect(await fields({ willAssess: false, suitable: true, reason: 'SKILL' })).toEqual([
      'NOT_ASSESSED input.suitable',
    ]);
    expect(await fields({ suitable: true })).toEqual([
      'DECISION_INCOMPLETE input.admissionDate',
      'DECISION_INCOMPLETE input.admissionTime',
    ]);
    expect(await fields({ suitable: false, admissionDate: '2026-12-31', reason: 'SKILL' })).toEqual([
      'ADMISSION_OF_NO_YES input.admissionDate',
    ]);
    expect(await fields({ ...yes, reason: 'SKILL' })).toEqual(['REASON_OF_A_YES input.reason']);
    expect(await fields({ ...yes, admissionDate: '2026-03-01' })).toEqual(['START_PASSED input.admissionDate']);
    expect(await fields({ ...yes, version: 2 })).toEqual(['VERSION_PASSED input.version']);
    expect(codes(await world.bid('oak', requested.callOffId))).toEqual(['ANOTHER_FORM']);
    expect(await stateOf(requested)).toBe('PREFERRED');
  });

  it('ROUT-31, IDG-04: another home may be preferred while the first assesses; the first is told, and reads the form no more', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    await decide('oak', requested);
    expect(codes(await prefer(requested, 'saltmarsh'))).toEqual(['NOT_A_PROPOSAL']);
    expect(await prefer(requested, 'rosehill')).toMatchObject({ refusals: [] });
    expect(await stateOf(requested)).toBe('PREFERRED');
    expect(await told(requested, 'SrfRecalled')).toMatchObject([{ data: { providerId: idOf.oak } }]);
    expect(await told(requested, 'BidOutcome')).toMatchObject([
      { audience: { providers: [idOf.oak] }, data: { outcome: 'UNSUCCESSFUL', reasonCode: 'NOT_SELECTED' } },
    ]);
    expect(await own('oak', requested)).toMatchObject([{ myBid: { state: 'SET_ASIDE' } }]);
    expect(codes(await decide('oak', requested, yes))).toEqual(['ALREADY_ANSWERED']);
    // It may be proposed again once the second has said no.
    await world.decline('maple', requested.callOffId, 'CAPACITY');
    expect(await homesSeen(requested)).toContainEqual(['saltmarsh', 'PROPOSED']);
    expect(await own('oak', requested)).toMatchObject([{ myBid: { state: 'SET_ASIDE' } }]);
    await prefer(requested, 'saltmarsh');
    const { rows } = await world.hub.pool.query(
      "select outcome, can_assess from tenders.bid where call_off_id = $1 and state = 'SRF_RELEASED'",
      [requested.callOffId],
    );
    expect(rows).toEqual([{ outcome: null, can_assess: null }]);
    expect(await decide('oak', requested, yes)).toMatchObject({ bid: { suitable: true }, refusals: [] });
  });

  it('WIN-13: a home that does not decide in time is chased each two working days, and not refused', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    const { closes_at: first } = await world.callOff<{ closes_at: Date }>(requested.callOffId);
    await world.passTo(later(first, 1));
    expect(await told(requested, 'CallOffReplyOverdue')).toMatchObject([
      { audience: { providers: [idOf.oak], roles: ['broker'] } },
    ]);
    expect(await decide('oak', requested, yes)).toMatchObject({ bid: { suitable: true }, refusals: [] });
    await world.passTo(later(first, 10 * 86_400_000));
    expect(await told(requested, 'CallOffReplyOverdue')).toHaveLength(1);
  });

  it('EVAL-01, SM-2: a home that fails a gate at the award ends, and homes are matched again without it', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    await decide('oak', requested, yes);
    world.holdHomes(home('saltmarsh', 'oak', { overall: 'INADEQUATE' }));
    expect(codes(await world.award(requested.callOffId))).toEqual(['RATING_BARS']);
    expect(await stateOf(requested)).toBe('HOMES_PROPOSED');
    expect((await homesSeen(requested)).find(([name]) => name === 'saltmarsh')).toEqual(['saltmarsh', 'INELIGIBLE']);
    world.homes.delete(`${HOMES.rosehill} bromley`);
    await prefer(requested, 'rosehill');
    await decide('maple', requested, yes);
    // The register tells of the home no more.
    expect(codes(await world.award(requested.callOffId))).toEqual(['PLACE_KIND_NOT_GIVEN', 'NEEDS_NOT_MET']);
  });

  it('PROV-22: a place that the home has kept for the person since is no longer free, and does not bar its award', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    await decide('oak', requested, yes);
    world.holdHomes(
      home('saltmarsh', 'oak', {
        vacancies: { statedAt: '2026-03-04T09:00:00.000Z', freshTo: '2026-12-31', free: [] },
      }),
    );
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.oak } },
      refusals: [],
    });
  });

  it('EVAL-13: the award of a home comes to its own order again, though the home has changed since', async () => {
    const requested = await request();
    await prefer(requested, 'rosehill');
    const couldTake = await world.ask(
      'maple',
      '{ couldTake(callOffId: "ID") { couldBid couldWin awardChecks { id result } } }'.replace(
        'ID',
        requested.callOffId,
      ),
    );
    expect(couldTake).toMatchObject({ couldBid: true, couldWin: true });
    await decide('maple', requested, yes);
    const { award } = await world.award(requested.callOffId);
    await world.knowHomes(home('rosehill', 'maple', { overall: 'INADEQUATE', vacancies: null }));
    const replayed = await world.ask(
      'commissioner',
      'query ($id: ID!) { replayAward(awardId: $id) { faithful order { place } differences { what } limits } }',
      { id: award!.id },
    );
    expect(replayed).toEqual({ faithful: true, order: [{ place: 3 }], differences: [], limits: ['SOMEBODY_CHOSE'] });
  });

  it('IDG-04, ROUT-32: who is admitted again is given no form under a call-off that another has replaced', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    await decide('oak', requested, yes);
    await world.award(requested.callOffId);
    await world.know(provider('oak').memberOf('SPOT', null, { status: 'SUSPENDED' }));
    await world.know(provider('oak').memberOf('SPOT'));
    // The winner reads the case itself.
    expect(await told(requested, 'SrfRequested')).toHaveLength(1);

    const replaced = await request();
    await prefer(replaced, 'saltmarsh');
    await world.hear('ServiceRequestAmended', {
      ...{ packageId: replaced.packageId, serviceType: 'RESIDENTIAL', sourcingVersion: 2, reason: '' },
      need: { ...replaced.need, skills: ['PEG_FEEDING'] },
    });
    expect(await stateOf(replaced)).toBe('WITHDRAWN');
    await world.know(provider('oak').memberOf('SPOT', null, { status: 'SUSPENDED' }));
    await world.know(provider('oak').memberOf('SPOT'));
    expect((await told(replaced, 'SrfRequested', 'SrfRecalled')).map(({ type }) => type)).toEqual([
      'SrfRequested',
      'SrfRecalled',
    ]);
  });

  it('AWRD-09: a home that gives the award back is left out of the next match', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    await decide('oak', requested, yes);
    await world.award(requested.callOffId);
    expect(codes(await world.answerTo('oak', 'refuseAward', requested.callOffId, { reason: 'SAFETY' }))).toEqual([]);
    expect(await stateOf(requested)).toBe('HOMES_PROPOSED');
    expect((await homesSeen(requested)).find(([name]) => name === 'saltmarsh')).toEqual([
      'saltmarsh',
      'REFUSED_AFTER_AWARD',
    ]);
    await prefer(requested, 'rosehill');
    await decide('maple', requested, yes);
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.maple } },
      refusals: [],
    });
  });

  it('EVAL-01, IDG-05, SM-5: a home that no longer passes is not sent anything of the person', async () => {
    const requested = await request();
    await world.knowHomes(home('saltmarsh', 'oak', { overall: 'INADEQUATE' }));
    expect(codes(await prefer(requested, 'saltmarsh'))).toEqual(['RATING_BARS']);
    await world.know(provider('oak'));
    expect(codes(await prefer(requested, 'fernbank'))).toEqual(['NOT_A_MEMBER']);
    expect(await stateOf(requested)).toBe('HOMES_PROPOSED');
    expect(await told(requested, 'SrfRequested', 'CallOffPublished')).toEqual([]);
    expect(await prefer(requested, 'rosehill')).toMatchObject({ refusals: [] });
  });

  it('ROUT-31, ROUT-32, ROUT-33, IDG-04: whatever is done in whatever order, one home at most is asked and reads the form, and one that said no is proposed no more', async () => {
    const seed = newSeed();
    const random = randomFrom(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    for (let run = 0; run < 12; run++) {
      const requested = await request();
      const saidNo = new Set<string>();
      for (let step = 0; step < 10; step++) {
        const { offers } = await seen(requested);
        const asked = offers.filter(({ state }) => state === 'SRF_RELEASED');
        const act = pick(['prefer', 'prefer', 'assess', 'yes', 'no', 'award', 'refuse'] as const);
        const of: ProviderName =
          asked[0] && ['elmCourt', 'rosehill'].includes(nameOfHome(asked[0].home.id)) ? 'maple' : 'oak';
        if (act === 'prefer' && offers.length > 0) await prefer(requested, nameOfHome(pick(offers).home.id));
        else if (act === 'assess') await decide(of, requested);
        else if (act === 'yes') await decide(of, requested, yes);
        else if (act === 'no') {
          const { refusals } = await decide(of, requested, { suitable: false, reason: pick(['SKILL', 'CAPACITY']) });
          if (refusals.length === 0) saidNo.add(asked[0]!.home.id);
        } else if (act === 'award') await world.award(requested.callOffId);
        else if (act === 'refuse') {
          const won = offers.find(({ state }) => state === 'WON');
          const { refusals } = await world.answerTo(pick(['maple', 'oak']), 'refuseAward', requested.callOffId, {
            reason: 'SAFETY',
          });
          if (refusals.length === 0) saidNo.add(won!.home.id);
        }
        const after = await seen(requested);
        const reads = after.offers.filter(({ state }) =>
          ['SRF_RELEASED', 'UNDER_EVALUATION', 'OFFERED', 'WON'].includes(state),
        );
        expect([seed, reads.length > 1]).toEqual([seed, false]);
        for (const {
          home: { id },
          state,
        } of after.offers)
          if (saidNo.has(id)) expect(['DECLINED', 'REFUSED_AFTER_AWARD']).toContain(state);
        const { rows } = await world.hub.pool.query<{ open: number }>(
          `select (count(*) filter (where type = 'SrfRequested') - count(*) filter (where type = 'SrfRecalled'))::int as open
           from platform.event where subject = $1`,
          [`call-off/${requested.callOffId}`],
        );
        expect([seed, rows[0]!.open]).toEqual([seed, reads.length]);
      }
    }
  });

  it('ROUT-35: a respite stay has homes for respite proposed, and one is no shortage', async () => {
    await world.knowHomes(
      home('elmCourt', 'maple', { kinds: ['RESIDENTIAL'] }),
      home('rosehill', 'maple', { kinds: ['RESIDENTIAL', 'NURSING'] }),
      home('saltmarsh', 'oak', { kinds: ['RESIDENTIAL', 'RESPITE'] }),
      home('fernbank', 'oak', { kinds: ['NURSING'] }),
    );
    const requested = await request({ lengthOfStayNights: 14 }, {}, 'RESPITE');
    expect(await seen(requested)).toMatchObject({ state: 'HOMES_PROPOSED', warnings: [] });
    expect(await homesSeen(requested)).toEqual([['saltmarsh', 'PROPOSED']]);
    await prefer(requested, 'saltmarsh');
    await decide('oak', requested, yes);
    expect(await world.award(requested.callOffId)).toMatchObject({ refusals: [] });
    expect(await told(requested, 'CallOffAwarded')).toMatchObject([{ data: { weeklyPricePence: 80_000 } }]);
  });

  it('SM-2, WIN-14: a need that changes materially is matched anew, and a home that was asked is told that it is over', async () => {
    const requested = await request();
    await prefer(requested, 'saltmarsh');
    const need = { ...requested.need, groups: ['DEMENTIA'] as const };
    await world.hear('ServiceRequestAmended', {
      ...{ packageId: requested.packageId, need, sourcingVersion: 2, reason: 'Assessed again.' },
      serviceType: 'RESIDENTIAL',
    });
    expect(await stateOf(requested)).toBe('WITHDRAWN');
    expect(await told(requested, 'PackageWithdrawn')).toMatchObject([{ audience: { providers: [idOf.oak] } }]);
    const { rows } = await world.hub.pool.query(
      `select state from tenders.call_off where package_id = $1 and ended_at is null`,
      [requested.packageId],
    );
    expect(rows).toEqual([{ state: 'HOMES_PROPOSED' }]);
  });

  function place(nth: number, beforeNextBy: string | null, change: Record<string, unknown> = {}) {
    return {
      ...{ place: nth, beforeNextBy, patch: 'East', preference: null, placesFree: 1, isFresh: true },
      ...change,
    };
  }
});
