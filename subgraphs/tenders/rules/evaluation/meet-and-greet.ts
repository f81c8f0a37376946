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
  readonly bids: ReadonlyArray<ShortlistedBid | null>;
  readonly arrangements: string;
}

export interface ShortlistedBid {
  readonly state: BidState;
  readonly isScored: boolean;
  /** Why its provider may not act now, as `actingRefusals` finds it; empty if it may. */
  readonly barredBy: readonly Refusal[];
}

/**
 * Why these bids are not shortlisted; empty if they are.
 *
 * Only on a route on which providers meet the person, while bids are evaluated; one or more of them, each of which has been
 * scored, and whose provider may act today: who is suspended could not answer. How they are to meet says nothing of the person:
 * shortlisted providers read it before any award. [EVAL-10, ROUT-38, SM-5, NTF-12, IDG-01]
 */
export function shortlistRefusals({ gate, callOff, bids, arrangements }: ShortlistFacts): readonly Refusal[] {
  if (gate?.kind !== 'MEET_AND_GREET') return [NO_MEETING_ON_ROUTE];
  if (callOff !== 'EVALUATING') return [NOTHING_TO_SHORTLIST];
  if (bids.length === 0 || bids.length > MOST_SHORTLISTED) return [SHORTLIST_EMPTY];
  const { length } = arrangements.trim();
  return [
    ...bids.flatMap((bid, nth) => {
      if (bid?.state !== 'UNDER_EVALUATION' || !bid.isScored) return [notScored(nth)];
      return bid.barredBy.map((refusal) => ({ ...refusal, field: `input.bidIds.${nth}` }));
    }),
    ...(length === 0 || length > ARRANGEMENTS_CHARACTERS ? [ARRANGEMENTS_MISSING] : []),
    ...councilTextRefusals(arrangements, 'input.arrangements'),
  ];
}

/** What one side says of a meeting: that they can work together, or why they cannot. */
export interface MeetingAnswer {
  readonly canWork: boolean;
  readonly reason: MeetingReason | null;
}

/** Who speaks of a meeting: the council, also for the person, or the provider of its own. */
export type MeetingSide = 'COUNCIL' | 'PROVIDER';

/** A meeting as whoever speaks of it finds it. */
export interface MeetingFacts {
  readonly callOff: CallOffState;
  /** Null if there is none, for this caller. */
  readonly meeting: { readonly state: MeetAndGreetState; readonly invitedAt: Date } | null;
  readonly side: MeetingSide;
}

/**
 * Why nothing more is said of a meeting: there is none for this caller, it has its outcome, or its call-off is not, or no longer,
 * where meetings are held, because it was withdrawn or replaced since. [ROUT-38, SM-2, IDG-23]
 */
export function meetingRefusal({ callOff, meeting, side }: MeetingFacts): Refusal | undefined {
  if (!meeting) return noSuchMeeting(side);
  if (meeting.state === 'CONFIRMED' || meeting.state === 'DECLINED') return meetingOver(side);
  return callOff === 'MEET_AND_GREET' ? undefined : NO_MEETINGS_NOW;
}

/** Why an answer of a meeting is not kept; empty if it is. One that has not been held is not confirmed. [ROUT-38] */
export function meetingAnswerRefusals(facts: MeetingFacts, answer: MeetingAnswer): readonly Refusal[] {
  const early = answer.canWork && facts.meeting?.state === 'INVITED' ? notHeld(facts.side) : undefined;
  const answers = [meetingRefusal(facts) ?? early, reasonRefusal(answer)];
  return answers.filter((each): each is Refusal => each !== undefined);
}

/** Refuses to record a meeting that is held already or over, or one that lies before its invitation or in time to come. [ROUT-38] */
export function heldRefusal(facts: MeetingFacts, heldAt: Date, now: Date): Refusal | undefined {
  const { meeting, side } = facts;
  const refusal = meetingRefusal(facts);
  if (refusal || !meeting) return refusal;
  if (meeting.state !== 'INVITED') return meetingOver(side);
  return heldAt < meeting.invitedAt || heldAt > now ? HELD_AT_INVALID : undefined;
}

/** Refuses an answer that declines without a reason, or confirms with one. (ROUT-38) */
function reasonRefusal({ canWork, reason }: MeetingAnswer): Refusal | undefined {
  if (canWork) return reason === null ? undefined : REASON_NOT_ASKED;
  return reason === null ? REASON_MISSING : undefined;
}

/** The council names a meeting by its bid; a provider has one alone, and names the call-off. */
const NAMED_BY: Readonly<Record<MeetingSide, string>> = { COUNCIL: 'input.bidId', PROVIDER: 'input.callOffId' };

const noSuchMeeting = (side: MeetingSide) =>
  refuse('ROUT-38', 'NO_SUCH_MEETING', 'There is no meet and greet of this bid.', NAMED_BY[side]);
const meetingOver = (side: MeetingSide) =>
  refuse('ROUT-38', 'MEETING_OVER', 'This meeting is on record already.', NAMED_BY[side]);
const notHeld = (side: MeetingSide) =>
  refuse(
    'ROUT-38',
    'NOT_HELD',
    side === 'COUNCIL'
      ? 'Record first that the meeting was held.'
      : 'The council records first that the meeting was held.',
    NAMED_BY[side],
  );
const NO_MEETINGS_NOW = refuse(
  'ROUT-38',
  'NO_MEETINGS_NOW',
  'This call-off is not, or no longer, at its meetings.',
  'input.callOffId',
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
const HELD_AT_INVALID = refuse(
  'ROUT-38',
  'HELD_AT_INVALID',
  'Give when it was held: after the invitation, and not in time to come.',
  'input.heldAt',
);
