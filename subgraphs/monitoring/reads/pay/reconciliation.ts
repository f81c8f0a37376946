import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { PayReason, PayStatus } from '../../rules/pay/pay-line.js';
import { type Reconciled, type Reconciling, reconciling } from '../../rules/pay/reconciliation.js';
import { approvedSoFar } from './approved-so-far.js';
import { payableLines, type StatementAsked, type StatementVisit } from './payable-statement.js';

/** One visit with all its figures side by side, or one claim of an invoice for which there is no visit. */
export interface ReconciledLine extends Omit<Reconciled, 'status' | 'reasons'> {
  readonly day: string;
  /** Null for a claim without a visit. */
  readonly placementId: string | null;
  readonly visitId: string | null;
  /** What orders lines of one day and placement: the planned start, or the place on the invoice. */
  readonly nth: string;
  readonly id: string;
  /** The invoice of a claim without a visit. */
  readonly invoiceId: string | null;
  readonly status: PayStatus | null;
  readonly reasons: readonly PayReason[];
  readonly differences: readonly Reconciling[];
}

/**
 * What was commissioned, planned, logged, is payable, was approved and was invoiced, visit by visit, for some days of one
 * placement or of a provider, with a code for whatever differs. Claims of invoices for which there is no visit stand by
 * themselves at the first day of their invoice, for a provider alone. In the order of day, placement and planned start;
 * such claims come first on their day. Reads as whoever asks. [PAY-02, PAY-11, DEL-14]
 */
export async function reconciliation(em: EntityManager, asked: StatementAsked): Promise<ReconciledLine[]> {
  const lines = await payableLines(em, asked);
  const ids = lines.map(({ visit }) => visit.id);
  const approved = await approvedSoFar(em, ids);
  const invoiced = await invoicedOf(em, ids);
  const visits = lines.map(({ visit, status, payableMinutes, amountPence, reasons }): ReconciledLine => {
    const figures: Reconciled = {
      ...minutesOf(visit),
      ...{ payableMinutes, payablePence: amountPence, status, reasons },
      approved: approved.get(visit.id) ?? null,
      invoiced: invoiced.get(visit.id) ?? null,
    };
    const { id, day, placementId, plannedStart } = visit;
    const of = { day, placementId, visitId: id, nth: plannedStart.toISOString(), id, invoiceId: null };
    return { ...of, ...figures, differences: reconciling(figures) };
  });
  const claims = asked.placementId ? [] : await claimsWithoutVisit(em, asked);
  return [...claims, ...visits].sort((one, other) => (isBefore(keyOf(one), keyOf(other)) ? -1 : 1));
}

/** By what the lines are ordered and found again. */
export function keyOf({ day, placementId, nth, id }: ReconciledLine): string[] {
  return [day, placementId ?? '', nth, id];
}

function isBefore(key: readonly string[], other: readonly string[]): boolean {
  const at = key.findIndex((part, nth) => part !== other[nth]);
  return at >= 0 && key[at]! < other[at]!;
}

/** As long as a visit is what its plan says, what was planned is what was commissioned. */
function minutesOf({ plannedMinutes, actualMinutes }: StatementVisit) {
  return { commissionedMinutes: plannedMinutes, plannedMinutes, loggedMinutes: actualMinutes };
}

async function invoicedOf(
  em: EntityManager,
  visitIds: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<Reconciled['invoiced']>>> {
  const rows = (await em.execute(
    `select visit_id as id, sum(minutes)::int as minutes, sum(amount_pence)::int as pence, count(*)::int as lines
     from monitoring.invoice_line where visit_id = any(?::uuid[]) group by visit_id`,
    [`{${visitIds.join(',')}}`],
  )) as Array<{ id: string; minutes: number; pence: number; lines: number }>;
  return new Map(rows.map(({ id, minutes, pence, lines }) => [id, { minutes, amountPence: pence, lines }]));
}

async function claimsWithoutVisit(
  em: EntityManager,
  { council, providerId, from, to }: StatementAsked,
): Promise<ReconciledLine[]> {
  const rows = (await em.execute(
    `select line.id, line.line, line.minutes, line.amount_pence as pence, invoice.id as invoice, invoice."from" as day
     from monitoring.invoice invoice join monitoring.invoice_line line on line.invoice_id = invoice.id
     where invoice.council = ? and invoice.provider_id = ? and invoice."from" between ? and ? and line.visit_id is null`,
    [council, providerId, from, to],
  )) as Array<{ id: string; line: number; minutes: number; pence: number; invoice: string; day: string }>;
  return rows.map(({ id, line, minutes, pence, invoice, day }) => ({
    ...{ day, placementId: null, visitId: null, id, invoiceId: invoice },
    nth: `${invoice} ${String(line).padStart(10, '0')}`,
    ...{ commissionedMinutes: 0, plannedMinutes: 0, loggedMinutes: 0, payableMinutes: 0, payablePence: 0 },
    ...{ approved: null, status: null, reasons: [] },
    invoiced: { minutes, amountPence: pence, lines: 1 },
    differences: ['UNMATCHED' as const],
  }));
}
