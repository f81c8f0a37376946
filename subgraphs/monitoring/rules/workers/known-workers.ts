/** A list of workers that counts from a day on. */
export interface WorkersFrom {
  readonly from: string;
  readonly workers: readonly string[];
}

/** The list that counts on a day: the latest that has begun; undefined before the first. [DEL-13, DEL-16] */
export function listOn<List extends WorkersFrom>(lists: readonly List[], day: string): List | undefined {
  let latest: List | undefined;
  for (const list of lists) {
    if (list.from <= day && (!latest || list.from > latest.from)) latest = list;
  }
  return latest;
}

/**
 * Whether all who came are on the list: the person's regular team, or the provider's active staff. Null if no list counts
 * on that day, or nobody came. [DEL-13, DEL-16; 002 ¶7.10, ¶7.28]
 */
export function allOn(list: WorkersFrom | undefined, workers: readonly string[]): boolean | null {
  if (!list || workers.length === 0) return null;
  return workers.every((worker) => list.workers.includes(worker));
}
