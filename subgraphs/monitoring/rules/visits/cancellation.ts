import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import type { Cancellation } from './visit-facts.js';

/** Roles from supervisor upwards: a carer may not assume that a call is not wanted. */
const MAY_CONFIRM: readonly (WorkerRole | null)[] = ['FIELD_SUPERVISOR', 'REGISTERED_MANAGER', 'SENIOR_CARER'];

/**
 * Whether a call was called off in order: somebody senior confirmed it with the person or the next of kin, an
 * alternative was arranged, and all of this happened and was known before the call was to start. If any part is missing,
 * the call counts as if it had not been called off. [VAR-10, DEL-10; 002 ¶7.26, ¶7.27]
 */
export function isCalledOff(cancellation: Cancellation, knownAt: Date, expectedStart: Date): boolean {
  const { requestedBy, confirmedWith, confirmedBy, alternative } = cancellation;
  return (
    requestedBy !== '' &&
    confirmedWith !== null &&
    MAY_CONFIRM.includes(confirmedBy) &&
    !!alternative &&
    !isCalledOffAfterStart(cancellation, knownAt, expectedStart)
  );
}

/** Whether a call was called off, or this became known, only when it was to have started. [VAR-10, DEL-10] */
export function isCalledOffAfterStart(cancellation: Cancellation, knownAt: Date, expectedStart: Date): boolean {
  return new Date(cancellation.at) >= expectedStart || knownAt >= expectedStart;
}
