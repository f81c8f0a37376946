import type { Transaction } from '../../../../kernel/database/work.js';
import { isId } from '../../../../kernel/values/ids.js';
import { notFound, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { ChoiceAnswer } from '../../../../schema/events/tenders.js';
import { Choice } from '../../entities/awards/choice.js';
import type { ChoiceDecision } from '../../entities/awards/choice-decision.js';
import { type DecidedOfChoice, decidedOf, undecidedChoice } from '../../reads/awards/chosen.js';
import { type HeldCallOff, holdCallOff } from '../call-offs/hold-call-off.js';
import { followAlternative } from './follow-alternative.js';
import { tellAlternativeDecided } from './tell-alternative-decided.js';

/** A choice on which the council decides, with its call-off held. */
export interface ChoiceToDecide {
  readonly held: HeldCallOff;
  readonly choice: Choice;
  /** What the council has decided of it before. */
  readonly decided: DecidedOfChoice;
  /** Whether it is the latest of its call-off, and waits for the council. */
  readonly isUndecided: boolean;
}

/** Holds a choice on which the council decides; refuses one that is not known. [CHOI-06, CHOI-07] */
export async function holdChoice(t: Transaction, choiceId: string): Promise<ChoiceToDecide> {
  const choice = isId(choiceId) ? await t.em.findOne(Choice, choiceId) : null;
  unlessRefused(choice ? null : NO_SUCH_CHOICE);
  const held = await holdCallOff(t, choice!.callOffId);
  const undecided = await undecidedChoice(t.em, held.callOff.id);
  const isOpen = held.callOff.state === 'AWAITING_CHOICE' || held.callOff.state === 'AWARDING';
  const [decided] = await decidedOf(t.em, [choiceId]);
  return { held, choice: choice!, decided: decided!, isUndecided: isOpen && undecided?.id === choiceId };
}

/** Of which choice a decision is, and who of the council takes it, in which role, and when. [CHOI-06, CHOI-07] */
export async function decidedNow(
  t: Transaction,
  { held, choice }: ChoiceToDecide,
): Promise<Pick<ChoiceDecision, 'council' | 'callOffId' | 'choiceId' | 'decidedBy' | 'role' | 'decidedAt'>> {
  return {
    ...{ council: choice.council, callOffId: held.callOff.id, choiceId: choice.id },
    ...{ decidedBy: t.caller.subject, role: t.caller.role, decidedAt: await t.now() },
  };
}

/** Keeps what the council decided, tells how the choice stands after it, and goes on if it is allowed. [CHOI-02, CHOI-06, CHOI-07] */
export async function followDecision(
  t: Transaction,
  { held, choice }: ChoiceToDecide,
  answer: ChoiceAnswer,
): Promise<void> {
  await t.em.flush();
  await tellAlternativeDecided(t, held, choice, answer);
  if (answer === 'ALLOWED') await followAlternative(t, held, choice);
}

const NO_SUCH_CHOICE = notFound('choice', 'input.choiceId');
