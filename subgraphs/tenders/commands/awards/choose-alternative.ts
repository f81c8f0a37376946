import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Choice } from '../../entities/awards/choice.js';
import { topUpToKeep } from '../../entities/awards/top-up.js';
import { CHOOSERS } from '../../entities/readers.js';
import {
  conditionRefusals,
  NO_ALTERNATIVE_ON_ROUTE,
  notOfCategoryRefusals,
  PROVIDER_NOT_KNOWN,
} from '../../rules/awards/alternative.js';
import { choosingRefusal, statedRefusals } from '../../rules/awards/choice.js';
import type { InvolvementEntry } from '../../rules/awards/involvement.js';
import { type TopUpTerms, topUpTermsRefusals } from '../../rules/awards/top-up-terms.js';
import { categoryOf } from '../../rules/routes/category.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { keepChoice } from '../../steps/awards/keep-choice.js';
import { type Alternative, weighAlternative } from '../../steps/awards/weigh-alternative.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'requests:write', roles: CHOOSERS } satisfies Allowed;

export interface ChooseAlternative extends Alternative {
  readonly callOffId: string;
  /** Of a place in a home: what is on record about what its price is above the fee (CHOI-06). */
  readonly topUp: TopUpTerms | null;
  /** Who of the person's side decided, how and when. */
  readonly decidedBy: InvolvementEntry;
  readonly idempotencyKey: string;
}

/**
 * Records that the person chose another provider than those shown, whether it tendered or not. What its category asks must
 * hold, on facts asked of the register at this instant; whether the choice is reasonable the council decides next, and until
 * then nothing is awarded. Refuses it under each condition that does not hold, and keeps nothing then. [CHOI-02 to CHOI-10,
 * EVAL-11, NTF-13; 000 ¶9a]
 */
export async function chooseAlternative(work: Work, input: ChooseAlternative): Promise<Outcome<Choice>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'chooseAlternative', key: idempotencyKey, input: request },
      async () => {
        const held = await holdCallOff(t, request.callOffId);
        const { callOff } = held;
        const { providerId, decidedBy, reason, directPaymentSetUpOn, schemeId, homeId, topUp } = request;
        const choice = callOff.route ? definitionOf(callOff.route).choice : undefined;
        unlessRefused(
          choosingRefusal({ choice, callOff: callOff.state, recordedBy: t.caller.role }),
          choice?.alternatives ? null : NO_ALTERNATIVE_ON_ROUTE,
        );
        const at = await t.now();
        const isPlace = callOff.need.home !== null && definitionOf(callOff.route!).topUps === true;
        const category = categoryOf(callOff.serviceType, callOff.need.home);
        unlessRefused(
          isId(providerId) ? null : PROVIDER_NOT_KNOWN,
          ...notOfCategoryRefusals(category, request),
          ...topUpTermsRefusals(topUp, isPlace, at),
          ...statedRefusals({ decidedBy, reason, offer: null, at }, 'CHOI-07'),
        );
        const undecided = { reasonableness: null, exception: null };
        const { bid, order, answer, conditions, cost } = await weighAlternative(t, held, request, undecided);
        unlessRefused(...conditionRefusals(conditions));
        return keepChoice(
          t,
          held,
          {
            ...{ bidId: bid?.id ?? null, providerId, isAlternative: true, answer, conditions, order },
            ...{ directPaymentSetUpOn, schemeId: schemeId !== null && isId(schemeId) ? schemeId : null },
            ...{ homeId, placeCost: cost, topUp: topUpToKeep(topUp) },
          },
          { decidedBy, reason },
        );
      },
      (id) => t.em.findOneOrFail(Choice, id),
    ),
  );
}
