/**
 * The number that a lot draws with this seed, from 0 to 4,294,967,295.
 *
 * It is the same every time, so that anybody who has the seed can draw again and see that nothing was chosen. The
 * seed is made unpredictably when the stage closes, and kept with it. The hash is FNV-1a over UTF-16 units; its bits
 * are then mixed so that ids that differ only in their last character do not draw neighbouring numbers. [EVAL-02; 002
 * App A ¶3]
 */
export function drawnNumber(seed: string, lot: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${seed}\n${lot}`) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Puts the lower number first; if two lots draw the same of four thousand million numbers, the bid ids decide. */
export function byDraw(one: Lot, other: Lot): number {
  if (one.drawn !== other.drawn) return one.drawn - other.drawn;
  return one.bidId < other.bidId ? -1 : one.bidId > other.bidId ? 1 : 0;
}

interface Lot {
  readonly bidId: string;
  readonly drawn: number;
}
