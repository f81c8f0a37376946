import { addLocalDays, addMinutes, instantOf, localDateOf, localHourOf } from '../../../../kernel/time/working-time.js';

/** When a care day turns, by the clock in London. */
const TURNS_AT_HOUR = 4;
/** The same in minutes from midnight. */
export const TURNS_AT_MINUTE = TURNS_AT_HOUR * 60;

/**
 * The care day that an instant belongs to: a carer who comes after midnight makes the evening's call. It turns at four
 * in the morning, when hardly anybody comes. [DEL-01, DEL-02; catalogue 0.3]
 */
export function careDayOf(instant: Date): string {
  const date = localDateOf(instant);
  return localHourOf(instant) < TURNS_AT_HOUR ? addLocalDays(date, -1) : date;
}

/** The first instant of a care day. [DEL-01] */
export function startOfCareDay(careDay: string): Date {
  return instantOf(careDay, `0${TURNS_AT_HOUR}:00`);
}

/**
 * The care days to which something that was reported for this instant may belong: two if it lies near the turn, where the
 * nearest call says which; one otherwise. [DEL-01, DEL-02]
 *
 * @param matchMinutes how far from a call it may lie
 */
export function careDaysNear(instant: Date, matchMinutes: number): readonly string[] {
  const [earlier, later] = [
    careDayOf(addMinutes(instant, -matchMinutes)),
    careDayOf(addMinutes(instant, matchMinutes)),
  ];
  return earlier === later ? [earlier] : [earlier, later];
}
