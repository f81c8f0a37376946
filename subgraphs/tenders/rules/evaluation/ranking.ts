/** One way in which bids are compared. A negative number puts the first before the second, as in a sort. */
export interface Comparison<Bid, Name extends string> {
  readonly name: Name;
  readonly compare: (one: Bid, other: Bid) => number;
}

/** A bid in its place. */
export type Placed<Bid, Name extends string> = Bid & {
  /** 1 is offered first. */
  readonly place: number;
  /** What put it before the next one; null for the last. */
  readonly beforeNextBy: Name | null;
};

/**
 * Puts bids in order, each with what decided its place.
 *
 * A later comparison counts only if all earlier ones tie. The last one must tell any two bids apart, so that the
 * order in which they came never matters. [EVAL-02, EVAL-05, EVAL-13]
 */
export function ranked<Bid, Name extends string>(
  bids: readonly Bid[],
  comparisons: readonly Comparison<Bid, Name>[],
): readonly Placed<Bid, Name>[] {
  const decisive = (one: Bid, other: Bid) => comparisons.find(({ compare }) => compare(one, other) !== 0);
  const order = [...bids].sort((one, other) => decisive(one, other)?.compare(one, other) ?? 0);
  return order.map((bid, index) => {
    const next = order[index + 1];
    return { ...bid, place: index + 1, beforeNextBy: next === undefined ? null : (decisive(bid, next)?.name ?? null) };
  });
}
