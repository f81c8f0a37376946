import type { PayLine, PayReason, PayStatus } from './pay-line.js';

/** What a council has approved of one visit so far, over all its statements. Minutes are worker-minutes. */
export interface ApprovedSoFar {
  readonly minutes: number;
  readonly amountPence: number;
  /** As which it stood in the statement that approved it last. */
  readonly lastStatus: PayStatus;
}

export const ADJUSTMENT_CAUSES = ['CHANGED', 'RELEASED', 'REPORTED_LATE', 'TAKEN_BACK'] as const;
/**
 * Why a visit of approved days is settled again: it changed, what held it is gone, it became known later, or it counts no
 * longer on those days.
 */
export type AdjustmentCause = (typeof ADJUSTMENT_CAUSES)[number];

/** What is settled of one visit with the next approval. */
export interface Settling {
  readonly cause: AdjustmentCause;
  /** HELD and NOT_OVER settle nothing yet: what was approved stays until their reason is gone. */
  readonly status: PayStatus;
  readonly approvedMinutes: number;
  readonly approvedPence: number;
  readonly payableMinutes: number;
  readonly amountPence: number;
  /** What stands less what was approved; negative if too much was. 0 while it settles nothing. */
  readonly differenceMinutes: number;
  readonly differencePence: number;
  readonly reasons: readonly PayReason[];
}

/**
 * What a visit of approved days adds to the next statement, or takes from it: what stands less what was approved of it
 * until then, so that all that was ever approved of a visit is what stands, whatever changed in between and however often.
 * [PAY-07, PAY-11]
 *
 * @param approved null if no statement had it
 * @param stands its line as it is now; null if it is no visit of approved days any more
 */
export function settlingOf(approved: ApprovedSoFar | null, stands: PayLine | null): Settling {
  const { minutes: approvedMinutes, amountPence: approvedPence } = approved ?? { minutes: 0, amountPence: 0 };
  const status = stands?.status ?? 'NOT_PAYABLE';
  const payableMinutes = stands?.payableMinutes ?? 0;
  const amountPence = stands?.amountPence ?? 0;
  const waits = isWaiting(status);
  return {
    cause: causeOf(approved, stands),
    ...{ status, approvedMinutes, approvedPence, payableMinutes, amountPence },
    differenceMinutes: waits ? 0 : payableMinutes - approvedMinutes,
    differencePence: waits ? 0 : amountPence - approvedPence,
    reasons: stands?.reasons ?? [],
  };
}

/** Whether a line is not settled by being approved: it is looked at again with each statement until it is. */
export function isWaiting(status: PayStatus): boolean {
  return status === 'HELD' || status === 'NOT_OVER';
}

function causeOf(approved: ApprovedSoFar | null, stands: PayLine | null): AdjustmentCause {
  if (!stands) return 'TAKEN_BACK';
  if (!approved) return 'REPORTED_LATE';
  return isWaiting(approved.lastStatus) ? 'RELEASED' : 'CHANGED';
}
