import type { Transaction } from '../../../../kernel/database/work.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type {
  NeedProfile,
  RequestRevised,
  ServiceRequestAmended,
  ServiceRequestReady,
} from '../../../../schema/events/cases.js';
import type { Person } from '../../entities/people/person.js';
import type { PackageNeed } from '../../entities/requests/need.js';
import type { Package } from '../../entities/requests/package.js';
import { changedFacts } from '../../rules/people/audit-entry.js';
import { changedNeed, revisionRefusal } from '../../rules/requests/request-revision.js';
import { factsOf } from '../people/keep-person.js';

/** A need that changed: which parts, and how it was before. */
export interface ChangedNeed {
  readonly before: NeedProfile | null;
  readonly parts: readonly string[];
}

/**
 * Gives a package its need, new or changed. Refuses a change that comes after the award, or after the end. [ASM-36]
 */
export function changeNeed(carePackage: Package, need: NeedProfile, isRevision: boolean): ChangedNeed {
  const before = isRevision ? carePackage.need : null;
  const parts = before ? changedNeed(before, need) : [];
  if (isRevision) unlessRefused(revisionRefusal(carePackage.state, parts));
  if (!before || parts.length > 0) {
    carePackage.need = need as PackageNeed;
    carePackage.careType = need.careType;
    carePackage.urgency = need.urgency;
    carePackage.neededFrom = need.neededFrom;
    carePackage.weeklyWorkerMinutes = need.weeklyWorkerMinutes;
    carePackage.patch = need.patch;
  }
  return { before, parts };
}

export function subjectOfPackage(carePackage: Pick<Package, 'id'>): string {
  return `package/${carePackage.id}`;
}

/** Tells that the package may be sourced from now on. [ASM-03, ASM-25] */
export async function openForSourcing(t: Transaction, carePackage: Package): Promise<void> {
  await t.tell({
    type: 'ServiceRequestReady',
    subject: subjectOfPackage(carePackage),
    council: carePackage.council,
    audience: {},
    data: {
      packageId: carePackage.id,
      packageReference: carePackage.reference,
      need: carePackage.need,
      sourcingVersion: carePackage.sourcingVersion,
    } satisfies ServiceRequestReady['data'],
  });
}

/** Tells of a later version: what changed in it, and to those who source it the new need. [ASM-36, IDG-16, WIN-14] */
export async function tellRevision(
  t: Transaction,
  carePackage: Package,
  person: Person,
  personBefore: Readonly<Record<string, unknown>> | null,
  changed: ChangedNeed,
): Promise<void> {
  const needBefore = changed.parts.length > 0 ? changed.before : carePackage.need;
  await t.tell({
    type: 'RequestRevised',
    subject: subjectOfPackage(carePackage),
    council: carePackage.council,
    audience: {},
    data: {
      packageId: carePackage.id,
      version: carePackage.sourceVersion,
      changed: changedFacts({ ...personBefore, need: needBefore }, { ...factsOf(person), need: carePackage.need }),
    } satisfies RequestRevised['data'],
  });
  if (changed.parts.length > 0) await tellAmendedNeed(t, carePackage, changed.parts);
}

/** Tells those who source the package that the need is another one; nobody else has a use for it. [WIN-14, ROUT-19] */
export async function tellAmendedNeed(t: Transaction, carePackage: Package, parts: readonly string[]): Promise<void> {
  if (carePackage.state !== 'SOURCING') return;
  await t.tell({
    type: 'ServiceRequestAmended',
    subject: subjectOfPackage(carePackage),
    council: carePackage.council,
    audience: {},
    data: {
      packageId: carePackage.id,
      need: carePackage.need,
      sourcingVersion: carePackage.sourcingVersion,
      reason: `Changed: ${parts.join(', ')}.`,
    } satisfies ServiceRequestAmended['data'],
  });
}
