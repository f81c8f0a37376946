import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CareType } from '../../../../schema/events/cases.js';

/** When a provider saw that somebody under discharge to assess has changed, and for which placement. */
export interface ConditionObserved {
  readonly careType: CareType;
  readonly confirmedAt: Date | null;
  readonly awardedAt: Date;
  readonly observedAt: Date;
  readonly now: Date;
}

/**
 * Refuses a report for anything but a D2A package whose first call is confirmed, and of what was seen before its award or
 * is still to come. [ROUT-18; 002 App M §3]
 */
export function conditionReportRefusal(seen: ConditionObserved): Refusal | undefined {
  const { careType, confirmedAt, awardedAt, observedAt, now } = seen;
  if (careType !== 'D2A' || confirmedAt === null) {
    return refuse(
      'ROUT-18',
      'NO_D2A_CONFIRMED',
      'A change is reported for a D2A package whose first call has been confirmed.',
      'input.placementId',
    );
  }
  if (observedAt >= awardedAt && observedAt <= now) return undefined;
  return refuse(
    'ROUT-18',
    'OBSERVED_OUTSIDE_CARE',
    'A change is seen after the award, and reported once it has been seen.',
    'input.observedAt',
  );
}
