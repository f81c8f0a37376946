import { byDraw, drawnNumber } from './draw.js';
import { type Placed, ranked } from './ranking.js';

export const START_REASONS = ['EARLIER_START', 'EARLIER_REPLY'] as const;
export type StartReason = (typeof START_REASONS)[number] | 'DRAW';

export interface OfferedStart {
  readonly bidId: string;
  readonly providerId: string;
  /** `YYYY-MM-DD`. */
  readonly startDate: string;
  readonly receivedAt: Date;
}

type Drawn = OfferedStart & { readonly drawn: number };

/**
 * The order in which offers are shown: the earliest start first, then the earliest reply, then a draw. It decides nothing:
 * the practitioner agrees the best match with the family. [ROUT-28]
 */
export function startOrder(offers: readonly OfferedStart[], drawSeed: string): readonly Placed<Drawn, StartReason>[] {
  const drawn = offers.map((offer): Drawn => ({ ...offer, drawn: drawnNumber(drawSeed, offer.bidId) }));
  return ranked<Drawn, StartReason>(drawn, [
    {
      name: 'EARLIER_START',
      compare: (one, other) => (one.startDate < other.startDate ? -1 : Number(one.startDate > other.startDate)),
    },
    { name: 'EARLIER_REPLY', compare: (one, other) => +one.receivedAt - +other.receivedAt },
    { name: 'DRAW', compare: byDraw },
  ]);
}
