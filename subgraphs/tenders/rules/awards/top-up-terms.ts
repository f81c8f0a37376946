import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ExceptionOutcome, TopUpStatus } from '../../../../schema/events/cases.js';
import type { AwardedTopUp } from '../../../../schema/events/tenders.js';
import type { HomeChosen } from './alternative.js';
import { type InvolvementEntry, involvementTextRefusals } from './involvement.js';
import { feeVersionOf, type PlaceCost } from './place-cost.js';

/** How far the agreement of a third party has come. Who it is stays with the case. Dates are `YYYY-MM-DD`. [CHOI-06, AWRD-11] */
export interface ThirdPartyAgreement {
  readonly status: TopUpStatus;
  readonly requestedOn: string;
  /** Of a signed one alone. */
  readonly signedOn: string | null;
}

/** What is on record with a choice of a home about what is above the standard fee. [CHOI-06] */
export interface TopUpTerms extends SettledTerms {
  /** Who of the person and their advocate understands and agrees that a third party is asked for it, how and when they said so. */
  readonly understoodBy: InvolvementEntry | null;
}

/** As much of it as settles who pays. */
export interface SettledTerms {
  readonly understoodBy: object | null;
  readonly agreement: ThirdPartyAgreement | null;
  /** Why nobody should be asked, as it is put to the council; null if that is not asked of it. */
  readonly exceptionalCircumstances: string | null;
}

/** The longest text that puts exceptional circumstances to the council. */
export const CIRCUMSTANCES_CHARACTERS = 1000;

/** Who may understand and agree. (CHOI-06) */
const UNDERSTANDS: ReadonlyArray<InvolvementEntry['who']> = ['PERSON', 'ADVOCATE'];

const FIELD = 'input.topUp';

/**
 * Why terms of a top-up are not taken; empty if they are. They belong to a place in a home. The person or their advocate
 * understands, in the past; dates are in order, and none to come; an agreement that is signed, and no other, has the day; and
 * exceptional circumstances are put to the council in place of a signed agreement. Texts tell nobody's data. [CHOI-06,
 * CHOI-09, IDG-05]
 *
 * @param isPlace whether the choice is of a place in a home on a route that weighs its price
 */
export function topUpTermsRefusals(terms: TopUpTerms | null, isPlace: boolean, at: Date): readonly Refusal[] {
  if (!terms) return [];
  if (!isPlace) return [TOP_UP_NOT_HERE];
  const { understoodBy, agreement, exceptionalCircumstances } = terms;
  const refusals: Refusal[] = [];
  if (!understoodBy && !agreement && exceptionalCircumstances === null) refusals.push(NOTHING_SAID);
  if (understoodBy) refusals.push(...understoodRefusals(understoodBy, at));
  if (agreement) refusals.push(...agreementRefusals(agreement, localDateOf(at)));
  if (exceptionalCircumstances !== null) refusals.push(...circumstancesRefusals(exceptionalCircumstances));
  if (agreement?.status === 'SIGNED' && exceptionalCircumstances !== null) refusals.push(NOT_CLEAR);
  return refusals;
}

function understoodRefusals(understoodBy: InvolvementEntry, at: Date): Refusal[] {
  const field = `${FIELD}.understoodBy`;
  return [
    ...(UNDERSTANDS.includes(understoodBy.who) ? [] : [NOT_THEIRS_TO_AGREE]),
    ...(understoodBy.at > at ? [UNDERSTOOD_LATER] : []),
    ...involvementTextRefusals([understoodBy], () => field),
  ];
}

function agreementRefusals({ status, requestedOn, signedOn }: ThirdPartyAgreement, today: string): Refusal[] {
  const field = `${FIELD}.agreement`;
  if (requestedOn > today) {
    return [refuse('CHOI-06', 'DATE_TO_COME', 'It was requested today or before.', `${field}.requestedOn`)];
  }
  if ((status === 'SIGNED') !== (signedOn !== null)) {
    const message = 'A signed agreement, and no other, gives the day on which it was signed.';
    return [refuse('CHOI-06', 'SIGNED_ON_NOT_CLEAR', message, `${field}.signedOn`)];
  }
  if (signedOn !== null && signedOn > today) {
    return [refuse('CHOI-06', 'DATE_TO_COME', 'It was signed today or before.', `${field}.signedOn`)];
  }
  if (signedOn !== null && signedOn < requestedOn) {
    const message = 'It was signed on the day of its request or later.';
    return [refuse('CHOI-06', 'SIGNED_BEFORE_REQUEST', message, `${field}.signedOn`)];
  }
  return [];
}

function circumstancesRefusals(text: string): readonly Refusal[] {
  const { length } = text.trim();
  if (length === 0 || length > CIRCUMSTANCES_CHARACTERS) return [CIRCUMSTANCES_MISSING];
  return councilTextRefusals(text, `${FIELD}.exceptionalCircumstances`);
}

