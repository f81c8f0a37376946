import type { Policy } from '../../../../schema/policy.js';
import type { CallFacts } from './visit-facts.js';

export type PunctualityFlag = 'LATE' | 'EARLY' | 'OUTSIDE_WINDOW' | 'TIME_CRITICAL_BREACHED';

/**
 * How far off its time an arrival was. `deviationMinutes` counts whole minutes from the edge of the agreed window, or from
 * the expected start if there is none; early ones are negative. The sources keep three thresholds apart: LATE and EARLY
 * past the edge of the window, or more than `visit.lateMinutes` off the start; OUTSIDE_WINDOW from
 * `kpi.outsideWindowMinutes` on; TIME_CRITICAL_BREACHED past `visit.timeCriticalMinutes`. The minutes of the alert are a
 * fourth, and have nothing to do with an arrival. [DEL-09, DEL-12, AMB-22; 002 ¶21.2, App C 3.6]
 */
export function punctualityOf(
  call: Pick<CallFacts, 'expectedStart' | 'windowFrom' | 'windowTo' | 'timeCritical'>,
  arrivedAt: Date,
  { visit, kpi }: Policy,
): { readonly deviationMinutes: number; readonly flags: readonly PunctualityFlag[] } {
  const earliest = call.windowFrom ?? call.expectedStart;
  const latest = call.windowTo ?? call.expectedStart;
  const off = (+arrivedAt > +latest ? +arrivedAt - +latest : Math.min(0, +arrivedAt - +earliest)) / 60_000;
  const grace = call.windowTo ? 0 : visit.lateMinutes;
  const flags: PunctualityFlag[] = [];
  if (off > grace) flags.push('LATE');
  if (off < -grace) flags.push('EARLY');
  if (Math.abs(off) >= kpi.outsideWindowMinutes) flags.push('OUTSIDE_WINDOW');
  if (call.timeCritical && Math.abs(off) > visit.timeCriticalMinutes) flags.push('TIME_CRITICAL_BREACHED');
  return { deviationMinutes: Math.trunc(off) + 0, flags };
}
