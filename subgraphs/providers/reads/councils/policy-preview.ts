import type { EntityManager } from '../../../../kernel/database/orm.js';
import { notFound, type Refusal } from '../../../../kernel/values/refusal.js';
import { policySchema } from '../../../../schema/policy.js';
import { type PolicyChange, policyChanges } from '../../rules/councils/policy-changes.js';
import { policyDocumentRefusals } from '../../rules/councils/policy-document.js';
import { followed, policyFromRefusal, supersededBy } from '../../rules/councils/policy-timeline.js';
import { nameOfVersion, policyDates, policyVersion } from './policy-versions.js';

/** What would follow from setting a policy. */
export interface PolicyPreview {
  readonly basedOn: string | null;
  readonly follows: string | null;
  readonly supersedes: readonly string[];
  readonly changes: readonly PolicyChange[];
  readonly refusals: readonly Refusal[];
}

/** Answers it by the same rules as `setPolicy`, and changes nothing. [IDG-16] */
export async function policyPreview(
  em: EntityManager,
  asked: { readonly council: string; readonly document: unknown; readonly effectiveFrom: Date },
  now: Date,
): Promise<PolicyPreview> {
  const { council, document, effectiveFrom: from } = asked;
  const versions = await policyDates(em, council);
  const latest = versions.at(-1);
  const nothing = { basedOn: null, follows: null, supersedes: [], changes: [] };
  if (!latest) return { ...nothing, refusals: [notFound('council', 'council')] };
  const basedOn = nameOfVersion(council, latest);
  const refusals = [
    policyFromRefusal(from, now, 'effectiveFrom'),
    ...policyDocumentRefusals(document, 'document'),
  ].filter((each) => each !== undefined);
  if (refusals.length > 0) return { ...nothing, basedOn, refusals };
  // A council's first policy counts since ever, so there is one to follow.
  const before = followed(versions, from)!;
  return {
    basedOn,
    follows: nameOfVersion(council, before),
    supersedes: supersededBy(versions, { from, now }).map((each) => nameOfVersion(council, each)),
    changes: policyChanges((await policyVersion(em, council, before.version)).policy, policySchema.parse(document)),
    refusals: [],
  };
}
