import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { type InvolvementEntry, involvementRefusal, involvementTextRefusals } from '../../rules/awards/involvement.js';
import { holdCallOff } from '../../steps/call-offs/hold-call-off.js';

export const allowed = { scope: 'sourcing:write', roles: ['broker'] } satisfies Allowed;

/** Keeps who of the person's side took part, how and when; never by name. [EVAL-11; 004] */
export async function recordInvolvement(
  work: Work,
  input: { readonly callOffId: string; readonly idempotencyKey: string } & InvolvementEntry,
): Promise<Outcome<Involvement>> {
  authorise(work.caller, allowed);
  const { idempotencyKey, ...request } = input;
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act: 'recordInvolvement', key: idempotencyKey, input: request },
      async () => {
        const { callOff } = await holdCallOff(t, request.callOffId);
        const now = await t.now();
        const { who, how, at } = request;
        unlessRefused(
          involvementRefusal({ entries: [{ who, how, at }], notPossibleBecause: null }, now),
          ...involvementTextRefusals([{ who, how, at }], () => 'input'),
        );
        const of = { council: callOff.council, callOffId: callOff.id, recordedBy: t.caller.subject, recordedAt: now };
        return t.em.create(Involvement, { ...of, who, how: how.trim(), at }, { persist: true });
      },
      (id) => t.em.findOneOrFail(Involvement, id),
    ),
  );
}
