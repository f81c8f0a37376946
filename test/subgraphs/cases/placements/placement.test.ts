import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aHomeRequest, aPlan, aRequest, asking, ELM, fresh, OAK, said, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  // Without its IPO a placement may start sooner (SM-4).
  hub = await startCases({ bromley: {}, ashdown: { award: { ipoRequired: false } } });
  cases = asking(hub);
});
afterAll(() => hub.stop());

const inMinutes = async (minutes: number) => new Date((await hub.time.now()).getTime() + minutes * 60_000);
const placementOf = async (id: string) =>
  (await hub.pool.query('select * from cases.placement where id = $1', [id])).rows[0];
const quarantined = async () =>
  (await hub.pool.query('select reason from cases.quarantined_event order by seq')).rows.map(({ reason }) => reason);

describe('an award', () => {
  it('AWRD-10: pins hours, rate, weekly price, budget, plan and policy as they are', async () => {
    const { id } = await cases.submitted();
    expect(await placementOf(await cases.awarded(id))).toMatchObject({
      provider_id: OAK,
      weekly_worker_minutes: 315,
      hourly_rate_pence: 2345,
      weekly_price_pence: 12_311,
      total_budget_pence: 1_250_000,
      care_plan_version: 1,
      policy_version: 'bromley/1',
      start_date: '2026-06-08',
      start_time: '08:00',
    });
  });

  it('PROV-32, AWRD-10: pins what a whole night costs, tells it, and shows it to whoever reads terms', async () => {
    const nightRatesPence = { SLEEP_IN: 6_150, WAKING_NIGHT: null };
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id, OAK, { nightRatesPence });
    expect((await placementOf(placementId)).night_rates_pence).toEqual(nightRatesPence);
    expect(await cases.toldOf(placementId, 'PlacementProposed')).toMatchObject([{ nightRatesPence }]);
    const shown = 'query ($id: ID!) { placement(id: $id) { sleepInRatePence wakingNightRatePence } }';
    expect(await cases.ask('oak', shown, { id: placementId })).toEqual({
      sleepInRatePence: 6_150,
      wakingNightRatePence: null,
    });
  });

  it('AWRD-08, NTF-08: the winner alone is told that it may read the full request', async () => {
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id);
    const events = (await hub.told('FullDocumentsAvailable')).filter(
      ({ subject }) => subject === `placement/${placementId}`,
    );
    expect(events).toMatchObject([
      {
        council: 'bromley',
        audience: { providers: [OAK], roles: [] },
        data: { placementId, packageId: id, providerId: OAK },
      },
    ]);
  });

  it('AWRD-01: a second award of a package that is placed opens nothing, and is looked at', async () => {
    const { id } = await cases.submitted();
    const first = await cases.awarded(id);
    await cases.awarded(id, ELM);
    const { rows } = await hub.pool.query('select id from cases.placement where package_id = $1', [id]);
    expect(rows).toEqual([{ id: first }]);
    expect(await quarantined()).toContain('AWRD-01 PLACEMENT_ALREADY_LIVE');
  });

  it('AWRD-01: the database itself keeps a package from having two live placements', async () => {
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id);
    await expect(
      hub.pool.query(
        `insert into cases.placement select (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'award_id', uuidv7(), 'las_line_id', null))).* from cases.placement p where id = $1`,
        [placementId],
      ),
    ).rejects.toThrow(/one_live_placement_per_package/);
  });

  it('ASM-10: a plan whose content the council has authorised is authorised once the award names the provider', async () => {
    const { id } = await cases.submitted(aRequest({ carePlanAuthorisedAt: '2026-05-21T09:00:00Z' }));
    const placementId = await cases.awarded(id);
    const { rows } = await hub.pool.query(
      'select version, status, provider_id from cases.care_plan where package_id = $1 order by version',
      [id],
    );
    expect(rows).toEqual([
      { version: 1, status: 'SUPERSEDED', provider_id: null },
      { version: 2, status: 'AUTHORISED', provider_id: OAK },
    ]);
    expect(await placementOf(placementId)).toMatchObject({ care_plan_version: 2 });
  });

  it('ASM-10: one that lacks any of the seven contents is not', async () => {
    const { id } = await cases.submitted(
      aRequest({ carePlanAuthorisedAt: '2026-05-21T09:00:00Z', carePlan: aPlan({ totalBudgetPence: null }) }),
    );
    await cases.awarded(id);
    const { rows } = await hub.pool.query('select status from cases.care_plan where package_id = $1', [id]);
    expect(rows).toEqual([{ status: 'COMPLETE' }]);
  });
});

