import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

const LONGEST_REFERENCE = 100;

/** Refuses a spot check that was not made yet, or does not say who checked whom. [DEL-17] */
export function spotCheckRefusal(
  check: { readonly at: Date; readonly checker: string; readonly worker: string },
  now: Date,
  clockSkewMinutes: number,
): Refusal | undefined {
  if (check.at.getTime() > now.getTime() + clockSkewMinutes * 60_000) {
    return refuse('DEL-17', 'INSTANT_IN_FUTURE', 'A spot check is recorded once it was made.', 'input.at');
  }
  for (const field of ['checker', 'worker'] as const) {
    if (check[field].length < 1 || check[field].length > LONGEST_REFERENCE) {
      return refuse('DEL-17', 'TEXT_LENGTH', `A reference has 1 to ${LONGEST_REFERENCE} characters.`, `input.${field}`);
    }
  }
  return check.checker === check.worker
    ? refuse('DEL-17', 'CHECKED_BY_ITSELF', 'A worker is checked by somebody else.', 'input.checker')
    : undefined;
}
