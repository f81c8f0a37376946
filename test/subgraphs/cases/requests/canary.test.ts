import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aPlan, aRequest, asking, ELM, fresh, OAK, SUBMIT, startCases } from '../harness.js';

/** A mark of its own in every field that says something of the person. */
const MARKS = {
  councilPersonId: 'CANARYA1',
  name: 'Canaryb Canaryc',
  address: '9 Canaryd Mews',
  telephone: '020 7946 0731',
  preferences: 'canaryf hymns',
  contactName: 'Canaryg Canaryh',
  contactRoute: 'canaryi@example.org',
  assessmentSummary: 'canaryj summary',
  deliveryNotes: 'canaryk key safe',
  outcome: 'canaryl outcome',
  medication: 'canarym tablets',
  otherService: 'canaryn club',
  conditions: 'canaryo condition',
  cancelReason: 'canaryp reason',
  interimReason: 'canaryq reason',
  question: 'canaryr question',
  answer: 'canarys answer',
  nhsNumber: '9990000018',
  dateOfBirth: '1941-03-07',
  wholePostcode: 'BR1 9ZZ',
} as const;
const TRACES = Object.values(MARKS).flatMap((mark) => [
  mark.toLowerCase(),
  ...mark
    .toLowerCase()
    .split(' ')
    .filter((word) => word.startsWith('canary')),
]);

/** Which marks a text gives away. */
function found(text: string, except: readonly string[] = []): string[] {
  const lower = text.toLowerCase();
  return TRACES.filter((trace) => lower.includes(trace) && !except.some((each) => each.toLowerCase() === trace));
}

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
let log = '';

beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  // Outward postcodes alone leave this council's adverts.
  const councils = { bromley: { route: { postcodeGranularity: 'OUTWARD' } }, ashdown: {} };
  hub = await startCases(councils, undefined, pino({ level: 'trace' }, stream));
  cases = asking(hub);
});
afterAll(() => hub.stop());

const aMarkedRequest = (changes: Record<string, unknown> = {}) =>
  aRequest({
    person: {
      councilPersonId: MARKS.councilPersonId,
      nhsNumber: MARKS.nhsNumber,
      name: MARKS.name,
      dateOfBirth: MARKS.dateOfBirth,
      address: MARKS.address,
      postcode: MARKS.wholePostcode,
      telephone: MARKS.telephone,
      preferences: MARKS.preferences,
    },
    contacts: [
      {
        role: 'CARER',
        name: MARKS.contactName,
        order: 1,
        authority: 'MAY_DECIDE',
        routes: [{ kind: 'EMAIL', value: MARKS.contactRoute }],
      },
    ],
    assessmentSummary: MARKS.assessmentSummary,
    deliveryNotes: MARKS.deliveryNotes,
    carePlan: aPlan({ outcomes: [MARKS.outcome], medication: [MARKS.medication], otherServices: [MARKS.otherService] }),
    panelDecision: {
      purpose: 'SEARCH_FOR_PROVIDER',
      outcome: 'AGREED',
      decidedAt: '2026-05-26T09:00:00Z',
      conditions: MARKS.conditions,
    },
    ...changes,
  });

it('IDG-01, IDG-02, IDG-16: from the request to the end, no event gives any of it away', async () => {
  const input = aMarkedRequest();
  const { id: packageId } = await cases.submitted(input);
  await cases.submitted({ ...input, idempotencyKey: fresh(), version: 2, calls: [aCall({ minutes: 60 })] });
  await cases.submitted({
    ...input,
    idempotencyKey: fresh(),
    version: 3,
    calls: [aCall({ minutes: 60 })],
    person: { ...(input.person as object), telephone: '020 7946 0444' },
  });
  const placementId = await cases.awarded(packageId);
  await cases.act('oak', 'beginAssessment', { placementId }, 'OnPlacementInput');
  const { documentQuery } = await cases.act('oak', 'raiseDocumentQuery', {
    placementId,
    kind: 'CARE_PLAN',
    question: MARKS.question,
  });
  await cases.act('practitioner', 'answerDocumentQuery', {
    queryId: (documentQuery as { id: string }).id,
    answer: MARKS.answer,
  });
  await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: '2026-06-08T07:00:00Z' });
  await cases.act('practitioner', 'setInterimPlan', { placementId, reason: MARKS.interimReason });
  await cases.act('practitioner', 'authorisePlan', { placementId });
  await cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') });
  await cases.firstCallMade(placementId, new Date('2026-06-08T07:01:00Z'));
  const { id: cancelled } = await cases.submitted(aMarkedRequest());
  await cases.act('broker', 'cancelPackage', { packageId: cancelled, reason: MARKS.cancelReason });
  await cases.submitted(aMarkedRequest());

  const { rows } = await hub.pool.query('select type, subject, audience, actor, data::text from platform.event');
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows)
    expect({ type: row.type, gives: found(JSON.stringify(row)) }).toEqual({ type: row.type, gives: [] });
  const quarantined = await hub.pool.query('select reason from cases.quarantined_event');
  expect(found(JSON.stringify(quarantined.rows))).toEqual([]);
});

