import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Refuses to cancel a package without saying why. [SM-1] */
export function cancellationRefusal(reason: string): Refusal | undefined {
  if (reason.trim() !== '') return undefined;
  return refuse('SM-1', 'REASON_MISSING', 'Say why the package is cancelled.', 'input.reason');
}
