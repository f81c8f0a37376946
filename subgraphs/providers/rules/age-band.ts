import type { Refusal } from '../../../kernel/refusal.js';
import type { AgeBand } from '../../../schema/events/providers.js';

export interface PersonByAge {
  readonly cohort: 'ADULT' | 'CYP';
  /** Whole years at the start of care; null where the age of an adult is not told. */
  readonly ageAtStart: number | null;
}

/** Young people's services reach to this birthday [PROV-09; 002 App F.1]. */
const CYP_TO_AGE = 25;

/**
 * The CQC bands a provider needs for this person [PROV-09, AMB-29; 002 ¶4.2.6, App F.1]. Under 18 the children's band;
 * a young person of 18 to 25 in the children's service both bands; everybody else the adults' band.
 */
export function requiredAgeBands(person: PersonByAge): readonly AgeBand[] {
  const age = person.ageAtStart;
  // A young person of unknown age may be on either side of 18, so both bands are asked for.
  if (age === null) return person.cohort === 'CYP' ? ['CHILDREN_0_18', 'ADULTS_18_PLUS'] : ['ADULTS_18_PLUS'];
  if (age < 18) return ['CHILDREN_0_18'];
  return person.cohort === 'CYP' && age <= CYP_TO_AGE ? ['CHILDREN_0_18', 'ADULTS_18_PLUS'] : ['ADULTS_18_PLUS'];
}

/** Refuses `AGE_BAND_NOT_COVERED` where the provider's registration lacks a band the person needs [PROV-09]. */
export function ageBandRefusal(bands: readonly AgeBand[], person: PersonByAge): Refusal | undefined {
  const required = requiredAgeBands(person);
  if (required.every((band) => bands.includes(band))) return undefined;
  return {
    rule: 'PROV-09',
    code: 'AGE_BAND_NOT_COVERED',
    message:
      required.length > 1
        ? 'The CQC registration must cover both children (0 to 18) and adults.'
        : `The CQC registration must cover ${required[0] === 'CHILDREN_0_18' ? 'children (0 to 18)' : 'adults (18 and over)'}.`,
  };
}
