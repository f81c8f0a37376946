import { addLocalDays, isWallTime, localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { HomeStanding } from '../../../../schema/events/providers.js';
import type { Check } from '../invitations/check.js';
import { eligibilityRefusals } from '../invitations/eligibility.js';
import { type AnswerFacts, firstAnswerRefusal, reconfirmationRefusal, versionRefusal } from './answer.js';
import { type Answered, type AnswerForm, answerRefusals, formRefusal, homeRefusals } from './answer-form.js';
import type { BidContent } from './bid-content.js';
import type { AdvertAsks } from './response-content.js';

export interface BidFacts extends AnswerFacts {
  readonly content: BidContent;
  /** The form that it is in, and the one that its call-off asks for. */
  readonly form: { readonly given: AnswerForm; readonly asked: AnswerForm };
  readonly need: NeedProfile;
  /** What the advert asks beside the need; left out, nothing. */
  readonly asks?: AdvertAsks;
  /** Version of the advert that the bidder has read. */
  readonly read: number;
  /** Versions of the advert as it is now. */
  readonly present: Parameters<typeof versionRefusal>[1];
  /** Made for purpose BID, on the standing as it is now and on this content. */
  readonly checks: readonly Check[];
  /**
   * The home that it is of, as the council knows it; null if it knows no such home of the bidder, undefined for an answer of
   * none.
   */
  readonly home?: HomeStanding | null;
  /** The home that the stage asks for alone; null or left out if it asks for any. */
  readonly onlyHomeId?: string | null;
}

/**
 * Why a bid is not taken; empty if it is.
 *
 * A provider that was not invited learns that and nothing else (IDG-23). A late bid is late, whatever else is wrong.
 * Otherwise everything that is wrong is told at once, so that a rostering system need send only once more. [ROUT-04, ROUT-27,
 * WIN-01, WIN-05, WIN-12, WIN-14, EVAL-01; 002 App A ¶2]
 */
export function bidRefusals(facts: BidFacts): readonly Refusal[] {
  const barred = firstAnswerRefusal(facts) ?? formRefusal(facts.form.given, facts.form.asked);
  if (barred) return [barred];
  const outdated = versionRefusal(facts.read, facts.present);
  return [
    ...answerRefusals(answeredBy(facts), facts.need),
    ...homeRefusals(answeredBy(facts), facts.need, facts.home, facts.onlyHomeId ?? null),
    ...startRefusals(facts.content, facts.receivedAt).map((refusal) => inFieldsOf(facts.form.asked, refusal)),
    // What is incomplete is told field by field above.
    ...eligibilityRefusals(facts.checks, 'BID').filter((refusal) => refusal.code !== 'BID_INCOMPLETE'),
    ...(outdated ? [outdated] : []),
  ];
}

/** Why a stale bid cannot be reconfirmed as it is; empty if it can. [WIN-14, ROUT-04] */
export function reconfirmationRefusals(facts: Omit<BidFacts, 'checks' | 'home' | 'onlyHomeId'>): readonly Refusal[] {
  const barred = reconfirmationRefusal(facts);
  if (barred) return [barred];
  const outdated = versionRefusal(facts.read, facts.present);
  const missing = answerRefusals(answeredBy(facts), facts.need);
  // Whom it covers cannot be changed as it is reconfirmed.
  const others = missing.filter(({ rule }) => rule !== 'ROUT-39');
  return [...(others.length < missing.length ? [COVERS_OTHERS] : []), ...others, ...(outdated ? [outdated] : [])];
}

function answeredBy({ form, content, asks }: Pick<BidFacts, 'form' | 'content' | 'asks'>): Answered {
  return { form: form.asked, content, ...(asks && { asks }) };
}

const COVERS_OTHERS = refuse(
  'ROUT-39',
  'BID_COVERS_OTHERS',
  'It is advertised for other people now than this bid covers: withdraw the bid, and answer again for all of them.',
  'input.callOffId',
);

/** Who offers a start that lies further ahead has mistyped it. */
const MOST_DAYS_AHEAD = 366;

/** Refuses a start on a day that has passed or lies far ahead, or at a time that no clock in London shows. (ROUT-04) */
function startRefusals({ startDate, startTime }: BidContent, receivedAt: Date): readonly Refusal[] {
  const today = localDateOf(receivedAt);
  if (startDate && startDate < today) return [START_PASSED];
  if (startDate && startDate > addLocalDays(today, MOST_DAYS_AHEAD)) return [START_FAR_AHEAD];
  return startDate && startTime && !isWallTime(startDate, startTime) ? [NO_SUCH_TIME] : [];
}

/** What a home calls the day and the time at which the care starts. (ROUT-34) */
const ADMISSION_FIELDS: Readonly<Record<string, string>> = {
  'input.startDate': 'input.admissionDate',
  'input.startTime': 'input.admissionTime',
};

/** The same refusal under the name that the field has in this form. */
function inFieldsOf(form: AnswerForm, refusal: Refusal): Refusal {
  const field = form === 'HOME_DECISION' && refusal.field ? ADMISSION_FIELDS[refusal.field] : undefined;
  return field ? { ...refusal, field } : refusal;
}

const START_PASSED = refuse('ROUT-04', 'START_PASSED', 'Give a start of today or later.', 'input.startDate');
const START_FAR_AHEAD = refuse(
  'ROUT-04',
  'START_FAR_AHEAD',
  `Give a start at most ${MOST_DAYS_AHEAD} days ahead.`,
  'input.startDate',
);
const NO_SUCH_TIME = refuse(
  'ROUT-04',
  'NO_SUCH_TIME',
  'The clocks go forward over this time; give another.',
  'input.startTime',
);
