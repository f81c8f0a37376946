import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';

export type CallOffState =
  | 'DRAFT'
  | 'READY'
  | 'OPEN'
  | 'MATCHING'
  | 'HOMES_PROPOSED'
  | 'PREFERRED'
  | 'HOME_ASSESSING'
  | 'SUITABLE'
  | 'UNSUITABLE'
  | 'EVALUATING'
  | 'NEEDS_CHECK'
  | 'MEET_AND_GREET'
  | 'AWAITING_CHOICE'
  | 'AWARDING'
  | 'AWARDED'
  | 'COMPLETED'
  | 'FAILED'
  | 'CHOSE_DIRECT_PAYMENT'
  | 'WITHDRAWN';

export type CallOffEvent =
  | 'draft'
  | 'anonymise'
  | 'prepare'
  | 'publish'
  | 'match'
  | 'propose homes'
  | 'prefer home'
  | 'home assesses'
  | 'home is suitable'
  | 'home is unsuitable'
  | 'match again'
  | 'window expires'
  | 'collect offers'
  | 'all invitees decline'
  | 'award early'
  | 'amend'
  | 'restart clock'
  | 'hub is back'
  | 'no suitable bid'
  | 'to social worker'
  | 'shortlist'
  | 'nobody confirmed'
  | 'offers ready'
  | 'choice recorded'
  | 'direct payment'
  | 'ask chosen provider'
  | 'offer'
  | 'confirm award'
  | 'gate fails'
  | 'provider refuses'
  | 'start confirmed'
  | 'withdraw';

/** States in which a provider is still sought: from the draft until a provider has the award. [SM-2] */
export const SOURCING_STATES = [
  'DRAFT',
  'READY',
  'OPEN',
  'MATCHING',
  'HOMES_PROPOSED',
  'PREFERRED',
  'HOME_ASSESSING',
  'SUITABLE',
  'UNSUITABLE',
  'EVALUATING',
  'NEEDS_CHECK',
  'MEET_AND_GREET',
  'AWAITING_CHOICE',
  'AWARDING',
] as const satisfies readonly CallOffState[];

/** States in which an invitee is waited for, and chased if the route says so. [WIN-13] */
export const WAITING_STATES = ['OPEN', 'PREFERRED', 'HOME_ASSESSING'] as const satisfies readonly CallOffState[];

/** Whether an invitee is waited for. [WIN-13] */
export function isWaiting(state: CallOffState): boolean {
  return WAITING_STATES.some((each) => each === state);
}

