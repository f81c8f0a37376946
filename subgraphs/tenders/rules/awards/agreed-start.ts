import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Nobody agrees on a start that lies further ahead. */
const MOST_DAYS_AHEAD = 366;

/**
 * Refuses an award without the day that was agreed with the winner, on a route where care begins on one, and a day that lies
 * before the one from which the winner can start, in the past, or more than a year ahead. On any other route the bid says when
 * care begins. [ROUT-40, AWRD-06]
 *
 * @param agreedOn `YYYY-MM-DD`; null if none is given
 * @param offeredFrom the first day that the bid offers
 * @param today London date
 */
export function agreedStartRefusal(
  isAgreed: boolean,
  agreedOn: string | null,
  { offeredFrom, today }: { readonly offeredFrom: string; readonly today: string },
): Refusal | undefined {
  if (!isAgreed) return agreedOn === null ? undefined : NOT_AGREED_HERE;
  if (agreedOn === null) return AGREED_START_MISSING;
  if (agreedOn < offeredFrom || agreedOn < today) return AGREED_START_EARLY;
  return agreedOn > addLocalDays(today, MOST_DAYS_AHEAD) ? AGREED_START_LATE : undefined;
}

const FIELD = 'input.agreedStart';
const AGREED_START_MISSING = refuse(
  'ROUT-40',
  'AGREED_START_MISSING',
  'Give the day on which the winner is to start, as it was agreed.',
  FIELD,
);
const AGREED_START_EARLY = refuse(
  'AWRD-06',
  'AGREED_START_EARLY',
  'A start lies on or after the first day that the bid offers, and not in the past.',
  FIELD,
);
const AGREED_START_LATE = refuse(
  'AWRD-06',
  'AGREED_START_LATE',
  `A start lies at most ${MOST_DAYS_AHEAD} days ahead.`,
  FIELD,
);
const NOT_AGREED_HERE = refuse(
  'AWRD-06',
  'AGREED_START_NOT_ASKED',
  'On this route the bid says when care begins: leave the day out.',
  FIELD,
);
