import type { Rating } from '../../../../schema/policy.js';

/**
 * Whether an overall rating meets the council's minimum of Good. Not yet rated does not: nothing has been shown
 * [PROV-04; 002 ¶14.3].
 */
export function meetsMinimumRating(overall: Rating): boolean {
  return overall === 'GOOD' || overall === 'OUTSTANDING';
}

/**
 * Whether a member breaks the minimum: it is rated below Good, and has no improvement plan that complies with PROV-05.
 * An unrated provider does not meet the minimum, yet breaks nothing: there is no finding to improve upon. [PROV-04]
 */
export function breaksMinimumRating(overall: Rating, improvementPlanCompliant: boolean): boolean {
  return (overall === 'REQUIRES_IMPROVEMENT' || overall === 'INADEQUATE') && !improvementPlanCompliant;
}
