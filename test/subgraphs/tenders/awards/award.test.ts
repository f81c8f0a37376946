import { randomUUID } from 'node:crypto';
import { drawnNumber } from '../../../../subgraphs/tenders/rules/evaluation/draw.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { bidOf, codes, idOf, nameOf, provider, World } from '../harness.js';

const BOARD = /* GraphQL */ `
  query ($id: ID!) {
    callOff(id: $id) {
      state
      suggestion { order { bidId place beforeNextBy packagesWon eligibleRounds blendedRatePence held } notRanked { bidId checks { id result } } }
      award { id provider { id } decidedBy }
      bids { id state provider { id } outcome outcomeReason checks { id result } criteria { id result } }
      why { provider { id } stage invited bid { id } ranked { place packagesWon } decision reason decidedBy policyVersion invitationChecks { id } }
      history { from event to actor role organisation reason policyVersion bidId }
      involvement { who how }
    }
  }
`;

interface Board {
  readonly state: string;
  readonly suggestion: {
    order: Array<{ bidId: string; place: number; beforeNextBy: string | null; packagesWon: number }>;
  } | null;
  readonly award: { provider: { id: string } } | null;
  readonly bids: Array<{ id: string; state: string; provider: { id: string }; outcomeReason: string | null }>;
  readonly why: Array<{ provider: { id: string } } & Record<string, unknown>>;
  readonly history: Array<Record<string, string | null>>;
  readonly involvement: unknown[];
}

