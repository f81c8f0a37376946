import type { Policy } from '../../../../schema/policy.js';
import { fairShareOrder } from '../../../../subgraphs/tenders/rules/evaluation/fair-share.js';
import {
  evaluatedAgain,
  type FactsOfAward,
  type PlacedBid,
  placeDifferences,
  type Run,
  replayDifferences,
  replayLimits,
} from '../../../../subgraphs/tenders/rules/evaluation/replay.js';
import { randomFrom } from '../../../harness/random.js';
import { aBid, aDischarge, aNeed, aPatchProvider, at, policy, policyWith } from '../fixtures.js';

const DECIDED = at('2026-03-04 14:00');
const AWARDED = { bidId: 'one', decidedAt: DECIDED };

const standing = (id: string) => aPatchProvider(id).facts;

function bidFrom(bidId: string, change: Partial<FactsOfAward['bids'][number]> = {}): FactsOfAward['bids'][number] {
  return {
    bidId,
    providerId: `provider-${bidId}`,
    content: aBid(),
    receivedAt: '2026-03-04T11:00:00.000Z',
    evaluatedAt: DECIDED.toISOString(),
    standing: standing(`provider-${bidId}`),
    uncountedWeeklyMinutes: 0,
    rankedUpon: null,
    ...change,
  };
}

function factsWith(change: Partial<FactsOfAward> = {}): FactsOfAward {
  const bids = [bidFrom('one'), bidFrom('two')];
  const gates = { standing: standing('provider-one'), uncountedWeeklyMinutes: 0 };
  return {
    route: 'PATCH',
    stage: 'PATCH',
    serviceType: 'DOMICILIARY',
    need: aNeed(),
    drawSeed: 'seed',
    bids,
    gates,
    ...change,
  };
}

function run(facts: FactsOfAward, under: Policy): Run {
  const { suitable, ...found } = evaluatedAgain(facts, AWARDED, under);
  const order = fairShareOrder(suitable, { rounds: [], at: DECIDED, drawSeed: facts.drawSeed }, under.fair);
  const figures = { blendedRatePence: null, held: null, lastAwardAt: null };
  return { ...found, notRanked: [], order: order.map((bid): PlacedBid => ({ ...bid, ...figures })) };
}

const strict = policyWith('capacity', { ceilingHours: 1 });

it('EVAL-13, EVAL-01: the same facts under the same policy are found to be the same', () => {
  const facts = factsWith();
  expect(run(facts, policy)).toEqual(run(facts, policy));
  expect(replayDifferences(facts, 'one', [run(facts, policy), policy], [run(facts, policy), policy])).toEqual([]);
});

it.each([
  ['passes under its own', factsWith(), policy, ['one', 'two']],
  ['every bid fails a stricter ceiling', factsWith(), strict, []],
  [
    'a provider never heard of is not eligible',
    factsWith({ bids: [bidFrom('one'), bidFrom('two', { standing: null })] }),
    policy,
    ['one'],
  ],
  [
    'the awarded bid fails a gate that was read at the award alone',
    factsWith({ gates: { standing: standing('provider-one'), uncountedWeeklyMinutes: 3000 * 60 } }),
    policy,
    ['two'],
  ],
  [
    'a bid that starts too late fails the criterion',
    factsWith({ bids: [bidFrom('one'), bidFrom('two', { content: aBid({ startDate: '2027-01-01' }) })] }),
    policy,
    ['one'],
  ],
  [
    'and passes where the criterion is not applied',
    factsWith({ bids: [bidFrom('one'), bidFrom('two', { content: aBid({ startDate: '2027-01-01' }) })] }),
    policyWith('evaluation', { criteria: [] }),
    ['one', 'two'],
  ],
])('EVAL-01, EVAL-04: %s', (_what, facts, under, suitable) => {
  expect(evaluatedAgain(facts, AWARDED, under).suitable.map(({ bidId }) => bidId)).toEqual(suitable);
});

