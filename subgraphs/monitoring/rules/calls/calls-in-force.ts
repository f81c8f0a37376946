import type { Weekday } from '../../../../kernel/time/working-time.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';

/** One version of a placement's calls, as cases told it. Days are `YYYY-MM-DD` and inclusive. */
export interface ToldVersion {
  /** First day; null is the first day of care. */
  readonly from: string | null;
  /** Last day; null is open. */
  readonly to: string | null;
  readonly toldAt: Date;
  readonly calls: readonly CommissionedCall[];
}

/** A commissioned call of one day. `droppedAt` is when a later version was told that has it no more; null if it is in force. */
export interface CallOfDay {
  readonly call: CommissionedCall;
  readonly droppedAt: Date | null;
}

/**
 * The calls of a day by the council's word: those of the version that was told last of all that cover it. What an earlier
 * version had and that one has not comes too, with the instant since when it is no longer in force. A change of a call that
 * is told after it was to begin takes nothing from it but the whole call: it keeps its time and its mark, and is no shorter and has
 * no fewer workers than it had. [DEL-01, VAR-14, AWRD-04, ASM-13, ASM-14]
 *
 * @param versions in the order in which they were told
 * @param startOf when a call begins on that day
 */
export function callsOn(
  versions: readonly ToldVersion[],
  day: string,
  weekday: Weekday,
  startOf: (call: CommissionedCall) => Date,
): readonly CallOfDay[] {
  const covering = versions.filter(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
  let calls = new Map<string, CallOfDay>();
  for (const { calls: told, toldAt } of covering) {
    const before = calls;
    calls = new Map([...before].map(([id, { call, droppedAt }]) => [id, { call, droppedAt: droppedAt ?? toldAt }]));
    for (const call of told) {
      if (!call.days.includes(weekday)) continue;
      const held = before.get(call.callId);
      const hasBegun = held && !held.droppedAt && startOf(held.call) < toldAt;
      calls.set(call.callId, { call: hasBegun ? noLess(held.call, call) : call, droppedAt: null });
    }
  }
  return [...calls.values()];
}

function noLess(held: CommissionedCall, told: CommissionedCall): CommissionedCall {
  const minutes = Math.max(held.minutes, told.minutes);
  return { ...held, minutes, workers: held.workers === 2 ? 2 : told.workers };
}
