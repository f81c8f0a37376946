import type { Transaction } from '../../../../kernel/database/work.js';
import type { ChoiceRecorded } from '../../../../schema/events/tenders.js';
import { Choice } from '../../entities/awards/choice.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { CHOICE_READERS } from '../../entities/readers.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';

/** What is chosen, in which order the offers were then, and as much of an alternative as there is to one. */
type Chosen = Pick<Choice, 'bidId' | 'providerId' | 'order'> &
  Partial<Pick<Choice, 'place' | 'isAlternative' | 'answer' | 'conditions' | 'directPaymentSetUpOn' | 'schemeId'>> &
  Partial<Pick<Choice, 'homeId' | 'placeCost' | 'topUp'>>;

/**
 * Keeps a choice with who of the person's side decided, how and when, and tells the practitioner, brokers and commissioners.
 * [CHOI-08, CHOI-09, EVAL-11, EVAL-13, NTF-13]
 */
export async function keepChoice(
  t: Transaction,
  { callOff, stage }: HeldCallOff,
  chosen: Chosen,
  said: { readonly decidedBy: InvolvementEntry; readonly reason: string },
): Promise<Choice> {
  const { decidedBy, reason } = said;
  const of = {
    council: callOff.council,
    callOffId: callOff.id,
    recordedBy: t.caller.subject,
    recordedAt: await t.now(),
  };
  const how = decidedBy.how.trim();
  const choice = t.em.create(
    Choice,
    { ...of, ...chosen, decidedBy: decidedBy.who, how, decidedAt: decidedBy.at, reason: reason.trim() },
    { persist: true },
  );
  t.em.create(Involvement, { ...of, who: decidedBy.who, how, at: decidedBy.at }, { persist: true });
  await t.tell({
    type: 'ChoiceRecorded',
    subject: subjectOf(callOff),
    council: callOff.council,
    audience: { roles: CHOICE_READERS },
    data: {
      callOffId: callOff.id,
      packageId: callOff.packageId,
      stage: stage!.kind,
      bidId: choice.bidId,
      choiceId: choice.id,
    } satisfies ChoiceRecorded['data'],
  });
  return choice;
}
