import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Vehicle } from '../../../../schema/events/providers.js';
import { type DateSpan, overlap, spanRefusal } from '../date-span.js';
import type { Membership } from './membership.js';

/** A membership as an officer proposes it. */
export interface MembershipProposal extends DateSpan {
  readonly vehicle: Vehicle;
  readonly patch: string | null;
  /** Version of the terms that the provider signed, e.g. `2021/2`. */
  readonly termsVersion: string;
}

/**
 * Refuses a membership that cannot be right: `NOT_REGISTERED`; `TERMS_NOT_SIGNED` and `SPAN_ENDS_BEFORE_IT_BEGINS`;
 * `PATCH_REQUIRED` or `PATCH_UNKNOWN` for a patch membership; `PATCH_NOT_EXPECTED` for any other; `ALREADY_A_MEMBER` if
 * the provider already holds it on any of its days.
 *
 * `own` are the provider's other memberships with the council, `patches` the codes of the council's patches.
 * `patchPlaceRefusal` asks whether the patch has a place. [PROV-02, PROV-12, PROV-15, PROV-18]
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
    refusals.push(refuse('PROV-02', 'NOT_REGISTERED', 'A member must be registered with CQC.'));
  }
  if (!proposal.termsVersion.trim()) {
    const message = 'A membership states the version of the terms that the provider signed.';
    refusals.push(refuse('PROV-12', 'TERMS_NOT_SIGNED', message, 'termsVersion'));
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
    const message = 'The provider already holds this membership on some of these days; begin after it ends.';
    refusals.push(refuse('PROV-12', 'ALREADY_A_MEMBER', message, 'from'));
  }
  return refusals.filter((refusal) => refusal !== undefined);
}

/**
 * Refuses `APPLICATION_REQUIRED` for a vehicle that providers join by an application, since the council has opened it
 * [PROV-26].
 */
export function applicationRequiredRefusal(isOpened: boolean): Refusal | undefined {
  if (!isOpened) return undefined;
  const message = 'The council has opened this vehicle to applications: its members come by an application.';
  return refuse('PROV-26', 'APPLICATION_REQUIRED', message, 'vehicle');
}

function patchFieldRefusal(proposal: MembershipProposal, patches: readonly string[]): Refusal | undefined {
  if (proposal.vehicle !== 'PATCH') {
    if (proposal.patch === null) return undefined;
    const message = 'Only a patch membership names a patch; the other vehicles are borough-wide.';
    return refuse('PROV-18', 'PATCH_NOT_EXPECTED', message, 'patch');
  }
  if (proposal.patch === null) {
    return refuse('PROV-15', 'PATCH_REQUIRED', 'A patch membership names its patch.', 'patch');
  }
  if (patches.includes(proposal.patch)) return undefined;
  return refuse('PROV-15', 'PATCH_UNKNOWN', `The patch must be one of the council's: ${patches.join(', ')}.`, 'patch');
}
