import { addLocalDays, instantOf, localDateOf, localHourOf } from '../../../../kernel/time/working-time.js';

/** The calls of one placement on one day of care: what is settled together. */
export interface Round {
  readonly placementId: string;
  readonly day: string;
}

/** When a day of care turns, by the clock in London. */
const TURNS_AT_HOUR = 4;

/**
 * The day of care that an instant belongs to: a carer who comes after midnight makes the evening's call. It turns at
 * four in the morning, when hardly anybody comes. [DEL-01, DEL-02; catalogue 0.3]
 */
export function careDayOf(instant: Date): string {
  const date = localDateOf(instant);
  return localHourOf(instant) < TURNS_AT_HOUR ? addLocalDays(date, -1) : date;
}

/** From the first instant of a day of care to the first of the next. */
export function careDay(day: string): { readonly from: Date; readonly until: Date } {
  return { from: startOf(day), until: startOf(addLocalDays(day, 1)) };
}

/** The round of a planned visit. */
export function roundOf(visit: { readonly placementId: string; readonly plannedStart: Date }): Round {
  return { placementId: visit.placementId, day: careDayOf(visit.plannedStart) };
}

/** A round in one word, for maps. */
export function keyOf({ placementId, day }: Round): string {
  return `${placementId} ${day}`;
}

function startOf(day: string): Date {
  return instantOf(day, `0${TURNS_AT_HOUR}:00`);
}
