import type { Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { Bid } from '../../entities/bids/bid.js';
import { ANSWERING_ROLES } from '../../rules/bids/answer.js';
import {
  type BidContent,
  contentOf,
  DELIVERY_STATEMENT_MAX_CHARACTERS,
  NOTHING_SAID,
} from '../../rules/bids/bid-content.js';
import { takeAnswer } from '../../steps/bids/take-answer.js';

export const allowed = { scope: 'bids:write', roles: ANSWERING_ROLES } satisfies Allowed;

export interface SubmitBid
  extends Pick<
    BidContent,
    'startDate' | 'startTime' | 'deliveryStatement' | 'doubleHanded' | 'timeCritical' | 'skills'
  > {
  readonly callOffId: string;
  /** Version of the advert that was read. */
  readonly version: number;
  /** By the sender's own clock: evidence, never the time that counts (NFR-07). */
  readonly clientSentAt: Date | null;
  readonly idempotencyKey: string;
}

/**
 * Takes a provider's bid, or refuses it and names the rule.
 *
 * A bid is in time by the database's own clock under the lock, the closing instant included. A bid that comes later
 * is kept as evidence and refused. A bid costs four messages to the database: one for the key, one for the locks and
 * all facts, one for the bid, and one for its trail, its receipt and the end. [ROUT-04, WIN-01, WIN-05, WIN-12,
 * WIN-14, EVAL-01, IDG-23, IDG-27, NTF-05; 002 App A ¶2]
 */
export async function submitBid(work: Work, input: SubmitBid): Promise<Outcome<Bid>> {
  authorise(work.caller, allowed);
  return takeAnswer(work, input, {
    act: 'submitBid',
    form: 'BID',
    content: () => contentOf({ ...NOTHING_SAID, ...input }),
    evidence: (content) => ({
      ...content,
      deliveryStatement: content.deliveryStatement?.slice(0, DELIVERY_STATEMENT_MAX_CHARACTERS) ?? null,
    }),
  });
}
