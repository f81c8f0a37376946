import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { type TopUp as Facts, topUpRefusals } from '../../rules/placements/top-up.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { holdTopUp } from '../../steps/placements/hold-top-up.js';

export interface RecordTopUp extends Facts {
  readonly idempotencyKey: string;
  readonly placementId: string;
}

export const allowed = { scope: 'requests:write', roles: ['broker', 'case-system'] } satisfies Allowed;

/**
 * Holds on a placement what a third party pays a week above the council's fee, how far its agreement has come, or the
 * exceptional decision in its place, with the fee that the price was held against. Every version is kept. [AWRD-11, PAY-09]
 */
export async function recordTopUp(work: Work, input: RecordTopUp): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'recordTopUp', allowed, input, async (t, { placement }) => {
    const { amountPence, standardFeePence, feeVersion, agreement, exception } = input;
    const topUp = { amountPence, standardFeePence, feeVersion: feeVersion.trim(), agreement, exception };
    unlessRefused(overRefusal(placement.state), topUpRefusals(topUp, placement, localDateOf(await t.now())));
    await holdTopUp(t, placement, topUp, t.caller.subject);
  });
}
