import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { EXCEPTION_REASONS, type ExceptionReason } from '../../rules/awards/allocation-exception.js';
import { OUTCOME_REASONS, type OutcomeReason } from '../../rules/awards/outcome.js';
import { FAIR_SHARE_REASONS } from '../../rules/evaluation/fair-share.js';
import { QAF_REASONS } from '../../rules/evaluation/qaf-order.js';
import { START_REASONS } from '../../rules/evaluation/start-order.js';
import { MATCH_REASONS } from '../../rules/matching/match.js';

const RANKING_REASONS = [
  'RATE',
  'TOTAL_SCORE',
  ...QAF_REASONS,
  ...START_REASONS,
  ...MATCH_REASONS,
  ...FAIR_SHARE_REASONS,
] as const;
export const RankingReasonWord = enumType(RANKING_REASONS, {
  name: 'RankingReason',
  description:
    'What puts one bid before the next: its rate in the framework (EVAL-05); in a patch its share, hours or last award; among offers their start or reply (ROUT-28); among tenders their quality rating, or their CQC rating or reply (EVAL-06); of scored responses the total of cost and quality (EVAL-07); among homes what matched them (ROUT-30); or else the draw (EVAL-02).',
});
export type DecisionReason = OutcomeReason | ExceptionReason;
export const DecisionReasonWord = enumType([...new Set<DecisionReason>([...OUTCOME_REASONS, ...EXCEPTION_REASONS])], {
  name: 'DecisionReason',
  description: 'Why it was decided so: an OutcomeReason, or the ExceptionReason of an award out of order (EVAL-13).',
});
