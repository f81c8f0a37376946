import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { HOME_DECISIONS } from '../../../../schema/events/tenders.js';
import { MATCH_REASONS } from '../../rules/matching/match.js';

export const MatchReasonWord = enumType([...MATCH_REASONS, 'DRAW'], {
  name: 'MatchReason',
  description: 'What puts one home before the next (ROUT-30).',
  meanings: {
    PREFERRED_PATCH: 'It lies where the person would rather live.',
    FRESH_VACANCY: 'What it stated of its vacancies is fresh.',
    LOWER_PRICE: 'A week costs less.',
    DRAW: 'They are alike; the draw decides.',
  },
});
export const HomeDecisionWord = enumType(HOME_DECISIONS, {
  name: 'HomeDecision',
  description: 'What a home that was asked has decided (ROUT-32, ROUT-33).',
  meanings: {
    WILL_ASSESS: 'It assesses the person.',
    SUITABLE: 'It can take the person.',
    UNSUITABLE: 'It will not assess, or cannot take the person.',
  },
});
