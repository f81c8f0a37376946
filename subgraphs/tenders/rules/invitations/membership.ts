import type { ProviderStanding } from '../../../../schema/events/providers.js';
import { STAGE_KINDS } from '../stages/stage-kinds.js';
import type { Check, EligibilityFacts } from './check.js';

type Membership = ProviderStanding['memberships'][number];

/**
 * Whether the provider is one of those that the stage asks.
 *
 * PATCH: it is admitted to the person's patch on the date, the first and last day included. OTHER_PATCHES: it is
 * admitted to some other patch and is no member of this one, whose members were asked before. FRAMEWORK: it is
 * admitted to the framework, which serves the whole borough. AGENCIES: it works for the council on its spot terms. HOMES:
 * it does so on the terms on which the place is bought, spot or block. A suspended or ended membership never counts.
 * [ROUT-03, ROUT-06, ROUT-08, ROUT-14, ROUT-26, ROUT-30, PROV-18, ASM-09]
 */
export function membershipCheck({ standing, need, stage, on }: EligibilityFacts): Check<'MEMBERSHIP'> {
  const { vehicles, rule } = STAGE_KINDS[stage];
  const held = standing.memberships.filter((each) => vehicles.includes(each.vehicle) && covers(each, on));
  const admitted = held.filter((each) => each.status === 'ADMITTED');
  const here = (each: Membership) => each.patch === need.patch;
  const belongs = {
    PATCH: admitted.some(here),
    OTHER_PATCHES: admitted.length > 0 && !held.some((each) => here(each) && each.status !== 'EXITED'),
    FRAMEWORK: admitted.length > 0,
    AGENCIES: admitted.length > 0,
    HOMES: admitted.some(({ vehicle }) => vehicle === need.home?.contractBasis),
  }[stage];
  return {
    id: 'MEMBERSHIP',
    rule,
    inputs: {
      stage,
      patch: need.patch,
      on,
      held: held.map(({ vehicle, patch, status }) => ({ vehicle, patch, status })),
    },
    result: belongs ? 'PASS' : 'FAIL',
  };
}

function covers({ from, to }: Membership, on: string): boolean {
  return from <= on && (to === null || on <= to);
}
