import { daysBetween } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';

/** A statement is of five weeks at most: longer, and it is several. */
export const LONGEST_STATEMENT_DAYS = 35;

export function isStatementSpan(from: string, to: string): boolean {
  const days = daysBetween(from, to) + 1;
  return days >= 1 && days <= LONGEST_STATEMENT_DAYS;
}

/**
 * What keeps a statement from being approved: days that are not over, a statement that is not the one that was read, and
 * days that were approved before: each is approved once. [PAY-07]
 */
export function approvalRefusals(approval: {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** Of the statement as it was read, and as it stands. */
  readonly read: string;
  readonly stands: string;
  readonly approvedBefore: boolean;
}): Refusal[] {
  const { from, to, today, read, stands, approvedBefore } = approval;
  if (!isStatementSpan(from, to)) {
    return [refuse('STATEMENT_SPAN', `A statement is of 1 to ${LONGEST_STATEMENT_DAYS} days.`, 'input.to')];
  }
  const refusals: Refusal[] = [];
  if (to >= today) refusals.push(refuse('DAYS_NOT_OVER', 'Approve days that are over.', 'input.to'));
  if (approvedBefore) {
    refusals.push(refuse('DAYS_APPROVED', 'Some of these days were approved before; leave them out.', 'input.from'));
  }
  if (read !== stands) {
    refusals.push(
      refuse('STATEMENT_CHANGED', 'The statement has changed since it was read; read it again.', 'input.fingerprint'),
    );
  }
  return refusals;
}

function refuse(code: string, message: string, field: string): Refusal {
  return { rule: 'PAY-07', code, message, field };
}
