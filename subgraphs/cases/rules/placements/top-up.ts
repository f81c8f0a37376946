import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { ExceptionOutcome, TopUpStatus } from '../../../../schema/events/cases.js';
import type { AwardedTopUp } from '../../../../schema/events/tenders.js';
import { isInAHome } from '../requests/home-need.js';
import type { ServiceType } from '../requests/request-type.js';

/** What a third party agrees to. Dates are `YYYY-MM-DD`. */
export interface TopUpAgreement {
  /** Empty until it is recorded: an award does not tell it. */
  readonly thirdParty: string;
  readonly status: TopUpStatus;
  readonly requestedOn: string;
  /** Of a signed one alone. */
  readonly signedOn: string | null;
}

/** Why nobody is asked to pay the difference, or why somebody is after all. */
export interface TopUpException {
  readonly outcome: ExceptionOutcome;
  readonly decidedOn: string;
  /** Empty where it was decided at the choice, with which it is kept. */
  readonly reason: string;
}

/**
 * What the price of a home is above the council's fee, and who bears it: a third party, or by an exceptional decision nobody
 * else. Money is whole pence a week. [AWRD-11, PAY-09, CHOI-06; 000 ¶9a(4)]
 */
export interface TopUp {
  readonly amountPence: number;
  /** The council's standard fee that the price was held against, and its version. */
  readonly standardFeePence: number;
  readonly feeVersion: string;
  readonly agreement: TopUpAgreement | null;
  readonly exception: TopUpException | null;
}

const LONGEST_NAME = 200;
const LONGEST_VERSION = 50;
const LONGEST_REASON = 500;

/**
 * What keeps a top-up from being held: a placement that is no place in a home or whose price is not known, an amount
 * other than what the price is above the fee, no fee version, both or neither of an agreement and an exceptional decision, or
 * dates that are out of order or to come. London dates. [AWRD-11, PAY-09]
 */
export function topUpRefusals(
  topUp: TopUp,
  placement: { readonly serviceType: ServiceType; readonly weeklyPricePence: number | null },
  today: string,
): Refusal[] {
  const { agreement, exception, feeVersion } = topUp;
  const refusals: Array<Refusal | undefined> = [differenceRefusal(topUp, placement)];
  if (!isSaid(feeVersion, LONGEST_VERSION)) {
    const message = `Name the version of the fee in 1 to ${LONGEST_VERSION} characters.`;
    refusals.push(refuse('AWRD-11', 'FEE_VERSION_MISSING', message, 'input.feeVersion'));
  }
  if ((agreement === null) === (exception === null)) {
    const message = "Give the third party's agreement or the council's exceptional decision, and one of the two alone.";
    refusals.push(refuse('AWRD-11', 'TOP_UP_NOT_CLEAR', message, 'input.agreement'));
  }
  if (agreement) refusals.push(...agreementRefusals(agreement, today));
  if (exception) refusals.push(...exceptionRefusals(exception, today));
  return refusals.filter((refusal) => refusal !== undefined);
}

function differenceRefusal(
  { amountPence, standardFeePence }: TopUp,
  { serviceType, weeklyPricePence }: { readonly serviceType: ServiceType; readonly weeklyPricePence: number | null },
): Refusal | undefined {
  if (!isInAHome(serviceType)) {
    const message = 'Only a place in a home has a top-up.';
    return refuse('AWRD-11', 'NO_TOP_UP', message, 'input.placementId');
  }
  if (weeklyPricePence === null) {
    const message = 'The price of a week must be known before a top-up is held.';
    return refuse('AWRD-11', 'PRICE_NOT_KNOWN', message, 'input.placementId');
  }
  if (!Number.isInteger(standardFeePence) || standardFeePence <= 0) {
    return refuse('AWRD-11', 'PENCE_INVALID', 'Give the fee in pence a week, above 0.', 'input.standardFeePence');
  }
  if (amountPence > 0 && amountPence === weeklyPricePence - standardFeePence) return undefined;
  const message = `The top-up is what the price, ${weeklyPricePence} pence a week, is above the fee.`;
  return refuse('PAY-09', 'TOP_UP_NOT_THE_DIFFERENCE', message, 'input.amountPence');
}

function agreementRefusals({ thirdParty, status, requestedOn, signedOn }: TopUpAgreement, today: string): Refusal[] {
  const at = 'input.agreement';
  const refusals: Refusal[] = [];
  if (!isSaid(thirdParty, LONGEST_NAME)) {
    const message = `Say who pays in 1 to ${LONGEST_NAME} characters.`;
    refusals.push(refuse('AWRD-11', 'THIRD_PARTY_MISSING', message, `${at}.thirdParty`));
  }
  if (requestedOn > today) {
    refusals.push(refuse('AWRD-11', 'DATE_TO_COME', 'It was requested today or before.', `${at}.requestedOn`));
  }
  if ((status === 'SIGNED') !== (signedOn !== null)) {
    const message = 'A signed agreement, and no other, gives the day on which it was signed.';
    refusals.push(refuse('AWRD-11', 'SIGNED_ON_NOT_CLEAR', message, `${at}.signedOn`));
  } else if (signedOn !== null && (signedOn < requestedOn || signedOn > today)) {
    const message = 'It was signed on the day of its request or later, and not after today.';
    refusals.push(refuse('AWRD-11', 'DATE_TO_COME', message, `${at}.signedOn`));
  }
  return refusals;
}

function exceptionRefusals({ decidedOn, reason }: TopUpException, today: string): Refusal[] {
  const refusals: Refusal[] = [];
  if (decidedOn > today) {
    refusals.push(refuse('AWRD-11', 'DATE_TO_COME', 'It was decided today or before.', 'input.exception.decidedOn'));
  }
  if (!isSaid(reason, LONGEST_REASON)) {
    const message = `Say why in 1 to ${LONGEST_REASON} characters.`;
    refusals.push(refuse('AWRD-11', 'REASON_MISSING', message, 'input.exception.reason'));
  }
  return refusals;
}

function isSaid(text: string, most: number): boolean {
  return text.trim() !== '' && text.length <= most;
}

/**
 * The top-up of a place as its award settled it, held with the placement from the first: by the agreement that was signed, or
 * by the exceptional decision. Who pays, or why nobody does, is none of what an award tells. [AWRD-11, PAY-09, CHOI-06]
 */
export function topUpOfAward(awarded: AwardedTopUp): TopUp {
  const { weeklyPence: amountPence, standardFeePence, feeVersion, ground, requestedOn, settledOn } = awarded;
  const of = { amountPence, standardFeePence, feeVersion };
  if (ground === 'GRANTED') {
    return { ...of, agreement: null, exception: { outcome: 'GRANTED', decidedOn: settledOn, reason: '' } };
  }
  const signed = { thirdParty: '', status: 'SIGNED', signedOn: settledOn } as const;
  return { ...of, agreement: { ...signed, requestedOn: requestedOn ?? settledOn }, exception: null };
}

/** What a third party pays a week: all of a top-up that it has signed for, and nothing of any other. [PAY-09] */
export function thirdPartyPence({ amountPence, agreement }: Pick<TopUp, 'amountPence' | 'agreement'>): number {
  return agreement?.status === 'SIGNED' ? amountPence : 0;
}

/** What the council itself pays a week: the price without the share of a third party. Null without a price. [PAY-09] */
export function councilSharePence({
  weeklyPricePence,
  thirdPartyWeeklyPence,
}: {
  readonly weeklyPricePence: number | null;
  readonly thirdPartyWeeklyPence: number;
}): number | null {
  return weeklyPricePence === null ? null : weeklyPricePence - thirdPartyWeeklyPence;
}
