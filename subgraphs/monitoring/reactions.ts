import type { Reactions } from '../../kernel/reactions.js';
import {
  expectFirstCall,
  expectFromNow,
  expectNoMoreVisits,
  expectVisits,
  expectVisitsTakenOver,
  keepPlacementChange,
} from './commands/expect-visits.js';
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
  PlacementsTakenOver: expectVisitsTakenOver,
  FirstCallConfirmed: expectFirstCall,
  PlacementStarted: expectFromNow,
  VariationEffective: keepPlacementChange,
  PlacementEnded: expectNoMoreVisits,
  PlacementWithdrawn: expectNoMoreVisits,
};
