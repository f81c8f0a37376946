import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { CareType } from '../../../../schema/events/cases.js';

/** Why a placement ended; feeds KPI 3.2. [AWRD-12; 002 App C 3.2] */
export const CLOSURE_REASONS = [
  'D2A_END',
  'DEATH',
  'HOSPITAL',
  'RESIDENTIAL',
  'SELF_CARE',
  'CHANGE_OF_PROVIDER',
] as const;
export type ClosureReason = (typeof CLOSURE_REASONS)[number];

/**
 * What keeps an ending from being recorded: the end of D2A as a reason on another package, an end before the start, or
 * a D2A package that would outlast its last permitted date (ROUT-16). Dates are `YYYY-MM-DD`. [AWRD-12]
 */
export function endingRefusals(ending: {
  readonly reason: ClosureReason;
  readonly endDate: string;
  readonly startDate: string;
  readonly careType: CareType;
  /** From `d2aLastDate`; null on any other package. */
  readonly d2aLastDate: string | null;
}): Refusal[] {
  const refusals: Refusal[] = [];
  if (ending.reason === 'D2A_END' && ending.careType !== 'D2A') {
    refusals.push(
      refuse(
        'AWRD-12',
        'NOT_A_D2A_PACKAGE',
        `This is not a D2A package; its reason is one of ${CLOSURE_REASONS.slice(1).join(', ')}.`,
        'input.reason',
      ),
    );
  }
  if (ending.endDate < ending.startDate) {
    refusals.push(
      refuse(
        'AWRD-12',
        'ENDS_BEFORE_START',
        `A placement ends on its start date, ${ending.startDate}, or later.`,
        'input.endDate',
      ),
    );
  }
  if (ending.d2aLastDate !== null && ending.endDate > ending.d2aLastDate) {
    refusals.push(
      refuse('ROUT-16', 'OUTSIDE_D2A_TERM', `A D2A package ends by ${ending.d2aLastDate}.`, 'input.endDate'),
    );
  }
  return refusals;
}

/** Nobody speaks for more than a year ahead: a later day is a slip of the pen. */
export const MOST_DAYS_AHEAD = 366;

/** Whether a day lies so far ahead that nobody can know of it. London dates, `YYYY-MM-DD`. [AWRD-12, VAR-14, ROUT-10] */
export function isFarAhead(day: string, today: string): boolean {
  return day > addLocalDays(today, MOST_DAYS_AHEAD);
}

/** Refuses to announce an end so far ahead that nobody can know of it. London dates, `YYYY-MM-DD`. [AWRD-12] */
export function farEndRefusal(endDate: string, today: string): Refusal | undefined {
  if (!isFarAhead(endDate, today)) return undefined;
  const message = `An end is announced at most ${MOST_DAYS_AHEAD} days ahead.`;
  return refuse('AWRD-12', 'END_TOO_FAR', message, 'input.endDate');
}

/** Whether the last day of care is still to come: then its end is announced. London dates, `YYYY-MM-DD`. [AWRD-12] */
export function isAhead(endDate: string, today: string): boolean {
  return endDate > today;
}

/** Refuses to take back an end of a placement that has ended, or that no end was announced of. [AWRD-12] */
export function notAnnouncedRefusal(placement: {
  readonly endDate: string | null;
  readonly endedAt: Date | null;
}): Refusal | undefined {
  if (placement.endDate !== null && placement.endedAt === null) return undefined;
  return refuse(
    'AWRD-12',
    'NO_END_ANNOUNCED',
    'Only an end that was announced, and has not come, can be taken back.',
    'input.placementId',
  );
}
