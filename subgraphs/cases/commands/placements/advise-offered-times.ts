import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { Work } from '../../../../kernel/database/work.js';
import type { Allowed } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { offeredTimesRefusals } from '../../rules/placements/offered-times.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { callAtRefusal, callTwiceRefusal } from '../../rules/requests/call-pattern.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
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

/** The provider says which times it can do at the start, and that the person knows of those that differ. [ASM-14] */
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
    const times = input.times.map(({ call, offered, advisedAt }) => {
      const { startTime: requested, timeCritical } = calls[call]!;
      return { call, requested, offered, timeCritical, advisedAt };
    });
    const { policy } = await policyInForce(t.em, placement.council, { version: placement.policyVersion });
    const between = { awardedAt: placement.awardedAt, at: await t.now() };
    unlessRefused(offeredTimesRefusals(times, 'input.times', between, policy));
    placement.offeredTimes = times.map((time) => ({ ...time, advisedAt: time.advisedAt?.toISOString() ?? null }));
    const told = times.map(({ call, offered }) => ({ call, offered }));
    await tellOfPlacement(t, placement, 'OfferedTimesAdvised', { roles: ['broker', 'practitioner'] }, { times: told });
  });
}
