import { LockMode } from '@mikro-orm/core';
import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, NotAuthorisedError } from '../../../../kernel/identity/caller.js';
import { type Outcome, unlessRefused } from '../../../../kernel/values/refusal.js';
import type { FirstCallMade, WorkerRole } from '../../../../schema/events/monitoring.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { FirstCall } from '../../entities/visits/first-call.js';
import { firstCallMadeBy, firstCallWarnings } from '../../rules/visits/first-call.js';

export interface ReportFirstCall {
  readonly placementId: string;
  readonly madeAt: Date;
  readonly workerRole: WorkerRole;
  readonly nextCarerAdvised: boolean;
  readonly idempotencyKey: string;
}

/**
 * The provider reports that the first call of its placement was made; the placement starts by it (ROUT-11, SM-4).
 * Refuses a placement that is not this provider's live one, an instant in the future, and a second first call.
 */
export async function reportFirstCall(work: Work, input: ReportFirstCall): Promise<Outcome<FirstCall>> {
  authorise(work.caller, { scope: 'visits:write', roles: ['rostering', 'provider-user', 'call-monitoring'] });
  // Row-level security: the reader finds its own placements only.
  const placement = await work.em.findOne(ExpectedPlacement, input.placementId);
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
        unlessRefused(
          expected.live
            ? undefined
            : {
                rule: 'ROUT-11',
                code: 'PLACEMENT_NOT_LIVE',
                message: 'This placement has ended or was withdrawn.',
                field: 'input.placementId',
              },
          (await t.em.findOne(FirstCall, { placementId: expected.id })) && {
            rule: 'ROUT-11',
            code: 'FIRST_CALL_ALREADY_REPORTED',
            message: 'The first call of this placement has been reported before; later calls are visits.',
            field: 'input.placementId',
          },
          firstCallMadeBy(input.madeAt, now),
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
        await t.tell({
          type: 'FirstCallMade',
          subject: `placement/${expected.id}`,
          council: expected.council,
          audience: {},
          occurredAt: input.madeAt,
          data: {
            placementId: expected.id,
            packageId: expected.packageId,
            callOffId: expected.callOffId,
            providerId: expected.providerId,
            madeAt: input.madeAt.toISOString(),
            workerRole: input.workerRole,
            nextCarerAdvised: input.nextCarerAdvised,
          } satisfies FirstCallMade['data'],
        });
        return call;
      },
      (id) => t.em.findOneOrFail(FirstCall, id),
    ),
  );
}
