import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aCall, aPassport, aPlan, asking, OAK, said, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;

const inMinutes = async (minutes: number) => new Date((await hub.time.now()).getTime() + minutes * 60_000);
const placementOf = async (id: string) =>
  (await hub.pool.query('select * from cases.placement where id = $1', [id])).rows[0];
const running = async (placementId: string, rule: string): Promise<Date | undefined> =>
  (
    await hub.pool.query(`select due_at from cases.deadline where rule = $1 and subject = $2 and status = 'RUNNING'`, [
      rule,
      `placement/${placementId}`,
    ])
  ).rows[0]?.due_at;
const missed = async (placementId: string) =>
  (await cases.toldOf<{ rule: string }>(placementId, 'DeadlineMissed')).map(({ rule }) => rule);
const summer = (localTime: string, date = '2026-06-02') => new Date(`${date}T${localTime}:00+01:00`);

describe('discharge to assess', () => {
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  it.each([
    ['20:30 on the evening of the discharge', '20:30', false, []],
    ['20:31 without agreement', '20:31', false, ['WIN-19 DISCHARGE_DAY_CALL_TOO_LATE input.firstCallAt']],
    ['20:31 as agreed', '20:31', true, []],
    ['before the discharge', '13:59', false, ['ROUT-15 FIRST_CALL_BEFORE_DISCHARGE input.firstCallAt']],
  ])('WIN-19, ROUT-15: a first call at %s', async (_when, localTime, laterCallAgreed, expected) => {
    const placementId = await cases.awarded((await cases.referred()).id);
    const input = { placementId, firstCallAt: summer(localTime), laterCallAgreed };
    expect(said(await cases.act('oak', 'confirmFirstCall', input))).toEqual(expected);
  });

  it('WIN-06, WIN-07: a first call for which the notice came too late is taken as agreed, or as offered, and not otherwise', async () => {
    const { id } = await cases.referred();
    const terms = { startDate: '2026-06-03', firstCallRequiredFrom: '2026-06-04' };
    const placementId = await cases.awarded(id, undefined, terms);
    const confirm = (firstCallAt: Date, over: object = {}) =>
      cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt, ...over });
    const today = summer('18:00');
    expect(said(await confirm(today))).toEqual(['WIN-06 SHORT_NOTICE_NOT_AGREED input.firstCallAt']);
    // The day that it offered itself needs no more agreement.
    expect(said(await confirm(summer('08:00', '2026-06-03')))).toEqual([]);
    expect(said(await confirm(today, { shortNoticeAgreed: true }))).toEqual([]);
    const read = await cases.ask(
      'broker',
      'query ($id: ID!) { placement(id: $id) { firstCallRequiredFrom firstCallAgreements { what by at firstCallAt } } }',
      { id: placementId },
    );
    // What was offered needs no agreement; who said that there is one is kept, and the broker is told.
    expect(read).toEqual({
      firstCallRequiredFrom: '2026-06-04',
      firstCallAgreements: [
        {
          what: 'SHORT_NOTICE',
          by: `rostering:${OAK}`,
          at: (await hub.time.now()).toISOString(),
          firstCallAt: today.toISOString(),
        },
      ],
    });
    expect(await cases.toldOf(placementId, 'FirstCallConfirmed')).toMatchObject([
      { agreed: [] },
      { agreed: ['SHORT_NOTICE'] },
    ]);
  });

  it('WIN-19: a later call on the day of the discharge is kept as agreed', async () => {
    const placementId = await cases.awarded((await cases.referred()).id);
    const input = { placementId, firstCallAt: summer('20:31'), laterCallAgreed: true };
    expect(said(await cases.act('oak', 'confirmFirstCall', input))).toEqual([]);
    expect(await placementOf(placementId)).toMatchObject({ first_call_agreements: [{ what: 'LATE_CALL' }] });
    // Agreed though it need not have been, a call is as usual.
    await cases.act('oak', 'confirmFirstCall', { ...input, firstCallAt: summer('20:30') });
    expect((await placementOf(placementId)).first_call_agreements).toHaveLength(1);
  });

  it('ROUT-15: the first call is due 24 hours after the discharge, later than the award; one minute more is too late', async () => {
    const placementId = await cases.awarded((await cases.referred()).id);
    expect(await running(placementId, 'ROUT-15')).toEqual(summer('14:00', '2026-06-03'));
    const confirm = (firstCallAt: Date) => cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt });
    expect(said(await confirm(summer('14:01', '2026-06-03')))).toEqual([
      'ROUT-15 FIRST_CALL_TOO_LATE input.firstCallAt',
    ]);
    expect(said(await confirm(summer('14:00', '2026-06-03')))).toEqual([]);
  });

  it('ROUT-15: of a discharge that is past, they run from the award', async () => {
    const passport = aPassport({}, { expectedDischargeAt: '2026-06-01T08:00:00Z' });
    const placementId = await cases.awarded((await cases.referred(passport)).id);
    expect(await running(placementId, 'ROUT-15')).toEqual(await inMinutes(24 * 60));
  });

  it('ASM-12, ROUT-15: what came with the passport is the interim plan that care starts on, where it says all', async () => {
    const whole = await cases.awarded((await cases.referred()).id);
    const lacking = await cases.awarded((await cases.referred(aPassport({ carePlan: aPlan({ outcomes: [] }) }))).id);
    const plan = (id: string) =>
      cases.ask(
        'oak',
        'query ($id: ID!) { placement(id: $id) { carePlan { status } dischargePassport { version purpose } } }',
        { id },
      );
    expect(await plan(whole)).toMatchObject({ carePlan: { status: 'INTERIM' }, dischargePassport: { version: 1 } });
    expect(await plan(lacking)).toMatchObject({ carePlan: { status: 'COMPLETE' } });
    // The second working day after Monday, to its end; nothing is to be replaced if nothing was issued.
    expect(await running(whole, 'ASM-12')).toEqual(new Date('2026-06-03T22:59:59.999Z'));
    expect(await running(lacking, 'ASM-12')).toBeUndefined();
  });

  it('WIN-19: calls of the passport that would be booked too late on the day of the discharge are by agreement', async () => {
    const late = { schedule: [aCall({ startTime: '21:00' })] };
    const { id: packageId } = await cases.referred(aPassport({}, late));
    const warnings = () => cases.ask('broker', 'query ($id: ID!) { package(id: $id) { warnings } }', { id: packageId });
    expect(await warnings()).toEqual({ warnings: ['D2A_CALLS_BY_AGREEMENT'] });
    await cases.act('discharge', 'amendDischarge', {
      packageId,
      dischargeAt: summer('21:01', '2026-06-04'),
      arrangements: 'The son opens.',
    });
    expect(await warnings()).toEqual({ warnings: [] });
  });

  it('ROUT-19: while it is sourced, another discharge amends the need and grows the passport', async () => {
    const { id: packageId } = await cases.referred();
    const later = { packageId, dischargeAt: summer('16:00', '2026-06-04'), arrangements: 'The son opens.' };
    expect(said(await cases.act('discharge', 'amendDischarge', later))).toEqual([]);
    expect(await cases.toldOf(packageId, 'ServiceRequestAmended')).toMatchObject([
      { sourcingVersion: 2, need: { neededFrom: '2026-06-04', discharge: { expectedAt: '2026-06-04T15:00:00.000Z' } } },
    ]);
    const { rows } = await hub.pool.query(
      'select version, arrangements from cases.discharge_passport where package_id = $1 order by version',
      [packageId],
    );
    expect(rows).toMatchObject([{ version: 1 }, { version: 2, arrangements: 'The son opens.' }]);
    expect(said(await cases.act('discharge', 'amendDischarge', later))).toEqual([
      'ROUT-19 DISCHARGE_UNCHANGED input.discharge',
    ]);
  });

  it('ROUT-19, NTF-18: once awarded, each change is a version that the provider is told of, and moves its clock', async () => {
    const { id: packageId } = await cases.referred();
    const placementId = await cases.awarded(packageId);
    const amend = (dischargeAt: Date, arrangements = 'The son opens.') =>
      cases.act('broker', 'amendDischarge', { packageId, dischargeAt, arrangements });
    expect(said(await amend(summer('14:00')))).toEqual([]);
    expect(said(await amend(summer('14:00')))).toEqual(['ROUT-19 DISCHARGE_UNCHANGED input.discharge']);
    expect(said(await amend(summer('11:00', '2026-06-04')))).toEqual([]);
    const events = (await hub.told('DischargeFinalised')).filter(
      ({ subject }) => subject === `placement/${placementId}`,
    );
    expect(events).toMatchObject([
      { audience: { providers: [OAK] }, data: { version: 1, dischargeAt: '2026-06-02T13:00:00.000Z' } },
      { audience: { providers: [OAK] }, data: { version: 2, dischargeAt: '2026-06-04T10:00:00.000Z' } },
    ]);
    expect(await running(placementId, 'ROUT-15')).toEqual(summer('11:00', '2026-06-05'));
    expect(await cases.toldOf(packageId, 'ServiceRequestAmended')).toEqual([]);
    const shown = await cases.ask(
      'oak',
      'query ($id: ID!) { placement(id: $id) { dischargeArrangements { version arrangements } } }',
      { id: placementId },
    );
    expect(shown).toMatchObject({ dischargeArrangements: [{ version: 1 }, { version: 2 }] });
  });

  it('ROUT-19: a package without a passport has no discharge, and one that has begun is past it', async () => {
    const { id: standard } = await cases.submitted();
    const discharge = { dischargeAt: summer('14:00'), arrangements: 'x' };
    expect(said(await cases.act('broker', 'amendDischarge', { packageId: standard, ...discharge }))).toEqual([
      'ROUT-19 NO_PASSPORT',
    ]);
    const { id: packageId } = await cases.referred();
    const placementId = await cases.awarded(packageId);
    await cases.firstCallMade(placementId, await inMinutes(60));
    expect(said(await cases.act('broker', 'amendDischarge', { packageId, ...discharge }))).toEqual([
      'ROUT-19 DISCHARGE_NOT_OPEN input.discharge',
    ]);
  });

  it('ROUT-15: the first call in time meets its deadline; a missed one is told to brokers', async () => {
    const punctual = await cases.awarded((await cases.referred()).id);
    const late = await cases.awarded((await cases.referred()).id);
    await hub.time.freezeAt(summer('14:00', '2026-06-03'));
    await cases.firstCallMade(punctual, await hub.time.now());
    await hub.time.freezeAt(await inMinutes(1));
    expect(await missed(punctual)).not.toContain('ROUT-15');
    expect(await missed(late)).toContain('ROUT-15');
    const event = (await hub.told('DeadlineMissed')).find(
      ({ subject, data }) => subject === `placement/${late}` && (data as { rule: string }).rule === 'ROUT-15',
    );
    expect(event?.audience).toEqual({ roles: ['broker', 'discharge-team'] });
  });
});

