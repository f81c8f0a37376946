import type { Transaction } from '../../../../kernel/database/work.js';
import type { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { type BidEvent, type BidState, bidStates } from '../../rules/bids/bid-states.js';
import { type Because, keepStateChange } from '../keep-state-change.js';

/**
 * Moves a bid along its state table and keeps the change in the audit trail: no bid moves in any other way. Its
 * beginning is kept as the invitation, checks and all. [SM-3, IDG-16]
 */
export async function moveBid(
  t: Transaction,
  callOff: CallOff,
  bid: Bid,
  event: BidEvent,
  because: Because<BidState> = {},
): Promise<void> {
  const { id: bidId, state: from } = bid;
  bid.state = await keepStateChange(t, callOff, { table: bidStates, bidId, from, event, ...because });
}
