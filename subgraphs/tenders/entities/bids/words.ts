import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { statesOf } from '../../../../kernel/values/state-table.js';
import { OUTCOME_REASONS, OUTCOMES } from '../../rules/awards/outcome.js';
import { bidStates } from '../../rules/bids/bid-states.js';
import { AWARD_REFUSAL_REASONS } from '../../rules/invitations/decline.js';
import { RESPONSE_SPEEDS } from '../../rules/stages/response-speed.js';

export const BID_STATES = statesOf(bidStates);

export const BidStateWord = enumType(BID_STATES, { name: 'BidState', description: 'Where a bid stands (SM-3).' });
export const DeclineReasonWord = enumType(AWARD_REFUSAL_REASONS, {
  name: 'DeclineReason',
  description:
    'Why a provider says no. The last two are taken only from the provider that holds the award (ROUT-13, AWRD-09).',
});
export const ResponseSpeedWord = enumType(RESPONSE_SPEEDS, {
  name: 'ResponseSpeed',
  description: 'How fast a discharge to assess was answered (WIN-05).',
});
export const OutcomeWord = enumType(OUTCOMES, {
  name: 'BidOutcome',
  description: 'What a bidder is told of its own bid (WIN-02, AWRD-07).',
});
export const OutcomeReasonWord = enumType(OUTCOME_REASONS, {
  name: 'OutcomeReason',
  description: 'Why a bid came out as it did. It says nothing of any other bid (AWRD-07).',
});
