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

/** Who takes the steps of an alert: people at a desk, and the rostering system that is one (DEL-22, IDG-27). */
export const ALERT_DESK: readonly Role[] = ['provider-user', 'rostering'];

/** Who speaks for the office in a no reply (DEL-33, IDG-27). */
export const NO_REPLY_OFFICE: readonly Role[] = ['provider-user', 'rostering'];

/** Who reports what happens at the door: the office, and the carer's own device (DEL-30, IDG-27). */
export const AT_THE_DOOR: readonly Role[] = [...NO_REPLY_OFFICE, 'call-monitoring'];

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
  'commissioner',
  'case-system',
  'provider-user',
];

/** Who reads reviews of a contract: a provider its own (PROV-07). */
export const REVIEW_READERS: readonly Role[] = ['contract-officer', 'commissioner', 'broker', 'provider-user'];