describe('the first call', () => {
  it('ROUT-10: confirmed, broker, care manager and provider are told the day and time', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    expect(
      said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: '2026-06-09T07:30:00Z' })),
    ).toEqual([]);
    const [event] = (await hub.told('FirstCallConfirmed')).filter(
      ({ subject }) => subject === `placement/${placementId}`,
    );
    expect(event).toMatchObject({
      audience: { providers: [OAK], roles: ['broker', 'practitioner'] },
      data: { firstCallAt: '2026-06-09T07:30:00.000Z' },
    });
    expect(await placementOf(placementId)).toMatchObject({
      state: 'CONFIRMED',
      start_date: '2026-06-09',
      start_time: '08:30',
    });
  });

  it('ROUT-10: a call in the past is refused', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const answer = await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: await inMinutes(-1) });
    expect(said(answer)).toEqual(['ROUT-10 FIRST_CALL_BEFORE_CONFIRMATION input.firstCallAt']);
  });

  it('IDG-27: no other provider confirms it, and the council does not', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const input = { placementId, firstCallAt: await inMinutes(60) };
    expect(said(await cases.act('elm', 'confirmFirstCall', input))).toEqual(['IDG-05 NOT_FOUND input.placementId']);
    await expect(cases.act('broker', 'confirmFirstCall', input)).rejects.toThrow(
      'for the roles provider-user, rostering',
    );
    await expect(cases.act('oakMonitoring', 'confirmFirstCall', input)).rejects.toThrow(
      'for the roles provider-user, rostering',
    );
    await expect(cases.act('oakWithoutScopes', 'confirmFirstCall', input)).rejects.toThrow('lacks the scope');
  });

  it('ROUT-10, NTF-14: at the limit nothing is said, after it broker and care manager are told, and it is taken all the same', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const punctual = await cases.placedUpTo('DOCS_SENT');
    const limit = await inMinutes(120);
    await hub.time.freezeAt(limit);
    expect(await cases.toldOf(placementId, 'FirstCallOverdue')).toEqual([]);
    await cases.act('oak', 'confirmFirstCall', { placementId: punctual, firstCallAt: await inMinutes(60) });
    await hub.time.freezeAt(new Date(limit.getTime() + 1));
    expect(await cases.toldOf(placementId, 'FirstCallOverdue')).toHaveLength(1);
    expect(await cases.toldOf(punctual, 'FirstCallOverdue')).toEqual([]);
    const [event] = await hub.told('FirstCallOverdue');
    expect(event?.audience).toEqual({ roles: ['broker', 'practitioner'] });
    expect(said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: await inMinutes(60) }))).toEqual(
      [],
    );
  });

  it('ROUT-10, DEL-10: may be moved until it was to begin, without another state; the IPO follows to the other day', async () => {
    const placementId = await cases.placedUpTo('IPO_ISSUED');
    const moved = new Date((await placementOf(placementId)).first_call_at.getTime() + 2 * 24 * 3_600_000);
    expect(said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: moved }))).toEqual([]);
    expect(await placementOf(placementId)).toMatchObject({ state: 'IPO_ISSUED', first_call_at: moved });
    const { rows } = await hub.pool.query(
      `select version, content->>'startDate' as start from cases.ipo where placement_id = $1 order by version`,
      [placementId],
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    expect(rows[1].start > rows[0].start).toBe(true);
    const sooner = await inMinutes(30);
    expect(said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: sooner }))).toEqual([]);
    await hub.time.freezeAt(sooner);
    const again = await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: await inMinutes(60) });
    expect(said(again)).toEqual(['DEL-10 FIRST_CALL_HAS_BEGUN input.firstCallAt']);
  });

  it('AWRD-06: an assessment that the agency dates after the start is refused', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const firstCallAt = await inMinutes(60);
    const answer = await cases.act('oak', 'confirmFirstCall', {
      placementId,
      firstCallAt,
      assessmentCompletedOn: '2030-01-01',
    });
    expect(said(answer)).toEqual(['AWRD-06 ASSESSED_AFTER_START input.assessmentCompletedOn']);
  });

  it('AWRD-06: respite is confirmed with its length of stay', async () => {
    const { id } = await cases.submitted(aHomeRequest('RESPITE'));
    const placementId = await cases.awarded(id);
    const firstCallAt = await inMinutes(60);
    expect(said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt }))).toEqual([
      'AWRD-06 LENGTH_OF_STAY_MISSING input.lengthOfStayNights',
    ]);
    expect(
      said(await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt, lengthOfStayNights: 7 })),
    ).toEqual([]);
  });

  it('IDG-27: the same key sent again at once confirms once', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const input = { idempotencyKey: fresh(), placementId, firstCallAt: await inMinutes(60) };
    const answers = await Promise.all([1, 2, 3].map(() => cases.act('oak', 'confirmFirstCall', input)));
    for (const answer of answers) expect(answer.refusals).toEqual([]);
    expect(await cases.toldOf(placementId, 'FirstCallConfirmed')).toHaveLength(1);
  });
});

