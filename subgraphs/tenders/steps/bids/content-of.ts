import type { BidContent } from '../../rules/bids/bid-content.js';

/** What a bid says, apart from what became of it. */
export function contentOf(bid: BidContent): BidContent {
  const { startDate, startTime, deliveryStatement, doubleHanded, timeCritical, skills } = bid;
  return { startDate, startTime, deliveryStatement, doubleHanded, timeCritical, skills };
}
