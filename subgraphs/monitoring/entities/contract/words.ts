import { enumType } from '../../../../kernel/graphql/enum-type.js';

export const REVIEW_KINDS = ['FULL'] as const;
export const ReviewKindWord = enumType(REVIEW_KINDS, {
  name: 'ContractReviewKind',
  description: 'What a review looks at. FULL is the whole contract.',
});

export const REVIEW_STATES = ['OPEN', 'CLOSED'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];
export const ReviewStateWord = enumType(REVIEW_STATES, {
  name: 'ContractReviewState',
  description: 'Whether a contract review is open.',
});
