import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyVersions } from '../../../../kernel/database/policy-in-force.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Award } from '../../entities/awards/award.js';
import { AwardFacts } from '../../entities/awards/award-facts.js';
import type { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { passedState } from '../../rules/evaluation/assessment.js';
import type { Round } from '../../rules/evaluation/fair-share.js';
import {
  evaluatedAgain,
  type FactsOfAward,
  placeDifferences,
  type ReplayDifference,
  type ReplayLimit,
  type Run,
  replayDifferences,
  replayLimits,
} from '../../rules/evaluation/replay.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { type RankableBid, rankUpon, roundsAsked, roundsOf } from './rank-bids.js';

/** What an award's evaluation comes to when it is run again. */
export interface ReplayedAward {
  readonly award: Award;
  readonly policyVersion: string;
  /** The order that it comes to; null if the facts were not kept. */
  readonly orderNow: readonly RankedBid[] | null;
  /** Whether the same bid comes first; null if that cannot be told, or if somebody else than an order decided. */
  readonly sameFirst: boolean | null;
  /** Whether under its own version it comes to the very order that was kept with the award; null if that cannot be told. */
  readonly faithful: boolean | null;
  readonly differences: readonly ReplayDifference[];
  readonly limits: readonly ReplayLimit[];
}

type OfAward = Pick<Award, 'bidId' | 'decidedAt' | 'council' | 'patch' | 'order'>;

/**
 * Runs the evaluations behind these awards of one council again, each under its own policy version or all under another,
 * by the functions that evaluated them: on the facts that were kept with each, and the rounds that counted then. Three
 * statements, however many awards; nothing is changed. Null if the council never had that version. [EVAL-02, EVAL-13]
 */
export async function replayAwards(
  em: EntityManager,
  council: string,
  awards: readonly Award[],
  version: string | null,
): Promise<readonly ReplayedAward[] | null> {
  const versions = new Set(awards.map((award) => award.policyVersion));
  const policies = await policyVersions(em, council, [...versions, ...(version === null ? [] : [version])]);
  if (version !== null && !policies.has(version)) return null;
  const policyOf = (each: string): Policy => policies.get(each)!.policy;
  const kept = await em.find(AwardFacts, { awardId: { $in: awards.map(({ id }) => id) } });
  const factsOf = new Map(kept.map(({ awardId, facts }) => [awardId, facts]));
  const asked = (award: Award, policy: Policy) => roundsAsked(award, policy, award.decidedAt, award.position);
  const rounds = await roundsOf(
    em,
    awards.flatMap((award) =>
      [...new Set([award.policyVersion, version ?? award.policyVersion])].map((each) => asked(award, policyOf(each))),
    ),
  );
  return awards.map((award) => {
    const facts = factsOf.get(award.id) ?? null;
    const now = version ?? award.policyVersion;
    const policyThen = policyOf(award.policyVersion);
    const policyNow = policyOf(now);
    const at = { award, policyVersion: now };
    if (!facts) {
      const limits = replayLimits(null, award.bidId, null, [policyThen, policyNow]);
      return { ...at, orderNow: null, sameFirst: null, faithful: null, differences: [], limits };
    }
    const own = run(facts, award, policyThen, rounds(asked(award, policyThen)));
    const again = now === award.policyVersion ? own : run(facts, award, policyNow, rounds(asked(award, policyNow)));
    const order = again.order as readonly RankedBid[];
    const first = order[0]?.bidId ?? null;
    const limits = replayLimits(facts, award.bidId, first, [policyThen, policyNow]);
    const unfaithful = ownDifferences(award, own);
    return {
      ...at,
      orderNow: order,
      sameFirst: limits.includes('SOMEBODY_CHOSE') ? null : first === (award.order[0]?.bidId ?? null),
      faithful: unfaithful.length === 0,
      differences: [...unfaithful, ...replayDifferences(facts, award.bidId, [own, policyThen], [again, policyNow])],
      limits,
    };
  });
}

function run(facts: FactsOfAward, award: OfAward, policy: Policy, rounds: readonly Round[]): Run {
  const { evaluations, gates, suitable } = evaluatedAgain(facts, award, policy);
  const { gate } = definitionOf(facts.route);
  const bids = suitable.map(
    ({ bidId, providerId, content, receivedAt, proposal, judged }): RankableBid => ({
      ...content,
      state: judged?.hasPassed && gate ? passedState(gate) : 'UNDER_EVALUATION',
      scores: judged?.scores ? [...judged.scores] : null,
      gateOutcome: judged?.hasPassed ? 'PASSED' : null,
      proposal: proposal ?? null,
      id: bidId,
      providerId,
      receivedAt: receivedAt === null ? null : new Date(receivedAt),
    }),
  );
  // A bid that had no place then was placed by no standing: the one that it was evaluated on stands in.
  const standings = facts.bids.flatMap(({ providerId, rankedUpon, standing }) => {
    const known = rankedUpon ?? standing;
    return known ? [[providerId, { standing: known }] as const] : [];
  });
  const { council, patch, decidedAt } = award;
  const { order, notRanked } = rankUpon(
    {
      callOff: {
        council,
        patch,
        need: facts.need as never,
        route: facts.route,
        preparation: facts.preparation as never,
      },
      stage: { kind: facts.stage, drawSeed: facts.drawSeed },
      bids,
      policy,
    },
    { rounds, standings: new Map(standings) },
    decidedAt,
  );
  return { evaluations, gates, order: order as unknown as Run['order'], notRanked };
}

/** Where an award does not come to its own order again: there should be nothing. */
function ownDifferences(award: OfAward, own: Run): readonly ReplayDifference[] {
  const kept = award.order as unknown as Run['order'];
  const placed = new Map([...award.order, ...(own.order as unknown as RankedBid[])].map((bid) => [bid.bidId, bid]));
  return [...placed.values()].flatMap(({ bidId, providerId }) =>
    placeDifferences(kept, own.order, bidId).map(({ what, before, after }) => ({
      ...{ bidId, providerId, what, before, after, policyKeys: [] },
      kind: what === 'place' ? ('PLACE' as const) : ('FIGURE' as const),
      rule: 'EVAL-13',
    })),
  );
}
