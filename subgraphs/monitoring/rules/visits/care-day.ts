import { addLocalDays, instantOf, localDateOf, localHourOf } from '../../../../kernel/time/working-time.js';

/** When a care day turns, by the clock in London. */
const TURNS_AT_HOUR = 4;

/**
 * The care day that an instant belongs to: a carer who comes after midnight makes the evening's call. It turns at four
 * in the morning, when hardly anybody comes. [DEL-01, DEL-02; catalogue 0.3]
 */
export function careDayOf(instant: Date): string {
  const date = localDateOf(instant);
  return localHourOf(instant) < TURNS_AT_HOUR ? addLocalDays(date, -1) : date;
}

/** The span of a care day: from its first instant to the first of the next. [DEL-01] */
export function careDaySpan(careDay: string): { readonly from: Date; readonly until: Date } {
  return { from: startOf(careDay), until: startOf(addLocalDays(careDay, 1)) };
}

function startOf(careDay: string): Date {
  return instantOf(careDay, `0${TURNS_AT_HOUR}:00`);
}
