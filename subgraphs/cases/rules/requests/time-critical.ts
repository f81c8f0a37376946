import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/**
 * Refuses a change of a call's time-critical marker by anybody but the care manager, whether it is set or removed.
 * For a new call `was` is false. Leaving the marker as it is is nobody's change. [ASM-13; 002 ¶7.5]
 */
export function timeCriticalRefusal(
  marker: { readonly was: boolean; readonly becomes: boolean; readonly byCareManager: boolean },
  field: string,
): Refusal | undefined {
  if (marker.byCareManager || marker.was === marker.becomes) return undefined;
  return refuse(
    'ASM-13',
    'TIME_CRITICAL_IS_THE_CARE_MANAGERS',
    'Only the care manager marks a call as time-critical or removes the mark; leave it as it is.',
    field,
  );
}

/** Refuses each call of a request whose time-critical marker is changed by anybody but the care manager. [ASM-13] */
export function timeCriticalRefusals(
  held: ReadonlyArray<{ readonly timeCritical: boolean }>,
  calls: ReadonlyArray<{ readonly timeCritical: boolean }>,
  byCareManager: boolean,
): Refusal[] {
  return calls.flatMap(({ timeCritical: becomes }, place) => {
    const marker = { was: held[place]?.timeCritical ?? false, becomes, byCareManager };
    return timeCriticalRefusal(marker, `input.calls.${place}.timeCritical`) ?? [];
  });
}
