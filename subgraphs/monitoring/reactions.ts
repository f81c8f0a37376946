import { on, type Reactions } from '../../kernel/log/reactions.js';
import type * as cases from '../../schema/events/cases.js';
import { keepDeadline } from './commands/clocks/keep-deadline.js';
import { openContractReview } from './commands/contract/open-contract-review.js';
import {
  expectFirstCall,
  expectFromNow,
  expectNoMoreVisits,
  expectVisits,
  expectVisitsTakenOver,
  keepPlacementChange,
} from './commands/placements/expect-visits.js';
import { keepDischarge } from './commands/placements/keep-discharge.js';
import { keepAward, keepAwardRefused, keepInvitations, keepReceipt } from './commands/sourcing/keep-invitations.js';
import { keepResponse } from './commands/sourcing/keep-response.js';
import { keepStanding } from './commands/sourcing/keep-standing.js';

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
  DischargeFinalised: on<cases.DischargeFinalised>(keepDischarge),
  ProviderStandingChanged: keepStanding,
  ContractReviewTriggered: openContractReview,
  PlacementProposed: on<cases.PlacementProposed>(expectVisits),
  PlacementsTakenOver: on<cases.PlacementsTakenOver>(expectVisitsTakenOver),
  FirstCallConfirmed: on<cases.FirstCallConfirmed>(expectFirstCall),
  PlacementStarted: on<cases.PlacementStarted>(expectFromNow),
  VariationEffective: on<cases.VariationEffective>(keepPlacementChange),
  PlacementEnded: on<cases.PlacementEnded>(expectNoMoreVisits),
  PlacementWithdrawn: on<cases.PlacementWithdrawn>(expectNoMoreVisits),
};
