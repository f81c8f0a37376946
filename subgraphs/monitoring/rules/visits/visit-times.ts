import type { Policy } from '../../../../schema/policy.js';
import { latest } from '../clock.js';
import type { CallFacts } from './visit-facts.js';

type Call = Pick<CallFacts, 'expectedStart' | 'expectedEnd' | 'windowTo' | 'timeCritical'>;

/**
 * The last instant at which a log-in prevents the alert: so many minutes after the expected start, or after the end of the
 * agreed window; sooner for a time-critical call. [DEL-21; 002 ¶21.2]
 */
export function alertAt(call: Call, { alert }: Policy): Date {
  const minutes = call.timeCritical ? alert.timeCriticalMinutes : alert.minutes;
  return after(call.windowTo ?? call.expectedStart, minutes);
}

/**
 * The last instant at which a visit is not yet missed: the later of its expected end and so many minutes after its
 * expected start, and never before a replacement sent within its hour of the alert. [DEL-10; AMB-52; 002 ¶21.4]
 */
export function missedAt(call: Call, policy: Policy): Date {
  return latest(
    call.expectedEnd,
    after(call.expectedStart, policy.visit.missedAfterMinutes),
    after(alertAt(call, policy), policy.alert.replacementMinutes),
  );
}

/** The last instant at which a departure is not yet missing: the length of the call after a late arrival. [DEL-02] */
export function departureDueAt(call: Call, arrivedAt: Date, policy: Policy): Date {
  const minutes = (call.expectedEnd.getTime() - call.expectedStart.getTime()) / 60_000;
  return latest(missedAt(call, policy), after(arrivedAt, minutes));
}

/**
 * The last instant at which an arrival is still one at this call: the missed time, or later up to `visit.farthestMinutes`
 * off its start as long as the next call of the round is not yet due to start. [DEL-10]
 */
export function attendedUntil(call: Call, nextStart: Date | null, policy: Policy): Date {
  const farthest = after(call.expectedStart, policy.visit.farthestMinutes);
  const last = nextStart && nextStart <= farthest ? new Date(nextStart.getTime() - 1) : farthest;
  return latest(missedAt(call, policy), last);
}

function after(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}