describe('LAS line and IPO', () => {
  it('AWRD-02, AWRD-03: the line puts the service on LAS, and the IPO goes to provider and case system at once', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    const lasLineId = fresh('LINE');
    expect(said(await cases.act('las', 'recordServiceLine', { placementId, lasLineId }))).toEqual([]);
    const [event] = (await hub.told('IpoIssued')).filter(({ subject }) => subject === `placement/${placementId}`);
    expect(event).toMatchObject({
      audience: { providers: [OAK], roles: ['case-system', 'broker'] },
      data: { version: 1 },
    });
    const { ipos } = await cases.ask<{ ipos: unknown[] }>(
      'oak',
      `query ($id: ID!) { placement(id: $id) { ipos { version serviceType weeklyWorkerMinutes hourlyRatePence weeklyPricePence councilPersonId provider { id } } } }`,
      { id: placementId },
    );
    expect(ipos).toEqual([
      {
        version: 1,
        serviceType: 'DOMICILIARY',
        weeklyWorkerMinutes: 315,
        hourlyRatePence: 2345,
        weeklyPricePence: 12_311,
        councilPersonId: expect.stringMatching(/^P-/),
        provider: { id: OAK },
      },
    ]);
    expect(said(await cases.act('las', 'recordServiceLine', { placementId, lasLineId }))).toEqual([]);
    expect(await cases.toldOf(placementId, 'IpoIssued')).toHaveLength(1);
  });

  it.each<[string, (taken: string) => string, string]>([
    ['without an id', () => ' ', 'AWRD-02 LAS_LINE_MISSING input.lasLineId'],
    ['of another placement', (taken) => taken, 'AWRD-02 LAS_LINE_TAKEN input.lasLineId'],
  ])('AWRD-02: a line %s is refused', async (_what, lineOf, expected) => {
    const taken = (await placementOf(await cases.placedUpTo('IPO_ISSUED'))).las_line_id;
    const placementId = await cases.placedUpTo('CONFIRMED');
    expect(said(await cases.act('las', 'recordServiceLine', { placementId, lasLineId: lineOf(taken) }))).toEqual([
      expected,
    ]);
  });

  it('AWRD-02: a second, other line is refused', async () => {
    const placementId = await cases.placedUpTo('IPO_ISSUED');
    expect(said(await cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') }))).toEqual([
      'AWRD-02 LAS_LINE_DIFFERS input.lasLineId',
    ]);
  });

  it('AWRD-03: an IPO without a rate is not issued', async () => {
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id, OAK, { hourlyRatePence: null });
    await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: await inMinutes(60) });
    expect(said(await cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') }))).toEqual([
      'AWRD-03 RATE_MISSING input.hourlyRatePence',
    ]);
    expect(await cases.stateOf('placement', placementId)).toBe('CONFIRMED');
  });

  it('NTF-15: the case system takes each IPO once; the provider says that it has it', async () => {
    const placementId = await cases.placedUpTo('IPO_ISSUED');
    const toCollect = async () =>
      (
        await cases.ask<{ edges: Array<{ node: { id: string; placement: { id: string } } }> }>(
          'las',
          '{ iposToCollect(first: 100) { edges { node { id placement { id } } } } }',
        )
      ).edges
        .map(({ node }) => node)
        .filter(({ placement }) => placement.id === placementId);
    const [ipo] = await toCollect();
    const ipoId = ipo!.id;
    expect(said(await cases.act('elm', 'acknowledgeIpo', { ipoId }))).toEqual(['IDG-05 NOT_FOUND input.ipoId']);
    await cases.act('oak', 'acknowledgeIpo', { ipoId });
    expect(await toCollect()).toHaveLength(1);
    await cases.act('las', 'acknowledgeIpo', { ipoId });
    await cases.act('las', 'acknowledgeIpo', { ipoId });
    expect(await toCollect()).toHaveLength(0);
    expect(await cases.toldOf<{ by: string }>(placementId, 'IpoAcknowledged')).toMatchObject([
      { by: 'PROVIDER' },
      { by: 'CASE_SYSTEM' },
    ]);
  });

  it('SM-4, AWRD-03: a council that demands no IPO has it issued all the same once the service is on LAS', async () => {
    const { id } = await cases.submitted(aRequest({ carePlanAuthorisedAt: '2026-05-21T09:00:00Z' }), 'ashdownLas');
    const placementId = await cases.awarded(id);
    const firstCallAt = await inMinutes(60);
    await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt });
    await cases.act('ashdownLas', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') });
    expect(await cases.stateOf('placement', placementId)).toBe('IPO_ISSUED');
    await cases.firstCallMade(placementId, firstCallAt);
    expect(await cases.stateOf('placement', placementId)).toBe('ACTIVE');
    expect(await cases.toldOf(placementId, 'PlacementRuleBroken')).toEqual([]);
  });

  it('SM-4, AWRD-03: if none is demanded, care starts before line and order', async () => {
    const { id } = await cases.submitted(aRequest({ carePlanAuthorisedAt: '2026-05-21T09:00:00Z' }), 'ashdownLas');
    const placementId = await cases.awarded(id);
    const firstCallAt = await inMinutes(60);
    await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt });
    await cases.firstCallMade(placementId, firstCallAt);
    expect(await cases.stateOf('placement', placementId)).toBe('ACTIVE');
    expect(await cases.toldOf(placementId, 'PlacementRuleBroken')).toEqual([]);
  });
});

