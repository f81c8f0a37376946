import { later } from '../../../rules/tenders/fixtures.js';
import { bidOf, nameOf, provider, World } from '../harness.js';

const LEDGER = `query ($from: LocalDate!, $to: LocalDate!, $patch: String) {
  fairnessLedger(from: $from, to: $to, patch: $patch) {
    council { id } patch provider { id } roundsInvited roundsBid packagesAwarded weeklyMinutesAwarded eligibleRounds
    eligibleWeeklyMinutes shareOfPackages shareOfHours exceptions { awardId reason justification decidedAt } } }`;

interface Line extends Record<string, unknown> {
  readonly patch: string;
  readonly provider: { id: string };
}

const MARCH = { from: '2026-03-01', to: '2026-03-31' };

describe('the fairness ledger', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
    await world.know(provider('maple').in('P1'), provider('oak').in('P1'), provider('elm').in('P2'));
  });
  afterEach(() => world.stop());

  const ledger = async (caller: string, variables: object = MARCH) =>
    (await world.ask<Line[]>(caller, LEDGER, { ...variables })).map(({ provider: { id }, ...line }) => ({
      who: nameOf(id),
      ...line,
    }));

  it('EVAL-02, ROUT-09, SHOW-08: says per patch and provider what was asked, bid for and awarded, and each exception', async () => {
    const P1 = { patch: 'P1', weeklyWorkerMinutes: 600 };
    const first = await world.requestAndClose(['maple'], P1);
    await world.award(first.callOffId);
    const second = await world.requestAndClose(['maple', 'oak'], { ...P1, weeklyWorkerMinutes: 1800 });
    const bidId = await bidOf(world, second.callOffId, 'maple');
    const exception = { reason: 'SPECIALIST_NEED', justification: 'Workers trained for this condition.' };
    const { award } = await world.award(second.callOffId, { bidId, exception });
    // Nobody bids; and one is open still, in which a bid is sealed.
    await world.requestAndClose([], P1);
    const open = await world.request(P1);
    await world.bid('oak', open.callOffId);

    const lines = await ledger('commissioner');
    expect(lines).toEqual(
      [
        {
          ...{ who: 'maple', council: { id: 'bromley' }, patch: 'P1', roundsInvited: 3, roundsBid: 2 },
          ...{ packagesAwarded: 2, weeklyMinutesAwarded: 2400, eligibleRounds: 2, eligibleWeeklyMinutes: 2400 },
          ...{ shareOfPackages: 1, shareOfHours: 1 },
          exceptions: [{ awardId: award!.id, ...exception, decidedAt: expect.any(String) }],
        },
        {
          ...{ who: 'oak', council: { id: 'bromley' }, patch: 'P1', roundsInvited: 3, roundsBid: 1 },
          ...{ packagesAwarded: 0, weeklyMinutesAwarded: 0, eligibleRounds: 2, eligibleWeeklyMinutes: 2400 },
          ...{ shareOfPackages: 0, shareOfHours: 0, exceptions: [] },
        },
      ].map(expect.objectContaining),
    );
    expect(await ledger('broker')).toEqual(lines);
    expect(await ledger('broker', { ...MARCH, patch: 'P2' })).toEqual([]);
    expect(await ledger('broker', { from: '2026-02-01', to: '2026-02-28' })).toEqual([]);
    expect(await ledger('broker of ashdown')).toEqual([]);

    // An award that was given back is its winner's no longer.
    await world.answerTo('maple', 'refuseAward', second.callOffId, { reason: 'SKILL' });
    expect((await ledger('broker', { ...MARCH, patch: 'P1' }))[0]).toMatchObject({
      packagesAwarded: 1,
      exceptions: [],
    });
  });

  it('IDG-23, EVAL-13: a provider reads its own lines alone, and the same whatever the others bid and won', async () => {
    const P1 = { patch: 'P1' };
    const read: unknown[] = [];
    for (const rival of ['silent', 'declines', 'bids and loses', 'bids and wins']) {
      await world.stop();
      world = await World.open();
      await world.know(provider('maple').in('P1'), provider('oak').in('P1'));
      const own = await world.requestAndClose(['maple'], P1);
      await world.award(own.callOffId);
      const { callOffId, closesAt } = await world.request(P1);
      if (rival === 'declines') await world.decline('oak', callOffId);
      if (rival.startsWith('bids')) await world.bid('oak', callOffId);
      if (rival === 'bids and loses') {
        await world.bid('maple', callOffId);
        await world.answerTo('maple', 'withdrawBid', callOffId);
      }
      await world.decline('maple', callOffId);
      await world.passTo(later(closesAt, 1));
      if (rival === 'bids and wins') await world.award(callOffId);
      read.push(await ledger('maple'));
    }
    expect(new Set(read.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(read[0]).toEqual([
      {
        ...{ who: 'maple', council: { id: 'bromley' }, patch: 'P1', roundsInvited: 2, roundsBid: 1 },
        ...{ packagesAwarded: 1, weeklyMinutesAwarded: 1200, eligibleRounds: null, eligibleWeeklyMinutes: null },
        ...{ shareOfPackages: null, shareOfHours: null, exceptions: null },
      },
    ]);
  });

  it('IDG-23: that all have declined, so that a round ended early, does not show before its published close', async () => {
    const { callOffId, closesAt } = await world.request({ patch: 'P1' });
    await world.decline('maple', callOffId);
    expect(await ledger('maple')).toEqual([]);
    await world.decline('oak', callOffId);
    expect(await ledger('maple')).toEqual([]);
    await world.passTo(later(closesAt, 1));
    expect(await ledger('maple')).toMatchObject([{ roundsInvited: 1, roundsBid: 0 }]);
  });

  it('IDG-05: practitioners, feeds and call monitoring read none of it, and a period is of a year at most', async () => {
    for (const caller of ['practitioner', 'feed of brokers', 'feed of rostering', 'visits of maple']) {
      const { data, errors } = await world.hub.as(caller, LEDGER, { ...MARCH });
      expect({ caller, data: data?.fairnessLedger ?? null, errors: errors?.length }).toEqual({
        caller,
        data: null,
        errors: 1,
      });
    }
    for (const period of [
      { from: '2026-01-01', to: '2027-02-01' },
      { from: '2026-02-01', to: '2026-01-01' },
    ]) {
      const { errors } = await world.hub.as('broker', LEDGER, period);
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });
});
