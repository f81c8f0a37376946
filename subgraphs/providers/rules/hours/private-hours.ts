import { addLocalDays, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Private hours as a provider declared them last [PROV-23]. */
export interface PrivateHours {
  readonly weeklyMinutes: number;
  readonly declaredAt: Date;
}

/**
 * The declared private worker-minutes a week, or null if they were never declared or declared too long ago. A
 * declaration counts to the end of the London day `declarationDays` after its own; the next day the hours are
 * undeclared. [PROV-23, AMB-03]
 */
export function privateMinutesInForce(
  declared: PrivateHours | null,
  now: Date,
  declarationDays: number,
): number | null {
  if (!declared) return null;
  return localDateOf(now) <= lastDayOfDeclaration(declared.declaredAt, declarationDays) ? declared.weeklyMinutes : null;
}

/** The last London day on which a declaration counts, `YYYY-MM-DD` [PROV-23]. */
export function lastDayOfDeclaration(declaredAt: Date, declarationDays: number): string {
  return addLocalDays(localDateOf(declaredAt), declarationDays);
}

/** Worker-minutes a week: more than any provider of home care has, and few enough to be added up. */
export const MOST_WEEKLY_MINUTES = 100_000 * 60;

/** Refuses a declaration of private hours that is not a whole number of worker-minutes from 0 to 6,000,000 [PROV-23]. */
export function privateHoursRefusal(weeklyMinutes: number): Refusal | undefined {
  if (Number.isSafeInteger(weeklyMinutes) && weeklyMinutes >= 0 && weeklyMinutes <= MOST_WEEKLY_MINUTES)
    return undefined;
  const message = `Private hours are declared in whole worker-minutes a week, 0 to ${MOST_WEEKLY_MINUTES}.`;
  return refuse('PROV-23', 'PRIVATE_HOURS_INVALID', message, 'weeklyMinutes');
}
