import type { Transaction } from '../../../../kernel/database/work.js';
import type { Award } from '../../entities/awards/award.js';
import { AwardFacts } from '../../entities/awards/award-facts.js';
import { Bid } from '../../entities/bids/bid.js';
import { EvaluationFacts } from '../../entities/evaluation/evaluation-facts.js';
import type { HomeProposal } from '../../entities/matching/home-proposal.js';
import type { RankingFacts } from '../../reads/evaluation/rank-bids.js';
import { contentOf } from '../../rules/bids/bid-content.js';
import { isInEvaluation } from '../../rules/bids/bid-states.js';
import type { FactsOfAward, FactsOfBid } from '../../rules/evaluation/replay.js';
import { isSuitable } from '../../rules/evaluation/suitability.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import type { AwardAnswers } from './ask-owners.js';

/** Keeps the facts on which the evaluation behind an award rested, so that it can be run again. [EVAL-13] */
export async function keepAwardFacts(
  t: Transaction,
  { callOff, stage }: Pick<HeldCallOff, 'callOff' | 'stage'>,
  award: Award,
  { upon, answers }: { readonly upon: RankingFacts; readonly answers: AwardAnswers },
): Promise<void> {
  await t.em.flush();
  const bids = await t.em.find(Bid, { stageId: stage!.id }, { orderBy: { id: 'asc' } });
  const evaluated = await t.em.find(EvaluationFacts, { bidId: { $in: bids.map(({ id }) => id) } });
  const found = new Map(evaluated.map((facts) => [facts.bidId, facts]));
  const { gate } = definitionOf(callOff.route!);
  const facts: FactsOfAward = {
    route: callOff.route!,
    stage: stage!.kind,
    need: callOff.need,
    serviceType: callOff.serviceType,
    drawSeed: stage!.drawSeed,
    ...(callOff.preparation && { preparation: callOff.preparation }),
    ...(callOff.packages.length > 0 && { people: callOff.packages.length }),
    bids: bids.flatMap((bid): FactsOfBid[] => {
      const kept = found.get(bid.id);
      if (!kept || kept.version !== callOff.version || !couldWin(bid, kept, award)) return [];
      return [
        {
          bidId: bid.id,
          providerId: bid.providerId,
          content: contentOf(bid),
          receivedAt: bid.receivedAt?.toISOString() ?? null,
          evaluatedAt: kept.at.toISOString(),
          standing: kept.standing,
          uncountedWeeklyMinutes: kept.uncountedWeeklyMinutes,
          ...(bid.homeId !== null && { home: kept.home }),
          ...(bid.proposal && { proposal: placeOf(bid.proposal) }),
          ...(gate && { judged: { scores: bid.scores, hasPassed: bid.gateOutcome === 'PASSED' } }),
          rankedUpon: upon.standings.get(bid.providerId)?.standing ?? null,
        },
      ];
    }),
    gates: {
      standing: answers.standing,
      uncountedWeeklyMinutes: answers.uncountedWeeklyMinutes,
      ...(answers.home !== undefined && { home: answers.home }),
    },
  };
  t.em.persist(t.em.create(AwardFacts, { awardId: award.id, council: award.council, facts }));
}

/**
 * Whether a bid would have been offered the package, had its evaluation come out otherwise: it was awarded, or it stands, or
 * the evaluation itself ended it. One that its winner gave back, or that ended at the gates of an award, is out for good.
 */
function couldWin(bid: Bid, { eligible }: EvaluationFacts, { bidId }: Award): boolean {
  if (bid.id === bidId || isInEvaluation(bid.state)) return true;
  if (bid.state === 'INELIGIBLE') return !eligible;
  return bid.state === 'UNSUCCESSFUL' && !isSuitable(bid.criteria);
}

function placeOf({ place, beforeNextBy }: HomeProposal): FactsOfBid['proposal'] {
  return { place, beforeNextBy };
}
