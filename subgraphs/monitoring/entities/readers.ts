import type { Role } from '../../../kernel/identity/caller.js';

/** Who reads visits: the provider its own, the council's roles that answer for care (DEL-04, DEL-20). */
export const VISIT_READERS: readonly Role[] = [
  'broker',
  'practitioner',
  'contract-officer',
  'commissioner',
  'provider-user',
  'rostering',
  'call-monitoring',
];

/** Who reports them (IDG-27). */
export const VISIT_REPORTERS: readonly Role[] = ['rostering', 'call-monitoring', 'provider-user'];

/** Who follows the clocks of the rule-book (WIN-21). */
export const DEADLINE_READERS: readonly Role[] = [
  'broker',
  'practitioner',
  'discharge-team',
  'commissioner',
  'contract-officer',
];

/** Who reads how invitations were answered: a provider its own answers (ROUT-12, IDG-23). */
export const RESPONSE_READERS: readonly Role[] = [
  'broker',
  'commissioner',
  'contract-officer',
  'provider-user',
  'rostering',
];

/** Who reads how care began (ROUT-11). */
export const FIRST_CALL_READERS: readonly Role[] = [
  'broker',
  'practitioner',
  'contract-officer',
  'provider-user',
  'rostering',
];

/** Who is told how contracts are kept: whoever an event of the quality feed names; a provider of itself (NTF-32, NTF-37). */
export const QUALITY_READERS: readonly Role[] = [
  'broker',
  'contract-officer',
  'case-system',
  'provider-user',
  'rostering',
  'call-monitoring',
];

/** Who reads reviews of a contract: a provider its own (PROV-07). */
export const REVIEW_READERS: readonly Role[] = ['contract-officer', 'commissioner', 'broker', 'provider-user'];
