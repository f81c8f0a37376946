import { type Refusal, refuse } from '../../../kernel/values/refusal.js';

/**
 * A stretch of whole local days, `YYYY-MM-DD`, both ends included; `to` null is open. Memberships, rates, wards and
 * the patch map are all dated this way. ISO dates sort as text, so no calendar is needed to compare them.
 */
export interface DateSpan {
  readonly from: string;
  readonly to: string | null;
}

/** Whether `date` (`YYYY-MM-DD`) lies in the span; its first and its last day do. */
export function covers(span: DateSpan, date: string): boolean {
  return span.from <= date && (span.to === null || date <= span.to);
}

/** Whether two spans share at least one day. */
export function overlap(one: DateSpan, other: DateSpan): boolean {
  return (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
}

/** Refuses `SPAN_ENDS_BEFORE_IT_BEGINS`, under the rule that dates the thing, on the field `to`. */
export function spanRefusal(span: DateSpan, rule: string, field = 'to'): Refusal | undefined {
  if (span.to === null || span.from <= span.to) return undefined;
  return refuse(
    rule,
    'SPAN_ENDS_BEFORE_IT_BEGINS',
    'The last day must be the first day or later, or be left open.',
    field,
  );
}