const edges: readonly Edge<CallOffState, CallOffEvent>[] = [
  { from: '(new)', event: 'draft', to: 'DRAFT', guard: 'the route is chosen by policy (ROUT-02)' },
  { from: 'DRAFT', event: 'anonymise', to: 'READY', guard: 'nothing personal but the postcode (IDG-01, IDG-02)' },
  ...(['DRAFT', 'READY'] as const).map((from) => ({
    from,
    event: 'prepare' as const,
    to: 'READY' as const,
    guard: 'split, questions, deadline and portal reference are set, and name nobody (EVAL-07, ROUT-44, WIN-11)',
  })),
  {
    from: 'READY',
    event: 'publish',
    to: 'OPEN',
    guard: 'the route is enabled (ROUT-02) and sourcing is agreed (ASM-03)',
    emits: 'CallOffPublished',
  },
  { from: 'READY', event: 'match', to: 'MATCHING', guard: 'the same, on a route to homes (ROUT-30, ROUT-35)' },
  {
    from: 'MATCHING',
    event: 'propose homes',
    to: 'HOMES_PROPOSED',
    guard: 'at least one home suits; fewer than are to be proposed are flagged (ROUT-30, ROUT-35)',
    emits: 'OffersReadyForPractitioner',
  },
  { from: 'MATCHING', event: 'no suitable bid', to: 'FAILED', guard: 'no home suits', emits: 'CallOffFailed' },
  ...(['HOMES_PROPOSED', 'PREFERRED', 'HOME_ASSESSING', 'SUITABLE'] as const).map((from) => ({
    from,
    event: 'prefer home' as const,
    to: 'PREFERRED' as const,
    guard: 'by whom the route says, of a home that is proposed (ROUT-31, CHOI-08); again until it is awarded',
    emits: 'ChoiceRecorded',
  })),
  {
    from: 'PREFERRED',
    event: 'home assesses',
    to: 'HOME_ASSESSING',
    guard: 'the home will assess the person (ROUT-32)',
    emits: 'HomeDecided',
  },
  ...(['PREFERRED', 'HOME_ASSESSING'] as const).flatMap((from) => [
    {
      from,
      event: 'home is suitable' as const,
      to: 'SUITABLE' as const,
      guard: 'it can take the person, with the day of admission (ROUT-32, ROUT-34)',
      emits: 'HomeDecided',
    },
    {
      from,
      event: 'home is unsuitable' as const,
      to: 'UNSUITABLE' as const,
      guard: 'it will not assess, or cannot take the person, with its reason; or a check of it fails now (ROUT-33)',
      emits: 'HomeDecided',
    },
  ]),
  { from: 'UNSUITABLE', event: 'match again', to: 'MATCHING', guard: 'without that home (ROUT-33)' },
  {
    from: 'EVALUATING',
    event: 'match again',
    to: 'MATCHING',
    guard: 'the home gave the award back, or failed a gate at it (AWRD-09, EVAL-01)',
  },
  { from: 'SUITABLE', event: 'offer', to: 'AWARDING', guard: 'the home that was preferred (ROUT-34)' },
  { from: 'OPEN', event: 'window expires', to: 'EVALUATING', guard: 'strictly after closesAt', emits: 'CallOffClosed' },
  {
    from: 'OPEN',
    event: 'collect offers',
    to: 'EVALUATING',
    guard: 'an offer came, and the reply time has passed or everybody has answered (WIN-13)',
  },
  {
    from: 'OPEN',
    event: 'all invitees decline',
    to: 'OPEN',
    guard: 'nobody is left to wait for, no bid was made, and a next stage exists (ROUT-06, ROUT-08)',
    emits: 'CallOffStageEscalated',
  },
  {
    from: 'OPEN',
    event: 'all invitees decline',
    to: 'FAILED',
    guard: 'the same in the last stage',
    emits: 'CallOffFailed',
  },
  { from: 'OPEN', event: 'award early', to: 'AWARDING', guard: 'an emergency with its reason (WIN-03)' },
  { from: 'OPEN', event: 'amend', to: 'OPEN', guard: 'a new version (WIN-14)', emits: 'CallOffAmended' },
  {
    from: 'OPEN',
    event: 'restart clock',
    to: 'OPEN',
    guard: 'by the broker, for all invitees, with its reason (WIN-04)',
    emits: 'CallOffWindowMoved',
  },
  {
    from: 'OPEN',
    event: 'hub is back',
    to: 'OPEN',
    guard: 'an outage that counts, for all invitees (NFR-07)',
    emits: 'CallOffWindowMoved',
  },
  {
    from: 'EVALUATING',
    event: 'no suitable bid',
    to: 'OPEN',
    guard: 'a next stage exists (ROUT-06, ROUT-08), or others may still answer (WIN-13)',
    emits: 'CallOffStageEscalated',
  },
  { from: 'EVALUATING', event: 'no suitable bid', to: 'FAILED', guard: 'the last stage', emits: 'CallOffFailed' },
  {
    from: 'EVALUATING',
    event: 'to social worker',
    to: 'NEEDS_CHECK',
    guard: 'a response, on a route on which each is checked against the needs first (ROUT-43)',
    emits: 'NeedsCheckRequested',
  },
  {
    from: 'NEEDS_CHECK',
    event: 'offers ready',
    to: 'AWAITING_CHOICE',
    guard: 'every response is checked, and one meets the needs (EVAL-09)',
    emits: 'OffersReadyForPractitioner',
  },
  {
    from: 'NEEDS_CHECK',
    event: 'no suitable bid',
    to: 'OPEN',
    guard: 'none meets the needs, and a next stage exists (EVAL-09)',
    emits: 'CallOffStageEscalated',
  },
  {
    from: 'NEEDS_CHECK',
    event: 'no suitable bid',
    to: 'FAILED',
    guard: 'none meets the needs, in the last stage (EVAL-09)',
    emits: 'CallOffFailed',
  },
  {
    from: 'EVALUATING',
    event: 'shortlist',
    to: 'MEET_AND_GREET',
    guard: 'one or more bids that were scored (EVAL-10, ROUT-38)',
    emits: 'MeetAndGreetInvited',
  },
  {
    from: 'MEET_AND_GREET',
    event: 'offers ready',
    to: 'AWAITING_CHOICE',
    guard: 'every meeting has its outcome, and one is confirmed (ROUT-38)',
    emits: 'OffersReadyForPractitioner',
  },
  {
    from: 'MEET_AND_GREET',
    event: 'nobody confirmed',
    to: 'EVALUATING',
    guard: 'every meeting was declined (ROUT-38)',
  },
  { from: 'EVALUATING', event: 'offer', to: 'AWARDING', guard: 'a suitable bid (ROUT-05)' },
  {
    from: 'EVALUATING',
    event: 'offers ready',
    to: 'AWAITING_CHOICE',
    guard:
      'an offer, on a route on which somebody else chooses (CHOI-08); ChoiceRequested instead where the top ranked are shown (ROUT-25)',
    emits: 'OffersReadyForPractitioner',
  },
  ...(['AWAITING_CHOICE', 'AWARDING'] as const).map((from) => ({
    from,
    event: 'choice recorded' as const,
    to: 'AWARDING' as const,
    guard: 'by whom the route says, of an offer that passed (CHOI-08, CHOI-10); again until it is awarded',
    emits: 'ChoiceRecorded',
  })),
  ...(['AWAITING_CHOICE', 'AWARDING'] as const).flatMap((from) => [
    {
      from,
      event: 'direct payment' as const,
      to: 'CHOSE_DIRECT_PAYMENT' as const,
      guard: 'another provider of home support, which the council finds reasonable (CHOI-02, CHOI-04)',
      emits: 'DirectPaymentChosen',
    },
    {
      from,
      event: 'ask chosen provider' as const,
      to: 'OPEN' as const,
      guard: 'the provider that comes with the scheme, which made no tender, is asked alone (CHOI-02, CHOI-05)',
      emits: 'CallOffPublished',
    },
  ]),
  {
    from: 'AWARDING',
    event: 'confirm award',
    to: 'AWARDED',
    guard: 'every check passes on facts read again (EVAL-01, EVAL-03)',
    emits: 'CallOffAwarded',
  },
  { from: 'AWARDING', event: 'gate fails', to: 'EVALUATING', guard: 'that bid becomes INELIGIBLE' },
  {
    from: 'AWARDED',
    event: 'provider refuses',
    to: 'EVALUATING',
    guard: 'the provider cannot proceed, with its reason (AWRD-09)',
    emits: 'AwardRefused',
  },
  { from: 'AWARDED', event: 'start confirmed', to: 'COMPLETED', guard: 'the placement has started' },
  ...([...SOURCING_STATES, 'AWARDED'] as const).map((from) => ({
    from,
    event: 'withdraw' as const,
    to: 'WITHDRAWN' as const,
    guard: 'with its reason',
    emits: 'PackageWithdrawn',
  })),
];

/**
 * The life of a call-off.
 *
 * A stage is not a state: `OPEN` to `OPEN` is the next stage, the next version or a moved window. On a route to homes nobody is
 * asked before one home is preferred, so that it goes from `MATCHING` and not through `OPEN`. A call-off on a route that is
 * prepared stays a draft until its broker has set what the route asks for (EVAL-07, ROUT-44). [SM-2; 002 App A, 001 §3]
 */
export const callOffStates = stateTable<CallOffState, CallOffEvent>({
  name: 'SM-2 CallOff',
  initial: 'DRAFT',
  terminal: ['COMPLETED', 'FAILED', 'CHOSE_DIRECT_PAYMENT', 'WITHDRAWN'],
  edges,
});
