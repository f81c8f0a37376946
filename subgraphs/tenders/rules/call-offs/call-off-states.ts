import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';

export type CallOffState =
  | 'DRAFT'
  | 'READY'
  | 'OPEN'
  | 'EVALUATING'
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
  | 'publish'
  | 'window expires'
  | 'collect offers'
  | 'all invitees decline'
  | 'award early'
  | 'amend'
  | 'restart clock'
  | 'hub is back'
  | 'no suitable bid'
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

const edges: readonly Edge<CallOffState, CallOffEvent>[] = [
  { from: '(new)', event: 'draft', to: 'DRAFT', guard: 'the route is chosen by policy (ROUT-02)' },
  { from: 'DRAFT', event: 'anonymise', to: 'READY', guard: 'nothing personal but the postcode (IDG-01, IDG-02)' },
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
  ...(['DRAFT', 'READY', 'OPEN', 'EVALUATING', 'AWAITING_CHOICE', 'AWARDING', 'AWARDED'] as const).map((from) => ({
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
 * A stage is not a state: `OPEN` to `OPEN` is the next stage, the next version or a moved window. `NEEDS_CHECK`,
 * `MEET_AND_GREET` and the residential variant come with the routes that need them. [SM-2; 002 App A]
 */
export const callOffStates = stateTable<CallOffState, CallOffEvent>({
  name: 'SM-2 CallOff',
  initial: 'DRAFT',
  terminal: ['COMPLETED', 'FAILED', 'CHOSE_DIRECT_PAYMENT', 'WITHDRAWN'],
  edges,
});

/** States in which a provider is still sought: from the draft until a provider has the award. [SM-2] */
export const SOURCING_STATES = [
  'DRAFT',
  'READY',
  'OPEN',
  'EVALUATING',
  'AWAITING_CHOICE',
  'AWARDING',
] as const satisfies readonly CallOffState[];
