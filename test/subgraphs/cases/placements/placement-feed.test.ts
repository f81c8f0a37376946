import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { ACTOR, type TestSubgraph } from '../../../harness/subgraph.js';
import {
  aCall,
  aHomeRequest,
  aPassport,
  aPerson,
  aPlan,
  asking,
  aWeekOf,
  CALLERS,
  ELM,
  fresh,
  OAK,
  startCases,
} from '../harness.js';

type Item = Readonly<Record<string, unknown>>;

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
let item: string;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
  item = await readFile('schema/operations/read-placement-item.graphql', 'utf8');
});
afterAll(() => hub.stop());

/** Credentials that may open the feed; all others are told that it is not for them. */
const MAY = [
  'broker',
  'practitioner',
  'discharge',
  'las',
  'contractOfficer',
  'commissioner',
  'ashdown',
  'ashdownLas',
  'oak',
  'oakStaff',
  'elm',
];

/** The events of one type that this package or placement had, in order. */
async function eventsOf(id: string, type: string): Promise<LoggedEvent[]> {
  return (await hub.told(type)).filter(({ subject }) => subject.endsWith(`/${id}`));
}

async function told(caller: string, event: LoggedEvent): Promise<Item | null> {
  return cases.ask<Item | null>(caller, item, { cursor: (await cursorsOf(hub.pool)).show(event.seq) });
}

/** Who of everybody is told of it, and what: the same item to each. */
async function toldTo(event: LoggedEvent): Promise<{ readonly who: readonly string[]; readonly item: Item }> {
  const answers = await Promise.all(MAY.map(async (caller) => ({ caller, item: await told(caller, event) })));
  const shown = answers.filter((each) => each.item !== null);
  expect(shown.length).toBeGreaterThan(0);
  return { who: shown.map(({ caller }) => caller), item: shown[0]!.item! };
}

/** What an item says beside who, where and when it is. */
function saying({ type, council, placementId, placement, package: _, ...rest }: Item): Item {
  const ofTheItem = ['cursor', 'occurredAt', 'publishedAt', 'packageId', 'providerId', 'callOffId', 'placementIds'];
  return Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => value !== null && !ofTheItem.includes(name)),
  );
}

describe('what belongs to a budget', () => {
  it('ASM-23: both sides and the broker are told of a starter budget, and nobody else', async () => {
    const { id: packageId, reference } = await cases.submitted();
    await cases.act('las', 'recordStarterBudget', { packageId, rasWeeklyPence: 50_000 });
    await cases.act('practitioner', 'agreeStarterBudget', { packageId }, 'OnPackageInput');
    await cases.act('commissioner', 'agreeStarterBudget', { packageId }, 'OnPackageInput');
    const items = await Promise.all((await eventsOf(packageId, 'StarterBudgetChanged')).map(toldTo));
    expect(items.map(({ who }) => who)).toEqual(Array(3).fill(['broker', 'practitioner', 'commissioner']));
    expect(items.map(({ item: each }) => saying(each))).toEqual([
      { budgetChange: 'RECORDED', budgetAgreed: false },
      { budgetChange: 'AGREED', budgetAgreed: false },
      { budgetChange: 'AGREED', budgetAgreed: true },
    ]);
    expect(items[0]!.item.package).toMatchObject({ reference });
  });

  it('AWRD-11: a top-up is told to those who arrange the place, by its version alone', async () => {
    const { id } = await cases.submitted(aHomeRequest('RESIDENTIAL'));
    const placementId = await cases.awarded(id, OAK, { weeklyPricePence: 87_000 });
    await cases.act('broker', 'recordTopUp', {
      ...{ placementId, amountPence: 7_000, standardFeePence: 80_000, feeVersion: 'bromley/3' },
      agreement: { thirdParty: 'Orla Quillfeather', status: 'REQUESTED', requestedOn: '2026-06-01' },
    });
    const [event] = await eventsOf(placementId, 'TopUpRecorded');
    const { who, item: told } = await toldTo(event!);
    expect(who).toEqual(['broker', 'practitioner', 'las']);
    expect(saying(told)).toEqual({ version: 1 });
  });
});

