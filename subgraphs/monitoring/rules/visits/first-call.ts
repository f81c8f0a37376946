import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';

/** Workers who can assess risk and draft the care plan with the person. */
const CAN_ASSESS: readonly WorkerRole[] = ['FIELD_SUPERVISOR', 'REGISTERED_MANAGER'];

/** Source clocks may run ahead of the hub's by so much before an instant counts as in the future. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * What should have been otherwise about a first call: codes, empty when nothing. The rule is a "should", so these are
 * warnings on the record and never a refusal. [ROUT-11; 002 App A ¶8]
 */
export function firstCallWarnings(call: {
  readonly workerRole: WorkerRole;
  readonly nextCarerAdvised: boolean;
}): string[] {
  const warnings: string[] = [];
  if (!CAN_ASSESS.includes(call.workerRole)) warnings.push('FIRST_CALL_WITHOUT_SUPERVISOR');
  if (!call.nextCarerAdvised) warnings.push('NEXT_CARER_NOT_ADVISED');
  return warnings;
}

/** A call is reported once it was made. Refuses an instant in the future, five minutes of clock skew allowed. [ROUT-11] */
export function firstCallMadeBy(madeAt: Date, now: Date): Refusal | undefined {
  if (madeAt.getTime() <= now.getTime() + CLOCK_SKEW_MS) return undefined;
  return {
    rule: 'ROUT-11',
    code: 'FIRST_CALL_IN_FUTURE',
    message: 'A first call is reported after it was made; give the instant at which the worker arrived.',
    field: 'input.madeAt',
  };
}
