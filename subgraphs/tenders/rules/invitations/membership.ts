import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { STAGE_KINDS } from '../stages/stage-kinds.js';
import type { Check, EligibilityFacts, Plain } from './check.js';

type Membership = ProviderStanding['memberships'][number];

/**
 * Whether the provider is one of those that the stage asks.
 *
 * PATCH: it is admitted to the person's patch on the date, the first and last day included. OTHER_PATCHES: it is
 * admitted to some other patch and is no member of this one, whose members were asked before. FRAMEWORK: it is
 * admitted to the framework, which serves the whole borough. AGENCIES: it works for the council on its spot terms. OPEN_FRAMEWORK: it was
 * admitted for every group that the person belongs to. DPS: it was admitted to the lot that is asked. A suspended or ended
 * membership never counts. [ROUT-03, ROUT-06, ROUT-08, ROUT-14, ROUT-26, PROV-18, PROV-19, PROV-28; 003 ¶7, 004]
 */
export function membershipCheck({ standing, need, stage, on, lot = null }: EligibilityFacts): Check<'MEMBERSHIP'> {
  const { vehicle, rule } = STAGE_KINDS[stage];
  const held = standing.memberships.filter((each) => each.vehicle === vehicle && covers(each, on));
  const admitted = held.filter((each) => each.status === 'ADMITTED');
  const here = (each: Membership) => each.patch === need.patch;
  const belongs = {
    PATCH: admitted.some(here),
    OTHER_PATCHES: admitted.length > 0 && !held.some((each) => here(each) && each.status !== 'EXITED'),
    FRAMEWORK: admitted.length > 0,
    AGENCIES: admitted.length > 0,
    OPEN_FRAMEWORK: admitted.some(({ expertise }) => need.groups.every((group) => expertise.includes(group))),
    DPS: admitted.some(({ lots }) => lot !== null && lots.includes(lot)),
  }[stage];
  return {
    id: 'MEMBERSHIP',
    rule,
    inputs: {
      ...{ stage, patch: need.patch, on },
      ...(stage === 'OPEN_FRAMEWORK' ? { groups: need.groups } : {}),
      ...(stage === 'DPS' ? { lot } : {}),
      held: held.map(
        ({ patch, status, lots, expertise }): Plain =>
          lots.length + expertise.length > 0 ? { vehicle, patch, status, lots, expertise } : { vehicle, patch, status },
      ),
    },
    result: belongs ? 'PASS' : 'FAIL',
  };
}

function covers({ from, to }: Membership, on: string): boolean {
  return from <= on && (to === null || on <= to);
}
