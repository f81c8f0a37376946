import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { KpiQuarterReopened } from '../../../../schema/events/monitoring.js';
import { KpiSnapshot } from '../../entities/figures/kpi-snapshot.js';
import { reopeningRefusals } from '../../rules/figures/closed-quarter.js';
import { holdQuarter } from '../../steps/figures/hold-quarter.js';
import { releaseHeld } from '../../steps/reports/release-held.js';

export const allowed = { scope: 'figures:write', roles: ['contract-officer'] } satisfies Allowed;

export interface ReopenQuarter {
  readonly quarter: string;
  /** Why, for whoever reads the record: 10 to 500 characters. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Opens a closed quarter of the officer's council again. What was held for it is taken in, and the sheets say what is so
 * today. What was frozen is kept, with who opened it and why. Whoever was told of the closing is told of this. Refuses a
 * quarter that is not closed. [NTF-37, IDG-16]
 */
export async function reopenQuarter(work: Work, input: ReopenQuarter): Promise<Outcome<{ readonly id: string }>> {
  const council = work.caller.organisation;
  const { quarter, reason, idempotencyKey } = input;
  authorise(work.caller, allowed, { council });
  return inTransaction(work, council, (t) =>
    once<{ id: string }>(
      t,
      { act: 'reopenQuarter', key: idempotencyKey, input },
      async () => {
        const closed = await holdQuarter(t, council, quarter);
        const now = await t.now();
        unlessRefused(reopeningRefusals(closed !== null, reason));
        t.em.remove(closed!);
        const snapshots = await t.em.find(KpiSnapshot, { council, quarter, reopenedAt: null });
        for (const snapshot of snapshots) {
          t.em.assign(snapshot, { reopenedAt: now, reopenedBy: work.caller.subject, reopenReason: reason });
        }
        await releaseHeld(t, council, 'QUARTER_CLOSED', [quarter]);
        await t.tell({
          type: 'KpiQuarterReopened',
          subject: `kpi-quarter/${council}/${quarter}`,
          council,
          audience: { providers: snapshots.map(({ providerId }) => providerId), roles: ['contract-officer'] },
          data: { quarter } satisfies KpiQuarterReopened['data'],
        });
        return { id: quarter };
      },
      async (id) => ({ id }),
    ),
  );
}
