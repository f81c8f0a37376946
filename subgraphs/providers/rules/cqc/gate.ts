import {
  answerToRating,
  GATE_ANSWERS,
  GATE_DOUBTS,
  type GateAnswer,
  type GateDoubt,
} from '../../../../schema/events/providers.js';
import { GATE_PURPOSES, type GatePurpose, type Policy, RATINGS, type Rating } from '../../../../schema/policy.js';
import { RATED_ITEMS, type RatedItem, type RatingSet, ratingOf, worse } from './ratings.js';

/** The answer for one purpose, and what decided it. */
export interface Gate {
  readonly answer: GateAnswer;
  readonly reason: GateReason;
}

/** The rating that decided, or what else CQC says of the location. */
export type GateReason = Rating | 'NOT_REGISTERED' | GateDoubt;
export const GATE_REASONS: readonly GateReason[] = [...RATINGS, 'NOT_REGISTERED', ...GATE_DOUBTS];

export type Gates = Readonly<Record<GatePurpose, Gate>>;

export interface GateFacts {
  readonly registered: boolean;
  readonly ratings: RatingSet;
  readonly doubts: readonly GateDoubt[];
}

/** Mildest first. */
const STRICTNESS: readonly GateAnswer[] = GATE_ANSWERS;

/**
 * Whether a provider may be used for a purpose, in one council.
 *
 * Not registered blocks (PROV-02) and Inadequate blocks (PROV-07), whatever the policy says. Everything else is the
 * policy's matrix. Scope `OVERALL` reads the overall rating alone; `ANY_KEY_QUESTION` (AMB-06) reads the five questions
 * too, and the strictest answer counts. A location that gives no care at present, or that has no registered manager, is
 * warned of at least. [PROV-08, PROV-06, PROV-07, PROV-02; 002 ¶14.5, ¶14.6, 000 ¶9a]
 */
export function gateFor(purpose: GatePurpose, facts: GateFacts, policy: Policy['cqc']['gate']): Gate {
  if (!facts.registered) return { answer: 'BLOCK', reason: 'NOT_REGISTERED' };
  const items: readonly RatedItem[] = policy.scope === 'OVERALL' ? ['OVERALL'] : RATED_ITEMS;
  const rated = items
    .map((item): Gate & { reason: Rating } => {
      const reason = ratingOf(facts.ratings, item);
      return { answer: answerToRating(policy, purpose, reason), reason };
    })
    .reduce((one, other) => {
      if (one.answer === other.answer) return worse(one.reason, other.reason) === one.reason ? one : other;
      return STRICTNESS.indexOf(one.answer) > STRICTNESS.indexOf(other.answer) ? one : other;
    });
  const [doubt] = facts.doubts;
  return doubt && rated.answer === 'ALLOW' ? { answer: 'WARN', reason: doubt } : rated;
}

/** The answers for all five purposes [PROV-08]. */
export function gatesOf(facts: GateFacts, policy: Policy['cqc']['gate']): Gates {
  return {
    LONG_LIST: gateFor('LONG_LIST', facts, policy),
    INVITE: gateFor('INVITE', facts, policy),
    AWARD: gateFor('AWARD', facts, policy),
    USER_CHOICE: gateFor('USER_CHOICE', facts, policy),
    INCREASE: gateFor('INCREASE', facts, policy),
  };
}

/** What a `GateChanged` event says, beside the provider [NTF-27]. */
export interface GateChange {
  readonly purpose: GatePurpose;
  readonly from: GateAnswer;
  readonly to: GateAnswer;
  readonly reason: GateReason;
}

/** The purposes whose answer changed; one event each. A new reason for the same answer is no change [PROV-08]. */
export function gateChanges(before: Gates, after: Gates): readonly GateChange[] {
  return GATE_PURPOSES.filter((purpose) => before[purpose].answer !== after[purpose].answer).map((purpose) => ({
    purpose,
    from: before[purpose].answer,
    to: after[purpose].answer,
    reason: after[purpose].reason,
  }));
}
