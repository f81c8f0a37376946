import type { Reactions } from '../../kernel/reactions.js';
import { expectFirstCall, expectNoMoreVisits, expectVisits } from './commands/expect-visits.js';
import { keepDeadline } from './commands/keep-deadline.js';
import { keepResponse } from './commands/keep-response.js';
import { openContractReview } from './commands/open-contract-review.js';

export const reactions: Reactions = {
  DeadlineStarted: keepDeadline,
  DeadlineMet: keepDeadline,
  DeadlineMissed: keepDeadline,
  DeadlineCancelled: keepDeadline,
  InvitationAnswered: keepResponse,
  InvitationDeclined: keepResponse,
  ContractReviewTriggered: openContractReview,
  PlacementProposed: expectVisits,
  FirstCallConfirmed: expectFirstCall,
  PlacementEnded: expectNoMoreVisits,
  PlacementWithdrawn: expectNoMoreVisits,
};
