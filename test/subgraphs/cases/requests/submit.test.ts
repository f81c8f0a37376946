import type { RequestRevised, ServiceRequestReady } from '../../../../schema/events/cases.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import {
  type Answer,
  aCall,
  aHomeRequest,
  aPassport,
  aPerson,
  aRequest,
  asking,
  fresh,
  register,
  SUBMIT,
  SUBMIT_PASSPORT,
  said,
  startCases,
} from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

const submit = (changes: Record<string, unknown>, caller = 'las') =>
  cases.ask<Answer>(caller, SUBMIT, { input: aRequest(changes) });
const refer = (changes: Record<string, unknown>, form: Record<string, unknown> = {}, caller = 'discharge') =>
  cases.ask<Answer>(caller, SUBMIT_PASSPORT, { input: aPassport(changes, form) });
const rowsOf = async (table: string) =>
  Number((await hub.pool.query(`select count(*) from cases.${table}`)).rows[0].count);

const DEFERRED = { purpose: 'SEARCH_FOR_PROVIDER', outcome: 'DEFERRED', decidedAt: '2026-05-26T09:00:00Z' };

describe('a request that may not be sourced', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'ASM-01: assistive technology',
      { serviceType: 'TELECARE' },
      ['ASM-01 REQUEST_TYPE_OUT_OF_SCOPE input.serviceType'],
    ],
    [
      'ASM-03: no assessment',
      { assessmentCompletedAt: null },
      ['ASM-03 ASSESSMENT_MISSING input.assessmentCompletedAt'],
    ],
    ['ASM-03: no care plan', { carePlanCompletedAt: null }, ['ASM-03 CARE_PLAN_MISSING input.carePlanCompletedAt']],
    ['ASM-03: not with brokerage', { withBrokerageAt: null }, ['ASM-03 BROKERAGE_MISSING input.withBrokerageAt']],
    [
      'ASM-03: the form before the panel',
      { form: { kind: 'SRF', completedAt: '2026-05-21T09:00:00Z' } },
      ['ASM-03 PANEL_OUT_OF_ORDER input.panelDecision'],
    ],
    [
      'ASM-03: a work tray of tomorrow',
      { withBrokerageAt: '2026-06-02T09:00:00Z' },
      ['ASM-03 BROKERAGE_OUT_OF_ORDER input.withBrokerageAt'],
    ],
    ['ASM-04: no panel', { panelDecision: null }, ['ASM-04 PANEL_NOT_DECIDED input.panelDecision']],
    [
      'ASM-04: the panel agreed to something else',
      { panelDecision: { purpose: 'INCREASE', outcome: 'AGREED', decidedAt: '2026-05-26T09:00:00Z' } },
      ['ASM-04 PANEL_AGREED_TO_ANOTHER_PURPOSE input.panelDecision'],
    ],
    [
      'ASM-03: no care plan, whatever the panel decided',
      { carePlanCompletedAt: null, panelDecision: { ...DEFERRED, outcome: 'REFUSED' } },
      ['ASM-03 CARE_PLAN_MISSING input.carePlanCompletedAt'],
    ],
    [
      'IDG-27: a text beyond all bounds, a list, and a number',
      {
        deliveryNotes: 'x'.repeat(4_001),
        skills: Array(101).fill('PEG_FEEDING'),
        carePlan: { totalBudgetPence: 3_000_000_000 },
      },
      [
        'IDG-27 LIST_TOO_LONG input.skills',
        'IDG-27 NUMBER_TOO_LARGE input.carePlan.totalBudgetPence',
        'IDG-27 TEXT_TOO_LONG input.deliveryNotes',
      ],
    ],
    ['ASM-05: no form', { form: null }, ['ASM-03 FORM_MISSING input.form']],
    [
      'ASM-05: the residential form for care at home',
      { form: { kind: 'RRF', completedAt: '2026-05-28T09:00:00Z' } },
      ['ASM-05 FORM_OF_ANOTHER_KIND input.form'],
    ],
    [
      'ASM-06: the form for care at home for a care home',
      {
        ...aHomeRequest('RESIDENTIAL'),
        form: { kind: 'SRF', completedAt: '2026-05-28T09:00:00Z' },
      },
      ['ASM-06 FORM_OF_ANOTHER_KIND input.form'],
    ],
    ['ASM-05: no call', { calls: [] }, ['ASM-05 CARE_NOT_STATED input.calls']],
    [
      'ASM-07: complex needs without detail',
      { complexNeedsDetail: null },
      ['ASM-07 COMPLEX_NEEDS_DETAIL_MISSING input.complexNeedsDetail'],
    ],
    ['ASM-14: a call on no day', { calls: [aCall({ days: [] })] }, ['ASM-14 CALL_DAYS_NOT_CLEAR input.calls.0.days']],
    ['ASM-18: no group', { groups: [] }, ['ASM-18 GROUP_MISSING input.groups']],
    [
      'ASM-24: discharge to assess on a request form',
      { careType: 'D2A', urgency: 'D2A' },
      ['ASM-24 D2A_NEEDS_A_PASSPORT input.careType'],
    ],
    [
      'ASM-27: end of life without a category',
      { endOfLife: {} },
      ['ASM-27 END_OF_LIFE_CATEGORY_MISSING input.endOfLife.category'],
    ],
    [
      'ASM-28: a price of children for an adult',
      { careType: 'STANDARD_CYP' },
      ['ASM-28 CARE_TYPE_NOT_OF_COHORT input.careType'],
    ],
    [
      'ASM-30: three workers',
      { calls: [aCall({ workers: 3 })] },
      ['ASM-30 WORKERS_NOT_ONE_OR_TWO input.calls.0.workers'],
    ],
    [
      'ASM-36: a new service by case notification',
      { channel: 'CASE_NOTIFICATION' },
      ['ASM-36 ANOTHER_LAS_CHANNEL input.channel'],
    ],
    [
      'DEL-06: 40 minutes',
      { calls: [aCall(), aCall({ minutes: 40 })] },
      ['DEL-06 VISIT_MINUTES_NOT_ALLOWED input.calls.1.minutes'],
    ],
    [
      'DEL-06: 15 minutes',
      { calls: [aCall({ minutes: 15 })] },
      ['DEL-06 VISIT_MINUTES_NOT_ALLOWED input.calls.0.minutes'],
    ],
    [
      'WIN-15: a day call at six',
      { calls: [aCall({ startTime: '06:00' })] },
      ['WIN-15 CALL_OUTSIDE_DAY_BAND input.calls.0.startTime'],
    ],
    [
      'IDG-07: no council id',
      { person: aPerson({ councilPersonId: ' ' }) },
      ['IDG-07 COUNCIL_ID_MISSING input.person.councilPersonId'],
    ],
    [
      'IDG-09: a contact without a route',
      { contacts: [{ role: 'CARER', name: 'Una Brook', order: 1, authority: 'MAY_DECIDE', routes: [] }] },
      ['IDG-09 NO_ROUTE_OF_CONTACT input.contacts.0.routes'],
    ],
    [
      'IDG-11: a child among adults',
      { person: aPerson({ dateOfBirth: '2012-01-01' }) },
      ['IDG-11 COHORT_NOT_OF_AGE input.cohort'],
    ],
    ['IDG-12: for nobody', { commissioners: [] }, ['IDG-12 COMMISSIONER_NOT_CLEAR input.commissioners']],
    [
      'IDG-01: the name in the advert',
      { complexNeedsDetail: 'Mr Marchbanks likes tea' },
      ['IDG-01 PERSONAL_DATA_IN_ADVERT input.complexNeedsDetail'],
    ],
    [
      'IDG-01: the name of the next of kin in the advert',
      { complexNeedsDetail: 'ask quillfeather about the tube' },
      ['IDG-01 PERSONAL_DATA_IN_ADVERT input.complexNeedsDetail'],
    ],
    [
      'PROV-16: a postcode in no patch',
      { person: aPerson({ postcode: 'SE25 1AA' }) },
      ['PROV-16 POSTCODE_OUTSIDE_PATCHES input.person.postcode'],
    ],
  ])('%s is refused, and nothing is kept', async (_title, changes, expected) => {
    const before = [await rowsOf('package'), await rowsOf('person')];
    const answer = await submit(changes);
    expect(said(answer)).toEqual(expected);
    expect(answer.package).toBeNull();
    expect([await rowsOf('package'), await rowsOf('person')]).toEqual(before);
  });

  it('ASM-13: a broker does not mark a call as time-critical, the case system does with the care manager behind it', async () => {
    const marked = { calls: [aCall({ timeCritical: true })] };
    expect(said(await submit(marked, 'broker'))).toEqual([
      'ASM-13 TIME_CRITICAL_IS_THE_CARE_MANAGERS input.calls.0.timeCritical',
    ]);
    expect(said(await submit(marked, 'las'))).toEqual([]);
  });

  it('ASM-02: only brokerage and its case system send requests', async () => {
    for (const caller of ['practitioner', 'commissioner', 'oak', 'operator', 'brokerView']) {
      const { errors } = await hub.as(caller, SUBMIT, { input: aRequest() });
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  it('ASM-03: every rule that objects is told at once', async () => {
    expect(said(await submit({ groups: [], panelDecision: null, calls: [] }))).toEqual([
      'ASM-05 CARE_NOT_STATED input.calls',
      'ASM-18 GROUP_MISSING input.groups',
      'ASM-04 PANEL_NOT_DECIDED input.panelDecision',
    ]);
  });

  it('PROV-16: while the register does not answer, the request is refused and may be sent again', async () => {
    const input = aRequest();
    register.down = true;
    const refused = await cases.ask<Answer>('las', SUBMIT, { input });
    expect(said(refused)).toEqual(['PROV-16 FACTS_UNAVAILABLE']);
    register.down = false;
    expect(said(await cases.ask<Answer>('las', SUBMIT, { input }))).toEqual([]);
  });
});

describe('a request that is sourced', () => {
  it('ASM-03, IDG-01: the need goes out without the person', async () => {
    const { id } = await cases.submitted(aRequest({ languages: ['pl'], carerGender: 'FEMALE' }));
    const [event] = await cases.toldOf(id, 'ServiceRequestReady');
    expect(event).toMatchObject({
      packageId: id,
      serviceType: 'DOMICILIARY',
      funding: 'COUNCIL_ARRANGED',
      sourcingVersion: 1,
      need: {
        postcode: 'BR1 1AB',
        patch: 'East',
        neededFrom: '2026-06-08',
        weeklyWorkerMinutes: 315,
        weeklyClockMinutes: 315,
        complexNeeds: 'Prefers a calm start to the day and needs help with a feeding tube.',
        languages: ['pl'],
        carerGender: 'FEMALE',
        cypAge: null,
        discharge: null,
        home: null,
      },
    });
  });

  it('ROUT-02, ASM-36: a version that asks for a place in a home instead says so to those who source it', async () => {
    const request = aRequest();
    const { id } = await cases.submitted(request);
    const { person, lasRequestId } = request;
    const home = aHomeRequest('NURSING', { person, lasRequestId });
    await cases.submitted({ ...request, ...home, version: 2, idempotencyKey: fresh() });
    expect(await cases.toldOf(id, 'ServiceRequestAmended')).toMatchObject([
      {
        ...{ serviceType: 'NURSING', funding: 'COUNCIL_ARRANGED', sourcingVersion: 2 },
        reason: 'Changed: calls, home, weeklyClockMinutes, weeklyWorkerMinutes, serviceType.',
      },
    ]);
  });

  it('ASM-36: nor is another service sourced under an award that stands', async () => {
    const request = aRequest();
    const { id } = await cases.submitted(request);
    await cases.awarded(id);
    const { person, lasRequestId } = request;
    const home = aHomeRequest('NURSING', { person, lasRequestId });
    const answer = await submit({ ...request, ...home, version: 2, idempotencyKey: fresh() });
    expect(said(answer)).toEqual(['ASM-36 NEED_CHANGED_AFTER_AWARD input.version']);
  });

  it('ASM-30: two workers are counted twice, their clock once', async () => {
    const { id } = await cases.submitted(
      aRequest({ calls: [aCall({ workers: 2, minutes: 60, days: ['MON', 'TUE'] })] }),
    );
    const shown = await cases.ask<{ weeklyWorkerMinutes: number; need: { weeklyClockMinutes: number } }>(
      'broker',
      'query ($id: ID!) { package(id: $id) { weeklyWorkerMinutes need { weeklyClockMinutes } } }',
      { id },
    );
    expect(shown).toEqual({ weeklyWorkerMinutes: 240, need: { weeklyClockMinutes: 120 } });
  });

  it('IDG-12: joint funding follows from the bodies it is placed for', async () => {
    const { id } = await cases.submitted(aRequest({ commissioners: ['COUNCIL', 'NHS'] }));
    const shown = await cases.ask('broker', 'query ($id: ID!) { package(id: $id) { commissioners jointlyFunded } }', {
      id,
    });
    expect(shown).toEqual({ commissioners: ['COUNCIL', 'NHS'], jointlyFunded: true });
  });

  it('IDG-09: the people around are shown in the order in which they are tried, in whatever order they come', async () => {
    const contact = (role: string, name: string, order: number) => ({
      role,
      name,
      order,
      authority: 'MAY_BE_INFORMED',
      routes: [{ kind: 'TELEPHONE', value: '020 7946 0998' }],
    });
    const contacts = [
      contact('WARDEN', 'Una Brook', 3),
      contact('CARER', 'Ivo Fen', 1),
      contact('FAMILY', 'Ada Moor', 2),
    ];
    const { id } = await cases.submitted(aRequest({ contacts }));
    const document = 'query ($id: ID!) { package(id: $id) { person { contacts { role order } } } }';
    expect(await cases.ask('practitioner', document, { id })).toEqual({
      person: {
        contacts: [
          { role: 'CARER', order: 1 },
          { role: 'FAMILY', order: 2 },
          { role: 'WARDEN', order: 3 },
        ],
      },
    });
  });

  it('IDG-07: one person of a council has one opaque id, whatever comes for them', async () => {
    const person = aPerson();
    const first = await cases.submitted(aRequest({ person }));
    const second = await cases.submitted(aRequest({ person: { ...person, address: '7 Foxglove Way, Bromley' } }));
    const { rows } = await hub.pool.query('select distinct person_id from cases.package where id in ($1, $2)', [
      first.id,
      second.id,
    ]);
    expect(rows).toHaveLength(1);
    const { rows: persons } = await hub.pool.query('select address from cases.person where id = $1', [
      rows[0].person_id,
    ]);
    expect(persons).toEqual([{ address: '7 Foxglove Way, Bromley' }]);
  });

  it.each(['DIRECT_PAYMENT', 'SELF_FUNDED'])('ASM-19: %s is signposted: no package, no event', async (funding) => {
    const input = aRequest({ funding });
    const packages = await rowsOf('package');
    const events = (await hub.told('ServiceRequestReady')).length;
    const answer = await cases.ask<Answer>('las', SUBMIT, { input });
    expect(answer).toMatchObject({ package: null, refusals: [], signpost: { funding } });
    const again = await cases.ask<Answer>('las', SUBMIT, { input: { ...input, idempotencyKey: fresh() } });
    expect(again.signpost).toEqual(answer.signpost);
    expect(await rowsOf('package')).toBe(packages);
    expect(await hub.told('ServiceRequestReady')).toHaveLength(events);
  });

  it('ASM-19: a package that is sourced does not turn into a direct payment by a later version', async () => {
    const input = aRequest();
    await cases.submitted(input);
    const answer = await submit({ ...input, idempotencyKey: fresh(), version: 2, funding: 'DIRECT_PAYMENT' });
    expect(said(answer)).toContain('ASM-19 NOT_COUNCIL_ARRANGED input.funding');
  });
});

describe('the same request again', () => {
  it('ASM-36: sent at once, sent twice: one package', async () => {
    const input = aRequest();
    const before = await rowsOf('package');
    const answers = await Promise.all(Array.from({ length: 4 }, () => cases.ask<Answer>('las', SUBMIT, { input })));
    expect(new Set(answers.map((answer) => (answer.package as { id: string }).id)).size).toBe(1);
    expect(await rowsOf('package')).toBe(before + 1);
  });

  it('ASM-36: with other keys at once, the id in LAS still makes it one package', async () => {
    const input = aRequest();
    const before = [await rowsOf('package'), await rowsOf('service_request')];
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        cases.ask<Answer>('las', SUBMIT, { input: { ...input, idempotencyKey: fresh() } }),
      ),
    );
    expect(new Set(answers.map((answer) => (answer.package as { id: string }).id)).size).toBe(1);
    expect([await rowsOf('package'), await rowsOf('service_request')]).toEqual([before[0]! + 1, before[1]! + 1]);
  });

  it('IDG-27: a key that was used for another request is refused', async () => {
    const input = aRequest();
    await cases.submitted(input);
    const answer = await submit({ idempotencyKey: input.idempotencyKey });
    expect(said(answer)).toEqual(['IDG-27 IDEMPOTENCY_KEY_REUSED input.idempotencyKey']);
  });

  it('ASM-36: the same version changes nothing, even when it says something else', async () => {
    const input = aRequest();
    const { id } = await cases.submitted(input);
    const again = await cases.submitted({ ...input, idempotencyKey: fresh(), groups: ['DEMENTIA'] });
    expect(again.id).toBe(id);
    const { rows } = await hub.pool.query(`select need->'groups' as groups from cases.package where id = $1`, [id]);
    expect(rows).toEqual([{ groups: ['OLDER_PEOPLE'] }]);
  });

  it('ASM-36, WIN-14: a higher version amends the need, and those who source it are told', async () => {
    const input = aRequest();
    const { id } = await cases.submitted(input);
    const amended = { ...input, idempotencyKey: fresh(), version: 3, calls: [aCall({ minutes: 60 })] };
    await cases.submitted(amended);
    const [event] = await cases.toldOf(id, 'ServiceRequestAmended');
    expect(event).toMatchObject({ sourcingVersion: 2, need: { weeklyWorkerMinutes: 420 } });
    const [revised] = await cases.toldOf<RequestRevised['data']>(id, 'RequestRevised');
    expect(revised?.changed.map(({ fact }) => fact)).toEqual(['need']);
    const older = await cases.submitted({
      ...amended,
      idempotencyKey: fresh(),
      version: 2,
      calls: [aCall({ minutes: 30 })],
    });
    expect(older.id).toBe(id);
    const { rows } = await hub.pool.query('select weekly_worker_minutes as minutes from cases.package where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ minutes: 420 }]);
  });

  it('ASM-36, IDG-16: a corrected telephone number is kept and audited without its value, and amends no need', async () => {
    const input = aRequest();
    const { id } = await cases.submitted(input);
    const person = { ...(input.person as object), telephone: '020 7946 0777' };
    await cases.submitted({ ...input, idempotencyKey: fresh(), version: 2, person });
    expect(await cases.toldOf(id, 'ServiceRequestAmended')).toEqual([]);
    const [revised] = await cases.toldOf<RequestRevised['data']>(id, 'RequestRevised');
    expect(revised?.changed).toEqual([{ fact: 'telephone', before: '(withheld)', after: '(withheld)' }]);
  });

  it('ASM-36, IDG-07: a later version never gives a package to another person, and nothing of it is kept', async () => {
    const input = aRequest({ person: aPerson({ nhsNumber: '9990000034' }) });
    const { id } = await cases.submitted(input);
    const person = input.person as Record<string, unknown>;
    const other = { name: 'Ottilie Fernsby', dateOfBirth: '1950-07-30' };
    const later = (changes: object) =>
      submit({ ...input, idempotencyKey: fresh(), version: 2, person: { ...person, ...changes } });
    const refused = ['ASM-36 REQUEST_OF_ANOTHER_PERSON input.lasRequestId'];
    expect(said(await later({ councilPersonId: fresh('P'), nhsNumber: '9990000026', ...other }))).toEqual(refused);
    expect(said(await later({ councilPersonId: fresh('P'), nhsNumber: null, ...other }))).toEqual(refused);
    expect(said(await later({ nhsNumber: '9990000026' }))).toEqual(refused);
    expect(said(await later({ nhsNumber: null, ...other }))).toEqual(refused);
    // Where it would change nothing it is refused as well, and not swallowed.
    const again = { ...input, idempotencyKey: fresh(), person: { ...person, nhsNumber: '9990000026', ...other } };
    expect(said(await submit(again))).toEqual(refused);
    expect(said(await submit({ ...input, idempotencyKey: fresh() }))).toEqual([]);
    const { rows } = await hub.pool.query(
      `select p.name, k.source_version from cases.package k join cases.person p on p.id = k.person_id where k.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ name: person.name, source_version: 1 }]);
    // A name that was misspelt is still the same person's.
    expect(said(await later({ name: 'Wilfrid Marchbank' }))).toEqual([]);
  });

  it('IDG-07: neither the council’s id nor an NHS number is taken for somebody else by another request', async () => {
    const nhsNumber = '9990000026';
    const input = aRequest({ person: aPerson({ nhsNumber, name: 'Ottilie Fernsby' }) });
    await cases.submitted(input);
    const { councilPersonId } = input.person as { councilPersonId: string };
    const of = (changes: object) =>
      submit(aRequest({ person: aPerson({ nhsNumber: null, name: 'Ida Moss', ...changes }) }));
    expect(said(await of({ councilPersonId, dateOfBirth: '1950-07-30' }))).toEqual([
      'IDG-07 COUNCIL_ID_OF_ANOTHER_PERSON input.person.councilPersonId',
    ]);
    expect(said(await of({ nhsNumber }))).toEqual(['IDG-07 NHS_NUMBER_OF_ANOTHER_PERSON input.person.nhsNumber']);
    expect(said(await of({ nhsNumber, name: 'Tilly Fernsby' }))).toEqual([]);
  });

  it('ASM-36: once awarded, the need is not rewritten; the person may be corrected', async () => {
    const input = aRequest();
    const { id } = await cases.submitted(input);
    await cases.awarded(id);
    const longer = await submit({ ...input, idempotencyKey: fresh(), version: 2, calls: [aCall({ minutes: 60 })] });
    expect(said(longer)).toEqual(['ASM-36 NEED_CHANGED_AFTER_AWARD input.version']);
    const person = { ...(input.person as object), telephone: '020 7946 0555' };
    expect(said(await submit({ ...input, idempotencyKey: fresh(), version: 2, person }))).toEqual([]);
  });

  it('ASM-36: a cancelled package takes no further version', async () => {
    const input = aRequest();
    const { id } = await cases.submitted(input);
    await cases.act('broker', 'cancelPackage', { packageId: id, reason: 'The family will manage.' });
    expect(said(await submit({ ...input, idempotencyKey: fresh(), version: 2 }))).toEqual([
      'ASM-36 PACKAGE_OVER input.version',
    ]);
  });

  it('IDG-26: the same ids in another council are another package and another person', async () => {
    const input = aRequest();
    const bromley = await cases.submitted(input);
    const ashdown = await cases.submitted({ ...input }, 'ashdownLas');
    expect(ashdown.id).not.toBe(bromley.id);
    const { rows } = await hub.pool.query('select distinct person_id from cases.package where id in ($1, $2)', [
      bromley.id,
      ashdown.id,
    ]);
    expect(rows).toHaveLength(2);
  });
});

describe('a discharge passport', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    [
      'ASM-25: no finding of the D2A team',
      { eligibility: null },
      {},
      ['ASM-25 D2A_ELIGIBILITY_NOT_DECIDED input.eligibility'],
    ],
    [
      'ASM-25: found not eligible',
      { eligibility: { eligible: false, decidedAt: '2026-06-01T08:30:00Z' } },
      {},
      ['ASM-25 NOT_D2A_ELIGIBLE input.eligibility'],
    ],
    ['ASM-24: no schedule', {}, { schedule: [] }, ['ASM-24 PASSPORT_INCOMPLETE input.passport.schedule']],
    [
      'ASM-24: one worker said, two scheduled',
      {},
      { schedule: [aCall({ workers: 2 })] },
      ['ASM-24 PASSPORT_SCHEDULE_DIFFERS input.passport.schedule'],
    ],
    ['ASM-26: no purpose', {}, { purpose: null }, ['ASM-26 PASSPORT_INCOMPLETE input.passport.purpose']],
    [
      'ROUT-14: no expected discharge',
      {},
      { expectedDischargeAt: null },
      ['ROUT-14 PASSPORT_INCOMPLETE input.passport.expectedDischargeAt'],
    ],
    ['ROUT-14: no calls a day', {}, { callsPerDay: null }, ['ROUT-14 PASSPORT_INCOMPLETE input.passport.callsPerDay']],
    [
      'PROV-16: a postcode in no patch',
      { person: aPerson({ postcode: 'SE25 1AA' }) },
      {},
      ['PROV-16 POSTCODE_OUTSIDE_PATCHES input.person.postcode'],
    ],
  ])('%s is refused', async (_title, changes, form, expected) => {
    expect(said(await refer(changes, form))).toEqual(expected);
  });

  it('ASM-25: a finding that the case system passes on must be the D2A team’s', async () => {
    const eligibility = { eligible: true, decidedAt: '2026-06-01T08:30:00Z' };
    expect(said(await refer({ eligibility }, {}, 'las'))).toEqual([
      'ASM-25 D2A_ELIGIBILITY_NOT_DECIDED input.eligibility',
    ]);
    expect(said(await refer({ eligibility: { ...eligibility, decidedByD2aTeam: true } }, {}, 'las'))).toEqual([]);
  });

  it('ASM-24, ASM-26: goes out to be sourced without a panel, with what it says of the discharge', async () => {
    const { id } = await cases.referred();
    expect(await cases.stateOf('package', id)).toBe('SOURCING');
    const [event] = await cases.toldOf(id, 'ServiceRequestReady');
    expect(event).toMatchObject({
      need: {
        careType: 'D2A',
        urgency: 'D2A',
        neededFrom: '2026-06-02',
        discharge: { callsPerDay: 1, callMinutes: 45, expectedAt: '2026-06-02T13:00:00.000Z', twoWorkers: false },
      },
    });
  });

  it('WIN-19: calls outside the hours of most D2A calls are pointed out, not refused', async () => {
    const late = aCall({ startTime: '22:15' });
    const answer = await refer({}, { schedule: [late] });
    expect(answer).toMatchObject({ refusals: [], package: { warnings: ['D2A_CALLS_BY_AGREEMENT'] } });
    expect(await refer({})).toMatchObject({ package: { warnings: [] } });
  });

  it('ROUT-19: a later version amends what is sourced', async () => {
    const input = aPassport();
    const { id } = await cases.referred(input);
    const form = { ...(input.passport as object), expectedDischargeAt: '2026-06-03T13:00:00Z' };
    await cases.referred({ ...input, idempotencyKey: fresh(), version: 2, passport: form });
    const [event] = await cases.toldOf(id, 'ServiceRequestAmended');
    expect(event).toMatchObject({
      need: { neededFrom: '2026-06-03', discharge: { expectedAt: '2026-06-03T13:00:00.000Z' } },
    });
  });
});

describe('a package that the panel does not agree to', () => {
  const DECISIONS = 'query ($id: ID!) { package(id: $id) { panelDecisions { outcome } } }';
  const notYet = { form: null, withBrokerageAt: null };

  it('ASM-04, SM-1: refused, it is kept with the decision, told, over, and never sourced', async () => {
    const request = aRequest({ ...notYet, panelDecision: { ...DEFERRED, outcome: 'REFUSED' } });
    const { id } = await cases.submitted(request);
    expect(await cases.stateOf('package', id)).toBe('REFUSED');
    expect(await cases.ask('practitioner', DECISIONS, { id })).toEqual({ panelDecisions: [{ outcome: 'REFUSED' }] });
    expect(await cases.toldOf(id, 'PanelDidNotAgree')).toEqual([
      { packageId: id, purpose: 'SEARCH_FOR_PROVIDER', outcome: 'REFUSED' },
    ]);
    expect(await cases.toldOf(id, 'ServiceRequestReady')).toEqual([]);
    const sameInstant = aRequest({ lasRequestId: request.lasRequestId, version: 2 });
    expect(said(await cases.ask<Answer>('las', SUBMIT, { input: sameInstant }))).toContain(
      'ASM-04 PANEL_DECISION_DIFFERS input.panelDecision',
    );
    const panelDecision = { ...DEFERRED, outcome: 'AGREED', decidedAt: '2026-05-27T09:00:00Z' };
    const agreed = aRequest({ lasRequestId: request.lasRequestId, version: 2, panelDecision });
    expect(said(await cases.ask<Answer>('las', SUBMIT, { input: agreed }))).toEqual([
      'ASM-36 PACKAGE_OVER input.version',
    ]);
  });

  it('ASM-04, SM-1: deferred, it waits, and goes out to be sourced with the agreement', async () => {
    const request = aRequest({ ...notYet, panelDecision: DEFERRED });
    const { id } = await cases.submitted(request);
    const again = async (changes: Record<string, unknown>) =>
      said(await cases.ask<Answer>('las', SUBMIT, { input: { ...request, idempotencyKey: fresh(), ...changes } }));
    expect(await cases.stateOf('package', id)).toBe('ASSESSED');

    expect(await again({ version: 2 })).toEqual([]);
    expect(await cases.stateOf('package', id)).toBe('ASSESSED');
    expect(await cases.toldOf(id, 'PanelDidNotAgree')).toHaveLength(1);

    const panelDecision = { ...DEFERRED, outcome: 'AGREED', decidedAt: '2026-05-27T09:00:00Z' };
    expect(await again({ version: 3, panelDecision })).toEqual([
      'ASM-03 FORM_MISSING input.form',
      'ASM-03 BROKERAGE_MISSING input.withBrokerageAt',
    ]);
    const { form, withBrokerageAt } = aRequest();
    expect(await again({ version: 3, panelDecision, form, withBrokerageAt })).toEqual([]);
    expect(await cases.stateOf('package', id)).toBe('SOURCING');
    expect(await cases.toldOf(id, 'ServiceRequestReady')).toMatchObject([{ packageId: id, sourcingVersion: 3 }]);
    expect(await cases.toldOf(id, 'ServiceRequestAmended')).toEqual([]);
    expect(await cases.ask('practitioner', DECISIONS, { id })).toEqual({
      panelDecisions: [{ outcome: 'DEFERRED' }, { outcome: 'AGREED' }],
    });
  });

  it('SM-1: deferred, it may be refused by the next decision, or cancelled', async () => {
    const request = aRequest({ ...notYet, panelDecision: DEFERRED });
    const { id } = await cases.submitted(request);
    const panelDecision = { ...DEFERRED, outcome: 'REFUSED', decidedAt: '2026-05-27T09:00:00Z' };
    await cases.submitted({ ...request, idempotencyKey: fresh(), version: 2, panelDecision });
    expect(await cases.stateOf('package', id)).toBe('REFUSED');

    const other = await cases.submitted(aRequest({ ...notYet, panelDecision: DEFERRED }));
    expect(said(await cases.act('broker', 'cancelPackage', { packageId: other.id, reason: 'Not wanted.' }))).toEqual(
      [],
    );
    expect(await cases.stateOf('package', other.id)).toBe('CANCELLED');
  });

  it('ASM-04: once sourced, a decision that takes the agreement back is refused', async () => {
    const request = aRequest();
    await cases.submitted(request);
    const panelDecision = { ...DEFERRED, outcome: 'REFUSED', decidedAt: '2026-05-27T09:00:00Z' };
    const later = { ...request, idempotencyKey: fresh(), version: 2, panelDecision };
    expect(said(await cases.ask<Answer>('las', SUBMIT, { input: later }))).toEqual([
      'ASM-04 PANEL_REFUSED input.panelDecision',
    ]);
  });
});

describe('a person who takes a direct payment', () => {
  it('CHOI-04, SM-1, ASM-19: is signposted: the package is over, nobody is placed, and whoever follows it is told', async () => {
    const { id } = await cases.submitted();
    const callOffId = fresh();
    const chosen = {
      type: 'DirectPaymentChosen',
      subject: `call-off/${callOffId}`,
      council: 'bromley',
      data: { callOffId, packageId: id, stage: 'LONG_LIST', choiceId: fresh() },
    };
    await hub.hear(chosen, chosen);
    expect(await cases.stateOf('package', id)).toBe('SIGNPOSTED_DP');
    const told = (await hub.told('PackageSignposted')).filter(({ subject }) => subject === `package/${id}`);
    expect(told).toMatchObject([
      { audience: { roles: ['broker', 'practitioner', 'case-system'] }, data: { packageId: id, callOffId } },
    ]);
    const { rows } = await hub.pool.query('select id from cases.placement where package_id = $1', [id]);
    expect(rows).toEqual([]);
    expect(said(await cases.act('broker', 'cancelPackage', { packageId: id, reason: 'x' }))).not.toEqual([]);
    expect(said(await cases.act('broker', 'reopenPackage', { packageId: id }))).not.toEqual([]);
    expect(await cases.stateOf('package', id)).toBe('SIGNPOSTED_DP');
  });
});

describe('care and support in supported living', () => {
  it('ASM-02, ASM-05, ASM-06: is asked for with a Service Request Form and its calls, and never with what a home needs', async () => {
    const request = aRequest({ serviceType: 'SUPPORTED_LIVING' });
    const { id } = await cases.submitted(request);
    expect(await cases.stateOf('package', id)).toBe('SOURCING');
    const ready = (await hub.told('ServiceRequestReady')).find(({ subject }) => subject === `package/${id}`);
    expect(ready).toMatchObject({ data: { serviceType: 'SUPPORTED_LIVING', need: { home: null } } });
    const onAnother = { ...(request.form as object), kind: 'RRF' };
    const again = { ...request, lasRequestId: fresh('LAS'), idempotencyKey: fresh(), form: onAnother };
    expect(said(await cases.act('las', 'submitServiceRequest', again))).toEqual([
      'ASM-05 FORM_OF_ANOTHER_KIND input.form',
    ]);
  });
});

describe('a package that nobody takes', () => {
  it('SM-1, ASM-02: waits for a broker, who has it sourced again', async () => {
    const { id } = await cases.submitted();
    const lost = {
      type: 'CallOffFailed',
      subject: 'call-off/1',
      council: 'bromley',
      data: { callOffId: fresh(), packageId: id },
    };
    await hub.hear(lost);
    expect(await cases.stateOf('package', id)).toBe('UNFILLED');
    const told = (await hub.told('PackageUnfilled')).filter(({ subject }) => subject === `package/${id}`);
    expect(told).toMatchObject([
      { audience: { roles: ['broker', 'practitioner', 'case-system'] }, data: { reason: 'NOBODY_FOUND' } },
    ]);
    expect(said(await cases.act('broker', 'reopenPackage', { packageId: id, route: 'C2P_DOMICILIARY' }))).toEqual([
      'ROUT-02 ROUTE_NOT_ENABLED input.route',
      'ROUT-02 OVERRIDE_REASON_MISSING input.routeReason',
    ]);
    expect(await cases.stateOf('package', id)).toBe('UNFILLED');
    const override = { route: 'FRAMEWORK', routeReason: ' The patch is full until Easter. ' };
    expect(said(await cases.act('broker', 'reopenPackage', { packageId: id, ...override }))).toEqual([]);
    expect(await cases.stateOf('package', id)).toBe('SOURCING');
    const ready = await cases.toldOf<ServiceRequestReady['data']>(id, 'ServiceRequestReady');
    expect(ready.map(({ sourcingVersion, override }) => [sourcingVersion, override])).toEqual([
      [1, null],
      [2, { route: 'FRAMEWORK', reason: 'The patch is full until Easter.' }],
    ]);
    expect(said(await cases.act('broker', 'reopenPackage', { packageId: id }))).toEqual(['SM-1 ILLEGAL_TRANSITION']);
  });

  it('SM-1: a call-off that a broker withdraws leaves the package waiting, unless another replaces it', async () => {
    const { id } = await cases.submitted();
    const data = { callOffId: fresh(), packageId: id, reason: 'x' };
    const withdrawn = { type: 'PackageWithdrawn', subject: 'call-off/1', council: 'bromley' };
    await hub.hear({ ...withdrawn, data: { ...data, replaced: true } });
    expect(await cases.stateOf('package', id)).toBe('SOURCING');
    await hub.hear({ ...withdrawn, data });
    expect(await cases.stateOf('package', id)).toBe('UNFILLED');
  });

  it('SM-1: cancelled with a reason, it withdraws its call-off, and the reason stays with the council', async () => {
    const { id } = await cases.submitted();
    expect(said(await cases.act('broker', 'cancelPackage', { packageId: id, reason: ' ' }))).toEqual([
      'SM-1 REASON_MISSING input.reason',
    ]);
    const reason = 'Wilfred Marchbanks went to stay with his sister.';
    expect(said(await cases.act('broker', 'cancelPackage', { packageId: id, reason }))).toEqual([]);
    const [event] = await cases.toldOf(id, 'PackageCancelled');
    expect(event).toEqual({ packageId: id, reason: 'PACKAGE_CANCELLED' });
    expect(await cases.ask('broker', 'query ($id: ID!) { package(id: $id) { state cancelReason } }', { id })).toEqual({
      state: 'CANCELLED',
      cancelReason: reason,
    });
    expect(await cases.awarded(id)).toBe('');
    expect(await cases.stateOf('package', id)).toBe('CANCELLED');
  });
});
