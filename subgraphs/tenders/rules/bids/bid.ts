import { isWallTime, localDateOf } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { Check } from '../invitations/check.js';
import { eligibilityRefusals } from '../invitations/eligibility.js';
import { type StageWindow, type WindowOf, windowRefusal } from '../stages/window.js';
import { type BidContent, contentRefusals } from './bid-content.js';
import type { BidState } from './bid-states.js';

/** Roles whose credentials may answer an invitation; call monitoring never does. [IDG-27] */
export const ANSWERING_ROLES = ['provider-user', 'rostering'] as const;

/** An answer as it arrives: a bid, a decline, a withdrawal or a reconfirmation. */
export interface AnswerFacts {
  readonly stage: WindowOf & Pick<StageWindow, 'opensAt' | 'closesAt'>;
  /** The hub's own receipt. */
  readonly receivedAt: Date;
  /**
   * Where this provider's latest answer in this stage stands; null when it was never invited. A withdrawal opens the
   * invitation again, as a new INVITED.
   */
  readonly answer: BidState | null;
}

export interface BidFacts extends AnswerFacts {
  readonly content: BidContent;
  readonly need: NeedProfile;
  /** Made for purpose BID, on the standing as it is now and on this content. */
  readonly checks: readonly Check[];
}

/**
 * Why a bid is not taken; empty when it is. [ROUT-04, WIN-01, WIN-05, WIN-12, WIN-14, EVAL-01; 002 App A ¶2]
 *
 * A provider that was not invited learns that and nothing else (IDG-23). A late bid is late, whatever else it lacks.
 * Otherwise everything that is wrong is told at once, so that a rostering system need send only once more.
 */
export function bidRefusals(facts: BidFacts): readonly Refusal[] {
  const barred = firstAnswerRefusal(facts);
  if (barred) return [barred];
  return [
    ...contentRefusals(facts.content, facts.need),
    ...startRefusals(facts.content, facts.receivedAt),
    // Told field by field above.
    ...eligibilityRefusals(facts.checks, 'BID').filter((refusal) => refusal.code !== 'BID_INCOMPLETE'),
  ];
}

/**
 * Refuses a bid or a decline from one never invited, outside the window, or on top of an earlier answer: a bid that
 * stands is withdrawn or reconfirmed first, a decline is final. [ROUT-03, WIN-01, WIN-14; SM-3]
 */
export function firstAnswerRefusal(facts: AnswerFacts): Refusal | undefined {
  const barred = notOpenTo(facts);
  if (barred || facts.answer === 'INVITED' || facts.answer === 'VIEWED') return barred;
  if (facts.answer === 'STALE') {
    return refuseAnswer('WIN-14', 'BID_STALE', 'The need was amended: reconfirm the bid already made, or withdraw it.');
  }
  return facts.answer === 'SUBMITTED'
    ? refuseAnswer('SM-3', 'BID_ALREADY_MADE', 'A bid stands already: withdraw it before answering anew.')
    : refuseAnswer('SM-3', 'ALREADY_ANSWERED', 'This invitation has had its final answer.');
}

/** Refuses to withdraw where no bid stands, or outside the window. [SM-3, WIN-01] */
export function withdrawalRefusal(facts: AnswerFacts): Refusal | undefined {
  const barred = notOpenTo(facts);
  if (barred || facts.answer === 'SUBMITTED' || facts.answer === 'STALE') return barred;
  return refuseAnswer('SM-3', 'NO_BID_TO_WITHDRAW', 'Only a bid that stands can be withdrawn.');
}

/** Refuses to reconfirm a bid that no amendment made stale, or outside the window. [WIN-14] */
export function reconfirmationRefusal(facts: AnswerFacts): Refusal | undefined {
  const barred = notOpenTo(facts);
  if (barred || facts.answer === 'STALE') return barred;
  return refuseAnswer('WIN-14', 'NOTHING_TO_RECONFIRM', 'Only a bid that an amendment made stale is reconfirmed.');
}

function notOpenTo({ answer, stage, receivedAt }: AnswerFacts): Refusal | undefined {
  return answer === null ? NOT_INVITED : windowRefusal(stage, stage, receivedAt);
}

/** All that one who was not invited is told, whether there is such a call-off or not. [ROUT-03, IDG-05, IDG-23] */
export const NOT_INVITED: Refusal = {
  rule: 'ROUT-03',
  code: 'NOT_INVITED',
  message: 'Only providers invited to the stage now open may answer.',
  field: 'input.callOffId',
};

/**
 * Refuses an answer to a need that has been amended since in a way that matters, or to a version that there is not:
 * whoever answers says which version it has read. [WIN-14]
 */
export function versionRefusal(
  read: number,
  present: { readonly version: number; readonly materialVersion: number },
): Refusal | undefined {
  if (present.materialVersion <= read && read <= present.version) return undefined;
  return refuse('WIN-14', 'VERSION_PASSED', `Answer version ${present.version}, as the need now is.`, 'input.version');
}

/** Nobody could start on a day that has passed, or at a time that no clock in London shows. [ROUT-04] */
function startRefusals({ startDate, startTime }: BidContent, receivedAt: Date): readonly Refusal[] {
  if (startDate && startDate < localDateOf(receivedAt)) {
    return [refuse('ROUT-04', 'START_PASSED', 'Give a start of today or later.', 'input.startDate')];
  }
  if (startDate && startTime && !isWallTime(startDate, startTime)) {
    return [
      refuse('ROUT-04', 'NO_SUCH_TIME', 'The clocks go forward over this time; give another.', 'input.startTime'),
    ];
  }
  return [];
}

/** What is wrong is that this call-off is answered at all, not how. */
function refuseAnswer(rule: string, code: string, message: string): Refusal {
  return refuse(rule, code, message, 'input.callOffId');
}

function refuse(rule: string, code: string, message: string, field: string): Refusal {
  return { rule, code, message, field };
}
