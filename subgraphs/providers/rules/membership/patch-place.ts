import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Policy } from '../../../../schema/policy.js';
import { covers, type DateSpan, overlap } from '../date-span.js';
import type { Membership } from './membership.js';

/** How many patch providers a patch may have [PROV-17, AMB-02]. */
export function maxPatchProviders(patch: string, policy: Policy['patch']): number {
  const own = Object.hasOwn(policy.maxProviders, patch) ? policy.maxProviders[patch] : undefined;
  return own ?? policy.otherwiseMaxProviders;
}

/**
 * Refuses `PATCH_FULL` if one more patch provider would be too many on any day of its membership: the patch must have
 * fewer active memberships than the maximum throughout. A suspended member leaves its place to others, so the same is
 * asked before it is restored.
 *
 * `others` are the memberships of other providers, of any patch and status; the rule ignores those that do not count.
 * [PROV-17; 002 ¶1.5.2]
 */
export function patchPlaceRefusal(
  patch: string,
  span: DateSpan,
  others: readonly Membership[],
  policy: Policy['patch'],
): Refusal | undefined {
  const max = maxPatchProviders(patch, policy);
  const rivals = others.filter(
    (other) =>
      other.vehicle === 'PATCH' && other.patch === patch && other.status === 'ADMITTED' && overlap(other, span),
  );
  // The count can only rise on a first day, so these are the days to look at.
  const days = [span.from, ...rivals.map(({ from }) => from).filter((from) => covers(span, from))];
  if (days.every((day) => rivals.filter((rival) => covers(rival, day)).length < max)) return undefined;
  const message = `${patch} takes at most ${max} patch ${max === 1 ? 'provider' : 'providers'} at a time.`;
  return refuse('PROV-17', 'PATCH_FULL', message, 'patch');
}
