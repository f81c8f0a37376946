import type { EntityManager } from '../../../../kernel/database/orm.js';
import { PlannedVisit } from '../../entities/visits/planned-visit.js';
import { type ClaimedVisit, type InvoiceFinding, type InvoiceLine, invoiceFindings } from '../../rules/pay/invoice.js';
import { payableStatement, type StatementAsked } from './payable-statement.js';

/** A line as the provider claims it: the visit by its id in the system that planned it. */
export interface ClaimedLine extends InvoiceLine {
  readonly source: string;
  readonly externalId: string;
}

/**
 * Compares an invoice of a provider with the statement of the same days, and lists the differences; a visit of other days
 * is unmatched. Changes nothing. Reads as whoever asks, in as many statements as one line takes. [PAY-01, PAY-11]
 */
export async function invoiceChecked(
  em: EntityManager,
  asked: StatementAsked,
  lines: readonly ClaimedLine[],
): Promise<InvoiceFinding[]> {
  const statement = await payableStatement(em, asked);
  const payable = new Map(
    statement.lines.map(({ visit, status, payableMinutes, amountPence }): [string, ClaimedVisit] => [
      visit.id,
      { id: visit.id, missed: visit.state === 'MISSED', status, payableMinutes, amountPence },
    ]),
  );
  const { council, providerId } = asked;
  const externalId = { $in: lines.map((line) => line.externalId) };
  const plans = await em.find(PlannedVisit, { council, providerId, externalId });
  const visitOf = new Map(plans.map((plan) => [keyOf(plan), plan.visitId]));
  return invoiceFindings(
    lines.map((line) => ({ ...line, visit: payable.get(visitOf.get(keyOf(line)) ?? '') ?? null })),
  );
}

const keyOf = ({ source, externalId }: { readonly source: string; readonly externalId: string }) =>
  JSON.stringify([source, externalId]);
