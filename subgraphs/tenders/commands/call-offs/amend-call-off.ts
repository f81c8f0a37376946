import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { transition } from '../../../../kernel/values/state-table.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { correctionRefusal } from '../../rules/call-offs/amendment.js';
import { callOffStates } from '../../rules/call-offs/call-off-states.js';
import { publicationRefusals } from '../../rules/call-offs/publication.js';
import { CORRECTED_BY_REQUEST } from '../../rules/call-offs/together.js';
import { windowRefusal } from '../../rules/stages/window.js';
import { amendNeed } from '../../steps/call-offs/amend-need.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

/** What a broker may correct in an open call-off alone; everything else comes with a new version of the request. */
export type NeedCorrection = Partial<Pick<NeedProfile, 'neededFrom' | 'skills' | 'carerGender' | 'languages'>>;

/** A broker corrects an open call-off; all its invitees are told at once. [WIN-14, NTF-02] */
export async function amendCallOff(
  work: Work,
  input: { readonly callOffId: string; readonly idempotencyKey: string } & NeedCorrection,
): Promise<Outcome<CallOff>> {
  authorise(work.caller, allowed);
  const { callOffId, idempotencyKey, ...correction } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'amendCallOff', key: idempotencyKey, input: { callOffId, ...correction } },
      async () => {
        const held = await holdCallOff(t, callOffId);
        const { callOff, stage } = held;
        unlessRefused(callOff.together ? CORRECTED_BY_REQUEST : null);
        const next = transition(callOffStates, callOff.state, 'amend');
        unlessRefused('refusal' in next ? next.refusal : null);
        const need = { ...callOff.need, ...correction };
        unlessRefused(
          windowRefusal({ route: stage!.route, stage: stage!.kind }, stage!, await t.now()),
          correctionRefusal(callOff.need, correction),
          publicationRefusals(need),
        );
        await amendNeed(t, held, need);
        return callOff;
      },
      (id) => t.em.findOneOrFail(CallOff, id),
    ),
  );
}
