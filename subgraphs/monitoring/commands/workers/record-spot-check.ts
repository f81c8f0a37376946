import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { VISIT_REPORTERS } from '../../entities/readers.js';
import type { SpotCheckResult } from '../../entities/visits/words.js';
import { SpotCheck } from '../../entities/workers/spot-check.js';
import { findOwn } from '../../reads/find-own.js';
import { reportedAtRefusal, spanOfPlacement } from '../../rules/reported-at.js';
import { spotCheckRefusal } from '../../rules/workers/spot-check.js';

export const allowed = { scope: 'visits:write', roles: VISIT_REPORTERS } satisfies Allowed;

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
  authorise(work.caller, allowed);
  const placement = await findOwn(work.em, ExpectedPlacement, input.placementId);
  if (!placement) throw new NotAuthorisedError('IDG-05', 'There is no such placement of this provider.');

  return inTransaction(work, placement.council, async (t) =>
    once(
      t,
      { act: 'recordSpotCheck', key: input.idempotencyKey, input },
      async () => {
        const now = await t.now();
        const { policy } = await policyInForce(t.em, placement.council, now);
        const span = spanOfPlacement(placement, now, policy.visit.clockSkewMinutes);
        unlessRefused(reportedAtRefusal('DEL-17', input.at, span, 'input.at'), spotCheckRefusal(input));
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
