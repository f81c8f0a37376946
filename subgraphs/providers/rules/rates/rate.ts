import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { CARE_TYPES, type CareType } from '../../../../schema/events/cases.js';
import { type DateSpan, spanRefusal } from '../date-span.js';

export const RATE_KINDS = ['BLENDED', 'SLEEP_IN', 'WAKING_NIGHT', 'OTHER'] as const;
export type RateKind = (typeof RATE_KINDS)[number];

/** What a rate pays for: rates for the same thing follow each other in time. */
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
 * Refuses one rate that cannot be right: `PENCE_INVALID`; `SPAN_ENDS_BEFORE_IT_BEGINS`; `CARE_TYPE_REQUIRED` or
 * `CARE_TYPE_NOT_EXPECTED`; `LABEL_REQUIRED` for an `OTHER` rate; `APPROVER_REQUIRED` and `REASON_REQUIRED` for a
 * negotiated one. [PROV-32; 002 ¶7.22]
 */
export function rateRefusals(rate: Rate): readonly Refusal[] {
  const refusals: Array<Refusal | undefined> = [spanRefusal(rate, 'PROV-32')];
  const refuseIf = (when: boolean, code: string, message: string, field: string) => {
    if (when) refusals.push(refuse('PROV-32', code, message, field));
  };
  const blank = (text: string | null) => !text?.trim();
  refuseIf(
    !Number.isSafeInteger(rate.pence) || rate.pence <= 0,
    'PENCE_INVALID',
    'A rate is a whole number of pence above 0.',
    'pence',
  );
  refuseIf(
    rate.kind === 'BLENDED' && rate.careType === null,
    'CARE_TYPE_REQUIRED',
    `A blended rate names its care type: ${CARE_TYPES.join(', ')}.`,
    'careType',
  );
  refuseIf(
    rate.kind !== 'BLENDED' && rate.careType !== null,
    'CARE_TYPE_NOT_EXPECTED',
    'Only a blended rate names a care type.',
    'careType',
  );
  refuseIf(
    rate.kind === 'OTHER' && blank(rate.label),
    'LABEL_REQUIRED',
    "A rate of another kind bears the pricing tool's name for it.",
    'label',
  );
  const negotiated = rate.packageId !== null;
  refuseIf(
    negotiated && blank(rate.approvedBy),
    'APPROVER_REQUIRED',
    'A negotiated rate says who approved it.',
    'approvedBy',
  );
  refuseIf(
    negotiated && blank(rate.reason),
    'REASON_REQUIRED',
    'A negotiated rate says why it was negotiated.',
    'reason',
  );
  return refusals.filter((refusal) => refusal !== undefined);
}

/** The care types that a new price is for: those named, or all of them for a blended rate that names none [PROV-32, AMB-41]. */
export function careTypesPriced(kind: RateKind, named: readonly CareType[] | null): ReadonlyArray<CareType | null> {
  if (named?.length) return [...new Set(named)];
  return kind === 'BLENDED' ? CARE_TYPES : [null];
}
