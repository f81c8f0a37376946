import type { Work } from '../../../../kernel/database/work.js';
import { type Allowed, isProvider } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { Placement } from '../../entities/placements/placement.js';
import { overRefusal } from '../../rules/placements/placement-states.js';
import { callAtRefusal } from '../../rules/requests/call-pattern.js';
import { timeCriticalRefusal } from '../../rules/requests/time-critical.js';
import { actOnPlacement } from '../../steps/act-on-case.js';
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

/**
 * Marks a call as one whose time must be kept, or removes the mark. Anybody but the care manager is refused. [ASM-13]
 */
export async function markTimeCritical(
  work: Work,
  input: {
    readonly idempotencyKey: string;
    readonly placementId: string;
    readonly call: number;
    readonly timeCritical: boolean;
  },
): Promise<Outcome<Placement>> {
  const may = isProvider(work.caller) ? allowedToProvider : allowed;
  return actOnPlacement(work, 'markTimeCritical', may, input, async (t, { placement }) => {
    const { call, timeCritical } = input;
    const { calls } = placement.need;
    unlessRefused(overRefusal(placement.state), callAtRefusal(calls, call, 'input.call'));
    const was = calls[call]!.timeCritical;
    const byCareManager = t.caller.role === 'practitioner' || t.caller.role === 'case-system';
    unlessRefused(timeCriticalRefusal({ was, becomes: timeCritical, byCareManager }, 'input.timeCritical'));
    if (was === timeCritical) return;
    placement.need = {
      ...placement.need,
      calls: calls.map((each, place) => (place === call ? { ...each, timeCritical } : each)),
    };
    const hearers = { provider: true, roles: ['broker', 'practitioner'] } as const;
    await tellOfPlacement(t, placement, 'CallMarkedTimeCritical', hearers, { call, timeCritical });
  });
}
