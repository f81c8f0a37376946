import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { byDraw, drawnNumber } from './draw.js';
import type { Bidder } from './fair-share.js';
import { type Placed, ranked } from './ranking.js';

export const QAF_REASONS = ['QAF_SCORE', 'CQC_RATING_DATE'] as const;
/** What puts one tender before the next: the quality rating, the later CQC rating, the earlier answer, or the draw. */
export type QafReason = (typeof QAF_REASONS)[number] | 'EARLIER_REPLY' | 'DRAW';

export interface QafBid extends Bidder {
  readonly receivedAt: Date;
  readonly standing: Pick<ProviderStanding, 'qaf' | 'overallRatedOn'>;
}

/** A tender with the figures that put it in its place. */
export interface QafPlaced extends Bidder {
  readonly receivedAt: Date;
  /** Of the council's quality rating, out of `qafMax`; null if it has none that counts, and then it is unranked. */
  readonly qafScore: number | null;
  readonly qafMax: number | null;
  /** `YYYY-MM-DD` of its latest overall CQC rating; null without one. */
  readonly cqcRatedOn: string | null;
  readonly drawn: number;
}

/**
 * The order of the tenders that confirmed that they can meet the needs: the best rating under the council's Quality Assurance
 * Framework first. Scores are compared as shares of their scales, so that another scale changes nothing. Whose rating is
 * missing, or has expired on that day, is unranked, and comes after all that are ranked. Ties go to the later CQC rating,
 * then to the earlier answer, then to a draw. Price is no part of it. [EVAL-06, AMB-33; 000 ¶1, ¶7]
 *
 * @param on London date, `YYYY-MM-DD`; the day of expiry is the last on which a rating counts
 */
export function qafOrder(
  bids: readonly QafBid[],
  drawSeed: string,
  on: string,
): readonly Placed<QafPlaced, QafReason>[] {
  const judged = bids.map(({ bidId, providerId, receivedAt, standing }): QafPlaced => {
    const { qaf } = standing;
    const counts = qaf && !qaf.expired && on <= qaf.expiresOn ? qaf : null;
    return {
      bidId,
      providerId,
      receivedAt,
      qafScore: counts?.score ?? null,
      qafMax: counts?.max ?? null,
      cqcRatedOn: standing.overallRatedOn ?? null,
      drawn: drawnNumber(drawSeed, bidId),
    };
  });
  return ranked<QafPlaced, QafReason>(judged, [
    { name: 'QAF_SCORE', compare: byScore },
    { name: 'CQC_RATING_DATE', compare: (one, other) => latestFirst(one.cqcRatedOn, other.cqcRatedOn) },
    { name: 'EARLIER_REPLY', compare: (one, other) => +one.receivedAt - +other.receivedAt },
    { name: 'DRAW', compare: byDraw },
  ]);
}

// Compared crosswise, as whole numbers: no rounding ever makes two equal scores differ.
function byScore(one: QafPlaced, other: QafPlaced): number {
  if (one.qafScore === null || other.qafScore === null) {
    return Number(one.qafScore === null) - Number(other.qafScore === null);
  }
  return other.qafScore * one.qafMax! - one.qafScore * other.qafMax!;
}

function latestFirst(one: string | null, other: string | null): number {
  if (one === other) return 0;
  return (one ?? '') > (other ?? '') ? -1 : 1;
}

/**
 * The tenders that the person is shown: the top of those that are ranked, and of the unranked only if none is ranked, so that
 * there is somebody to choose. [ROUT-25, CHOI-01, EVAL-06]
 *
 * @param order as `qafOrder` gave it
 */
export function topRanked<Bid extends { readonly qafScore: number | null }>(
  order: readonly Bid[],
  most: number,
): readonly Bid[] {
  const isRanked = order.filter(({ qafScore }) => qafScore !== null);
  return (isRanked.length > 0 ? isRanked : order).slice(0, most);
}
