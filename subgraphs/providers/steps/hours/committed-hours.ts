import type { Transaction } from '../../../../kernel/database/work.js';
import { CommittedHours } from '../../entities/hours/capacity.js';
import { Provider } from '../../entities/register/provider.js';

/** Whose hours: all of one award; or of one placement, which an award for several people has one of for each. */
export type WhichHours = { readonly providerId: string } & (
  | { readonly awardId: string }
  | { readonly placementId: string }
);

/** The hours that still count, of these. */
export function countedHours(t: Transaction, which: WhichHours): Promise<CommittedHours[]> {
  const { providerId } = which;
  return t.em.find(CommittedHours, { ...keptBy(which), providerId, releasedAt: null });
}

function keptBy(which: WhichHours) {
  return 'awardId' in which ? { awardId: which.awardId } : { placementId: which.placementId };
}

/** Whether the provider is on the register; hours of any other count nowhere. */
export async function isOnRegister(t: Transaction, providerId: string): Promise<boolean> {
  return (await t.em.count(Provider, { id: providerId })) > 0;
}
