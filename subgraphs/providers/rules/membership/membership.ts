import type { Refusal } from '../../../../kernel/values/refusal.js';
import { stateTable } from '../../../../kernel/values/state-table.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import type { Policy } from '../../../../schema/policy.js';
import { covers, type DateSpan, overlap, spanRefusal } from '../hours/date-span.js';

export type MembershipState = 'ADMITTED' | 'SUSPENDED' | 'EXITED';
export type MembershipEvent = 'admit' | 'suspend' | 'restore' | 'exit';

/**
 * SM-5 from admission on.
 *
 * The rows of the catalogue before it, from an application's draft to its approval, are not in the table, so that it
 * promises nothing that no command does: they belong to the open framework and the DPS (PROV-26, PROV-27), and are
 * edges to add with their commands. Until then `admit` is asked for what stands at their end.
 */
export const MEMBERSHIP = stateTable<MembershipState, MembershipEvent>({
  name: 'SM-5 Membership',
  initial: 'ADMITTED',
  terminal: ['EXITED'],
  edges: [
    {
      from: '(new)',
      event: 'admit',
      to: 'ADMITTED',
      guard: 'registered with CQC [PROV-02], terms signed [PROV-12], place in the patch [PROV-17]',
      emits: 'ProviderStandingChanged',
    },
    {
      from: 'ADMITTED',
      event: 'suspend',
      to: 'SUSPENDED',
      guard: 'a gate or contract action',
      emits: 'ProviderSuspended',
    },
    {
      from: 'SUSPENDED',
      event: 'restore',
      to: 'ADMITTED',
      guard: 'registered with CQC [PROV-02], place in the patch [PROV-17]',
      emits: 'ProviderRestored',
    },
    { from: 'ADMITTED', event: 'exit', to: 'EXITED', emits: 'ProviderStandingChanged' },
    { from: 'SUSPENDED', event: 'exit', to: 'EXITED', emits: 'ProviderStandingChanged' },
  ],
});

/** One membership of a contract vehicle [PROV-12]. */
export interface Membership extends DateSpan {
  readonly vehicle: Vehicle;
  /** Patch code of a `PATCH` membership; null for every other vehicle, which is borough-wide (PROV-18). */
  readonly patch: string | null;
  readonly status: MembershipState;
}

/** Whether the membership may receive call-offs on a date: admitted, and within its dates [PROV-12, SM-5]. */
export function isActive(membership: Membership, on: string): boolean {
  return membership.status === 'ADMITTED' && covers(membership, on);
}

/**
 * Whether the membership serves a patch: a patch provider its own, a framework provider all of the borough
 * [PROV-18; 002 ¶1.5.3, ¶7.29].
 */
export function serves(membership: Pick<Membership, 'vehicle' | 'patch'>, patch: string): boolean {
  return membership.vehicle !== 'PATCH' || membership.patch === patch;
}

/** How many patch providers a patch may have [PROV-17, AMB-02]. */
export function maxPatchProviders(patch: string, policy: Policy['patch']): number {
  const own = Object.hasOwn(policy.maxProviders, patch) ? policy.maxProviders[patch] : undefined;
  return own ?? policy.otherwiseMaxProviders;
}

/**
 * Refuses `PATCH_FULL` where one more patch provider would be too many on any day of its membership: the active
 * memberships of the patch must be fewer than the maximum throughout [PROV-17; 002 ¶1.5.2]. A suspended member leaves
 * its place to others, so the same is asked before it is restored.
 *
 * `others` are the memberships of other providers, of any patch and status; those that do not count are passed over.
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
  return {
    rule: 'PROV-17',
    code: 'PATCH_FULL',
    message: `${patch} takes at most ${max} patch ${max === 1 ? 'provider' : 'providers'} at a time.`,
    field: 'patch',
  };
}

/** A membership as it is asked for. */
export interface MembershipProposal extends DateSpan {
  readonly vehicle: Vehicle;
  readonly patch: string | null;
  /** Version of the terms that the provider signed, e.g. `2021/2`. */
  readonly termsVersion: string;
}

/**
 * Refuses a membership that could not be: `NOT_REGISTERED` (PROV-02); `TERMS_NOT_SIGNED` and
 * `SPAN_ENDS_BEFORE_IT_BEGINS` (PROV-12); `PATCH_REQUIRED` or `PATCH_UNKNOWN` of a patch membership (PROV-15);
 * `PATCH_NOT_EXPECTED` of any other (PROV-18); `ALREADY_A_MEMBER` on any of its days (PROV-12).
 *
 * `own` are the provider's other memberships with the council; `patches` the codes of the council's patches. Whether
 * the patch has a place is asked of `patchPlaceRefusal`.
 */
export function membershipRefusals(
  proposal: MembershipProposal,
  facts: {
    readonly registered: boolean;
    readonly own: readonly Membership[];
    readonly patches: readonly string[];
  },
): readonly Refusal[] {
  const refusals: Array<Refusal | undefined> = [spanRefusal(proposal, 'PROV-12')];
  if (!facts.registered) {
    refusals.push({ rule: 'PROV-02', code: 'NOT_REGISTERED', message: 'A member must be registered with CQC.' });
  }
  if (!proposal.termsVersion.trim()) {
    refusals.push({
      rule: 'PROV-12',
      code: 'TERMS_NOT_SIGNED',
      message: 'A membership states the version of the terms that the provider signed.',
      field: 'termsVersion',
    });
  }
  refusals.push(patchFieldRefusal(proposal, facts.patches));
  const same = facts.own.some(
    (held) =>
      held.status !== 'EXITED' &&
      held.vehicle === proposal.vehicle &&
      held.patch === proposal.patch &&
      overlap(held, proposal),
  );
  if (same) {
    refusals.push({
      rule: 'PROV-12',
      code: 'ALREADY_A_MEMBER',
      message: 'The provider already holds this membership on some of these days; begin after it ends.',
      field: 'from',
    });
  }
  return refusals.filter((refusal) => refusal !== undefined);
}

function patchFieldRefusal(proposal: MembershipProposal, patches: readonly string[]): Refusal | undefined {
  if (proposal.vehicle !== 'PATCH') {
    if (proposal.patch === null) return undefined;
    return {
      rule: 'PROV-18',
      code: 'PATCH_NOT_EXPECTED',
      message: 'Only a patch membership names a patch; the other vehicles are borough-wide.',
      field: 'patch',
    };
  }
  if (proposal.patch === null) {
    return { rule: 'PROV-15', code: 'PATCH_REQUIRED', message: 'A patch membership names its patch.', field: 'patch' };
  }
  if (patches.includes(proposal.patch)) return undefined;
  return {
    rule: 'PROV-15',
    code: 'PATCH_UNKNOWN',
    message: `The patch must be one of the council's: ${patches.join(', ')}.`,
    field: 'patch',
  };
}
