import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, type Refusal, unlessRefused } from '../../../../kernel/values/refusal.js';
import { KpiSnapshot } from '../../entities/figures/kpi-snapshot.js';
import { holdQuarter } from '../../steps/figures/hold-quarter.js';
import { releaseHeld } from '../../steps/visits/release-held.js';

export interface ReopenQuarter {
  readonly quarter: string;
  /** Why, for whoever reads the record: 10 to 500 characters. */
  readonly reason: string;
}

/**
 * Opens a closed quarter of the officer's council again: what was held for it is taken in, and the sheets say what is so
 * today. What was frozen is kept, with who opened it and why. Refuses a quarter that is not closed. [NTF-37, IDG-16]
 */
export async function reopenQuarter(work: Work, { quarter, reason }: ReopenQuarter): Promise<Outcome<ReopenQuarter>> {
  const council = work.caller.organisation;
  authorise(work.caller, { scope: 'figures:write', roles: ['contract-officer'], council });
  return inTransaction(work, council, async (t) => {
    const closed = await holdQuarter(t, council, quarter);
    const now = await t.now();
    unlessRefused(closed ? undefined : NOT_CLOSED, reasonRefusal(reason));
    t.em.remove(closed!);
    for (const snapshot of await t.em.find(KpiSnapshot, { council, quarter, reopenedAt: null })) {
      t.em.assign(snapshot, { reopenedAt: now, reopenedBy: work.caller.subject, reopenReason: reason });
    }
    await releaseHeld(t, council, 'QUARTER_CLOSED', [quarter]);
    return { quarter, reason };
  });
}

const NOT_CLOSED: Refusal = {
  rule: 'NTF-37',
  code: 'QUARTER_NOT_CLOSED',
  message: 'This quarter is open; nothing needs to be done.',
  field: 'input.quarter',
};

function reasonRefusal(reason: string): Refusal | undefined {
  if (reason.trim().length >= 10 && reason.length <= 500) return undefined;
  return {
    rule: 'NTF-37',
    code: 'REASON_LENGTH',
    message: 'Say why in 10 to 500 characters, without naming a person.',
    field: 'input.reason',
  };
}