describe('the start of care', () => {
  it.each<[string, 'DOCS_SENT' | 'CONFIRMED', string[]]>([
    ['ASM-11: no plan, no line and no IPO', 'CONFIRMED', ['ASM-11', 'AWRD-02', 'AWRD-03']],
    ['ROUT-10: nobody confirmed it either', 'DOCS_SENT', ['ROUT-10', 'ASM-11', 'AWRD-02', 'AWRD-03']],
  ])('%s: the call that was made is kept, and the broken rules are told', async (_title, state, rules) => {
    const placementId = await cases.placedUpTo(state);
    const madeAt = await inMinutes(60);
    await cases.firstCallMade(placementId, madeAt);
    expect(await placementOf(placementId)).toMatchObject({ state: 'CONFIRMED', first_call_made_at: madeAt });
    const [event] = (await hub.told('PlacementRuleBroken')).filter(
      ({ subject }) => subject === `placement/${placementId}`,
    );
    expect(event).toMatchObject({
      audience: { roles: ['broker', 'practitioner', 'contract-officer'] },
      data: { rules, what: 'CARE_STARTED' },
    });
  });

  it('SM-4: a call for a placement that was withdrawn starts nothing, and is told', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    await cases.awardRefused(placementId);
    await cases.firstCallMade(placementId, await inMinutes(60));
    expect(await cases.stateOf('placement', placementId)).toBe('WITHDRAWN');
    expect(await cases.toldOf(placementId, 'PlacementRuleBroken')).toMatchObject([{ rules: ['SM-4'] }]);
  });

  it('SM-4: told twice, care starts once', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    await cases.firstCallMade(placementId, await inMinutes(120));
    expect(await cases.toldOf(placementId, 'PlacementStarted')).toHaveLength(1);
  });

  it('AWRD-02, AWRD-03, SM-4: a placement whose council demands an IPO starts with it, by the call made before', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    const madeAt = await inMinutes(60);
    await cases.firstCallMade(placementId, madeAt);
    expect(await cases.toldOf(placementId, 'PlacementStarted')).toEqual([]);
    await hub.time.freezeAt(await inMinutes(180));
    expect(said(await cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') }))).toEqual([]);
    expect(await placementOf(placementId)).toMatchObject({ state: 'ACTIVE', started_at: madeAt });
    expect(await cases.toldOf(placementId, 'IpoIssued')).toHaveLength(1);
    expect(await cases.toldOf(placementId, 'PlacementStarted')).toMatchObject([{ startedAt: madeAt.toISOString() }]);
  });
});

