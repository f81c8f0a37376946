import { LockMode } from '@mikro-orm/core';
import type { Transaction } from '../../../kernel/database/work.js';
import { Placement } from '../entities/placements/placement.js';
import { Package } from '../entities/requests/package.js';

/**
 * How every command holds the case that it changes: whoever changes a package, or anything that belongs to it, holds
 * the package's row. It is one lock, and always the first, so that no two commands wait for each other.
 */

/** The package, its row held until the transaction ends; null if there is none, or none of this council. */
export async function lockPackage(t: Transaction, id: string): Promise<Package | null> {
  return t.em.findOne(Package, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

export interface Case {
  readonly carePackage: Package;
  readonly placement: Placement;
}

/** A placement as it stands once its package is held. */
export async function lockCase(t: Transaction, placementId: string, packageId: string): Promise<Case | null> {
  const carePackage = await lockPackage(t, packageId);
  const placement = carePackage && (await t.em.findOne(Placement, { id: placementId, packageId }));
  return placement ? { carePackage, placement } : null;
}
