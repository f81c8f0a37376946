import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { ACCESS_STATUSES } from '../../rules/councils/access.js';
import { POLICY_STATUSES } from '../../rules/councils/policy-timeline.js';

export const PolicyStatusWord = enumType(POLICY_STATUSES, {
  name: 'PolicyStatus',
  description: 'Where a version of a policy stands; SUPERSEDED is one that never came to apply.',
});
export const AccessStatusWord = enumType(ACCESS_STATUSES, {
  name: 'AccessStatus',
  description: 'Where access stands (IDG-06).',
});
