import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { KpiDiscrepancyFound } from '../../../../schema/events/monitoring.js';
import { ClosedQuarter } from '../../entities/figures/closed-quarter.js';
import { KpiSnapshot } from '../../entities/figures/kpi-snapshot.js';
import { ProviderStanding } from '../../entities/sourcing/provider-standing.js';
import { monitoredSheets } from '../../reads/figures/read-kpi-sheets.js';
import { closedRefusal } from '../../rules/figures/declaration.js';
import { frozen } from '../../rules/figures/kpi-sheet.js';
import { periodNamed, quarterOverRefusal } from '../../rules/figures/period.js';
import { holdQuarter } from '../../steps/figures/hold-quarter.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

export interface QuarterClosed {
  readonly quarter: string;
  readonly closedAt: Date;
  /** How many sheets were frozen. */
  readonly sheets: number;
  /** By provider, the lines whose declared value is to be asked about. */
  readonly discrepancies: ReadonlyArray<{ readonly providerId: string; readonly lines: readonly string[] }>;
}

/**
 * Closes a quarter of the officer's council: the sheets of monitored providers are frozen as they stand, with the
 * versions that they rest on; what providers declared otherwise is told; and what is reported of the quarter from now on
 * is held. Refuses a quarter that is not over, and one that is closed. [NTF-37, CM-01, CM-05]
 */
export async function closeQuarter(work: Work, quarter: string): Promise<Outcome<QuarterClosed>> {
  const council = work.caller.organisation;
  authorise(work.caller, { scope: 'figures:write', roles: ['contract-officer'], council });
  return inTransaction(work, council, async (t) => {
    const closed = await holdQuarter(t, council, quarter);
    // Reports under way are counted first, and what comes after them finds the quarter closed.
    const standings = await t.em.find(ProviderStanding, { council }, { orderBy: { providerId: 'asc' } });
    for (const { providerId } of standings) await lockVisits(t, { council, providerId });
    const now = await t.now();
    const period = periodNamed(quarter);
    unlessRefused(quarterOverRefusal(period, localDateOf(now)), closedRefusal(closed !== null));
    t.em.persist(t.em.create(ClosedQuarter, { council, quarter, closedAt: now }));

    const sheets = await monitoredSheets(t.em, { council, period: period!, now, hideFew: false });
    const discrepancies: Array<QuarterClosed['discrepancies'][number]> = [];
    for (const { providerId, cells, fingerprint, policyVersion } of sheets) {
      const of = { council, providerId: providerId!, quarter };
      const closing = { closedAt: now, closedBy: work.caller.subject };
      t.em.persist(t.em.create(KpiSnapshot, { ...of, figures: frozen(cells), fingerprint, policyVersion, ...closing }));
      const lines = cells.filter(({ verdict }) => verdict === 'QUERY').map(({ line }) => line.id);
      if (lines.length === 0) continue;
      discrepancies.push({ providerId: providerId!, lines });
      await t.tell({
        type: 'KpiDiscrepancyFound',
        subject: `kpi-sheet/${providerId}/${quarter}`,
        council,
        audience: { providers: [providerId!], roles: ['contract-officer'] },
        data: { providerId: providerId!, quarter, lines } satisfies KpiDiscrepancyFound['data'],
      });
    }
    return { quarter, closedAt: now, sheets: sheets.length, discrepancies };
  });
}
