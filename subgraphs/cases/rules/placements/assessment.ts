import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** What an award says of the provider's own assessment, and what the provider has recorded of it. [ROUT-29] */
export interface Assessing {
  /** The provider assesses first, and confirms after that. */
  readonly assessesFirst: boolean;
  /** `YYYY-MM-DD`; null until the provider has recorded it. */
  readonly assessmentCompletedOn: string | null;
  /** When care began, whether or not it should have. */
  readonly firstCallMadeAt: Date | null;
}

/**
 * Whether a placement still waits for the assessment that must come first. Once care has begun nothing can come first any
 * more: that it began without is told then, and no order waits for it. [ROUT-29; 001 Arr(g)]
 */
export function awaitsAssessment({ assessesFirst, assessmentCompletedOn, firstCallMadeAt }: Assessing): boolean {
  return assessesFirst && assessmentCompletedOn === null && firstCallMadeAt === null;
}

/**
 * Refuses to confirm the first call before the provider's assessment, where the award says that it assesses: none recorded,
 * or one dated before the award or after today. London dates, `YYYY-MM-DD`. [ROUT-29, AWRD-06; 001 Arr(g-h)]
 */
export function assessmentRefusal(
  assessing: Omit<Assessing, 'firstCallMadeAt'>,
  days: { readonly awardedOn: string; readonly today: string },
): Refusal | undefined {
  const { assessesFirst, assessmentCompletedOn: on } = assessing;
  if (!assessesFirst || (on !== null && days.awardedOn <= on && on <= days.today)) return undefined;
  const message =
    on === null
      ? 'Complete your own assessment first, and give the day on which it was complete.'
      : `Your assessment was completed between ${days.awardedOn}, the day of the award, and today.`;
  return refuse('ROUT-29', 'ASSESSMENT_NOT_COMPLETED', message, 'input.assessmentCompletedOn');
}
