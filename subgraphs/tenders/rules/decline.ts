import type { Refusal } from '../../../kernel/refusal.js';
import type { BidState } from './bid-states.js';
import type { CallOffRoute } from './route.js';

/** Why a provider says no. Cases reads the same codes when a provider cannot proceed after an award (AWRD-09). */
export const DECLINE_REASONS = ['CAPACITY', 'SKILL', 'SAFETY', 'PREFERENCES', 'ELIGIBILITY'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Discharge to assess is declined for one of these only: who is eligible is the D2A team's to say. */
const D2A_REASONS: readonly DeclineReason[] = ['CAPACITY', 'SKILL', 'SAFETY'];

/** Whether a decline speaks of the provider's workforce or of the need. [ROUT-13; 002 ¶5.1, ¶6.4] */
export function declineKind(reason: DeclineReason): 'CAPACITY' | 'UNSUITABLE' {
  return reason === 'CAPACITY' ? 'CAPACITY' : 'UNSUITABLE';
}

/**
 * Refuses a decline without a reason that the route accepts. [ROUT-13, ASM-25]
 *
 * Every decline carries a code. On D2A_PATCH the code is one of capacity, skill or safety.
 */
export function declineRefusal(route: CallOffRoute, reason: DeclineReason | null): Refusal | undefined {
  if (reason === null) {
    return {
      rule: 'ROUT-13',
      code: 'REASON_MISSING',
      message: 'Give one of the coded reasons.',
      field: 'input.reason',
    };
  }
  if (route !== 'D2A_PATCH' || D2A_REASONS.includes(reason)) return undefined;
  return {
    rule: 'ASM-25',
    code: 'REASON_NOT_ACCEPTED',
    message: 'A discharge to assess is declined for capacity, skill or safety; the D2A team decides who is eligible.',
    field: 'input.reason',
  };
}

/** How an answer enters the decline register, or null when it does not. [ROUT-12, AWRD-09; 002 App A ¶10] */
export function countedAs(answer: BidState): 'DECLINED' | 'NO_RESPONSE' | 'REFUSED_AFTER_AWARD' | null {
  return answer === 'DECLINED' || answer === 'NO_RESPONSE' || answer === 'REFUSED_AFTER_AWARD' ? answer : null;
}