describe('a provider that cannot proceed', () => {
  it('AWRD-09: its placement is withdrawn, its clocks stop, and the package is sourced again', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const { package_id: packageId } = await placementOf(placementId);
    await cases.awardRefused(placementId, 'CAPACITY');
    expect(await cases.stateOf('placement', placementId)).toBe('WITHDRAWN');
    expect(await cases.stateOf('package', packageId)).toBe('SOURCING');
    expect(await cases.toldOf(placementId, 'PlacementWithdrawn')).toMatchObject([{ reason: 'CAPACITY' }]);
    const why = 'query ($id: ID!) { placement(id: $id) { withdrawalReason } }';
    expect(await cases.ask('broker', why, { id: placementId })).toEqual({ withdrawalReason: 'CAPACITY' });
    await hub.time.freezeAt(await inMinutes(121));
    expect(await cases.toldOf(placementId, 'FirstCallOverdue')).toEqual([]);
    const next = await cases.awarded(packageId, ELM);
    expect(await cases.stateOf('placement', next)).toBe('DOCS_SENT');
  });

  it('ASM-12: to go for want of a formal plan, with interim documentation in hand, is a broken rule', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'The council’s care system is down.' });
    await cases.awardRefused(placementId, 'NO_AUTHORISED_PLAN');
    expect(await cases.stateOf('placement', placementId)).toBe('WITHDRAWN');
    expect(await cases.toldOf(placementId, 'PlacementRuleBroken')).toMatchObject([
      { rules: ['ASM-12'], what: 'WITHDRAWN_FOR_NO_ACCEPTED_REASON' },
    ]);
  });

  it('SM-1: a package that is cancelled after the award releases its provider', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    const { package_id: packageId } = await placementOf(placementId);
    expect(
      said(await cases.act('practitioner', 'cancelPackage', { packageId, reason: 'The family will manage.' })),
    ).toEqual([]);
    expect(await cases.stateOf('placement', placementId)).toBe('WITHDRAWN');
    expect(await cases.stateOf('package', packageId)).toBe('CANCELLED');
    // The call-off has ended when it hears of the placement: no refusal is counted to the provider.
    const told = await hub.told('PackageCancelled', 'PlacementWithdrawn');
    const ofIt = told.filter(({ data }) => (data as { packageId: string }).packageId === packageId);
    expect(ofIt.map(({ type }) => type)).toEqual(['PackageCancelled', 'PlacementWithdrawn']);
    await hub.hear({
      type: 'PackageWithdrawn',
      subject: 'call-off/1',
      council: 'bromley',
      data: { callOffId: fresh(), packageId, reason: 'x' },
    });
    expect(await cases.stateOf('package', packageId)).toBe('CANCELLED');
  });

  it('SM-1: care that has begun is not cancelled', async () => {
    const { package_id: packageId } = await placementOf(await cases.placedUpTo('ACTIVE'));
    expect(said(await cases.act('broker', 'cancelPackage', { packageId, reason: 'x' }))).toEqual([
      'SM-1 ILLEGAL_TRANSITION',
    ]);
  });
});

