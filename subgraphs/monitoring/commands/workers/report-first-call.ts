import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { WorkerRole } from '../../../../schema/events/monitoring.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { VISIT_REPORTERS } from '../../entities/readers.js';
import { FirstCall } from '../../entities/workers/first-call.js';
import { findOwn } from '../../reads/find-own.js';
import { reportedAtRefusal, spanOfPlacement } from '../../rules/reported-at.js';
import { firstCallRefusal, firstCallWarnings } from '../../rules/workers/first-call.js';
import { tellFirstCall } from '../../steps/calls/tell-first-calls.js';

export const allowed = { scope: 'visits:write', roles: VISIT_REPORTERS } satisfies Allowed;

export interface ReportFirstCall {
  readonly placementId: string;
  readonly madeAt: Date;
  readonly workerRole: WorkerRole;
  readonly nextCarerAdvised: boolean;
  readonly idempotencyKey: string;
}

/**
 * The provider reports that the first call of its placement was made; this starts the placement (ROUT-11, SM-4).
 * Refuses a placement that is not this provider's live one, an instant in the future or before the award, and a second
 * first call.
 */
export async function reportFirstCall(work: Work, input: ReportFirstCall): Promise<Outcome<FirstCall>> {
  authorise(work.caller, allowed);
  const placement = await findOwn(work.em, ExpectedPlacement, input.placementId);
  if (!placement) throw new NotAuthorisedError('IDG-05', 'There is no such placement of this provider.');

  return inTransaction(work, placement.council, async (t) =>
    once(
      t,
      { act: 'reportFirstCall', key: input.idempotencyKey, input },
      async () => {
        const expected = await t.em.findOneOrFail(ExpectedPlacement, placement.id, {
          lockMode: LockMode.PESSIMISTIC_WRITE,
        });
        const now = await t.now();
        const called = (await t.em.count(FirstCall, { placementId: expected.id })) > 0;
        const { policy } = await policyInForce(t.em, expected.council, now);
        const span = spanOfPlacement(expected, now, policy.visit.clockSkewMinutes);
        unlessRefused(
          firstCallRefusal({ live: expected.live, called }),
          reportedAtRefusal('ROUT-11', input.madeAt, span, 'input.madeAt'),
        );
        const call = t.em.create(FirstCall, {
          council: expected.council,
          placementId: expected.id,
          providerId: expected.providerId,
          madeAt: input.madeAt,
          workerRole: input.workerRole,
          nextCarerAdvised: input.nextCarerAdvised,
          warnings: firstCallWarnings(input),
        });
        t.em.persist(call);
        const { madeAt, workerRole, nextCarerAdvised } = input;
        await tellFirstCall(t, expected, { madeAt, workerRole, nextCarerAdvised });
        return call;
      },
      (id) => t.em.findOneOrFail(FirstCall, id),
    ),
  );
}
