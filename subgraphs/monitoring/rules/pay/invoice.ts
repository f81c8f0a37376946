import type { PayStatus } from './pay-line.js';

/** One line that a provider claims. */
export interface InvoiceLine {
  /** Its number on the invoice. */
  readonly line: number;
  readonly minutes: number;
  readonly amountPence: number;
}

/** The visit that a line names, as the council's statement has it. */
export interface ClaimedVisit {
  readonly id: string;
  readonly missed: boolean;
  readonly payableMinutes: number;
  readonly amountPence: number;
  /** HELD and NOT_OVER lines are not payable yet. */
  readonly status: PayStatus;
}

export const INVOICE_FINDINGS = [
  'UNMATCHED',
  'DUPLICATE',
  'OVER_CLAIMED',
  'MISSED_CLAIMED',
  'NOT_PAYABLE_YET',
] as const;

export interface InvoiceFinding {
  readonly line: number;
  readonly finding: (typeof INVOICE_FINDINGS)[number];
  /** Catalogue id. */
  readonly rule: 'PAY-01' | 'PAY-11';
  /** Claimed less payable; 0 if there is nothing to compare the line with. */
  readonly overPence: number;
}

/**
 * How an invoice differs from the statement, for somebody to ask about; nothing is ever adjusted. A claim for a missed
 * visit is fraud or a breach, and its rule says so. A visit that is claimed again is a duplicate, whatever its figures.
 * [PAY-01, PAY-11; 002 ¶21.4]
 */
export function invoiceFindings(
  lines: ReadonlyArray<InvoiceLine & { readonly visit: ClaimedVisit | null }>,
): InvoiceFinding[] {
  const claimed = new Set<string>();
  return lines.flatMap(({ line, visit, minutes, amountPence }): InvoiceFinding[] => {
    if (!visit) return [{ line, finding: 'UNMATCHED', rule: 'PAY-11', overPence: 0 }];
    const again = claimed.has(visit.id);
    claimed.add(visit.id);
    if (visit.missed) return [{ line, finding: 'MISSED_CLAIMED', rule: 'PAY-01', overPence: amountPence }];
    if (again) return [{ line, finding: 'DUPLICATE', rule: 'PAY-11', overPence: amountPence }];
    const findings: InvoiceFinding[] = [];
    if (minutes > visit.payableMinutes || amountPence > visit.amountPence) {
      const overPence = Math.max(0, amountPence - visit.amountPence);
      findings.push({ line, finding: 'OVER_CLAIMED', rule: 'PAY-11', overPence });
    }
    if (visit.status === 'HELD' || visit.status === 'NOT_OVER') {
      findings.push({ line, finding: 'NOT_PAYABLE_YET', rule: 'PAY-11', overPence: 0 });
    }
    return findings;
  });
}
