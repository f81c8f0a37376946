import type { Transaction } from '../../../../kernel/database/work.js';
import type { AlternativeDecided, ChoiceAnswer } from '../../../../schema/events/tenders.js';
import type { Choice } from '../../entities/awards/choice.js';
import { CHOICE_READERS } from '../../entities/readers.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/** Tells the practitioner, brokers and commissioners how a choice stands on which the council has decided. [CHOI-02, CHOI-06, CHOI-07] */
export async function tellAlternativeDecided(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  choice: Choice,
  answer: ChoiceAnswer,
): Promise<void> {
  await t.tell({
    type: 'AlternativeDecided',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: CHOICE_READERS },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage!.kind,
      choiceId: choice.id,
      answer,
    } satisfies AlternativeDecided['data'],
  });
}
