import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, refused } from '../../../../kernel/values/refusal.js';
import { OpenFramework } from '../../entities/applications/open-framework.js';
import { rowForCaller } from '../../reads/register/row-for-caller.js';
import { lockedFramework } from './locked-framework.js';

/** A change of an open framework, as an officer asks for it. */
export interface FrameworkAct {
  readonly frameworkId: string;
  readonly idempotencyKey: string;
}

/**
 * Runs an officer's change of a framework in its council, once for each key and under its lock. Refuses `NOT_FOUND`.
 */
export async function changeFramework<Input extends FrameworkAct>(
  work: Work,
  act: string,
  allowed: Allowed,
  { idempotencyKey, ...input }: Input,
  change: (t: Transaction, framework: OpenFramework) => Promise<void>,
): Promise<Outcome<OpenFramework>> {
  authorise(work.caller, allowed);
  const seen = await rowForCaller(work, OpenFramework, input.frameworkId);
  if (!seen) return refused(notFound('framework', 'input.frameworkId'));
  authorise(work.caller, allowed, { council: seen.council });
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act, key: idempotencyKey, input },
      async () => {
        const framework = await lockedFramework(t, seen.id);
        await change(t, framework);
        return framework;
      },
      (id) => t.em.findOneOrFail(OpenFramework, { id }),
    ),
  );
}