describe('the care plan', () => {
  it.each([
    ['careManagerId', null],
    ['weeklyMinutes', null],
    ['activities', []],
    ['outcomes', []],
    ['totalBudgetPence', null],
  ])(
    'ASM-10: without %s it is not authorised, nor does interim documentation do without it',
    async (content, absent) => {
      const placementId = await cases.placedUpTo('DOCS_SENT');
      const carePlan = aPlan({ [content]: absent });
      const expected = [`ASM-10 CARE_PLAN_INCOMPLETE input.carePlan.${content}`];
      expect(said(await cases.act('practitioner', 'authorisePlan', { placementId, carePlan }))).toEqual(expected);
      expect(
        said(await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is down.', carePlan })),
      ).toEqual(expected);
    },
  );

  it('ASM-12: interim documentation needs its reason, lets care start, and is to be replaced within two working days', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    expect(said(await cases.act('practitioner', 'setInterimPlan', { placementId, reason: '' }))).toEqual([
      'ASM-12 INTERIM_REASON_MISSING input.reason',
    ]);
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is down.' });
    await cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') });
    await cases.firstCallMade(placementId, await inMinutes(60));
    expect(await cases.toldOf(placementId, 'PlacementRuleBroken')).toEqual([]);
    const running = await hub.pool.query<{ due_at: Date }>(
      `select due_at from cases.deadline where rule = 'ASM-12' and subject = $1 and status = 'RUNNING'`,
      [`placement/${placementId}`],
    );
    await hub.time.freezeAt(running.rows[0]!.due_at);
    const missed = async () =>
      (await cases.toldOf<{ rule: string }>(placementId, 'DeadlineMissed')).filter(({ rule }) => rule === 'ASM-12');
    expect(await missed()).toEqual([]);
    await hub.time.freezeAt(await inMinutes(1));
    expect(await missed()).toHaveLength(1);
    const [event] = (await hub.told('DeadlineMissed')).filter(
      ({ subject, data }) => subject === `placement/${placementId}` && (data as { rule: string }).rule === 'ASM-12',
    );
    expect(event?.audience).toEqual({ roles: ['broker', 'practitioner', 'discharge-team'] });
    // Missed once, it is not waited for again by more of the same.
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is still down.' });
    await hub.time.freezeAt(await inMinutes(7 * 24 * 60));
    expect(await missed()).toHaveLength(1);
  });

  it('ASM-12: interim documentation that replaces other waits as long as the first, and an authorised plan begins anew', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    const running = async () =>
      (
        await hub.pool.query(
          `select due_at from cases.deadline where rule = 'ASM-12' and subject = $1 and status = 'RUNNING'`,
          [`placement/${placementId}`],
        )
      ).rows;
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is down.' });
    const [first] = await running();
    await hub.time.freezeAt(await inMinutes(24 * 60));
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is still down.' });
    expect(await running()).toEqual([first]);
    // On the day of the authorised plan it waits for the next one, from then on.
    await cases.act('practitioner', 'authorisePlan', { placementId });
    expect(await running()).toEqual([]);
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is down again.' });
    const [again, ...more] = await running();
    expect(more).toEqual([]);
    expect(again.due_at.getTime()).toBeGreaterThan(first.due_at.getTime());
    // Authorised and interim again by the same evening, it waits until the same instant.
    await cases.act('practitioner', 'authorisePlan', { placementId });
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is down again, they say.' });
    expect(await running()).toEqual([again]);
  });

  it('ASM-12: an authorised plan replaces interim documentation, and its clock stops', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    await cases.act('practitioner', 'setInterimPlan', { placementId, reason: 'IT is down.' });
    await cases.act('practitioner', 'authorisePlan', { placementId });
    const met = (await cases.toldOf<{ rule: string }>(placementId, 'DeadlineMet')).map(({ rule }) => rule);
    expect(met).toContain('ASM-12');
    expect(
      await cases.ask('oak', 'query ($id: ID!) { placement(id: $id) { carePlan { status version } } }', {
        id: placementId,
      }),
    ).toEqual({ carePlan: { status: 'AUTHORISED', version: 3 } });
  });

  it('ASM-13: the care manager marks a call as time-critical; the provider is refused', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const mark = (caller: string, call: number, timeCritical: boolean) =>
      cases.act(caller, 'markTimeCritical', { placementId, call, timeCritical });
    expect(said(await mark('practitioner', 0, true))).toEqual([]);
    expect(said(await mark('oak', 0, false))).toEqual(['ASM-13 TIME_CRITICAL_IS_THE_CARE_MANAGERS input.timeCritical']);
    expect(said(await mark('broker', 0, false))).toEqual([
      'ASM-13 TIME_CRITICAL_IS_THE_CARE_MANAGERS input.timeCritical',
    ]);
    expect(said(await mark('practitioner', 1, true))).toEqual(['ASM-14 CALL_UNKNOWN input.call']);
    expect(await cases.toldOf(placementId, 'CallMarkedTimeCritical')).toMatchObject([{ call: 0, timeCritical: true }]);
    const seen = 'query ($id: ID!) { placement(id: $id) { need { calls { timeCritical } } calls { timeCritical } } }';
    expect(await cases.ask('oak', seen, { id: placementId })).toEqual({
      need: { calls: [{ timeCritical: false }] },
      calls: [{ timeCritical: true }],
    });
  });

  it('ASM-14: a time that differs is offered once the person knows, and a time-critical one only a little off', async () => {
    const request = aRequest({ calls: [aCall(), aCall({ startTime: '12:00', timeCritical: true })] });
    const placementId = await cases.placedUpTo('DOCS_SENT', request);
    const advise = (...times: unknown[]) => cases.act('oak', 'adviseOfferedTimes', { placementId, times });
    expect(said(await advise({ call: 0, offered: '09:00' }))).toEqual([
      'ASM-14 PERSON_NOT_ADVISED input.times.0.advisedAt',
    ]);
    expect(said(await advise({ call: 0, offered: '09:00', advisedAt: await inMinutes(-5) }))).toEqual([
      'ASM-14 PERSON_NOT_ADVISED input.times.0.advisedAt',
    ]);
    const advisedAt = await inMinutes(0);
    expect(said(await advise({ call: 1, offered: '12:30', advisedAt }))).toEqual([
      'ASM-14 TIME_CRITICAL_CALL_MOVED input.times.0.offered',
    ]);
    expect(said(await advise({ call: 2, offered: '12:30' }))).toEqual(['ASM-14 CALL_UNKNOWN input.times.0.call']);
    const again = { call: 0, offered: '08:00' };
    expect(said(await advise(again, again))).toEqual(['ASM-14 CALL_TWICE input.times']);
    expect(
      said(await advise({ call: 0, offered: '09:00', advisedAt }, { call: 1, offered: '12:15', advisedAt })),
    ).toEqual([]);
    expect(
      await cases.ask('broker', 'query ($id: ID!) { placement(id: $id) { offeredTimes { call requested offered } } }', {
        id: placementId,
      }),
    ).toEqual({
      offeredTimes: [
        { call: 0, requested: '08:00', offered: '09:00' },
        { call: 1, requested: '12:00', offered: '12:15' },
      ],
    });
  });
});

