import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import type { Cancellation } from './visit-facts.js';

/** Roles from supervisor upwards: a carer may not assume that a call is not wanted. */
const MAY_CONFIRM: readonly (WorkerRole | null)[] = ['FIELD_SUPERVISOR', 'REGISTERED_MANAGER', 'SENIOR_CARER'];

/**
 * Whether a call was called off in order: somebody senior confirmed it with the person or the next of kin, an
 * alternative was arranged, and all of this happened before the call counts as missed. If any part is missing, the call
 * counts as if it had not been called off. [VAR-10; 002 ¶7.26, ¶7.27]
 */
export function isCalledOff(cancellation: Cancellation, missedAt: Date): boolean {
  const { requestedBy, confirmedWith, confirmedBy, alternative } = cancellation;
  return (
    requestedBy !== '' &&
    confirmedWith !== null &&
    MAY_CONFIRM.includes(confirmedBy) &&
    !!alternative &&
    new Date(cancellation.at) <= missedAt
  );
}
