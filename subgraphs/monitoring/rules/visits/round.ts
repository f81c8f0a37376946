import { careDayOf } from './care-day.js';

/** The calls of one placement on one care day: what is settled together. */
export interface Round {
  readonly placementId: string;
  readonly careDay: string;
}

/** The round of a planned visit. [DEL-01] */
export function roundOf(visit: { readonly placementId: string; readonly plannedStart: Date }): Round {
  return { placementId: visit.placementId, careDay: careDayOf(visit.plannedStart) };
}

/** A round in one word, for maps. */
export function keyOf({ placementId, careDay }: Round): string {
  return `${placementId} ${careDay}`;
}
