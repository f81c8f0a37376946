import { contentHash } from '../../../../kernel/values/content-hash.js';
import { DEFAULT_POLICY, type Policy } from '../../../../schema/policy.js';
import { POLICY_KEYS, type PolicyKey, valueAt } from './policy-document.js';

/** A key by which two policies differ. */
export interface PolicyChange extends PolicyKey {
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The keys by which one policy differs from the one that it follows, each with both values as they apply: what a
 * document leaves out counts with its default. A council's first policy is compared with the defaults. [IDG-16]
 */
export function policyChanges(before: Policy | null, after: Policy): readonly PolicyChange[] {
  return POLICY_KEYS.map((key) => ({
    ...key,
    before: valueAt(before ?? DEFAULT_POLICY, key.key),
    after: valueAt(after, key.key),
  })).filter((change) => contentHash(change.before) !== contentHash(change.after));
}
