import { STAGE_KINDS, vehiclesOf } from '../stages/stage-kinds.js';
import type { Check, EligibilityFacts } from './check.js';

/**
 * Whether a provider stays within the ADASS-recommended ceiling of weekly care, private and allocated together, in
 * worker-minutes a week.
 *
 * Exactly the ceiling passes. Above it a patch provider fails; a provider of a vehicle that the policy does not name
 * is warned. If the private hours are not declared, the known hours are tested alone, and at best pass with a
 * warning. [PROV-23, EVAL-03, AMB-03; 002 App A ¶5(ii)]
 */
export function ceilingCheck({
  standing,
  need,
  stage,
  uncountedWeeklyMinutes,
  policy,
}: EligibilityFacts): Check<'CEILING'> {
  const { ceilingHours, includeCandidate, appliesTo } = policy.capacity;
  const { privateWeeklyMinutes, committedWeeklyMinutes } = standing.capacity;
  const candidateWeeklyMinutes = includeCandidate ? need.weeklyWorkerMinutes : 0;
  const totalWeeklyMinutes =
    (privateWeeklyMinutes ?? 0) + committedWeeklyMinutes + uncountedWeeklyMinutes + candidateWeeklyMinutes;
  const ceilingWeeklyMinutes = ceilingHours * 60;
  const binds = appliesTo.some(
    (bound) =>
      bound === STAGE_KINDS[stage].vehicle ||
      (vehiclesOf(stage).includes(bound) &&
        standing.memberships.some(({ vehicle, status }) => vehicle === bound && status === 'ADMITTED')),
  );
  const passed = totalWeeklyMinutes > ceilingWeeklyMinutes;
  return {
    id: 'CEILING',
    rule: 'PROV-23',
    inputs: {
      privateWeeklyMinutes,
      committedWeeklyMinutes,
      uncountedWeeklyMinutes,
      candidateWeeklyMinutes,
      totalWeeklyMinutes,
      ceilingWeeklyMinutes,
      binds,
    },
    result: passed ? (binds ? 'FAIL' : 'WARN') : privateWeeklyMinutes === null ? 'WARN' : 'PASS',
  };
}
