import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ExceptionOutcome } from '../../../../schema/events/cases.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { type AnsweredChoice, answerTo, conditionRefusals, topUpCondition } from '../../rules/awards/alternative.js';
import { type PlaceCost, placeCost, placeCostRefusals } from '../../rules/awards/place-cost.js';
import { homeChosen, type SettledTerms } from '../../rules/awards/top-up-terms.js';
import type { PlaceAsked, RegisterAnswers } from './ask-register.js';

/**
 * Holds the choice of a place among those shown against the council's standard fee, on what the register has just said.
 * Refuses one whose price or fee is not on record, and one above the fee of which nothing settles who pays; exceptional
 * circumstances leave it to the council's discretion until it has decided. [CHOI-06; 000 ¶9a(4)]
 *
 * @param decided what the council has decided of exceptional circumstances; left out, nothing yet
 */
export function settlePlace(
  { need }: Pick<CallOff, 'need'>,
  { on }: PlaceAsked,
  { home, fee }: RegisterAnswers,
  terms: SettledTerms | null,
  decided: ExceptionOutcome | null = null,
): AnsweredChoice & { readonly placeCost: PlaceCost } {
  // Known: without a home its rating is not, and the choice was refused.
  const facts = { asked: need.home!, home: home!, on, fee };
  unlessRefused(...placeCostRefusals(facts));
  const cost = placeCost(facts)!;
  const condition = topUpCondition(homeChosen(cost, terms, decided));
  unlessRefused(...conditionRefusals([condition]));
  return { ...answerTo([condition]), placeCost: cost };
}
