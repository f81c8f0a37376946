import { daysBetween } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** A statement covers five weeks at most: for a longer time there are several. */
export const LONGEST_STATEMENT_DAYS = 35;

export function isStatementSpan(from: string, to: string): boolean {
  const days = daysBetween(from, to) + 1;
  return days >= 1 && days <= LONGEST_STATEMENT_DAYS;
}

/** Refuses days that are no span of a statement. [PAY-07] */
export function spanRefusal(from: string, to: string): Refusal | undefined {
  if (isStatementSpan(from, to)) return undefined;
  return refuse('PAY-07', 'STATEMENT_SPAN', `A statement covers 1 to ${LONGEST_STATEMENT_DAYS} days.`, 'input.to');
}

/**
 * Why a statement is not approved: its days are not over, it is not the statement that was read, or some of its days
 * were approved before, for each day is approved once. [PAY-07]
 */
export function approvalRefusals(approval: {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** Fingerprint of the statement as it was read. */
  readonly read: string;
  /** Fingerprint of the statement as it stands. */
  readonly stands: string;
  readonly approvedBefore: boolean;
}): Refusal[] {
  const { from, to, today, read, stands, approvedBefore } = approval;
  const noSpan = spanRefusal(from, to);
  if (noSpan) return [noSpan];
  const refusals: Refusal[] = [];
  if (to >= today) refusals.push(refuse('PAY-07', 'DAYS_NOT_OVER', 'Approve only days that are over.', 'input.to'));
  if (approvedBefore) {
    const message = 'Some of these days have already been approved; leave them out.';
    refusals.push(refuse('PAY-07', 'DAYS_APPROVED', message, 'input.from'));
  }
  if (read !== stands) {
    const message = 'The statement has changed since you read it; read it again.';
    refusals.push(refuse('PAY-07', 'STATEMENT_CHANGED', message, 'input.fingerprint'));
  }
  return refusals;
}
