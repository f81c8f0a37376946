import type { Vehicle } from '../../../../schema/events/providers.js';
import { STAGE_KINDS } from '../stages/stage-kinds.js';
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
  const { vehicles } = STAGE_KINDS[stage];
  const isMemberBy = (vehicle: Vehicle) =>
    vehicles.length === 1 ||
    standing.memberships.some((each) => each.vehicle === vehicle && each.status === 'ADMITTED');
  const binds = appliesTo.some((vehicle) => vehicles.includes(vehicle) && isMemberBy(vehicle));
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
