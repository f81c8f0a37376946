import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Choice } from '../../entities/awards/choice.js';
import { ChoiceDecision } from '../../entities/awards/choice-decision.js';
import { decisionRefusals, foundUnreasonable, type Reasonableness } from '../../rules/awards/alternative.js';
import { costMovedRefusal } from '../../rules/awards/place-cost.js';
import { decidedNow, followDecision, holdChoice } from '../../steps/awards/decide-choice.js';
import { alternativeOf, weighAlternative } from '../../steps/awards/weigh-alternative.js';

/** Officers of the council, who answer for what it spends; the person's practitioner brings the choice and does not weigh it. */
export const allowed = { scope: 'requests:write', roles: ['broker', 'commissioner'] } satisfies Allowed;

export interface DecideAlternative {
  readonly choiceId: string;
  readonly decision: Reasonableness;
  /** Why; needed where the choice is refused, for it is explained to the person. */
  readonly explanation: string;
  readonly idempotencyKey: string;
}

/**
 * The council decides whether a choice of another provider is reasonable. If it is, every other condition is asked again at this
 * instant, and the answer is kept with it: if all hold, the call-off goes on as the category says; if not, the choice is
 * refused and explained, and the person chooses again. A home whose price or fee has moved since, and leaves a top-up, is chosen
 * anew first. [CHOI-02, CHOI-03, CHOI-06, CHOI-07, SM-2; 000 ¶9a(5)]
 */
export async function decideAlternative(work: Work, input: DecideAlternative): Promise<Outcome<Choice>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'decideAlternative', key: idempotencyKey, input: request },
      async () => {
        const { choiceId, decision, explanation } = request;
        const toDecide = await holdChoice(t, choiceId);
        const { held, choice, decided, isUndecided } = toDecide;
        const awaitsDecision = isUndecided && choice.isAlternative && decided.reasonableness === null;
        unlessRefused(...decisionRefusals({ awaitsDecision, decision, explanation }));
        const soFar = { reasonableness: decision, exception: decided.exception?.outcome ?? null };
        const weighed =
          decision === 'UNREASONABLE' ? null : await weighAlternative(t, held, alternativeOf(choice), soFar);
        unlessRefused(weighed?.cost ? costMovedRefusal(choice.placeCost, weighed.cost, 'input.choiceId') : null);
        const { answer, conditions } = weighed ?? foundUnreasonable(choice.conditions);
        t.em.create(
          ChoiceDecision,
          {
            ...(await decidedNow(t, toDecide)),
            ...{ decision, explanation: explanation.trim(), answer, conditions },
          },
          { persist: true },
        );
        await followDecision(t, toDecide, answer);
        return choice;
      },
      (id) => t.em.findOneOrFail(Choice, id),
    ),
  );
}
