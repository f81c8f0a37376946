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
 * version had and that one has not comes too, with the instant since when it is no longer in force. [DEL-01, VAR-14, AWRD-04]
 *
 * @param versions in the order in which they were told
 */
export function callsOn(versions: readonly ToldVersion[], day: string, weekday: Weekday): readonly CallOfDay[] {
  const covering = versions.filter(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
  const calls = new Map<string, CallOfDay>();
  for (const { calls: told, toldAt } of covering) {
    for (const [callId, { call, droppedAt }] of calls) {
      if (!droppedAt) calls.set(callId, { call, droppedAt: toldAt });
    }
    for (const call of told) if (call.days.includes(weekday)) calls.set(call.callId, { call, droppedAt: null });
  }
  return [...calls.values()];
}