describe('the first call after a discharge', () => {
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  it('ROUT-15: made a millisecond too late it is missed, though it was heard of first', async () => {
    const [last, late] = [
      await cases.awarded((await cases.referred()).id),
      await cases.awarded((await cases.referred()).id),
    ];
    const due = summer('14:00', '2026-06-03');
    const shown = 'query ($id: ID!) { placement(id: $id) { firstCallDueAt } }';
    expect(await cases.ask('discharge', shown, { id: last })).toEqual({ firstCallDueAt: due.toISOString() });
    await cases.firstCallMade(last, due);
    await cases.firstCallMade(late, new Date(due.getTime() + 1));
    expect(await running(last, 'ROUT-15')).toBeUndefined();
    await hub.time.freezeAt(new Date(due.getTime() + 1));
    expect(await missed(last)).toEqual([]);
    expect(await missed(late)).toEqual(['ROUT-15']);
  });

  it('ROUT-15: made before the discharge it is kept, and told as a broken rule', async () => {
    const passport = aPassport({}, { expectedDischargeAt: '2026-06-05T13:00:00Z' });
    const placementId = await cases.awarded((await cases.referred(passport)).id);
    const firstCallAt = summer('15:00', '2026-06-05');
    await cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt });
    await cases.firstCallMade(placementId, summer('13:59', '2026-06-05'));
    expect(await cases.stateOf('placement', placementId)).toBe('ACTIVE');
    expect(await cases.toldOf(placementId, 'PlacementRuleBroken')).toMatchObject([
      { rules: ['ROUT-15'], what: 'CARE_STARTED' },
    ]);
  });

  it('ROUT-16: its day is day 1, and the last permitted date is told with the start', async () => {
    const placementId = await cases.awarded((await cases.referred()).id);
    await cases.firstCallMade(placementId, summer('23:59', '2026-06-03'));
    expect(await cases.toldOf(placementId, 'PlacementStarted')).toMatchObject([{ lastDate: '2026-07-14' }]);
    const shown = 'query ($id: ID!) { placement(id: $id) { startDate d2aLastDate d2aDay } }';
    for (const caller of ['discharge', 'oak']) {
      expect(await cases.ask(caller, shown, { id: placementId })).toEqual({
        startDate: '2026-06-03',
        d2aLastDate: '2026-07-14',
        d2aDay: 1,
      });
    }
    await hub.time.freezeAt(new Date('2026-07-14T22:59:59.999Z'));
    expect(await cases.ask('discharge', shown, { id: placementId })).toMatchObject({ d2aDay: 42 });
    const standard = await cases.placedUpTo('ACTIVE');
    expect(await cases.toldOf(standard, 'PlacementStarted')).toMatchObject([{ lastDate: null }]);
  });
});

