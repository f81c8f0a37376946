import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CallOffRoute, DeclineKind } from '../../../../schema/events/tenders.js';
import type { BidState } from '../bids/bid-states.js';
import { definitionOf } from '../routes/routes.js';
import type { EligibilityFacts } from './check.js';
import { eligibilityChecks, isEligible } from './eligibility.js';

/** Why a provider says no to an invitation. */
export const DECLINE_REASONS = ['CAPACITY', 'SKILL', 'SAFETY', 'PREFERENCES', 'ELIGIBILITY'] as const;

/** Why a provider gives an award back: the full request may hold, or lack, what no advert told. [AWRD-09] */
export const AWARD_REFUSAL_REASONS = [...DECLINE_REASONS, 'NEED_DIFFERS_FROM_ADVERT', 'NO_AUTHORISED_PLAN'] as const;
export type AwardRefusalReason = (typeof AWARD_REFUSAL_REASONS)[number];

/**
 * Refuses to decline an invitation, or to give an award back, without a reason that the route accepts.
 *
 * Every decline carries a code. What only the full request tells is no reason before it could be read. [ROUT-13, ASM-25,
 * AWRD-09]
 */
export function declineRefusal(
  route: CallOffRoute,
  reason: AwardRefusalReason | null,
  declined: 'INVITATION' | 'AWARD' = 'INVITATION',
): Refusal | undefined {
  if (reason === null) return refuse('ROUT-13', 'REASON_MISSING', 'Give one of the coded reasons.', 'input.reason');
  const { declines } = definitionOf(route);
  if (declines && !declines.reasons.includes(reason)) return declines.refusal;
  if (declined === 'AWARD' || DECLINE_REASONS.some((each) => each === reason)) return undefined;
  return refuse(
    'ROUT-13',
    'REASON_NOT_ACCEPTED',
    `An invitation is declined for one of ${DECLINE_REASONS.join(', ')}.`,
    'input.reason',
  );
}

/**
 * Of which kind a decline is, by its code; null without one, as silence is. Capacity tells how much more care a patch can
 * carry; anything else, that this package did not suit this provider. [ROUT-13; 002 ¶5.1, ¶6.4]
 */
export function declineKind(reason: AwardRefusalReason | null): DeclineKind | null {
  if (reason === null) return null;
  return reason === 'CAPACITY' ? 'CAPACITY' : 'UNSUITABLE';
}

export type DeclineResponse = 'DECLINED' | 'NO_RESPONSE' | 'REFUSED_AFTER_AWARD';

/** How an answer is counted in the decline register, or null if it is not. [ROUT-12, AWRD-09; 002 App A ¶10] */
export function countedAs(answer: BidState): DeclineResponse | null {
  return answer === 'DECLINED' || answer === 'NO_RESPONSE' || answer === 'REFUSED_AFTER_AWARD' ? answer : null;
}

/**
 * Whether a provider could have been given the package when its answer was due: every check of it passes as for an award.
 * If not, an answer that counts as a decline is not held against it. [CM-06, PROV-08, AMB-06]
 */
export function couldBeGiven(facts: Omit<EligibilityFacts, 'purpose'>): boolean {
  return isEligible(eligibilityChecks({ ...facts, purpose: 'AWARD' }), 'INVITE');
}