describe('NTF-14: the first call', () => {
  it('NTF-14: once confirmed, broker, care manager and provider are told of day and time, and nobody else', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: '2026-06-09T07:30:00Z' });
    const [event] = await eventsOf(placementId, 'FirstCallConfirmed');
    const { who, item } = await toldTo(event!);
    expect(who).toEqual(['broker', 'practitioner', 'oak', 'oakStaff']);
    expect(item).toMatchObject({
      type: 'FirstCallConfirmed',
      council: { id: 'bromley', name: 'bromley' },
      placementId,
      providerId: OAK,
      placement: { state: 'CONFIRMED', startDate: '2026-06-09', startTime: '08:30' },
    });
    expect(saying(item)).toEqual({ firstCallAt: '2026-06-09T07:30:00.000Z' });
  });

  it('NTF-14: not confirmed by the limit, broker and care manager are told that it is overdue, and nobody else', async () => {
    const there = await startCases();
    const late = asking(there);
    try {
      const placementId = await late.placedUpTo('DOCS_SENT');
      await there.time.freezeAt(new Date((await there.time.now()).getTime() + 120 * 60_000 + 1));
      const show = (await cursorsOf(there.pool)).show;
      const [overdue] = await there.told('FirstCallOverdue');
      const [missed] = await there.told('DeadlineMissed');
      const whoIsTold = async (seq: number) => {
        const answers = await Promise.all(
          MAY.map(async (who) => [who, await late.ask<Item | null>(who, item, { cursor: show(seq) })] as const),
        );
        return answers.filter(([, each]) => each !== null);
      };
      const toldOfIt = await whoIsTold(overdue!.seq);
      expect(toldOfIt.map(([who]) => who)).toEqual(['broker', 'practitioner']);
      expect(toldOfIt[0]![1]).toMatchObject({
        type: 'FirstCallOverdue',
        placementId,
        placement: { state: 'DOCS_SENT' },
      });
      expect(saying(toldOfIt[0]![1]!)).toEqual({});
      // And the clock itself, with the rule that it keeps.
      const ofTheClock = await whoIsTold(missed!.seq);
      expect(ofTheClock.map(([who]) => who)).toEqual(['broker']);
      expect(ofTheClock[0]![1]).toMatchObject({ type: 'DeadlineMissed', placementId, rules: ['ROUT-10'] });
    } finally {
      await there.stop();
    }
  });
});

describe('NTF-18: a discharge', () => {
  it('NTF-18: each version that is agreed is told to the provider, the discharge team and brokers, and to nobody else', async () => {
    const { id: packageId } = await cases.referred(aPassport());
    const placementId = await cases.awarded(packageId);
    const agreed = [
      ['2026-06-02T13:00:00Z', 'The daughter opens.'],
      ['2026-06-03T10:00:00Z', 'The daughter opens.'],
      ['2026-06-03T10:00:00Z', 'The neighbour opens.'],
    ];
    for (const [dischargeAt, arrangements] of agreed) {
      const answer = await cases.act('broker', 'amendDischarge', { packageId, dischargeAt, arrangements });
      expect(answer.refusals).toEqual([]);
    }
    const events = await eventsOf(placementId, 'DischargeFinalised');
    const items = await Promise.all(events.map(toldTo));
    expect(items.map(({ who }) => who)).toEqual(agreed.map(() => ['broker', 'discharge', 'oak', 'oakStaff']));
    expect(items.map(({ item: each }) => saying(each))).toEqual([
      { version: 1, dischargeAt: '2026-06-02T13:00:00.000Z' },
      { version: 2, dischargeAt: '2026-06-03T10:00:00.000Z' },
      { version: 3, dischargeAt: '2026-06-03T10:00:00.000Z' },
    ]);
    // Who opens the door is read where it is disclosed.
    expect(JSON.stringify(items)).not.toContain('opens');
  });

  it('NTF-18: before the award those who source the package are told, and no provider', async () => {
    const { id: packageId } = await cases.referred(aPassport());
    const input = { packageId, dischargeAt: '2026-06-04T10:00:00Z', arrangements: 'Hospital transport.' };
    expect((await cases.act('discharge', 'amendDischarge', input)).refusals).toEqual([]);
    expect(await eventsOf(packageId, 'DischargeFinalised')).toEqual([]);
    expect((await eventsOf(packageId, 'ServiceRequestAmended')).map(({ audience }) => audience)).toEqual([{}]);
  });
});

