import type { ProviderStanding } from '../../../../schema/events/providers.js';
import type { Check, EligibilityCheckId, EligibilityFacts } from './check.js';
import { eligibilityChecks, isEligible } from './eligibility.js';
import type { StageAsks } from './stage-asks.js';

/** Whether one provider is asked, and why: kept for those who are not as well. */
export interface InvitationDecision {
  readonly providerId: string;
  /** Version of the standing on which the checks were made. */
  readonly standingVersion: number;
  readonly invited: boolean;
  readonly checks: readonly Check<EligibilityCheckId>[];
}

/** Everything of `EligibilityFacts` that is the same for all providers of a stage, and the home if it asks for one alone. */
export type StageFacts = StageAsks & Pick<EligibilityFacts, 'on' | 'home'>;

/**
 * Whether this provider is invited to the stage.
 *
 * Every eligible provider is invited and no other; nobody chooses. A warning invites. [ROUT-03, ROUT-08, ROUT-14,
 * EVAL-01; 002 App A ¶1]
 */
export function invitationDecision(
  standing: ProviderStanding,
  stage: StageFacts,
  uncountedWeeklyMinutes: number,
): InvitationDecision {
  const checks = eligibilityChecks({ ...stage, standing, uncountedWeeklyMinutes, purpose: 'INVITE' });
  return {
    providerId: standing.providerId,
    standingVersion: standing.version,
    invited: isEligible(checks, 'INVITE'),
    checks,
  };
}
