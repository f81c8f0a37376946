import type { Reactions } from '../../kernel/log/reactions.js';
import {
  expectFirstCall,
  expectFromNow,
  expectNoMoreVisits,
  expectVisits,
  expectVisitsTakenOver,
  keepPlacementChange,
} from './commands/expect-visits.js';
import { keepDeadline } from './commands/keep-deadline.js';
import { keepDischarge } from './commands/keep-discharge.js';
import { keepAward, keepAwardRefused, keepInvitations, keepReceipt } from './commands/keep-invitations.js';
import { keepResponse } from './commands/keep-response.js';
import { keepStanding } from './commands/keep-standing.js';
import { openContractReview } from './commands/open-contract-review.js';

export const reactions: Reactions = {
  DeadlineStarted: keepDeadline,
  DeadlineMet: keepDeadline,
  DeadlineMissed: keepDeadline,
  DeadlineCancelled: keepDeadline,
  CallOffPublished: keepInvitations,
  BidReceived: keepReceipt,
  InvitationAnswered: keepResponse,
  InvitationDeclined: keepResponse,
  CallOffAwarded: keepAward,
  AwardRefused: keepAwardRefused,
  DischargeFinalised: keepDischarge,
  ProviderStandingChanged: keepStanding,
  ContractReviewTriggered: openContractReview,
  PlacementProposed: expectVisits,
  PlacementsTakenOver: expectVisitsTakenOver,
  FirstCallConfirmed: expectFirstCall,
  PlacementStarted: expectFromNow,
  VariationEffective: keepPlacementChange,
  PlacementEnded: expectNoMoreVisits,
  PlacementWithdrawn: expectNoMoreVisits,
};
