import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { VISIT_REPORTERS } from '../../entities/readers.js';
import { batchRefusals } from '../../rules/reports/batch.js';
import type { Reports, RowAnswer } from '../../rules/reports/row-answer.js';
import { takeReports } from '../../steps/reports/take-reports.js';

export const allowed = { scope: 'visits:write', roles: VISIT_REPORTERS } satisfies Allowed;

export interface RecordVisits extends Reports {
  readonly council: string;
  /** The reporting system, by the name it gives itself. */
  readonly source: string;
}

/**
 * A provider's system reports planned visits and call logs (DEL-01, DEL-02, DEL-20). The whole batch is kept or none of
 * it; each row is answered by itself. It changes nothing to send it again, or its rows in other batches.
 */
export async function recordVisits(work: Work, input: RecordVisits): Promise<Outcome<readonly RowAnswer[]>> {
  const { council, source, plans, logs } = input;
  authorise(work.caller, allowed, { council });
  const sender = { council, providerId: work.caller.organisation, source };
  return inTransaction(work, council, async (t) => {
    unlessRefused(...batchRefusals(plans.length + logs.length, source));
    return takeReports(t, sender, { plans, logs });
  });
}
