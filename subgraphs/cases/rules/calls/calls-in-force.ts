import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { contentHash } from '../../../../kernel/values/content-hash.js';
import type { CallsVersion, CommissionedCall } from '../../../../schema/events/cases.js';

/** Days, `YYYY-MM-DD` and inclusive: `from` null is from the first day of care on, `to` null is open. */
export type Days = Pick<CallsVersion, 'from' | 'to'>;

/** The calls of a placement over some days. */
export type CallsOverDays = Omit<CallsVersion, 'versionId'>;

/**
 * The calls that are in force on a day: of the versions that cover it, those of the one recorded last. None before the
 * first version. [DEL-01, VAR-14]
 *
 * @param versions in the order in which they were recorded
 */
export function callsOn(versions: readonly CallsOverDays[], day: string): readonly CommissionedCall[] {
  return versions.findLast((version) => covers(version, day))?.calls ?? [];
}

/**
 * What must be recorded so that other calls are in force over these days: a version for each stretch of them on which
 * `week` answers other calls than are in force there. So what ends by itself, such as a temporary increase, still ends by
 * itself. [VAR-14, AWRD-04]
 *
 * @param versions in the order in which they were recorded
 * @param week the calls that are to be in force, from those that are; asked for a day on which the stretch begins
 */
export function rewritten(
  versions: readonly CallsOverDays[],
  days: Days,
  week: (inForce: readonly CommissionedCall[], day: string) => readonly CommissionedCall[],
): CallsOverDays[] {
  const written: CallsOverDays[] = [];
  let before: { readonly isKept: boolean; readonly calls: readonly CommissionedCall[] } | undefined;
  for (const { from, to } of stretches(versions, days)) {
    const day = from ?? FIRST_OF_ALL;
    const inForce = callsOn(versions, day);
    const calls = week(inForce, day);
    const isKept = isSame(calls, inForce);
    if (!isKept && before && !before.isKept && isSame(calls, before.calls)) {
      written.push({ ...written.pop()!, to });
    } else if (!isKept) {
      written.push({ from, to, calls });
    }
    before = { isKept, calls };
  }
  return written;
}

/** A text that comes before every date: the day of what reaches back to the first day of care. */
const FIRST_OF_ALL = '';

/** The order of the keys of a call says nothing. */
function isSame(one: readonly CommissionedCall[], other: readonly CommissionedCall[]): boolean {
  return contentHash(one) === contentHash(other);
}

function covers({ from, to }: Days, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}

/** These days cut wherever a version begins or ends, so that the same versions cover each day of a part. */
export function stretches(versions: readonly Days[], { from, to }: Days): Days[] {
  // The first day of each part, and the last day of the one before it.
  const cuts = new Map<string, string>();
  for (const version of versions) {
    if (version.from !== null) cuts.set(version.from, addLocalDays(version.from, -1));
    if (version.to !== null) cuts.set(addLocalDays(version.to, 1), version.to);
  }
  const within = [...cuts].filter(([first]) => first > (from ?? FIRST_OF_ALL) && (to === null || first <= to)).sort();
  const firsts = [from, ...within.map(([first]) => first)];
  const lasts = [...within.map(([, last]) => last), to];
  return firsts.map((first, nth) => ({ from: first, to: lasts[nth]! }));
}