it('IDG-01: no refusal repeats what was sent, wherever the fault lies', async () => {
  const wrong: Record<string, unknown>[] = [
    {
      complexNeedsDetail: `Ask ${MARKS.name} of ${MARKS.address}, ${MARKS.telephone}, ${MARKS.nhsNumber}, ${MARKS.wholePostcode}`,
    },
    { contacts: [{ role: 'CARER', name: MARKS.contactName, order: 0, authority: 'MAY_DECIDE', routes: [] }] },
    { person: { ...(aMarkedRequest().person as object), dateOfBirth: '2031-01-01', postcode: 'SE25 9ZZ' } },
    {
      panelDecision: {
        purpose: 'INCREASE',
        outcome: 'REFUSED',
        decidedAt: '2030-01-01T00:00:00Z',
        conditions: MARKS.conditions,
      },
    },
  ];
  for (const changes of wrong) {
    const answer = await hub.as('las', SUBMIT, { input: aMarkedRequest(changes) });
    const { refusals } = answer.data!.submitServiceRequest as unknown as { refusals: unknown[] };
    expect(refusals.length).toBeGreaterThan(0);
    expect(found(JSON.stringify(answer))).toEqual([]);
  }
});

it('IDG-16: when something fails in the middle, neither the log nor the answer gives it away', async () => {
  const port = await hub.subgraph.listen(0);
  const send = async (caller: string, query: string, variables: Record<string, unknown>) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${caller}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  };
  const { id: packageId } = await cases.submitted(aMarkedRequest());
  const placementId = await cases.awarded(packageId);
  await cases.awarded(packageId, ELM);
  const read =
    'query ($id: ID!) { placement(id: $id) { person { name address } serviceRequest { care { deliveryNotes } } } }';
  for (const table of ['person', 'service_request', 'disclosure', 'care_plan']) {
    await hub.pool.query(
      `alter table cases.${table} add column surprise int not null default 0,
         add constraint surprised check (surprise > 0) not valid`,
    );
    const submitted = await send('las', SUBMIT, { input: aMarkedRequest() });
    const shown = await send('oak', read, { id: placementId });
    await hub.pool.query(`alter table cases.${table} drop column surprise`);
    expect({ table, failed: submitted.includes('INTERNAL'), gives: found(submitted) }).toEqual({
      table,
      failed: table !== 'disclosure',
      gives: [],
    });
    // The winner is shown nothing exactly when the row that says so cannot be written.
    expect({ table, isShown: found(shown).length > 0 }).toEqual({ table, isShown: table !== 'disclosure' });
  }
  expect(log).toContain('resolver failed');
  expect(log).toContain('event quarantined');
  expect(found(log)).toEqual([]);
});

it('IDG-03, IDG-05: nobody who may not read the person is shown any of it, whatever they ask', async () => {
  const { id: packageId } = await cases.submitted(aMarkedRequest());
  const placementId = await cases.awarded(packageId, OAK);
  const { rows } = await hub.pool.query('select person_id from cases.placement where id = $1', [placementId]);
  const everything = `query ($placement: ID!, $package: ID!, $representations: [_Any!]!) {
    placement(id: $placement) { ...P } package(id: $package) { ...K }
    _entities(representations: $representations) { ... on Person { ...H } ... on Placement { ...P } ... on Package { ...K } } }
    fragment H on Person { name dateOfBirth nhsNumber councilPersonId address postcode telephone preferences contacts { name routes { value } } }
    fragment P on Placement { reference person { ...H } serviceRequest { care { deliveryNotes assessmentSummary } } carePlan { outcomes medication otherServices }
      dischargePassport { arrangements } documentQueries { question answer } ipos { councilPersonId } need { postcode complexNeeds } }
    fragment K on Package { reference person { ...H } need { postcode complexNeeds } panelDecisions { conditions } serviceRequests { care { deliveryNotes } } carePlans { outcomes } cancelReason }`;
  const representations = [
    { __typename: 'Person', id: rows[0].person_id },
    { __typename: 'Placement', id: placementId },
    { __typename: 'Package', id: packageId },
  ];
  const ask = (caller: string) =>
    hub.as(caller, everything, { placement: placementId, package: packageId, representations });
  for (const caller of [
    'elm',
    'oakMonitoring',
    'oakWithoutScopes',
    'commissioner',
    'contractOfficer',
    'ashdown',
    'operator',
    'hub',
    'providerView',
    'brokerView',
  ]) {
    expect({ caller, gives: found(JSON.stringify(await ask(caller))) }).toEqual({ caller, gives: [] });
  }
  // The marks are there to be found: the winner and the care manager do.
  for (const caller of ['oak', 'practitioner']) {
    expect(found(JSON.stringify(await ask(caller)))).toEqual(
      expect.arrayContaining([MARKS.name.toLowerCase(), MARKS.deliveryNotes]),
    );
  }
});