describe('evaluation and award', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.down.clear());
  afterAll(() => world.stop());

  const board = (id: string) => world.ask<Board>('broker', BOARD, { id });
  const toldOf = async (callOffId: string, ...types: string[]) =>
    (await world.hub.told(...types)).filter((event) => event.subject === `call-off/${callOffId}`);
  const orderOf = ({ suggestion, bids }: Board) =>
    suggestion!.order.map(({ bidId }) => nameOf(bids.find((bid) => bid.id === bidId)!.provider.id));

  it('ROUT-05, EVAL-02: of two suitable bids the provider that has had less of the patch is offered the package', async () => {
    await world.know(provider('maple').in('P1'), provider('oak').in('P1'));
    const first = await world.requestAndClose(['maple', 'oak'], { patch: 'P1' });
    const [winner, loser] = orderOf(await board(first.callOffId)) as ['maple', 'oak'];
    expect(await world.award(first.callOffId)).toMatchObject({ award: { provider: { id: idOf[winner] } } });

    const second = await world.requestAndClose(['maple', 'oak'], { patch: 'P1' });
    expect((await board(second.callOffId)).suggestion!.order).toMatchObject([
      {
        bidId: await bidOf(world, second.callOffId, loser),
        place: 1,
        beforeNextBy: 'SHARE',
        packagesWon: 0,
        eligibleRounds: 1,
      },
      { bidId: await bidOf(world, second.callOffId, winner), place: 2, packagesWon: 1, eligibleRounds: 1 },
    ]);
    // To the one that has had more only with a justified exception.
    const bidId = await bidOf(world, second.callOffId, winner);
    expect(codes(await world.award(second.callOffId, { bidId }))).toEqual(['EXCEPTION_MISSING']);
    expect(
      codes(await world.award(second.callOffId, { bidId, exception: { reason: 'SKILLS', justification: ' ' } })),
    ).toEqual(['EXCEPTION_MISSING']);
    expect(await board(second.callOffId)).toMatchObject({ state: 'EVALUATING', award: null });
    expect(await world.award(second.callOffId)).toMatchObject({
      award: { provider: { id: idOf[loser] } },
      refusals: [],
    });
  });

  it('EVAL-02: a draw can be drawn again by whoever has its seed, which nobody has before the close', async () => {
    await world.know(provider('maple').in('P0'), provider('oak').in('P0'));
    const seedOf = async (id: string) => {
      const [stage] = (
        await world.ask<{ stages: Array<{ drawSeed: string }> }>(
          'broker',
          'query ($id: ID!) { callOff(id: $id) { stages { drawSeed } } }',
          { id },
        )
      ).stages;
      return stage!.drawSeed;
    };
    const { callOffId, closesAt } = await world.request({ patch: 'P0' });
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    expect(await seedOf(callOffId)).toBe('');
    await world.passTo(later(closesAt, 1));
    const seed = await seedOf(callOffId);
    const drawn = [...(['maple', 'oak'] as const)].sort(
      (one, other) => drawnNumber(seed, idOf[one]) - drawnNumber(seed, idOf[other]),
    );
    const seen = await board(callOffId);
    expect(orderOf(seen)).toEqual(drawn);
    expect(seen.suggestion!.order[0]).toMatchObject({ beforeNextBy: 'DRAW' });
  });

  it('ROUT-09: a specialist need outweighs the order, and the record says so', async () => {
    await world.know(provider('maple').in('P2'), provider('oak').in('P2'));
    const first = await world.requestAndClose(['maple'], { patch: 'P2' });
    await world.award(first.callOffId);
    const { callOffId } = await world.requestAndClose(['maple', 'oak'], { patch: 'P2' });
    const outcome = await world.award(callOffId, {
      bidId: await bidOf(world, callOffId, 'maple'),
      exception: { reason: 'SPECIALIST_NEED', justification: 'Workers trained for this condition.' },
    });
    expect(outcome).toMatchObject({ award: { provider: { id: idOf.maple }, exceptionReason: 'SPECIALIST_NEED' } });
    const { why } = await board(callOffId);
    expect(why.find((each) => each.provider.id === idOf.maple)).toMatchObject({
      decision: 'WON',
      reason: 'SPECIALIST_NEED',
    });
  });

  it('AWRD-01, AWRD-07, NTF-07: one award; the winner and each loser are told of their own bid alone', async () => {
    await world.know(provider('maple').in('P3'), provider('oak').in('P3'), provider('elm').in('P3'));
    const { callOffId, packageId, need } = await world.requestAndClose(['maple', 'oak', 'elm'], { patch: 'P3' });
    const { award } = await world.award(callOffId);
    const winner = nameOf(award!.provider.id);
    expect(codes(await world.award(callOffId))).toEqual(['CALL_OFF_OVER']);
    const told = await toldOf(callOffId, 'BidOutcome');
    expect(told).toHaveLength(3);
    for (const { audience, data } of told) {
      const [only] = audience.providers!;
      expect(audience).toEqual({ providers: [only] });
      expect(data).toMatchObject(
        nameOf(only!) === winner
          ? { outcome: 'WON', reasonCode: 'AWARDED', bidId: (award!.bid as { id: string }).id }
          : { outcome: 'UNSUCCESSFUL', reasonCode: 'NOT_SELECTED' },
      );
      const others = Object.values(idOf).filter((id) => id !== only);
      expect(JSON.stringify(data)).not.toMatch(new RegExp(others.join('|')));
    }
    expect(await toldOf(callOffId, 'CallOffAwarded')).toMatchObject([
      {
        data: {
          packageId,
          awardId: award!.id,
          providerId: award!.provider.id,
          weeklyWorkerMinutes: need.weeklyWorkerMinutes,
          hourlyRatePence: 2150,
          nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null },
          startTime: '08:30',
          policyVersion: 'bromley/1',
          emergency: false,
        },
      },
    ]);
    await expect(
      world.hub.pool.query(
        `insert into tenders.award select (jsonb_populate_record(award, jsonb_build_object('id', gen_random_uuid(), 'position', 999))).*
         from tenders.award where call_off_id = $1`,
        [callOffId],
      ),
    ).rejects.toThrow('one_live_award_a_call_off');
  });

  it('PROV-32, AWRD-10: an award keeps and tells what a whole night of each kind costs, as the register answers', async () => {
    await world.know(provider('maple').in('P32'));
    const { callOffId } = await world.requestAndClose(['maple'], { patch: 'P32' });
    const { award } = await world.award(callOffId);
    expect(award).toMatchObject({ sleepInRatePence: 6150, wakingNightRatePence: null });
    expect(await toldOf(callOffId, 'CallOffAwarded')).toMatchObject([
      { data: { nightRatesPence: { SLEEP_IN: 6150, WAKING_NIGHT: null } } },
    ]);
  });

  it('AWRD-01: an award says at once which placement it opens, and tells cases the same', async () => {
    await world.know(provider('maple').in('P15'));
    const { callOffId } = await world.requestAndClose(['maple'], { patch: 'P15' });
    const { award, placement } = await world.award(callOffId);
    expect(placement!.id).toMatch(/^[\da-f-]{36}$/);
    expect(award).toMatchObject({ placement: { id: placement!.id } });
    const told = await toldOf(callOffId, 'CallOffAwarded');
    expect(told).toMatchObject([{ data: { placementId: placement!.id } }]);
    // Another award of the call-off would open another.
    await world.answerTo('maple', 'refuseAward', callOffId, { reason: 'SAFETY' });
    const refused = await world.award(callOffId);
    expect(refused).toMatchObject({ award: null, placement: null });
  });

  it('IDG-27, EVAL-01: an award sent again is answered alike, also where it ended a bid at its gates', async () => {
    await world.know(provider('maple').in('P16'), provider('oak').in('P16'));
    const { callOffId } = await world.requestAndClose(['maple', 'oak'], { patch: 'P16' });
    const [first, second] = orderOf(await board(callOffId)) as ['maple', 'oak'];
    world.hold(provider(first).in('P16').rated('INADEQUATE'));
    const key = { idempotencyKey: 'the-key-of-a-refusal' };
    const refused = await world.award(callOffId, key);
    expect(codes(refused)).toEqual(['RATING_BARS']);
    // The next bid comes first by now, and is nobody's to be awarded by a message sent twice.
    expect(await world.award(callOffId, key)).toEqual(refused);
    expect(await world.answers(callOffId)).toEqual({ [first]: 'INELIGIBLE', [second]: 'UNDER_EVALUATION' });

    const again = { idempotencyKey: 'the-key-of-an-award' };
    const awarded = await world.award(callOffId, again);
    expect(awarded).toMatchObject({ award: { provider: { id: idOf[second] } }, refusals: [] });
    expect(await world.award(callOffId, again)).toEqual(awarded);
    expect(codes(await world.award(callOffId, { ...again, notInvolvedBecause: 'Another reason.' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(await toldOf(callOffId, 'CallOffAwarded')).toHaveLength(1);
  });

  it('EVAL-01, EVAL-03: gates are read again at the award from their owner, whatever tenders had heard', async () => {
    await world.know(provider('maple').in('P4'), provider('oak').in('P4'));
    const { callOffId } = await world.requestAndClose(['maple', 'oak'], { patch: 'P4' });
    const [first, second] = orderOf(await board(callOffId)) as ['maple', 'oak'];
    world.hold(provider(first).in('P4').caringFor({ privately: 2000, allocated: 990 }));
    const refused = await world.award(callOffId);
    expect(refused).toMatchObject({ award: null, refusals: [{ rule: 'PROV-23', code: 'CEILING_PASSED' }] });
    // The award was refused, and yet that bid has ended and its bidder been told.
    expect(await world.answers(callOffId)).toEqual({ [first]: 'INELIGIBLE', [second]: 'UNDER_EVALUATION' });
    expect(await toldOf(callOffId, 'BidOutcome')).toMatchObject([
      { audience: { providers: [idOf[first]] }, data: { outcome: 'INELIGIBLE', reasonCode: 'CEILING' } },
    ]);
    expect(
      (await board(callOffId)).history.filter((each) => !each.bidId).map(({ from, event, to }) => [from, event, to]),
    ).toEqual(
      expect.arrayContaining([
        ['EVALUATING', 'offer', 'AWARDING'],
        ['AWARDING', 'gate fails', 'EVALUATING'],
      ]),
    );
    expect(await world.award(callOffId)).toMatchObject({ award: { provider: { id: idOf[second] } } });
  });

  it('EVAL-01, ROUT-06: when the only bid fails its gates at the award, the next stage opens', async () => {
    await world.know(provider('maple').in('P5'), provider('rowan').onTheFramework());
    const { callOffId } = await world.requestAndClose(['maple'], { patch: 'P5' });
    world.hold(provider('maple').in('P5').rated('REQUIRES_IMPROVEMENT'));
    expect(codes(await world.award(callOffId))).toEqual(['RATING_BARS']);
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
    await world.know(provider('rowan'));
  });

  it.each([
    ['EVAL-01: the register does not answer', 'providers'],
    ['ASM-03: the package’s owner does not answer', 'cases'],
  ])('%s: FACTS_UNAVAILABLE, nothing has happened, and the same request succeeds later', async (_title, down) => {
    await world.know(provider('maple').in('P6'));
    const { callOffId } = await world.requestAndClose(['maple'], { patch: 'P6' });
    world.down.add(down);
    expect(await world.award(callOffId)).toMatchObject({
      award: null,
      refusals: [{ rule: 'EVAL-01', code: 'FACTS_UNAVAILABLE' }],
    });
    expect(await world.answers(callOffId)).toEqual({ maple: 'UNDER_EVALUATION' });
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'EVALUATING' });
    world.down.clear();
    expect(await world.award(callOffId)).toMatchObject({ refusals: [] });
  });

  it('ASM-03, PROV-33: sourcing that no longer stands, and an open query on the rate, hold the award back', async () => {
    await world.know(provider('maple').in('P7'));
    const { callOffId, packageId } = await world.requestAndClose(['maple'], { patch: 'P7' });
    world.sourcing.set(packageId, { version: 2, agreed: false, missing: ['ASM-04'] });
    world.hold(provider('maple').in('P7').with({ lowRateQueryOpen: true }));
    expect(codes(await world.award(callOffId)).sort()).toEqual(['LOW_RATE_QUERY_OPEN', 'SOURCING_NOT_AGREED']);
    world.sourcing.set(packageId, { version: 3, agreed: true, missing: [] });
    world.hold(provider('maple').in('P7'));
    expect(await world.award(callOffId)).toMatchObject({ award: { sourcingVersion: 3 } });
  });

  it('EVAL-04: a bid that fails a criterion as published is not suitable and cannot be awarded', async () => {
    await world.know(provider('maple').in('P8'), provider('oak').in('P8'));
    const requested = await world.request({ patch: 'P8', skills: ['PEG_FEEDING'] });
    await world.bid('maple', requested.callOffId, { skills: [] });
    await world.bid('oak', requested.callOffId, { skills: ['PEG_FEEDING'] });
    await world.passTo(later(requested.closesAt, 1));
    const seen = await board(requested.callOffId);
    expect(orderOf(seen)).toEqual(['oak']);
    const bidId = await bidOf(world, requested.callOffId, 'maple');
    expect(codes(await world.award(requested.callOffId, { bidId }))).toEqual(['CRITERION_NOT_MET']);
    await world.award(requested.callOffId);
    expect((await board(requested.callOffId)).bids.find((bid) => bid.id === bidId)).toMatchObject({
      state: 'UNSUCCESSFUL',
      outcomeReason: 'SKILLS',
    });
  });

  it('EVAL-05, ROUT-07: framework bids go by rate among those that are available and serve the groups', async () => {
    await world.know(
      provider('maple'),
      provider('oak')
        .onTheFramework()
        .with({ blendedRatePence: { STANDARD_ADULT: 2100 } }),
      provider('elm')
        .onTheFramework()
        .with({ blendedRatePence: { STANDARD_ADULT: 2050 } }),
      provider('rowan')
        .onTheFramework()
        .with({ groups: ['LEARNING_DISABILITY'], blendedRatePence: { STANDARD_ADULT: 1900 } }),
    );
    const requested = await world.request({ patch: 'Framework only' });
    for (const name of ['oak', 'elm', 'rowan']) await world.bid(name, requested.callOffId);
    await world.passTo(later(requested.closesAt, 1));
    const seen = await board(requested.callOffId);
    expect(orderOf(seen)).toEqual(['elm', 'oak']);
    expect(seen.suggestion).toMatchObject({
      order: [{ blendedRatePence: 2050, beforeNextBy: 'RATE' }, { blendedRatePence: 2100 }],
      notRanked: [
        {
          bidId: await bidOf(world, requested.callOffId, 'rowan'),
          checks: [{ id: 'AVAILABLE' }, { id: 'SERVES_GROUPS', result: 'FAIL' }, { id: 'HAS_RATE' }],
        },
      ],
    });
    expect(await world.award(requested.callOffId)).toMatchObject({
      award: { provider: { id: idOf.elm }, hourlyRatePence: 2050 },
    });
    await world.know(provider('oak'), provider('elm'), provider('rowan'));
  });

  it('EVAL-11: no decision without the person, or the reason why not', async () => {
    await world.know(provider('maple').in('P9'));
    const { callOffId } = await world.requestAndClose(['maple'], { patch: 'P9' });
    expect(codes(await world.award(callOffId, { notInvolvedBecause: null }))).toEqual(['INVOLVEMENT_MISSING']);
    const now = await world.hub.time.now();
    const record = (at: Date) =>
      world.ask<{ refusals: never }>(
        'broker',
        'mutation ($input: RecordInvolvementInput!) { recordInvolvement(input: $input) { involvement { id who } refusals { rule code message } } }',
        {
          input: { callOffId, who: 'FAMILY', how: 'By telephone', at: at.toISOString(), idempotencyKey: randomUUID() },
        },
      );
    expect(codes(await record(later(now, 1)))).toEqual(['INVOLVEMENT_MISSING']);
    expect(codes(await record(now))).toEqual([]);
    expect(await world.award(callOffId, { notInvolvedBecause: null })).toMatchObject({ refusals: [] });
    expect((await board(callOffId)).involvement).toEqual([{ who: 'FAMILY', how: 'By telephone' }]);
  });

  it('EVAL-13, IDG-16: everything that led to the result can be read afterwards, and never altered', async () => {
    await world.know(
      provider('maple').in('P10'),
      provider('oak').in('P10'),
      provider('elm').in('P10').rated('INADEQUATE'),
    );
    const { callOffId } = await world.requestAndClose(['maple', 'oak'], { patch: 'P10' });
    const { award } = await world.award(callOffId);
    const winner = nameOf(award!.provider.id);
    const { why, history } = await board(callOffId);
    expect(Object.fromEntries(why.map(({ provider: of, ...each }) => [nameOf(of.id), each]))).toMatchObject({
      [winner]: {
        invited: true,
        ranked: { place: 1 },
        decision: 'WON',
        reason: 'AWARDED',
        decidedBy: 'user:broker-of-bromley',
        policyVersion: 'bromley/1',
      },
      [winner === 'maple' ? 'oak' : 'maple']: {
        ranked: { place: 2 },
        decision: 'UNSUCCESSFUL',
        reason: 'NOT_SELECTED',
        decidedBy: null,
      },
      elm: { invited: false, bid: null, ranked: null, decision: null },
    });
    expect(history.filter((each) => !each.bidId)).toMatchObject([
      { from: '(new)', event: 'draft', to: 'DRAFT', actor: 'service:tenders' },
      { event: 'anonymise', to: 'READY' },
      { event: 'publish', to: 'OPEN' },
      { event: 'window expires', to: 'EVALUATING' },
      {
        event: 'offer',
        to: 'AWARDING',
        actor: 'user:broker-of-bromley',
        role: 'broker',
        organisation: 'bromley',
        policyVersion: 'bromley/1',
      },
      { event: 'confirm award', to: 'AWARDED' },
    ]);
    expect(
      history
        .filter((each) => each.bidId && each.event === 'submit')
        .map((each) => each.organisation)
        .sort(),
    ).toEqual([idOf.maple, idOf.oak].sort());
    await expect(world.hub.pool.query(`update tenders.state_change set reason = 'another'`)).rejects.toThrow(
      'append-only',
    );
    await expect(world.hub.pool.query('delete from tenders.state_change')).rejects.toThrow('append-only');
  });

  it('AWRD-09, ROUT-12: a winner that cannot proceed gives way to the next suitable bid, and that counts', async () => {
    await world.know(provider('maple').in('P11'), provider('oak').in('P11'));
    const { callOffId } = await world.requestAndClose(['maple', 'oak'], { patch: 'P11' });
    const { award } = await world.award(callOffId);
    const winner = nameOf(award!.provider.id) as 'maple' | 'oak';
    const beaten = winner === 'maple' ? 'oak' : 'maple';
    expect(codes(await world.answerTo(beaten, 'refuseAward', callOffId, { reason: 'CAPACITY' }))).toEqual([
      'NO_AWARD_TO_REFUSE',
    ]);
    expect(await world.answerTo(winner, 'refuseAward', callOffId, { reason: 'SAFETY' })).toMatchObject({
      bid: { state: 'REFUSED_AFTER_AWARD', declineReason: 'SAFETY' },
    });
    expect(await toldOf(callOffId, 'AwardRefused')).toMatchObject([
      { data: { awardId: award!.id, reasonCode: 'SAFETY' } },
    ]);
    expect((await toldOf(callOffId, 'InvitationDeclined')).at(-1)).toMatchObject({
      data: { providerId: idOf[winner], response: 'REFUSED_AFTER_AWARD', reasonCode: 'SAFETY' },
    });
    expect((await toldOf(callOffId, 'BidOutcome')).at(-1)).toMatchObject({
      audience: { providers: [idOf[beaten]] },
      data: { outcome: 'NOT_YET_DECIDED' },
    });
    expect(await board(callOffId)).toMatchObject({ state: 'EVALUATING', award: null });
    expect(await world.award(callOffId)).toMatchObject({ award: { provider: { id: idOf[beaten] } } });
  });

  it('AWRD-09, ROUT-06: with no other bid the framework is asked; cases may tell of it as well', async () => {
    await world.know(provider('maple').in('P12'), provider('rowan').onTheFramework(), provider('oak'));
    const { callOffId, packageId } = await world.requestAndClose(['maple'], { patch: 'P12' });
    await world.award(callOffId);
    const withdrawn = { callOffId, packageId, placementId: callOffId, providerId: idOf.maple, reason: 'SKILL' };
    await world.hear('PlacementWithdrawn', withdrawn);
    expect(await world.answers(callOffId)).toMatchObject({ maple: 'REFUSED_AFTER_AWARD', rowan: 'INVITED' });
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
    await world.hear('PlacementWithdrawn', withdrawn);
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'OPEN', stage: 'FRAMEWORK' });
    await world.know(provider('rowan'));
  });

  it('SM-2, SM-3: the start of care completes the call-off and fulfils the bid', async () => {
    await world.know(provider('maple').in('P13'));
    const { callOffId, packageId } = await world.requestAndClose(['maple'], { patch: 'P13' });
    await world.award(callOffId);
    const started = {
      callOffId,
      packageId,
      placementId: callOffId,
      providerId: idOf.maple,
      startedAt: '2026-03-09T08:30:00Z',
    };
    await world.hear('PlacementStarted', started);
    await world.hear('PlacementStarted', started);
    expect(await world.callOff(callOffId)).toMatchObject({ state: 'COMPLETED' });
    expect(await world.answers(callOffId)).toEqual({ maple: 'FULFILLED' });
    expect(codes(await world.answerTo('maple', 'refuseAward', callOffId, { reason: 'SAFETY' }))).toEqual([
      'NO_AWARD_TO_REFUSE',
    ]);
  });

  it('EVAL-03, PROV-23: hours awarded and not yet counted by the register count towards the ceiling, in any council', async () => {
    const nearly = (name: 'thorn' | 'birch') => provider(name).in('P14').caringFor({ privately: 0, allocated: 2970 });
    const counting = (name: 'thorn' | 'birch', countedTo: number, allocated: number) => {
      const { capacity } = nearly(name).facts;
      return nearly(name).with({ capacity: { ...capacity, committedWeeklyMinutes: allocated * 60, countedTo } });
    };
    await world.know(counting('thorn', 0, 2970));
    const [one, two] = [
      await world.requestAndClose(['thorn'], { patch: 'P14' }),
      await world.requestAndClose(['thorn'], { patch: 'P14' }),
    ];
    expect(codes(await world.award(one.callOffId))).toEqual([]);
    expect(codes(await world.award(two.callOffId))).toEqual(['CEILING_PASSED']);

    // Once the register has counted the award, it is not counted twice.
    const [awarded] = await toldOf(one.callOffId, 'CallOffAwarded');
    await world.know(counting('thorn', awarded!.seq, 2970 + 10));
    expect(
      (await world.hub.pool.query('select from tenders.uncounted_hours where call_off_id = $1', [one.callOffId]))
        .rowCount,
    ).toBe(0);
    const three = await world.requestAndClose(['thorn'], { patch: 'P14' });
    expect(codes(await world.award(three.callOffId))).toEqual([]);
  });
});
