/** What clocks of every procedure have in common: what is overdue, and what an overdue clock is called. */

/** Something that is not as it should be, and the rule that says so. */
export interface Violation<Code extends string = string> {
  readonly rule: string;
  readonly code: Code;
}

/**
 * Whether a clock ran out unmet before `end`: now, or when nobody waited any more. At the limit complies.
 * [catalogue 0.3]
 */
export function isOverdue({ dueAt, metAt }: { readonly dueAt: Date; readonly metAt: Date | null }, end: Date): boolean {
  return (metAt ? earliest(metAt, end) : end) > dueAt;
}

/** The first of several instants. [catalogue 0.3] */
export function earliest(...instants: readonly [Date, ...Date[]]): Date {
  let [first] = instants;
  for (const each of instants) if (each < first) first = each;
  return first;
}

/** The last of several instants. [catalogue 0.3] */
export function latest(...instants: readonly [Date, ...Date[]]): Date {
  let [last] = instants;
  for (const each of instants) if (each > last) last = each;
  return last;
}