/**
 * What is known of who pays for a place: its cost with what is on record, and what the council has decided of exceptional
 * circumstances; while it has not, they are asked. [CHOI-06]
 */
export function homeChosen(
  { pricePence, feePence }: Pick<PlaceCost, 'pricePence' | 'feePence'>,
  terms: SettledTerms | null,
  decided: ExceptionOutcome | null,
): HomeChosen {
  const isAsked = terms !== null && terms.exceptionalCircumstances !== null;
  return {
    ...{ pricePence, feePence },
    isUnderstood: terms?.understoodBy != null,
    agreement: terms?.agreement?.status ?? null,
    exception: isAsked ? (decided ?? 'ASKED') : null,
  };
}

/**
 * The top-up as an award tells it, so that it is held with the placement: how much, the fee it was held against, and on what
 * ground; never who pays, nor why nobody does. Null without a top-up. [AWRD-11, PAY-09]
 *
 * @param granted when the council granted exceptional circumstances; null if it did not
 */
export function awardedTopUp(cost: PlaceCost, terms: SettledTerms | null, granted: Date | null): AwardedTopUp | null {
  if (cost.topUpPence === 0) return null;
  const of = {
    weeklyPence: cost.topUpPence,
    standardFeePence: cost.feePence,
    feeVersion: feeVersionOf(cost),
  };
  const agreement = terms?.agreement;
  if (granted) return { ...of, ground: 'GRANTED', requestedOn: null, settledOn: localDateOf(granted) };
  if (!agreement?.signedOn) return null;
  return { ...of, ground: 'SIGNED', requestedOn: agreement.requestedOn, settledOn: agreement.signedOn };
}

/** The longest explanation of a decision on exceptional circumstances. */
export const EXCEPTION_EXPLANATION_CHARACTERS = 1000;

/**
 * Why a decision on exceptional circumstances is not taken: none waits for it, or something was chosen since; or it gives no
 * reason. Its words tell nobody's data. [CHOI-06, IDG-05]
 */
export function exceptionRefusals(facts: {
  /** Whether this choice is the latest of its call-off, puts them to the council, and they are not decided. */
  readonly awaitsDecision: boolean;
  readonly explanation: string;
}): readonly Refusal[] {
  if (!facts.awaitsDecision) return [NO_EXCEPTION_TO_DECIDE];
  const { length } = facts.explanation.trim();
  return [
    ...(length === 0 || length > EXCEPTION_EXPLANATION_CHARACTERS ? [EXCEPTION_NOT_EXPLAINED] : []),
    ...councilTextRefusals(facts.explanation, 'input.explanation'),
  ];
}

const TOP_UP_NOT_HERE = refuse(
  'CHOI-06',
  'TOP_UP_NOT_HERE',
  'A top-up is for a place in a care home whose price is held against the standard fee: leave it out.',
  FIELD,
);
const NOTHING_SAID = refuse(
  'CHOI-06',
  'TOP_UP_EMPTY',
  'Say who understands that a top-up is asked for, how far its agreement has come, or which circumstances are exceptional; or leave it out.',
  FIELD,
);
const NOT_CLEAR = refuse(
  'CHOI-06',
  'TOP_UP_NOT_CLEAR',
  'Exceptional circumstances are put to the council in place of a signed agreement: give one of the two.',
  `${FIELD}.exceptionalCircumstances`,
);
const NOT_THEIRS_TO_AGREE = refuse(
  'CHOI-06',
  'NOT_THEIRS_TO_AGREE',
  `Who understands and agrees is one of: ${UNDERSTANDS.join(', ')}.`,
  `${FIELD}.understoodBy.who`,
);
const UNDERSTOOD_LATER = refuse(
  'CHOI-09',
  'DECIDED_LATER',
  'Record it once they have agreed: this instant is still to come.',
  `${FIELD}.understoodBy.at`,
);
const CIRCUMSTANCES_MISSING = refuse(
  'CHOI-06',
  'CIRCUMSTANCES_MISSING',
  `Say which circumstances are exceptional, in at most ${CIRCUMSTANCES_CHARACTERS} characters; name nobody.`,
  `${FIELD}.exceptionalCircumstances`,
);
const NO_EXCEPTION_TO_DECIDE = refuse(
  'CHOI-06',
  'NO_EXCEPTION_TO_DECIDE',
  'Exceptional circumstances are decided of the latest choice of a call-off, once, if they were put to the council.',
  'input.choiceId',
);
const EXCEPTION_NOT_EXPLAINED = refuse(
  'CHOI-06',
  'EXCEPTION_NOT_EXPLAINED',
  `Give the reason of the decision, in at most ${EXCEPTION_EXPLANATION_CHARACTERS} characters; name nobody.`,
  'input.explanation',
);
