import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { PayStatus } from './pay-line.js';

/** One line that a provider claims. */
export interface InvoiceLine {
  /** Its number on the invoice. */
  readonly line: number;
  readonly minutes: number;
  readonly amountPence: number;
}

/** The visit that a line names: as it was approved if its day was, otherwise as it stands. */
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
export type InvoiceFindingKind = (typeof INVOICE_FINDINGS)[number];

export interface InvoiceFinding {
  readonly line: number;
  readonly finding: InvoiceFindingKind;
  /** Catalogue id. */
  readonly rule: 'PAY-01' | 'PAY-11';
  /** Claimed less payable: the whole claim if nothing is payable for it. */
  readonly overPence: number;
}

export const MOST_INVOICE_LINES = 1000;
const MOST_MINUTES = 2 * 24 * 60;
const MOST_PENCE = 10_000_000;
const MOST_PENCE_ALTOGETHER = 1_000_000_000;
const INVOICE_NUMBER = /^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,49}$/;

/**
 * Refuses an invoice without lines or with more than 1,000, a line whose number is taken or no number, and one that claims
 * more than anybody could have earned with one visit: two days, or £100,000; or lines that come to more than £10,000,000. [PAY-11]
 */
export function invoiceRefusals(lines: readonly InvoiceLine[], field: string): Refusal[] {
  if (lines.length < 1 || lines.length > MOST_INVOICE_LINES) {
    return [refuse('PAY-11', 'INVOICE_SIZE', `An invoice has 1 to ${MOST_INVOICE_LINES} lines.`, field)];
  }
  const numbers = new Set<number>();
  const refusals = lines.flatMap(({ line, minutes, amountPence }, at): Refusal[] => {
    const refuseIf = (is: boolean, code: string, message: string, name: string): Refusal[] =>
      is ? [refuse('PAY-11', code, message, `${field}.${at}.${name}`)] : [];
    const taken = numbers.has(line);
    numbers.add(line);
    const isWithin = (value: number, most: number) => value >= 0 && value <= most;
    return [
      ...refuseIf(taken || line < 1, 'LINE_NUMBER', 'Number the lines from 1, each with a number of its own.', 'line'),
      ...refuseIf(
        !isWithin(minutes, MOST_MINUTES),
        'OUT_OF_RANGE',
        `A line claims 0 to ${MOST_MINUTES} worker-minutes.`,
        'minutes',
      ),
      ...refuseIf(
        !isWithin(amountPence, MOST_PENCE),
        'OUT_OF_RANGE',
        `A line claims 0 to ${MOST_PENCE} pence.`,
        'amountPence',
      ),
    ];
  });
  if (refusals.length > 0 || lines.reduce((sum, line) => sum + line.amountPence, 0) <= MOST_PENCE_ALTOGETHER) {
    return refusals;
  }
  const message = `The lines of an invoice come to ${MOST_PENCE_ALTOGETHER} pence at most: send several invoices.`;
  return [refuse('PAY-11', 'OUT_OF_RANGE', message, field)];
}

/** Refuses a number by which an invoice cannot be known again. [PAY-11] */
export function invoiceNumberRefusal(number: string): Refusal | undefined {
  if (INVOICE_NUMBER.test(number)) return undefined;
  const message = 'An invoice number has 1 to 50 letters, digits, spaces, full stops, slashes, underscores or hyphens.';
  return refuse('PAY-11', 'INVOICE_NUMBER', message, 'input.number');
}

/**
 * How an invoice differs from what was approved, or stands, for somebody to ask about; nothing is ever adjusted. A claim
 * for a missed visit is fraud or a breach, and its rule says so. A visit that nobody knows is claimed too much with all of
 * its claim. A visit that is claimed again, on this invoice or on another, is a duplicate, whatever its figures.
 * [PAY-01, PAY-11; 002 ¶21.4]
 *
 * @param before ids of the visits that other invoices have claimed
 */
export function invoiceFindings(
  lines: ReadonlyArray<InvoiceLine & { readonly visit: ClaimedVisit | null }>,
  before: ReadonlySet<string>,
): InvoiceFinding[] {
  const claimed = new Set(before);
  return lines.flatMap(({ line, visit, minutes, amountPence }): InvoiceFinding[] => {
    if (!visit) return [{ line, finding: 'UNMATCHED', rule: 'PAY-11', overPence: amountPence }];
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
