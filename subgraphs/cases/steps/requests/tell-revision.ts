import type { Transaction } from '../../../../kernel/database/work.js';
import type { Person } from '../../entities/people/person.js';
import type { Package } from '../../entities/requests/package.js';
import { changedFacts } from '../../rules/people/audit-entry.js';
import { factsOf } from '../people/keep-person.js';
import type { ChangedNeed } from './change-need.js';
import { tellOfPackage } from './tell-of-package.js';

/** Tells of a later version: what changed in it, and to those who source it the new need. [ASM-36, IDG-16, WIN-14] */
export async function tellRevision(
  t: Transaction,
  carePackage: Package,
  person: Person,
  personBefore: Readonly<Record<string, unknown>> | null,
  changed: ChangedNeed,
): Promise<void> {
  const needBefore = changed.parts.length > 0 ? changed.before : carePackage.need;
  await tellOfPackage(t, carePackage, 'RequestRevised', [], {
    version: carePackage.sourceVersion,
    changed: changedFacts({ ...personBefore, need: needBefore }, { ...factsOf(person), need: carePackage.need }),
  });
  if (changed.parts.length > 0) await tellAmendedNeed(t, carePackage, changed.parts);
}

/** Tells those who source the package that the need has changed; nobody else has a use for it. [WIN-14, ROUT-19] */
export async function tellAmendedNeed(t: Transaction, carePackage: Package, parts: readonly string[]): Promise<void> {
  const { state, serviceType, funding, need, sourcingVersion, together } = carePackage;
  if (state !== 'SOURCING') return;
  const reason = `Changed: ${parts.join(', ')}.`;
  const saying = { serviceType, funding, need, sourcingVersion, together, reason };
  await tellOfPackage(t, carePackage, 'ServiceRequestAmended', [], saying);
}
