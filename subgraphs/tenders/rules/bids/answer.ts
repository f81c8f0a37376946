import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { RouteDefinition } from '../routes/definition.js';
import type { StageOf } from '../routes/routes.js';
import { type StageWindow, windowRefusal } from '../stages/window.js';
import { type BidState, isUnanswered } from './bid-states.js';

/** Roles whose credentials may answer an invitation; call monitoring never does. [IDG-27] */
export const ANSWERING_ROLES = ['provider-user', 'rostering'] as const;

/** An answer as it arrives: a bid, a decline, a withdrawal or a reconfirmation. */
export interface AnswerFacts {
  readonly stage: StageOf & Pick<StageWindow, 'opensAt' | 'closesAt'>;
  /** The hub's own receipt. */
  readonly receivedAt: Date;
  /**
   * Where this provider's latest answer in this stage stands; null if it was never invited. A withdrawal opens the
   * invitation again, as a new INVITED.
   */
  readonly answer: BidState | null;
  /** Whether somebody has been chosen, or the stage is over: a late answer is then no longer chased. */
  readonly isDecided: boolean;
  /** Why it may not act now, as `actingRefusals` finds it; empty if it may. */
  readonly barredBy: readonly Refusal[];
}

/**
 * Refuses a bid or a decline from a provider that was never invited or is suspended since, outside the window, after
 * somebody has been chosen, or on top of an earlier answer.
 *
 * A bid that stands is withdrawn or reconfirmed first; a decline is final. [ROUT-03, WIN-01, WIN-13, WIN-14, SM-5; SM-3]
 */
export function firstAnswerRefusal(facts: AnswerFacts): Refusal | undefined {
  const { answer } = facts;
  // Whose own answer was no hears of that alone: what came of the others is not its business.
  const barred = notOpenTo({ ...facts, isDecided: facts.isDecided && answer !== 'DECLINED' && answer !== 'SET_ASIDE' });
  if (barred || isUnanswered(answer)) return barred;
  if (answer === 'STALE') return BID_STALE;
  return answer === 'SUBMITTED' ? BID_ALREADY_MADE : ALREADY_ANSWERED;
}

/** Refuses to withdraw when no bid stands, or outside the window. [SM-3, WIN-01] */
export function withdrawalRefusal(facts: AnswerFacts): Refusal | undefined {
  const barred = notOpenTo(facts);
  return barred || facts.answer === 'SUBMITTED' || facts.answer === 'STALE' ? barred : NO_BID_TO_WITHDRAW;
}

/** Refuses to reconfirm a bid that no amendment made stale, or outside the window. [WIN-14] */
export function reconfirmationRefusal(facts: AnswerFacts): Refusal | undefined {
  const barred = notOpenTo(facts);
  return barred || facts.answer === 'STALE' ? barred : NOTHING_TO_RECONFIRM;
}

/** Refuses to note a view of somebody who was never invited, or may not act now. A view after the close says nothing. [SM-3, SM-5] */
export function viewRefusal({ answer, barredBy }: Pick<AnswerFacts, 'answer' | 'barredBy'>): Refusal | undefined {
  return answer === null ? NOT_INVITED : barredBy[0];
}

function notOpenTo(facts: AnswerFacts): Refusal | undefined {
  const { answer, stage, receivedAt, isDecided, barredBy } = facts;
  if (answer === null) return NOT_INVITED;
  return windowRefusal(stage, stage, receivedAt) ?? (isDecided ? ALREADY_DECIDED : barredBy[0]);
}

/** An offer stands: its provider may still ask for what it offers for. */
const OFFERS: readonly BidState[] = ['SUBMITTED', 'STALE', 'UNDER_EVALUATION'];

/**
 * Refuses to release the request form before an award: on a route that sends it to the winner alone, to whoever was not
 * invited or whose answer is no or has failed, and once somebody has been chosen. [IDG-04, IDG-03]
 */
export function formReleaseRefusal(facts: AnswerFacts, disclosure: RouteDefinition['disclosure']): Refusal | undefined {
  const barred = notOpenTo(facts);
  if (barred) return barred;
  if (disclosure !== 'ON_REQUEST') return FORM_ON_AWARD;
  return isUnanswered(facts.answer) || OFFERS.includes(facts.answer!) ? undefined : ALREADY_ANSWERED;
}

/**
 * Refuses an answer to a need that has since been amended materially, or to a version that does not exist: whoever
 * answers says which version it has read. [WIN-14]
 */
export function versionRefusal(
  read: number,
  present: { readonly version: number; readonly materialVersion: number },
): Refusal | undefined {
  if (present.materialVersion <= read && read <= present.version) return undefined;
  return refuse(
    'WIN-14',
    'VERSION_PASSED',
    `Answer version ${present.version}, which tells the need as it is now.`,
    'input.version',
  );
}

/**
 * All that a provider is told which was not invited, whether there is such a call-off or not. [ROUT-03, IDG-05,
 * IDG-23]
 */
export const NOT_INVITED = refuse(
  'ROUT-03',
  'NOT_INVITED',
  'Only providers invited to the stage now open may answer.',
  'input.callOffId',
);

const ALREADY_DECIDED = refuse(
  'ROUT-28',
  'ALREADY_DECIDED',
  'An offer has been chosen, or this call-off is over.',
  'input.callOffId',
);
const FORM_ON_AWARD = refuse(
  'IDG-03',
  'FORM_ON_AWARD',
  'On this route only the provider that has the award reads the request.',
  'input.callOffId',
);
const BID_STALE = refuse(
  'WIN-14',
  'BID_STALE',
  'The need was amended: reconfirm the bid that you made, or withdraw it.',
  'input.callOffId',
);
const BID_ALREADY_MADE = refuse(
  'SM-3',
  'BID_ALREADY_MADE',
  'A bid stands already: withdraw it before you answer again.',
  'input.callOffId',
);
const ALREADY_ANSWERED = refuse(
  'SM-3',
  'ALREADY_ANSWERED',
  'This invitation has had its final answer.',
  'input.callOffId',
);
const NO_BID_TO_WITHDRAW = refuse(
  'SM-3',
  'NO_BID_TO_WITHDRAW',
  'Only a bid that stands can be withdrawn.',
  'input.callOffId',
);
const NOTHING_TO_RECONFIRM = refuse(
  'WIN-14',
  'NOTHING_TO_RECONFIRM',
  'Only a bid that an amendment made stale can be reconfirmed.',
  'input.callOffId',
);