describe('queries on documents', () => {
  it('ASM-16: go to the side that wrote the document, and its answer to the provider', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const raise = (kind: string, question = 'Which hoist?') =>
      cases.act('oak', 'raiseDocumentQuery', { placementId, kind, question });
    expect(said(await raise('IPO'))).toEqual(['ASM-16 DOCUMENT_NOT_RECEIVED input.kind']);
    expect(said(await raise('CARE_PLAN', ' '))).toEqual(['ASM-16 QUESTION_MISSING input.question']);
    const { documentQuery } = await raise('CARE_PLAN');
    expect(documentQuery).toMatchObject({ routedTo: 'CARE_MANAGER' });
    const { id: queryId } = documentQuery as { id: string };
    const [raised] = (await hub.told('DocumentQueryRaised')).filter(
      ({ subject }) => subject === `placement/${placementId}`,
    );
    expect(raised).toMatchObject({
      audience: { roles: ['practitioner', 'broker'] },
      data: { queryId, kind: 'CARE_PLAN' },
    });

    const answer = (caller: string, text: string) =>
      cases.act(caller, 'answerDocumentQuery', { queryId, answer: text });
    expect(said(await answer('ashdown', 'The blue one.'))).toEqual(['IDG-05 NOT_FOUND input.queryId']);
    expect(said(await answer('practitioner', ''))).toEqual(['ASM-16 ANSWER_MISSING input.answer']);
    expect(said(await answer('practitioner', 'The blue one.'))).toEqual([]);
    expect(said(await answer('practitioner', 'The red one.'))).toEqual(['ASM-16 ALREADY_ANSWERED']);
    expect(
      await cases.ask('oak', 'query ($id: ID!) { placement(id: $id) { documentQueries { question answer } } }', {
        id: placementId,
      }),
    ).toEqual({
      documentQueries: [{ question: 'Which hoist?', answer: 'The blue one.' }],
    });
    expect(
      await cases.ask('elm', 'query ($id: ID!) { placement(id: $id) { documentQueries { question } } }', {
        id: placementId,
      }),
    ).toBeNull();
  });
});

describe('the end of care', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['before its start', { endDate: '2020-01-01', reason: 'DEATH' }, 'AWRD-12 ENDS_BEFORE_START input.endDate'],
    ['years ahead', { endDate: '2035-01-01', reason: 'DEATH' }, 'AWRD-12 END_TOO_FAR input.endDate'],
    ['as the end of D2A that it is not', { reason: 'D2A_END' }, 'AWRD-12 NOT_A_D2A_PACKAGE input.reason'],
  ])('AWRD-12: an end %s is refused', async (_what, changes, expected) => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const endDate = (await placementOf(placementId)).start_date;
    await hub.time.freezeAt(await inMinutes(24 * 60));
    expect(
      said(await cases.act('broker', 'endPlacement', { placementId, reason: 'DEATH', endDate, ...changes })),
    ).toEqual([expected]);
  });

  it('AWRD-12: what has not begun does not end', async () => {
    const placementId = await cases.placedUpTo('CONFIRMED');
    expect(
      said(await cases.act('broker', 'endPlacement', { placementId, reason: 'DEATH', endDate: '2026-06-01' })),
    ).toEqual(['SM-4 ILLEGAL_TRANSITION']);
  });
});

describe('an end that is announced', () => {
  const end = (placementId: string, endDate: string) =>
    cases.act('broker', 'endPlacement', { placementId, reason: 'RESIDENTIAL', endDate });
  const takeBack = (placementId: string) =>
    cases.act('broker', 'takeBackPlacementEnd', { placementId }, 'OnPlacementInput');
  const dayIn = async (days: number) => localDateOf(await inMinutes(days * 24 * 60));
  /** The last instant of a London day in summer. */
  const lastInstantOf = (day: string) => new Date(`${day}T22:59:59.999Z`);
  const see = (caller: string, placementId: string) =>
    cases.ask(caller, `query ($id: ID!) { placement(id: $id) { state endDate endedAt need { patch } } }`, {
      id: placementId,
    });

  it('AWRD-12: is told at once, can be moved, and comes as its last day passes', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    await hub.time.freezeAt(await inMinutes(24 * 60));
    const [early, late] = [await dayIn(3), await dayIn(5)];
    expect(said(await end(placementId, early))).toEqual([]);
    expect(said(await end(placementId, late))).toEqual([]);
    expect(await cases.toldOf(placementId, 'PlacementEndAnnounced')).toMatchObject([
      { endDate: early, reason: 'RESIDENTIAL' },
      { endDate: late },
    ]);
    await hub.time.freezeAt(lastInstantOf(late));
    expect(await see('oak', placementId)).toMatchObject({
      state: 'ACTIVE',
      endDate: late,
      endedAt: null,
      need: { patch: 'East' },
    });
    expect(await cases.toldOf(placementId, 'PlacementEnded')).toEqual([]);
    await hub.time.freezeAt(new Date(lastInstantOf(late).getTime() + 1));
    expect(await cases.stateOf('placement', placementId)).toBe('ENDED');
    expect(await cases.toldOf(placementId, 'PlacementEnded')).toMatchObject([{ endDate: late, reason: 'RESIDENTIAL' }]);
    expect(said(await takeBack(placementId))).toEqual(['AWRD-12 NO_END_ANNOUNCED input.placementId']);
  });

  it('AWRD-12: taken back, care goes on', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    await hub.time.freezeAt(await inMinutes(24 * 60));
    const day = await dayIn(3);
    expect(said(await takeBack(placementId))).toEqual(['AWRD-12 NO_END_ANNOUNCED input.placementId']);
    await end(placementId, day);
    expect(said(await takeBack(placementId))).toEqual([]);
    expect(await cases.toldOf(placementId, 'PlacementEndTakenBack')).toMatchObject([{ endDate: day }]);
    await hub.time.freezeAt(await inMinutes(10 * 24 * 60));
    expect(await placementOf(placementId)).toMatchObject({ state: 'ACTIVE', end_date: null, end_reason: null });
  });

  it('AWRD-12: on its last day or later it may be ended at once all the same', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    await hub.time.freezeAt(await inMinutes(24 * 60));
    await end(placementId, await dayIn(3));
    const today = await dayIn(0);
    expect(said(await end(placementId, today))).toEqual([]);
    expect(await placementOf(placementId)).toMatchObject({ state: 'ENDED', end_date: today });
    await hub.time.freezeAt(await inMinutes(5 * 24 * 60));
    expect(await cases.toldOf(placementId, 'PlacementEnded')).toHaveLength(1);
  });

  it('AWRD-12: nobody at the provider announces it, and none of another council', async () => {
    const placementId = await cases.placedUpTo('ACTIVE');
    const endDate = await dayIn(5);
    await expect(cases.act('oak', 'endPlacement', { placementId, reason: 'DEATH', endDate })).rejects.toThrow();
    const input = { placementId, reason: 'DEATH', endDate };
    expect(said(await cases.act('ashdown', 'endPlacement', input))).toEqual(['IDG-05 NOT_FOUND input.placementId']);
  });
});

