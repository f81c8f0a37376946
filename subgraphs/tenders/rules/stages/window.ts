import type { Calendar } from '../../../../kernel/time/bank-holidays.js';
import {
  addMinutes,
  addOpenMinutes,
  endOfWorkingDay,
  type HoursOf,
  isOpen,
  isWeekendOrHoliday,
} from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import type { Clock, RoutedCare } from '../routes/definition.js';
import { definitionOf, type SoughtIn, type StageOf, stageOf } from '../routes/routes.js';

/** The clocks of one stage. They belong to the stage and not to an invitation, so that all invitees share them. */
export interface StageWindow {
  readonly opensAt: Date;
  /** The last instant at which an answer is taken. */
  readonly closesAt: Date;
  /** The last instant by which every bidder is told something; null if answers are taken until somebody is chosen. */
  readonly outcomeDueAt: Date | null;
  /** When invitees without an answer are reminded; null if the route has a target, and if the window is too short. */
  readonly closingSoonAt: Date | null;
  /** The last instant at which an answer is on target; null if the route has no target. */
  readonly targetAt: Date | null;
  /** Whether nobody of brokerage is there when this window closes: a warning for the broker. Where late answers are chased it does not close. */
  readonly closesOutsideBrokerageHours: boolean;
}

/**
 * When a clock that starts now runs out, or so large a share of it: minutes by the council's bid clock, whole working days at
 * the end of the last. A part of a minute or of a day counts as a whole one. [WIN-01, WIN-05, WIN-10, WIN-12, WIN-13, WIN-14]
 *
 * @param care what is sought, which may decide how long it is (WIN-10)
 * @param share above 0, up to 1
 */
export function endOfClock(
  clock: Clock<string>,
  from: Date,
  care: RoutedCare,
  policy: Policy,
  calendar: Calendar,
  share = 1,
): Date {
  return 'minutes' in clock
    ? addWindowMinutes(from, Math.ceil(clock.minutes(policy, care) * share), policy, calendar)
    : endOfWorkingDay(from, Math.ceil(clock.workingDays(policy) * share), calendar);
}

/**
 * The instant so many minutes later by the council's bid clock.
 *
 * The clock counts elapsed time on any day of the year, or brokerage hours only, as the policy says. [WIN-09, WIN-08,
 * WIN-20]
 */
export function addWindowMinutes(from: Date, minutes: number, policy: Policy, calendar: Calendar): Date {
  return policy.window.clock === 'ELAPSED'
    ? addMinutes(from, minutes)
    : addOpenMinutes(from, minutes, brokerageHours(policy, calendar));
}

/** When brokerage is at work; its weekend hours hold on bank holidays too. [WIN-08, AMB-27; 002 App M §6] */
export function brokerageHours(policy: Policy, calendar: Calendar): HoursOf {
  const { weekday, weekend } = policy.d2a.brokerageHours;
  return (localDate) => (isWeekendOrHoliday(localDate, calendar) ? weekend : weekday);
}

/**
 * The window of a stage published at `opensAt`. On a route whose deadline its broker states it ends then, if that is still to
 * come (WIN-11). [WIN-01, WIN-02, WIN-05, WIN-09, WIN-10, WIN-11, WIN-12, WIN-13]
 *
 * @param statedAt the deadline that its broker stated; null if none was
 */
export function stageWindow(
  of: SoughtIn,
  opensAt: Date,
  policy: Policy,
  calendar: Calendar,
  statedAt: Date | null = null,
): StageWindow {
  const clock = stageOf(of).window;
  const isStated = 'stated' in clock && statedAt !== null && statedAt > opensAt;
  const closesAt = isStated ? statedAt : endOfClock(clock, opensAt, of.care, policy, calendar);
  return windowUntil(of, { opensAt, closesAt }, policy, calendar);
}

/** The window of a stage whose clock begins anew: never a shorter one than it had. [WIN-04, WIN-11] */
export function windowRestarted(
  of: SoughtIn,
  { closesAt }: Pick<StageWindow, 'closesAt'>,
  now: Date,
  policy: Policy,
  calendar: Calendar,
): StageWindow {
  const whole = stageWindow(of, now, policy, calendar);
  return whole.closesAt < closesAt ? windowUntil(of, { opensAt: now, closesAt }, policy, calendar) : whole;
}

/**
 * The same for a window whose close has moved: reminder and outcome follow the close, the target does not. [WIN-14,
 * WIN-02]
 */
