import type { CallOffRoute } from '../../../../schema/events/tenders.js';
import type { RouteDefinition } from '../../../../subgraphs/tenders/rules/routes/definition.js';
import { ROUTES } from '../../../../subgraphs/tenders/rules/routes/routes.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, provider, World } from '../harness.js';
import { PreparedCallOffs } from './prepared.js';

/**
 * A procedure that no council has: home care by a dynamic purchasing system, scored on its price and on statements about the
 * outcomes, which brokers and practitioners read; who meets the needs is chosen by anybody of the person's side, and the
 * provider assesses before it starts. It is put together here of the parts that the others are made of. The machinery is not
 * told of it but by its definition. The policy knows the name that it borrows; the hub has no route of that name.
 */
const COMPOSED: RouteDefinition = {
  route: 'CHANGE_OF_PROVIDER' as CallOffRoute,
  serviceTypes: ['DOMICILIARY'],
  takes: () => true,
  disclosure: 'ON_AWARD',
  prepared: { portal: 'ROUT-41', questionsBy: 'PANEL', lots: true },
  answer: 'RESPONSE',
  stages: [
    {
      kind: 'DPS',
      window: { rule: 'WIN-11', workingDays: (policy) => policy.statedDeadline.minimumWorkingDays, stated: true },
      late: 'REFUSED',
    },
    {
      kind: 'OPEN_FRAMEWORK',
      window: { rule: 'WIN-12', minutes: (policy) => policy.window.frameworkMinutes },
      late: 'REFUSED',
    },
  ],
  gate: { kind: 'NEEDS_CHECK', assessedBy: ['broker', 'practitioner'], scorers: ['BROKER'] },
  choice: { recordedBy: ['broker'], rule: 'ROUT-28' },
  withinBudget: true,
  assesses: true,
};

describe('a procedure that is put together of the same parts', () => {
  let world: World;
  let act: PreparedCallOffs;
  beforeAll(async () => {
    (ROUTES as RouteDefinition[]).push(COMPOSED);
    world = await World.open({
      councils: { bromley: { route: { enabled: ['CHANGE_OF_PROVIDER'] }, statedDeadline: { minimumWorkingDays: 2 } } },
    });
    act = new PreparedCallOffs(world);
    await world.know(
      provider('maple').memberOf('DPS', null, { lots: ['HOME_CARE'] }),
      provider('oak').memberOf('DPS', null, { lots: ['HOME_CARE'] }),
      provider('elm').memberOf('OPEN_FRAMEWORK', null, { expertise: ['OLDER_PEOPLE'] }),
    );
  });
  afterAll(async () => {
    (ROUTES as RouteDefinition[]).splice(ROUTES.indexOf(COMPOSED), 1);
    await world.stop();
  });

  const published = async () => {
    const requested = await world.request();
    world.sourcing.set(requested.packageId, { version: 1, agreed: true, missing: [], agreedBudgetPence: 50_000 });
    const dueAt = later(await world.hub.time.now(), 7 * 86_400_000);
    await act.published(requested, { setBy: [], lot: 'HOME_CARE', costPct: 50, qualityPct: 50, bidsDueAt: dueAt });
    return { requested, dueAt };
  };
  const panel = { scoredBy: ['BROKER', 'SOCIAL_WORKER'] };

  it('ROUT-01, ROUT-02, EVAL-07, CHOI-10, ROUT-29: runs from the request to the award with nothing but its definition', async () => {
    const { requested, dueAt } = await published();
    expect(await world.answers(requested.callOffId)).toEqual({ maple: 'INVITED', oak: 'INVITED' });
    await act.respond('maple', requested, 40_000);
    await act.respond('oak', requested, 50_000);
    await world.passTo(later(dueAt, 1));
    expect(await act.stateOf(requested)).toBe('NEEDS_CHECK');
    expect(codes(await act.assess(requested, 'maple', [4, 4], panel, 'broker'))).toEqual([]);
    expect(codes(await act.assess(requested, 'oak', [10, 10], panel))).toEqual([]);
    expect(await act.stateOf(requested)).toBe('AWAITING_CHOICE');
    // 50 + 20 for the one, 40 + 50 for the other.
    expect(await act.choose(requested, 'oak', 'REPRESENTATIVE', 'broker')).toMatchObject({ choice: { place: 1 } });
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.oak } },
      refusals: [],
    });
    expect(await act.told(requested, 'CallOffAwarded')).toMatchObject([
      { data: { weeklyPricePence: 50_000, assesses: true } },
    ]);
  });

  it('EVAL-09, ROUT-06: when none meets the needs its next stage is asked, by the clock of that stage', async () => {
    const { requested, dueAt } = await published();
    await act.respond('maple', requested, 40_000);
    await world.passTo(later(dueAt, 1));
    await act.fail(requested, 'maple');
    expect(await act.stateOf(requested)).toBe('OPEN');
    expect(await act.told(requested, 'CallOffStageEscalated')).toMatchObject([
      { data: { from: 'DPS', to: 'OPEN_FRAMEWORK' } },
    ]);
    expect(codes(await act.respond('elm', requested, 45_000))).toEqual([]);
    const { closes_at: closesAt } = await world.callOff<{ closes_at: Date }>(requested.callOffId);
    expect(closesAt).toEqual(later(await world.hub.time.now(), 120 * 60_000));
    await world.passTo(later(closesAt, 1));
    await act.assess(requested, 'elm', [7, 7], panel, 'broker');
    await act.choose(requested, 'elm', 'PERSON', 'broker');
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.elm } },
      refusals: [],
    });
  });
});
