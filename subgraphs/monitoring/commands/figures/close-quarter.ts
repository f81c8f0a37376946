import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { KpiDiscrepancyFound, KpiQuarterClosed } from '../../../../schema/events/monitoring.js';
import { ClosedQuarter } from '../../entities/figures/closed-quarter.js';
import { KpiSnapshot } from '../../entities/figures/kpi-snapshot.js';
import { ProviderStanding } from '../../entities/sourcing/provider-standing.js';
import { monitoredSheets } from '../../reads/figures/read-kpi-sheets.js';
import { closedRefusal, quarterOverRefusal } from '../../rules/figures/closed-quarter.js';
import { discrepantLines, frozen, frozenDiscrepancies } from '../../rules/figures/kpi-sheet.js';
import { periodNamed } from '../../rules/figures/period.js';
import { holdQuarter } from '../../steps/figures/hold-quarter.js';
import { lockVisits } from '../../steps/visits/lock-visits.js';

export const allowed = { scope: 'figures:write', roles: ['contract-officer'] } satisfies Allowed;

export interface CloseQuarter {
  readonly quarter: string;
  readonly idempotencyKey: string;
}

export interface QuarterClosed {
  /** Of this closing: a quarter that is opened again is closed anew. */
  readonly id: string;
  readonly closedAt: Date;
  /** How many sheets were frozen. */
  readonly sheets: number;
  /** By provider, the lines whose declared value is to be asked about. */
  readonly discrepancies: ReadonlyArray<{ readonly providerId: string; readonly lines: readonly string[] }>;
}

/**
 * Closes a quarter of the officer's council. The sheets of monitored providers are frozen as they stand, with the versions
 * that they rest on. Providers and officers are told of it, and of the declared figures to be asked about. Reports that
 * belong to the quarter are held from now on. Refuses a quarter that is not over, and one that is closed. [NTF-37, CM-01,
 * CM-05]
 */
export async function closeQuarter(work: Work, input: CloseQuarter): Promise<Outcome<QuarterClosed>> {
  const council = work.caller.organisation;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once<QuarterClosed>(
      t,
      { act: 'closeQuarter', key: input.idempotencyKey, input },
      () => close(t, council, input.quarter),
      (id) => closingOf(t, council, id),
    ),
  );
}

async function close(t: Transaction, council: string, quarter: string): Promise<QuarterClosed> {
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
    const closing = { closedAt: now, closedBy: t.caller.subject };
    t.em.persist(t.em.create(KpiSnapshot, { ...of, figures: frozen(cells), fingerprint, policyVersion, ...closing }));
    const lines = discrepantLines(cells);
    if (lines.length > 0) discrepancies.push({ providerId: providerId!, lines });
  }
  await t.tell(
    {
      type: 'KpiQuarterClosed',
      subject: `kpi-quarter/${council}/${quarter}`,
      council,
      audience: { providers: sheets.map(({ providerId }) => providerId!), roles: ['contract-officer'] },
      data: { quarter } satisfies KpiQuarterClosed['data'],
    },
    ...discrepancies.map(({ providerId, lines }) => ({
      type: 'KpiDiscrepancyFound',
      subject: `kpi-sheet/${providerId}/${quarter}`,
      council,
      audience: { providers: [providerId], roles: ['contract-officer'] },
      data: { providerId, quarter, lines } satisfies KpiDiscrepancyFound['data'],
    })),
  );
  return { id: `${now.toISOString()} ${quarter}`, closedAt: now, sheets: sheets.length, discrepancies };
}

/** What came of a closing, read from what it froze. */
async function closingOf({ em }: Transaction, council: string, id: string): Promise<QuarterClosed> {
  const [instant, quarter] = [id.slice(0, id.indexOf(' ')), id.slice(id.indexOf(' ') + 1)];
  const closedAt = new Date(instant);
  const frozenThen = await em.find(KpiSnapshot, { council, quarter, closedAt }, { orderBy: { providerId: 'asc' } });
  // A sandbox's clock may stand still, and then two closings have one instant.
  const snapshots = [...new Map(frozenThen.map((each) => [each.providerId, each])).values()];
  const discrepancies: Array<QuarterClosed['discrepancies'][number]> = [];
  for (const { providerId, figures, policyVersion } of snapshots) {
    const { policy } = await policyInForce(em, council, { version: policyVersion });
    const lines = frozenDiscrepancies(figures, policy);
    if (lines.length > 0) discrepancies.push({ providerId, lines });
  }
  return { id, closedAt, sheets: snapshots.length, discrepancies };
}
