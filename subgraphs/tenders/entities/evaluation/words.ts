import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { EXCEPTION_REASONS, type ExceptionReason } from '../../rules/awards/allocation-exception.js';
import { OUTCOME_REASONS, type OutcomeReason } from '../../rules/awards/outcome.js';
import { FAIR_SHARE_REASONS } from '../../rules/evaluation/fair-share.js';
import { START_REASONS } from '../../rules/evaluation/start-order.js';

export const RankingReasonWord = enumType(['RATE', 'TOTAL_SCORE', ...START_REASONS, ...FAIR_SHARE_REASONS], {
  name: 'RankingReason',
  description:
    'What puts one bid before the next: its rate in the framework (EVAL-05); in a patch its share, hours or last award; among offers their start or reply (ROUT-28); of scored responses the total of cost and quality (EVAL-07); or else the draw (EVAL-02).',
});
export type DecisionReason = OutcomeReason | ExceptionReason;
export const DecisionReasonWord = enumType([...new Set<DecisionReason>([...OUTCOME_REASONS, ...EXCEPTION_REASONS])], {
  name: 'DecisionReason',
  description: 'Why it was decided so: an OutcomeReason, or the ExceptionReason of an award out of order (EVAL-13).',
});
