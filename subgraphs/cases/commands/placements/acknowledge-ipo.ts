import { once } from '../../../../kernel/database/idempotency.js';
import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { type Allowed, authorise, isProvider } from '../../../../kernel/identity/caller.js';
import { notFound, type Outcome, RefusedError, refused } from '../../../../kernel/values/refusal.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { Placement } from '../../entities/placements/placement.js';
import { whoseIs } from '../../reads/whose-is.js';
import { lockPackage } from '../../steps/lock-case.js';
import { tellOfPlacement } from '../../steps/placements/tell-of-placement.js';

export const allowed = {
  scope: 'placements:write',
  roles: ['case-system', 'provider-user', 'rostering'],
} satisfies Allowed;

/**
 * The provider has the IPO, or the council's case system has taken it: each says so once, and again changes nothing.
 * [AWRD-03]
 */
export async function acknowledgeIpo(
  work: Work,
  input: { readonly idempotencyKey: string; readonly ipoId: string },
): Promise<Outcome<Ipo>> {
  authorise(work.caller, allowed);
  const missing = notFound('IPO', 'input.ipoId');
  const seen = await whoseIs(work, 'ipo', input.ipoId);
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, (t) =>
    once(
      t,
      { act: 'acknowledgeIpo', key: input.idempotencyKey, input },
      async () => {
        await lockPackage(t, seen.packageId);
        const ipo = await t.em.findOne(Ipo, { id: input.ipoId });
        const placement = ipo && (await t.em.findOne(Placement, { id: ipo.placementId }));
        if (!placement) throw new RefusedError([missing]);
        const by = isProvider(work.caller) ? 'PROVIDER' : 'CASE_SYSTEM';
        const at = by === 'PROVIDER' ? 'acknowledgedAt' : 'collectedAt';
        if (ipo[at]) return ipo;
        ipo[at] = await t.now();
        await tellOfPlacement(t, placement, 'IpoAcknowledged', { roles: ['broker'] }, { ipoId: ipo.id, by });
        return ipo;
      },
      (id) => t.em.findOneOrFail(Ipo, { id }),
    ),
  );
}
