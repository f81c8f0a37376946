import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { isId } from '../../../../kernel/values/ids.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { SpotCheck } from '../../entities/visits/spot-check.js';
import type { SpotCheckResult } from '../../entities/words.js';
import { spotCheckRefusal } from '../../rules/visits/spot-check.js';

export interface RecordSpotCheck {
  readonly placementId: string;
  readonly at: Date;
  readonly checker: string;
  readonly worker: string;
  readonly result: SpotCheckResult;
  readonly idempotencyKey: string;
}

/** The provider looked whether its staff were there when due, and says what it found (DEL-17). */
export async function recordSpotCheck(work: Work, input: RecordSpotCheck): Promise<Outcome<SpotCheck>> {
  authorise(work.caller, { scope: 'visits:write', roles: ['rostering', 'provider-user', 'call-monitoring'] });
  // Row-level security: the reader finds its own placements only.
  const placement = isId(input.placementId) ? await work.em.findOne(ExpectedPlacement, input.placementId) : null;
  if (!placement) throw new NotAuthorisedError('IDG-05', 'There is no such placement of this provider.');

  return inTransaction(work, placement.council, async (t) =>
    once(
      t,
      { act: 'recordSpotCheck', key: input.idempotencyKey, input },
      async () => {
        const now = await t.now();
        const { policy } = await policyInForce(t.em, placement.council, now);
        unlessRefused(spotCheckRefusal(input, now, policy.visit.clockSkewMinutes));
        const { council, providerId, id: placementId } = placement;
        const { at, checker, worker, result } = input;
        const check = t.em.create(SpotCheck, { council, providerId, placementId, at, checker, worker, result });
        t.em.persist(check);
        return check;
      },
      (id) => t.em.findOneOrFail(SpotCheck, id),
    ),
  );
}
