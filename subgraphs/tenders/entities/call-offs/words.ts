import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { statesOf } from '../../../../kernel/values/state-table.js';
import { CALL_OFF_ROUTES } from '../../../../schema/events/tenders.js';
import { FEEDS } from '../../../../schema/feeds.js';
import { ANSWER_FORMS } from '../../rules/bids/answer-form.js';
import { NEED_FIELDS } from '../../rules/call-offs/amendment.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { FIRST_CALL_TERMS } from '../../rules/call-offs/first-call-terms.js';
import { CALL_OFF_WARNINGS } from '../../rules/call-offs/warnings.js';
import { ADVERT_STATES } from '../../rules/invitations/advert-state.js';

export const CALL_OFF_STATES = statesOf(callOffStates);

export const CallOffStateWord = enumType(CALL_OFF_STATES, {
  name: 'CallOffState',
  description: 'Where a call-off stands (SM-2).',
});
export const CallOffWarningWord = enumType(CALL_OFF_WARNINGS, {
  name: 'CallOffWarning',
  description: 'What the broker of a call-off should know (WIN-06, WIN-07, WIN-09, ROUT-21, ROUT-30).',
  meanings: {
    CLOSES_OUTSIDE_BROKERAGE_HOURS: 'Nobody of brokerage is there when the window closes.',
    FIRST_CALL_AT_SHORT_NOTICE:
      'Providers were notified too late to be held to the first call that is asked for: agree it with the winner.',
    FEWER_HOMES: 'Fewer homes could take the person than are to be proposed.',
    RESPONSE_PERIOD_SHORTENED: 'An emergency or a quick discharge: providers have less time to answer than usual.',
  },
});
export const RouteWord = enumType(CALL_OFF_ROUTES, {
  name: 'CallOffRoute',
  description: 'How a provider is sought (ROUT-01).',
});
export const AdvertStateWord = enumType(ADVERT_STATES, {
  name: 'AdvertState',
  description: 'Whether invitees may still answer.',
});
export const AnswerFormWord = enumType(ANSWER_FORMS, {
  name: 'AnswerForm',
  description: 'What a call-off is answered by (ROUT-04, ROUT-24, ROUT-27, ROUT-32, ROUT-46).',
  meanings: {
    BID: 'submitBid: how the care would be delivered.',
    OFFER: 'submitOffer: whether the person can be assessed, times, and a start.',
    HOME_DECISION:
      'submitHomeDecision: whether the home will assess the person, and whether it can take them, and when.',
    TENDER: 'submitTender: an answer to each requirement, whether the needs can be met, and a start.',
    RESPONSE: 'submitResponse: what the package consists of and costs, with an answer to each question.',
  },
});
export const LateAnswersWord = enumType(['REFUSED', 'CHASED'], {
  name: 'LateAnswers',
  description: 'What becomes of answers that come after the window (WIN-01, WIN-13).',
  meanings: {
    REFUSED: 'They are refused, and kept as evidence.',
    CHASED: 'They are asked for again, and welcome until somebody is chosen.',
  },
});
export const FormDisclosureWord = enumType(['ON_AWARD', 'ON_REQUEST', 'TO_THE_PREFERRED'], {
  name: 'FormDisclosure',
  description: 'When a provider may read the request itself (IDG-03, IDG-04, ROUT-32).',
  meanings: {
    ON_AWARD: 'Once the package is its own.',
    ON_REQUEST: 'Once it has asked for it by requestForm; each reading is kept.',
    TO_THE_PREFERRED: 'Once its home is preferred: it is sent the form then, and no other home is.',
  },
});
export const FirstCallTermsWord = enumType(FIRST_CALL_TERMS, {
  name: 'FirstCallTerms',
  description: 'On what terms the provider takes the first call after a discharge (WIN-06, WIN-07).',
});
export const NeedFieldWord = enumType(NEED_FIELDS, {
  name: 'NeedField',
  description: 'A field of the advertised need.',
});
export const FeedEventWord = enumType(FEEDS.callOffFeed.types, {
  name: 'CallOffEventType',
  description: 'What happened (NTF-01 to NTF-08, NTF-10 to NTF-14, NTF-15, NTF-18, NTF-38).',
});
