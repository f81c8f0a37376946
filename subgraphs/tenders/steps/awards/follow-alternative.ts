import type { Transaction } from '../../../../kernel/database/work.js';
import type { DirectPaymentChosen } from '../../../../schema/events/tenders.js';
import type { Choice } from '../../entities/awards/choice.js';
import { type AlternativeStep, alternativeStep } from '../../rules/awards/alternative.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { categoryOf } from '../../rules/routes/category.js';
import { definitionOf } from '../../rules/routes/routes.js';
import type { HeldCallOff } from '../call-offs/hold-call-off.js';
import { moveCallOff } from '../call-offs/move-call-off.js';
import { openStage } from '../stages/open-stage.js';
import { endOthers } from './end-others.js';

/**
 * What follows a choice of another provider that is allowed: with a direct payment the call-off ends, and nobody is placed; a
 * provider that tendered awaits its award; one that did not is asked alone, and its tender is chosen and awarded like any.
 * Other bidders are told the outcome of their own. [CHOI-02, CHOI-04, CHOI-05, CHOI-06, SM-2]
 */
export async function followAlternative(t: Transaction, held: HeldCallOff, choice: Choice): Promise<void> {
  const { callOff } = held;
  const category = categoryOf(callOff.serviceType, callOff.need.home);
  await STEPS[alternativeStep(category, choice.bidId)](t, held, choice);
}

const STEPS: Readonly<Record<AlternativeStep, (t: Transaction, held: HeldCallOff, choice: Choice) => Promise<void>>> = {
  DIRECT_PAYMENT: async (t, held, choice) => {
    const { callOff, stage } = held;
    await endOthers(t, held);
    await moveCallOff(t, callOff, 'direct payment');
    await t.tell({
      type: 'DirectPaymentChosen',
      subject: subjectOf(callOff),
      council: callOff.council,
      audience: { roles: ['broker', 'practitioner'] },
      data: {
        callOffId: callOff.id,
        packageId: callOff.packageId,
        stage: stage!.kind,
        choiceId: choice.id,
      } satisfies DirectPaymentChosen['data'],
    });
  },
  AWARD: (t, { callOff }) => moveCallOff(t, callOff, 'choice recorded'),
  ASK_ALONE: async (t, held, choice) => {
    const { callOff } = held;
    const { stage } = definitionOf(callOff.route!).choice!.alternatives!;
    await endOthers(t, held);
    await moveCallOff(t, callOff, 'ask chosen provider');
    const { providerId, homeId } = choice;
    await openStage(t, held, stage.kind, undefined, { providerId, homeId });
  },
};
