import type { Work } from '../../../../kernel/database/work.js';
import { type Allowed, isProvider } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { callsVersions } from '../../reads/calls/calls-versions.js';
import { callsOn, rewritten, stretches } from '../../rules/calls/calls-in-force.js';
import { callNotInForceRefusal, marked, withCall } from '../../rules/calls/commissioned-week.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { callAtRefusal } from '../../rules/requests/call-pattern.js';
import { timeCriticalRefusal } from '../../rules/requests/time-critical.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
import { changeCalls } from '../../steps/calls/change-calls.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = {
  scope: 'requests:write',
  roles: ['practitioner', 'case-system', 'broker'],
} satisfies Allowed;

/** A provider may ask, and is told that the mark is the care manager's. */
export const allowedToProvider = {
  scope: 'placements:write',
  roles: ['provider-user', 'rostering'],
} satisfies Allowed;

export interface MarkTimeCritical {
  readonly idempotencyKey: string;
  readonly placementId: string;
  readonly callId: string | null;
  /** Place of the call in the need, from 0, in place of its id. */
  readonly call: number | null;
  readonly timeCritical: boolean;
}

/**
 * Marks a call as one whose time must be kept, or removes the mark, from today on: wherever the call is in force, and in
 * nothing else. Anybody but the care manager is refused. [ASM-13]
 */
export async function markTimeCritical(work: Work, input: MarkTimeCritical): Promise<Outcome<Placement>> {
  const may = isProvider(work.caller) ? allowedToProvider : allowed;
  return actOnPlacement(work, 'markTimeCritical', may, input, async (t, { placement }) => {
    const { timeCritical } = input;
    const versions = await callsVersions(t.em, placement.id);
    // The first version has the calls of the need, in their order.
    const placed = versions[0]!.calls.map(({ callId }) => callId);
    const from = localDateOf(await t.now());
    unlessRefused(
      overRefusal(placement.state),
      input.callId === null ? callAtRefusal(placed, input.call ?? -1, 'input.call') : undefined,
    );
    const callId = input.callId ?? placed[input.call!]!;
    const days = { from, to: null };
    const inForce = stretches(versions, days).flatMap(({ from: day }) => callsOn(versions, day!));
    const marks = inForce.filter((call) => call.callId === callId).map((call) => call.timeCritical);
    const was = marks.some((mark) => mark !== timeCritical) ? !timeCritical : timeCritical;
    const byCareManager = t.caller.role === 'practitioner' || t.caller.role === 'case-system';
    unlessRefused(
      marks.length === 0 ? callNotInForceRefusal('input.callId') : undefined,
      timeCriticalRefusal({ was, becomes: timeCritical, byCareManager }, 'input.timeCritical'),
    );
    if (was === timeCritical) return;
    const written = rewritten(versions, days, (week) => withCall(week, callId, (call) => marked(call, timeCritical)));
    await changeCalls(t, placement, written, { because: 'TIME_CRITICAL' });
    const hearers = { provider: true, roles: ['broker', 'practitioner'] } as const;
    const call = placed.includes(callId) ? placed.indexOf(callId) : null;
    await tellOfPlacement(t, placement, 'CallMarkedTimeCritical', hearers, { callId, call, timeCritical });
  });
}
