import { randomUUID } from 'node:crypto';
import { later } from '../../../rules/tenders/fixtures.js';
import { bidOf, idOf, nameOf, type ProviderName, provider, World } from '../harness.js';

const BOARD = `query ($id: ID!) { callOff(id: $id) {
  state closesAt receipts stages { kind opensAt closesAt endedAt }
  fairness { provider { id } eligibleRounds packagesWon eligibleWeeklyMinutes weeklyMinutesWon lastAwardAt }
  suggestion { order { place beforeNextBy provider { id } bid { id state checks { id result } criteria { id result } } } } } }`;
const WHY = `query ($id: ID!) { callOff(id: $id) {
  involvement { who how }
  why { provider { id } decision choice { decidedBy how reason } ranked { place } bid { checks { id } } } } }`;

interface Board {
  readonly state: string;
  readonly receipts: string[];
  readonly fairness: Array<{ provider: { id: string } } & Record<string, unknown>> | null;
  readonly suggestion: {
    order: Array<{
      place: number;
      beforeNextBy: string | null;
      provider: { id: string };
      bid: Record<string, unknown>;
    }>;
  } | null;
}
interface EvaluationRecord {
  readonly involvement: unknown[];
  readonly why: Array<{
    provider: { id: string };
    decision: string | null;
    choice: unknown;
    ranked: { place: number } | null;
  }>;
}