describe('a discharge passport', () => {
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  const SECRET = 'The code of the key safe is with the ward.';
  const opened = async (caller: string, placementId: string) => {
    const document = 'query ($id: ID!) { placement(id: $id) { dischargePassport { arrangements assessmentSummary } } }';
    const { data, errors } = await hub.as(caller, document, { id: placementId });
    return errors ? errors[0]!.extensions?.code : data?.placement;
  };
  const disclosed = async (packageId: string) =>
    (
      await hub.pool.query(
        `select organisation, ground from cases.disclosure where package_id = $1 and opened = 'DISCHARGE_PASSPORT'`,
        [packageId],
      )
    ).rows;

  it('IDG-14: is opened by the awarded provider alone, while its placement is live, and each opening is recorded', async () => {
    const passport = aPassport({}, { arrangements: SECRET });
    const { id: packageId } = await cases.referred(passport);
    const seen = 'query ($id: ID!) { package(id: $id) { id } }';
    for (const caller of ['oak', 'elm']) expect(await cases.ask(caller, seen, { id: packageId })).toBeNull();

    const placementId = await cases.awarded(packageId);
    expect(await disclosed(packageId)).toEqual([]);
    expect((await placementOf(placementId)).documents_read_at).toBeNull();
    expect(await opened('oak', placementId)).toEqual({
      dischargePassport: { arrangements: SECRET, assessmentSummary: null },
    });
    expect(await disclosed(packageId)).toEqual([{ organisation: OAK, ground: 'AWARDED' }]);
    expect((await placementOf(placementId)).documents_read_at).not.toBeNull();
    // Neither another provider, nor who of the winner only monitors calls, nor another council, nor a view of the class.
    expect(await opened('elm', placementId)).toBeNull();
    expect(await opened('ashdown', placementId)).toBeNull();
    expect(await opened('oakMonitoring', placementId)).not.toHaveProperty('dischargePassport.arrangements');
    expect(await opened('providerView', placementId)).not.toHaveProperty('dischargePassport.arrangements');
    expect(await disclosed(packageId)).toHaveLength(1);
  });

  it.each([
    ['withdrawn', async (placementId: string) => cases.awardRefused(placementId)],
    [
      'ended',
      async (placementId: string) => {
        await cases.firstCallMade(placementId, summer('15:00'));
        await hub.time.freezeAt(summer('09:00', '2026-06-03'));
        await cases.act('discharge', 'endPlacement', { placementId, reason: 'D2A_END', endDate: '2026-06-03' });
      },
    ],
  ])('IDG-14: what opened it expires once the placement is %s', async (_, end) => {
    const { id: packageId } = await cases.referred(aPassport({}, { arrangements: SECRET }));
    const placementId = await cases.awarded(packageId);
    expect(await opened('oak', placementId)).toMatchObject({ dischargePassport: { arrangements: SECRET } });
    await end(placementId);
    expect(await opened('oak', placementId)).toEqual({ dischargePassport: null });
    expect(await disclosed(packageId)).toHaveLength(1);
  });

  it('IDG-14: no event carries it', async () => {
    const { rows } = await hub.pool.query('select count(*)::int as of from platform.event where data::text like $1', [
      `%${SECRET}%`,
    ]);
    expect(rows).toEqual([{ of: 0 }]);
  });
});

