import type { Transaction } from '../../../../kernel/database/work.js';
import type { DueDeadline } from '../../../../kernel/time/deadlines.js';
import { isLive } from '../../rules/placements/placement-states.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';
import { holdVariation } from '../../steps/variations/hold-variation.js';
import { keepLastDay } from '../../steps/variations/keep-last-day.js';

/** Nobody has said yet when a suspension ends: everybody concerned is asked, and will be again. [VAR-03] */
export async function chaseSuspension(t: Transaction, deadline: DueDeadline): Promise<'MET'> {
  const { held, variation } = await holdVariation(t, deadline);
  const { placement } = held;
  const { id: variationId, state, effectiveFrom, effectiveTo } = variation;
  if (state !== 'EFFECTIVE' || effectiveTo !== null || !isLive(placement.state)) return 'MET';
  const hearers = { provider: true, roles: ['broker', 'practitioner'] } as const;
  await tellOfPlacement(t, placement, 'SuspensionChased', hearers, { variationId, effectiveFrom });
  await keepLastDay(t, held, variation);
  return 'MET';
}
