import type { EntityManager } from '../../../../kernel/database/orm.js';
import { PlannedVisit } from '../../entities/visits/planned-visit.js';
import { type ApprovedSoFar, isWaiting } from '../../rules/pay/adjustment.js';
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
  const known = new Map<string, VisitLine>();
  const plans = await plansOf(em, asked, claimed);
  for (const line of await payableLines(em, asked)) {
    for (const key of [line.visit.id, ...(plans.get(line.visit.id) ?? [])]) known.set(key, line);
  }
  const named = claimed.map(({ line, minutes, amountPence, ...by }) => {
    return { line, minutes, amountPence, found: known.get(keyOf(by)) };
  });
  const ids = named.flatMap(({ found }) => (found ? [found.visit.id] : []));
  const approved = await approvedSoFar(em, [...new Set(ids)]);
  const lines = named.map(({ found, ...line }): MatchedLine => {
    return { ...line, visit: found ? claimedVisit(found, approved.get(found.visit.id)) : null };
  });
  const before = await claimedBefore(em, asked, lines, number);
  return { lines, findings: invoiceFindings(lines, before) };
}

/** A visit as it was approved, if it was; otherwise as it stands. */
function claimedVisit(line: VisitLine, approved: ApprovedSoFar | undefined): NonNullable<MatchedLine['visit']> {
  const { visit, status, payableMinutes, amountPence } = line;
  const of = { id: visit.id, placementId: visit.placementId, missed: visit.state === 'MISSED' };
  if (!approved || isWaiting(approved.lastStatus)) return { ...of, status, payableMinutes, amountPence };
  const { minutes } = approved;
  const wasPaid = minutes > 0 || approved.amountPence > 0;
  return {
    ...of,
    status: wasPaid ? 'PAYABLE' : 'NOT_PAYABLE',
    payableMinutes: minutes,
    amountPence: approved.amountPence,
  };
}

/** By which plans the visits of these claims are named. */
async function plansOf(
  em: EntityManager,
  { council, providerId }: StatementAsked,
  claimed: readonly ClaimedLine[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const externalId = { $in: claimed.flatMap((line) => line.externalId ?? []) };
  const plans = await em.find(PlannedVisit, { council, providerId, externalId, visitId: { $ne: null } });
  const keys = new Map<string, string[]>();
  for (const { visitId, source, externalId } of plans) {
    keys.set(visitId!, [...(keys.get(visitId!) ?? []), keyOf({ visit: null, source, externalId })]);
  }
  return keys;
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
