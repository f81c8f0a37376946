import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** Refuses `LOCATION_OF_ANOTHER` for the record of a location that the register holds for another provider [PROV-03]. */
export function locationOwnerRefusal(
  /** Whose location the register says it is, and whose the caller says it is; null where either says nothing. */
  held: string | null,
  given: string | null,
): Refusal | undefined {
  if (held === null || given === null || held === given) return undefined;
  const message = 'The record must be of a location of this provider, or of one that the register does not know.';
  return refuse('PROV-03', 'LOCATION_OF_ANOTHER', message, 'providerId');
}
