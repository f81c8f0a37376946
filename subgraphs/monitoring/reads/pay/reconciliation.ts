import type { EntityManager } from '../../../../kernel/database/orm.js';
import type { PayReason, PayStatus } from '../../rules/pay/pay-line.js';
import { type Reconciled, type Reconciling, reconciling } from '../../rules/pay/reconciliation.js';
import { approvedSoFar } from './approved-so-far.js';
import { payableLines, type StatementAsked, type VisitLine } from './payable-statement.js';

/** One visit with all its figures side by side, or one claim of an invoice for which there is no visit. */
export interface ReconciledLine extends Omit<Reconciled, 'status' | 'reasons'> {
  /** As of `ToReconcile`. */
  readonly key: readonly string[];
  readonly day: string;
  /** Null for a claim without a visit. */
  readonly placementId: string | null;
  readonly visitId: string | null;
  /** The invoice of a claim without a visit. */
  readonly invoiceId: string | null;
  readonly status: PayStatus | null;
  readonly reasons: readonly PayReason[];
  readonly differences: readonly Reconciling[];
}

/** What is reconciled: a visit as it is payable, or a claim that is whole already. */
export interface ToReconcile {
  /** By what the lines are ordered and found again: day, placement, expected start or place on the invoice, id. */
  readonly key: readonly string[];
  readonly of: VisitLine | ReconciledLine;
}

/**
 * What there is to reconcile for some days of one placement or of a provider, in the order of day, placement and expected
 * start. Claims of invoices for which there is no visit stand by themselves at the first day of their invoice, before its
 * visits, and for a provider alone. Reads as whoever asks. [PAY-02, PAY-11, DEL-14]
 */
export async function toReconcile(em: EntityManager, asked: StatementAsked): Promise<readonly ToReconcile[]> {
  const lines = await payableLines(em, asked);
  const visits = lines.map((of): ToReconcile => {
    const { day, placementId, expectedStart, id } = of.visit;
    return { of, key: [day, placementId, expectedStart.toISOString(), id] };
  });
  const claims = asked.placementId ? [] : await claimsWithoutVisit(em, asked);
  return [...claims, ...visits].sort((one, other) => (isBefore(one.key, other.key) ? -1 : 1));
}

/**
 * Some of these with what was commissioned, planned, logged, is payable, was approved and was invoiced side by side, and a
 * code for whatever differs. [PAY-02, PAY-11, DEL-14]
 */
export async function reconciled(em: EntityManager, some: readonly ToReconcile[]): Promise<ReconciledLine[]> {
  const ids = some.flatMap(({ of }) => ('visit' in of ? [of.visit.id] : []));
  const approved = await approvedSoFar(em, ids);
  const invoiced = await invoicedOf(em, ids);
  const planned = await plannedOf(em, ids);
  return some.map(({ key, of }): ReconciledLine => {
    if (!('visit' in of)) return of;
    const { visit, status, payableMinutes, amountPence, reasons } = of;
    const figures: Reconciled = {
      commissionedMinutes: visit.commissionedMinutes,
      plannedMinutes: planned.get(visit.id) ?? 0,
      loggedMinutes: visit.actualMinutes,
      ...{ payableMinutes, payablePence: amountPence, status, reasons },
      approved: approved.get(visit.id) ?? null,
      invoiced: invoiced.get(visit.id) ?? null,
    };
    const { id: visitId, day, placementId } = visit;
    return { key, day, placementId, visitId, invoiceId: null, ...figures, differences: reconciling(figures) };
  });
}

function isBefore(key: readonly string[], other: readonly string[]): boolean {
  const at = key.findIndex((part, nth) => part !== other[nth]);
  return at >= 0 && key[at]! < other[at]!;
}

/** Worker-minutes that were planned of each visit: by the system that planned most, where several planned it. */
async function plannedOf(em: EntityManager, visitIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = (await em.execute(
    `select id, max(minutes)::int as minutes from (
       select visit_id as id, source,
         sum(extract(epoch from planned_end - planned_start) / 60 * workers_needed) as minutes
       from monitoring.planned_visit where visit_id = any(?::uuid[]) group by visit_id, source) as planned
     group by id`,
    [`{${visitIds.join(',')}}`],
  )) as Array<{ id: string; minutes: number }>;
  return new Map(rows.map(({ id, minutes }) => [id, minutes]));
}

async function invoicedOf(
  em: EntityManager,
  visitIds: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<Reconciled['invoiced']>>> {
  const rows = (await em.execute(
    // However often it was claimed.
    `select visit_id as id, sum(minutes)::int as minutes, sum(amount_pence)::float8 as pence, count(*)::int as lines
     from monitoring.invoice_line where visit_id = any(?::uuid[]) group by visit_id`,
    [`{${visitIds.join(',')}}`],
  )) as Array<{ id: string; minutes: number; pence: number; lines: number }>;
  return new Map(rows.map(({ id, minutes, pence, lines }) => [id, { minutes, amountPence: pence, lines }]));
}

async function claimsWithoutVisit(
  em: EntityManager,
  { council, providerId, from, to }: StatementAsked,
): Promise<ToReconcile[]> {
  const rows = (await em.execute(
    `select line.id, line.line, line.minutes, line.amount_pence as pence, invoice.id as invoice, invoice."from" as day
     from monitoring.invoice invoice join monitoring.invoice_line line on line.invoice_id = invoice.id
     where invoice.council = ? and invoice.provider_id = ? and invoice."from" between ? and ? and line.visit_id is null`,
    [council, providerId, from, to],
  )) as Array<{ id: string; line: number; minutes: number; pence: number; invoice: string; day: string }>;
  return rows.map(({ id, line, minutes, pence, invoice, day }) => {
    const key = [day, '', `${invoice} ${String(line).padStart(10, '0')}`, id];
    const of: ReconciledLine = {
      ...{ key, day, placementId: null, visitId: null, invoiceId: invoice },
      ...{ commissionedMinutes: 0, plannedMinutes: 0, loggedMinutes: 0, payableMinutes: 0, payablePence: 0 },
      ...{ approved: null, status: null, reasons: [] },
      invoiced: { minutes, amountPence: pence, lines: 1 },
      differences: ['UNMATCHED'],
    };
    return { key, of };
  });
}
