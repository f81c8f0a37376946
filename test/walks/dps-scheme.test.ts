import { addLocalDays, addMinutes, localDateOf } from '../../kernel/time/working-time.js';
import { startTestHub, type TestHub } from '../harness/hub.js';
import { nextKey, people, rostering, submitted } from './borough.js';
import { PreparedWalk, QUESTIONS } from './prepared.js';
import { type Answer, type FeedItem, Walk } from './walk.js';

const PEOPLE = 10;
const CORE_PENCE = 100_000;
const BUDGET_PENCE = 50_000;
const SEATS = { broker: 'BROKER', practitioner: 'SOCIAL_WORKER', commissioner: 'COMMISSIONER' } as const;

/** A supported-living scheme in Islington, by the dynamic purchasing system (004). */
describe('a scheme by the dynamic purchasing system', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  it('ROUT-39, ROUT-40, ROUT-41, WIN-11, EVAL-10, CHOI-08, AWRD-01, AWRD-06, ISF-02, ISF-03, ISF-04, PROV-20: ten people, one bid, one award', async () => {
    const walk = new Walk(
      hub,
      'dps-scheme',
      'A supported-living scheme: ten people, one bid, one award',
      'Islington seeks one provider for a scheme of ten, who share core support at 1,000 pounds a week. The panel has deferred one of them, one budget is smaller than its share, one bid leaves somebody out, and one member of the panel has yet to score: each holds it up where it should.',
    );
    const act = new PreparedWalk(hub, walk, 'islington', 'Canalside');
    const lockside = await walk.watches(rostering('lockside'));
    const towpath = await walk.watches(rostering('towpath'));
    const rules = ({ refusals }: Answer) => refusals.map(({ rule, code }: Answer) => `${rule} ${code}`);

    const requested = async (nth: number, schemeId: string, change: Record<string, unknown> = {}): Promise<string> => {
      const all = people.sharedRequest(nth, await hub.time.now(), 'Canalside', { schemeId, group: null, people: null });
      const input = { ...all, together: { schemeId }, ...change, idempotencyKey: nextKey() };
      return (await submitted(walk, act.as('case-system'), input)).id;
    };
    const budgeted = async (packageId: string, rasWeeklyPence: number) => {
      await act.do(act.as('case-system'), 'record-starter-budget', { packageId, rasWeeklyPence });
      for (const role of ['practitioner', 'commissioner']) {
        expect(rules(await act.do(act.as(role), 'agree-starter-budget', { packageId }))).toEqual([]);
      }
    };

    walk.tell('An officer records the scheme. Who lives there is known by their packages, and by nothing else.');
    const house = {
      ...{ council: 'islington', name: 'Wharf House', area: 'Canalside', postcode: 'N1 8AA', capacity: PEOPLE },
      ...{ propertyTypes: ['SELF_CONTAINED_FLAT'], coreWeeklyPence: CORE_PENCE },
    };
    const { scheme } = await act.do(act.as('contract-officer'), 'record-scheme', { ...house, occupants: [] });
    walk.name(scheme.id, 'the scheme');

    walk.tell(
      'Each of the ten has a request, which names the scheme. The first opens a draft, and the others join it; the panel defers the tenth.',
    );
    const packages = [await requested(1, scheme.id)];
    const { panelDecision } = people.specialistRequest(PEOPLE, await hub.time.now(), 'Canalside');
    await walk.before(async () => {
      for (let nth = 2; nth < PEOPLE; nth += 1) packages.push(await requested(nth, scheme.id));
      const before = addMinutes(panelDecision!.decidedAt, -24 * 60);
      const deferred = { panelDecision: { ...panelDecision, outcome: 'DEFERRED', decidedAt: before } };
      packages.push(await requested(PEOPLE, scheme.id, deferred));
      for (const [nth, each] of packages.entries()) await budgeted(each, nth === 3 ? 8_000 : BUDGET_PENCE);
    });
    walk.tell('The officer writes the scheme anew with the ids of their packages: who lives there.');
    const occupants = { ...house, schemeId: scheme.id, occupants: packages };
    expect(rules(await act.do(act.as('contract-officer'), 'record-scheme', occupants))).toEqual([]);
    const callOffId = await act.draftOf(packages[0]!);
    const set = {
      ...{ callOffId, costPct: 30, qualityPct: 70, questions: QUESTIONS, lot: 'SUPPORTED_LIVING' },
      ...{ bidsDueAt: await act.due(35), portalReference: 'LTP-2026-40' },
    };
    expect(rules(await act.do(act.as('broker'), 'prepare-call-off', set))).toEqual([]);
    const publish = () => act.do(act.as('broker'), 'publish-call-off', { callOffId });
    expect(rules(await publish())).toEqual(['ROUT-39 PACKAGES_MISSING', 'ISF-04 CORE_ABOVE_BUDGET']);

    walk.tell(
      'The panel agrees to the tenth. One budget still does not hold its share of the core support, and a commissioner adjusts it.',
    );
    await requested(PEOPLE, scheme.id, { version: 2 });
    await hub.time.settled();
    expect(rules(await publish())).toEqual(['ISF-04 CORE_ABOVE_BUDGET']);
    const more = {
      packageId: packages[3],
      amountPence: BUDGET_PENCE - 8_000,
      reason: 'Found too small at the review.',
    };
    expect(rules(await act.do(act.as('commissioner'), 'adjust-starter-budget', more))).toEqual([]);
    for (const role of ['practitioner', 'commissioner']) {
      await act.do(act.as(role), 'agree-starter-budget', { packageId: packages[3] });
    }
    expect(rules(await publish())).toEqual([]);

    walk.tell('Every member of the lot reads what all ten need, by numbers, and bids for all of them at once.');
    const published = await walk.told(lockside, 'CallOffPublished');
    await walk.before(async () => {
      const { callOffAdvert } = await walk.as<Answer>(rostering('lockside'), 'read-terms', { callOffId });
      expect(callOffAdvert.people).toHaveLength(PEOPLE);
    });
    const startDate = addLocalDays(localDateOf(new Date(published.callOff!.closesAt)), 21);
    const bids = async (
      provider: string,
      { callOff }: FeedItem,
      eachPence: number,
      covered = PEOPLE,
      isShown = false,
    ) => {
      const input = {
        ...{ callOffId, version: callOff!.version, startDate, coordinates: true, idempotencyKey: nextKey() },
        costedLines: [{ what: 'Core support by day and night', weeklyPence: CORE_PENCE }],
        communityLines: ['The allotment group on Fridays'],
        answers: QUESTIONS.map(({ code }) => ({ question: code, text: 'With a team that people have met.' })),
        people: Array.from({ length: covered }, (_, nth) => {
          return { person: nth + 1, outcomes: 'A key worker, and a plan of their own.', weeklyPence: eachPence };
        }),
      };
      const shown = { variables: isShown };
      return (await walk.as<Answer>(rostering(provider), 'submit-response', { input }, shown)).submitResponse;
    };
    expect(rules(await bids('lockside', published, 40_000, PEOPLE - 1))).toEqual(['ROUT-39 PERSON_LEFT_OUT']);
    const { bid: first } = await bids('lockside', published, 40_000, PEOPLE, true);
    expect(rules(await bids('lockside', published, 40_000))).toEqual(['SM-3 BID_ALREADY_MADE']);
    const { bid: second } = await bids('towpath', await walk.told(towpath, 'CallOffPublished'), 38_500);

    await walk.timePassesTo(new Date(+new Date(published.callOff!.closesAt) + 1));
    walk.tell(
      'Brokerage, a care manager and a commissioner each score every bid for themselves, and declare that they have no interest in any bidder. None of them can fill another seat.',
    );
    const scored = (subject: string, bidId: string, scores: [number, number], change: Record<string, unknown>) =>
      act.do(subject, 'assess-response', {
        ...{ callOffId, bidId, scores: act.scores(...scores), noConflictOfInterest: true },
        ...change,
      });
    const own = (role: keyof typeof SEATS, bidId: string, scores: [number, number], seat: string = SEATS[role]) =>
      scored(act.as(role), bidId, scores, { scoredBy: [seat], moderated: false });
    expect(rules(await own('broker', first.id, [8, 8], 'COMMISSIONER'))).toEqual(['ROUT-40 NOT_YOUR_SEAT']);
    for (const role of ['broker', 'practitioner'] as const) {
      expect(rules(await own(role, first.id, [8, 9]))).toEqual([]);
      expect(rules(await own(role, second.id, [6, 5]))).toEqual([]);
    }
    const agreed = (bidId: string, scores: [number, number]) =>
      scored(act.as('broker'), bidId, scores, { scoredBy: Object.values(SEATS), moderated: true });
    expect(rules(await agreed(first.id, [8, 9]))).toEqual(['ROUT-40 PANEL_INCOMPLETE']);

    walk.tell(
      'Once the commissioner has scored as well, the panel records what it agreed on for each bid, and brokerage awards to the one that comes first, on the day that was agreed.',
    );
    for (const [{ id }, scores] of [
      [first, [9, 8]],
      [second, [5, 6]],
    ] as const) {
      expect(rules(await own('commissioner', id, [...scores]))).toEqual([]);
      expect(rules(await agreed(id, [...scores]))).toEqual([]);
    }
    const award = (agreedStart?: string) =>
      act.do(act.as('broker'), 'award-call-off', {
        ...{ callOffId, agreedStart },
        involvement: [
          {
            who: 'ADVOCATE',
            how: 'Spoke for four of the ten on the panel.',
            at: new Date(published.callOff!.closesAt).toISOString(),
          },
        ],
      });
    expect(rules(await award())).toEqual(['ROUT-40 AGREED_START_MISSING']);
    const done = await award(addLocalDays(startDate, 14));
    expect(done).toMatchObject({ refusals: [], award: { provider: { name: 'Lockside Support' } } });
    expect(done.placements).toHaveLength(PEOPLE);
    expect(await walk.told(lockside, 'BidOutcome')).toMatchObject({ outcome: 'WON' });
    expect(await walk.told(towpath, 'BidOutcome')).toMatchObject({ outcome: 'UNSUCCESSFUL' });
    await hub.time.settled();

    walk.tell(
      'The award has opened a placement for each: 100 pounds of core support a week as a virtual budget, and 400 for the individual service fund. The winner reads each request, and the others none.',
    );
    const file = await walk.as<Answer>(act.as('practitioner'), 'case-file', { package: packages[9] });
    expect(file.package.placements).toMatchObject([
      { state: 'DOCS_SENT', weeklyPricePence: 50_000, virtualBudgetPence: 10_000, isfWeeklyPence: 40_000 },
    ]);
    const { placements } = await walk.as<Answer>(rostering('lockside'), 'my-placements', { first: 3 });
    expect(placements.totalCount).toBe(PEOPLE);
    const read = await walk.as<Answer>(rostering('towpath'), 'read-placement', { id: done.placements[0].id });
    expect(read.placement).toBeNull();
    await walk.end();
  });
});
