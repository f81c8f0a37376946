import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';

export type CallOffState =
  | 'DRAFT'
  | 'READY'
  | 'OPEN'
  | 'EVALUATING'
  | 'NEEDS_CHECK'
  | 'MEET_AND_GREET'
  | 'AWAITING_CHOICE'
  | 'AWARDING'
  | 'AWARDED'
  | 'COMPLETED'
  | 'FAILED'
  | 'WITHDRAWN';

export type CallOffEvent =
  | 'draft'
  | 'anonymise'
  | 'prepare'
  | 'publish'
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
  | 'offer'
  | 'confirm award'
  | 'gate fails'
  | 'provider refuses'
  | 'start confirmed'
  | 'withdraw';

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
    guard: 'an offer, on a route on which somebody else chooses (CHOI-08)',
    emits: 'OffersReadyForPractitioner',
  },
  ...(['AWAITING_CHOICE', 'AWARDING'] as const).map((from) => ({
    from,
    event: 'choice recorded' as const,
    to: 'AWARDING' as const,
    guard: 'by whom the route says, of an offer that passed (CHOI-08, CHOI-10); again until it is awarded',
    emits: 'ChoiceRecorded',
  })),
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
  ...(
    [
      'DRAFT',
      'READY',
      'OPEN',
      'EVALUATING',
      'NEEDS_CHECK',
      'MEET_AND_GREET',
      'AWAITING_CHOICE',
      'AWARDING',
      'AWARDED',
    ] as const
  ).map((from) => ({
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
 * A stage is not a state: `OPEN` to `OPEN` is the next stage, the next version or a moved window. A call-off on a route that is
 * prepared stays a draft until its broker has set what the route asks for (EVAL-07, ROUT-44). `CHOSE_DIRECT_PAYMENT` and the
 * residential variant come with the routes that need them. [SM-2; 002 App A]
 */
export const callOffStates = stateTable<CallOffState, CallOffEvent>({
  name: 'SM-2 CallOff',
  initial: 'DRAFT',
  terminal: ['COMPLETED', 'FAILED', 'WITHDRAWN'],
  edges,
});

/** States in which a provider is still sought: from the draft until a provider has the award. [SM-2] */
export const SOURCING_STATES = [
  'DRAFT',
  'READY',
  'OPEN',
  'EVALUATING',
  'NEEDS_CHECK',
  'MEET_AND_GREET',
  'AWAITING_CHOICE',
  'AWARDING',
] as const satisfies readonly CallOffState[];
