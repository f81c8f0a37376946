import type { Refusal } from '../../../../kernel/values/refusal.js';

/** Why the normal allocation is departed from. [ROUT-09; 002 App A ¶3] */
export type ExceptionReason = 'SPECIALIST_NEED' | 'SKILLS' | 'GEOGRAPHY';

export interface AllocationException {
  readonly reason: ExceptionReason;
  readonly justification: string;
}

/**
 * Refuses to offer a package out of order without a justified exception, and to offer it to a bid that has no place in
 * the order at all. [EVAL-02, EVAL-05, ROUT-07, ROUT-09; 002 App A ¶3]
 *
 * `order` holds the bid ids, first to be offered first, as `fairShareOrder` or `frameworkOrder` gave them.
 */
export function orderRefusal(
  bidId: string,
  order: readonly string[],
  exception: AllocationException | null,
): Refusal | undefined {
  if (!order.includes(bidId)) {
    return {
      rule: 'ROUT-07',
      code: 'BID_NOT_RANKED',
      message: 'Only a bid that was evaluated and ranked can be offered the package.',
    };
  }
  if (order[0] === bidId || exception?.justification.trim()) return undefined;
  return {
    rule: 'ROUT-09',
    code: 'EXCEPTION_MISSING',
    message:
      'Another bid comes first: give a specialist need, skills or geography as the reason, with its justification.',
    field: 'input.exception',
  };
}
