import { inTransaction, type Work } from '../../../../kernel/database/work.js';
import { authorise, isProvider } from '../../../../kernel/identity/caller.js';
import { type Outcome, RefusedError, refused } from '../../../../kernel/values/refusal.js';
import { Ipo } from '../../entities/placements/ipo.js';
import { Placement } from '../../entities/placements/placement.js';
import { lockPackage, notFound, whoseIs } from '../../steps/on-case.js';
import { tellOfPlacement } from '../../steps/tell.js';

/** The provider has the IPO, or the council's case system has taken it: each says so once, and again changes nothing. [AWRD-03] */
export async function acknowledgeIpo(work: Work, input: { readonly ipoId: string }): Promise<Outcome<Ipo>> {
  authorise(work.caller, { scope: 'placements:write', roles: ['case-system', 'provider-user', 'rostering'] });
  const missing = notFound('IPO', 'input.ipoId');
  const seen = await whoseIs(work, 'ipo', input.ipoId);
  if (!seen) return refused(missing);
  return inTransaction(work, seen.council, async (t) => {
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
  });
}
