import type { TestSubgraph } from '../../../harness/subgraph.js';
import {
  type Answer,
  aCall,
  aHomeRequest,
  aPerson,
  aRequest,
  asking,
  fresh,
  register,
  SUBMIT,
  said,
  startCases,
} from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases({ bromley: {}, ashdown: { respite: { allowanceNights: 7 } } });
  cases = asking(hub);
});
afterAll(() => hub.stop());

type Made = Record<string, unknown>;
const submit = (input: Made, caller = 'las') => cases.ask<Answer>(caller, SUBMIT, { input });

describe('a request for a place in a home', () => {
  it('ASM-06, IDG-01: goes out with what the placement needs, and without calls, minutes or the person', async () => {
    const home = { contractBasis: 'BLOCK', equipment: ['LOW_BED'], preferredPatches: ['East', 'Central'] };
    const { id } = await cases.submitted(aHomeRequest('NURSING', { skills: ['DEMENTIA_CARE'] }, home));
    const [event] = await cases.toldOf(id, 'ServiceRequestReady');
    expect(event).toMatchObject({
      serviceType: 'NURSING',
      need: {
        ...{
          neededFrom: '2026-06-08',
          calls: [],
          weeklyWorkerMinutes: 0,
          weeklyClockMinutes: 0,
          skills: ['DEMENTIA_CARE'],
        },
        home: { ...home, nursing: true, lengthOfStayNights: null },
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/Marchbanks|Larkspur|999 ?000/);
    const shown = `query ($id: ID!) { package(id: $id) { need { home { nursing contractBasis equipment preferredPatches } }
      serviceRequests { version kind care { calls { minutes } home { contractBasis lengthOfStayNights } } } } }`;
    expect(await cases.ask('broker', shown, { id })).toEqual({
      need: { home: { ...home, nursing: true } },
      serviceRequests: [
        { version: 1, kind: 'RRF', care: { calls: [], home: { contractBasis: 'BLOCK', lengthOfStayNights: null } } },
      ],
    });
  });

  it('ASM-06, ASM-36: a later version is kept beside the first, and those who source it are told what changed', async () => {
    const request = aHomeRequest('RESIDENTIAL');
    const { id } = await cases.submitted(request);
    const home = { nursing: false, equipment: ['SENSOR_MAT'] };
    await cases.submitted({ ...request, version: 2, home, idempotencyKey: fresh() });
    expect(await cases.toldOf(id, 'ServiceRequestAmended')).toMatchObject([{ reason: 'Changed: home.' }]);
    const { rows } = await hub.pool.query(
      `select version, care->'home'->'equipment' as equipment from cases.service_request where package_id = $1 order by 1`,
      [id],
    );
    expect(rows).toEqual([
      { version: 1, equipment: [] },
      { version: 2, equipment: ['SENSOR_MAT'] },
    ]);
  });

  it.each<[string, Made, string[]]>([
    ['ASM-06: nothing of the home', aHomeRequest('NURSING', { home: null }), ['ASM-06 HOME_NEED_MISSING input.home']],
    ['ASM-06: calls', aHomeRequest('NURSING', { calls: [aCall()] }), ['ASM-06 CALLS_IN_A_HOME input.calls']],
    [
      'ASM-05: care at home with what belongs to a home',
      aRequest({ home: { nursing: false } }),
      ['ASM-05 HOME_NEED_NOT_EXPECTED input.home'],
    ],
    ['ASM-05: care at home without a call', aRequest({ calls: [] }), ['ASM-05 CARE_NOT_STATED input.calls']],
    [
      'ASM-06: nursing in a residential home',
      aHomeRequest('RESIDENTIAL', {}, { nursing: true }),
      ['ASM-06 NURSING_NOT_CONSISTENT input.home.nursing'],
    ],
    [
      'ASM-09: respite on a block contract',
      aHomeRequest('RESPITE', {}, { contractBasis: 'BLOCK' }),
      ['ASM-09 RESPITE_NOT_SPOT input.home.contractBasis'],
    ],
    [
      'ASM-06: a stay of 0 nights',
      aHomeRequest('RESPITE', {}, { lengthOfStayNights: 0 }),
      ['ASM-06 LENGTH_OF_STAY_MISSING input.home.lengthOfStayNights'],
    ],
    [
      'ASM-06: a stay of 366 nights',
      aHomeRequest('RESPITE', {}, { lengthOfStayNights: 366 }),
      ['ASM-06 LENGTH_OF_STAY_MISSING input.home.lengthOfStayNights'],
    ],
    [
      'ASM-06: a length of stay for good',
      aHomeRequest('NURSING', {}, { lengthOfStayNights: 14 }),
      ['ASM-06 LENGTH_OF_STAY_NOT_EXPECTED input.home.lengthOfStayNights'],
    ],
    [
      'ASM-06: an admission of yesterday',
      aHomeRequest('NURSING', { neededFrom: '2026-05-31' }),
      ['ASM-06 ADMISSION_NOT_AHEAD input.neededFrom'],
    ],
    [
      'ASM-06: an admission more than a year ahead',
      aHomeRequest('NURSING', { neededFrom: '2027-06-03' }),
      ['ASM-06 ADMISSION_NOT_AHEAD input.neededFrom'],
    ],
    [
      'ASM-06, IDG-01: a patch that is none, and may say anything',
      aHomeRequest('NURSING', {}, { preferredPatches: ['12 Larkspur Rise'] }),
      ['ASM-06 PATCH_UNKNOWN input.home.preferredPatches'],
    ],
    [
      'ASM-08: respite that the panel did not confirm',
      aHomeRequest('RESPITE', {
        panelDecision: { purpose: 'RESPITE', outcome: 'AGREED', decidedAt: '2026-05-26T10:00:00Z' },
      }),
      ['ASM-08 RESPITE_ALLOWANCE_NOT_CONFIRMED input.panelDecision.respiteAllowanceConfirmed'],
    ],
    [
      'ASM-22: a specialist flag without its ground',
      aHomeRequest('NURSING', { specialist: true }),
      [
        'ASM-22 SPECIALIST_DEFINITION_MISSING input.specialistGround.definitionVersion',
        'ASM-22 SPECIALIST_NOT_JUSTIFIED input.specialistGround.justification',
      ],
    ],
    [
      'ASM-22, IDG-05: a justification that names the person',
      aRequest({
        specialist: true,
        specialistGround: { definitionVersion: '2026-1', justification: 'Wilfred needs two to one support.' },
      }),
      ['IDG-05 PERSONAL_DATA_IN_TEXT input.specialistGround.justification'],
    ],
  ])('%s is refused', async (_, request, refusals) => {
    expect(said(await submit(request))).toEqual(refusals);
  });

  it('PROV-15: with preferred patches it waits until somebody can say which there are', async () => {
    register.down = true;
    const answer = await submit(aHomeRequest('NURSING', {}, { preferredPatches: ['East'] }));
    register.down = false;
    expect(said(answer)).toContain('PROV-16 FACTS_UNAVAILABLE');
  });

  it('ASM-22: what a case is flagged by is read in its council, also by those who read no person', async () => {
    const specialistGround = { definitionVersion: '2026-1', justification: 'Two to one support in the community.' };
    const { id } = await cases.submitted(aRequest({ specialist: true, specialistGround }));
    const shown =
      'query ($id: ID!) { package(id: $id) { specialistDefinition specialistJustification need { specialist } } }';
    expect(await cases.ask('commissioner', shown, { id })).toEqual({
      ...{ specialistDefinition: '2026-1', specialistJustification: 'Two to one support in the community.' },
      need: { specialist: true },
    });
    expect(await cases.ask('ashdown', shown, { id })).toBeNull();
  });
});

describe('the respite allowance', () => {
  /** Whom nobody else's number could be taken for. */
  const somebody = () => aPerson({ nhsNumber: null });
  const respite = (person: Made, nights: number, changes: Made = {}) =>
    aHomeRequest('RESPITE', { person, ...changes }, { lengthOfStayNights: nights });
  const ALLOWANCE = `query ($person: ID!) { respiteAllowance(person: $person) { from allowanceNights usedNights leftNights } }`;
  const personOf = async (packageId: string) =>
    (await hub.pool.query('select person_id from cases.package where id = $1', [packageId])).rows[0]
      .person_id as string;
  const left = async (packageId: string, caller = 'broker') =>
    (
      await cases.ask<Array<{ leftNights: number }> | null>(caller, ALLOWANCE, { person: await personOf(packageId) })
    )?.map(({ leftNights }) => leftNights);

  it('ASM-08: what is sought, booked and stayed counts, and one night above is refused with what remains', async () => {
    const person = somebody();
    const { id } = await cases.submitted(respite(person, 20));
    expect(await left(id)).toEqual([8, 28]);
    const tooMany = await submit(respite(person, 9, { neededFrom: '2026-09-07' }));
    expect(said(tooMany)).toEqual(['ASM-08 RESPITE_ALLOWANCE_EXCEEDED input.home.lengthOfStayNights']);
    expect(tooMany.refusals[0]!.message).toContain('8 nights of respite left');
    await cases.submitted(respite(person, 8, { neededFrom: '2026-09-07' }));
    expect(await left(id, 'practitioner')).toEqual([0, 28]);
    // Booked, and for less than was sought.
    const placementId = await cases.awarded(id, undefined, { weeklyPricePence: 95_000 });
    const firstCallAt = '2026-06-08T13:00:00Z';
    expect(
      said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt, lengthOfStayNights: 21 })),
    ).toEqual(['ASM-08 STAY_LONGER_THAN_AGREED input.lengthOfStayNights']);
    expect(
      said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt, lengthOfStayNights: 15 })),
    ).toEqual([]);
    expect(await left(id)).toEqual([5, 28]);
  });

  it('ASM-08: a stay over the end of the year counts its nights in each', async () => {
    const { id } = await cases.submitted(respite(somebody(), 12, { neededFrom: '2027-03-30' }));
    expect(await left(id)).toEqual([26, 18]);
  });

  it('ASM-08: an admission on another day may not take the stay into a year that has no nights left', async () => {
    const person = somebody();
    await cases.submitted(respite(person, 28, { neededFrom: '2026-09-07' }));
    const { id } = await cases.submitted(respite(person, 7, { neededFrom: '2027-04-05' }));
    const placementId = await cases.awarded(id, undefined, { weeklyPricePence: 95_000 });
    const confirm = (firstCallAt: string) =>
      cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt, lengthOfStayNights: 7 });
    expect(said(await confirm('2027-03-29T12:00:00Z'))).toEqual([
      'ASM-08 RESPITE_ALLOWANCE_EXCEEDED input.lengthOfStayNights',
    ]);
    expect(said(await confirm('2027-04-05T12:00:00Z'))).toEqual([]);
  });

  it('ASM-08: a stay that was agreed is not asked for again by a later version', async () => {
    const person = somebody();
    const request = respite(person, 28);
    const { id } = await cases.submitted(request);
    await cases.submitted({ ...request, version: 2, idempotencyKey: fresh(), deliveryNotes: 'Side door.' });
    const longer = { ...request, version: 3, idempotencyKey: fresh(), home: { lengthOfStayNights: 29 } };
    expect(said(await submit(longer))).toEqual(['ASM-08 RESPITE_ALLOWANCE_EXCEEDED input.home.lengthOfStayNights']);
    expect(await left(id)).toEqual([0, 28]);
  });

  it('ASM-08, ASM-03: a stay that the panel deferred is asked for anew once it agrees', async () => {
    const person = somebody();
    const panelDecision = { purpose: 'RESPITE', outcome: 'DEFERRED', decidedAt: '2026-05-25T09:00:00Z' };
    const deferred = respite(person, 28, { panelDecision });
    const { id } = await cases.submitted(deferred);
    expect(await left(id)).toEqual([28, 28]);
    await cases.submitted(respite(person, 28));
    const agreed = {
      ...panelDecision,
      outcome: 'AGREED',
      decidedAt: '2026-05-26T09:00:00Z',
      respiteAllowanceConfirmed: true,
    };
    const again = { ...deferred, version: 2, idempotencyKey: fresh(), panelDecision: agreed };
    expect(said(await submit(again))).toEqual(['ASM-08 RESPITE_ALLOWANCE_EXCEEDED input.home.lengthOfStayNights']);
  });

  it('ASM-08, IDG-07: a person under two ids of the council, with one NHS number, has one allowance', async () => {
    const nhsNumber = '999 000 2053';
    await cases.submitted(respite(aPerson({ nhsNumber }), 28));
    expect(said(await submit(respite(aPerson({ nhsNumber }), 1)))).toEqual([
      'ASM-08 RESPITE_ALLOWANCE_EXCEEDED input.home.lengthOfStayNights',
    ]);
  });

  it('ASM-08, IDG-26: each council has its own allowance, and counts what it placed', async () => {
    const person = somebody();
    await cases.submitted(respite(person, 20));
    expect(said(await submit(respite(person, 8), 'ashdownLas'))).toEqual([
      'ASM-08 RESPITE_ALLOWANCE_EXCEEDED input.home.lengthOfStayNights',
    ]);
    expect(said(await submit(respite(person, 7), 'ashdownLas'))).toEqual([]);
  });

  it('ASM-08, IDG-16, IDG-05: it is opened by broker and practitioner of the council, and that is recorded', async () => {
    const { id } = await cases.submitted(respite(somebody(), 7));
    const person = await personOf(id);
    expect(await cases.ask('practitioner', ALLOWANCE, { person })).toEqual([
      { from: '2026-04-01', allowanceNights: 28, usedNights: 7, leftNights: 21 },
      { from: '2027-04-01', allowanceNights: 28, usedNights: 0, leftNights: 28 },
    ]);
    const opened = await hub.pool.query('select role, opened from cases.disclosure where person_id = $1', [person]);
    expect(opened.rows).toEqual([{ role: 'practitioner', opened: 'PERSON' }]);
    expect(await cases.ask('ashdown', ALLOWANCE, { person })).toBeNull();
    for (const caller of ['commissioner', 'contractOfficer', 'oak', 'las']) {
      expect((await hub.as(caller, ALLOWANCE, { person })).errors).toHaveLength(1);
    }
  });
});
