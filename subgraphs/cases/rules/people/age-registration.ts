import type { NeedProfile } from '../../../../schema/events/cases.js';
import type { AgeBand } from '../../../../schema/events/providers.js';

/**
 * Whether a provider registered with CQC for these ages may read the record of this person. Children's records alone
 * ask for it: under 18 the children's band, and of a young person of 18 to 25, or of unknown age, both bands.
 * [IDG-11, AMB-29; 002 ¶4.2.4-4.2.6, App F.1]
 */
export function coversAge(
  { cohort, cypAge }: Pick<NeedProfile, 'cohort' | 'cypAge'>,
  registered: readonly AgeBand[],
): boolean {
  if (cohort === 'ADULT') return true;
  const isChild = cypAge !== null && cypAge < 18;
  return registered.includes('CHILDREN_0_18') && (isChild || registered.includes('ADULTS_18_PLUS'));
}
