import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

const LONGEST_REFERENCE = 100;

/** Refuses a spot check that does not say who checked whom. [DEL-17] */
export function spotCheckRefusal(check: { readonly checker: string; readonly worker: string }): Refusal | undefined {
  for (const field of ['checker', 'worker'] as const) {
    if (check[field].length < 1 || check[field].length > LONGEST_REFERENCE) {
      return refuse('DEL-17', 'TEXT_LENGTH', `A reference has 1 to ${LONGEST_REFERENCE} characters.`, `input.${field}`);
    }
  }
  return check.checker === check.worker
    ? refuse('DEL-17', 'CHECKED_BY_ITSELF', 'A worker is checked by somebody else.', 'input.checker')
    : undefined;
}
