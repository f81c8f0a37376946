import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { type Reports, type RowAnswer, takeReports } from '../../steps/visits/take-reports.js';

export interface RecordVisits extends Reports {
  readonly council: string;
  /** The reporting system, by the name it gives itself. */
  readonly source: string;
}

/** Rows of one batch. */
export const MOST_ROWS = 5000;

/**
 * A provider's system reports planned visits and call logs (DEL-01, DEL-02, DEL-20). The whole batch is kept or none of
 * it; each row is answered by itself. To send it again, or its rows in other batches, changes nothing.
 */
export async function recordVisits(work: Work, input: RecordVisits): Promise<Outcome<readonly RowAnswer[]>> {
  const { council, source, plans, logs } = input;
  authorise(work.caller, {
    scope: 'visits:write',
    roles: ['rostering', 'call-monitoring', 'provider-user'],
    council,
  });
  const of = { council, providerId: work.caller.organisation };
  return inTransaction(work, council, async (t) => {
    unlessRefused(
      plans.length + logs.length > MOST_ROWS
        ? {
            rule: 'DEL-01',
            code: 'BATCH_TOO_LARGE',
            message: `A batch takes ${MOST_ROWS} rows at most: send the rest in the next.`,
            field: 'input',
          }
        : undefined,
      source.length < 1 || source.length > 100
        ? {
            rule: 'DEL-01',
            code: 'SOURCE_LENGTH',
            message: 'A source names itself in 1 to 100 characters.',
            field: 'input.source',
          }
        : undefined,
    );
    return takeReports(t, of, source, { plans, logs });
  });
}
