import type { Transaction } from '../../../../kernel/database/work.js';
import type { SrfRecalled, SrfRequested } from '../../../../schema/events/tenders.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { type BidEvent, type BidState, bidStates } from '../../rules/bids/bid-states.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { mayReadForm } from '../../rules/invitations/disclosure.js';
import { type Because, keepStateChange } from '../keep-state-change.js';

/**
 * Moves a bid along its state table and keeps the change in the audit trail: no bid moves in any other way. Its
 * beginning is kept as the invitation, checks and all. Whether its provider may read the request form follows from where it
 * stands, and cases, which has the form, is told as that changes. [SM-3, IDG-16, IDG-04]
 */
export async function moveBid(
  t: Transaction,
  callOff: CallOff,
  bid: Bid,
  event: BidEvent,
  because: Because<BidState> = {},
): Promise<void> {
  const { id: bidId, state: from } = bid;
  const read = mayReadForm(bid);
  bid.state = await keepStateChange(t, callOff, { table: bidStates, bidId, from, event, ...because });
  const reads = mayReadForm(bid);
  if (reads !== read) await tellForm(t, callOff, bid, reads);
}

/** Tells cases that the provider of a bid may read the request form, or may no longer. [IDG-04, IDG-05] */
export async function tellForm(
  t: Transaction,
  { id: callOffId, council, packageId }: Pick<CallOff, 'id' | 'council' | 'packageId'>,
  { providerId, formRequestedBy }: Bid,
  reads: boolean,
): Promise<void> {
  const of = { subject: subjectOf({ id: callOffId }), council, audience: {} };
  const data = { callOffId, packageId, providerId } satisfies SrfRecalled['data'];
  if (!reads) return t.tell({ ...of, type: 'SrfRecalled', data });
  const requested = { ...data, requestedBy: formRequestedBy! } satisfies SrfRequested['data'];
  return t.tell({ ...of, type: 'SrfRequested', data: requested });
}
