import type { Transaction } from '../../../../kernel/database/work.js';
import type { BidOutcome } from '../../../../schema/events/tenders.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import type { Stage } from '../../entities/stages/stage.js';
import { outcomeOf } from '../../rules/awards/outcome.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';

/** Tells one bidder what became of its own bid, and nothing about any other. [WIN-02, AWRD-07, NTF-07, IDG-23] */
export async function tellOutcome(t: Transaction, callOff: CallOff, stage: Stage, bid: Bid): Promise<void> {
  const told = outcomeOf({
    state: bid.state,
    checks: bid.checks,
    criteriaResults: bid.criteria,
    gateOutcome: bid.gateOutcome,
  });
  if (!told) return;
  bid.outcome = told.outcome;
  bid.outcomeReason = told.reasonCode;
  bid.outcomeAt = await t.now();
  await t.tell({
    type: 'BidOutcome',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { providers: [bid.providerId] },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage.kind,
      bidId: bid.id,
      outcome: told.outcome,
      reasonCode: told.reasonCode,
    } satisfies BidOutcome['data'],
  });
}
