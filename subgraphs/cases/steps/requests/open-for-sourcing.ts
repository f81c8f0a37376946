import type { Transaction } from '../../../../kernel/database/work.js';
import type { RouteOverride } from '../../../../schema/events/cases.js';
import type { Package } from '../../entities/requests/package.js';
import { tellOfPackage } from './tell-of-package.js';

/**
 * Tells that the package may be sourced from now on. [ASM-03, ASM-25, ROUT-02]
 *
 * @param override a broker's own choice of the route; without it the policy chooses
 */
export async function openForSourcing(
  t: Transaction,
  carePackage: Package,
  override: RouteOverride | null = null,
): Promise<void> {
  const { reference: packageReference, serviceType, funding, need, sourcingVersion, together } = carePackage;
  const saying = { packageReference, serviceType, funding, need, sourcingVersion, override, together };
  await tellOfPackage(t, carePackage, 'ServiceRequestReady', [], saying);
}
