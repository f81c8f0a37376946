import type { Role } from '../../../kernel/identity/caller.js';

/** Who of a council may follow its call-offs. */
export const CALL_OFF_READERS: Role[] = [
  'broker',
  'practitioner',
  'discharge-team',
  'commissioner',
  'contract-officer',
];

/** Who may read bids once their stage has closed, and how they were judged (IDG-23, EVAL-13). */
export const EVALUATORS: Role[] = ['broker', 'commissioner'];

/** Who of a council may read what nobody took, in numbers: it plans by them. */
export const UNMET_READERS: Role[] = ['broker', 'commissioner', 'contract-officer'];

/** Who may read the offers of a call-off that awaits a choice, and what was chosen: a broker looks on where it is not theirs (CHOI-08). */
export const CHOOSERS: Role[] = ['broker', 'practitioner'];

/** Who may read what was chosen: who chooses, and who decides on it for the council (CHOI-06, CHOI-07). */
export const CHOICE_READERS: Role[] = [...CHOOSERS, 'commissioner'];

/**
 * Who may read what a place in a home costs beside the council's standard fee: who chooses, and who decides on exceptions
 * (CHOI-06).
 */
export const PLACE_COST_READERS: Role[] = ['broker', 'practitioner', 'commissioner'];

/** Who may read adverts and answer them; call monitoring never does (IDG-27). */
export const BIDDERS: Role[] = ['provider-user', 'rostering'];

export const EVERYBODY: Role[] = [...CALL_OFF_READERS, ...BIDDERS];

/** Who may read responses that wait to be judged, and record how they were; which of them may, the route says (EVAL-08, EVAL-10). */
export const ASSESSORS: Role[] = ['broker', 'practitioner', 'commissioner'];
