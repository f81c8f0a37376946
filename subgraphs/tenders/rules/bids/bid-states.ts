import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';

export type BidState =
  | 'PROPOSED'
  | 'SET_ASIDE'
  | 'INVITED'
  | 'VIEWED'
  | 'SRF_RELEASED'
  | 'SUBMITTED'
  | 'STALE'
  | 'STOOD_DOWN'
  | 'UNDER_EVALUATION'
  | 'SHORTLISTED'
  | 'OFFERED'
  | 'WON'
  | 'DECLINED'
  | 'NO_RESPONSE'
  | 'REJECTED_LATE'
  | 'WITHDRAWN'
  | 'INELIGIBLE'
  | 'UNSUCCESSFUL'
  | 'REFUSED_AFTER_AWARD'
  | 'FULFILLED';

export type BidEvent =
  | 'propose'
  | 'set aside'
  | 'approach'
  | 'invite'
  | 'view'
  | 'request form'
  | 'submit'
  | 'submit late'
  | 'decline'
  | 'window expires'
  | 'withdraw'
  | 'amend'
  | 'stand down'
  | 'invite again'
  | 'reconfirm'
  | 'close early'
  | 'collect'
  | 'gate fails'
  | 'pass'
  | 'not selected'
  | 'select'
  | 'accept'
  | 'cannot proceed'
  | 'winner refuses'
  | 'start confirmed';

/** States in which an invitation waits for its answer. */
export const UNANSWERED = ['INVITED', 'VIEWED', 'SRF_RELEASED'] as const satisfies readonly BidState[];

/** Whether an invitation still waits for its answer; never if there is none. [SM-3] */
export function isUnanswered(state: BidState | null): boolean {
  return UNANSWERED.some((each) => each === state);
}

/** States in which an invitation is not answered yet, or a bid stands, while the window is open. */
export const STILL_ASKED = [...UNANSWERED, 'SUBMITTED', 'STALE'] as const satisfies readonly BidState[];

const unanswered = UNANSWERED.flatMap((from): readonly Edge<BidState, BidEvent>[] => [
  {
    from,
    event: 'submit',
    to: 'SUBMITTED',
    guard: 'in the window, complete and eligible (WIN-01, ROUT-04, EVAL-01)',
    emits: 'BidReceived',
  },
  { from, event: 'submit late', to: 'REJECTED_LATE', guard: 'after closesAt (WIN-01, WIN-05)' },
  { from, event: 'decline', to: 'DECLINED', guard: 'a coded reason (ROUT-13, ASM-25)' },
  { from, event: 'window expires', to: 'NO_RESPONSE', guard: 'ROUT-12', emits: 'InvitationDeclined' },
]);

