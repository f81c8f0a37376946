import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import type { LoggedEvent } from '../../../../schema/events/envelope.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { providers } from '../../../../subgraphs/providers/subgraph.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { Applicant, aFramework } from '../applications/ground.js';
import { type AProvider, anAward, type Register, startRegister } from '../harness.js';

type Item = Readonly<Record<string, unknown>>;

/** What every item has, whatever it tells. */
const ALWAYS = ['cursor', 'type', 'occurredAt', 'publishedAt', 'council', 'providerId', 'provider'];

describe('the register feed', () => {
  let hub: Register;
  let oak: AProvider;
  let maple: AProvider;
  let item: string;

  beforeAll(async () => {
    item = await readFile('schema/operations/read-register-item.graphql', 'utf8');
    hub = await startRegister();
    await hub.bromleyMap();
    [oak, maple] = [await hub.aProvider(), await hub.aProvider()];
    for (const provider of [oak, maple]) await hub.admitted(provider, { council: 'ashdown' });
  });
  afterAll(() => hub.stop());

  /** Everybody who may open the feed, by the name that a test gives them. */
  const readers = (): ReadonlyArray<readonly [name: string, caller: string]> => [
    ['broker', 'bromley broker'],
    ['contract officer', 'bromley contract-officer'],
    ["another council's broker", 'ashdown broker'],
    ["another council's officer", 'ashdown contract-officer'],
    ['provider', oak.token],
    ["provider's people", `person of ${oak.cqcLocationId}`],
    ['another provider', maple.token],
  ];
  const COMPLIANCE = ['broker', 'contract officer', 'provider', "provider's people"];
  const OFFICER = ['contract officer', 'provider', "provider's people"];

  async function readAs(caller: string, event: LoggedEvent): Promise<Item | null> {
    const cursor = (await cursorsOf(hub.pool)).show(event.seq);
    return (await hub.ask(caller, item, { cursor })).registerFeedItem;
  }

  /** Who is told of an event, and what: the same item to each. */
  async function toldTo(event: LoggedEvent | undefined) {
    const answers = await Promise.all(
      readers().map(async ([name, caller]) => ({ name, item: await readAs(caller, event!) })),
    );
    const shown = answers.filter((each) => each.item !== null);
    const items = shown.map((each) => each.item!);
    for (const each of items) expect(each).toEqual(items[0]);
    return { who: shown.map(({ name }) => name), item: items[0]!, says: saying(items[0]!) };
  }

  /** What an item says beside which event it is of. */
  function saying(of: Item): Item {
    return Object.fromEntries(Object.entries(of).filter(([name, value]) => value !== null && !ALWAYS.includes(name)));
  }

  /** Oak's events of one type in Bromley, or in no council, that `act` makes. */
  async function eventsOf(act: () => Promise<unknown>, type: string): Promise<LoggedEvent[]> {
    const before = (await hub.told(...FEEDS.registerFeed.types)).at(-1)?.seq ?? 0;
    await act();
    return (await hub.told(type)).filter(({ seq, council }) => seq > before && council !== 'ashdown');
  }

  async function toldOf(act: () => Promise<unknown>, type: string) {
    const [event] = await eventsOf(act, type);
    return toldTo(event);
  }

  let membershipId: string;

  it('PROV-12, SM-5: brokers, contract officers and the provider are told of its admission', async () => {
    const { who, item, says } = await toldOf(async () => {
      membershipId = await hub.admitted(oak, { vehicle: 'PATCH', patch: 'East', from: '2026-06-01' });
    }, 'MembershipChanged');
    expect(who).toEqual(COMPLIANCE);
    expect(item).toMatchObject({
      type: 'MembershipChanged',
      council: { id: 'bromley' },
      providerId: oak.id,
      provider: { id: oak.id, name: 'Quince Care 1' },
    });
    expect(says).toEqual({ membershipId, vehicle: 'PATCH', patch: 'East', status: 'ADMITTED', from: '2026-06-01' });
  });

  it('SM-5: they are told when it is suspended and why it is shut out, and when it is restored', async () => {
    const change = (act: string) => () => hub.act('operator', act, { membershipId, reason: 'contract notice 14' });
    const [suspended] = await eventsOf(change('suspendMember'), 'ProviderSuspended');
    expect(await toldTo(suspended)).toMatchObject({ who: COMPLIANCE, says: { shutOutReason: 'SUSPENDED' } });
    const [membership] = (await hub.told('MembershipChanged')).slice(-1);
    const { who, says } = await toldTo(membership);
    expect(who).toEqual(COMPLIANCE);
    expect(says).toMatchObject({ membershipId, status: 'SUSPENDED' });
    // The officer's words are kept on the membership, and told to nobody.
    const { rows } = await hub.pool.query('select data::text from platform.event');
    expect(JSON.stringify(rows)).not.toContain('contract notice');
    expect(await toldOf(change('restoreMember'), 'ProviderRestored')).toMatchObject({ who: COMPLIANCE, says: {} });
    expect((await toldTo((await hub.told('MembershipChanged')).at(-1))).says).toMatchObject({ status: 'ADMITTED' });
  });

  it('NTF-27: a rating and the gates that it moves are told to brokers, contract officers and the provider', async () => {
    const [rating] = await eventsOf(
      () => hub.rated(oak, { overall: 'Requires improvement', publishedOn: '2026-05-29' }),
      'CqcRatingChanged',
    );
    const { who, says } = await toldTo(rating);
    expect(who).toEqual(COMPLIANCE);
    expect(says).toEqual({
      cqcLocationId: oak.cqcLocationId,
      ratingBefore: 'GOOD',
      rating: 'REQUIRES_IMPROVEMENT',
    });
    const gates = (await hub.told('GateChanged')).filter(({ council }) => council === 'bromley');
    const items = await Promise.all(gates.map(toldTo));
    expect(items.map((each) => each.who)).toEqual(gates.map(() => COMPLIANCE));
    expect(items.map((each) => each.says)).toContainEqual({
      purpose: 'AWARD',
      gateBefore: 'ALLOW',
      gate: 'BLOCK',
      gateReason: 'REQUIRES_IMPROVEMENT',
    });
  });

  it('PROV-04: they are told that the minimum is broken, once', async () => {
    const broken = (await hub.told('MinimumRatingBroken')).filter(({ council }) => council === 'bromley');
    expect(broken).toHaveLength(1);
    expect(await toldTo(broken[0])).toMatchObject({ who: COMPLIANCE, says: { rating: 'REQUIRES_IMPROVEMENT' } });
  });

  it('PROV-05: contract officers and the provider are told of a plan that is owed, drafted, shared and overdue', async () => {
    const required = (await hub.told('ImprovementPlanRequired')).filter(({ council }) => council === 'bromley');
    const { who, says } = await toldTo(required[0]);
    expect(who).toEqual(OFFICER);
    const { planId, items } = says as { planId: string; items: string[] };
    expect(says).toEqual({ planId, items, shareBy: expect.any(String) });
    expect(items).toContain('OVERALL');
    const draft = { council: 'bromley', providerId: oak.id, items, endsOn: '2026-06-30' };
    const drafted = await toldOf(
      () => hub.act('bromley contract-officer', 'recordImprovementPlan', draft),
      'ImprovementPlanDrafted',
    );
    expect(drafted).toMatchObject({ who: OFFICER, says: { planId, items, endsOn: '2026-06-30' } });
    const shared = await toldOf(
      () => hub.act('bromley contract-officer', 'shareImprovementPlan', { planId }),
      'ImprovementPlanShared',
    );
    expect(shared).toMatchObject({ who: OFFICER, says: { planId } });
    const overdue = await toldOf(() => hub.time.freezeAt(new Date('2026-07-01T09:00:00Z')), 'ImprovementPlanOverdue');
    expect(overdue.who).toEqual(OFFICER);
    expect(overdue.says).toEqual({ planId, missed: 'LAST_DAY' });
    // With its plan over, the provider breaks the minimum anew.
    expect((await hub.told('MinimumRatingBroken')).filter(({ council }) => council === 'bromley')).toHaveLength(2);
  });

  it('PROV-07: contract officers alone are told of a full contract review', async () => {
    const { who, says } = await toldOf(
      () => hub.rated(oak, { overall: 'Inadequate', publishedOn: '2026-06-30' }),
      'ContractReviewTriggered',
    );
    expect(who).toEqual(['contract officer']);
    expect(says).toEqual({ rule: 'PROV-07' });
  });

  it('PROV-32: contract officers and the provider are told of a price, and brokers are not', async () => {
    const price = { council: 'bromley', providerId: oak.id, kind: 'BLENDED', pence: 2350, from: '2026-07-01' };
    const { who, says } = await toldOf(() => hub.act('operator', 'recordRate', price), 'RateRecorded');
    expect(who).toEqual(OFFICER);
    expect(says).toMatchObject({ rateKind: 'BLENDED', pence: 2350, from: '2026-07-01' });
    expect(says.careTypes).toContain('D2A');
  });

  it('WIN-18, WIN-20: contract officers and the provider are told what its offer for discharge to assess lacks', async () => {
    const offer = {
      telephone: '020 7946 0321',
      contactHours: { from: '08:00', to: '22:00' },
      answerphone: true,
      explainedInPlans: true,
    };
    const { who, says } = await toldOf(() => hub.act(oak.token, 'declareD2aOffer', offer), 'D2aOfferDeclared');
    expect(who).toEqual(OFFICER);
    expect(says).toEqual({ d2aFaults: ['CONTACT_HOURS_SHORT'] });
  });

  it('PROV-33: brokers, contract officers and the provider are told of a query about a low price, and of its end', async () => {
    await hub.admitted(maple);
    const framework = await hub.aProvider();
    await hub.admitted(framework);
    await hub.admitted(oak, { vehicle: 'FRAMEWORK' });
    const price = { council: 'bromley', kind: 'BLENDED', from: '2026-07-02' };
    for (const { id } of [maple, framework]) {
      await hub.act('operator', 'recordRate', { ...price, providerId: id, pence: 2400 });
    }
    const opened = await toldOf(
      () => hub.act('operator', 'recordRate', { ...price, providerId: oak.id, pence: 1200 }),
      'LowRateQueryOpened',
    );
    expect(opened.who).toEqual(COMPLIANCE);
    const { queryId } = opened.says;
    expect(opened.says).toEqual({ queryId, careTypes: [expect.any(String)] });
    const closed = await toldOf(
      () => hub.act('operator', 'closeLowRateQuery', { queryId, explanation: 'volunteers drive' }),
      'LowRateQueryClosed',
    );
    expect(closed).toMatchObject({ who: COMPLIANCE, says: { queryId } });
  });

  it('NTF-28: brokers and the provider are told that it comes near the ceiling, and reaches it', async () => {
    const near = await toldOf(() => hub.hear(anAward(oak, 2700 * 60)), 'CapacityCeilingNear');
    expect(near).toMatchObject({ who: ['broker', 'provider', "provider's people"], says: { pct: 90 } });
    const reached = await toldOf(() => hub.hear(anAward(oak, 300 * 60)), 'CapacityCeilingReached');
    expect(reached.says).toEqual({ pct: 100 });
  });

  it('PROV-23: brokers, contract officers and the provider are told once private hours are declared too long ago', async () => {
    const declaredAt = (await hub.time.now()).toISOString();
    await hub.act(oak.token, 'declarePrivateHours', { weeklyMinutes: 600 });
    const overdue = await toldOf(() => hub.time.freezeAt(new Date('2026-08-05T09:00:00Z')), 'PrivateHoursOverdue');
    expect(overdue.who).toEqual(COMPLIANCE);
    expect(overdue.says).toEqual({ declaredAt });
  });

  it('PROV-01, IDG-16: an amended record is told by the names of what changed, and never what it says', async () => {
    const amend = { providerId: oak.id, areas: ['West'], skills: ['STOMA_CARE'] };
    const amended = await toldOf(
      () => hub.act(`person of ${oak.cqcLocationId}`, 'amendProvider', amend),
      'ProviderAmended',
    );
    expect(amended.who).toEqual(OFFICER);
    expect(amended.says).toEqual({ version: 2, changed: ['skills', 'areas'] });
    const stranger = await hub.aProvider();
    const person = `person of ${stranger.cqcLocationId}`;
    const [event] = await eventsOf(
      () => hub.act(person, 'amendProvider', { providerId: stranger.id, areas: ['South'] }),
      'ProviderAmended',
    );
    // It is a member of no council yet: it hears of itself, and nobody else does.
    expect(await readAs(person, event!)).toMatchObject({ council: null, providerId: stranger.id, changed: ['areas'] });
    expect((await Promise.all(readers().map(([, caller]) => readAs(caller, event!)))).filter(Boolean)).toEqual([]);
  });

  it('PROV-15, PROV-16: contract officers alone are told of a map that changed', async () => {
    const wards = {
      council: 'bromley',
      rows: [{ code: 'E05000117', name: 'Darwin', patch: 'East', from: '2027-04-01' }],
    };
    await hub.act('operator', 'importWards', {
      ...wards,
      rows: [
        { code: 'E05000117', name: 'Darwin', patch: 'South', from: '2021-08-27', to: '2027-03-31' },
        ...wards.rows,
      ],
    });
    const [map] = (await hub.told('WardsImported')).slice(-1);
    expect(await toldTo(map)).toMatchObject({
      who: ['contract officer'],
      item: { providerId: null },
      says: { rows: 2 },
    });
    const rows = [{ line: 2, postcode: 'BR1 1AB', ward: 'E05000109', validFrom: '2021-08-27' }];
    const postcodes = await toldOf(
      () => hub.act('operator', 'importWardPostcodes', { council: 'bromley', rows }),
      'WardPostcodesImported',
    );
    expect(postcodes).toMatchObject({ who: ['contract officer'], says: { rows: 1 } });
  });

  it('IDG-23: what a feed renders once for all providers is what the one that is told of it reads', async () => {
    for (const type of ['MembershipChanged', 'GateChanged', 'RateRecorded', 'ProviderAmended']) {
      const [event] = (await hub.told(type)).filter(({ audience }) => audience.providers?.includes(oak.id));
      const rendered = await readAs(`${oak.token}, in a feed`, event!);
      expect(rendered).toMatchObject({ type, provider: { id: oak.id } });
      expect(rendered).toEqual(await readAs(oak.token, event!));
    }
    // What is told to councils alone is rendered for no provider.
    const [review] = await hub.told('ContractReviewTriggered');
    expect(await readAs(`${oak.token}, in a feed`, review!)).toBeNull();
  });

  it.each(['bromley practitioner', 'operator', 'call monitoring'])('IDG-27: %s may not open it', async (role) => {
    const caller = role === 'call monitoring' ? `call monitoring of ${oak.cqcLocationId}` : role;
    const { data, errors } = await hub.as(caller, '{ registerFeedItem(cursor: "0") { type } }');
    expect(data).toEqual({ registerFeedItem: null });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('NTF-27: the subscription tells the same from any cursor on, to a suspended provider as well', async () => {
    const document = await readFile('schema/operations/watch-register.graphql', 'utf8');
    const [first] = (await hub.told(...FEEDS.registerFeed.types)).filter(({ audience }) =>
      audience.providers?.includes(oak.id),
    );
    const cursor = (await cursorsOf(hub.pool)).show(first!.seq);
    const watching = (await hub.subgraph.executor({
      document: parse(document),
      variables: { after: cursor },
      extensions: { headers: { authorization: `Bearer ${oak.token}` } },
    })) as AsyncIterableIterator<{ data: { registerFeed: Item } }>;
    const told: Item[] = [];
    for await (const { data } of watching) {
      told.push(data.registerFeed);
      expect(data.registerFeed.providerId).toBe(oak.id);
      expect((await hub.ask(oak.token, item, { cursor: data.registerFeed.cursor })).registerFeedItem).toEqual(
        data.registerFeed,
      );
      if (data.registerFeed.type === 'ProviderSuspended') break;
    }
    expect(told.map(({ type }) => type)).toContain('MembershipChanged');
    expect(FEEDS.registerFeed.evenWhenSuspended).toBe(true);
  });

  it('IDG-16, IDG-26: a policy is told to the brokers and officers of its council, with the keys that changed', async () => {
    const document = { alert: { minutes: 20 } };
    const set = () => hub.act('operator', 'setPolicy', { council: 'bromley', document, basedOn: 'bromley/1' });
    const { who, says } = await toldOf(set, 'PolicySet');
    expect(who).toEqual(['broker', 'contract officer']);
    expect(says).toEqual({
      policyVersion: 'bromley/2',
      effectiveFrom: expect.any(String),
      changed: ['alert.minutes'],
    });
  });

  it('IDG-06: access is told to the provider whose credential it is, and to the officers of the council', async () => {
    const access = { subject: 'machine:new', role: 'rostering', organisation: oak.id, councils: ['bromley'] };
    const says = { credential: 'machine:new', role: 'rostering' };
    expect(await toldOf(() => hub.act('operator', 'grantAccess', access), 'AccessGranted')).toMatchObject({
      who: OFFICER,
      says,
    });
    const revoke = () => hub.act('operator', 'revokeAccess', { subject: 'machine:new' });
    expect(await toldOf(revoke, 'AccessRevoked')).toMatchObject({ who: OFFICER, says });
  });

  it('PROV-21, PROV-22, NTF-29: brokers and the provider are told of its homes, prices and vacancies, and when these are stale', async () => {
    let homeId = '';
    const home = await toldOf(async () => {
      homeId = await hub.aHome(oak);
    }, 'CareHomeRecorded');
    expect(home).toMatchObject({ who: COMPLIANCE, says: { homeId, cqcLocationId: '1-910000001' } });
    const from = (await hub.time.now()).toISOString().slice(0, 10);
    const price = { homeId, kind: 'RESIDENTIAL', pence: 82_000, from };
    const declared = await toldOf(() => hub.act(oak.token, 'declareHomePrice', price), 'HomePriceRecorded');
    expect(declared.who).toEqual(COMPLIANCE);
    expect(declared.says).toEqual({ homeId, placeKind: 'RESIDENTIAL', agreed: false, pence: 82_000, from });
    const statedAt = (await hub.time.now()).toISOString();
    const vacancies = [{ kind: 'RESIDENTIAL', count: 2, from }];
    const stated = { homeId, statedAt, vacancies };
    const [broker, ...provider] = ['broker', 'provider', "provider's people"];
    const told = await toldOf(() => hub.act(oak.token, 'declareVacancies', stated), 'VacanciesDeclared');
    expect(told).toMatchObject({ who: [broker, ...provider], says: stated });
    const later = new Date((await hub.time.now()).getTime() + 9 * 24 * 3_600_000);
    const stale = await toldOf(() => hub.time.freezeAt(later), 'VacancyStale');
    expect(stale).toMatchObject({ who: [broker, ...provider], says: { homeId, statedAt } });
  });

  it('PROV-14, PROV-21: brokers and officers are told of standard fees, and the provider too by what it is on long lists', async () => {
    const from = (await hub.time.now()).toISOString().slice(0, 10);
    const fee = { council: 'bromley', kind: 'NURSING', pence: 105_000, from };
    const set = await toldOf(() => hub.act('operator', 'setStandardFee', fee), 'StandardFeeSet');
    expect(set.who).toEqual(['broker', 'contract officer']);
    expect(set.says).toEqual({ feeKind: 'NURSING', pence: 105_000, from });
    const keys = { serviceTypes: ['RESIDENTIAL'], patches: ['East'] };
    const recorded = await toldOf(
      () => hub.act('operator', 'recordLongListKeys', { council: 'bromley', providerId: oak.id, ...keys }),
      'LongListKeysRecorded',
    );
    expect(recorded).toMatchObject({ who: COMPLIANCE, says: keys });
  });

  it('NTF-36, PROV-26, PROV-29: applications are told to the applicant and to contract officers, windows as they pass', async () => {
    const officer = 'bromley contract-officer';
    const hour = async (n: number) => new Date((await hub.time.now()).getTime() + n * 3_600_000).toISOString();
    const windows = [{ opensAt: await hour(1), closesAt: await hour(2) }];
    let frameworkId = '';
    const opened = await toldOf(async () => {
      frameworkId = (await hub.act(officer, 'openFramework', aFramework({ windows }))).framework.id;
    }, 'OpenFrameworkChanged');
    const of = { frameworkId, vehicle: 'OPEN_FRAMEWORK' };
    expect(opened).toMatchObject({ who: ['contract officer'], says: { ...of, frameworkChange: 'OPENED' } });

    const one = new Applicant(hub, oak, frameworkId);
    let applicationId = '';
    const [drafted, submitted] = await eventsOf(async () => {
      applicationId = await one.submitted();
    }, 'MembershipDecision');
    expect(await toldTo(drafted)).toMatchObject({
      who: ['provider', "provider's people"],
      says: { ...of, applicationId, applicationState: 'DRAFT' },
    });
    expect(await toldTo(submitted)).toMatchObject({ who: OFFICER, says: { applicationState: 'SUBMITTED' } });

    const [window] = (await hub.pool.query('select id from providers.evaluation_window')).rows;
    const windowId = window.id;
    const pass = async (minutes: number) =>
      hub.time.freezeAt(new Date((await hub.time.now()).getTime() + minutes * 60_000));
    const opening = await toldOf(() => pass(61), 'WindowOpening');
    expect(opening).toMatchObject({ who: OFFICER, item: { providerId: null, provider: null } });
    expect(opening.says).toEqual({ ...of, windowId, ...windows[0] });
    const closed = await toldOf(() => pass(61), 'WindowClosed');
    expect(closed.who).toEqual(['contract officer']);
    expect(closed.says).toEqual({ frameworkId, windowId, applicationIds: [applicationId] });
    const removed = await toldOf(
      () => hub.act(officer, 'removeLot', { frameworkId, lot: 'COMPLEX' }),
      'OpenFrameworkChanged',
    );
    expect(removed).toMatchObject({ who: OFFICER, says: { ...of, frameworkChange: 'LOT_REMOVED', detail: 'COMPLEX' } });
  });

  it('PROV-20, PROV-31, PROV-34, PROV-35, PROV-36: so is what else the register holds', async () => {
    const council = 'bromley';
    const officer = 'bromley contract-officer';
    const on = { assessedOn: '2026-05-20', expiresOn: '2029-05-19' };
    const rating = { council, providerId: oak.id, score: 72, assessor: 'Quality Assurance Team', ...on };
    expect(await toldOf(() => hub.act(officer, 'recordQafRating', rating), 'QafRatingRecorded')).toMatchObject({
      who: COMPLIANCE,
      says: { qafScore: 72, qafBand: 'Good', from: '2026-05-20', to: '2029-05-19' },
    });
    const duties = { trustedAssessors: 0, startsAtShortNotice: true };
    const declared = await toldOf(() => hub.act(oak.token, 'declarePatchDuties', duties), 'PatchDutiesDeclared');
    expect(declared.who).toEqual(OFFICER);
    expect(declared.says.dutyFaults).toEqual(expect.arrayContaining(['NO_TRUSTED_ASSESSOR', 'NO_WEEKEND_DISCHARGE']));
    const who = ['broker', 'contract officer'];
    const terms = { landlord: 'Hearth Homes', landlordKind: 'CAPITAL_FUNDER', reference: 'NA-1', homes: 2 };
    const agree = () => hub.act(officer, 'recordNominationsAgreement', { council, ...terms, from: '2026-06-01' });
    const agreementId = expect.any(String);
    expect(await toldOf(agree, 'NominationsAgreementRecorded')).toMatchObject({ who, says: { agreementId } });
    const scheme = { name: 'Orchard House', area: 'East', postcode: 'BR1 1AB', propertyTypes: ['FLAT'], capacity: 1 };
    const record = () => hub.act(officer, 'recordScheme', { council, ...scheme, occupants: [], coreWeeklyPence: 0 });
    expect(await toldOf(record, 'SchemeRecorded')).toMatchObject({ who, says: { schemeId: expect.any(String) } });
    const move = { packageReference: 'L-1', fromProviderId: oak.id, toProviderId: maple.id, plannedOn: '2029-01-01' };
    const rows = [{ ...move, tupeAssessed: false, personInformed: false }];
    expect(
      await toldOf(() => hub.act(officer, 'planTransfers', { council, rows }), 'LegacyTransfersChanged'),
    ).toMatchObject({ who: ['contract officer'], says: { transferIds: [expect.any(String)] } });
  });

  it('NTF-27: every event of providers that names an audience is carried by it', async () => {
    const { rows } = await hub.pool.query<{ type: string }>(
      `select distinct type from platform.event
       where (audience ? 'providers' or jsonb_array_length(coalesce(audience->'roles', '[]')) > 0) and type not like 'Deadline%'`,
    );
    // What it has heard of the others is told by them.
    const own = rows.map(({ type }) => type).filter((type) => !(type in providers.reactions));
    expect(own.sort()).toEqual([...FEEDS.registerFeed.types].sort());
  });

  it('IDG-23: nobody is told of an event that is not there', async () => {
    const document = 'query ($cursor: Cursor!) { registerFeedItem(cursor: $cursor) { type } }';
    const cursor = (await cursorsOf(hub.pool)).show(1_000_000);
    expect(await hub.ask('bromley broker', document, { cursor })).toEqual({ registerFeedItem: null });
  });
});