describe('the terms of a first call', () => {
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  it('WIN-06, ROUT-19: of a discharge on another day the terms are asked again, and what was agreed is so no more', async () => {
    const { id: packageId } = await cases.referred();
    const terms = { startDate: '2026-06-02', firstCallRequiredFrom: '2026-06-01' };
    const placementId = await cases.awarded(packageId, undefined, terms);
    const amend = (dischargeAt: Date, arrangements: string) =>
      cases.act('broker', 'amendDischarge', { packageId, dischargeAt, arrangements });
    // Later on the same day the notice stands.
    await amend(summer('15:00'), 'The son opens.');
    expect(await placementOf(placementId)).toMatchObject({
      first_call_required_from: '2026-06-01',
      first_call_agreed_on: '2026-06-02',
    });
    await hub.time.freezeAt(summer('15:00', '2026-06-02'));
    await amend(summer('16:00', '2026-06-03'), 'The daughter opens.');
    expect(await placementOf(placementId)).toMatchObject({ first_call_required_from: '2026-06-02' });
    // Told at one minute past the later cut-off: next morning is by agreement.
    await hub.time.freezeAt(summer('17:01', '2026-06-02'));
    await amend(summer('09:00', '2026-06-02'), 'Home since the morning.');
    expect(await placementOf(placementId)).toMatchObject({
      first_call_required_from: '2026-06-04',
      first_call_agreed_on: null,
    });
    const confirm = (over: object) =>
      cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: summer('08:00', '2026-06-03'), ...over });
    expect(said(await confirm({}))).toEqual(['WIN-06 SHORT_NOTICE_NOT_AGREED input.firstCallAt']);
    expect(said(await confirm({ shortNoticeAgreed: true }))).toEqual([]);
  });
});

