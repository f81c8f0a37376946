import { randomUUID } from 'node:crypto';
import type { NeedProfile, Together } from '../../../../schema/events/cases.js';
import type { AwardedPlacement } from '../../../../schema/events/tenders.js';
import { aNeed, at, later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, type ProviderName, provider, type Requested, World } from '../harness.js';
import { PreparedCallOffs, rulesOf } from './prepared.js';

const ADVERT = /* GraphQL */ `
  query ($id: ID!) {
    callOffAdvert(id: $id) {
      version coreWeeklyPence budgetPence
      need { weeklyWorkerMinutes skills complexNeeds }
      people { person need { weeklyWorkerMinutes skills complexNeeds } }
    }
  }
`;
const BOARD = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state budgetPence coreWeeklyPence
      package { id }
      packages { person reference package { id } need { weeklyWorkerMinutes } }
      assessments { isModerated scoredBy scores { score } }
      ranking { bidId place totalScore }
      award { agreedStart placements { id } weeklyCostPence }
    }
  }
`;
const DAY = 86_400_000;

describe('several packages by the dynamic purchasing system', () => {
  let world: World;
  let act: PreparedCallOffs;
  beforeAll(async () => {
    const enabled = ['DPS_INDIVIDUAL', 'DPS_SMALL_GROUP', 'DPS_SCHEME'];
    world = await World.open({ councils: { bromley: { route: { enabled } } } });
    act = new PreparedCallOffs(world);
  });
  const member = (name: ProviderName) => provider(name).memberOf('DPS', null, { lots: ['SUPPORTED_LIVING'] });
  beforeEach(async () => {
    world.down.clear();
    await world.know(member('maple'), member('oak'), member('thorn'));
  });
  afterAll(() => world.stop());

  const LOT = { lot: 'SUPPORTED_LIVING', setBy: [] };
  interface Sought {
    readonly packageId: string;
    readonly need: NeedProfile;
    readonly together: Together;
  }
  /** A package of somebody who is to be sought with others, with a budget that is agreed. */
  const asks = async (together: Together, change: Partial<NeedProfile> = {}, budget: number | null = 80_000) => {
    const packageId = randomUUID();
    world.sourcing.set(packageId, { version: 1, agreed: true, missing: [], agreedBudgetPence: budget });
    const { need } = await requested({ packageId, together }, change);
    return { packageId, need, together } satisfies Sought;
  };
  const requested = async (of: { packageId: string; together: Together | null }, change: Partial<NeedProfile>) => {
    const need = aNeed({ neededFrom: '2027-03-01', weeklyWorkerMinutes: 300, ...change });
    const saying = { ...of, packageReference: `PK-${of.packageId.slice(0, 4)}`, serviceType: 'SUPPORTED_LIVING', need };
    await world.hear('ServiceRequestReady', { ...saying, sourcingVersion: 1, funding: 'COUNCIL_ARRANGED' });
    return { need };
  };
  const group = (people = 2): Together => ({
    kind: 'GROUP',
    reference: `G-${randomUUID().slice(0, 6).toUpperCase()}1`,
    people,
  });
  const liveOf = async (packageId: string) => {
    const { rows } = await world.hub.pool.query<{ id: string; state: string; package_id: string; packages: unknown[] }>(
      `select * from tenders.call_off where ended_at is null and packages @> $1`,
      [JSON.stringify([{ packageId }])],
    );
    return rows[0] ?? null;
  };
  const endedOf = async (packageId: string) => {
    const { rows } = await world.hub.pool.query<{ end_reason: string }>(
      `select end_reason from tenders.call_off where ended_at is not null and package_id = $1`,
      [packageId],
    );
    return rows.map(({ end_reason }) => end_reason);
  };
  const asRequested = async (sought: Sought) => ({ callOffId: (await liveOf(sought.packageId))!.id }) as Requested;
  const board = (callOffId: string, as = 'broker') =>
    world.ask<Record<string, never> & { packages: unknown[] }>(as, BOARD, { id: callOffId });

  let month = 0;
  /** A scheme of so many people, drafted, with the scheme as the register has it. */
  const scheme = async (people: number, core = 100_000, budget: number | null = 80_000) => {
    month += 1;
    await world.passTo(later(at('2026-03-04 10:00'), month * 60 * DAY));
    const together: Together = { kind: 'SCHEME', schemeId: randomUUID() };
    const all: Sought[] = [];
    for (let nth = 0; nth < people; nth += 1) all.push(await asks(together, {}, budget));
    const occupants = all.map(({ packageId }) => packageId);
    world.schemes.set(together.schemeId, { onSiteProviderId: null, occupants, coreWeeklyPence: core });
    return { together, all, ...(await asRequested(all[0]!)) };
  };
  const due = async (days = 40) => later(await world.hub.time.now(), days * DAY);
  const people = (count: number, weeklyPence = 40_000) =>
    Array.from({ length: count }, (_, nth) => ({ person: nth + 1, outcomes: 'With a key worker.', weeklyPence }));
  const bids = (name: ProviderName, of: Requested, count: number, change: Record<string, unknown> = {}) => {
    const shared = { costedLines: [{ what: 'Core support', weeklyPence: 100_000 }], startDate: '2028-03-01' };
    return act.respond(name, of, 0, { ...shared, people: people(count), ...change });
  };
  /** A scheme that was bid for and has closed. */
  const closed = async (bidders: readonly ProviderName[], count = 3, budget = 80_000) => {
    const drafted = await scheme(count, 100_000, budget);
    const dueAt = await due();
    await act.published(drafted, { ...LOT, bidsDueAt: dueAt });
    for (const name of bidders) {
      const startDate = (await due(60)).toISOString().slice(0, 10);
      expect(codes(await bids(name, drafted, count, { startDate }))).toEqual([]);
    }
    await world.passTo(later(dueAt, 1));
    return drafted;
  };
  const SEATS = { broker: 'BROKER', practitioner: 'SOCIAL_WORKER', commissioner: 'COMMISSIONER' } as const;
  const seat = (of: Requested, name: ProviderName, as: keyof typeof SEATS, change: Record<string, unknown> = {}) =>
    act.assess(
      of,
      name,
      [6, 6],
      { result: null, scoredBy: [SEATS[as]], noConflictOfInterest: true, moderated: false, ...change },
      as,
    );
  const agree = (of: Requested, name: ProviderName, scores = [7, 7], change: Record<string, unknown> = {}) =>
    act.assess(
      of,
      name,
      scores,
      { result: null, scoredBy: Object.values(SEATS), noConflictOfInterest: true, moderated: true, ...change },
      'broker',
    );
  const judged = async (of: Requested, name: ProviderName, scores?: number[]) => {
    for (const as of ['broker', 'practitioner', 'commissioner'] as const)
      expect(codes(await seat(of, name, as))).toEqual([]);
    expect(codes(await agree(of, name, scores))).toEqual([]);
  };
  const startOf = async (days = 90) => (await due(days)).toISOString().slice(0, 10);

  it('ROUT-39, ROUT-02: the packages of a scheme join one draft, and each is found by it', async () => {
    const { all, callOffId } = await scheme(3);
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'DRAFT', route: 'DPS_SCHEME' });
    for (const { packageId } of all) expect((await liveOf(packageId))?.id).toBe(callOffId);
    const shown = await board(callOffId);
    expect(shown).toMatchObject({
      package: { id: all[0]!.packageId },
      packages: all.map(({ packageId }, nth) => ({ person: nth + 1, package: { id: packageId } })),
    });
    expect((await world.callOff<{ need: NeedProfile }>(callOffId)).need.weeklyWorkerMinutes).toBe(900);
    // Told again, nothing is doubled.
    const [first] = all;
    await requested({ packageId: first!.packageId, together: first!.together }, {});
    expect((await board(callOffId)).packages).toHaveLength(3);
  });

  it('ROUT-39, PROV-20, ISF-04, ASM-23: published are all who live there, with agreed budgets that hold their share, or nobody', async () => {
    const { all, together, ...drafted } = await scheme(3);
    const dueAt = await due();
    await act.prepare(drafted, { ...LOT, bidsDueAt: dueAt });
    const { schemeId } = together as Extract<Together, { kind: 'SCHEME' }>;
    const occupants = all.map(({ packageId }) => packageId);
    const known = (change: object) =>
      world.schemes.set(schemeId, { onSiteProviderId: null, occupants, coreWeeklyPence: 100_000, ...change });
    const refused = async () => rulesOf(await act.publish(drafted));
    world.schemes.delete(schemeId);
    expect(await refused()).toEqual(['PROV-20 SCHEME_UNKNOWN input.callOffId']);
    known({ occupants: [...occupants, randomUUID()] });
    expect(await refused()).toEqual(['ROUT-39 PACKAGES_MISSING input.callOffId']);
    known({ occupants: occupants.slice(1) });
    expect(await refused()).toEqual(['ROUT-39 NOT_AN_OCCUPANT input.callOffId']);
    known({ coreWeeklyPence: 240_001 });
    expect(await refused()).toEqual(['ISF-04 CORE_ABOVE_BUDGET input.callOffId']);
    known({ coreWeeklyPence: 240_000 });
    world.sourcing.set(occupants[1]!, { version: 1, agreed: true, missing: [], agreedBudgetPence: null });
    expect(await refused()).toEqual(['ASM-23 BUDGET_NOT_AGREED input.callOffId']);
    world.sourcing.set(occupants[1]!, { version: 1, agreed: false, missing: ['ASM-04'], agreedBudgetPence: 80_000 });
    expect(await refused()).toEqual(['ASM-03 SOURCING_NOT_AGREED']);
    world.sourcing.set(occupants[1]!, { version: 1, agreed: true, missing: [], agreedBudgetPence: 80_000 });
    world.down.add('providers');
    expect(codes(await act.publish(drafted))).toEqual(['FACTS_UNAVAILABLE']);
    world.down.clear();
    expect(await refused()).toEqual([]);
    expect(await board(drafted.callOffId)).toMatchObject({
      state: 'OPEN',
      budgetPence: 240_000,
      coreWeeklyPence: 240_000,
    });
  });

  it('WIN-11: a scheme leaves fifteen working days, and less only with the reason', async () => {
    const { all: _all, together: _together, ...drafted } = await scheme(2);
    const short = await due(14);
    expect(rulesOf(await act.prepare(drafted, { ...LOT, bidsDueAt: short }))).toEqual([
      'WIN-11 DEADLINE_TOO_SHORT input.bidsDueAt',
    ]);
    expect(codes(await act.prepare(drafted, { ...LOT, bidsDueAt: short, shorterBecause: 'It opens in May.' }))).toEqual(
      [],
    );
  });

  it('ROUT-39: who asks once a scheme is out is not advertised apart from it', async () => {
    const { together, ...drafted } = await scheme(2);
    await act.published(drafted, { ...LOT, bidsDueAt: await due() });
    const late = await asks(together);
    expect(await endedOf(late.packageId)).toEqual(['ADVERTISED_ALREADY']);
    expect((await board(drafted.callOffId)).packages).toHaveLength(2);
  });

  it('ROUT-39, IDG-01: the advert numbers everybody and names nobody, and a bid covers each', async () => {
    const { all, together: _together, ...drafted } = await scheme(2);
    await act.published(drafted, { ...LOT, bidsDueAt: await due() });
    const advert = await world.ask<Record<string, unknown>>('maple', ADVERT, { id: drafted.callOffId });
    expect(advert).toMatchObject({
      coreWeeklyPence: 100_000,
      budgetPence: 160_000,
      need: { weeklyWorkerMinutes: 600 },
      people: [
        { person: 1, need: { weeklyWorkerMinutes: 300 } },
        { person: 2, need: { weeklyWorkerMinutes: 300 } },
      ],
    });
    for (const { packageId } of all) expect(JSON.stringify(advert)).not.toContain(packageId);
    const startDate = await startOf(60);
    expect(rulesOf(await bids('maple', drafted, 1, { startDate }))).toEqual(['ROUT-39 PERSON_LEFT_OUT input.people']);
    expect(rulesOf(await bids('maple', drafted, 3, { startDate }))).toEqual([
      'ROUT-39 NO_SUCH_PERSON input.people.2.person',
    ]);
    expect(await bids('maple', drafted, 2, { startDate })).toMatchObject({
      refusals: [],
      bid: { weeklyCostPence: 180_000 },
    });
    expect(rulesOf(await bids('maple', drafted, 2, { startDate }))).toEqual(['SM-3 BID_ALREADY_MADE input.callOffId']);
  });

  it('ROUT-40, EVAL-10: each of the three seats scores for itself, then the panel agrees; nobody fills another seat', async () => {
    const drafted = await closed(['maple', 'oak']);
    expect(await act.stateOf(drafted)).toBe('EVALUATING');
    const [closing] = await act.told(drafted, 'CallOffClosed');
    expect(closing!.audience).toEqual({ roles: ['broker', 'practitioner', 'commissioner'] });
    const first = async (as: keyof typeof SEATS, change: Record<string, unknown> = {}) =>
      rulesOf(await seat(drafted, 'maple', as, change));
    expect(await first('broker', { moderated: null })).toEqual(['ROUT-40 MODERATED_MISSING input.moderated']);
    expect(await first('broker', { scoredBy: ['COMMISSIONER'] })).toEqual(['ROUT-40 NOT_YOUR_SEAT input.scoredBy']);
    expect(await first('commissioner', { scoredBy: ['COMMISSIONER', 'BROKER'] })).toEqual([
      'ROUT-40 ONE_MEMBER input.scoredBy',
    ]);
    expect(await first('broker', { noConflictOfInterest: false })).toEqual([
      'EVAL-10 CONFLICT_NOT_DECLARED input.noConflictOfInterest',
    ]);
    for (const as of ['broker', 'practitioner'] as const) expect(await first(as)).toEqual([]);
    expect(rulesOf(await agree(drafted, 'maple'))).toEqual(['ROUT-40 PANEL_INCOMPLETE input.scoredBy']);
    expect(await first('commissioner')).toEqual([]);
    // One of the family scores as well, recorded by a member of the panel.
    expect(await first('practitioner', { scoredBy: ['FAMILY'] })).toEqual([]);
    expect(rulesOf(await agree(drafted, 'maple', [7, 7], { scoredBy: ['BROKER', 'SOCIAL_WORKER'] }))).toEqual([
      'ROUT-40 NOT_THE_PANEL input.scoredBy',
    ]);
    expect(rulesOf(await agree(drafted, 'maple', [7, 7], { scoredBy: [...Object.values(SEATS), 'ADVOCATE'] }))).toEqual(
      ['ROUT-40 NOT_THE_PANEL input.scoredBy'],
    );
    expect((await board(drafted.callOffId)).ranking).toEqual([]);
    expect(codes(await agree(drafted, 'maple', [7, 7], { scoredBy: [...Object.values(SEATS), 'FAMILY'] }))).toEqual([]);
    expect(await first('broker')).toEqual(['ROUT-40 AGREED_ALREADY input.moderated']);
    expect(codes(await agree(drafted, 'maple', [8, 8]))).toEqual([]);
    expect((await board(drafted.callOffId)).assessments).toHaveLength(6);
    const shortlist = { callOffId: drafted.callOffId, bidIds: [], arrangements: 'At the house.' };
    expect(rulesOf(await act.do('broker', 'shortlistBids', shortlist))).toEqual([
      'ROUT-38 NO_MEETING_ON_ROUTE input.callOffId',
    ]);
  });

  it('ROUT-40, AWRD-06, CHOI-08: an award waits for a result on every bid and for the agreed start', async () => {
    const drafted = await closed(['maple', 'oak']);
    const award = (change: Record<string, unknown> = {}) => world.award(drafted.callOffId, change);
    expect(rulesOf(await award())).toEqual(['ROUT-40 PANEL_NOT_DONE input.callOffId']);
    await judged(drafted, 'maple', [9, 9]);
    expect(rulesOf(await award({ agreedStart: await startOf() }))).toEqual(['ROUT-40 PANEL_NOT_DONE input.callOffId']);
    await judged(drafted, 'oak', [5, 5]);
    expect(rulesOf(await award())).toEqual(['ROUT-40 AGREED_START_MISSING input.agreedStart']);
    expect(rulesOf(await award({ agreedStart: await startOf(1) }))).toEqual([
      'AWRD-06 AGREED_START_EARLY input.agreedStart',
    ]);
    expect(rulesOf(await award({ agreedStart: await startOf(400) }))).toEqual([
      'AWRD-06 AGREED_START_LATE input.agreedStart',
    ]);
    const agreedStart = await startOf();
    expect(await award({ agreedStart })).toMatchObject({ refusals: [], award: { provider: { id: idOf.maple } } });
    expect(await board(drafted.callOffId)).toMatchObject({ award: { agreedStart } });
  });

  it('AWRD-01, ROUT-39, ISF-03: one award opens a placement for each, with what is its own, which come to the whole', async () => {
    const drafted = await closed(['maple']);
    await judged(drafted, 'maple');
    const agreedStart = await startOf();
    const { award } = await world.award(drafted.callOffId, { agreedStart });
    expect(award).toBeDefined();
    const [told] = await act.told(drafted, 'CallOffAwarded');
    const data = told!.data as unknown as {
      placements: AwardedPlacement[];
      weeklyWorkerMinutes: number;
      startDate: string;
    };
    expect(data).toMatchObject({ weeklyWorkerMinutes: 900, startDate: agreedStart, weeklyPricePence: 220_000 });
    expect(data.placements.map(({ packageId }) => packageId)).toEqual(drafted.all.map(({ packageId }) => packageId));
    expect(data.placements.map(({ coreSharePence, weeklyPricePence }) => [coreSharePence, weeklyPricePence])).toEqual([
      [33_334, 73_334],
      [33_333, 73_333],
      [33_333, 73_333],
    ]);
    expect(new Set(data.placements.map(({ placementId }) => placementId)).size).toBe(3);
    const shown = await board(drafted.callOffId);
    expect(shown).toMatchObject({
      award: { placements: data.placements.map(({ placementId }) => ({ id: placementId })) },
    });
  });

  it('ROUT-45, ISF-02: a bid above the sum of the individual budgets is awarded only once a commissioner approves', async () => {
    const drafted = await scheme(2, 20_000, 40_000);
    const dueAt = await due();
    await act.published(drafted, { ...LOT, bidsDueAt: dueAt });
    const startDate = await startOf(60);
    expect(codes(await bids('maple', drafted, 2, { startDate }))).toEqual([]);
    await world.passTo(later(dueAt, 1));
    await judged(drafted, 'maple');
    const agreedStart = await startOf();
    expect(codes(await world.award(drafted.callOffId, { agreedStart }))).toEqual(['OVER_BUDGET']);
    world.sourcing.set(drafted.all[0]!.packageId, { version: 2, agreed: true, missing: [], agreedBudgetPence: 9_999 });
    expect(codes(await world.award(drafted.callOffId, { agreedStart }))).toEqual(['OVER_BUDGET', 'CORE_ABOVE_BUDGET']);
  });

  it('AWRD-09, ROUT-39: given back, it is told of every package, and the next bid may be awarded', async () => {
    const drafted = await closed(['maple', 'oak']);
    await judged(drafted, 'maple', [9, 9]);
    await judged(drafted, 'oak', [5, 5]);
    await world.award(drafted.callOffId, { agreedStart: await startOf() });
    expect(codes(await world.answerTo('maple', 'refuseAward', drafted.callOffId, { reason: 'CAPACITY' }))).toEqual([]);
    const { rows } = await world.hub.pool.query(
      "select outcome, outcome_reason from tenders.bid where call_off_id = $1 and state = 'REFUSED_AFTER_AWARD'",
      [drafted.callOffId],
    );
    // It no longer says that it won.
    expect(rows).toEqual([{ outcome: null, outcome_reason: null }]);
    const [refused] = await act.told(drafted, 'AwardRefused');
    const [first, ...others] = drafted.all.map(({ packageId }) => packageId);
    expect(refused!.data).toMatchObject({ packageId: first, alongside: others });
    expect(await act.stateOf(drafted)).toBe('EVALUATING');
    const agreedStart = await startOf();
    expect(await world.award(drafted.callOffId, { agreedStart })).toMatchObject({
      award: { provider: { id: idOf.oak } },
    });
  });

  it('SM-1, ROUT-39: who is cancelled leaves a draft, an open call-off and an award, and the others stay', async () => {
    const drafted = await scheme(3);
    const [first, second, third] = drafted.all.map(({ packageId }) => packageId);
    await world.hear('PackageCancelled', { packageId: first, reason: 'PACKAGE_CANCELLED' });
    expect(await world.callOff(drafted.callOffId)).toMatchObject({ package_id: second, state: 'DRAFT' });
    world.schemes.set((drafted.together as { schemeId: string }).schemeId, {
      ...{ onSiteProviderId: null, coreWeeklyPence: 60_000 },
      occupants: [second!, third!],
    });
    const dueAt = await due();
    await act.published(drafted, { ...LOT, bidsDueAt: dueAt });
    const startDate = await startOf(60);
    expect(codes(await bids('maple', drafted, 2, { startDate }))).toEqual([]);
    await world.hear('PackageCancelled', { packageId: second, reason: 'PACKAGE_CANCELLED' });
    expect(await world.callOff(drafted.callOffId)).toMatchObject({ package_id: third, state: 'OPEN', version: 2 });
    expect(await world.answers(drafted.callOffId)).toMatchObject({ maple: 'STALE' });
    const reconfirm = () => world.answerTo('maple', 'reconfirmBid', drafted.callOffId, { version: 2 });
    expect(rulesOf(await reconfirm())).toEqual(['ROUT-39 BID_COVERS_OTHERS input.callOffId']);
    expect((await act.told(drafted, 'CallOffAmended')).at(-1)).toMatchObject({
      data: { changed: expect.arrayContaining(['people']) },
    });
    const left = await world.ask<Record<string, unknown>>('maple', ADVERT, { id: drafted.callOffId });
    expect(left).toMatchObject({ budgetPence: 80_000, people: [{ person: 1 }] });
    expect(await board(drafted.callOffId)).toMatchObject({ budgetPence: 80_000 });
    await world.answerTo('maple', 'withdrawBid', drafted.callOffId);
    expect(codes(await bids('maple', drafted, 1, { startDate, version: 2 }))).toEqual([]);
    await world.hear('PackageCancelled', { packageId: third, reason: 'PACKAGE_CANCELLED' });
    expect(await act.stateOf(drafted)).toBe('WITHDRAWN');
  });

  it('SM-1, AWRD-01: after the award one may be cancelled, and the next bid is still awarded for the others', async () => {
    const drafted = await closed(['maple', 'oak'], 3, 100_000);
    await judged(drafted, 'maple', [9, 9]);
    await judged(drafted, 'oak', [5, 5]);
    await world.award(drafted.callOffId, { agreedStart: await startOf() });
    const [first, second, third] = drafted.all.map(({ packageId }) => packageId);
    await world.hear('PackageCancelled', { packageId: second, reason: 'PACKAGE_CANCELLED' });
    const gone = { placementId: randomUUID(), packageId: second, callOffId: drafted.callOffId, providerId: idOf.maple };
    await world.hear('PlacementWithdrawn', { ...gone, reason: 'PACKAGE_CANCELLED' });
    expect(await act.stateOf(drafted)).toBe('AWARDED');
    await world.answerTo('maple', 'refuseAward', drafted.callOffId, { reason: 'CAPACITY' });
    const { refusals } = await world.award(drafted.callOffId, { agreedStart: await startOf() });
    expect(refusals).toEqual([]);
    const told = await act.told(drafted, 'CallOffAwarded');
    const { placements } = told.at(-1)!.data as unknown as { placements: AwardedPlacement[] };
    expect(placements.map(({ packageId }) => packageId)).toEqual([first, third]);
    expect(placements.map(({ weeklyPricePence }) => weeklyPricePence)).toEqual([90_000, 90_000]);
    expect(placements.map(({ coreSharePence }) => coreSharePence)).toEqual([50_000, 50_000]);
    expect(await board(drafted.callOffId)).toMatchObject({ budgetPence: 200_000, award: { weeklyCostPence: 180_000 } });
    await world.hear('PlacementStarted', {
      ...gone,
      packageId: first,
      providerId: idOf.oak,
      startedAt: '2026-03-04T10:00:00Z',
      lastDate: null,
    });
    expect(await act.stateOf(drafted)).toBe('COMPLETED');
  });

  it('WIN-14, ROUT-39: a new version of one request amends what is out, after the close all are drafted anew', async () => {
    const drafted = await scheme(2);
    const dueAt = await due();
    await act.published(drafted, { ...LOT, bidsDueAt: dueAt });
    const [first, second] = drafted.all;
    const amend = (sought: Sought, change: Partial<NeedProfile>, together: Together | null = sought.together) =>
      world.hear('ServiceRequestAmended', {
        ...{ packageId: sought.packageId, serviceType: 'SUPPORTED_LIVING', together, sourcingVersion: 2, reason: '' },
        need: { ...sought.need, ...change },
      });
    await amend(first!, { skills: ['AUTISM'] });
    await amend(second!, { skills: ['AUTISM'], complexNeeds: 'Needs quiet.' });
    const advert = await world.ask<Record<string, unknown>>('maple', ADVERT, { id: drafted.callOffId });
    expect(advert).toMatchObject({
      version: 3,
      need: { skills: ['AUTISM'], complexNeeds: null },
      people: [{ need: { skills: ['AUTISM'] } }, { need: { skills: ['AUTISM'], complexNeeds: 'Needs quiet.' } }],
    });
    const correction = { callOffId: drafted.callOffId, skills: ['STROKE_CARE'], idempotencyKey: randomUUID() };
    const corrected = await world.ask<{ refusals: [] }>(
      'broker',
      'mutation ($input: AmendCallOffInput!) { amendCallOff(input: $input) { refusals { rule code message field } } }',
      { input: correction },
    );
    expect(codes(corrected)).toEqual(['CORRECTED_BY_REQUEST']);
    expect(codes(await bids('maple', drafted, 2, { startDate: await startOf(60), version: 3 }))).toEqual([]);
    await world.passTo(later(dueAt, 3 * DAY));
    expect(await act.stateOf(drafted)).toBe('EVALUATING');
    await amend(first!, { skills: ['EPILEPSY_CARE'] });
    expect(await act.stateOf(drafted)).toBe('WITHDRAWN');
    const anew = await liveOf(first!.packageId);
    expect(anew).toMatchObject({ state: 'DRAFT' });
    expect((await liveOf(second!.packageId))?.id).toBe(anew!.id);
    // One of them is to be sought by itself after all.
    await amend(second!, {}, null);
    expect((await board(anew!.id)).packages).toHaveLength(1);
    const { rows } = await world.hub.pool.query(
      'select route, packages from tenders.call_off where ended_at is null and package_id = $1',
      [second!.packageId],
    );
    expect(rows).toMatchObject([{ route: 'DPS_INDIVIDUAL', packages: [] }]);
    // The last one, too: its draft ends, and its package is sought still.
    await amend(first!, {}, null);
    expect(await world.callOff(anew!.id)).toMatchObject({ state: 'WITHDRAWN', end_reason: 'SOUGHT_APART' });
    const told = (await world.hub.told('PackageWithdrawn')).at(-1);
    expect(told!.data).toMatchObject({ packageId: first!.packageId, replaced: true });
  });

  it('ROUT-37, AMB-38: a small group is published whole, alike and in one place, and nobody else is bundled with it', async () => {
    const together = group(2);
    const one = await asks(together);
    const drafted = await asRequested(one);
    expect(await world.callOff(drafted.callOffId)).toMatchObject({ state: 'DRAFT', route: 'DPS_SMALL_GROUP' });
    await act.prepare(drafted, { ...LOT, bidsDueAt: await due(14) });
    expect(rulesOf(await act.publish(drafted))).toEqual(['ROUT-37 PACKAGES_MISSING input.callOffId']);
    const elsewhere = await asks(together, { patch: 'West' });
    expect(await endedOf(elsewhere.packageId)).toEqual(['NOT_ONE_PLACE']);
    const otherwise = await asks({ ...together, people: 3 } as Together);
    expect(await endedOf(otherwise.packageId)).toEqual(['DECLARED_OTHERWISE']);
    await asks(together);
    const third = await asks(together);
    expect(await endedOf(third.packageId)).toEqual(['GROUP_IS_WHOLE']);
    expect(codes(await act.publish(drafted))).toEqual([]);
    expect(await board(drafted.callOffId)).toMatchObject({ state: 'OPEN', budgetPence: null, coreWeeklyPence: null });
  });

  it('ROUT-37, ROUT-38, CHOI-08: its bids cover each, are met, and the people decide; one award places them all', async () => {
    month += 1;
    await world.passTo(later(at('2026-03-04 10:00'), month * 60 * DAY));
    const together = group(2);
    const both = [await asks(together), await asks(together)];
    const drafted = await asRequested(both[0]!);
    const dueAt = await due(14);
    await act.published(drafted, { ...LOT, bidsDueAt: dueAt });
    const startDate = await startOf(30);
    expect(rulesOf(await bids('oak', drafted, 1, { startDate }))).toEqual(['ROUT-39 PERSON_LEFT_OUT input.people']);
    const own = people(2, 45_001);
    expect(codes(await bids('oak', drafted, 2, { startDate, costedLines: [], people: own }))).toEqual([]);
    await world.passTo(later(dueAt, 1));
    const scored = { result: null, scoredBy: ['BROKER', 'FAMILY'], noConflictOfInterest: true };
    expect(rulesOf(await act.assess(drafted, 'oak', [8, 8], { ...scored, moderated: false }, 'broker'))).toEqual([
      'ROUT-40 NO_PANEL_ON_ROUTE input.moderated',
    ]);
    await act.assess(drafted, 'oak', [8, 8], scored, 'broker');
    const { rows } = await world.hub.pool.query('select id from tenders.bid where call_off_id = $1 and state = $2', [
      drafted.callOffId,
      'UNDER_EVALUATION',
    ]);
    const [{ id: bidId }] = rows;
    const of = { callOffId: drafted.callOffId, bidId };
    await act.do('broker', 'shortlistBids', {
      callOffId: of.callOffId,
      bidIds: [bidId],
      arrangements: 'At the house.',
    });
    await act.do('practitioner', 'recordMeetingHeld', { ...of, heldAt: await world.hub.time.now() });
    await act.do('oak', 'answerMeeting', { callOffId: of.callOffId, canWork: true });
    await act.do('practitioner', 'concludeMeeting', { ...of, canWork: true });
    expect(codes(await act.choose(drafted, 'oak', 'FAMILY'))).toEqual([]);
    expect(rulesOf(await world.award(of.callOffId, { agreedStart: startDate }))).toEqual([
      'AWRD-06 AGREED_START_NOT_ASKED input.agreedStart',
    ]);
    expect(codes(await world.award(of.callOffId))).toEqual([]);
    const [told] = await act.told(drafted, 'CallOffAwarded');
    const { placements } = told!.data as unknown as { placements: AwardedPlacement[] };
    expect(placements).toMatchObject(
      both.map(({ packageId }) => ({ packageId, weeklyPricePence: 45_001, coreSharePence: null })),
    );
  });

  it('ROUT-02, ROUT-39: where its council has not opened the route, a package of a scheme is not advertised alone', async () => {
    const enabled = ['MICRO_PROCUREMENT', 'DPS_INDIVIDUAL'];
    const other = await World.open({ councils: { bromley: { route: { enabled } } } });
    const reasonFor = async (of: Record<string, unknown>) => {
      const packageId = randomUUID();
      const saying = { packageId, packageReference: 'PK-TEST', serviceType: 'SUPPORTED_LIVING', need: aNeed() };
      await other.hear('ServiceRequestReady', { ...saying, sourcingVersion: 1, ...of });
      const { rows } = await other.hub.pool.query('select end_reason from tenders.call_off where package_id = $1', [
        packageId,
      ]);
      return rows[0].end_reason;
    };
    try {
      const together = { kind: 'SCHEME', schemeId: randomUUID() };
      expect(await reasonFor({ together })).toBe('ROUTE_NOT_ENABLED');
      const override = { route: 'DPS_INDIVIDUAL', reason: 'Only one is left.' };
      expect(await reasonFor({ together, override })).toBe('TOGETHER_NOT_ON_ROUTE');
    } finally {
      await other.stop();
    }
  });
});
