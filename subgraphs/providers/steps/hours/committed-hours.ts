import type { Transaction } from '../../../../kernel/database/work.js';
import { CommittedHours } from '../../entities/hours/capacity.js';
import { Provider } from '../../entities/register/provider.js';

/** Whose hours: those of one award; or of a placement, which are kept by its call-off, or by itself if it has none. */
export type WhichHours = { readonly providerId: string } & (
  | { readonly awardId: string }
  | { readonly callOffId: string | null; readonly placementId: string }
);

/** The hours that still count, of these. */
export function countedHours(t: Transaction, which: WhichHours): Promise<CommittedHours[]> {
  const { providerId } = which;
  return t.em.find(CommittedHours, { ...keptBy(which), providerId, releasedAt: null });
}

function keptBy(which: WhichHours) {
  if ('awardId' in which) return { awardId: which.awardId };
  return which.callOffId === null ? { awardId: which.placementId } : { callOffId: which.callOffId };
}

/** Whether the provider is on the register; hours of any other count nowhere. */
export async function isOnRegister(t: Transaction, providerId: string): Promise<boolean> {
  return (await t.em.count(Provider, { id: providerId })) > 0;
}