it('EVAL-13: names the key of the policy that differs, and no other', () => {
  const facts = factsWith();
  const found = replayDifferences(facts, 'one', [run(facts, policy), policy], [run(facts, strict), strict]);
  expect(new Set(found.flatMap(({ policyKeys }) => policyKeys))).toEqual(new Set(['capacity.ceilingHours']));
  expect(found.filter(({ kind }) => kind === 'GATE').map(({ bidId }) => bidId)).toEqual(['one']);
});

it('EVAL-02: a figure differs only where both orders have the bid; a place also where one has not', () => {
  const [first] = run(factsWith(), policy).order;
  const other = { ...first!, place: 2, packagesWon: 3 };
  expect(placeDifferences([first!], [other], first!.bidId)).toEqual([
    { what: 'packagesWon', before: '0', after: '3' },
    { what: 'place', before: '1', after: '2' },
  ]);
  expect(placeDifferences([first!], [], first!.bidId)).toEqual([{ what: 'place', before: '1', after: null }]);
  expect(placeDifferences([], [], 'one')).toEqual([]);
});

it.each([
  ['no facts', null, 'one', policy, ['FACTS_NOT_KEPT']],
  ['nothing is left open', factsWith(), 'one', policy, []],
  ['nobody comes first', factsWith(), null, policy, []],
  ['another comes first', factsWith(), 'two', policy, ['FIRST_WAS_NOT_GATED']],
  ['others might be asked', factsWith(), 'one', strict, ['OTHERS_MIGHT_BE_ASKED']],
  ['a family chose', factsWith({ route: 'C2P_DOMICILIARY', stage: 'AGENCIES' }), 'one', policy, ['SOMEBODY_CHOSE']],
] as const)('EVAL-13, CHOI-08: what a replay cannot tell: %s', (_what, facts, first, under, limits) => {
  expect(replayLimits(facts, 'one', first, [policy, under])).toEqual(limits);
});

it('EVAL-13: whatever facts and whichever keys differ, each difference names a key that does, and equal policies differ in nothing', () => {
  const seed = 20261201;
  const random = randomFrom(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const policyOf = (): Policy => ({
    ...policyWith('capacity', { ceilingHours: one([150, 220, 3000]), includeCandidate: one([true, false]) }),
    evaluation: { ...policy.evaluation, criteria: one([[], ['SKILLS'], ['START_MEETS_NEED', 'SKILLS']]) },
    fair: { metric: one(['PACKAGES', 'HOURS'] as const), weeks: one([1, 13]) },
    d2a: { ...policy.d2a, startHours: one([1, 24]) },
    // Of no evaluation.
    window: { ...policy.window, patchMinutes: one([60, 120]) },
  });
  const kinds = new Set<string>();
  for (let nth = 0; nth < 400; nth++) {
    const known = (id: string) => aPatchProvider(id).rated(one(['GOOD', 'REQUIRES_IMPROVEMENT'])).facts;
    const bids = ['one', 'two', 'three'].map((id) =>
      bidFrom(id, {
        content: aBid({
          startDate: one(['2026-03-05', '2026-03-06']),
          startTime: '09:00',
          skills: one([[], ['PEG_FEEDING']]),
        }),
        standing: one([known(`provider-${id}`), null]),
      }),
    );
    const gates = { standing: known('provider-one'), uncountedWeeklyMinutes: one([0, 60]) };
    const facts = factsWith({ need: aDischarge({ skills: one([[], ['PEG_FEEDING']]) }), bids, gates });
    const [before, after] = [policyOf(), policyOf()];
    const found = replayDifferences(facts, 'one', [run(facts, before), before], [run(facts, after), after]);
    for (const difference of found) {
      kinds.add(difference.kind);
      expect({ seed, nth, difference, keys: difference.policyKeys.length > 0 }).toMatchObject({ keys: true });
    }
    expect(replayDifferences(facts, 'one', [run(facts, before), before], [run(facts, before), before])).toEqual([]);
  }
  expect([...kinds].sort()).toEqual(['CHECK', 'CRITERION', 'GATE', 'PLACE']);
});
