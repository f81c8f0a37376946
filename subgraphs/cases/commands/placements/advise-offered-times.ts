import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { CommissionedCall } from '../../../../schema/events/cases.js';
import type { Placement } from '../../entities/placements/placement.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { callsOn, rewritten } from '../../rules/calls/calls-in-force.js';
import { agreedAt, withCall } from '../../rules/calls/commissioned-week.js';
import { offeredTimesRefusals } from '../../rules/placements/offered-times.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { callAtRefusal, callTwiceRefusal } from '../../rules/requests/call-pattern.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { changeCalls } from '../../steps/calls/change-calls.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export interface AdviseOfferedTimes {
  readonly idempotencyKey: string;
  readonly placementId: string;
  readonly times: ReadonlyArray<{
    /** Place of the call in the need, from 0. */
    readonly call: number;
    readonly offered: string;
    /** When the person was told that the time is another one. */
    readonly advisedAt: Date | null;
  }>;
}

export const allowed = { scope: 'placements:write', roles: ['provider-user', 'rostering'] } satisfies Allowed;

/**
 * The provider says which times it can do at the start, and that the person knows of those that differ. Until care has
 * begun, these are the times that are agreed for it, from its first day on. [ASM-14]
 */
export async function adviseOfferedTimes(work: Work, input: AdviseOfferedTimes): Promise<Outcome<Placement>> {
  return actOnPlacement(work, 'adviseOfferedTimes', allowed, input, async (t, { placement }) => {
    const { calls } = placement.need;
    unlessRefused(
      overRefusal(placement.state),
      callTwiceRefusal(
        input.times.map(({ call }) => call),
        'input.times',
      ),
      input.times.flatMap(({ call }, place) => callAtRefusal(calls, call, `input.times.${place}.call`) ?? []),
    );
    const versions = await callsVersions(t.em, placement.id);
    // The first version has the calls of the need, in their order.
    const placed = versions[0]!.calls;
    const startsOn = callsOn(versions, placement.startDate);
    const times = input.times.map(({ call, offered, advisedAt }) => {
      const { callId, requestedStart: requested, night, timeCritical: wasMarked } = placed[call]!;
      const timeCritical = startsOn.find((each) => each.callId === callId)?.timeCritical ?? wasMarked;
      return { call, requested, offered, timeCritical, night, advisedAt };
    });
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const between = { awardedAt: placement.awardedAt, at: await t.now() };
    unlessRefused(offeredTimesRefusals(times, 'input.times', between, policy));
    placement.offeredTimes = times.map(({ night: _, ...time }) => ({
      ...time,
      advisedAt: time.advisedAt?.toISOString() ?? null,
    }));
    if (placement.startedAt === null) {
      const written = rewritten(versions, { from: null, to: null }, (week) =>
        times.reduce(
          (all, { call, offered }) => withCall(all, placed[call]!.callId, (each) => offeredAt(each, offered)),
          week,
        ),
      );
      await changeCalls(t, placement, written, { because: 'AGREED_TIME' });
    }
    const told = times.map(({ call, offered }) => ({ call, offered }));
    await tellOfPlacement(t, placement, 'OfferedTimesAdvised', { roles: ['broker', 'practitioner'] }, { times: told });
  });
}

/** A time offered as it was requested takes nothing from the call's window. */
function offeredAt(call: CommissionedCall, offered: string): CommissionedCall {
  return offered === (call.agreedStart ?? call.requestedStart) ? call : agreedAt(call, offered);
}
