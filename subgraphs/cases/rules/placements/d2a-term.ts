import { addLocalDays, daysBetween } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';

/**
 * Which day of a D2A package a date is: 1 on the date of its first visit, 0 or less before it. Dates are London dates,
 * so a day that lasts 23 or 25 hours is one day. [ROUT-16]
 */
export function d2aDayOf(startDate: string, date: string): number {
  return daysBetween(startDate, date) + 1;
}

/** Last date on which a visit is permitted: day `policy.d2a.maxDays`. [ROUT-16; 002 ¶4.6.1, App M §5] */
export function d2aLastDate(startDate: string, policy: Pick<Policy, 'd2a'>): string {
  return addLocalDays(startDate, policy.d2a.maxDays - 1);
}

/**
 * The days on which provider, D2A team and broker are reminded, the last permitted day among them. [ROUT-16, NTF-17]
 */
export function d2aReminders(
  startDate: string,
  policy: Pick<Policy, 'd2a'>,
): ReadonlyArray<{ readonly day: number; readonly date: string }> {
  const { maxDays, reminderDays } = policy.d2a;
  return [...reminderDays.filter((day) => day < maxDays), maxDays].map((day) => ({
    day,
    date: addLocalDays(startDate, day - 1),
  }));
}

/**
 * Refuses an end of a D2A package that is not confirmed while the package runs, or lies outside its term: from the day
 * of the confirmation up to the last permitted date. Dates are `YYYY-MM-DD`. [ROUT-17; 002 App M §5]
 */
export function d2aEndDateRefusal(end: {
  readonly startDate: string;
  /** From `d2aLastDate`. */
  readonly lastDate: string;
  readonly endDate: string;
  readonly confirmedOn: string;
}): Refusal | undefined {
  const { startDate, lastDate, endDate, confirmedOn } = end;
  if (confirmedOn < startDate || confirmedOn > lastDate) {
    return refuse(
      'ROUT-17',
      'D2A_END_NOT_CONFIRMED_IN_TERM',
      `The end date is confirmed during the package, from ${startDate} to ${lastDate}.`,
    );
  }
  if (endDate >= confirmedOn && endDate <= lastDate) return undefined;
  return refuse(
    'ROUT-17',
    'D2A_END_DATE_OUTSIDE_TERM',
    `The end date lies between ${confirmedOn} and ${lastDate}.`,
    'input.endDate',
  );
}

/** Only a running D2A package has an end date to confirm. [ROUT-17] */
export const NO_D2A_RUNNING = refuse(
  'ROUT-17',
  'NO_D2A_RUNNING',
  'An end date is confirmed for a D2A package that has started and not ended.',
);
