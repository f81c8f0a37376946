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
import { aBid, aNeed, aPatchProvider, at, policy, policyWith } from '../fixtures.js';

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