describe('the question that an award asks again', () => {
  const ASK = 'query ($id: ID!) { sourcingFacts(package: $id) { version agreed missing } }';

  it('ASM-03: every predecessor stands, with the version of the facts', async () => {
    const input = aRequest();
    const { id } = await cases.submitted(input);
    expect(await cases.ask('hub', ASK, { id })).toEqual({ version: 1, agreed: true, missing: [] });
    await cases.submitted({ ...input, idempotencyKey: fresh(), version: 2 });
    expect(await cases.ask('hub', ASK, { id })).toEqual({ version: 2, agreed: true, missing: [] });
  });

  it('SM-1: a package that is cancelled is agreed no more; one that is unknown has no answer', async () => {
    const { id } = await cases.submitted();
    await cases.act('broker', 'cancelPackage', { packageId: id, reason: 'x' });
    expect(await cases.ask('hub', ASK, { id })).toEqual({ version: 1, agreed: false, missing: ['SM-1'] });
    expect(await cases.ask('hub', ASK, { id: OAK })).toBeNull();
  });

  it('IDG-05: only another service asks it', async () => {
    for (const caller of ['broker', 'oak'])
      await expect(cases.ask(caller, ASK, { id: OAK })).rejects.toThrow('your credential has another role');
  });
});

describe('what the person holds', () => {
  const shown = 'query ($id: ID!) { placement(id: $id) { contactSheets { version issuedOn keyWorker team } } }';
  const sheet = {
    keyWorker: 'W-1',
    team: ['W-1', 'W-2'],
    namesManager: true,
    namesOutOfHours: true,
  };

  it('DEL-19: every issue of whom to call and who comes is kept with its version', async () => {
    const placementId = await cases.placedUpTo('DOCS_SENT');
    const issuedOn = localDateOf(await hub.time.now());
    const record = (over: Record<string, unknown> = {}) =>
      cases.act('oakStaff', 'recordContactSheet', { placementId, issuedOn, ...sheet, ...over });
    expect(said(await record({ issuedOn: '2026-05-20' }))).toEqual(['DEL-19 ISSUED_BEFORE_AWARD input.issuedOn']);
    expect(said(await record())).toEqual([]);
    expect(said(await record({ team: ['W-1', 'W-3'] }))).toEqual([]);
    expect(said(await record({ namesOutOfHours: false }))).toEqual(['DEL-19 CONTACT_MISSING input.namesOutOfHours']);
    const expected = {
      contactSheets: [
        { version: 1, issuedOn, keyWorker: 'W-1', team: ['W-1', 'W-2'] },
        { version: 2, issuedOn, keyWorker: 'W-1', team: ['W-1', 'W-3'] },
      ],
    };
    expect(await cases.ask('practitioner', shown, { id: placementId })).toEqual(expected);
    expect(await cases.ask('oak', shown, { id: placementId })).toEqual(expected);
    expect(await cases.ask('elm', shown, { id: placementId })).toBeNull();
    expect(said(await cases.act('elm', 'recordContactSheet', { placementId, issuedOn, ...sheet }))).toEqual([
      'IDG-05 NOT_FOUND input.placementId',
    ]);
  });
});
