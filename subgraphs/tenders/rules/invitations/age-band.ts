import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { AgeBand } from '../../../../schema/events/providers.js';
import type { Check, EligibilityFacts } from './check.js';

/**
 * The CQC bands that a provider needs for this person.
 *
 * Adults need the adults' band, and children under 18 the children's. A young person of 18 to 25 in children's
 * services needs both, and so does one whose age is not given. [PROV-09, AMB-29; 002 ¶4.2.6, App F.1]
 */
export function bandsNeeded({ cohort, cypAge }: Pick<NeedProfile, 'cohort' | 'cypAge'>): readonly AgeBand[] {
  if (cohort === 'ADULT') return ['ADULTS_18_PLUS'];
  return cypAge !== null && cypAge < 18 ? ['CHILDREN_0_18'] : ['CHILDREN_0_18', 'ADULTS_18_PLUS'];
}

/** Whether the provider's registration covers the person's age at the start. [PROV-09] */
export function ageBandCheck({ standing, need }: EligibilityFacts): Check<'AGE_BAND'> {
  const needed = bandsNeeded(need);
  return {
    id: 'AGE_BAND',
    rule: 'PROV-09',
    inputs: { needed, held: standing.ageBands },
    result: needed.every((band) => standing.ageBands.includes(band)) ? 'PASS' : 'FAIL',
  };
}
