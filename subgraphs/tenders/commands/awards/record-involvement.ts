import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise } from '../../../../kernel/identity/caller.js';
import { inputLimitRefusals } from '../../../../kernel/values/input-limits.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { type InvolvementEntry, involvementRefusal } from '../../rules/awards/involvement.js';
import { holdCallOff } from '../../steps/hold-call-off.js';

/** Keeps who of the person's side took part, how and when; never by name. [EVAL-11; 004] */
export async function recordInvolvement(
  work: Work,
  input: { readonly callOffId: string } & InvolvementEntry,
): Promise<Outcome<Involvement>> {
  authorise(work.caller, { scope: 'sourcing:write', roles: ['broker'] });
  return inTransaction(work, work.caller.organisation, async (t) => {
    const { callOff } = await holdCallOff(t, input.callOffId);
    const now = await t.now();
    const { who, how, at } = input;
    unlessRefused(
      inputLimitRefusals(input, 'input'),
      involvementRefusal({ entries: [{ who, how, at }], notPossibleBecause: null }, now),
    );
    const of = { council: callOff.council, callOffId: callOff.id, recordedBy: t.caller.subject, recordedAt: now };
    return t.em.create(Involvement, { ...of, who, how: how.trim(), at }, { persist: true });
  });
}
