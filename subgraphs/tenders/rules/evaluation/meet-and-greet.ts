import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { type Edge, stateTable } from '../../../../kernel/values/state-table.js';
import type { BidState } from '../bids/bid-states.js';
import type { CallOffState } from '../call-offs/call-off-states.js';
import type { GateDefinition } from '../routes/definition.js';

export type MeetAndGreetState = 'INVITED' | 'HELD' | 'CONFIRMED' | 'DECLINED';
export type MeetAndGreetEvent = 'invite' | 'hold' | 'confirm' | 'decline';

const edges: readonly Edge<MeetAndGreetState, MeetAndGreetEvent>[] = [
  {
    from: '(new)',
    event: 'invite',
    to: 'INVITED',
    guard: 'its bid was scored (EVAL-10)',
    emits: 'MeetAndGreetInvited',
  },
  { from: 'INVITED', event: 'hold', to: 'HELD', guard: 'the provider has met the person (ROUT-38)' },
  {
    from: 'HELD',
    event: 'confirm',
    to: 'CONFIRMED',
    guard: 'provider and council both say that they can work together (ROUT-38)',
    emits: 'MeetAndGreetOutcome',
  },
  ...(['INVITED', 'HELD'] as const).map((from) => ({
    from,
    event: 'decline' as const,
    to: 'DECLINED' as const,
    guard: 'either of them says that they cannot, with a coded reason (ROUT-38)',
    emits: 'MeetAndGreetOutcome',
  })),
];

/** The meeting of a shortlisted provider with the person, from the invitation to whether they can work together. [ROUT-38; 004] */
export const meetAndGreetStates = stateTable<MeetAndGreetState, MeetAndGreetEvent>({
  name: 'MeetAndGreet',
  initial: 'INVITED',
  terminal: ['CONFIRMED', 'DECLINED'],
  edges,
});

export const MEETING_REASONS = [
  'NOT_COMPATIBLE',
  'NEEDS_NOT_MET',
  'PERSON_DECLINED',
  'CAPACITY',
  'NOT_ATTENDED',
] as const;
/** Why a provider and the person are not to work together. [ROUT-38] */
export type MeetingReason = (typeof MEETING_REASONS)[number];

export const ARRANGEMENTS_CHARACTERS = 500;
export const MOST_SHORTLISTED = 20;

export interface ShortlistFacts {
  readonly gate: GateDefinition | undefined;
  readonly callOff: CallOffState;
  /** The bids to be invited, in the order given; null for one that the stage has not. */
  readonly bids: ReadonlyArray<{ readonly state: BidState; readonly isScored: boolean } | null>;
  readonly arrangements: string;
}

/**
 * Why these bids are not shortlisted; empty if they are.
 *
 * Only on a route on which providers meet the person, while bids are evaluated; one or more of them, each of which has been
 * scored. How they are to meet says nothing of the person: shortlisted providers read it before any award. [EVAL-10, ROUT-38,
 * NTF-12, IDG-01]
 */
export function shortlistRefusals({ gate, callOff, bids, arrangements }: ShortlistFacts): readonly Refusal[] {
  if (gate?.kind !== 'MEET_AND_GREET') return [NO_MEETING_ON_ROUTE];
  if (callOff !== 'EVALUATING') return [NOTHING_TO_SHORTLIST];
  if (bids.length === 0 || bids.length > MOST_SHORTLISTED) return [SHORTLIST_EMPTY];
  const { length } = arrangements.trim();
  return [
    ...bids.flatMap((bid, nth) => (bid?.state === 'UNDER_EVALUATION' && bid.isScored ? [] : [notScored(nth)])),
    ...(length === 0 || length > ARRANGEMENTS_CHARACTERS ? [ARRANGEMENTS_MISSING] : []),
    ...councilTextRefusals(arrangements, 'input.arrangements'),
  ];
}

/** What one side says of a meeting: that they can work together, or why they cannot. */
export interface MeetingAnswer {
  readonly canWork: boolean;
  readonly reason: MeetingReason | null;
}

/** Refuses an answer that declines without a reason, or confirms with one. [ROUT-38] */
export function meetingAnswerRefusal({ canWork, reason }: MeetingAnswer): Refusal | undefined {
  if (canWork) return reason === null ? undefined : REASON_NOT_ASKED;
  return reason === null ? REASON_MISSING : undefined;
}

/** Refuses to confirm a meeting that has not been held, or to answer one that has its outcome. [ROUT-38] */
export function meetingStateRefusal(state: MeetAndGreetState, { canWork }: MeetingAnswer): Refusal | undefined {
  if (state === 'CONFIRMED' || state === 'DECLINED') return MEETING_OVER;
  return canWork && state === 'INVITED' ? NOT_HELD : undefined;
}

/** Refuses to record a meeting that is held already or over, or one that lies before its invitation or in time to come. [ROUT-38] */
export function heldRefusal(
  { state, invitedAt }: { readonly state: MeetAndGreetState; readonly invitedAt: Date },
  heldAt: Date,
  now: Date,
): Refusal | undefined {
  if (state !== 'INVITED') return MEETING_OVER;
  return heldAt < invitedAt || heldAt > now ? HELD_AT_INVALID : undefined;
}

/** There is no such meeting, for this caller. [ROUT-38, IDG-23] */
export const NO_SUCH_MEETING = refuse(
  'ROUT-38',
  'NO_SUCH_MEETING',
  'There is no meet and greet of this bid.',
  'input.bidId',
);
const NO_MEETING_ON_ROUTE = refuse(
  'ROUT-38',
  'NO_MEETING_ON_ROUTE',
  'On this route nobody meets the person before the choice.',
  'input.callOffId',
);
const NOTHING_TO_SHORTLIST = refuse(
  'SM-2',
  'NOTHING_TO_SHORTLIST',
  'Bids are shortlisted while they are evaluated.',
  'input.callOffId',
);
const SHORTLIST_EMPTY = refuse(
  'EVAL-10',
  'SHORTLIST_EMPTY',
  `Shortlist 1 to ${MOST_SHORTLISTED} bids.`,
  'input.bidIds',
);
const notScored = (nth: number) =>
  refuse(
    'EVAL-10',
    'NOT_SCORED',
    'Only a bid that passed every check and was scored is shortlisted.',
    `input.bidIds.${nth}`,
  );
const ARRANGEMENTS_MISSING = refuse(
  'NTF-12',
  'ARRANGEMENTS_MISSING',
  `Say in 1 to ${ARRANGEMENTS_CHARACTERS} characters how they arrange the meeting; name nobody.`,
  'input.arrangements',
);
const REASON_MISSING = refuse('ROUT-38', 'REASON_MISSING', 'Say why not, by one of the codes.', 'input.reason');
const REASON_NOT_ASKED = refuse('ROUT-38', 'REASON_NOT_ASKED', 'A confirmation has no reason why not.', 'input.reason');
const MEETING_OVER = refuse('ROUT-38', 'MEETING_OVER', 'This meeting is on record already.', 'input.bidId');
const NOT_HELD = refuse('ROUT-38', 'NOT_HELD', 'Record first that the meeting was held.', 'input.bidId');
const HELD_AT_INVALID = refuse(
  'ROUT-38',
  'HELD_AT_INVALID',
  'Give when it was held: after the invitation, and not in time to come.',
  'input.heldAt',
);
