import { refuse } from '../../../../kernel/values/refusal.js';

/** At this moment nobody can say which patch a postcode lies in. [PROV-16] */
export const PATCH_NOT_KNOWN = refuse(
  'PROV-16',
  'FACTS_UNAVAILABLE',
  'The patch cannot be looked up just now; send the same request again in a little while.',
);

/** A postcode lies in no patch of the council on the day care is needed. [PROV-16] */
export const OUTSIDE_PATCHES = refuse(
  'PROV-16',
  'POSTCODE_OUTSIDE_PATCHES',
  "The postcode must lie in one of the council's patches on the day care is needed.",
  'input.person.postcode',
);
