import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { notFound, type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Choice } from '../../entities/awards/choice.js';
import { ChoiceDecision } from '../../entities/awards/choice-decision.js';
import { decidedOf, undecidedChoice } from '../../reads/awards/chosen.js';
import { decisionRefusals, foundUnreasonable, type Reasonableness } from '../../rules/awards/alternative.js';
import { costMovedRefusal } from '../../rules/awards/place-cost.js';
import { followAlternative } from '../../steps/awards/follow-alternative.js';
import { tellAlternativeDecided } from '../../steps/awards/tell-alternative-decided.js';
import { alternativeOf, weighAlternative } from '../../steps/awards/weigh-alternative.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

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
        const choice = isId(choiceId) ? await t.em.findOne(Choice, choiceId) : null;
        unlessRefused(choice ? null : NO_SUCH_CHOICE);
        const held = await holdCallOff(t, choice!.callOffId);
        const undecided = await undecidedChoice(t.em, held.callOff.id);
        const isOpen = held.callOff.state === 'AWAITING_CHOICE' || held.callOff.state === 'AWARDING';
        const [decided] = choice ? await decidedOf(t.em, [choiceId]) : [];
        const isDecided = decided!.reasonableness !== null;
        const awaitsDecision = isOpen && undecided?.id === choiceId && choice!.isAlternative && !isDecided;
        unlessRefused(...decisionRefusals({ awaitsDecision, decision, explanation }));
        const soFar = { reasonableness: decision, exception: decided!.exception?.outcome ?? null };
        const weighed =
          decision === 'UNREASONABLE' ? null : await weighAlternative(t, held, alternativeOf(choice!), soFar);
        unlessRefused(weighed?.cost ? costMovedRefusal(choice!.placeCost, weighed.cost, 'input.choiceId') : null);
        const { answer, conditions } = weighed ?? foundUnreasonable(choice!.conditions);
        t.em.create(
          ChoiceDecision,
          {
            ...{ council: choice!.council, callOffId: held.callOff.id, choiceId },
            ...{ decision, explanation: explanation.trim(), answer, conditions },
            ...{ decidedBy: t.caller.subject, role: t.caller.role, decidedAt: await t.now() },
          },
          { persist: true },
        );
        await t.em.flush();
        await tellAlternativeDecided(t, held, choice!, answer);
        if (answer === 'ALLOWED') await followAlternative(t, held, choice!);
        return choice!;
      },
      (id) => t.em.findOneOrFail(Choice, id),
    ),
  );
}

const NO_SUCH_CHOICE = notFound('choice', 'input.choiceId');
