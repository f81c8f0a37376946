import { COUNCIL_DESKS, type Role } from '../../../kernel/identity/caller.js';

/** Who reads visits: the provider its own, the council's roles that answer for care, and its case system (DEL-04, DEL-20). */
export const VISIT_READERS: readonly Role[] = [
  'broker',
  'practitioner',
  'contract-officer',
  'commissioner',
  'case-system',
  'provider-user',
  'rostering',
  'call-monitoring',
];

/** Who follows alerts and no replies: whoever reads visits, and the desks of the council that answer by the hour (NTF-19 to NTF-21). */
export const ALERT_READERS: readonly Role[] = [...VISIT_READERS, ...COUNCIL_DESKS];

/** Who sees whom the council is to reach: those of a council who follow alerts (NTF-20). */
export const CONTACT_TASK_READERS: readonly Role[] = ['broker', 'practitioner', 'contract-officer', ...COUNCIL_DESKS];

/** Who reaches a person, or their next of kin, for the council: the desk of the hour, or the care manager (DEL-27, NTF-20). */
export const CONTACT_DESK: readonly Role[] = [...COUNCIL_DESKS, 'practitioner'];

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
