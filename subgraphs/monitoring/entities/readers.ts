import type { Role } from '../../../kernel/caller.js';

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
