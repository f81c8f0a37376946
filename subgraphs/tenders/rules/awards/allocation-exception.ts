import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

export const EXCEPTION_REASONS = ['SPECIALIST_NEED', 'SKILLS', 'GEOGRAPHY'] as const;
/** Why a bid is chosen that does not come first. [ROUT-09; 002 App A ¶3] */
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];

export interface AllocationException {
  readonly reason: ExceptionReason;
  readonly justification: string;
}

/**
 * Refuses to offer the package to a bid that is not in the order.
 *
 * `order` holds the bid ids, first to be offered first, as `fairShareOrder` or `frameworkOrder` gave them. [EVAL-02,
 * EVAL-05, ROUT-07]
 */
export function rankRefusal(bidId: string, order: readonly string[]): Refusal | undefined {
  return order.includes(bidId) ? undefined : BID_NOT_RANKED;
}

/** Refuses to pass over the bid that comes first without a justified exception. [EVAL-02, ROUT-09; 002 App A ¶3] */
export function exceptionRefusal(
  bidId: string,
  order: readonly string[],
  exception: AllocationException | null,
): Refusal | undefined {
  const passesOver = order.includes(bidId) && order[0] !== bidId;
  return passesOver && !exception?.justification.trim() ? EXCEPTION_MISSING : undefined;
}

const BID_NOT_RANKED = refuse(
  'ROUT-07',
  'BID_NOT_RANKED',
  'Only a bid that was evaluated and ranked can be offered the package.',
);
const EXCEPTION_MISSING = refuse(
  'ROUT-09',
  'EXCEPTION_MISSING',
  'Another bid comes first: give a specialist need, skills or geography as the reason, with its justification.',
  'input.exception',
);
