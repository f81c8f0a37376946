import { bulkInsert } from '../../../../kernel/database/bulk.js';
import { once } from '../../../../kernel/database/idempotency.js';
import { lockNamed } from '../../../../kernel/database/locks.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, isProvider } from '../../../../kernel/identity/caller.js';
import { contentHash } from '../../../../kernel/values/content-hash.js';
import { newId } from '../../../../kernel/values/ids.js';
import { type Outcome, refuse, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { MissedVisitClaimed } from '../../../../schema/events/monitoring.js';
import { Invoice, InvoiceLine } from '../../entities/pay/invoice.js';
import { InvoiceQuery } from '../../entities/pay/invoice-query.js';
import { type CheckedInvoice, type ClaimedLine, invoiceChecked } from '../../reads/pay/check-invoice.js';
import { invoiceNumberRefusal, invoiceRefusals, MOST_INVOICE_LINES } from '../../rules/pay/invoice.js';
import { spanRefusal } from '../../rules/pay/statement.js';

export const allowed = {
  scope: 'figures:write',
  roles: ['provider-user', 'contract-officer', 'broker'],
} satisfies Allowed;

export interface RecordInvoice {
  readonly council: string;
  readonly providerId: string;
  /** The provider's own number of it. */
  readonly number: string;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly lines: readonly ClaimedLine[];
  readonly idempotencyKey: string;
}

/**
 * Keeps an invoice with the visits that it claims and what is found about it, for somebody to ask about; nothing is
 * adjusted. Its provider sends it, or the council to which it was sent. The same number again, with the same lines, is the
 * same invoice and counts once. A claim for a missed visit is told. [PAY-01, PAY-11, CM-08]
 */
export async function recordInvoice(work: Work, input: RecordInvoice): Promise<Outcome<Invoice>> {
  const { council, providerId, idempotencyKey, ...said } = input;
  authorise(work.caller, allowed, { council, ...(isProvider(work.caller) ? { provider: providerId } : {}) });
  return inTransaction(work, council, (t) =>
    once(
      t,
      { act: 'recordInvoice', key: idempotencyKey, input, mostEntries: MOST_INVOICE_LINES },
      () => record(t, { council, providerId, ...said }),
      (id) => t.em.findOneOrFail(Invoice, id),
    ),
  );
}

async function record(t: Transaction, sent: Omit<RecordInvoice, 'idempotencyKey'>): Promise<Invoice> {
  const { council, providerId, number, from, to, lines } = sent;
  unlessRefused(invoiceNumberRefusal(number), spanRefusal(from, to), invoiceRefusals(lines, 'input.lines'));
  await lockNamed(t, `invoices/${council}/${providerId}`);
  const now = await t.now();
  const of = { council, providerId };
  const hash = contentHash({ from, to, lines });
  const known = await t.em.findOne(Invoice, { ...of, number });
  if (known) {
    const message = 'An invoice of this number has other lines: send what is new under a number of its own.';
    unlessRefused(
      known.contentHash === hash ? undefined : refuse('PAY-11', 'INVOICE_NUMBER_USED', message, 'input.number'),
    );
    return known;
  }
  const checked = await invoiceChecked(t.em, { ...of, placementId: null, from, to, now }, lines, number);
  const invoice = t.em.create(Invoice, {
    ...{ ...of, number, from, to, contentHash: hash, lineCount: lines.length },
    claimedPence: lines.reduce((sum, { amountPence }) => sum + amountPence, 0),
    overPence: checked.findings.reduce((sum, { overPence }) => sum + overPence, 0),
    recordedAt: now,
    recordedBy: t.caller.subject,
  });
  t.em.persist(invoice);
  await t.em.flush();
  await keepLines(t, invoice, checked);
  await tellMissed(t, invoice, checked);
  return invoice;
}

async function keepLines(t: Transaction, invoice: Invoice, { lines, findings }: CheckedInvoice): Promise<void> {
  const { id: invoiceId, council, providerId, recordedAt: foundAt } = invoice;
  const of = { council, providerId, invoiceId };
  const claimOf = new Map(lines.map((line) => [line.line, line]));
  const claimed = (visit: CheckedInvoice['lines'][number]['visit'] | undefined) => ({
    visitId: visit?.id ?? null,
    placementId: visit?.placementId ?? null,
  });
  await bulkInsert(
    t.em,
    InvoiceLine,
    lines.map(({ visit, ...line }): InvoiceLine => ({ id: newId(), ...of, ...line, ...claimed(visit) })),
  );
  await bulkInsert(
    t.em,
    InvoiceQuery,
    findings.map((found): InvoiceQuery => {
      return { id: newId(), ...of, foundAt, ...found, ...claimed(claimOf.get(found.line)?.visit) };
    }),
  );
}

async function tellMissed(
  t: Transaction,
  { id, council, providerId }: Invoice,
  checked: CheckedInvoice,
): Promise<void> {
  const claims = checked.lines.flatMap(({ line, amountPence, visit }) =>
    visit?.missed ? [{ line, visitId: visit.id, placementId: visit.placementId, amountPence }] : [],
  );
  if (claims.length === 0) return;
  await t.tell({
    type: 'MissedVisitClaimed',
    subject: `invoice/${id}`,
    council,
    audience: { providers: [providerId], roles: ['contract-officer', 'commissioner'] },
    data: { invoiceId: id, providerId, claims } satisfies MissedVisitClaimed['data'],
  });
}
