import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** The D2A team's answer to whether a person may go home under discharge to assess. [ASM-25; 002 App M §3] */
export interface D2aEligibility {
  readonly eligible: boolean;
  /** True when the D2A team decided it, which nobody else may. */
  readonly decidedByD2aTeam: boolean;
  readonly decidedAt: Date;
}

/** The only reasons for which a provider may decline a D2A referral, before or after the award. [ASM-25] */
export const D2A_DECLINE_REASONS: readonly string[] = ['CAPACITY', 'SKILL', 'SAFETY'];

/** Refuses a referral that the D2A team has not found eligible by `at`. [ASM-25] */
export function d2aEligibilityRefusal(decision: D2aEligibility | null, at: Date): Refusal | undefined {
  if (!decision?.decidedByD2aTeam || decision.decidedAt > at) {
    return refuse(
      'ASM-25',
      'D2A_ELIGIBILITY_NOT_DECIDED',
      'The D2A team must have decided that the person is eligible.',
      'input.eligibility',
    );
  }
  if (!decision.eligible) {
    return refuse(
      'ASM-25',
      'NOT_D2A_ELIGIBLE',
      'The D2A team found the person not eligible; refer for a standard package instead.',
      'input.eligibility',
    );
  }
  return undefined;
}

/**
 * Refuses any reason of a provider for declining D2A but capacity, skill or safety: eligibility is not its to judge.
 * [ASM-25]
 */
export function d2aDeclineRefusal(reasonCode: string): Refusal | undefined {
  if (D2A_DECLINE_REASONS.includes(reasonCode)) return undefined;
  return refuse(
    'ASM-25',
    'D2A_DECLINE_REASON_NOT_ACCEPTED',
    `A D2A referral may be declined for ${D2A_DECLINE_REASONS.join(', ')} only.`,
    'input.reason',
  );
}
