import { addLocalDays } from '../../../../kernel/time/working-time.js';
import type { Refusal } from '../../../../kernel/values/refusal.js';
import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import { covers, type DateSpan, overlap, spanRefusal } from '../hours/date-span.js';

export const RATE_KINDS = ['BLENDED', 'SLEEP_IN', 'WAKING_NIGHT', 'OTHER'] as const;
export type RateKind = (typeof RATE_KINDS)[number];

/** What a rate is for: rates for the same thing follow each other in time. */
export interface RateSubject {
  readonly kind: RateKind;
  /** Of a `BLENDED` rate; null for the others. */
  readonly careType: CareType | null;
  /** The pricing tool's name for an `OTHER` rate; null for the others. */
  readonly label: string | null;
  /** The exceptional package a rate was negotiated for; null is the contracted rate (App H). */
  readonly packageId: string | null;
}

/** One price, dated [PROV-32]. */
export interface Rate extends RateSubject, DateSpan {
  /** Per hour for `BLENDED`, per night for `SLEEP_IN` and `WAKING_NIGHT`, per the tool's own unit for `OTHER`. */
  readonly pence: number;
  /** Of a negotiated rate: who approved it (a subject, never a name), and why. */
  readonly approvedBy: string | null;
  readonly reason: string | null;
}

/**
 * Refuses one rate that could not be [PROV-32; 002 ¶7.22]: `PENCE_INVALID`; `SPAN_ENDS_BEFORE_IT_BEGINS`;
 * `CARE_TYPE_REQUIRED` or `CARE_TYPE_NOT_EXPECTED`; `LABEL_REQUIRED` of an `OTHER` rate; `APPROVER_REQUIRED` and
 * `REASON_REQUIRED` of a negotiated one.
 */
export function rateRefusals(rate: Rate): readonly Refusal[] {
  const refusals: Array<Refusal | undefined> = [spanRefusal(rate, 'PROV-32')];
  const refuse = (when: boolean, code: string, message: string, field: string) => {
    if (when) refusals.push({ rule: 'PROV-32', code, message, field });
  };
  const blank = (text: string | null) => !text?.trim();
  refuse(
    !Number.isSafeInteger(rate.pence) || rate.pence <= 0,
    'PENCE_INVALID',
    'A rate is a whole number of pence above 0.',
    'pence',
  );
  refuse(
    rate.kind === 'BLENDED' && rate.careType === null,
    'CARE_TYPE_REQUIRED',
    `A blended rate names its care type: ${CARE_TYPES.join(', ')}.`,
    'careType',
  );
  refuse(
    rate.kind !== 'BLENDED' && rate.careType !== null,
    'CARE_TYPE_NOT_EXPECTED',
    'Only a blended rate names a care type.',
    'careType',
  );
  refuse(
    rate.kind === 'OTHER' && blank(rate.label),
    'LABEL_REQUIRED',
    "A rate of another kind bears the pricing tool's name for it.",
    'label',
  );
  const negotiated = rate.packageId !== null;
  refuse(
    negotiated && blank(rate.approvedBy),
    'APPROVER_REQUIRED',
    'A negotiated rate says who approved it.',
    'approvedBy',
  );
  refuse(
    negotiated && blank(rate.reason),
    'REASON_REQUIRED',
    'A negotiated rate says why it was negotiated.',
    'reason',
  );
  return refusals.filter((refusal) => refusal !== undefined);
}

/**
 * Refuses a provider's whole table of rates [PROV-32, AMB-41; 002 ¶7.22, App H]: `RATES_OVERLAP` where two rates for
 * the same thing share a day, and `MORE_THAN_ONE_PRICE` where the contracted blended rates of two care types differ on
 * a day: a provider has one price across care types.
 */
export function rateTableRefusals(rates: readonly Rate[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const [index, rate] of rates.entries()) {
    const sharing = rates.slice(0, index).filter((earlier) => overlap(earlier, rate));
    if (sharing.some((earlier) => sameSubject(earlier, rate))) {
      refusals.push({
        rule: 'PROV-32',
        code: 'RATES_OVERLAP',
        message: 'Rates for the same thing follow each other: one begins after the other ends.',
        field: 'from',
      });
    }
    if (isContractedBlended(rate) && sharing.some((earlier) => isOtherPrice(earlier, rate))) {
      refusals.push({
        rule: 'PROV-32',
        code: 'MORE_THAN_ONE_PRICE',
        message: 'A provider has one blended price for all its care types on each day.',
        field: 'pence',
      });
    }
  }
  return refusals;
}

/**
 * The table after new rates begin: what they replace ends on the day before. A rate that itself begins on the same day
 * or later is left as it is, for `rateTableRefusals` to refuse: the past is not rewritten.
 */
export function withNewRates(held: readonly Rate[], begun: readonly Rate[]): readonly Rate[] {
  const ended = held.map((rate) => {
    const successor = begun.find((each) => sameSubject(each, rate) && rate.from < each.from && covers(rate, each.from));
    return successor ? { ...rate, to: addLocalDays(successor.from, -1) } : rate;
  });
  return [...ended, ...begun];
}

/** The contracted blended rates in force on a date: pence an hour, by care type; a care type without one is absent. */
export function blendedRatePence(rates: readonly Rate[], on: string): Readonly<Partial<Record<CareType, number>>> {
  const inForce = rates.filter((rate) => isContractedBlended(rate) && covers(rate, on));
  return Object.fromEntries(inForce.map(({ careType, pence }) => [careType, pence]));
}

/** The pence for one thing on a date, or null: the rate negotiated for the package, else the contracted one. */
export function penceFor(rates: readonly Rate[], subject: RateSubject, on: string): number | null {
  const inForce = (wanted: RateSubject) => rates.find((rate) => sameSubject(rate, wanted) && covers(rate, on))?.pence;
  return inForce(subject) ?? inForce({ ...subject, packageId: null }) ?? null;
}

function sameSubject(one: RateSubject, other: RateSubject): boolean {
  return (
    one.kind === other.kind &&
    one.careType === other.careType &&
    one.label === other.label &&
    one.packageId === other.packageId
  );
}

function isContractedBlended(rate: Rate): boolean {
  return rate.kind === 'BLENDED' && rate.packageId === null;
}

function isOtherPrice(earlier: Rate, rate: Rate): boolean {
  return isContractedBlended(earlier) && earlier.careType !== rate.careType && earlier.pence !== rate.pence;
}
