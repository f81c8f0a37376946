import { contentHash } from '../../../../kernel/values/content-hash.js';
import { unlessRefused } from '../../../../kernel/values/refusal.js';
import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { PackageNeed } from '../../entities/requests/need.js';
import type { Package } from '../../entities/requests/package.js';
import { changedNeed, revisionRefusal } from '../../rules/requests/request-revision.js';

/** A need that changed: which parts, and how it was before. */
export interface ChangedNeed {
  readonly before: NeedProfile | null;
  readonly parts: readonly string[];
}

/**
 * Gives a package its need, new or changed. Refuses a change after the award, or after the end. [ASM-36]
 *
 * @param sought what was sourced until now, and with whom: another service, or other company, is another need, whatever else is
 *   the same
 */
export function changeNeed(
  carePackage: Package,
  need: NeedProfile,
  isRevision: boolean,
  sought: Pick<Package, 'serviceType' | 'together'> = carePackage,
): ChangedNeed {
  const before = isRevision ? carePackage.need : null;
  const parts: string[] = before ? changedNeed(before, need) : [];
  if (before && sought.serviceType !== carePackage.serviceType) parts.push('serviceType');
  if (before && contentHash({ is: sought.together }) !== contentHash({ is: carePackage.together }))
    parts.push('together');
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
