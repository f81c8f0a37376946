/** What is settled together: the calls of one placement on one care day, and what is said about them. [DEL-01] */
export interface Round {
  readonly placementId: string;
  readonly careDay: string;
}

/** A round in one word, for maps. [DEL-01] */
export function keyOf({ placementId, careDay }: Round): string {
  return `${placementId} ${careDay}`;
}
