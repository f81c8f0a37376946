import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { EligibilityFacts } from './check.js';
import { failedRefusals } from './eligibility.js';
import { membershipCheck } from './membership.js';
import { registrationCheck } from './registration.js';

/**
 * Why a provider may do nothing with an invitation at this instant; empty if it may act.
 *
 * It must be registered, and today be a member of the group that the stage asks: while it is suspended or deregistered it
 * neither views, bids, reconfirms or withdraws nor declines, and no stage moves on because of it. What it bid before
 * fails the same checks at the close. An award is no invitation: whoever holds one may give it back at any time. [SM-5,
 * PROV-02, ROUT-03, ROUT-08, PROV-18]
 */
export function actingRefusals(
  facts: Omit<EligibilityFacts, 'purpose' | 'uncountedWeeklyMinutes'>,
): readonly Refusal[] {
  const asked = { ...facts, purpose: 'BID', uncountedWeeklyMinutes: 0 } as const;
  return failedRefusals([registrationCheck(asked), membershipCheck(asked)]);
}
