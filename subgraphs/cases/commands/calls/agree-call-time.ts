import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import { type Allowed, isProvider } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { type AgreedTime, agreedTimeRefusals } from '../../rules/calls/agreed-time.js';
import { rewritten } from '../../rules/calls/calls-in-force.js';
import { agreedAt, withCall } from '../../rules/calls/commissioned-week.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { changeCalls } from '../../steps/calls/change-calls.js';

/** The provider agrees its times with the person. */
export const allowedToProvider = {
  scope: 'placements:write',
  roles: ['provider-user', 'rostering'],
} satisfies Allowed;

export const allowed = { scope: 'requests:write', roles: ['practitioner', 'broker'] } satisfies Allowed;

/**
 * Records another time of a call, for some days or for good, as it was agreed with the person: from then on the call is
 * expected at that time. The requested time agreed again takes it back. It never moves a call that may have begun, and a
 * time-critical one moves by the council's word alone. [ASM-14, ASM-13, WIN-15]
 */
export async function agreeCallTime(
  work: Work,
  input: AgreedTime & { readonly idempotencyKey: string; readonly placementId: string },
): Promise<Outcome<Placement>> {
  const byCouncil = !isProvider(work.caller);
  return actOnPlacement(work, 'agreeCallTime', byCouncil ? allowed : allowedToProvider, input, async (t, held) => {
    const { placement } = held;
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const versions = await callsVersions(t.em, placement.id);
    unlessRefused(overRefusal(placement.state));
    unlessRefused(agreedTimeRefusals(input, { versions, now: await t.now(), byCouncil }, policy));
    const { callId, from, to, startTime, agreedWith } = input;
    const written = rewritten(versions, { from, to }, (inForce) =>
      withCall(inForce, callId, (call) => agreedAt(call, startTime)),
    );
    await changeCalls(t, placement, written, { because: 'AGREED_TIME', agreedWith, agreedAt: input.agreedAt });
  });
}
