import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';

export const FIRST_CALL_WARNINGS = ['FIRST_CALL_WITHOUT_SUPERVISOR', 'NEXT_CARER_NOT_ADVISED'] as const;
/** What is not as it should be about a first call. */
export type FirstCallWarning = (typeof FIRST_CALL_WARNINGS)[number];

/** Workers who can assess risk and draft the care plan with the person. */
const CAN_ASSESS: readonly WorkerRole[] = ['FIELD_SUPERVISOR', 'REGISTERED_MANAGER'];

/**
 * What is not as it should be about a first call. The rule is a "should", so these are warnings on the record and never
 * a refusal. [ROUT-11; 002 App A ¶8]
 */
export function firstCallWarnings(call: {
  readonly workerRole: WorkerRole;
  readonly nextCarerAdvised: boolean;
}): FirstCallWarning[] {
  const warnings: FirstCallWarning[] = [];
  if (!CAN_ASSESS.includes(call.workerRole)) warnings.push('FIRST_CALL_WITHOUT_SUPERVISOR');
  if (!call.nextCarerAdvised) warnings.push('NEXT_CARER_NOT_ADVISED');
  return warnings;
}

/** Refuses a first call of a placement that is not live, or whose first call was reported before. [ROUT-11] */
export function firstCallRefusal(placement: { readonly live: boolean; readonly called: boolean }): Refusal | undefined {
  const field = 'input.placementId';
  if (!placement.live) {
    return refuse('ROUT-11', 'PLACEMENT_NOT_LIVE', 'This placement has ended or was withdrawn.', field);
  }
  if (!placement.called) return undefined;
  return refuse(
    'ROUT-11',
    'FIRST_CALL_ALREADY_REPORTED',
    'The first call of this placement was reported before: later calls are visits.',
    field,
  );
}
