import type { Transaction } from '../../../../kernel/database/work.js';
import type { Package } from '../../entities/requests/package.js';
import { tellOfPackage } from './tell-of-package.js';

/** Tells that the package may be sourced from now on. [ASM-03, ASM-25] */
export async function openForSourcing(t: Transaction, carePackage: Package): Promise<void> {
  const { reference: packageReference, serviceType, funding, need, sourcingVersion } = carePackage;
  const saying = { packageReference, serviceType, funding, need, sourcingVersion };
  await tellOfPackage(t, carePackage, 'ServiceRequestReady', [], saying);
}
