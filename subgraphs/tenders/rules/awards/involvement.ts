import { councilTextRefusals } from '../../../../kernel/screening/screening.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Involved } from '../../../../schema/involved.js';

/** Who of the person's side took part in a decision, how, and when. [EVAL-11] */
export interface InvolvementEntry {
  readonly who: Involved;
  readonly how: string;
  readonly at: Date;
}

export interface Involvement {
  readonly entries: readonly InvolvementEntry[];
  /** Why nobody could take part; null when somebody did. */
  readonly notPossibleBecause: string | null;
}

/**
 * Refuses a decision taken without the person.
 *
 * It needs one entry that says how somebody took part, dated no later than the decision, or the reason why that was
 * not possible. [EVAL-11; 004]
 */
export function involvementRefusal(involvement: Involvement, decidedAt: Date): Refusal | undefined {
  if (involvement.entries.some((entry) => entry.how.trim() !== '' && entry.at <= decidedAt)) return undefined;
  if (involvement.notPossibleBecause?.trim()) return undefined;
  return INVOLVEMENT_MISSING;
}

/**
 * Refuses how somebody took part when it says nothing, or tells anybody's data: people read it who read no person. `fieldOf`
 * gives the place of the entry in the input. [EVAL-11, IDG-05]
 */
export function involvementTextRefusals(
  entries: readonly InvolvementEntry[],
  fieldOf: (nth: number) => string,
): readonly Refusal[] {
  return entries.flatMap(({ how }, nth) => {
    const field = `${fieldOf(nth)}.how`;
    if (how.trim() === '') return [refuse('EVAL-11', 'INVOLVEMENT_MISSING', 'Say how they took part.', field)];
    return councilTextRefusals(how, field);
  });
}

const INVOLVEMENT_MISSING = refuse(
  'EVAL-11',
  'INVOLVEMENT_MISSING',
  'Say who of the person or their carers took part, how and when, or why that was not possible.',
  'input.involvement',
);