describe('the record of an evaluation', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.stop());

  it('SHOW-01, EVAL-02: a board says how the patch was shared out, then whom to offer it to, why, and with which gates', async () => {
    await world.know(...(['maple', 'oak', 'elm'] as const).map((name) => provider(name).in('P1')));
    const first = await world.requestAndClose(['maple'], { patch: 'P1' });
    await world.award(first.callOffId);
    const { callOffId, closesAt } = await world.request({ patch: 'P1' });
    const board = () => world.ask<Board>('broker', BOARD, { id: callOffId });
    const open = await board();
    const had = {
      eligibleRounds: 1,
      packagesWon: 0,
      eligibleWeeklyMinutes: 1200,
      weeklyMinutesWon: 0,
      lastAwardAt: null,
    };
    expect(open.fairness!.map(({ provider: { id } }) => nameOf(id)).at(-1)).toBe('maple');
    expect(open).toMatchObject({ state: 'OPEN', receipts: [], suggestion: null });
    expect(open.fairness).toEqual(
      expect.arrayContaining([
        { provider: { id: idOf.oak }, ...had },
        {
          provider: { id: idOf.maple },
          ...had,
          packagesWon: 1,
          weeklyMinutesWon: 1200,
          lastAwardAt: expect.any(String),
        },
      ]),
    );
    // Sealed: that somebody bids changes nothing of it but the receipts.
    await world.bid('maple', callOffId);
    await world.bid('oak', callOffId);
    const { receipts, ...rest } = await board();
    expect(receipts).toHaveLength(2);
    expect({ ...rest, receipts: [] }).toEqual(open);

    await world.passTo(later(closesAt, 1));
    const { suggestion, fairness } = await board();
    expect(fairness).toEqual(open.fairness);
    expect(suggestion!.order).toMatchObject([
      { place: 1, beforeNextBy: 'SHARE', provider: { id: idOf.oak } },
      { place: 2, beforeNextBy: null, provider: { id: idOf.maple } },
    ]);
    expect(suggestion!.order[0]!.bid).toMatchObject({
      id: await bidOf(world, callOffId, 'oak'),
      checks: expect.arrayContaining([{ id: 'CEILING', result: 'PASS' }]),
      criteria: expect.arrayContaining([{ id: 'SKILLS', result: 'PASS' }]),
    });
    await world.award(callOffId);
    expect(await board()).toMatchObject({ fairness: null, suggestion: null });
    for (const caller of ['practitioner', 'maple']) {
      const { data } = await world.hub.as(caller, BOARD, { id: callOffId });
      expect((data as { callOff?: Board } | null)?.callOff?.fairness ?? null).toBeNull();
    }
  });

  it('SHOW-01: where packages are not shared out there is no fairness position', async () => {
    await world.know(provider('rowan').onTheFramework());
    const { callOffId } = await world.request({ patch: 'P9' });
    expect(await world.ask('broker', BOARD, { id: callOffId })).toMatchObject({ state: 'OPEN', fairness: null });
  });

  it('SHOW-13, CHOI-08, CHOI-09: the record has the choice beside whom it named, and who took part', async () => {
    await world.stop();
    world = await World.open({ councils: { bromley: { route: { enabled: ['C2P_DOMICILIARY'] } } } });
    await world.know(...(['maple', 'oak'] as const).map((name) => provider(name).memberOf('SPOT')));
    const { callOffId } = await world.request();
    for (const name of ['maple', 'oak']) {
      await world.ask(
        name,
        'mutation ($input: SubmitOfferInput!) { submitOffer(input: $input) { refusals { code } } }',
        {
          input: {
            ...{ callOffId, version: 1, canAssess: true, offeredTimes: ['08:30'], startDate: '2026-12-31' },
            idempotencyKey: randomUUID(),
          },
        },
      );
    }
    const at = await world.hub.time.now();
    const record = () => world.ask<EvaluationRecord>('commissioner', WHY, { id: callOffId });
    expect((await record()).why.map(({ choice }) => choice)).toEqual([null, null]);
    const choose = async (name: ProviderName, reason: string) =>
      world.ask(
        'practitioner',
        'mutation ($input: RecordChoiceInput!) { recordChoice(input: $input) { refusals { code } } }',
        {
          input: {
            ...{ callOffId, reason, decidedBy: { who: 'FAMILY', how: 'By telephone.', at } },
            bidId: await bidOf(world, callOffId, name),
            idempotencyKey: randomUUID(),
          },
        },
      );
    const chosen = async () =>
      Object.fromEntries((await record()).why.map(({ provider: { id }, choice }) => [nameOf(id), choice]));
    await choose('maple', 'Times.');
    expect(await chosen()).toEqual({
      maple: { decidedBy: 'FAMILY', how: 'By telephone.', reason: 'Times.' },
      oak: null,
    });
    await world.passTo(later(at, 60_000));
    await choose('oak', 'She knows them.');
    expect(await chosen()).toEqual({
      maple: null,
      oak: { decidedBy: 'FAMILY', how: 'By telephone.', reason: 'She knows them.' },
    });
    expect((await record()).why.map(({ ranked }) => ranked?.place).sort()).toEqual([1, 2]);
  });

  it('SHOW-02, AWRD-07: a provider’s own list says what became of its bids, and nothing of a place', async () => {
    await world.know(provider('maple').in('P1'), provider('oak').in('P1'));
    const { callOffId } = await world.requestAndClose(['maple', 'oak'], { patch: 'P1' });
    const { award } = await world.award(callOffId);
    const mine = async (name: string) => {
      const { edges } = await world.ask<{ edges: Array<{ node: { myBid: object } }> }>(
        name,
        '{ myInvitations(open: false) { edges { node { callOff { closesAt } myBid { state outcome outcomeReason outcomeAt } } } } }',
      );
      return edges.map(({ node }) => node.myBid);
    };
    const winner = nameOf(award!.provider.id);
    const loser = winner === 'maple' ? 'oak' : 'maple';
    const outcomeAt = expect.any(String);
    expect(await mine(winner)).toEqual([{ state: 'WON', outcome: 'WON', outcomeReason: 'AWARDED', outcomeAt }]);
    expect(await mine(loser)).toEqual([
      { state: 'UNSUCCESSFUL', outcome: 'UNSUCCESSFUL', outcomeReason: 'NOT_SELECTED', outcomeAt },
    ]);
  });
});
