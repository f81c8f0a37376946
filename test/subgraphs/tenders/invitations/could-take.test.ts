import { later } from '../../../rules/tenders/fixtures.js';
import { codes, type Payload, provider, World } from '../harness.js';

const COULD = `query ($id: ID!) { couldTake(callOffId: $id) {
  couldBid couldWin held standingVersion policyVersion callOff { id state }
  bidChecks { id result inputs } awardChecks { id result rule inputs } } }`;

interface Could {
  readonly couldBid: boolean;
  readonly couldWin: boolean;
  readonly held: boolean;
  readonly callOff: { id: string; state: string };
  readonly awardChecks: Array<{ id: string; result: string; inputs: Record<string, unknown> }>;
}

describe('whether a provider could take a package', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.stop());

  const could = (caller: string, id: string) => world.ask<Could | null>(caller, COULD, { id });

  it('EVAL-01, EVAL-03, PROV-23: what it answers is what comes of a bid and an award', async () => {
    const room = (privately: number) => provider('maple').in('P1').caringFor({ privately, allocated: 1000 });
    const none = (known: ReturnType<typeof room>) =>
      known.with({ capacity: { ...known.facts.capacity, countedTo: 0 } });
    await world.know(none(room(1970)), provider('oak').in('P1'));
    const first = await world.request({ patch: 'P1' });
    const second = await world.request({ patch: 'P1' });
    expect(await could('maple', first.callOffId)).toMatchObject({
      ...{ couldBid: true, couldWin: true, held: false, policyVersion: 'bromley/1' },
      callOff: { id: first.callOffId, state: 'OPEN' },
    });
    await world.bid('maple', first.callOffId);
    await world.bid('maple', second.callOffId);
    await world.passTo(later(second.closesAt, 1));
    expect((await could('maple', second.callOffId))!.couldWin).toBe(true);
    await world.award(first.callOffId);
    // The award that the register has not counted yet is its own, and leaves no room for another.
    const full = (await could('maple', second.callOffId))!;
    expect(full).toMatchObject({ couldBid: false, couldWin: false });
    expect(full.awardChecks.find(({ id }) => id === 'CEILING')).toMatchObject({
      result: 'FAIL',
      inputs: { uncountedWeeklyMinutes: 1200, committedWeeklyMinutes: 60_000 },
    });
    expect(codes(await world.award(second.callOffId))).toEqual(['CEILING_PASSED']);
  });

  it('IDG-23: it answers the same whatever the others do, and changes and tells nothing', async () => {
    await world.know(...(['maple', 'oak', 'elm'] as const).map((name) => provider(name).in('P1')));
    const { callOffId, closesAt } = await world.request({ patch: 'P1' });
    const rows = async () =>
      (
        await world.hub.pool.query(`select (select count(*) from platform.event)::int as told, (select json_agg(bid order by id) from tenders.bid bid) as bids,
        (select json_agg(change order by id) from tenders.state_change change) as changes`)
      ).rows[0];
    const before = await rows();
    const alone = await could('maple', callOffId);
    expect(await rows()).toEqual(before);
    const acts: Array<() => Promise<Payload>> = [
      () => world.bid('oak', callOffId),
      () => world.decline('elm', callOffId),
      () => world.answerTo('oak', 'withdrawBid', callOffId),
      () => world.bid('oak', callOffId),
    ];
    for (const act of acts) {
      await act();
      expect(await could('maple', callOffId)).toEqual(alone);
    }
    await world.passTo(later(closesAt, 1));
    const closed = { ...alone!, couldBid: false, couldWin: false, callOff: { id: callOffId, state: 'CLOSED' } };
    expect(await could('maple', callOffId)).toEqual(closed);
    await world.award(callOffId);
    expect(await could('maple', callOffId)).toEqual(closed);
  });

  it('ROUT-03, IDG-23: whoever was not invited is answered null, whether there is such a call-off or not', async () => {
    await world.know(
      provider('maple').in('P1'),
      provider('oak').in('P2'),
      provider('elm').in('P1').rated('INADEQUATE'),
    );
    const { callOffId } = await world.request({ patch: 'P1' });
    for (const name of ['oak', 'elm', 'stranger', 'rowan']) expect(await could(name, callOffId)).toBeNull();
    for (const id of ['00000000-0000-4000-8000-00000000000f', 'nothing', ''])
      expect(await could('maple', id)).toBeNull();
    for (const caller of ['broker', 'practitioner', 'feed of rostering', 'visits of maple']) {
      const { data, errors } = await world.hub.as(caller, COULD, { id: callOffId });
      expect({ caller, data: data?.couldTake ?? null, errors: errors?.length }).toEqual({
        caller,
        data: null,
        errors: 1,
      });
    }
    await world.know(provider('maple').in('P1', { status: 'SUSPENDED' }));
    expect(await could('maple', callOffId)).toBeNull();
  });

  it('EVAL-05, PROV-33: in the framework its rate and its groups count, and an open query on its rates holds an award', async () => {
    await world.know(provider('rowan').onTheFramework().with({ blendedRatePence: {}, lowRateQueryOpen: true }));
    const { callOffId } = await world.request({ patch: 'P9' });
    const found = (await could('rowan', callOffId))!;
    expect(found).toMatchObject({ couldBid: true, couldWin: false, held: true });
    expect(found.awardChecks.filter(({ result }) => result === 'FAIL').map(({ id }) => id)).toEqual(['HAS_RATE']);
  });
});
