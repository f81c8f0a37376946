import type { Transaction } from '../../../../kernel/database/work.js';
import type { FirstCallMade } from '../../../../schema/events/monitoring.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import type { Visit } from '../../entities/visits/visit.js';
import { isAttended } from '../../rules/visits/visit-outcome.js';
import type { Expecting } from './read-expecting.js';

/**
 * The first expected call that is attended starts its placement; nobody need report it besides. [SM-4, ROUT-11]
 *
 * @param visits those that have changed
 */
export async function tellFirstCalls(
  t: Transaction,
  visits: readonly Visit[],
  placements: ReadonlyMap<string, Expecting>,
): Promise<void> {
  const made = visits.filter(({ placementId, state, off, arrivedAt }) => {
    const placement = placements.get(placementId)?.placement;
    return placement && isWaiting(placement) && isAttended(state) && !off && arrivedAt;
  });
  for (const [placementId, calls] of Map.groupBy(made, (visit) => visit.placementId)) {
    const madeAt = new Date(Math.min(...calls.map(({ arrivedAt }) => Number(arrivedAt))));
    const placement = await t.em.findOneOrFail(ExpectedPlacement, placementId, { refresh: true });
    if (isWaiting(placement)) await tellFirstCall(t, placement, { madeAt, workerRole: null, nextCarerAdvised: null });
  }
}

function isWaiting({ callOffId, startedOn, firstCallMadeAt }: ExpectedPlacement): boolean {
  return callOffId !== null && startedOn === null && firstCallMadeAt === null;
}

/** Tells cases that the first call of a placement was made, and with what else its provider reports of it. [SM-4] */
export async function tellFirstCall(
  t: Transaction,
  placement: ExpectedPlacement,
  call: { readonly madeAt: Date } & Pick<FirstCallMade['data'], 'workerRole' | 'nextCarerAdvised'>,
): Promise<void> {
  const { id: placementId, packageId, callOffId, providerId, council } = placement;
  const { madeAt, workerRole, nextCarerAdvised } = call;
  placement.firstCallMadeAt ??= madeAt;
  await t.tell({
    type: 'FirstCallMade',
    subject: `placement/${placementId}`,
    council,
    audience: {},
    occurredAt: madeAt,
    data: {
      ...{ placementId, packageId, callOffId, providerId, workerRole, nextCarerAdvised },
      madeAt: madeAt.toISOString(),
    } satisfies FirstCallMade['data'],
  });
}
