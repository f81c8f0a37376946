import { bulkRead } from '../../../../kernel/database/bulk.js';
import type { Transaction } from '../../../../kernel/database/work.js';
import { HeldReport } from '../../entities/reports/held-report.js';
import { MOST_ROWS } from '../../rules/reports/batch.js';
import type { HeldBecause } from '../../rules/reports/held-rows.js';
import type { LogReport, PlanReport } from '../../rules/reports/visit-report.js';
import { reportHeld } from './hold-reports.js';
import { takeReports } from './take-reports.js';

/**
 * Takes in what was held, now that what it waited for has come: a placement is known, by its id or its reference, or a
 * quarter is open again. What still cannot be counted stays held, whatever it now waits for.
 */
export async function releaseHeld(
  t: Transaction,
  council: string,
  because: HeldBecause,
  waitsFor: readonly string[],
): Promise<void> {
  await t.em.flush();
  const held = await bulkRead(
    t.em,
    HeldReport,
    'it.council = $1 and it.because = $2 and it.waits_for = any($3) order by it.as_of, it.id',
    [council, because, waitsFor],
  );
  // What came together is taken in together.
  const byBatch = Map.groupBy(held, ({ providerId, source, heldAt }) => JSON.stringify([providerId, source, heldAt]));
  for (const rows of byBatch.values()) {
    const { providerId, source, heldAt } = rows[0]!;
    for (let nth = 0; nth < rows.length; nth += MOST_ROWS) {
      const some = rows.slice(nth, nth + MOST_ROWS);
      await takeReports(
        t,
        { council, providerId, source },
        {
          plans: some.filter(({ kind }) => kind === 'PLAN').map((each) => reportHeld<PlanReport>(each)),
          logs: some.filter(({ kind }) => kind === 'LOG').map((each) => reportHeld<LogReport>(each)),
        },
        heldAt,
      );
    }
  }
}
