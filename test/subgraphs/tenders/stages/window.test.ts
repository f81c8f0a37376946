import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { comesTrue } from '../../../kernel/ground.js';
import { aCall, aDischarge, at, later } from '../../../rules/tenders/fixtures.js';
import { bidOf, codes, idOf, provider, World } from '../harness.js';

const MINUTE = 60_000;
const STAGES =
  'query ($id: ID!) { callOff(id: $id) { state stage closesAt warnings stages { kind opensAt closesAt targetAt endedAt ending } } }';
const DISCHARGE = { careType: 'D2A', urgency: 'D2A', discharge: aDischarge().discharge } as const;

describe('windows and their clocks', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.know(provider('maple').in('East'), provider('oak').in('East'), provider('elm').in('East')));
  afterAll(() => world.stop());

  it('WIN-01: a bid at exactly the closing instant is taken, one a millisecond later is kept as evidence and refused', async () => {
    const { callOffId, opensAt, closesAt } = await world.request();
    expect(closesAt.getTime() - opensAt.getTime()).toBe(120 * MINUTE);
    await world.passTo(closesAt);
    expect(await world.bid('maple', callOffId)).toMatchObject({
      bid: { state: 'SUBMITTED', receivedAt: closesAt.toISOString() },
      refusals: [],
    });

    const sentAt = later(closesAt, -2000).toISOString();
    await world.passTo(later(closesAt, 1));
    for (let n = 0; n < 2; n++) {
      expect(await world.bid('oak', callOffId, { clientSentAt: sentAt })).toMatchObject({
        bid: null,
        refusals: [{ rule: 'WIN-01', code: 'WINDOW_CLOSED', field: 'input.callOffId' }],
      });
    }
    const { rows } = await world.hub.pool.query(
      `select state, received_at, client_sent_at, sealed from tenders.bid where call_off_id = $1 and provider_id = $2 order by attempt`,
      [callOffId, idOf.oak],
    );
    expect(rows).toMatchObject([
      { state: 'NO_RESPONSE' },
      { state: 'REJECTED_LATE', received_at: later(closesAt, 1), client_sent_at: new Date(sentAt), sealed: false },
    ]);
  });

  it('WIN-01, SM-3: a late bid is measured by the clock, not by whether the timer has fired', async () => {
    const { callOffId, closesAt } = await world.request();
    // Time moves without the timer being waited for.
    await world.hub.time.clock.freezeAt(later(closesAt, 1));
    expect(codes(await world.bid('maple', callOffId))).toEqual(['WINDOW_CLOSED']);
    await world.hub.time.settled();
    const { rows } = await world.hub.pool.query(
      'select state from tenders.bid where call_off_id = $1 and provider_id = $2 order by attempt',
      [callOffId, idOf.maple],
    );
    expect(rows.map((row) => row.state)).toEqual(['NO_RESPONSE', 'REJECTED_LATE']);
  });

  it('WIN-02, NTF-07: every bidder knows an outcome, or that there is none yet, half an hour after the close', async () => {
    const { callOffId, closesAt } = await world.request();
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    await world.decline('elm', callOffId);
    const outcomes = async () =>
      (await world.hub.told('BidOutcome')).filter(
        (event) => (event.data as { callOffId: string }).callOffId === callOffId,
      );

    await world.passTo(later(closesAt, 28 * MINUTE));
    expect(await outcomes()).toEqual([]);
    await world.passTo(later(closesAt, 30 * MINUTE));
    const told = await outcomes();
    expect(told.map(({ audience, data }) => [audience, (data as { outcome: string }).outcome])).toEqual(
      expect.arrayContaining([
        [{ providers: [idOf.maple] }, 'NOT_YET_DECIDED'],
        [{ providers: [idOf.oak] }, 'NOT_YET_DECIDED'],
      ]),
    );
    expect(told).toHaveLength(2);
    await world.passTo(later(closesAt, 30 * MINUTE + 1));
    const { rows } = await world.hub.pool.query(
      `select status from tenders.deadline where rule = 'WIN-02' and subject = $1`,
      [`call-off/${callOffId}`],
    );
    expect(rows).toEqual([{ status: 'MET' }]);

    // Who has been told that there is none yet is told again once there is one.
    await world.award(callOffId);
    expect((await outcomes()).map((event) => (event.data as { outcome: string }).outcome).sort()).toEqual([
      'NOT_YET_DECIDED',
      'NOT_YET_DECIDED',
      'UNSUCCESSFUL',
      'WON',
    ]);
  });

  it('WIN-03: an award before the close needs an emergency with its reason, and cuts the window short for all', async () => {
    const standard = await world.request();
    await world.bid('maple', standard.callOffId);
    expect(codes(await world.award(standard.callOffId, { emergencyReason: 'The carer has collapsed.' }))).toEqual([
      'WINDOW_STILL_OPEN',
    ]);

    const { callOffId } = await world.request({ urgency: 'EMERGENCY' });
    await world.bid('maple', callOffId);
    const bidId = await bidOf(world, callOffId, 'maple');
    expect(codes(await world.award(callOffId, { bidId }))).toEqual(['WINDOW_STILL_OPEN']);
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN' });
    expect(await world.award(callOffId, { bidId, emergencyReason: 'The carer has collapsed.' })).toMatchObject({
      award: { provider: { id: idOf.maple }, emergencyReason: 'The carer has collapsed.' },
      refusals: [],
    });
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'AWARDED' });
    // Who never had the whole window has not failed to answer.
    expect(await world.answers(callOffId)).toEqual({ maple: 'WON', oak: 'INVITED', elm: 'INVITED' });
    expect(codes(await world.bid('oak', callOffId))).toEqual(['WINDOW_CLOSED']);
    const register = await world.hub.told('InvitationDeclined', 'InvitationAnswered');
    expect(
      register
        .filter((event) => event.subject === `call-off/${callOffId}`)
        .map(({ type, data }) => [type, (data as { providerId: string }).providerId]),
    ).toEqual([['InvitationAnswered', idOf.maple]]);
  });

  it('WIN-04: all invitees of a stage share one opening and one close, told in one event', async () => {
    const { callOffId, opensAt, closesAt } = await world.request();
    const published = (await world.hub.told('CallOffPublished')).filter(
      (event) => event.subject === `call-off/${callOffId}`,
    );
    expect(published).toHaveLength(1);
    expect(published[0]).toMatchObject({
      recordedAt: opensAt,
      data: { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), stage: 'PATCH' },
    });
    expect([...published[0]!.audience.providers!].sort()).toEqual([idOf.maple, idOf.oak, idOf.elm].sort());
    for (const name of ['maple', 'oak', 'elm']) {
      const advert = await world.ask(name, 'query ($id: ID!) { callOffAdvert(id: $id) { opensAt closesAt } }', {
        id: callOffId,
      });
      expect(advert).toEqual({ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() });
    }
  });

  it('WIN-04, NTF-02: a broker lets the clock begin anew for all invitees or for none, and bids made before stand', async () => {
    const { callOffId, opensAt } = await world.request();
    await world.bid('maple', callOffId);
    const restart = (caller: string, reason = 'One provider was not reached.') =>
      world.ask<never>(
        caller,
        'mutation ($input: RestartWindowInput!) { restartWindow(input: $input) { callOff { opensAt closesAt } refusals { rule code field } } }',
        { input: { callOffId, reason, idempotencyKey: randomUUID() } },
      );
    await world.passTo(later(opensAt, 119 * MINUTE));
    expect(await restart('broker', ' ')).toEqual({
      callOff: null,
      refusals: [{ rule: 'WIN-04', code: 'REASON_MISSING', field: 'input.reason' }],
    });
    expect(await restart('broker of ashdown')).toMatchObject({ refusals: [{ rule: 'IDG-05', code: 'NOT_FOUND' }] });

    const anew = later(opensAt, 119 * MINUTE);
    const closesAt = later(anew, 120 * MINUTE);
    expect(await restart('broker')).toEqual({
      callOff: { opensAt: anew.toISOString(), closesAt: closesAt.toISOString() },
      refusals: [],
    });
    const told = (await world.hub.told('CallOffWindowMoved')).filter(({ subject }) => subject.endsWith(callOffId));
    expect(told).toHaveLength(1);
    expect(told[0]!.data).toMatchObject({
      opensAt: anew.toISOString(),
      closesAt: closesAt.toISOString(),
      reasonCode: 'RESTARTED',
    });
    expect(JSON.stringify(told[0]!.data)).not.toContain('not reached');
    expect([...told[0]!.audience.providers!].sort()).toEqual([idOf.maple, idOf.oak, idOf.elm].sort());
    const { rows: kept } = await world.hub.pool.query(
      `select reason, actor from tenders.state_change where call_off_id = $1 and event = 'restart clock'`,
      [callOffId],
    );
    expect(kept).toEqual([{ reason: 'One provider was not reached.', actor: 'user:broker-of-bromley' }]);

    // The old close comes and goes; the new one is the last instant for all.
    await world.passTo(later(opensAt, 121 * MINUTE));
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN' });
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'SUBMITTED', oak: 'INVITED', elm: 'INVITED' });
    await world.passTo(closesAt);
    expect(await world.bid('oak', callOffId)).toMatchObject({ refusals: [] });
    await world.passTo(later(closesAt, 1));
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'UNDER_EVALUATION', elm: 'NO_RESPONSE' });
    expect(await restart('broker')).toMatchObject({ refusals: [{ rule: 'SM-2', code: 'ILLEGAL_TRANSITION' }] });
  });

  it('NFR-07, WIN-04: what the hub’s outage took from an open window is given back to all its invitees, before it closes', async () => {
    const { callOffId, closesAt } = await world.request();
    await world.bid('maple', callOffId);
    // The hub's last watch was twenty minutes ago, and the close fell into the outage.
    const { clock } = world.hub.time;
    await clock.freezeAt(later(closesAt, -20 * MINUTE));
    await world.hub.time.settled();
    await world.hub.pool.query(`update platform.watch set at = clock_timestamp() - interval '30 minutes'`);
    await clock.runFrom(later(closesAt, 10 * MINUTE));
    const moved = async () =>
      (await world.hub.told('CallOffWindowMoved')).filter(({ subject }) => subject.endsWith(callOffId));
    expect(await comesTrue(async () => (await moved()).length > 0)).toBe(true);
    await clock.freezeAt(await clock.now());

    const [told] = await moved();
    expect(told!.data).toMatchObject({ reasonCode: 'HUB_OUTAGE' });
    expect([...told!.audience.providers!].sort()).toEqual([idOf.maple, idOf.oak, idOf.elm].sort());
    const { state, closes_at } = await world.callOff(callOffId);
    expect(state).toBe('OPEN');
    const givenBack = (closes_at as Date).getTime() - closesAt.getTime();
    expect(givenBack).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(givenBack).toBeLessThan(31 * MINUTE);
    const { rows: kept } = await world.hub.pool.query(
      `select reason from tenders.state_change where call_off_id = $1 and event = 'hub is back'`,
      [callOffId],
    );
    expect(kept).toHaveLength(1);
    expect(await world.bid('oak', callOffId)).toMatchObject({ refusals: [] });
    await world.passTo(later(closes_at as Date, 1));
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'UNDER_EVALUATION', oak: 'UNDER_EVALUATION' });
  });

  it('NFR-07, WIN-04: a window does not close while no gateway lets anybody in, and is given back what it lost', async () => {
    const { callOffId, closesAt } = await world.request();
    const { clock } = world.hub.time;
    const { pool } = world.hub;
    await clock.freezeAt(later(closesAt, -20 * MINUTE));
    await world.hub.time.settled();
    // The subgraphs ran on; all gateways went thirty minutes ago, and the close fell into that.
    await pool.query(`insert into platform.watch values ('gateway', clock_timestamp())`);
    await pool.query(`update platform.watch set at = clock_timestamp() - interval '30 minutes'`);
    await clock.runFrom(later(closesAt, 10 * MINUTE));
    for (let turn = 0; turn < 3; turn++) {
      await pool.query('notify clock_moved');
      await sleep(300);
    }
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN', closes_at: closesAt });

    await pool.query('select platform.gateway_is_up()');
    const moved = async () => ((await world.callOff(callOffId)).closes_at as Date).getTime() - closesAt.getTime();
    expect(await comesTrue(async () => (await moved()) > 0)).toBe(true);
    await clock.freezeAt(await clock.now());
    await pool.query(`delete from platform.watch where subgraph = 'gateway'`);
    expect(await moved()).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(await moved()).toBeLessThan(31 * MINUTE);
    expect(await world.bid('oak', callOffId)).toMatchObject({ refusals: [] });
  });

  it('WIN-05, NTF-03: a discharge to assess is answered within the hour, on target within half of it', async () => {
    const { callOffId, opensAt, closesAt } = await world.request(DISCHARGE);
    expect(closesAt.getTime() - opensAt.getTime()).toBe(60 * MINUTE);
    await world.passTo(later(opensAt, 30 * MINUTE));
    expect(await world.bid('maple', callOffId)).toMatchObject({ bid: { responseSpeed: 'ON_TARGET' } });
    await world.passTo(later(opensAt, 30 * MINUTE + 1));
    const [reminder] = (await world.hub.told('D2aTargetReached')).filter(
      (event) => event.subject === `call-off/${callOffId}`,
    );
    expect([...reminder!.audience.providers!].sort()).toEqual([idOf.oak, idOf.elm].sort());
    await world.passTo(closesAt);
    expect(await world.bid('oak', callOffId)).toMatchObject({ bid: { responseSpeed: 'SLOWER_THAN_TARGET' } });
    await world.passTo(later(closesAt, 1));
    expect(await world.bid('elm', callOffId)).toMatchObject({ refusals: [{ rule: 'WIN-05', code: 'WINDOW_CLOSED' }] });
  });

  it.each([
    ['WIN-06: a same-day first call is imposed until 15:00 on a weekday', '2026-03-11 15:00', '2026-03-11', 'SAME_DAY'],
    ['WIN-06: and not a millisecond later', '2026-03-11 15:00:00.001', '2026-03-11', 'BY_AGREEMENT'],
    ['WIN-07: a call next morning until 17:00 on a weekday', '2026-03-11 17:00', '2026-03-12', 'NEXT_MORNING'],
    ['WIN-06: on a Saturday a same-day call at 12:59 is imposed', '2026-03-14 12:59', '2026-03-14', 'SAME_DAY'],
    ['WIN-06: at 13:01 on a Saturday it is by agreement', '2026-03-14 13:01', '2026-03-14', 'BY_AGREEMENT'],
    ['WIN-07: so is a call next morning', '2026-03-14 13:01', '2026-03-15', 'BY_AGREEMENT'],
  ])('%s', async (_title, notifiedAt, neededFrom, firstCallTerms) => {
    if (at(notifiedAt) > (await world.hub.time.now())) await world.passTo(at(notifiedAt));
    const { callOffId } = await world.request({
      ...DISCHARGE,
      neededFrom,
      calls: [aCall({ days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] })],
    });
    expect(
      await world.ask('maple', 'query ($id: ID!) { callOffAdvert(id: $id) { firstCallTerms route } }', {
        id: callOffId,
      }),
    ).toEqual({ firstCallTerms, route: 'D2A_PATCH' });
  });

  it('WIN-06, WIN-07: the award says from which day on its winner may be held to a first call, and its broker is warned', async () => {
    await world.passTo(at('2026-03-16 17:30'));
    const expectedAt = at('2026-03-17 09:00').toISOString();
    const { callOffId, closesAt } = await world.request({
      ...DISCHARGE,
      discharge: { ...DISCHARGE.discharge!, expectedAt },
      neededFrom: '2026-03-17',
      calls: [aCall({ days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], startTime: '12:00' })],
    });
    expect(await world.ask('broker', STAGES, { id: callOffId })).toMatchObject({
      warnings: ['CLOSES_OUTSIDE_BROKERAGE_HOURS', 'FIRST_CALL_AT_SHORT_NOTICE'],
    });
    await world.bid('maple', callOffId, { startDate: '2026-03-17', startTime: '12:00' });
    await world.passTo(later(closesAt, 1));
    expect(codes(await world.award(callOffId))).toEqual([]);
    const [awarded] = (await world.hub.told('CallOffAwarded')).filter(
      ({ subject }) => subject === `call-off/${callOffId}`,
    );
    expect(awarded!.data).toMatchObject({ firstCallRequiredFrom: '2026-03-18' });
  });

  it.each([
    ['at 15:00', '2026-03-17 15:00', '2026-03-17'],
    ['a millisecond later, though its call-off was published in time', '2026-03-18 15:00:00.001', '2026-03-19'],
  ])(
    'WIN-06: the award is the notice that holds its winner to a call the same day: %s',
    async (_, awardedAt, expected) => {
      const day = awardedAt.slice(0, 10);
      await world.passTo(at(`${day} 13:50`));
      const { callOffId } = await world.request({
        ...DISCHARGE,
        discharge: { ...DISCHARGE.discharge!, expectedAt: at(`${day} 16:00`).toISOString() },
        neededFrom: day,
        calls: [aCall({ days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], startTime: '18:00' })],
      });
      await world.bid('maple', callOffId, { startDate: day, startTime: '18:00' });
      await world.passTo(at(awardedAt));
      expect(codes(await world.award(callOffId))).toEqual([]);
      const [awarded] = (await world.hub.told('CallOffAwarded')).filter(
        ({ subject }) => subject === `call-off/${callOffId}`,
      );
      expect(awarded!.data).toMatchObject({ firstCallRequiredFrom: expected });
    },
  );

  it('ROUT-15: a bid for a discharge that lies behind has its 24 hours from the close on, and not a minute more', async () => {
    const expectedAt = at('2026-03-16 09:00').toISOString();
    const { callOffId, closesAt } = await world.request({
      ...DISCHARGE,
      discharge: { ...DISCHARGE.discharge!, expectedAt },
      neededFrom: '2026-03-16',
    });
    const due = later(closesAt, 24 * 60 * MINUTE);
    const startDate = due.toISOString().slice(0, 10);
    const time = (instant: Date) => instant.toISOString().slice(11, 16);
    await world.bid('maple', callOffId, { startDate, startTime: time(due) });
    await world.bid('oak', callOffId, { startDate, startTime: time(later(due, MINUTE)) });
    await world.passTo(later(closesAt, 1));
    expect((await world.award(callOffId)).award).toMatchObject({ provider: { id: idOf.maple } });
    const { rows } = await world.hub.pool.query(
      'select provider_id, outcome_reason from tenders.bid where call_off_id = $1 and provider_id = $2',
      [callOffId, idOf.oak],
    );
    expect(rows).toMatchObject([{ outcome_reason: 'START_MEETS_NEED' }]);
  });

  it('WIN-08, WIN-09, WIN-20: a window that closes when brokerage is gone runs on, on any day, with a warning', async () => {
    await world.passTo(at('2026-03-22 13:30')); // A Sunday: brokerage is there until 14:00.
    const { callOffId, opensAt, closesAt } = await world.request();
    expect(closesAt.getTime() - opensAt.getTime()).toBe(120 * MINUTE);
    expect(await world.ask('broker', STAGES, { id: callOffId })).toMatchObject({
      warnings: ['CLOSES_OUTSIDE_BROKERAGE_HOURS'],
    });
    await world.passTo(closesAt);
    expect(await world.bid('maple', callOffId)).toMatchObject({ refusals: [] });
    await world.passTo(at('2026-03-23 10:00'));
    const monday = await world.request();
    expect(await world.ask('broker', STAGES, { id: monday.callOffId })).toMatchObject({ warnings: [] });
  });

  it('WIN-12: the framework stage has a window of its own', async () => {
    await world.know(provider('rowan').onTheFramework());
    const { callOffId, closesAt } = await world.requestAndClose([]);
    expect(await world.ask('broker', STAGES, { id: callOffId })).toMatchObject({
      state: 'OPEN',
      stage: 'FRAMEWORK',
      stages: [
        { kind: 'PATCH', closesAt: closesAt.toISOString(), ending: 'EXPIRED' },
        {
          kind: 'FRAMEWORK',
          opensAt: later(closesAt, 1).toISOString(),
          closesAt: later(closesAt, 1 + 120 * MINUTE).toISOString(),
          endedAt: null,
        },
      ],
    });
    await world.passTo(later(closesAt, 1 + 120 * MINUTE));
    expect(await world.bid('rowan', callOffId)).toMatchObject({ refusals: [] });
    // Who was asked in the patch stage is not told that there is another.
    expect(await world.bid('maple', callOffId)).toMatchObject({
      refusals: [{ rule: 'WIN-01', code: 'WINDOW_CLOSED' }],
    });
    await world.know(provider('rowan'));
  });

  it('WIN-14, NTF-02, ROUT-19: an amended need makes bids stale and leaves half of the window to reconfirm them', async () => {
    const { callOffId, packageId, opensAt, closesAt, need } = await world.request();
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    await world.passTo(later(opensAt, 90 * MINUTE));
    await world.hear('ServiceRequestAmended', {
      packageId,
      need: { ...need, skills: ['PEG_FEEDING'] },
      sourcingVersion: 2,
      reason: 'skills',
    });
    const amendedTo = later(opensAt, 150 * MINUTE);
    const [amended] = (await world.hub.told('CallOffAmended')).filter(
      (event) => event.subject === `call-off/${callOffId}`,
    );
    expect(amended!.data).toMatchObject({ version: 2, changed: ['skills'], closesAt: amendedTo.toISOString() });
    expect([...amended!.audience.providers!].sort()).toEqual([idOf.maple, idOf.oak, idOf.elm].sort());
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'STALE', oak: 'STALE', elm: 'INVITED' });
    expect(await world.callOff(callOffId)).toMatchObject({ version: 2, sourcing_version: 2, closes_at: amendedTo });

    // The bid says nothing of the skill that is asked for now: it is withdrawn and made anew.
    expect(codes(await world.answerTo('maple', 'reconfirmBid', callOffId, { version: 2 }))).toEqual(['BID_INCOMPLETE']);
    expect(codes(await world.bid('maple', callOffId, { version: 2, skills: ['PEG_FEEDING'] }))).toEqual(['BID_STALE']);
    await world.answerTo('maple', 'withdrawBid', callOffId);
    expect(codes(await world.bid('maple', callOffId, { version: 1, skills: ['PEG_FEEDING'] }))).toEqual([
      'VERSION_PASSED',
    ]);
    expect(await world.bid('maple', callOffId, { version: 2, skills: ['PEG_FEEDING'] })).toMatchObject({
      refusals: [],
    });

    await world.passTo(later(closesAt, 1));
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN' });
    await world.passTo(later(amendedTo, 1));
    // Never reconfirmed: not evaluated, and told so.
    expect(await world.answers(callOffId)).toMatchObject({
      maple: 'UNDER_EVALUATION',
      oak: 'INELIGIBLE',
      elm: 'NO_RESPONSE',
    });
    const told = (await world.hub.told('BidOutcome')).filter((event) => event.subject === `call-off/${callOffId}`);
    expect(told.map(({ audience, data }) => [audience.providers, data])).toMatchObject([
      [[idOf.oak], { outcome: 'INELIGIBLE', reasonCode: 'NOT_RECONFIRMED' }],
    ]);
  });

  it('WIN-14: a bid is reconfirmed as it is, and what changes nothing for a bidder leaves it standing', async () => {
    const { callOffId, packageId, closesAt, need } = await world.request();
    await world.bid('maple', callOffId);
    const amend = (change: object) =>
      world.hear('ServiceRequestAmended', {
        packageId,
        need: { ...need, ...change },
        sourcingVersion: 2,
        reason: 'put right',
      });
    await amend({ urgency: 'EMERGENCY' });
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'SUBMITTED' });
    expect(await world.callOff(callOffId)).toMatchObject({ version: 2, material_version: 1, closes_at: closesAt });
    expect(await world.bid('oak', callOffId, { version: 1 })).toMatchObject({ refusals: [] });
    await amend({ urgency: 'EMERGENCY', languages: ['pl'] });
    expect(codes(await world.answerTo('maple', 'reconfirmBid', callOffId, { version: 2 }))).toEqual(['VERSION_PASSED']);
    expect(await world.answerTo('maple', 'reconfirmBid', callOffId, { version: 3 })).toMatchObject({
      bid: { state: 'SUBMITTED', version: 3 },
      refusals: [],
    });
    expect(codes(await world.answerTo('maple', 'reconfirmBid', callOffId, { version: 3 }))).toEqual([
      'NOTHING_TO_RECONFIRM',
    ]);
  });

  it('WIN-14: a broker puts an open call-off right by itself, and no other', async () => {
    const { callOffId, closesAt } = await world.request();
    const amend = (caller: string) =>
      world.ask<never>(
        caller,
        'mutation ($input: AmendCallOffInput!) { amendCallOff(input: $input) { callOff { version need { skills } } refusals { rule code } } }',
        { input: { callOffId, skills: ['HOIST_TRANSFER'], idempotencyKey: randomUUID() } },
      );
    expect(await amend('broker')).toEqual({
      callOff: { version: 2, need: { skills: ['HOIST_TRANSFER'] } },
      refusals: [],
    });
    expect(await amend('broker of ashdown')).toMatchObject({
      callOff: null,
      refusals: [{ rule: 'IDG-05', code: 'NOT_FOUND' }],
    });
    await world.passTo(later(closesAt, 1));
    expect(await amend('broker')).toMatchObject({ refusals: [{ code: 'ILLEGAL_TRANSITION' }] });
  });

  it('WIN-21, NTF-03: every clock of a stage is registered, moves with its close and ends with the stage', async () => {
    const { callOffId, opensAt, closesAt, packageId, need } = await world.request();
    const register = async () => {
      const { rows } = await world.hub.pool.query<{ rule: string; status: string; due_at: Date }>(
        'select rule, status, due_at from tenders.deadline where subject = $1 order by due_at, rule, status',
        [`call-off/${callOffId}`],
      );
      return rows.map(({ rule, status, due_at }) => [rule, status, (due_at.getTime() - opensAt.getTime()) / MINUTE]);
    };
    expect(await register()).toEqual([
      ['NTF-03', 'RUNNING', 90],
      ['WIN-01', 'RUNNING', 120],
      ['WIN-02/notice', 'RUNNING', 149],
      ['WIN-02', 'RUNNING', 150],
    ]);
    await world.bid('maple', callOffId);
    await world.passTo(later(opensAt, 90 * MINUTE + 1));
    const [soon] = (await world.hub.told('CallOffClosingSoon')).filter(
      (event) => event.subject === `call-off/${callOffId}`,
    );
    expect([...soon!.audience.providers!].sort()).toEqual([idOf.oak, idOf.elm].sort());

    await world.hear('ServiceRequestAmended', {
      packageId,
      need: { ...need, languages: ['pl'] },
      sourcingVersion: 2,
      reason: '',
    });
    expect(
      (await register())
        .filter(([, status]) => status === 'RUNNING')
        .map(([rule, , due]) => [rule, Math.round(due as number)]),
    ).toEqual([
      ['NTF-03', 120],
      ['WIN-01', 150],
      ['WIN-02/notice', 179],
      ['WIN-02', 180],
    ]);
    await world.hear('PackageCancelled', { packageId, reason: 'Moved away.' });
    expect((await register()).filter(([, status]) => status === 'RUNNING')).toEqual([]);
    expect(closesAt < later(opensAt, 150 * MINUTE)).toBe(true);
  });
});
