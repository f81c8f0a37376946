import { once } from '../../../kernel/database/idempotency.js';
import { inTransaction, type Transaction, type Work } from '../../../kernel/database/work.js';
import { type Allowed, authorise } from '../../../kernel/identity/caller.js';
import { isId } from '../../../kernel/values/ids.js';
import { notFound, type Outcome, RefusedError, refused } from '../../../kernel/values/refusal.js';
import { Placement } from '../entities/placements/placement.js';
import { Package } from '../entities/requests/package.js';
import { whoseIs } from '../reads/whose-is.js';
import { type Case, lockCase, lockPackage } from './lock-case.js';

/** One act of a council on one package, done once for its key. */
export async function actOnPackage(
  work: Work,
  act: string,
  allowed: Allowed,
  input: { readonly idempotencyKey: string; readonly packageId: string },
  change: (t: Transaction, carePackage: Package) => Promise<void>,
): Promise<Outcome<Package>> {
  authorise(work.caller, allowed);
  const missing = notFound('package', 'input.packageId');
  if (!isId(input.packageId)) return refused(missing);
  return inTransaction(work, work.caller.organisation, (t) =>
    once(
      t,
      { act, key: input.idempotencyKey, input },
      async () => {
        const carePackage = await lockPackage(t, input.packageId);
        if (!carePackage) throw new RefusedError([missing]);
        await change(t, carePackage);
        return carePackage;
      },
      (id) => t.em.findOneOrFail(Package, id),
    ),
  );
}

/** One act on one placement, by its council or by its own provider, done once for its key. */
export async function actOnPlacement(
  work: Work,
  act: string,
  allowed: Allowed,
  input: { readonly idempotencyKey: string; readonly placementId: string },
  change: (t: Transaction, held: Case) => Promise<void>,
): Promise<Outcome<Placement>> {
  authorise(work.caller, allowed);
  const missing = notFound('placement', 'input.placementId');
  const seen = await whoseIs(work, 'placement', input.placementId);
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act, key: input.idempotencyKey, input },
      async () => {
        const held = await lockCase(t, input.placementId, seen.packageId);
        if (!held) throw new RefusedError([missing]);
        await change(t, held);
        return held.placement;
      },
      (id) => t.em.findOneOrFail(Placement, id),
    ),
  );
}
