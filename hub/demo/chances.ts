/** Chance that is the same for the same seed (mulberry32): good enough to make up a borough, and fast. */
export function chances(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (end: number): number => Math.floor(next() * end);
  return {
    /** A whole number from 0, below `end`. */
    upTo,
    pick: <Item>(items: readonly Item[]): Item => items[upTo(items.length)]!,
    /** One of these, each as likely as its share of a hundred. */
    oneOf<Item>(shares: ReadonlyArray<readonly [share: number, item: Item]>): Item {
      let left = upTo(100);
      for (const [share, item] of shares) {
        left -= share;
        if (left < 0) return item;
      }
      return shares.at(-1)![1];
    },
  };
}
