import type { EntityManager } from '../../../../kernel/database/orm.js';
import { isWaiting } from '../../rules/pay/adjustment.js';
import { type ClaimedVisit, type InvoiceFinding, type InvoiceLine, invoiceFindings } from '../../rules/pay/invoice.js';
import { approvedSoFar } from './approved-so-far.js';
import { payableLines, type StatementAsked, type VisitLine } from './payable-statement.js';

/** A line as the provider claims it: the visit by its id here, or by the id that it has in the system that planned it. */
export interface ClaimedLine extends InvoiceLine {
  readonly visit: string | null;
  readonly source: string | null;
  readonly externalId: string | null;
}

/** A line with the visit that it claims; null where it claims none that is known. */
export interface MatchedLine extends InvoiceLine {
  readonly visit: (ClaimedVisit & { readonly placementId: string }) | null;
}

export interface CheckedInvoice {
  readonly lines: readonly MatchedLine[];
  readonly findings: readonly InvoiceFinding[];
}

/**
 * Compares an invoice of a provider with the visits of its days, as they were approved or else as they stand, and lists
 * the differences; a visit of other days is unmatched, and one that a kept invoice claims is claimed again. Changes
 * nothing. Reads as whoever asks, in as many statements as one line takes. [PAY-01, PAY-11]
 *
 * @param number its number: a kept invoice of that number is this one
 */
export async function invoiceChecked(
  em: EntityManager,
  asked: StatementAsked,
  claimed: readonly ClaimedLine[],
  number: string | null,
): Promise<CheckedInvoice> {
  const visits = await payableLines(em, asked);
  const approved = await approvedSoFar(
    em,
    visits.map(({ visit }) => visit.id),
  );
  const known = new Map<string, MatchedLine['visit']>();
  for (const line of visits) {
    const { visit } = line;
    const before = approved.get(visit.id);
    const counts = before && !isWaiting(before.lastStatus) ? { ...line, ...asApproved(before) } : line;
    const { status, payableMinutes, amountPence } = counts;
    const of = { id: visit.id, placementId: visit.placementId, missed: visit.state === 'MISSED' };
    for (const key of keysOf(visit)) known.set(key, { ...of, status, payableMinutes, amountPence });
  }
  const lines = claimed.map(({ line, minutes, amountPence, ...named }) => {
    return { line, minutes, amountPence, visit: known.get(keyOf(named)) ?? null };
  });
  const before = await claimedBefore(em, asked, lines, number);
  return { lines, findings: invoiceFindings(lines, before) };
}

function asApproved({ minutes, amountPence }: { readonly minutes: number; readonly amountPence: number }) {
  return {
    status: minutes > 0 || amountPence > 0 ? ('PAYABLE' as const) : ('NOT_PAYABLE' as const),
    payableMinutes: minutes,
    amountPence,
  };
}

/** The names by which a line may claim a visit. */
function keysOf({ id, source, externalId }: VisitLine['visit']): string[] {
  return [id, keyOf({ visit: null, source, externalId })];
}

function keyOf({ visit, source, externalId }: Pick<ClaimedLine, 'visit' | 'source' | 'externalId'>): string {
  return visit ?? JSON.stringify([source, externalId]);
}

async function claimedBefore(
  em: EntityManager,
  { council, providerId }: StatementAsked,
  lines: readonly MatchedLine[],
  number: string | null,
): Promise<ReadonlySet<string>> {
  const ids = lines.flatMap(({ visit }) => (visit ? [visit.id] : []));
  const rows = (await em.execute(
    `select distinct line.visit_id as id
     from monitoring.invoice_line line join monitoring.invoice invoice on invoice.id = line.invoice_id
     where line.visit_id = any(?::uuid[]) and invoice.council = ? and invoice.provider_id = ? and invoice.number <> ?`,
    [`{${ids.join(',')}}`, council, providerId, number ?? ''],
  )) as Array<{ id: string }>;
  return new Set(rows.map(({ id }) => id));
}
