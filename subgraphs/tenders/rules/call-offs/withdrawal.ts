import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Refuses to withdraw a call-off without saying why. [SM-2] */
export function withdrawalReasonRefusal(reason: string): Refusal | undefined {
  return reason.trim()
    ? undefined
    : refuse('SM-2', 'REASON_MISSING', 'Say why the call-off is withdrawn.', 'input.reason');
}