export function windowUntil(
  of: SoughtIn,
  { opensAt, closesAt }: Pick<StageWindow, 'opensAt' | 'closesAt'>,
  policy: Policy,
  calendar: Calendar,
): StageWindow {
  const { target } = definitionOf(of.route);
  const isChased = stageOf(of).late === 'CHASED';
  const closingSoonAt = addMinutes(closesAt, -policy.window.closingSoonMinutes);
  return {
    opensAt,
    closesAt,
    outcomeDueAt: isChased ? null : outcomeDueAt(closesAt, policy),
    closingSoonAt: target || closingSoonAt <= opensAt ? null : closingSoonAt,
    targetAt: target ? endOfClock(target, opensAt, of.care, policy, calendar) : null,
    closesOutsideBrokerageHours: !isChased && !isOpen(closesAt, brokerageHours(policy, calendar)),
  };
}

/**
 * The window of a stage after an amendment. If it is decided anew who is asked, all have the whole window from that
 * instant, since whoever is invited only now shares their clock (WIN-04), and the target of a discharge to assess with it.
 * That holds if nobody is newly invited too: the length of a window tells nothing of others (IDG-23). [WIN-14, WIN-01,
 * WIN-04, WIN-05, IDG-23]
 *
 * @param amended the close that the amendment leaves, and the rest as it was
 * @param askedAgainAt when it was decided anew who is asked; null if it was not
 */
export function windowAmended(
  of: SoughtIn,
  amended: Pick<StageWindow, 'opensAt' | 'closesAt' | 'targetAt'>,
  askedAgainAt: Date | null,
  policy: Policy,
  calendar: Calendar,
): StageWindow {
  const whole = askedAgainAt && stageWindow(of, askedAgainAt, policy, calendar);
  const closesAt = whole && whole.closesAt > amended.closesAt ? whole.closesAt : amended.closesAt;
  const targetAt = whole?.targetAt ?? amended.targetAt;
  return { ...windowUntil(of, { opensAt: amended.opensAt, closesAt }, policy, calendar), targetAt };
}

/**
 * The window of a stage once the hub is back: every invitee has left what was left when the hub went, up to the
 * target as well. Undefined if the outage took nothing from it, or less than the policy counts.
 *
 * Elapsed time is given back by either bid clock, so a window never becomes shorter than it was. [NFR-07]
 */
export function windowAfterOutage(
  of: SoughtIn,
  { opensAt, closesAt, targetAt }: Pick<StageWindow, 'opensAt' | 'closesAt' | 'targetAt'>,
  outage: { readonly from: Date; readonly to: Date },
  policy: Policy,
  calendar: Calendar,
): StageWindow | undefined {
  const from = outage.from > opensAt ? outage.from : opensAt;
  if (closesAt <= from || outage.to < addMinutes(from, policy.window.outageMinMinutes)) return undefined;
  const later = (instant: Date) => new Date(instant.getTime() + outage.to.getTime() - from.getTime());
  const window = windowUntil(of, { opensAt, closesAt: later(closesAt) }, policy, calendar);
  return { ...window, targetAt: targetAt && targetAt > from ? later(targetAt) : targetAt };
}

/**
 * The instant by which every bidder is told its outcome, or that there is none yet; it is counted from an early close
 * too. [WIN-02, AMB-50]
 */
export function outcomeDueAt(closedAt: Date, policy: Policy): Date {
  return addMinutes(closedAt, policy.window.outcomeAfterCloseMinutes);
}

/** Whether an answer received then is in time; both ends count. [WIN-01] */
export function isInWindow(
  { opensAt, closesAt }: Pick<StageWindow, 'opensAt' | 'closesAt'>,
  receivedAt: Date,
): boolean {
  return opensAt <= receivedAt && receivedAt <= closesAt;
}

/**
 * Refuses any answer, a bid, a decline, a withdrawal or a reconfirmation, outside the window, unless late ones are chased.
 * [WIN-01, WIN-05, WIN-12, WIN-13]
 */
export function windowRefusal(
  of: StageOf,
  window: Pick<StageWindow, 'opensAt' | 'closesAt'>,
  receivedAt: Date,
): Refusal | undefined {
  const { late, window: clock } = stageOf(of);
  if (late === 'CHASED' || isInWindow(window, receivedAt)) return undefined;
  return refuse(
    clock.rule,
    'WINDOW_CLOSED',
    `Answers were taken from ${window.opensAt.toISOString()} to ${window.closesAt.toISOString()}, both included.`,
    'input.callOffId',
  );
}

/** Refuses to restart the clock without saying why. [WIN-04] */
export function restartReasonRefusal(reason: string): Refusal | undefined {
  if (reason.trim()) return undefined;
  return refuse(
    'WIN-04',
    'REASON_MISSING',
    'Say why the clock restarts, such as an invitation that did not arrive.',
    'input.reason',
  );
}
