/** What the hub's words about a row that it kept mean, each in a line. */
const MEANINGS: Readonly<Record<string, string>> = {
  CALLED_OFF_AFTER_START:
    'The call was called off after its start: it is no cancellation in order, and counts among late and missed calls.',
  CANCELLED_UNCONFIRMED:
    'The cancellation does not say who wanted it, with whom it was confirmed, or by which senior worker: the call counts as missed.',
  CHANGED_AFTER_START:
    'This version became known after the start that it would change: it is kept, and what stood at the start goes on standing.',
  CLAIMED_AFTER_MISSED:
    'The log was entered by hand after the call was missed: the call stays missed until the council has answered.',
  CLOCK_AHEAD: 'A time in it lies ahead of the hub’s clock: set the clock of the system that reports.',
  D2A_TERM_OVER: 'It lies after the term of the discharge-to-assess care.',
  ENDED: 'It lies after the last day of care of this placement.',
  FEWER_WORKERS: 'Fewer workers came than the call needs.',
  LENGTH_DIFFERS: 'The planned length differs from the one that the council commissioned: the council’s counts.',
  NOT_BEGUN: 'It lies before the first day of care of this placement.',
  NOT_COMMISSIONED:
    'It answers no call that the council commissioned: nothing is paid for it until the council accepts it.',
  NO_LENGTH: 'The arrival and the departure are one instant: a stay of no length is no call.',
  NO_VISIT: 'The log belongs to no call that is known: name its visit, or send the visit that was planned.',
  OUTSIDE_AGREED_WINDOW:
    'The planned start lies outside the window that was agreed with the person: the agreed window counts.',
  OUT_OF_PLACE: 'It was logged farther from the home than the council tolerates.',
  OVERLONG: 'The stay is much longer than the call: what was commissioned is paid, and no more.',
  REMOVED_AFTER_START: 'The visit was taken back after its start: it goes on counting as it stood then.',
  SUSPENDED: 'Care was suspended at this time.',
  TIME_CRITICAL_DIFFERS:
    'Whether the call is time-critical differs from what the council says: the council’s word counts.',
  TRAVEL_TOO_SHORT: 'There is less time between this call and the one before it than the way to it takes.',
  UNKNOWN_WORKER: 'The provider has declared no such worker.',
  UNPLANNED_WORKER: 'Another worker came than was planned.',
  WORKERS_DIFFER: 'The number of workers differs from the one that the council commissioned: the council’s counts.',
  WORKER_OVERLAP: 'A worker is at two calls at the same time.',
};

/** A word of a hub that is newer than this program is told as it is. */
export function meaningOf(warning: string): string {
  return Object.hasOwn(MEANINGS, warning)
    ? MEANINGS[warning]!
    : 'The hub kept the row and marked it with this word; its contract says what it means.';
}
