import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { QafStanding } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';

/** A rating under a council's Quality Assurance Framework as it is kept, with the scale of its day. */
export interface QafRating {
  /** A whole number, 0 to `max`. */
  readonly score: number;
  readonly max: number;
  readonly band: string | null;
  /** `YYYY-MM-DD`; the day of expiry is the last on which it counts. */
  readonly assessedOn: string;
  readonly expiresOn: string;
  readonly recordedAt: Date;
}

/** A rating as an officer records it. */
export interface QafAssessment {
  readonly score: number;
  /** Who assessed it: a post or a team. */
  readonly assessor: string;
  readonly assessedOn: string;
  readonly expiresOn: string;
}

const LONGEST_ASSESSOR = 100;
const LONGEST_DAYS = 5 * 366;
const FIRST_DAY = '2000-01-01';

/**
 * Refuses a rating that cannot be right: a score that is no whole number from 0 to `policy.qaf.max`
 * (`SCORE_OUT_OF_SCALE`); no assessor, or one of more than 100 characters (`ASSESSOR_INVALID`); an assessment that is
 * still to come (`ASSESSED_LATER`) or was made before 2000 (`ASSESSED_TOO_LONG_AGO`), or that expires before it was made
 * or more than five years later (`EXPIRY_INVALID`). [PROV-34]
 */
export function qafRefusals(
  { score, assessor, assessedOn, expiresOn }: QafAssessment,
  today: string,
  { max }: Policy['qaf'],
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuseIf = (when: boolean, code: string, message: string, field: string) => {
    if (when) refusals.push(refuse('PROV-34', code, message, `input.${field}`));
  };
  const isOnScale = Number.isInteger(score) && score >= 0 && score <= max;
  refuseIf(!isOnScale, 'SCORE_OUT_OF_SCALE', `A score is a whole number, 0 to ${max}.`, 'score');
  const isNamed = assessor.trim().length > 0 && assessor.length <= LONGEST_ASSESSOR;
  const who = `The assessor is a post or a team, in 1 to ${LONGEST_ASSESSOR} characters.`;
  refuseIf(!isNamed, 'ASSESSOR_INVALID', who, 'assessor');
  refuseIf(assessedOn > today, 'ASSESSED_LATER', 'A rating is recorded once the assessment was made.', 'assessedOn');
  const first = 'An assessment was made in 2000 or later.';
  refuseIf(assessedOn < FIRST_DAY, 'ASSESSED_TOO_LONG_AGO', first, 'assessedOn');
  const last = 'A rating expires on the day of its assessment or later, and within five years.';
  const isDated = expiresOn >= assessedOn && expiresOn <= addLocalDays(assessedOn, LONGEST_DAYS);
  refuseIf(!isDated, 'EXPIRY_INVALID', last, 'expiresOn');
  return refusals;
}

/** Refuses `NOT_A_MEMBER` for a rating of a provider that the council has not admitted, or that has left it [PROV-34]. */
export function ratedRefusal(isMember: boolean): Refusal | undefined {
  if (isMember) return undefined;
  return refuse('PROV-34', 'NOT_A_MEMBER', 'A council rates providers that it has admitted.', 'input.providerId');
}

/** The band of a score: of those that begin at it or below, the one that begins last; null if none does [PROV-34]. */
export function bandOf(score: number, { bands }: Policy['qaf']): string | null {
  const reached = Object.entries(bands).filter(([, from]) => from <= score);
  return (
    reached.reduce<[string, number] | null>((best, each) => (best && best[1] >= each[1] ? best : each), null)?.[0] ??
    null
  );
}

/**
 * The rating that stands: the one of the latest assessment, and of one day the one recorded last, with whether its last
 * day has passed; null if there is none. [PROV-34, EVAL-06]
 */
export function qafStanding(ratings: readonly QafRating[], today: string): QafStanding | null {
  const [latest] = ratings.toSorted((one, other) =>
    one.assessedOn === other.assessedOn
      ? other.recordedAt.getTime() - one.recordedAt.getTime()
      : one.assessedOn < other.assessedOn
        ? 1
        : -1,
  );
  if (!latest) return null;
  const { score, max, band, assessedOn, expiresOn } = latest;
  return { score, max, band, assessedOn, expiresOn, expired: expiresOn < today };
}
