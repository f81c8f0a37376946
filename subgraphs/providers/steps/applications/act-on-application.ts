import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, isCouncil } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { MembershipApplication } from '../../entities/applications/membership-application.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import { lockedApplication } from './locked-framework.js';

/** An act on an application. */
export interface ApplicationAct {
  readonly applicationId: string;
  readonly idempotencyKey: string;
}

export type LockedApplication = Awaited<ReturnType<typeof lockedApplication>>;

/**
 * Runs an act on an application in its council, once for each key and under the lock of its framework. Refuses
 * `NOT_FOUND` for one that is not the caller's, and for a council one that was never submitted.
 */
export async function actOnApplication<Input extends ApplicationAct>(
  work: Work,
  act: string,
  allowed: Allowed,
  { idempotencyKey, ...input }: Input,
  run: (t: Transaction, held: LockedApplication) => Promise<void>,
): Promise<Outcome<MembershipApplication>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, MembershipApplication, input.applicationId);
  if (!seen || (isCouncil(work.caller) && seen.submittedAt === null)) {
    return refused(notFound('application', 'input.applicationId'));
  }
  authorise(work.caller, allowed, { council: seen.council });
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act, key: idempotencyKey, input },
      async () => {
        const held = await lockedApplication(t, seen);
        await run(t, held);
        return held.application;
      },
      (id) => t.em.findOneOrFail(MembershipApplication, { id }),
    ),
  );
}
