import { NOT_EXPECTED, type NotExpected } from '../calls/expected-call.js';
import type { PayReason, PayStatus } from './pay-line.js';

export const RECONCILING = [
  'NOT_PLANNED',
  'PLANNED_SHORTER',
  'PLANNED_LONGER',
  'NOT_COMMISSIONED',
  'NOT_LOGGED',
  'LOGGED_SHORTER',
  'LOGGED_LONGER',
  'ROUNDED',
  'ACCEPTED',
  'PAID_WITHOUT_CARE',
  'NOT_PAYABLE',
  'HELD',
  'NOT_OVER',
  'NOT_APPROVED',
  'APPROVED_OTHERWISE',
  'NOT_INVOICED',
  'INVOICED_LESS',
  'INVOICED_MORE',
  'INVOICED_TWICE',
  'UNMATCHED',
] as const;
/** Why two of the figures of a visit differ. */
export type Reconciling = (typeof RECONCILING)[number];

/** The figures of one visit side by side. Minutes are worker-minutes. */
export interface Reconciled {
  readonly commissionedMinutes: number;
  readonly plannedMinutes: number;
  readonly loggedMinutes: number;
  readonly payableMinutes: number;
  readonly payablePence: number;
  /** What its line says of pay. */
  readonly status: PayStatus;
  readonly reasons: readonly PayReason[];
  /** Null if its day is not approved. */
  readonly approved: { readonly minutes: number; readonly amountPence: number } | null;
  /** By kept invoices, and by how many lines of them; null if none claims it. */
  readonly invoiced: { readonly minutes: number; readonly amountPence: number; readonly lines: number } | null;
}

/**
 * Why the figures of a visit differ, each beside the one before it: planned and commissioned, logged and commissioned,
 * payable and logged, approved and payable, invoiced and what was approved, or stands. None if all of them agree. Payable
 * differs from logged because it was rounded, because the council accepted other minutes, or because a share is payable
 * of a call at which no care was given. An amount claimed for no visit is `UNMATCHED`, and stands by itself.
 * [PAY-02, PAY-10, PAY-11, DEL-14]
 */
export function reconciling(of: Reconciled): Reconciling[] {
  const { commissionedMinutes, plannedMinutes, loggedMinutes, payableMinutes, approved, invoiced, status } = of;
  const found: Reconciling[] = [];
  const add = (name: Reconciling, holds: boolean): void => void (holds && found.push(name));
  const isOff = of.reasons.some((reason) => NOT_EXPECTED.includes(reason as NotExpected));
  add('NOT_COMMISSIONED', isOff || commissionedMinutes === 0);
  add('NOT_PLANNED', plannedMinutes === 0 && commissionedMinutes > 0);
  add('PLANNED_SHORTER', plannedMinutes > 0 && plannedMinutes < commissionedMinutes);
  add('PLANNED_LONGER', commissionedMinutes > 0 && plannedMinutes > commissionedMinutes);
  add('NOT_LOGGED', loggedMinutes === 0 && commissionedMinutes > 0 && status !== 'NOT_OVER');
  add('LOGGED_SHORTER', loggedMinutes > 0 && loggedMinutes < commissionedMinutes);
  add('LOGGED_LONGER', loggedMinutes > commissionedMinutes && commissionedMinutes > 0);
  if (payableMinutes > 0 && payableMinutes !== Math.min(loggedMinutes, commissionedMinutes)) {
    if (of.reasons.includes('ACCEPTED')) found.push('ACCEPTED');
    else found.push(loggedMinutes > 0 ? 'ROUNDED' : 'PAID_WITHOUT_CARE');
  }
  add('NOT_PAYABLE', status === 'NOT_PAYABLE');
  add('HELD', status === 'HELD');
  add('NOT_OVER', status === 'NOT_OVER');

  const stands = status === 'PAYABLE' ? { minutes: payableMinutes, amountPence: of.payablePence } : NOTHING;
  const due = approved ?? stands;
  add('NOT_APPROVED', approved === null && stands.amountPence > 0);
  add('APPROVED_OTHERWISE', approved !== null && !isSame(approved, stands));
  add('NOT_INVOICED', invoiced === null && due.amountPence > 0);
  add('INVOICED_LESS', invoiced !== null && invoiced.amountPence < due.amountPence);
  add('INVOICED_MORE', invoiced !== null && (invoiced.amountPence > due.amountPence || invoiced.minutes > due.minutes));
  add('INVOICED_TWICE', invoiced !== null && invoiced.lines > 1);
  return found;
}

const NOTHING = { minutes: 0, amountPence: 0 };

function isSame(one: typeof NOTHING, other: typeof NOTHING): boolean {
  return one.minutes === other.minutes && one.amountPence === other.amountPence;
}
