import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ExceptionOutcome } from '../../../../schema/events/cases.js';
import { Choice } from '../../entities/awards/choice.js';
import { ExceptionDecision } from '../../entities/awards/exception-decision.js';
import { Bid } from '../../entities/bids/bid.js';
import { type DecidedOfChoice, standingOf } from '../../reads/awards/chosen.js';
import {
  type AnsweredChoice,
  CHOICE_FACTS_UNAVAILABLE,
  HOME_NOT_KNOWN,
  notExceptional,
} from '../../rules/awards/alternative.js';
import { costMovedRefusal, type PlaceCost } from '../../rules/awards/place-cost.js';
import { exceptionRefusals } from '../../rules/awards/top-up-terms.js';
import { askRegister, placeAsked } from '../../steps/awards/ask-register.js';
import { decidedNow, followDecision, holdChoice } from '../../steps/awards/decide-choice.js';
import { settlePlace } from '../../steps/awards/settle-place.js';
import { alternativeOf, weighAlternative } from '../../steps/awards/weigh-alternative.js';
import type { HeldCallOff } from '../../steps/call-offs/hold-call-off.js';

/** Officers of the council, who answer for what it spends, as for whether a choice is reasonable. */
export const allowed = { scope: 'requests:write', roles: ['broker', 'commissioner'] } satisfies Allowed;

export interface DecideExceptionalCircumstances {
  readonly choiceId: string;
  readonly outcome: ExceptionOutcome;
  /** Why. */
  readonly explanation: string;
  readonly idempotencyKey: string;
}

/**
 * The council decides, case by case and at its sole discretion, whether circumstances are exceptional, so that nobody is asked
 * to pay what the chosen home costs above the standard fee. If it grants that, price and fee are read again, and the council
 * bears the whole price: the choice is allowed once nothing else is open. If it refuses, the choice is refused, and the person
 * chooses again, this home with a signed agreement or another. Refuses a choice that puts no such circumstances to it, is
 * decided, or is not the latest, and one whose price or fee has moved since. [CHOI-06, CHOI-02, SM-2; 000 ¶9a(4)]
 */
export async function decideExceptionalCircumstances(
  work: Work,
  input: DecideExceptionalCircumstances,
): Promise<Outcome<Choice>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'decideExceptionalCircumstances', key: idempotencyKey, input: request },
      async () => {
        const { choiceId, outcome, explanation } = request;
        const toDecide = await holdChoice(t, choiceId);
        const { held, choice, decided, isUndecided } = toDecide;
        const { conditions: before } = standingOf(choice, decided);
        const isAsked = before.some(({ id, result }) => id === 'TOP_UP' && result === 'UNDECIDED');
        unlessRefused(...exceptionRefusals({ awaitsDecision: isUndecided && isAsked, explanation }));
        const { answer, conditions } =
          outcome === 'REFUSED' ? notExceptional(before) : await granted(t, held, choice, decided);
        t.em.create(
          ExceptionDecision,
          {
            ...(await decidedNow(t, toDecide)),
            ...{ outcome, explanation: explanation.trim(), answer, conditions },
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

/** How the choice stands with the exception granted, on what the register says now. */
async function granted(
  t: Transaction,
  held: HeldCallOff,
  choice: Choice,
  { reasonableness }: DecidedOfChoice,
): Promise<AnsweredChoice> {
  const { cost, ...answered } = choice.isAlternative
    ? await weighAlternative(t, held, alternativeOf(choice), {
        reasonableness: reasonableness?.decision ?? null,
        exception: 'GRANTED',
      })
    : await placeGranted(t, held, choice);
  unlessRefused(cost ? costMovedRefusal(choice.placeCost, cost, 'input.choiceId') : null);
  return { answer: answered.answer, conditions: answered.conditions };
}

async function placeGranted(
  t: Transaction,
  { callOff }: HeldCallOff,
  { bidId, homeId, topUp }: Choice,
): Promise<AnsweredChoice & { readonly cost: PlaceCost }> {
  const { providerId, startDate } = await t.em.findOneOrFail(Bid, bidId!);
  const place = placeAsked(callOff, homeId, startDate)!;
  const register = await askRegister(t, callOff, { providerId, schemeId: null, place });
  unlessRefused(register ? null : CHOICE_FACTS_UNAVAILABLE, register && !register.home ? HOME_NOT_KNOWN : null);
  const { placeCost: cost, ...answered } = settlePlace(callOff, place, register!, topUp, 'GRANTED');
  return { ...answered, cost };
}