const edges: readonly Edge<BidState, BidEvent>[] = [
  { from: '(new)', event: 'invite', to: 'INVITED', guard: 'every check passes at invitation (EVAL-01, ROUT-03)' },
  {
    from: '(new)',
    event: 'propose',
    to: 'PROPOSED',
    guard: 'a home that suits, among the first so many (ROUT-30, ROUT-35)',
  },
  { from: 'SET_ASIDE', event: 'propose', to: 'PROPOSED', guard: 'matched again (ROUT-33)' },
  {
    from: 'PROPOSED',
    event: 'approach',
    to: 'SRF_RELEASED',
    guard: 'preferred: it alone is sent the request form (ROUT-31, ROUT-32)',
    emits: 'CallOffPublished',
  },
  { from: 'PROPOSED', event: 'set aside', to: 'SET_ASIDE', guard: 'matched again, and not among the first (ROUT-33)' },
  ...(['SRF_RELEASED', 'UNDER_EVALUATION'] as const).map((from) => ({
    from,
    event: 'set aside' as const,
    to: 'SET_ASIDE' as const,
    guard: 'another home is preferred instead (ROUT-31)',
    emits: 'BidOutcome',
  })),
  { from: 'INVITED', event: 'view', to: 'VIEWED' },
  ...(['INVITED', 'VIEWED'] as const).map((from) => ({
    from,
    event: 'request form' as const,
    to: 'SRF_RELEASED' as const,
    guard: 'on a route that releases it on request (IDG-04)',
    emits: 'SrfRequested',
  })),
  ...unanswered,
  { from: 'SUBMITTED', event: 'withdraw', to: 'WITHDRAWN', guard: 'in the window' },
  { from: 'SUBMITTED', event: 'amend', to: 'STALE', guard: 'a material amendment (WIN-14)' },
  ...STILL_ASKED.map((from) => ({
    from,
    event: 'stand down' as const,
    to: 'STOOD_DOWN' as const,
    guard: 'an amendment after which a check fails (EVAL-01, WIN-14)',
    emits: 'BidOutcome',
  })),
  {
    from: 'STOOD_DOWN',
    event: 'invite again',
    to: 'INVITED',
    guard: 'an amendment after which every check passes (EVAL-01, WIN-14)',
    emits: 'CallOffPublished',
  },
  { from: 'SUBMITTED', event: 'window expires', to: 'UNDER_EVALUATION' },
  { from: 'SUBMITTED', event: 'collect', to: 'UNDER_EVALUATION', guard: 'late answers are chased (WIN-13)' },
  { from: 'SUBMITTED', event: 'close early', to: 'UNDER_EVALUATION', guard: 'an emergency award (WIN-03)' },
  { from: 'STALE', event: 'reconfirm', to: 'SUBMITTED', guard: 'in the window (WIN-14)', emits: 'BidReceived' },
  { from: 'STALE', event: 'withdraw', to: 'WITHDRAWN', guard: 'in the window' },
  {
    from: 'STALE',
    event: 'window expires',
    to: 'INELIGIBLE',
    guard: 'never reconfirmed (WIN-14)',
    emits: 'BidOutcome',
  },
  { from: 'UNDER_EVALUATION', event: 'gate fails', to: 'INELIGIBLE', guard: 'EVAL-01', emits: 'BidOutcome' },
  {
    from: 'UNDER_EVALUATION',
    event: 'pass',
    to: 'SHORTLISTED',
    guard: 'it meets the needs (EVAL-09), or was scored and is to meet the person (EVAL-10)',
  },
  { from: 'SHORTLISTED', event: 'gate fails', to: 'INELIGIBLE', guard: 'EVAL-01', emits: 'BidOutcome' },
  { from: 'SHORTLISTED', event: 'not selected', to: 'UNSUCCESSFUL', guard: 'AWRD-07, ROUT-38', emits: 'BidOutcome' },
  { from: 'SHORTLISTED', event: 'select', to: 'OFFERED', guard: 'it was chosen (CHOI-08, CHOI-10)' },
  { from: 'UNDER_EVALUATION', event: 'not selected', to: 'UNSUCCESSFUL', guard: 'AWRD-07', emits: 'BidOutcome' },
  { from: 'UNDER_EVALUATION', event: 'select', to: 'OFFERED', guard: 'ROUT-05, EVAL-02, EVAL-05' },
  {
    from: 'OFFERED',
    event: 'gate fails',
    to: 'INELIGIBLE',
    guard: 'facts read again (EVAL-01, EVAL-03)',
    emits: 'BidOutcome',
  },
  { from: 'OFFERED', event: 'accept', to: 'WON', guard: 'AWRD-01', emits: 'BidOutcome' },
  {
    from: 'OFFERED',
    event: 'cannot proceed',
    to: 'REFUSED_AFTER_AWARD',
    guard: 'AWRD-09',
    emits: 'InvitationDeclined',
  },
  { from: 'WON', event: 'cannot proceed', to: 'REFUSED_AFTER_AWARD', guard: 'AWRD-09', emits: 'InvitationDeclined' },
  { from: 'WON', event: 'start confirmed', to: 'FULFILLED' },
  { from: 'UNSUCCESSFUL', event: 'winner refuses', to: 'UNDER_EVALUATION', guard: 'next suitable bid (AWRD-09)' },
  {
    from: 'UNSUCCESSFUL',
    event: 'winner refuses',
    to: 'SHORTLISTED',
    guard: 'next suitable bid, of those that had passed (AWRD-09, CHOI-10)',
  },
];

/**
 * The life of a bid, or of an offer, from the invitation on.
 *
 * A home is proposed before it is asked anything, and does not know of it until it is the preferred one (ROUT-31). The catalogue's
 * table leaves some states without a way out, and this one adds it: a stale bid ends at the close unless it is reconfirmed (WIN-14), an
 * offered one may still fail its gates (SM-2), and a beaten one is evaluated again when the winner refuses (AWRD-09),
 * which is why `UNSUCCESSFUL` is not terminal here. Who is no longer eligible once the need is amended stands down, and
 * is invited again if a later amendment makes it eligible. After an early close, and on a withdrawn call-off, an unanswered
 * invitation stays as it is: its provider never had the whole window, so its silence is no decline (ROUT-12). [SM-3;
 * 002 App A]
 */
export const bidStates = stateTable<BidState, BidEvent>({
  name: 'SM-3 Bid',
  initial: 'INVITED',
  terminal: ['DECLINED', 'NO_RESPONSE', 'REJECTED_LATE', 'WITHDRAWN', 'INELIGIBLE', 'REFUSED_AFTER_AWARD', 'FULFILLED'],
  edges,
});

/** States in which a bid whose stage has closed may still win. [SM-3] */
export const IN_EVALUATION = ['UNDER_EVALUATION', 'SHORTLISTED'] as const satisfies readonly BidState[];

/** Whether a bid whose stage has closed may still win. [SM-3] */
export function isInEvaluation(state: BidState): boolean {
  return IN_EVALUATION.some((each) => each === state);
}

/** Rows that stand beside the present answer to an invitation: a bid withdrawn since, or one that came too late. */
export const BESIDE_THE_ANSWER = ['WITHDRAWN', 'REJECTED_LATE'] as const satisfies readonly BidState[];

/** States in which no bid stands, or none was made in time. */
export const NO_BID = [
  'PROPOSED',
  'SET_ASIDE',
  ...UNANSWERED,
  'DECLINED',
  'NO_RESPONSE',
  'STOOD_DOWN',
  ...BESIDE_THE_ANSWER,
] as const satisfies readonly BidState[];

/** How a home has answered that is proposed no more: it said no, gave the award back, or failed a check once it was asked. [ROUT-33] */
export const SAID_NO = ['DECLINED', 'REFUSED_AFTER_AWARD', 'INELIGIBLE'] as const satisfies readonly BidState[];
