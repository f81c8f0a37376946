import type { Refusal } from '../../../../kernel/values/refusal.js';
import type { ExceptionOutcome } from '../../../../schema/events/cases.js';
import { conditionRefusals, topUpCondition } from './alternative.js';
import { costMovedRefusal, type PlaceCost, type PlaceFacts, placeCost, placeCostRefusals } from './place-cost.js';
import { homeChosen, type SettledTerms } from './top-up-terms.js';

/** A place that is to be awarded, as the register has it at that instant, beside what was on record when it was chosen. */
export interface PlaceAwarded {
  readonly facts: PlaceFacts;
  readonly chosen: {
    /** Null for a choice that was recorded before this was kept. */
    readonly cost: PlaceCost | null;
    readonly terms: SettledTerms | null;
    /** What the council decided of exceptional circumstances; null if it has not, or was not asked. */
    readonly exception: ExceptionOutcome | null;
  };
}

/**
 * Why a place is not awarded: price or fee is not on record, or has moved since the choice and leaves a top-up, or what is above
 * the fee is neither agreed and signed for, nor excused by the council. [CHOI-06; 000 ¶9a(4)]
 */
export function placeRefusals({ facts, chosen }: PlaceAwarded): readonly Refusal[] {
  const cost = placeCost(facts);
  if (!cost) return placeCostRefusals(facts);
  const moved = costMovedRefusal(chosen.cost, cost, 'input.callOffId');
  if (moved) return [moved];
  // What the council has not granted by now excuses nobody.
  return conditionRefusals([topUpCondition(homeChosen(cost, chosen.terms, chosen.exception ?? 'REFUSED'))]);
}
