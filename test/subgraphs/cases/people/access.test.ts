import { recorded } from '../../../harness/recorded.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { statementsOf } from '../../../kernel/ground.js';
import { aPerson, aRequest, asking, CALLERS, ELM, OAK, said, startCases } from '../harness.js';

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Package { packageReference: reference need { complexNeeds } }
  ... on Placement { reference startDate }
  ... on Person { name }
  ... on Ipo { ipoReference: reference }
  ... on DocumentQuery { question } } }`;
const PERSON = `query ($id: ID!) { placement(id: $id) { reference person { name dateOfBirth nhsNumber councilPersonId contacts { name } } } }`;
const FULL_REQUEST = `query ($id: ID!) { placement(id: $id) { person { name address } serviceRequest { version care { deliveryNotes assessmentSummary } }
  carePlan { version outcomes } documentsReadAt } }`;

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
let packageId: string;
let placementId: string;
let personId: string;
let ipoId: string;

beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
  placementId = await cases.placedUpTo('IPO_ISSUED');
  const { rows } = await hub.pool.query('select package_id, person_id from cases.placement where id = $1', [
    placementId,
  ]);
  packageId = rows[0].package_id;
  personId = rows[0].person_id;
  ipoId = (await hub.pool.query('select id from cases.ipo where placement_id = $1', [placementId])).rows[0].id;
});
afterAll(() => hub.stop());

const representations = () => [
  { __typename: 'Package', id: packageId },
  { __typename: 'Placement', id: placementId },
  { __typename: 'Person', id: personId },
  { __typename: 'Ipo', id: ipoId },
];
const disclosures = async (where = 'true') =>
  (
    await hub.pool.query(
      `select subject, organisation, opened, ground, version from cases.disclosure where ${where} order by at, opened`,
    )
  ).rows;

describe('who finds a case at all', () => {
  it.each(['elm', 'ashdown', 'ashdownLas', 'operator', 'providerView'])(
    'IDG-05, IDG-26: %s finds nothing of it through entity references',
    async (caller) => {
      const { data } = await hub.as(caller, ENTITIES, { representations: representations() });
      expect(data?._entities).toEqual([null, null, null, null]);
    },
  );

  it('IDG-05: a provider without a placement is told nothing by any query', async () => {
    expect(await cases.ask('elm', '{ placements { edges { node { id } } } }')).toEqual({ edges: [] });
    expect(await cases.ask('elm', PERSON, { id: placementId })).toBeNull();
    expect(await cases.ask('elm', 'query ($id: ID!) { package(id: $id) { reference } }', { id: packageId })).toBeNull();
  });

  it('IDG-05: what one may not see and what is not there are refused in the same words', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const id of [placementId, unknown, 'not an id']) {
      const answer = await cases.act('elm', 'confirmFirstCall', {
        placementId: id,
        firstCallAt: '2026-06-08T07:00:00Z',
      });
      expect(answer.refusals).toEqual([
        {
          rule: 'IDG-05',
          code: 'NOT_FOUND',
          field: 'input.placementId',
          message: 'There is no such placement among those you may act on.',
        },
      ]);
    }
    for (const id of [packageId, unknown, 'not an id']) {
      expect(said(await cases.act('ashdown', 'cancelPackage', { packageId: id, reason: 'x' }))).toEqual([
        'IDG-05 NOT_FOUND input.packageId',
      ]);
    }
  });

  it('IDG-26: a broker lists the packages of its own council alone', async () => {
    const ashdownPackage = await cases.submitted(aRequest(), 'ashdownLas');
    const listed = async (caller: string) =>
      (
        await cases.ask<{ edges: Array<{ node: { id: string } }> }>(
          caller,
          '{ packages(first: 100) { edges { node { id } } } }',
        )
      ).edges.map(({ node }) => node.id);
    expect(await listed('broker')).toContain(packageId);
    expect(await listed('broker')).not.toContain(ashdownPackage.id);
    expect(await listed('ashdown')).toEqual([ashdownPackage.id]);
  });

  it('IDG-05: a page of packages with all that hangs on them takes as many statements for one as for many', async () => {
    const board = `query ($first: Int!) { packages(first: $first) { edges { node { reference person { name } panelDecisions { outcome }
      serviceRequests { version } carePlans { version } placements { state ipos { version } documentQueries { kind } serviceRequest { version } } } } } }`;
    const [one, many] = [
      await countStatements(() => hub.as('broker', board, { first: 1 }), /from "cases"/),
      await countStatements(() => hub.as('broker', board, { first: 6 }), /from "cases"/),
    ];
    expect(many).toBeGreaterThan(0);
    expect(one).toBe(many);
  });

  it('IDG-05: many references are found by one statement a type', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => cases.submitted()));
    const statements = await countStatements(() =>
      hub.as('broker', ENTITIES, { representations: many.map(({ id }) => ({ __typename: 'Package', id })) }),
    );
    expect(statements).toBe(1);
  });
});

describe('who reads what of the person', () => {
  it('IDG-03: the winner reads the full request; nobody else ever does', async () => {
    expect(await cases.ask('oak', FULL_REQUEST, { id: placementId })).toMatchObject({
      person: { name: 'Wilfred Marchbanks', address: '12 Larkspur Rise, Bromley' },
      serviceRequest: { version: 1, care: { deliveryNotes: 'The key safe is beside the door.' } },
      carePlan: { outcomes: ['Washed and dressed by ten'] },
    });
    expect(await cases.ask('elm', FULL_REQUEST, { id: placementId })).toBeNull();
  });

  it.each([
    ['commissioner', 'figures only'],
    ['contractOfficer', 'figures only'],
    ['oakMonitoring', 'visits only'],
  ])('IDG-05, IDG-06: %s may not even ask for the person: %s', async (caller) => {
    const { data, errors } = await hub.as(caller, PERSON, { id: placementId });
    expect(data).toMatchObject({ placement: { person: null } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'IDG-05' });
  });

  it('IDG-06: call monitoring sees the calls and no price', async () => {
    const shown = await hub.as(
      'oakMonitoring',
      'query ($id: ID!) { placement(id: $id) { need { calls { startTime minutes } } hourlyRatePence } }',
      { id: placementId },
    );
    expect(shown.data).toEqual({
      placement: { need: { calls: [{ startTime: '08:00', minutes: 45 }] }, hourlyRatePence: null },
    });
    expect(shown.errors).toHaveLength(1);
  });

  it('IDG-27: a credential without the scope to read is refused the person', async () => {
    const { data, errors } = await hub.as('oakWithoutScopes', PERSON, { id: placementId });
    expect(data).toMatchObject({ placement: null });
    expect(errors?.[0]?.extensions).toMatchObject({ rule: 'IDG-27' });
  });

  it('IDG-05: another service asks in the hub’s name and is shown no person', async () => {
    const { data } = await hub.as('hub', ENTITIES, {
      representations: [
        { __typename: 'Person', id: personId },
        { __typename: 'Placement', id: placementId },
      ],
    });
    expect(data?._entities).toEqual([null, expect.objectContaining({ startDate: expect.any(String) })]);
  });

  it('IDG-05: a feed that is run for a whole class reads no person, not even for brokers', async () => {
    const through = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Package { reference person { name } placements { reference person { name } serviceRequest { version } } } } }`;
    const { data } = await hub.as('brokerView', through, {
      representations: [{ __typename: 'Package', id: packageId }],
    });
    expect(data?._entities).toEqual([
      {
        reference: expect.any(String),
        person: null,
        placements: [{ reference: expect.any(String), person: null, serviceRequest: null }],
      },
    ]);
    const { data: person } = await hub.as('brokerView', ENTITIES, {
      representations: [{ __typename: 'Person', id: personId }],
    });
    expect(person?._entities).toEqual([null]);
  });

  it.each([
    'placement(id: "x") { id }',
    'package(id: "x") { id }',
    'packages { edges { node { id } } }',
    'placements { edges { node { id } } }',
  ])('IDG-27: a feed view follows its items, and does not ask for %s', async (asked) => {
    for (const caller of ['providerView', 'brokerView']) {
      const { errors } = await hub.as(caller, `{ ${asked} }`);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('IDG-05: below the resolvers, the database itself shows a provider only its own people', async () => {
    const seenBy = async (caller: keyof typeof CALLERS, role: string) => {
      const { organisation, councils } = CALLERS[caller]!;
      const client = await hub.pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('hub.organisation', $1, true), set_config('hub.councils', $2, true)`, [
          organisation,
          councils.join(','),
        ]);
        await client.query(`set local role cases_${role}`);
        const count = async (table: string) =>
          Number(
            (
              await client.query(
                `select count(*) from cases.${table} where ${table === 'person' ? 'id' : 'person_id'} = $1`,
                [personId],
              )
            ).rows[0].count,
          );
        return [await count('person'), await count('service_request'), await count('care_plan'), await count('ipo')];
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    expect(await seenBy('oak', 'provider')).toEqual([1, 1, expect.any(Number), 1]);
    expect(await seenBy('elm', 'provider')).toEqual([0, 0, 0, 0]);
    expect(await seenBy('broker', 'council')).toEqual([1, 1, expect.any(Number), 1]);
    expect(await seenBy('ashdown', 'council')).toEqual([0, 0, 0, 0]);
    expect(await seenBy('brokerView', 'council')).toEqual([0, 0, 0, 1]);
    expect(await seenBy('providerView', 'council')).toEqual([0, 0, 0, 1]);
  });
});

describe("a child's record", () => {
  const RECORD = `query ($id: ID!) { placement(id: $id) { reference state package { reference } need { cypAge }
    person { name } serviceRequest { version } carePlan { version } } }`;
  const LISTED = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Person { name } ... on Package { reference } } }`;
  const aChild = (dateOfBirth = '2014-03-02') =>
    aRequest({
      cohort: 'CYP',
      careType: 'STANDARD_CYP',
      groups: ['CHILDREN_YOUNG_PEOPLE'],
      person: aPerson({ dateOfBirth, nhsNumber: null }),
    });
  const registeredFor = (...ageBands: string[]) =>
    hub.hear(recorded('ProviderStandingChanged', { providerId: OAK, ageBands }, { subject: `provider/${OAK}` }));
  const OPEN = { package: { reference: expect.any(String) }, need: {}, person: { name: 'Wilfred Marchbanks' } };
  const CLOSED = {
    reference: expect.any(String),
    state: 'DOCS_SENT',
    package: null,
    need: null,
    person: null,
    serviceRequest: null,
    carePlan: null,
  };

  it('IDG-11: of a provider that the register has told nothing of, not even the winner reads it', async () => {
    const { id } = await cases.submitted(aChild());
    expect(await cases.ask('oak', RECORD, { id: await cases.awarded(id) })).toEqual(CLOSED);
  });

  it('IDG-11: it opens and closes with the registration for children, in every way that leads to it', async () => {
    const { id } = await cases.submitted(aChild());
    const placement = await cases.awarded(id);
    const { rows } = await hub.pool.query('select person_id as id from cases.placement where id = $1', [placement]);
    const representations = [
      { __typename: 'Person', id: rows[0].id },
      { __typename: 'Package', id },
    ];
    await registeredFor('CHILDREN_0_18');
    expect(await cases.ask('oak', RECORD, { id: placement })).toMatchObject({ ...OPEN, need: { cypAge: 12 } });
    expect(await cases.ask('oak', LISTED, { representations })).not.toContain(null);

    await registeredFor('ADULTS_18_PLUS');
    expect(await cases.ask('oak', RECORD, { id: placement })).toEqual(CLOSED);
    expect(await cases.ask('oak', LISTED, { representations })).toEqual([null, null]);
    expect(await cases.ask('broker', RECORD, { id: placement })).toMatchObject(OPEN);

    await registeredFor('ADULTS_18_PLUS', 'CHILDREN_0_18');
    expect(await cases.ask('oak', RECORD, { id: placement })).toMatchObject(OPEN);
  });

  it('IDG-11: whoever is 18 on the day care is needed asks for both bands, the day before for one', async () => {
    await registeredFor('CHILDREN_0_18');
    const adultToBe = await cases.awarded((await cases.submitted(aChild('2008-06-09'))).id);
    const adult = await cases.awarded((await cases.submitted(aChild('2008-06-08'))).id);
    expect(await cases.ask('oak', RECORD, { id: adultToBe })).toMatchObject({ ...OPEN, need: { cypAge: 17 } });
    expect(await cases.ask('oak', RECORD, { id: adult })).toEqual(CLOSED);
  });

  it("IDG-11: an adult's record asks for no band", async () => {
    await registeredFor();
    expect(await cases.ask('oak', PERSON, { id: placementId })).toMatchObject({
      person: { name: 'Wilfred Marchbanks' },
    });
  });
});

describe('what reading leaves behind', () => {
  it('IDG-16: each thing opened is one row: by whom, on what ground, which version', async () => {
    await hub.time.freezeAt(new Date((await hub.time.now()).getTime() + 60_000));
    const since = `at = '${(await hub.time.now()).toISOString()}'`;
    await cases.ask('oakStaff', FULL_REQUEST, { id: placementId });
    await cases.ask(
      'practitioner',
      'query ($id: ID!) { package(id: $id) { person { name } again: person { telephone } } }',
      { id: packageId },
    );
    const oakStaff = {
      subject: 'provider-user:11111111-1111-4111-8111-111111111111',
      organisation: OAK,
      ground: 'AWARDED',
    };
    expect(await disclosures(since)).toEqual(
      expect.arrayContaining([
        { ...oakStaff, opened: 'PERSON', version: null },
        { ...oakStaff, opened: 'SERVICE_REQUEST', version: 1 },
        { ...oakStaff, opened: 'CARE_PLAN', version: 2 },
        {
          subject: 'practitioner:bromley',
          organisation: 'bromley',
          ground: 'COUNCIL',
          opened: 'PERSON',
          version: null,
        },
      ]),
    );
    expect(await disclosures(since)).toHaveLength(4);
  });

  it('IDG-16: what was refused leaves no row, and what was shown cannot be unsaid', async () => {
    const before = (await disclosures()).length;
    await cases.ask('elm', FULL_REQUEST, { id: placementId });
    await hub.as('commissioner', PERSON, { id: placementId });
    await hub.as('brokerView', ENTITIES, { representations: representations() });
    expect(await disclosures()).toHaveLength(before);
    await expect(hub.pool.query('update cases.disclosure set subject = $1', ['nobody'])).rejects.toThrow(/append-only/);
    await expect(hub.pool.query('delete from cases.disclosure')).rejects.toThrow(/append-only/);
  });

  it('IDG-16: when the row cannot be written, nothing is answered', async () => {
    await hub.pool.query('alter table cases.disclosure rename to disclosure_away');
    try {
      expect(await hub.as('broker', PERSON, { id: placementId })).toMatchObject({ data: null, errors: [{}] });
      expect(
        await cases.ask('broker', 'query ($id: ID!) { placement(id: $id) { startDate } }', { id: placementId }),
      ).toMatchObject({ startDate: expect.any(String) });
    } finally {
      await hub.pool.query('alter table cases.disclosure_away rename to disclosure');
    }
  });

  it('IDG-16: a council sees who was shown what of a person', async () => {
    const shown = await cases.ask<{ edges: Array<{ node: { opened: string; role: string } }> }>(
      'practitioner',
      'query ($person: ID!) { disclosures(person: $person, first: 100) { edges { node { opened role at ground } } } }',
      { person: personId },
    );
    expect(shown.edges.map(({ node }) => node.role)).toContain('provider-user');
    expect(
      await cases.ask(
        'ashdown',
        'query ($person: ID!) { disclosures(person: $person) { edges { node { opened } } } }',
        { person: personId },
      ),
    ).toBeNull();
  });

  it('AWRD-08: the first reading of the full request is its receipt, and later ones do not move it', async () => {
    const other = await cases.placedUpTo('DOCS_SENT');
    const readAt = async () =>
      (await hub.pool.query('select documents_read_at from cases.placement where id = $1', [other])).rows[0]
        .documents_read_at;
    await cases.ask('broker', FULL_REQUEST, { id: other });
    await cases.ask('oak', PERSON, { id: other });
    expect(await readAt()).toBeNull();
    const first = await hub.time.now();
    await cases.ask('oak', FULL_REQUEST, { id: other });
    await hub.time.freezeAt(new Date(first.getTime() + 60_000));
    await cases.ask('oak', FULL_REQUEST, { id: other });
    expect(await readAt()).toEqual(first);
  });
});

describe('when a placement is over', () => {
  it('IDG-05: an ended one leaves its provider the administrative facts alone', async () => {
    const ended = await cases.placedUpTo('ACTIVE');
    await hub.time.freezeAt(new Date('2026-06-20T09:00:00Z'));
    await cases.act('broker', 'endPlacement', { placementId: ended, reason: 'DEATH', endDate: '2026-06-19' });
    const facts = `query ($id: ID!) { placement(id: $id) { state endDate hourlyRatePence weeklyWorkerMinutes endReason person { name } serviceRequest { version }
      carePlan { version } need { complexNeeds } offeredTimes { call } package { reference } ipos { reference councilPersonId weeklyPricePence } } }`;
    const { data } = await hub.as('oak', facts, { id: ended });
    expect(data?.placement).toEqual({
      state: 'ENDED',
      endDate: '2026-06-19',
      hourlyRatePence: 2345,
      weeklyWorkerMinutes: 315,
      endReason: null,
      person: null,
      serviceRequest: null,
      carePlan: null,
      need: null,
      offeredTimes: null,
      package: null,
      ipos: [{ reference: expect.any(String), councilPersonId: null, weeklyPricePence: 12_311 }],
    });
    expect((await hub.as('broker', facts, { id: ended })).data?.placement).toMatchObject({
      endReason: 'DEATH',
      person: { name: 'Wilfred Marchbanks' },
    });
  });

  it('IDG-05: a live placement of the same person opens nothing through one that is over', async () => {
    const person = aPerson();
    const first = await cases.submitted(aRequest({ person }));
    const withdrawn = await cases.awarded(first.id);
    await cases.awardRefused(withdrawn);
    const second = await cases.submitted(aRequest({ person }));
    const live = await cases.awarded(second.id);
    expect(await cases.ask('oak', PERSON, { id: live })).toMatchObject({ person: { name: 'Wilfred Marchbanks' } });
    expect(await cases.ask('oak', PERSON, { id: withdrawn })).toMatchObject({ person: null });
  });

  it('IDG-03, AWRD-09: the next winner reads it, the one that withdrew no longer does, and its plan names no other provider', async () => {
    const { id } = await cases.submitted(aRequest({ carePlanAuthorisedAt: '2026-05-20T09:00:00Z' }));
    const oak = await cases.awarded(id, OAK);
    expect(await cases.ask('oak', FULL_REQUEST, { id: oak })).toMatchObject({ carePlan: { version: 2 } });
    await cases.awardRefused(oak);
    const elm = await cases.awarded(id, ELM);
    expect(await cases.ask('oak', FULL_REQUEST, { id: oak })).toMatchObject({
      person: null,
      serviceRequest: null,
      carePlan: null,
    });
    expect(await cases.ask('elm', FULL_REQUEST, { id: elm })).toMatchObject({
      person: { name: 'Wilfred Marchbanks' },
      carePlan: { version: 4 },
    });
    expect(await cases.ask('elm', FULL_REQUEST, { id: oak })).toBeNull();
  });
});

describe('lists', () => {
  it('AWRD-02: what waits for its line on LAS comes in pages that neither repeat nor skip', async () => {
    const waiting = await Promise.all([1, 2, 3].map(() => cases.placedUpTo('CONFIRMED')));
    const page = (after?: string) =>
      cases.ask<{ edges: Array<{ node: { id: string } }>; pageInfo: { hasNextPage: boolean; endCursor: string } }>(
        'las',
        'query ($after: String) { placementsAwaitingServiceLine(first: 2, after: $after) { edges { node { id person { councilPersonId } } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
    const first = await page();
    const second = await page(first.pageInfo.endCursor);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const ids = [...first.edges, ...second.edges].map(({ node }) => node.id);
    expect([...ids].sort()).toEqual([...waiting].sort());
  });

  it.each([['nonsense'], [Buffer.from('["never","x"]').toString('base64url')]])(
    'IDG-27: a cursor of one’s own making, %s, is a fault of the request',
    async (after) => {
      const { errors } = await hub.as(
        'broker',
        'query ($after: String) { packages(after: $after) { edges { node { id } } } }',
        { after },
      );
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    },
  );

  it('IDG-26: a provider finds its placements of every council in one list', async () => {
    const { id } = await cases.submitted(aRequest(), 'ashdownLas');
    const inAshdown = await cases.awarded(id, ELM);
    const { id: bromleyPackage } = await cases.submitted();
    const inBromley = await cases.awarded(bromleyPackage, ELM);
    const mine = await cases.ask<{ edges: Array<{ node: { id: string; council: { id: string } } }> }>(
      'elm',
      '{ placements(states: [DOCS_SENT], first: 100) { edges { node { id council { id } } } } }',
    );
    const ids = mine.edges.map(({ node }) => node.id);
    expect(ids).toEqual(expect.arrayContaining([inAshdown, inBromley]));
  });
});

/** How many statements about one thing one request sends to the database. */
async function countStatements(request: () => Promise<unknown>, about = /from "cases"."package"/): Promise<number> {
  const messages = await statementsOf(hub.subgraph.db, request);
  return messages.flatMap((message) => message.split(';')).filter((each) => /^select/.test(each) && about.test(each))
    .length;
}