describe('the feed of placements', () => {
  const bromleys = ['broker', 'practitioner', 'las'];

  it('NTF-08, NTF-15, AWRD-01, AWRD-02: each step to the start is told to whom it concerns', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const steps = [
      ['PlacementProposed', [...bromleys, 'oak', 'oakStaff']],
      ['FullDocumentsAvailable', ['oak', 'oakStaff']],
      ['CarePlanIssued', ['practitioner', 'oak', 'oakStaff']],
      ['ServiceLineAdded', ['broker', 'oak', 'oakStaff']],
      ['IpoIssued', ['broker', 'las', 'oak', 'oakStaff']],
      ['PlacementStarted', ['broker', 'practitioner', 'discharge', 'las', 'oak', 'oakStaff']],
    ] as const;
    for (const [type, who] of steps) {
      const [event] = await eventsOf(placementId, type);
      expect({ type, who: (await toldTo(event!)).who }).toEqual({ type, who });
    }
    const [issued] = await eventsOf(placementId, 'IpoIssued');
    expect(saying((await toldTo(issued!)).item)).toEqual({ ipoId: expect.any(String), version: 1 });
  });

  it('NTF-16: a variation in effect is told with its levels and days, to the provider while its placement is live', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const effectiveFrom = '2026-06-01';
    const reduction = { kind: 'REDUCE', effectiveFrom, calls: aWeekOf(210), lasVariationId: fresh('VAR') };
    expect((await cases.act('las', 'recordVariation', { placementId, ...reduction })).refusals).toEqual([]);
    const [event] = await eventsOf(placementId, 'VariationEffective');
    const { who, item } = await toldTo(event!);
    expect(who).toEqual([...bromleys, 'oak', 'oakStaff']);
    expect(saying(item)).toEqual({
      variationId: expect.any(String),
      variation: 'REDUCE',
      effectiveFrom,
      minutesBefore: 315,
      minutesAfter: 210,
    });
    const ending = { placementId, reason: 'HOSPITAL', endDate: '2026-06-01' };
    expect((await cases.act('las', 'endPlacement', ending)).refusals).toEqual([]);
    expect((await toldTo(event!)).who).toEqual(bromleys);
    // Why it ended says something of the person's life.
    const [ended] = await eventsOf(placementId, 'PlacementEnded');
    const told = await toldTo(ended!);
    expect(told.who).toEqual([...bromleys, 'oak', 'oakStaff']);
    expect(saying(told.item)).toEqual({ endDate: '2026-06-01' });
  });

  it('NTF-16: a variation that is to begin is told as it is recorded, with its levels and days', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const effectiveFrom = '2026-06-08';
    const reduction = { kind: 'REDUCE', effectiveFrom, calls: aWeekOf(210), lasVariationId: fresh('VAR') };
    expect((await cases.act('las', 'recordVariation', { placementId, ...reduction })).refusals).toEqual([]);
    const [event] = await eventsOf(placementId, 'VariationAgreed');
    const { who, item } = await toldTo(event!);
    expect(who).toEqual([...bromleys, 'oak', 'oakStaff']);
    expect(saying(item)).toEqual({
      ...{ variationId: expect.any(String), variation: 'REDUCE', effectiveFrom },
      ...{ minutesBefore: 315, minutesAfter: 210 },
    });
  });

  it('ASM-16: a query about a document is told to the side that wrote it, and its answer to who asked', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const raised = await cases.act('oak', 'raiseDocumentQuery', {
      placementId,
      kind: 'CARE_PLAN',
      question: 'Which days are meant?',
    });
    const { id: queryId } = raised.documentQuery as { id: string };
    await cases.act('practitioner', 'answerDocumentQuery', { queryId, answer: 'All of them.' });
    const [asked] = await eventsOf(placementId, 'DocumentQueryRaised');
    const [answered] = await eventsOf(placementId, 'DocumentQueryAnswered');
    expect(await toldTo(asked!)).toMatchObject({
      who: ['broker', 'practitioner'],
      item: { queryId, document: 'CARE_PLAN' },
    });
    expect(await toldTo(answered!)).toMatchObject({
      who: ['oak', 'oakStaff'],
      item: { queryId, document: 'CARE_PLAN' },
    });
  });

  it('NTF-31, ROUT-20: what a provider reports around hospital is told to the council alone, and how the person is to nobody', async () => {
    const { id: packageId } = await cases.referred(aPassport());
    const placementId = await cases.awarded(packageId);
    await cases.firstCallMade(placementId, new Date('2026-06-02T14:00:00Z'));
    const observedAt = await hub.time.now();
    await cases.act('oak', 'reportConditionChanged', { placementId, kind: 'DETERIORATED', observedAt });
    const [changed] = await eventsOf(placementId, 'ConditionChanged');
    const told = await toldTo(changed!);
    expect(told.who).toEqual(['broker', 'practitioner', 'discharge']);
    expect(saying(told.item)).toEqual({ reportId: expect.any(String) });
    expect(JSON.stringify(told)).not.toContain('DETERIORATED');

    const standard = await cases.placedUpTo('ACTIVE');
    await hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 24 * 3_600_000));
    const effectiveFrom = '2026-06-02';
    const suspension = { kind: 'SUSPEND', effectiveFrom, weeklyWorkerMinutes: 0, lasVariationId: fresh('VAR') };
    await cases.act('las', 'recordVariation', { placementId: standard, ...suspension });
    const dischargedAt = await hub.time.now();
    await cases.act('oak', 'reportHospitalReturn', { placementId: standard, dischargedAt, answer: 'PLAN_UNCHANGED' });
    const [reported] = await eventsOf(standard, 'HospitalReturnReported');
    const item = await toldTo(reported!);
    expect(item.who).toEqual(['broker', 'practitioner', 'discharge']);
    expect(saying(item.item)).toEqual({ reportId: expect.any(String), returnAnswer: 'PLAN_UNCHANGED' });
  });

  it('NTF-38, SM-1: a package that is cancelled or that nobody takes is told to those who follow it', async () => {
    const { id: cancelled } = await cases.submitted();
    await cases.act('broker', 'cancelPackage', { packageId: cancelled, reason: 'The family cares after all.' });
    const [event] = await eventsOf(cancelled, 'PackageCancelled');
    const told = await toldTo(event!);
    expect(told).toMatchObject({
      who: bromleys,
      item: { packageId: cancelled, package: { state: 'CANCELLED' }, placement: null, reasonCode: 'PACKAGE_CANCELLED' },
    });
    expect(JSON.stringify(told.item)).not.toContain('family');

    const { id: referred } = await cases.referred();
    await hub.hear({
      type: 'CallOffFailed',
      subject: 'call-off/11111111-1111-4111-8111-111111111111',
      council: 'bromley',
      data: { callOffId: '11111111-1111-4111-8111-111111111111', packageId: referred },
    });
    const [unfilled] = await eventsOf(referred, 'PackageUnfilled');
    expect(await toldTo(unfilled!)).toMatchObject({
      who: ['broker', 'practitioner', 'discharge', 'las'],
      item: { packageId: referred, reasonCode: 'NOBODY_FOUND' },
    });
  });

  it('ASM-37: each provider is told of what was taken over of its own', async () => {
    const running = (providerId: string) => ({
      lasLineId: fresh('LINE'),
      providerId,
      person: aPerson(),
      careType: 'STANDARD_ADULT',
      groups: ['OLDER_PEOPLE'],
      calls: [aCall()],
      startedOn: '2025-02-03',
      hourlyRatePence: 2150,
      carePlan: aPlan(),
    });
    const answer = await cases.ask<{ placements: Array<{ id: string; provider: { id: string } }> }>(
      'las',
      `mutation ($input: TakeOverPlacementsInput!) { takeOverPlacements(input: $input) {
        placements { id provider { id } } } }`,
      { input: { idempotencyKey: fresh(), placements: [running(OAK), running(ELM), running(OAK)] } },
    );
    const ids = (provider: string) =>
      answer.placements.filter((each) => each.provider.id === provider).map(({ id }) => id);
    const items = await Promise.all((await hub.told('PlacementsTakenOver')).map(toldTo));
    expect(items.map(({ who }) => who)).toEqual([
      ['broker', 'las', 'oak', 'oakStaff'],
      ['broker', 'las', 'elm'],
    ]);
    expect(items.map(({ item: each }) => [each.placementIds].flat().sort())).toEqual([
      ids(OAK).sort(),
      ids(ELM).sort(),
    ]);
  });

  it('IDG-05, IDG-27: nobody opens it but those whom some event is told to', async () => {
    for (const caller of Object.keys(CALLERS)) {
      if (MAY.includes(caller) || ['hub', 'providerView', 'brokerView'].includes(caller)) continue;
      const { errors } = await hub.as(caller, '{ placementFeedItem(cursor: "0") { type } }');
      expect({ caller, code: errors?.[0]?.extensions?.code }).toEqual({ caller, code: 'FORBIDDEN' });
    }
  });

  it('IDG-23: a view of the class shows the same item, and leads to no package and no person of a provider', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const [event] = await eventsOf(placementId, 'PlacementStarted');
    expect(await told('providerView', event!)).toEqual(await told('oak', event!));
    expect(await told('brokerView', event!)).toEqual(await told('broker', event!));
    const beyond = `query ($cursor: Cursor!) { placementFeedItem(cursor: $cursor) {
      package { id } placement { package { id } person { name } serviceRequest { version } } } }`;
    const { data } = await hub.as('providerView', beyond, { cursor: (await cursorsOf(hub.pool)).show(event!.seq) });
    expect(data?.placementFeedItem).toEqual({
      package: null,
      placement: { package: null, person: null, serviceRequest: null },
    });
  });

  it('IDG-23: is told live, in order, as each item is answered by itself', async () => {
    const document = await readFile('schema/operations/watch-placements.graphql', 'utf8');
    const watching = (await hub.subgraph.executor({
      document: parse(document),
      variables: { after: '0' },
      extensions: { headers: { authorization: 'Bearer elm' } },
    })) as AsyncIterableIterator<{ data: { placementFeed: Item } }>;
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id, ELM);
    const types: unknown[] = [];
    for await (const { data } of watching) {
      if (data.placementFeed.placementId !== placementId) continue;
      types.push(data.placementFeed.type);
      const { cursor } = data.placementFeed;
      expect(await cases.ask<Item>('elm', item, { cursor })).toEqual(data.placementFeed);
      if (types.length === 2) break;
    }
    expect(types).toEqual(['PlacementProposed', 'FullDocumentsAvailable']);
  });

  it('NTF-16: every event of cases that names an audience is carried by it', async () => {
    const { rows } = await hub.pool.query<{ type: string }>(
      `select distinct type from platform.event
       where actor->>'subject' <> $1
         and (audience ? 'providers' or jsonb_array_length(coalesce(audience->'roles', '[]')) > 0)`,
      [ACTOR.subject],
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(FEEDS.placementFeed.types).toEqual(expect.arrayContaining(rows.map(({ type }) => type)));
  });
});