describe('six weeks across the end of summer time', () => {
  beforeAll(async () => {
    hub = await startCases(undefined, new Date('2026-09-21T08:00:00Z'));
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  /** A discharge on 21 September 2026, its first call the same evening: day 42 is Sunday 1 November, in winter time. */
  async function started(): Promise<string> {
    const passport = aPassport(
      { eligibility: { eligible: true, decidedAt: '2026-09-20T08:30:00Z' } },
      { expectedDischargeAt: '2026-09-21T13:00:00Z' },
    );
    const placementId = await cases.awarded((await cases.referred(passport)).id);
    await cases.firstCallMade(placementId, new Date('2026-09-21T19:30:00Z'));
    return placementId;
  }

  it('ROUT-16, NTF-17: reminders as days 28, 35 and 42 begin, and a miss when day 43 does', async () => {
    const placementId = await started();
    const ended = await started();
    const reminded = () => cases.toldOf<{ day: number; lastDate: string }>(placementId, 'D2aPackageEnding');
    const days = async () => (await reminded()).map(({ day }) => day);
    await hub.time.freezeAt(new Date('2026-10-17T22:59:59.999Z'));
    expect(await days()).toEqual([]);
    await hub.time.freezeAt(new Date('2026-10-17T23:00:00.000Z'));
    expect(await days()).toEqual([28]);
    const [event] = await hub.told('D2aPackageEnding');
    expect(event?.audience).toEqual({ providers: [OAK], roles: ['discharge-team', 'broker'] });
    // The day before the clocks go back, and the first reminder in winter time.
    await hub.time.freezeAt(new Date('2026-10-24T22:59:59.999Z'));
    expect(await days()).toEqual([28]);
    await hub.time.freezeAt(new Date('2026-10-24T23:00:00.000Z'));
    expect(await days()).toEqual([28, 35]);
    await cases.act('discharge', 'endPlacement', { placementId: ended, reason: 'D2A_END', endDate: '2026-10-25' });
    await hub.time.freezeAt(new Date('2026-10-31T23:59:59.999Z'));
    expect(await days()).toEqual([28, 35]);
    await hub.time.freezeAt(new Date('2026-11-01T00:00:00.000Z'));
    expect(await reminded()).toMatchObject([{}, {}, { day: 42, lastDate: '2026-11-01' }]);
    await hub.time.freezeAt(new Date('2026-11-01T23:59:59.999Z'));
    // Of the passport that stands in for a plan, only that nobody has replaced it.
    expect(await missed(placementId)).toEqual(['ASM-12']);
    await hub.time.freezeAt(new Date('2026-11-02T00:00:00.000Z'));
    expect(await missed(placementId)).toEqual(['ASM-12', 'ROUT-16']);
    expect(await missed(ended)).toEqual(['ASM-12']);
    expect((await cases.toldOf<{ day: number }>(ended, 'D2aPackageEnding')).map(({ day }) => day)).toEqual([28, 35]);
  });

  it('ROUT-16, AWRD-12: no end is recorded after day 42', async () => {
    const { rows } = await hub.pool.query(`select id from cases.placement where state = 'ACTIVE'`);
    const placementId = rows[0].id;
    const end = (endDate: string) =>
      cases.act('discharge', 'endPlacement', { placementId, reason: 'D2A_END', endDate });
    expect(said(await end('2026-11-02'))).toEqual(['ROUT-16 OUTSIDE_D2A_TERM input.endDate']);
    expect(said(await end('2026-11-01'))).toEqual([]);
  });
});

describe('the end of discharge to assess', () => {
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  it('ROUT-17: the D2A team confirms it during the package and within its term, and all are told', async () => {
    const placementId = await cases.awarded((await cases.referred()).id);
    const confirm = (endDate: string, caller = 'discharge') =>
      cases.act(caller, 'confirmD2aEndDate', { placementId, endDate });
    expect(said(await confirm('2026-06-20'))).toEqual(['ROUT-17 NO_D2A_RUNNING']);
    await cases.firstCallMade(placementId, summer('15:00'));
    await hub.time.freezeAt(summer('09:00', '2026-06-15'));
    expect(said(await confirm('2026-07-14'))).toEqual(['ROUT-17 D2A_END_DATE_OUTSIDE_TERM input.endDate']);
    expect(said(await confirm('2026-06-14'))).toEqual(['ROUT-17 D2A_END_DATE_OUTSIDE_TERM input.endDate']);
    expect(said(await confirm('2026-06-26'))).toEqual([]);
    expect(await cases.toldOf(placementId, 'D2aPackageEnding')).toMatchObject([{ day: 14, lastDate: '2026-06-26' }]);
    expect(await placementOf(placementId)).toMatchObject({ d2a_end_date: '2026-06-26' });
    await expect(confirm('2026-06-27', 'practitioner')).rejects.toThrow('for the roles discharge-team, broker');
  });

  it('ROUT-17, AWRD-12: confirmed, it is the announced end, which is moved, taken back, and comes by itself', async () => {
    const referred = async () =>
      (await cases.referred(aPassport({}, { expectedDischargeAt: '2026-06-15T08:00:00Z' }))).id;
    const placementId = await cases.awarded(await referred());
    await cases.firstCallMade(placementId, summer('10:00', '2026-06-15'));
    const confirm = (endDate: string) => cases.act('discharge', 'confirmD2aEndDate', { placementId, endDate });
    const announced = () => cases.toldOf(placementId, 'PlacementEndAnnounced');
    const dates = async () => {
      const { d2a_end_date, end_date, end_reason } = await placementOf(placementId);
      return [d2a_end_date, end_date, end_reason];
    };
    expect(said(await confirm('2026-06-20'))).toEqual([]);
    expect(said(await confirm('2026-06-22'))).toEqual([]);
    expect(await announced()).toMatchObject([
      { endDate: '2026-06-20', reason: 'D2A_END' },
      { endDate: '2026-06-22', reason: 'D2A_END' },
    ]);
    const [event] = (await hub.told('PlacementEndAnnounced')).filter(
      ({ subject }) => subject === `placement/${placementId}`,
    );
    expect(event?.audience).toEqual({
      providers: [OAK],
      roles: ['broker', 'practitioner', 'case-system', 'discharge-team'],
    });
    expect(said(await cases.act('discharge', 'takeBackPlacementEnd', { placementId }, 'OnPlacementInput'))).toEqual([]);
    expect(await dates()).toEqual([null, null, null]);
    expect(await cases.toldOf(placementId, 'PlacementEndTakenBack')).toMatchObject([{ endDate: '2026-06-22' }]);

    expect(said(await confirm('2026-06-25'))).toEqual([]);
    expect(await dates()).toEqual(['2026-06-25', '2026-06-25', 'D2A_END']);
    // An end for another reason takes its place, and is no confirmed end of the discharge to assess.
    await cases.act('broker', 'endPlacement', { placementId, reason: 'RESIDENTIAL', endDate: '2026-06-23' });
    expect(await dates()).toEqual([null, '2026-06-23', 'RESIDENTIAL']);
    await confirm('2026-06-25');
    await hub.time.freezeAt(new Date('2026-06-25T22:59:59.999Z'));
    expect(await cases.stateOf('placement', placementId)).toBe('ACTIVE');
    await hub.time.freezeAt(new Date('2026-06-25T23:00:00.000Z'));
    expect(await cases.stateOf('placement', placementId)).toBe('ENDED');
    expect(await cases.toldOf(placementId, 'PlacementEnded')).toMatchObject([
      { endDate: '2026-06-25', reason: 'D2A_END' },
    ]);
    await hub.time.freezeAt(summer('09:00', '2026-08-01'));
    expect(await missed(placementId)).not.toContain('ROUT-16');
  });
});
