import { inTurn, on, type Reactions, together } from '../../kernel/log/reactions.js';
import type * as cases from '../../schema/events/cases.js';
import type * as providers from '../../schema/events/providers.js';
import type * as tenders from '../../schema/events/tenders.js';
import { keepDeadlines } from './commands/clocks/keep-deadlines.js';
import { openContractReview } from './commands/contract/open-contract-review.js';
import { keepFormalMessage } from './commands/pay/keep-formal-message.js';
import { settleVaried } from './commands/pay/settle-varied.js';
import {
  expectFirstCall,
  expectFromNow,
  expectNoMoreVisits,
  expectNoneAfter,
  expectOtherCalls,
  expectVisits,
  expectVisitsTakenOver,
  keepPlacementChange,
  keepSuspensionAhead,
} from './commands/placements/expect-visits.js';
import { keepAward } from './commands/sourcing/keep-award.js';
import { keepAwardRefused } from './commands/sourcing/keep-award-refused.js';
import { keepInvitations } from './commands/sourcing/keep-invitations.js';
import { keepReceipt } from './commands/sourcing/keep-receipt.js';
import { keepResponse } from './commands/sourcing/keep-response.js';
import { keepStanding } from './commands/sourcing/keep-standing.js';

/** The commonest of all events by far: each clock is told of twice. */
const register = together(keepDeadlines);

export const reactions: Reactions = {
  DeadlineStarted: register,
  DeadlineMet: register,
  DeadlineMissed: register,
  DeadlineCancelled: register,
  CallOffPublished: keepInvitations,
  BidReceived: keepReceipt,
  InvitationAnswered: keepResponse,
  InvitationDeclined: keepResponse,
  CallOffAwarded: inTurn(on<tenders.CallOffAwarded>(keepAward), keepFormalMessage),
  AwardRefused: on<tenders.AwardRefused>(keepAwardRefused),
  DischargeFinalised: keepFormalMessage,
  D2aPackageEnding: keepFormalMessage,
  ProviderStandingChanged: on<providers.ProviderStandingChanged>(keepStanding),
  ContractReviewTriggered: on<providers.ContractReviewTriggered>(openContractReview),
  PlacementProposed: on<cases.PlacementProposed>(expectVisits),
  PlacementsTakenOver: on<cases.PlacementsTakenOver>(expectVisitsTakenOver),
  CommissionedCallsChanged: on<cases.CommissionedCallsChanged>(expectOtherCalls),
  FirstCallConfirmed: on<cases.FirstCallConfirmed>(expectFirstCall),
  PlacementStarted: on<cases.PlacementStarted>(expectFromNow),
  VariationAgreed: on<cases.VariationAgreed>(keepSuspensionAhead),
  VariationEffective: inTurn(
    on<cases.VariationEffective>(keepPlacementChange),
    on<cases.VariationEffective>(settleVaried),
    keepFormalMessage,
  ),
  PlacementEndAnnounced: inTurn(on<cases.PlacementEndAnnounced>(expectNoneAfter), keepFormalMessage),
  PlacementEndTakenBack: inTurn(on<cases.PlacementEndTakenBack>(expectNoneAfter), keepFormalMessage),
  PlacementEnded: inTurn(on<cases.PlacementEnded>(expectNoMoreVisits), keepFormalMessage),
  PlacementWithdrawn: on<cases.PlacementWithdrawn>(expectNoMoreVisits),
};
